"""Average linkage over sparse likenesses, with pairs that may never come together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

Pair = tuple[int, int]


def cluster(
    size: int, chances: Mapping[Pair, float], clash: Callable[[int, int], bool], *, least: float = 0.5
) -> list[tuple[int, ...]]:
    """Groups of the numbers 0 to size - 1, each sorted, in order of their first numbers.

    `chances` maps pairs (a < b) to the probability that they belong together; a pair left out has none. The two
    groups whose pairs' mean is highest are joined first, the one with the lowest first number of equals, until no
    mean is `least`. Groups that hold a clashing pair are never joined. The result does not depend on the order of
    `chances`.

    >>> cluster(4, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.3, (2, 3): 0.6}, lambda a, b: (a, b) == (1, 2))
    [(0, 1), (2, 3)]
    """
    parts = components(size, chances)
    part_of = {i: number for number, part in enumerate(parts) for i in part}
    pairs: list[list[Pair]] = [[] for _ in parts]
    for pair in sorted(chances):
        pairs[part_of[pair[0]]].append(pair)
    linked = (
        _link(part, {p: chances[p] for p in inside}, clash, least) for part, inside in zip(parts, pairs, strict=True)
    )
    return sorted(group for groups in linked for group in groups)


def components(size: int, pairs: Iterable[Pair]) -> list[tuple[int, ...]]:
    """Numbers that hang together by pairs, each group sorted, in order of their first numbers."""
    root = list(range(size))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for a, b in pairs:
        one, two = find(a), find(b)
        if one != two:
            root[max(one, two)] = min(one, two)
    found: dict[int, list[int]] = {}
    for i in range(size):
        found.setdefault(find(i), []).append(i)
    return [tuple(group) for group in found.values()]


def _link(
    part: Sequence[int], chances: Mapping[Pair, float], clash: Callable[[int, int], bool], least: float
) -> list[tuple[int, ...]]:
    groups = {i: [i] for i in part}
    sums: dict[int, dict[int, float]] = {i: {} for i in part}
    for (a, b), chance in chances.items():
        sums[a][b] = sums[b][a] = chance
    heap = [(-p, a, b, 1, 1) for a, row in sums.items() for b, p in row.items() if a < b and p >= least]
    heapify(heap)
    while heap:
        _, a, b, size_a, size_b = heappop(heap)
        if a not in groups or b not in groups or len(groups[a]) != size_a or len(groups[b]) != size_b:
            continue  # one of them has grown since
        if any(clash(min(x, y), max(x, y)) for x in groups[a] for y in groups[b]):
            sums[a].pop(b)
            sums[b].pop(a)
            continue
        groups[a] += groups.pop(b)
        for c, p in sums.pop(b).items():
            sums[c].pop(b)
            if c != a:
                sums[a][c] = sums[c][a] = sums[a].get(c, 0.0) + p
        for c, p in sums[a].items():
            mean = p / (len(groups[a]) * len(groups[c]))
            if mean >= least:
                one, two = min(a, c), max(a, c)
                heappush(heap, (-mean, one, two, len(groups[one]), len(groups[two])))
    return [tuple(sorted(group)) for group in groups.values()]
