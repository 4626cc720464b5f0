"""Groups of several nations by the words before their noun: "American and South Korean forces"."""

from dragoman.entities.phrases import phrase_text
from dragoman.entities.profile import Profile
from dragoman.knowledge import Knowledge
from dragoman.language.parse import Parse

_LONGEST = 3  # words of a nationality: "Papua New Guinean"
_JOINING = frozenset((",", "and"))


def nations_before(parse: Parse, knowledge: Knowledge, p: Profile) -> tuple[tuple[str, str], ...]:
    """Codes of the nations joined by "and" before a plural noun, each with its words; empty where there are not two."""
    if not p.plural or p.named:
        return ()
    start = p.first
    while start > 0 and _may_join(parse, knowledge, start - 1):
        start -= 1
    found: list[tuple[str, str]] = []
    token, joined = start, False
    while token < p.head:
        if parse.words[token] in _JOINING and found:
            joined = parse.words[token] == "and"
            token += 1
            continue
        for end in range(min(p.head, token + _LONGEST), token, -1):
            code = _nationality(parse, knowledge, token, end)
            if code is not None:
                found.append((code, phrase_text(parse, token, end - 1)))
                token = end
                break
        else:
            if found:
                break
            token += 1
    return tuple(found) if joined and len({code for code, _ in found}) > 1 else ()


def _may_join(parse: Parse, knowledge: Knowledge, token: int) -> bool:
    return parse.words[token] in _JOINING or _nationality(parse, knowledge, token, token + 1) is not None


def _nationality(parse: Parse, knowledge: Knowledge, first: int, end: int) -> str | None:
    if not parse.words[first][0].isupper():
        return None
    nation = knowledge.nation(phrase_text(parse, first, end - 1))
    return nation.code if nation is not None and nation.kind == "adjective" else None
