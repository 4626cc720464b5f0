"""On whose word the report has an act."""

from collections.abc import Sequence

from dragoman.events.allegations import is_alleged
from dragoman.events.participants import Participants
from dragoman.types import Statement

_ACCUSING = frozenset(("accuse", "allege", "charge"))
# Whoever thus judges an act takes it that it was done: "praised the rescue", "lashed out at Oslo for the raid".
_JUDGING = frozenset(
    "applaud apologise apologize blast celebrate commend comment condemn congratulate criticise criticize decry "
    "denounce deplore hail herald lament lash laud mourn praise rebuke regret resent salute slam thank welcome".split()
)


def attribute_act(who: Participants, predicate: int, actor: Sequence[str], *, verbal: bool) -> tuple[str, ...]:
    """Speakers whose words hold the predicate, outermost first, without the one whose verbal act it is."""
    holding = sorted(
        (
            (len(c), s)
            for s, c in zip(who.statements, who.content, strict=True)
            if predicate in c
            and (_has_cue(who, s, _ACCUSING) or not (_has_cue(who, s, _JUDGING) or _is_presupposed(who, predicate, c)))
        ),
        key=lambda pair: -pair[0],
    )
    found: list[str] = []
    for _, statement in holding:
        if verbal and not set(statement.speaker).isdisjoint(actor):
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


def _has_cue(who: Participants, statement: Statement, lemmas: frozenset[str]) -> bool:
    """Its word is one of these: "accused the ministry of shelling the town" takes nothing for granted."""
    return statement.cue is not None and any(who.parse.lemmas[t] in lemmas for t in who.parse.tokens_in(statement.cue))


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
