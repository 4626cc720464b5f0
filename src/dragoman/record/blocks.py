"""Which acts are compared at all: those that may be of one day and share a country, or a word and a quad class."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from dragoman.record.act import Act

_MOST = 60  # acts in a block that are all compared with each other; larger ones are split
_NEIGHBOURS = 20  # in a block that cannot be split further each is compared with so many of its neighbours

Key = tuple[str, ...]


def pairs_of_day(acts: Sequence[Act], fresh: Container[int]) -> Iterator[tuple[Act, Act]]:
    """Pairs of the acts that may be of one day, each once, of which at least one is `fresh` (by its number in `acts`).

    Depends only on the set of acts: new acts change nothing for other days.
    """
    seen: set[tuple[int, int]] = set()
    blocks = _group(range(len(acts)), acts, _keys)
    for key in sorted(blocks):
        for i, j in _pairs(blocks[key], acts):
            if (i in fresh or j in fresh) and (i, j) not in seen:
                seen.add((i, j))
                yield acts[i], acts[j]


def _keys(act: Act) -> Iterator[Key]:
    countries = act.sides | ({act.place_country} if act.place_country else set())
    for country in countries:
        yield ("country", str(act.type), country)
    for word in act.words:
        yield ("word", str(act.quad), word)


def _finer_keys(act: Act) -> Iterator[Key]:
    for word in act.words:
        yield ("place", act.place or "", word)
        for country in act.sides:
            yield ("side", country, word)
    for name in act.people:
        yield ("person", name)


def _pairs(block: Sequence[int], acts: Sequence[Act]) -> Iterator[tuple[int, int]]:
    if len(block) <= _MOST:
        yield from ((i, j) for n, i in enumerate(block) for j in block[n + 1 :])
        return
    finer = _group(block, acts, _finer_keys)
    for key in sorted(finer):
        part = finer[key]
        if len(part) <= _MOST:
            yield from ((i, j) for n, i in enumerate(part) for j in part[n + 1 :])
            continue
        by_likeness = sorted(part, key=lambda i: (acts[i].place or "", sorted(acts[i].people), acts[i].order))
        for n, i in enumerate(by_likeness):
            yield from ((min(i, j), max(i, j)) for j in by_likeness[n + 1 : n + 1 + _NEIGHBOURS])


def _group(numbers: Iterable[int], acts: Sequence[Act], keys_of: Callable[[Act], Iterator[Key]]) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = {}
    for i in numbers:
        for key in sorted(set(keys_of(acts[i]))):
            found.setdefault(key, []).append(i)
    return found
