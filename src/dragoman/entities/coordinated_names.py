"""Bodies whose names the tree takes for two joined by "and": "Law and Justice", "the Globe and Mail"."""

from collections.abc import Iterator

from dragoman.entities.phrases import phrase_text
from dragoman.entities.profile import Profile
from dragoman.knowledge import Knowledge
from dragoman.language.parse import Parse
from dragoman.types import NO_COUNTRY

_BESIDE = 3  # words of a name on either side
_KINDS = frozenset(("movement", "party"))


def find_coordinated_names(parse: Parse, knowledge: Knowledge) -> Iterator[Profile]:
    """Profiles of known bodies with "and" in their names, the longest of each."""
    for token in range(1, len(parse) - 1):
        if parse.lower[token] in {"and", "&"} and parse.words[token - 1][0].isupper():
            found = next(_named(parse, knowledge, token), None)
            if found is not None:
                yield found


def _named(parse: Parse, knowledge: Knowledge, token: int) -> Iterator[Profile]:
    start, end = parse.sentences[parse.sentence_of[token]]
    for first in range(max(start, token - _BESIDE), token):
        for last in range(min(end, token + 1 + _BESIDE) - 1, token, -1):
            body = knowledge.organisation(phrase_text(parse, first, last)) if parse.words[first][0].isupper() else None
            if body is None or first == last:
                continue
            head = next((t for t in range(first, last + 1) if not first <= parse.heads[t] <= last), first)
            if last + 1 < end and parse.lower[last + 1] in _KINDS and parse.heads[head] == last + 1:
                head = last + 1
            code = None if body.common and body.code not in NO_COUNTRY else body.code
            yield Profile(
                head=head, first=first, last=max(last, head), kind="body", name=body.name, key=body.name.lower(),
                country=code, sector=body.sector, named=True, definite=True, identifier=body.identifier,
                likeliest=body.code if code is None else None, reason="table of organisations",
            )  # fmt: skip
