"""A grown record and how fast it answers: `python benchmarks/grow.py [--events 1000000] [--out DIR] [--json]`.

Writes a record of random but plausible reports in the tables of the record, 128 reports a shard, with
its index, then puts one question of each kind and prints seconds by the clock and of all cores together
(the best of three, each in a fresh process, so start-up counts) and the most memory that any held.
`--out` keeps the record; one that is there already is asked as it is.
"""

# ruff: noqa: S608 (all of it is this file's own)

import argparse
import json
import subprocess
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

import duckdb

from dragoman.record.flat import ACTS, ACTS_ORDER, PARTIES, SAID, SAID_ORDER
from dragoman.record.index_state import write_state

_REPORT, _ACTS, _SHARD = 8, 125_000, 128  # events a report; reports of a million events; reports a shard
_QUESTIONS: dict[str, list[str]] = {
    "events": ["events"],
    "events of a name": ["events", "--actor", "minister of c17"],
    "events of a country and month": ["events", "--country", "C17", "--from", "2021-03-01", "--to", "2021-03-31"],
    "events about a word": ["events", "--about", "harbour fish"],
    "events on a word": ["events", "--source", "C23", "--min-confidence", "0.6", "--only-happened"],
    "events as json": ["events", "--type", "ASSAULT", "--actor", "C11", "--json"],
    "statements": ["statements"],
    "statements of a name about a word": ["statements", "--actor", "C17", "--about", "harbour"],
    "actors": ["actors"],
    "actors of a country": ["actors", "--country", "C17"],
    "dyads": ["dyads"],
    "dyads by month": ["dyads", "--by", "month", "--json"],
    "timeline by month": ["timeline", "--by", "month"],
    "timeline by day of a country": ["timeline", "--by", "day", "--country", "C17"],
    "positions": ["positions", "--actor", "C17", "--about", "harbour"],
    "sql": ["sql", "SELECT type, count(*) AS acts, avg(confidence) FROM acts GROUP BY type ORDER BY acts DESC"],
}


def main() -> None:
    """Grow, ask and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.out or Path(temporary) / "record"
        if not (folder / "manifest.json").exists():
            began = time.perf_counter()
            # in a process of its own: on Linux children would show the memory of the one that starts them as theirs
            growing = get_context("spawn").Process(target=grow, args=(folder, args.events))
            growing.start()
            growing.join()
            if growing.exitcode:
                sys.exit(f"{folder}: could not be grown")
            print(f"grown in {time.perf_counter() - began:.0f} s", file=sys.stderr)
        scores = {name: ask(folder, question) for name, question in _QUESTIONS.items()}
    if args.json:
        print(json.dumps({name.replace(" ", "_"): score for name, score in scores.items()}))
        return
    for name, score in scores.items():
        print(f"{name:36} {score['seconds']:6.2f} s {score['core_seconds']:6.2f} core s {score['peak_mb']:6.0f} MB")


def ask(folder: Path, question: list[str]) -> dict[str, float]:
    """Seconds by the clock, seconds of all cores together, and megabytes of one question on the command line."""
    verb, *rest = question
    code = (
        "import resource, sys; from dragoman.cli import main\n"
        "try: main()\nfinally:\n r = resource.getrusage(resource.RUSAGE_SELF)\n"
        " sys.stderr.write(f'{r.ru_utime + r.ru_stime} {r.ru_maxrss}')"
    )
    found = []
    for _ in range(3):
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", code, verb, str(folder), *rest], check=True, capture_output=True, text=True
        )
        seconds = time.perf_counter() - began
        used, peak_kb = done.stderr.splitlines()[-1].split()
        found.append((seconds, float(used), int(peak_kb) / 1024))
    return {
        "seconds": round(min(f[0] for f in found), 3), "core_seconds": round(min(f[1] for f in found), 3),
        "peak_mb": round(max(f[2] for f in found), 1),
    }  # fmt: skip


def grow(folder: Path, events: int) -> None:
    """Write shards and index of a record with about so many events."""
    reports = max(1, events // _REPORT)
    (folder / "shards").mkdir(parents=True)
    db = duckdb.connect(config={"threads": 2, "memory_limit": "3GB", "temp_directory": str(folder / ".tmp")})
    db.execute("SELECT setseed(0.5)")
    for statement in _world(reports):
        db.execute(statement)
    for shard in range(0, reports, _SHARD):
        where = folder / "shards" / f"{shard // _SHARD:016x}"
        where.mkdir()
        for table in ("reports", "entities", "statements", "events", "rejects"):
            db.execute(
                f"COPY (SELECT * EXCLUDE (k) FROM {table} WHERE k >= {shard} AND k < {shard + _SHARD}) "
                f"TO '{where / table}.parquet' (FORMAT parquet, COMPRESSION zstd)"
            )
        (where / "shard.json").write_text(json.dumps({"schema": 1, "reports": _SHARD, "rejects": 0}), encoding="utf-8")
    _index(db, folder)
    db.close()
    manifest = {"format": "dragoman-record", "schema": 1}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def _world(reports: int) -> list[str]:
    """The tables, with the number of the report in a column `k`: 60 countries, eight entities and events a report."""
    days = f"DATE '2019-01-01' + CAST(k * 1825 // {reports} AS INTEGER)"
    types = (
        "['AGREE','CONSULT','SUPPORT','CONCEDE','COOPERATE','AID','RETREAT','REQUEST','ACCUSE','REJECT',"
        "'THREATEN','PROTEST','SANCTION','MOBILIZE','COERCE','ASSAULT']"
    )
    words = (
        "['harbour','fish','border','prisoners','grain','ceasefire','river','sanctions','visas','troops','dam',"
        "'pipeline','elections','observers','tariffs','flights','convoy','railway','hostages','airspace']"
    )
    span = 'STRUCT("start" INTEGER, "end" INTEGER)'
    random_word = f"{words}[1 + CAST(floor(pow(random(), 2) * 20) AS INTEGER)]"
    # Sentence j of a report begins at character j * 200: offsets are known without looking at the text.
    return [
        f"""CREATE TABLE sentences AS SELECT k, j, rpad(
            'The minister of c' || (k * 7 + j * 3) % 60 || ' said on day ' || k % 30 || ' that the ' || {random_word}
            || ' and the ' || {random_word} || ' near place ' || k % 900 || ' were for c' || (k + j) % 60
            || ' to settle, and that ' || {random_word} || ' would have to wait until the next round', 199, '.') AS s
            FROM range({reports}) t(k), range({_REPORT}) u(j)""",
        f"""CREATE TABLE reports AS SELECT k, 'agency-' || k AS report, 1::INTEGER AS revision, md5(k::VARCHAR) AS hash,
            {days} AS date, 'About the ' || {random_word} || ' of place ' || k % 900 AS title,
            'Agency ' || k % 40 AS source, 'https://agency.example/' || k AS url, 'en' AS language,
            string_agg(s, ' ' ORDER BY j) AS text, 'archive.jsonl' AS file, k::VARCHAR AS position
            FROM sentences GROUP BY k ORDER BY k""",
        f"""CREATE TABLE entities AS SELECT k, 'agency-' || k AS report, 1::INTEGER AS revision,
            'n' || (j + 1) AS entity, CASE WHEN j % 4 = 0 THEN 'minister of c' || (k * 7 + j * 3) % 60
            WHEN j % 4 = 1 THEN 'C' || (k * 7 + j) % 60
            WHEN j % 4 = 2 THEN 'Person ' || CAST(floor(pow(random(), 3) * 200000) AS INTEGER)
            ELSE 'protesters in place ' || k % 900 END AS name,
            'C' || lpad(CAST((k * 7 + j * 3) % 60 AS VARCHAR), 2, '0') AS country,
            [['GOV'], ['GOV'], ['CVL'], ['OPP']][1 + j % 4] AS sector, NULL::VARCHAR AS office,
            CASE WHEN j % 4 < 2 THEN 'Q' || (k * 7 + j * 3) % 60 || j % 4 END AS identifier,
            [{{'start': j * 200, 'end': j * 200 + 18}}]::{span}[] AS mentions, 'table' AS reason
            FROM range({reports}) t(k), range({_REPORT}) u(j) ORDER BY k, j""",
        f"""CREATE TABLE statements AS SELECT k, 'agency-' || k AS report, 1::INTEGER AS revision,
            's' || (j + 1) AS statement, ['n' || (j + 1)] AS speaker, []::VARCHAR[] AS addressee,
            {{'start': j * 200 + 20, 'end': j * 200 + 24}}::{span} AS cue,
            [{{'start': j * 200 + 40, 'end': j * 200 + 150}}]::{span}[] AS content, []::{span}[] AS quotes,
            CASE WHEN j = 3 THEN 's1' END AS via, random() < 0.1 AS hedged, {days} AS when_start, {days} AS when_end,
            'day' AS when_precision, NULL::{span} AS when_text, 'weekday' AS when_reason
            FROM range({reports}) t(k), range({_REPORT}) u(j) WHERE j % 2 = 1 OR j = 0 ORDER BY k, j""",
        f"""CREATE TABLE events AS SELECT k, 'agency-' || k AS report, 1::INTEGER AS revision, 'e' || (j + 1) AS event,
            {types}[1 + (n % 16)] AS type, CASE WHEN n % 5 = 0 THEN ['phone'] ELSE [] END::VARCHAR[] AS mode,
            ['diplomatic'] AS context, (1 + (n % 16) // 4)::TINYINT AS quad, (n % 17 - 8)::DOUBLE AS intensity,
            ['n' || (j + 1)] AS actor, CASE WHEN n % 4 > 0 THEN ['n' || (1 + (j + n) % 8)] ELSE [] END::VARCHAR[]
            AS recipient, CASE WHEN n % 3 > 0 THEN day END AS when_start, CASE WHEN n % 3 > 0 THEN day END AS when_end,
            CASE WHEN n % 3 > 0 THEN 'day' END AS when_precision, NULL::{span} AS when_text,
            'no time expression' AS when_reason, CASE WHEN n % 4 = 1 THEN 'place ' || k % 900 END AS where_name,
            CASE WHEN n % 4 = 1 THEN 'C' || lpad((k % 60)::VARCHAR, 2, '0') END AS where_country,
            CASE WHEN n % 4 = 1 THEN k % 90 END::DOUBLE AS lat, CASE WHEN n % 4 = 1 THEN k % 180 END::DOUBLE AS lon,
            CASE WHEN n % 4 = 1 THEN k % 900 END::INTEGER AS geonameid, CASE WHEN n % 4 = 1 THEN 'PPL' END AS feature,
            CASE WHEN n % 4 = 1 THEN 'city' END AS where_precision, NULL::{span} AS where_text, 'none' AS where_reason,
            CASE WHEN n % 10 = 0 THEN ['negated'] WHEN n % 11 = 0 THEN ['future'] ELSE [] END::VARCHAR[] AS auxiliary,
            CASE WHEN n % 4 = 2 THEN ['n' || (1 + (j + 3) % 8)] ELSE [] END::VARCHAR[] AS according_to,
            [{{'start': j * 200 + 45, 'end': j * 200 + 52}}]::{span}[] AS triggers,
            {{'start': j * 200, 'end': j * 200 + 199}}::{span} AS sentence, 0.4 + (n % 60) / 100.0 AS confidence
            FROM (SELECT k, j, CAST(floor(random() * 100000) AS INTEGER) AS n, {days} AS day
            FROM range({reports}) t(k), range({_REPORT}) u(j)) ORDER BY k, j""",
        """CREATE TABLE rejects AS SELECT k, report, file, position, 'input' AS stage, 'none' AS reason
            FROM reports LIMIT 0""",
    ]  # fmt: skip


def _index(db: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """The index: every seventh act told again by the next."""
    index = folder / "index"
    index.mkdir()
    db.execute(f"CREATE TABLE flat AS SELECT *, row_number() OVER (ORDER BY {ACTS_ORDER}) AS n FROM ({ACTS})")
    db.execute(
        "CREATE TABLE joined AS SELECT * EXCLUDE (n), "
        "coalesce(CASE WHEN n % 7 = 1 THEN lag(act) OVER (ORDER BY n) END, act) AS cluster FROM flat ORDER BY n"
    )
    db.execute(f"COPY joined TO '{index}/acts.parquet' (FORMAT parquet, COMPRESSION zstd)")
    db.execute(
        "COPY (SELECT cluster, count(*)::INTEGER AS acts, count(DISTINCT report)::INTEGER AS reports, "
        "count(DISTINCT publisher)::INTEGER AS publishers, list(act) AS members, any_value(type) AS type, "
        "min(when_start) AS when_start, max(when_end) AS when_end, ['same type'] AS why, "
        "[]::VARCHAR[] AS disputed_by, []::VARCHAR[] AS dispute FROM joined GROUP BY cluster "
        f"ORDER BY cluster) TO '{index}/clusters.parquet' (FORMAT parquet, COMPRESSION zstd)"
    )
    db.execute("DROP TABLE flat")
    db.execute("CREATE VIEW acts AS SELECT * FROM joined")
    for name, query in {"said": f"SELECT * FROM ({SAID}) ORDER BY {SAID_ORDER}", "parties": PARTIES}.items():
        db.execute(f"COPY ({query}) TO '{index}/{name}.parquet' (FORMAT parquet, COMPRESSION zstd)")
    shards = sorted(path.name for path in (folder / "shards").iterdir())
    write_state(index, shards)


if __name__ == "__main__":
    main()
