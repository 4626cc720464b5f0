"""Bodies whose names the tree takes for two joined by "and": "Law and Justice", "the Globe and Mail"."""

from collections.abc import Iterator

from dragoman.entities.known import known_name
from dragoman.entities.phrases import phrase_text
from dragoman.entities.profile import Profile
from dragoman.knowledge import Knowledge
from dragoman.language.parse import Mention, Parse

_BESIDE = 3  # words of a name on either side
_KINDS = frozenset(("movement", "party"))


def find_coordinated_names(parse: Parse, knowledge: Knowledge) -> Iterator[Profile]:
    """Profiles of known bodies with "and" in their names, the longest of each."""
    for token in range(1, len(parse) - 1):
        if parse.lower[token] in {"and", "&"} and parse.words[token - 1][0].isupper():
            found = _named(parse, knowledge, token)
            if found is not None:
                yield found


def _named(parse: Parse, knowledge: Knowledge, token: int) -> Profile | None:
    start, end = parse.sentences[parse.sentence_of[token]]
    for first in range(max(start, token - _BESIDE), token):
        for last in range(min(end, token + 1 + _BESIDE) - 1, token, -1):
            name = phrase_text(parse, first, last)
            if not parse.words[first][0].isupper() or knowledge.organisation(name) is None:
                continue
            head = next((t for t in range(first, last + 1) if not first <= parse.heads[t] <= last), first)
            p = Profile(head=head, first=first, last=last, kind="body", name=name, key="")
            found = known_name(parse, knowledge, p, Mention(first, last + 1, head, "organization", -1))
            if found is not None and last + 1 < end and _tells_kind(parse, head, last + 1):
                found.head = found.last = last + 1
            return found
    return None


def _tells_kind(parse: Parse, head: int, after: int) -> bool:
    """ "Law and Justice party"."""
    return parse.lower[after] in _KINDS and parse.heads[head] == after
