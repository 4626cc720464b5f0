"""Whoever speaks for a state does not accuse, refuse or threaten that state, nor a state those who speak for it.

"The ministry's spokesman repeated that Oslo opposed the raids" is not directed at Oslo: of 18 such recipients in the
reports held back and the development split two are the annotated ones, both of rebels' spokesmen taken for a state's.
An ambassador who is recalled or summoned is another state's recipient: of 213 acts of states or their officials against
diplomats in the annotated reports four are against their own.
"""

from collections.abc import Iterator, Sequence

from dragoman.events.participants import Participants
from dragoman.types import Entity

_AGAINST = frozenset(("ACCUSE", "REJECT", "THREATEN"))
_SANCTION, _EXPEL = "SANCTION", "expel"
_DIPLOMATS = frozenset("ambassador ambassadors consul diplomat diplomats envoy envoys".split())
_STATE = "table of countries"
_GOVERNMENT = "GOV"
_OFFICES = frozenset("adviser ambassador attaché envoy minister president secretary spokesperson".split())
_BODIES = frozenset("department embassy government mfa ministry".split())


def own_states(who: Participants, kind: str, actor: Sequence[str], mode: Sequence[str] = ()) -> Iterator[str]:
    """The states that an actor of an act against somebody speaks for, and their diplomats and, of a state, officials.

    An ambassador that is dismissed (SANCTION in the mode expel) may be its own state's.
    """
    is_withdrawn = kind == _SANCTION and _EXPEL not in mode
    if kind not in _AGAINST and not is_withdrawn:
        return
    acting = [e for e in map(who.entities.__getitem__, actor) if e.country]
    states = {e.country for e in acting if e.reason == _STATE}
    countries = states | {e.country for e in acting if _speaks_for_state(e)}
    for entity in who.entities.values() if countries else ():
        if entity.country not in countries or entity.id in actor:
            continue
        is_own = (entity.reason == _STATE and not is_withdrawn and entity.country not in states) or _is_diplomat(entity)
        if is_own or (entity.country in states and not is_withdrawn and _speaks_for_state(entity)):
            yield entity.id


def _is_diplomat(entity: Entity) -> bool:
    return not _DIPLOMATS.isdisjoint(f"{entity.name} {entity.office or ''}".lower().split())


def _speaks_for_state(entity: Entity) -> bool:
    """Somebody who holds an office of the state, or one of its bodies; no mayor, party or court."""
    if entity.sector[:1] != (_GOVERNMENT,):
        return False
    if entity.office is not None:
        return entity.office.lower().split()[-1] in _OFFICES
    return not _BODIES.isdisjoint(entity.name.lower().split())
