"""Toponyms of made-up local reports: `python benchmarks/local_places.py [--reports N] [--json]`.

A report is drawn from the gazetteer itself: a town that has a larger namesake, some of its neighbours, its
division with a given chance, a large town of its country, a foreign country. All its names stand in one list,
so that nothing but the names tells what they mean. `acc161` is the share of the towns with a larger namesake
that are put within 161 km of where they lie, `large` that of the large towns. The seed is
fixed. It stands in for the local papers of public test sets, to which nothing may be fitted.
"""

import argparse
import itertools
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np

from dragoman.gazetteer import TABLE, Gazetteer
from dragoman.knowledge import load_knowledge
from dragoman.toponyms import resolve_toponyms
from dragoman.types import Span
from places import NEAR_KM, distance_km

Town = tuple[str, float, float]  # kind, lat, lon
SEED = 11
_CELL = 0.5  # degrees
_NEIGHBOURS, _DIVISION, _LARGE, _ABROAD = (0, 3), 0.4, 0.5, 0.5


def main() -> None:
    """Draw the reports, resolve their names, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    gazetteer, knowledge = Gazetteer(), load_knowledge()
    right, told = Counter[str](), Counter[str]()
    for named, towns in made_up(args.reports):
        text, spans = "", []
        for name in named:
            spans.append(Span(len(text), len(text) + len(name)))
            text += name + "; "
        for name, (where, _) in zip(named, resolve_toponyms(text, spans, gazetteer, knowledge), strict=True):
            if name in towns:
                kind, lat, lon = towns[name]
                told[kind] += 1
                if where is not None and where.lat is not None and where.lon is not None:
                    right[kind] += distance_km(where.lat, where.lon, lat, lon) <= NEAR_KM
    scores = {name: round(right[kind] / told[kind], 4) for name, kind in (("acc161", "small"), ("large", "large"))}
    scores["towns"] = told["small"]
    print(json.dumps(scores) if args.json else "\n".join(f"{name:12} {value:.4f}" for name, value in scores.items()))


def made_up(reports: int) -> Iterator[tuple[list[str], dict[str, Town]]]:
    """The names of each report in random order, and its towns by name."""
    rng = random.Random(SEED)  # noqa: S311 (a draw, no secret)
    with np.load(TABLE) as table:
        columns = {k: table[k] for k in ("lat", "lon", "population", "feature", "division", "country", "shown_offsets")}
        shown = table["shown"].tobytes()
    offsets = columns["shown_offsets"].tolist()
    names = [shown[a:b].decode() for a, b in itertools.pairwise(offsets)]
    cells, large, divisions = defaultdict(list), defaultdict(list), {}
    for i in range(len(names)):
        if columns["feature"][i] == 1:
            divisions[int(columns["division"][i])] = names[i]
        elif columns["feature"][i] == 0:
            cells[cell_of(columns, i)].append(i)
            if columns["population"][i] > 300_000:
                large[int(columns["country"][i])].append(i)
    most = dict[str, int]()
    for i, name in enumerate(names):
        most[name] = max(most.get(name, 0), int(columns["population"][i]))
    kind = [("small" if int(columns["population"][i]) < most[name] else "other") for i, name in enumerate(names)]
    centres = [i for i in range(len(names)) if columns["feature"][i] == 0 and kind[i] == "small"]
    abroad = ["France", "China", "Brazil", "Iraq", "Kenya", "Japan", "Mexico", "Russia", "India", "Germany"]
    for _ in range(reports):
        centre = rng.choice(centres)
        near = cells[cell_of(columns, centre)]
        chosen = {centre, *rng.sample(near, min(len(near), rng.randint(*_NEIGHBOURS)))}
        if large[int(columns["country"][centre])] and rng.random() < _LARGE:
            chosen.add(big := rng.choice(large[int(columns["country"][centre])]))
            kind[big] = "large"
        towns = {names[i]: (kind[i], float(columns["lat"][i]), float(columns["lon"][i])) for i in sorted(chosen)}
        named = list(towns)
        division = divisions.get(int(columns["division"][centre]))
        if division and division not in towns and rng.random() < _DIVISION:
            named.append(division)
        if rng.random() < _ABROAD:
            named.append(rng.choice(abroad))
        rng.shuffle(named)
        yield named, towns


def cell_of(columns: dict[str, np.ndarray], i: int) -> tuple[int, int]:
    """The square that a place lies in."""
    return math.floor(columns["lat"][i] / _CELL), math.floor(columns["lon"][i] / _CELL)


if __name__ == "__main__":
    main()
