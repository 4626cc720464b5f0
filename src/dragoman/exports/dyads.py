"""An act as pairs of a source and a target, for the formats that know nothing else."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import permutations, product

from dragoman.codebook import EventType, load_types
from dragoman.exports.acts import Act
from dragoman.exports.cameo import Cameo, CameoCode
from dragoman.types import Entity

_OF_STATE = frozenset(("GOV", "MIL", "LEG", "JUD", "COP", "SPY"))
_ANY_HEAD = "Leader"  # the office of "the Chinese leader", whatever his own is called
_ID_DIGITS = 13  # 52 bits: below 2**53, which R and Stata still hold exactly; one clash is due in 10**8 rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """One source and one target of an act; either may be nobody.

    `id` hangs on report, event and the two alone. `is_answer` marks the way back of a consultation: host to visitor.
    """

    id: int
    act: Act
    source: Entity | None
    target: Entity | None
    is_answer: bool = False

    def code(self, cameo: Cameo) -> CameoCode | None:
        """The act's CAMEO code in this direction."""
        return code_act(self.act, cameo, is_answer=self.is_answer)


def dyads_of(act: Act) -> Iterator[Dyad]:
    """Each actor with each recipient; actors without a recipient who act on each other, both ways.

    What the codebook calls answered, as consultations, goes both ways with a recipient too, as CAMEO has it. Nobody
    acts on himself, nor a state on a body of its own that acts with it. Without any party there is no dyad.
    """
    actors, recipients, kind = act.actors, act.recipients, _types().get(act.event.type)
    if recipients:
        yield from (_dyad(act, a, r) for a, r in product(actors or (None,), recipients) if a is not r)
        if kind and kind.answered:
            yield from (_dyad(act, r, a, answer=True) for a, r in product(actors, recipients) if a is not r)
        return
    among = permutations(actors, 2) if kind and kind.mutual else ()
    pairs = [(a, b) for a, b in among if not _are_one(a, b)]
    yield from (_dyad(act, a, b) for a, b in pairs or product(actors, (None,)))


def code_act(act: Act, cameo: Cameo, *, is_answer: bool = False) -> CameoCode | None:
    """The CAMEO code of an act. Actors make a visit, recipients host it; without recipients it is not told who did.

    An assault by armed forces is military, said or not: without that it would be "unconventional violence".
    """
    event, modes, contexts = act.event, act.event.mode, act.event.context
    if event.type == "ASSAULT" and any(actor.sector[:1] == ("MIL",) for actor in act.actors):
        contexts = (*contexts, "military")
    if event.type == "CONSULT" and "visit" in modes:
        modes = ("host",) if is_answer else ("visit",) if event.recipient else ()
    return cameo.code(event.type, modes, contexts)


def number_of(*parts: str) -> int:
    """A number that names something by its parts, the same on every run and machine."""
    return int(hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_ID_DIGITS], 16)


def _dyad(act: Act, source: Entity | None, target: Entity | None, *, answer: bool = False) -> Dyad:
    id = number_of(act.report.id, act.event.id, source.id if source else "", target.id if target else "")
    return Dyad(id=id, act=act, source=source, target=target, is_answer=answer)


def _are_one(one: Entity, other: Entity) -> bool:
    """Whether two who act together are one party: a state and a body of its own, or a leader told of with his name."""
    if one.country is None or one.country != other.country:
        return False
    if not all(entity.sector and entity.sector[0] in _OF_STATE for entity in (one, other)):
        return False
    if one.identifier in _states() or other.identifier in _states():
        return True
    if one.office is None or other.office is None or not (_is_nameless(one) or _is_nameless(other)):
        return False
    return one.office == other.office or _ANY_HEAD in {one.office, other.office}


@cache
def _types() -> dict[str, EventType]:
    """The types of the packaged codebook."""
    return load_types()


@cache
def _states() -> frozenset[str]:
    """The identifiers of countries themselves, those that are gone included."""
    from dragoman.knowledge import load_knowledge

    knowledge = load_knowledge()
    today = {nation.identifier for nation in knowledge.nations.values()}
    return frozenset(filter(None, today | {state.identifier for state in knowledge.former}))


def _is_nameless(entity: Entity) -> bool:
    """ "Chinese leader" names an office, "Xi Jinping" somebody."""
    return entity.identifier is None and entity.name.rpartition(" ")[2].islower()
