"""Who is on either side of an act, weighed once more with the acts around: small rankers over sets of entities.

The choice in `weighing.py` looks at one mention of an act by itself. Once a report's events are told, others speak for
a side too (`bearings.py`). Only sides that are in doubt are asked for: nobody though the network links somebody,
somebody whom it hardly links, or several. Candidates are the side told so far, nobody, whoever is linked or stands
beside, and pairs of the likeliest. The weights are fitted by training/sides.py, one ranker for actors, one for
recipients, one for all who take part in a mutual act; without scores of a network the rules decide alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np

from dragoman.codebook import Codebook
from dragoman.entities.homes import Ranker
from dragoman.events.allegations import without_alleged
from dragoman.events.audience import never_recipients
from dragoman.events.bearings import ACTOR, BOTH, RECIPIENT, Bearings, Side
from dragoman.events.coreference import Told
from dragoman.events.doers import without_bystanders
from dragoman.events.learned import VISITING, Scores
from dragoman.events.valency import Valency, load_valency

_WEIGHTS = Path(__file__).with_name("sides.npz")
_ARRAYS = ("mean", "scale", "hidden", "hidden_bias", "out")
# One whom the network links from there on stays. Were every side weighed, of 16,400 (those held back and in the real
# training reports, each half by a fit to the other) 438 more would be right instead of 401, in three times the time.
_SURE = 0.5
_NOBODY = 0.1  # nobody stays where no link is stronger
# What the side told so far is given, in log odds: sides right held back grow by 358 at 0, 345 at 0.3, 303 at 0.5, but
# what is changed without need at 0 costs on news.
_STAYS = 0.3
_LINKED, _CROSSED, _SINGLE = 4, 2, 5  # entities by their links in a role, in the other, and all in all
_PAIRED, _PAIRED_BOTH = 3, 4


@cache
def load_sides(path: Path = _WEIGHTS) -> Mapping[str, Ranker]:
    """The packaged rankers by role."""
    found = np.load(path)
    return {
        role: Ranker(**{name: found[f"{role} {name}"] for name in _ARRAYS}) for role in (ACTOR, RECIPIENT, BOTH)
    }  # fmt: skip


def with_weighed_sides(
    scores: Scores, told: Sequence[Told], codebook: Codebook, rankers: Mapping[str, Ranker],
    valency: Valency | None = None,
) -> list[Told]:  # fmt: skip
    """The events of a report, in text order, with the likeliest sides."""
    bearings = Bearings(scores, told, codebook, valency or load_valency())
    return [_weigh(scores, bearings, n, codebook, rankers) for n in range(len(told))]


def _weigh(
    scores: Scores, bearings: Bearings, n: int, codebook: Codebook, rankers: Mapping[str, Ranker]
) -> Told:  # fmt: skip
    t, c = bearings.all[n].told, bearings.all[n].coded
    if is_mutual(t, codebook):
        now = (*c.actor, *c.recipient)
        found = _choose(bearings, n, BOTH, now, (), rankers)
        return t if found == now else replace(t, coded=replace(c, actor=found, recipient=()))
    actor = _choose(bearings, n, ACTOR, c.actor, (), rankers)
    if actor != c.actor:
        new = replace(c, actor=actor, recipient=tuple(i for i in c.recipient if i not in actor))
        if without_bystanders(scores.who, without_alleged(scores.who, new), codebook) == new:
            c = new
    recipient = c.recipient
    if is_in_doubt(bearings, n, RECIPIENT, recipient):
        words = c.tokens
        out = tuple(never_recipients(scores.who, c.type, c.actor, c.mode, words))
        recipient = _choose(bearings, n, RECIPIENT, recipient, out, rankers)
    if recipient != c.recipient:
        c = replace(c, recipient=recipient)
    return t if c is t.coded else replace(t, coded=c)


def is_mutual(t: Told, codebook: Codebook) -> bool:
    """Whether all who take part in an act are its actors."""
    return codebook.types[t.coded.type].mutual and VISITING not in t.coded.mode


def _choose(
    bearings: Bearings, n: int, role: str, now: Side, other: Side, rankers: Mapping[str, Ranker]
) -> Side:  # fmt: skip
    if not is_in_doubt(bearings, n, role, now):
        return now
    sets = candidates(bearings, n, role, now, other)
    chances = rankers[role].score(bearings.features(n, role, now, other, sets))
    chances[0] += _STAYS
    return sets[int(chances.argmax())]


def is_in_doubt(bearings: Bearings, n: int, role: str, now: Side) -> bool:
    """Whether a side is worth weighing: its links are weak, or it is nobody though some link is not."""
    links = bearings.all[n].best[role]
    if not now:
        return max(links.values(), default=0.0) >= _NOBODY
    return role == BOTH or len(now) > 1 or links.get(now[0], 0.0) < _SURE


def candidates(bearings: Bearings, n: int, role: str, now: Side, other: Side) -> list[Side]:
    """Sets of entities that may be a side: the one told so far first, then nobody, single ones, and some pairs."""
    best = bearings.all[n].best
    linked = _likeliest(best[role], _LINKED)
    crossed = _likeliest(best[RECIPIENT if role == ACTOR else ACTOR], _CROSSED)
    near = bearings.near(n)
    single = _without(other, (*now, *linked, *crossed, *near))[:_SINGLE]
    if role == BOTH:
        paired = _without(other, (*linked, *now, *near))[:_PAIRED_BOTH]
        wider = [(*now, i) for i in single if i not in now]
    else:
        paired, wider = _without(other, (*linked[:_PAIRED], *now)), []
    sets: list[Side] = [now, (), *[(i,) for i in single], *combinations(paired, 2), *wider]
    distinct: dict[frozenset[str], Side] = {}
    for s in sets:
        distinct.setdefault(frozenset(s), s)
    return list(distinct.values())


def _likeliest(links: Mapping[str, float], count: int) -> list[str]:
    return [i for i, _ in sorted(links.items(), key=lambda item: (-item[1], item[0]))[:count]]


def _without(other: Side, ids: Iterable[str]) -> list[str]:
    return [i for i in dict.fromkeys(ids) if i not in other]
