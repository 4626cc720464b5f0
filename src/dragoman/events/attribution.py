"""On whose word the report has an act."""

from collections.abc import Sequence

from dragoman.events.allegations import is_alleged
from dragoman.events.participants import Participants
from dragoman.types import Statement

_ACCUSING = frozenset(("accuse", "allege", "charge"))


def attribute_act(who: Participants, predicate: int, actor: Sequence[str], *, verbal: bool) -> tuple[str, ...]:
    """Speakers whose words hold the predicate, outermost first, without the one whose verbal act it is."""
    holding = sorted(
        (
            (len(c), s)
            for s, c in zip(who.statements, who.content, strict=True)
            if predicate in c and (_accuses(who, s) or not _is_presupposed(who, predicate, c))
        ),
        key=lambda pair: -pair[0],
    )
    found: list[str] = []
    for _, statement in holding:
        if verbal and _speak_for(who, statement.speaker, actor):
            continue
        found.extend(i for i in statement.speaker if i not in found)
    cue = who.cue_of.get(predicate)
    if cue is not None and cue.via:
        relays = {cue.id}
        outer = who.by_id.get(cue.via)
        while outer is not None and outer.id not in relays:
            relays.add(outer.id)
            found = [*[i for i in outer.speaker if i not in found], *found]
            outer = who.by_id.get(outer.via) if outer.via else None
    return tuple(found)


def _accuses(who: Participants, statement: Statement) -> bool:
    """Its word takes nothing for granted of what it tells: "accused the ministry of shelling the town"."""
    return statement.cue is not None and any(
        who.parse.lemmas[t] in _ACCUSING for t in who.parse.tokens_in(statement.cue)
    )


def _is_presupposed(who: Participants, predicate: int, content: set[int]) -> bool:
    """What a speaker takes for granted is told by the report itself: "the illegal blockade must end"."""
    if is_alleged(who, predicate):
        return False
    token = predicate
    while token in content and who.parse.heads[token] in content:
        relation = who.parse.relations[token]
        if who.is_given(token) or relation == "appos" or relation.startswith("acl"):
            return True
        if relation == "advcl" and any(who.parse.lower[c] == "since" for c in who.parse.children[token]):
            return True
        if who.parse.heads[token] == token:
            return False
        token = who.parse.heads[token]
    return False


def _speak_for(who: Participants, speakers: Sequence[str], actor: Sequence[str]) -> bool:
    """The speakers do the verbal act themselves, or as office-holders announce that of their government."""
    if set(speakers) & set(actor):
        return True
    bodies = {who.entities[i].country for i in actor if who.entities[i].office is None}
    officials = {who.entities[i].country for i in speakers if who.entities[i].office is not None}
    return len(bodies) == 1 and bodies == officials and None not in bodies
