"""Whom something is promised to: an agreement's sides that do not promise, but are promised, offered or visited.

Sides of an agreement are weighed as those who take part in it, whether all of them agreed or one gave its word to
another. Here the language model's links tell who is whose: whoever its words are likelier directed at stands as
recipient. Who is on which side was right for 123 of the 304 agreements with the right states among the reports held
back, and is for 225; 20 of 45 and 37 on the development split. Meetings and joint acts gain nothing by it.
"""

from collections.abc import Sequence
from dataclasses import replace

from dragoman.events.coreference import Told
from dragoman.events.learned import Scores

_PROMISE = "AGREE"
_TOWARDS = 0.7  # of the chance of acting, on the way from which on somebody is whom it is directed at
_LEAST = 0.1
_STATE = "table of countries"


def with_promised(scores: Scores, told: Sequence[Told]) -> list[Told]:
    """The events of a report, each promise with whom it is made to as recipient."""
    return [_direct(scores, t) if t.coded.type == _PROMISE else t for t in told]


def _direct(scores: Scores, t: Told) -> Told:
    tokens = t.coded.tokens
    acting, receiving = scores.party("actor", tokens), scores.party("recipient", tokens)
    sides = (*t.coded.actor, *t.coded.recipient)
    promised = {i for i in sides if receiving.get(i, 0.0) >= max(_LEAST, _TOWARDS * acting.get(i, 0.0))}
    if promised.issuperset(sides):
        return t
    entities = scores.who.entities
    given = {entities[i].country for i in sides if i not in promised}
    own = {i for i in promised if entities[i].reason == _STATE and entities[i].country in given}
    sides = tuple(
        i for i in sides if i not in own
    )  # in "Putin said that Russia was ready" the state is not promised it
    actor, recipient = (tuple(i for i in sides if (i in promised) == at) for at in (False, True))
    return replace(t, coded=replace(t.coded, actor=actor, recipient=recipient))
