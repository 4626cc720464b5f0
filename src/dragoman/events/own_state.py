"""Whoever speaks for a state does not accuse, refuse or threaten that state.

"The ministry's spokesman repeated that Oslo opposed the raids" is not directed at Oslo: of 18 such recipients in the
reports held back and the development split two are the annotated ones, both of rebels' spokesmen taken for a state's.
"""

from collections.abc import Iterator, Sequence

from dragoman.events.participants import Participants
from dragoman.types import Entity

_AGAINST = frozenset(("ACCUSE", "REJECT", "THREATEN"))
_STATE = "table of countries"
_GOVERNMENT = "GOV"
_OFFICES = frozenset("adviser ambassador attaché envoy minister president secretary spokesperson".split())
_BODIES = frozenset("department embassy government mfa ministry".split())


def own_states(who: Participants, kind: str, actor: Sequence[str]) -> Iterator[str]:
    """The states that an actor of an act against somebody speaks for."""
    if kind not in _AGAINST:
        return
    countries = {e.country for e in map(who.entities.__getitem__, actor) if e.country and _speaks_for_state(e)}
    for entity in who.entities.values() if countries else ():
        if entity.country in countries and entity.reason == _STATE and entity.id not in actor:
            yield entity.id


def _speaks_for_state(entity: Entity) -> bool:
    """Somebody who holds an office of the state, or one of its bodies; no mayor, party or court."""
    if entity.sector[:1] != (_GOVERNMENT,):
        return False
    if entity.office is not None:
        return entity.office.lower().split()[-1] in _OFFICES
    return not _BODIES.isdisjoint(entity.name.lower().split())
