"""Speakers named beside their words, without a verb: "LUND: We agreed." and “We agreed.” — Kari Lund."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from dragoman.language.parse import Parse
from dragoman.statements.content import trim_run
from dragoman.statements.cues import Draft
from dragoman.types import Cast

_TURN = re.compile(r"^[ \t]*[\"“]?(?P<label>[A-Z][^\n:,.?!\"“”]{1,50}):[ \t]+(?P<words>\S[^\n]*)", re.MULTILINE)
_SIGNED = re.compile(
    r"[\"”]\s{0,2}[—–―-]{1,2}\s?(?P<label>[A-Z][^\n\"“”,]{2,60}?)(,[^\n.]{1,60})?\.?[ \t\u00a0]*(?=\n|$)"
)


def find_labelled(parse: Parse, cast: Cast, quoted: list[range]) -> Iterator[Draft]:
    """Turns of a transcript, headlines with a colon, and quotations signed with a dash."""
    for turn in _TURN.finditer(parse.text):
        label = _tokens(parse, *turn.span("label"))
        said = _tokens(parse, *turn.span("words"))
        named = _named(parse, cast, label)
        run = trim_run(parse, said.start, said.stop - 1)
        if named and run and run[1] > run[0]:
            yield Draft((label.start, label.stop), named[1], (), [run], False, named[0])
    ends = {parse.starts[q.stop]: q for q in quoted if q.stop < len(parse)}
    for signed in _SIGNED.finditer(parse.text):
        quotation = ends.get(signed.start())
        named = _named(parse, cast, _tokens(parse, *signed.span("label")))
        if quotation and named:
            yield Draft(None, named[1], (), [(quotation.start, quotation.stop - 1)], False, named[0])


def _tokens(parse: Parse, start: int, end: int) -> range:
    """The tokens that begin between two characters."""
    return range(bisect_left(parse.starts, start), bisect_left(parse.starts, end))


def _named(parse: Parse, cast: Cast, label: range) -> tuple[int, tuple[str, ...]] | None:
    """Whom a label names, if it is nothing but a name: a person's mention, or somebody's full or last name."""
    for token in label:
        mention = parse.mention_at.get(token)
        if mention and mention.type == "person" and (mention.start, mention.end) == (label.start, label.stop):
            named = parse.upos[token] == "PROPN" or parse.words[token].isupper()
            return (token, cast.ids_by_token[token]) if named and token in cast.ids_by_token else None
    words = [parse.lower[t] for t in label]
    for entity in cast.entities:
        name = entity.name.lower().split()
        if len(name) > 1 and entity.name.istitle() and words and words in (name, name[-1:]):
            return label.stop - 1, (entity.id,)
    return None
