"""One event for what many reports tell of it, with the reason for each joining; what is denied stays beside it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.record.act import Act
from dragoman.record.clustering import cluster
from dragoman.record.contradiction import NEGATION, REVERSED, find_contradiction
from dragoman.record.evidence import WORTH, weigh
from dragoman.record.words import Words

SAME = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two acts by their ids, the earlier first, that may be one event, or of which one denies the other."""

    a: str
    b: str
    chance: float
    disputed: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Acts that tell of one event, the first first. `why` says for each further one what it was joined by.

    `disputed_by` are acts that deny it or tell it the other way round: events of their own, with the reason in
    `dispute`.
    """

    members: tuple[str, ...]
    why: tuple[str, ...]
    disputed_by: tuple[str, ...]
    dispute: tuple[str, ...]


def link_acts(pairs: Iterable[tuple[Act, Act]], words: Words) -> Iterator[Link]:
    """The links between pairs of acts. Each pair is weighed by itself: nothing else in the record changes it."""
    for one, two in pairs:
        a, b = (one, two) if one.order < two.order else (two, one)
        contradiction = find_contradiction(a, b)
        if contradiction is None or is_dispute(contradiction, a, b):
            evidence = weigh(a, b, words)
            if evidence.chance >= (WORTH if contradiction is None else SAME):
                why = "; ".join(evidence.reasons if contradiction is None else (contradiction, *evidence.reasons))
                yield Link(a=a.id, b=b.id, chance=evidence.chance, disputed=contradiction is not None, why=why)


def is_dispute(contradiction: str, a: Act, b: Act) -> bool:
    """A denial, or two parties' claims against each other; not two blows told by the report itself."""
    return contradiction == NEGATION or (contradiction == REVERSED and (a.is_claim or b.is_claim))


def merge_acts(acts: Sequence[Act], links: Iterable[Link]) -> tuple[Merged, ...]:
    """The merged events, in order of their first acts. The order in which acts or links come changes nothing."""
    ordered = sorted(acts, key=lambda a: a.order)
    number = {act.id: i for i, act in enumerate(ordered)}
    joining: dict[tuple[int, int], Link] = {}
    disputes: list[tuple[int, int, str]] = []
    for link in links:
        pair = number[link.a], number[link.b]
        if link.disputed:
            disputes.append((*pair, link.why))
        else:
            joining[pair] = link
    groups = cluster(
        len(ordered),
        {pair: link.chance for pair, link in joining.items()},
        lambda i, j: find_contradiction(ordered[i], ordered[j]) is not None,
        least=SAME,
    )
    group_of = {i: group for group in groups for i in group}
    against: dict[tuple[int, ...], dict[int, str]] = {}
    for i, j, why in sorted(disputes):
        against.setdefault(group_of[i], {}).setdefault(j, why)
        against.setdefault(group_of[j], {}).setdefault(i, why)
    return tuple(
        Merged(
            members=tuple(ordered[i].id for i in group),
            why=tuple(_why(group, i, joining, ordered) for i in group[1:]),
            disputed_by=tuple(ordered[i].id for i in sorted(against.get(group, {}))),
            dispute=tuple(why for _, why in sorted(against.get(group, {}).items())),
        )
        for group in groups
    )


def _why(group: Sequence[int], member: int, joining: dict[tuple[int, int], Link], ordered: Sequence[Act]) -> str:
    """The strongest link of a member to those told before it, else to any other."""
    around = [(min(i, member), max(i, member)) for i in group if i != member]
    links = [(pair[0] != member, joining[pair].chance, -pair[0], pair) for pair in around if pair in joining]
    _, _, _, best = max(links)
    other = best[0] if best[1] == member else best[1]
    return f"as {ordered[other].id}: {joining[best].why}"
