"""Whoever is only told of an act is not whom it is directed at: "he told reporters that he would not resign".

Of 63 acts in the reports held back and the development split that somebody tells reporters, papers or stations of, none
is directed at these.
"""

from collections.abc import Iterator, Sequence

from dragoman.events.asked_about import asked_about
from dragoman.events.own_state import own_states
from dragoman.events.participants import Participants

_TELLING = frozenset(("inform", "tell"))
_NEWS = "JRN"


def never_recipients(
    who: Participants, kind: str, actor: Sequence[str], mode: Sequence[str], tokens: Sequence[int]
) -> Iterator[str]:  # fmt: skip
    """All whom an act with these tokens is not directed at, though they may stand beside it."""
    yield from actor
    yield from own_states(who, kind, actor, mode)
    yield from asked_about(who, kind, tokens)
    yield from audience(who, tokens)


def audience(who: Participants, tokens: Sequence[int]) -> Iterator[str]:
    """News people whom the act's own clause, or one above it, tells of it."""
    parse = who.parse
    for verb in sorted({v for t in tokens for v in (t, *parse.ancestors(t)) if parse.lemmas[v] in _TELLING}):
        for told in parse.dependents(verb, "obj", "iobj"):
            yield from (i for i in who.ids_at(told) if _NEWS in who.entities[i].sector)
