"""Which acts are compared at all: those that may be of one day and whose sides can be the same."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import combinations

from dragoman.record.act import Act

_MOST = 60  # acts in a block that are all compared with each other; larger ones are split
_NEIGHBOURS = 20  # in a block that cannot be split further each is compared with so many of its neighbours
_KNOWN = {"dyad": 2, "country": 1, "word": 0}  # how many countries one of a pair may be told with at most

Key = tuple[str, ...]


def pairs_of_day(acts: Sequence[Act], fresh: Container[int]) -> Iterator[tuple[Act, Act]]:
    """Pairs of the acts that may be of one day, each once, of which at least one is `fresh` (by its number in `acts`).

    Acts of one type, or told in one word of one quad class, that share both sides; or one country where either has
    but one side or a place; or nothing but type or word where either has no country at all. Depends only on the set
    of acts: new acts change nothing for other days.
    """
    pairs: set[tuple[int, int]] = set()
    known = [2 if _dyads(act) else 1 if act.sides or act.place_country else 0 for act in acts]
    for key, block in _group(range(len(acts)), acts, _keys).items():
        most = _KNOWN[key[0]]
        for i, j in _pairs(block, acts):
            if (i in fresh or j in fresh) and (known[i] <= most or known[j] <= most):
                pairs.add((i, j))
    for i, j in sorted(pairs):
        yield acts[i], acts[j]


def _keys(act: Act) -> Iterator[Key]:
    for about in ((str(act.type),), *((str(act.quad), word) for word in act.words)):
        for pair in _dyads(act):
            yield ("dyad", *pair, *about)
        for country in act.sides | ({act.place_country} if act.place_country else frozenset()):
            yield ("country", country, *about)
        if len(about) > 1:
            yield ("word", *about)


def _dyads(act: Act) -> set[tuple[str, str]]:
    """Who to whom; of what both do, any two; of a claim also the other way round, as the other side tells it."""
    if act.mutual:
        return set(combinations(sorted(act.sides), 2))
    found = {(a, b) for a in act.actors for b in act.recipients}
    return found | {(b, a) for a, b in found} if act.is_claim else found


def _finer_keys(act: Act) -> Iterator[Key]:
    for word in act.words:
        yield ("place", act.place or "", word)
    for party in act.doing | act.suffering:
        yield ("party", party.name)


def _pairs(block: Sequence[int], acts: Sequence[Act]) -> Iterator[tuple[int, int]]:
    if len(block) <= _MOST:
        yield from combinations(block, 2)
        return
    for part in _group(block, acts, _finer_keys).values():
        if len(part) <= _MOST:
            yield from combinations(part, 2)
            continue
        by_likeness = sorted(part, key=lambda i: (acts[i].place or "", _called(acts[i]), acts[i].order))
        for n, i in enumerate(by_likeness):
            yield from ((min(i, j), max(i, j)) for j in by_likeness[n + 1 : n + 1 + _NEIGHBOURS])


def _called(act: Act) -> list[str]:
    return sorted(party.name for party in act.doing)


def _group(
    numbers: Iterable[int], acts: Sequence[Act], keys_of: Callable[[Act], Iterator[Key]]
) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = {}
    for i in numbers:
        for key in set(keys_of(acts[i])):
            found.setdefault(key, []).append(i)
    return found
