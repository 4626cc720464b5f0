"""Names of court cases, which are nobody: "Delgado v. Port Authority"."""

from dragoman.language.parse import Parse

_AGAINST = frozenset(("v", "v."))
_LINKS = frozenset(("of", "&", "the", "and", "."))  # inside a party's name, before another word of it
_NAMING = frozenset(("PROPN", "NOUN", "ADJ", "VERB", "X"))


def find_cases(parse: Parse) -> frozenset[int]:
    """The tokens of the case names of a report."""
    found: set[int] = set()
    for token, word in enumerate(parse.words):  # "Vladimir V. Putin" is no case
        if word not in _AGAINST:
            continue
        before, after = _party(parse, token, -1), _party(parse, token, 1)
        if before and after:
            found |= {token, *before, *after}
    return frozenset(found)


def _party(parse: Parse, token: int, step: int) -> list[int]:
    """The words of a name that ends before a token or begins behind it."""
    first, last = parse.sentences[parse.sentence_of[token]]
    found: list[int] = []
    at = token + step
    while first <= at < last:
        if _names(parse, at):
            found.append(at)
        elif parse.lower[at] not in _LINKS or not (first <= at + step < last and _names(parse, at + step)):
            break
        at += step
    return found


def _names(parse: Parse, token: int) -> bool:
    return parse.words[token][0].isupper() and parse.upos[token] in _NAMING
