"""Acts that somebody denies: a denier is no source of them, and what nobody else tells of is negated.

"Kenya accuses Uganda of barring flights, a charge Kampala denies" is told on Kenya's word, not on Uganda's too; in
"India denied that it was massing troops" nobody says that it did. In the training annotation no denier is a source.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.events.auxiliary import NEGATED
from dragoman.events.coreference import Told
from dragoman.events.participants import Participants

_DENYING = frozenset("deny disavow disclaim dispute rebut refute".split())


def with_denials(who: Participants, told: Sequence[Told]) -> list[Told]:
    """The events of a report, denied ones without the deniers as sources."""
    return [_deny(who, t) for t in told]


def _deny(who: Participants, t: Told) -> Told:
    c = t.coded
    held = [set(_deniers(who, token)) for token in c.tokens]
    deniers = set().union(*held)
    others = tuple(i for i in c.according_to if i not in deniers)
    if not deniers or others:
        return replace(t, coded=replace(c, according_to=others))
    own = who.parse.upos[c.predicate] == "VERB" and deniers.issuperset(c.actor)  # "denied that he had threatened her"
    if not all(held) or not (c.according_to or own):
        return t
    return replace(t, auxiliary=(*(a for a in t.auxiliary if a != NEGATED), NEGATED))


def _deniers(who: Participants, token: int) -> Iterator[str]:
    """Those whose denial holds a word of an act."""
    for statement, content in zip(who.statements, who.content, strict=True):
        cue = () if statement.cue is None else who.parse.tokens_in(statement.cue)
        if token in content and any(who.parse.lemmas[t] in _DENYING for t in cue):
            yield from statement.speaker
