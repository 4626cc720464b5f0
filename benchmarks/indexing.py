"""How long the index of a record takes: `python benchmarks/indexing.py [--acts 100000] [--days 365] [--json]`.

Grows a record of invented reports, seven acts each, in a folder of its own: countries as uneven as in the news, two
acts in five without a day, every third report a rewriting of an earlier one of its day. `build_s` is the time to build
the index, `grow_s` to bring it up to date with 200 more reports of one day, `peak_mb` the most memory the process
held, `same_bytes` 1 if the index that grew has the same bytes as one built anew. Seconds are of one core's work
(`build_s`, `grow_s`) and by the clock (`build_wall_s`, `grow_wall_s`).
"""

# ruff: noqa: S311, S608 (nothing here is secret; the paths are this file's own)

import argparse
import hashlib
import json
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from dragoman.record.act_rows import Background, load_background
from dragoman.record.index import build_index
from dragoman.record.schema import TABLES

_COUNTRIES = "USA RUS UKR CHN ISR PSE IRN GBR FRA DEU SYR TUR IND PAK YEM SDN ETH MEX BRA AZE ARM JPN KOR PRK".split()
_TYPES = {"CONSULT": 1, "AGREE": 1, "ACCUSE": 3, "REQUEST": 3, "ASSAULT": 4, "COERCE": 4, "SANCTION": 4, "PROTEST": 4}
_WORDS = {
    "CONSULT": "met talks phoned visited", "AGREE": "agreed signed pledged", "ACCUSE": "accused condemned blamed",
    "REQUEST": "urged demanded asked", "ASSAULT": "shelled bombed attacked", "COERCE": "arrested seized detained",
    "SANCTION": "expelled banned sanctioned", "PROTEST": "marched blocked rallied",
}  # fmt: skip
_ACTS = 7
_SHARD = 128


def main() -> None:
    """Grow, build, grow, build again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--acts", type=int, default=100_000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    background = load_background()
    with tempfile.TemporaryDirectory() as folder:
        record, reports = Path(folder), args.acts // _ACTS
        chance = random.Random(7)
        vocabulary = [f"{a}{b}" for a in "ba ce di fo gu ka le mi no pu".split() for b in range(400)]
        for first in range(0, reports, _SHARD):
            write_shard(record, first, min(reports, first + _SHARD), chance, vocabulary, args.days)
        scores: dict[str, float] = {"acts": reports * _ACTS}
        scores["build_s"], scores["build_wall_s"] = timed(record, background)
        write_shard(record, reports, reports + 200, chance, vocabulary, 1, args.days)
        scores["grow_s"], scores["grow_wall_s"] = timed(record, background)
        with duckdb.connect(":memory:") as db:
            counted = db.execute(f"SELECT count(*) FROM '{record}/index/clusters.parquet'").fetchall()
        scores["events"] = counted[0][0]
        grown = digests(record)
        shutil.rmtree(record / "index")
        build_index(record, background=background)
        scores["same_bytes"] = int(digests(record) == grown)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    scores["peak_mb"] = round(peak / (1024 if sys.platform == "linux" else 1024**2))
    print(json.dumps(scores) if args.json else "\n".join(f"{k:10} {v}" for k, v in scores.items()))


def digests(record: Path) -> dict[str, str]:
    """Digests of the index's files."""
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in (record / "index").iterdir()}


def timed(record: Path, background: Background) -> tuple[float, float]:
    """Seconds of work and by the clock to bring the index up to date."""
    worked, begun = time.process_time(), time.perf_counter()
    build_index(record, background=background)
    return round(time.process_time() - worked, 1), round(time.perf_counter() - begun, 1)


def write_shard(
    record: Path, first: int, last: int, chance: random.Random, words: list[str], days: int, after: int = 0
) -> None:
    """A shard of invented reports."""
    tables: dict[str, list[dict[str, Any]]] = {table.name: [] for table in TABLES}
    for number in range(first, last):
        for name, row in invent(number, chance, words, days, after):
            tables[name].append({"report": f"r{number:07}", "revision": 1, **row})
    folder = record / "shards" / f"{first:08}"
    folder.mkdir(parents=True)
    with duckdb.connect(":memory:", config={"threads": 1}) as db:
        for table in TABLES:
            lines = folder / "lines.json"
            lines.write_text(
                "".join(json.dumps(row, default=str) + "\n" for row in tables[table.name]), encoding="utf-8"
            )
            form = ", ".join(f"'{column.name}': '{column.type}'" for column in table.columns)
            source = f"read_json('{lines}', format = 'newline_delimited', columns = {{{form}}})"
            db.execute(f"COPY (FROM {source}) TO '{folder / table.file}' (FORMAT parquet, COMPRESSION zstd)")
            lines.unlink()


def invent(
    number: int, chance: random.Random, words: list[str], days: int, after: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a report. Every third has the seed, and so story and acts, of one before it."""
    seed = number - 1 if number % 3 == 2 else number
    told = random.Random(seed)
    day = date(2023, 1, 1) + timedelta(days=after + told.randrange(days))
    sides = [_COUNTRIES[min(len(_COUNTRIES) - 1, int(told.expovariate(0.25)))] for _ in range(4)]
    for i, country in enumerate(sides):
        yield "entities", {"entity": f"n{i}", "name": f"Name{seed % 5000} Of{i}", "country": country, "sector": ["GOV"]}
    text = ""
    for i in range(_ACTS):
        kind = told.choice(list(_TYPES))
        trigger = told.choice(_WORDS[kind].split())
        start = len(text)
        text += " ".join(told.choices(words, k=12)) + " "
        at = len(text)
        text += f"{trigger} " + " ".join(chance.choices(words, k=4) + told.choices(words, k=4)) + ". "
        on = day - timedelta(days=told.randrange(3)) if told.random() < 0.6 else None
        pair = told.sample(range(4), 2)
        yield "events", {
            "event": f"e{i + 1}", "type": kind, "mode": [], "context": [], "quad": _TYPES[kind], "intensity": 0.0,
            "actor": [f"n{pair[0]}"], "recipient": [f"n{pair[1]}"], "when_start": on, "when_end": on,
            "where_country": sides[pair[1]] if told.random() < 0.3 else None, "auxiliary": [], "according_to": [],
            "triggers": [{"start": at, "end": at + len(trigger)}], "sentence": {"start": start, "end": len(text) - 1},
            "confidence": 0.9,
        }  # fmt: skip
    yield "reports", {"date": day + timedelta(days=1), "source": f"Paper {chance.randrange(40)}", "text": text}


if __name__ == "__main__":
    main()
