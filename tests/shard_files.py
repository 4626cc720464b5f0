"""Shards written by hand, for tests of what reads them."""

# ruff: noqa: S608 (paths of the test's own)

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from dragoman.types import Reading, Span, When

_SPAN = 'STRUCT("start" INTEGER, "end" INTEGER)'
_WHEN = f"when_start DATE, when_end DATE, when_precision VARCHAR, when_text {_SPAN}, when_reason VARCHAR"
TABLES = {
    "reports": "report VARCHAR, revision INTEGER, hash VARCHAR, date DATE, title VARCHAR, source VARCHAR, url VARCHAR, "
    "language VARCHAR, text VARCHAR, file VARCHAR, position VARCHAR",
    "entities": "report VARCHAR, revision INTEGER, entity VARCHAR, name VARCHAR, country VARCHAR, sector VARCHAR[], "
    f"office VARCHAR, identifier VARCHAR, mentions {_SPAN}[], reason VARCHAR",
    "statements": "report VARCHAR, revision INTEGER, statement VARCHAR, speaker VARCHAR[], addressee VARCHAR[], "
    f"cue {_SPAN}, content {_SPAN}[], quotes {_SPAN}[], via VARCHAR, hedged BOOLEAN, {_WHEN}",
    "events": "report VARCHAR, revision INTEGER, event VARCHAR, type VARCHAR, mode VARCHAR[], context VARCHAR[], "
    f"quad TINYINT, intensity DOUBLE, actor VARCHAR[], recipient VARCHAR[], {_WHEN}, where_name VARCHAR, "
    "where_country VARCHAR, lat DOUBLE, lon DOUBLE, geonameid INTEGER, feature VARCHAR, where_precision VARCHAR, "
    f"where_text {_SPAN}, where_reason VARCHAR, auxiliary VARCHAR[], according_to VARCHAR[], triggers {_SPAN}[], "
    f"sentence {_SPAN}, confidence DOUBLE",
    "rejects": "report VARCHAR, file VARCHAR, position VARCHAR, stage VARCHAR, reason VARCHAR",
}
Row = Mapping[str, Any]


def write_shard(record: Path, name: str, readings: Iterable[Reading], *, revision: int = 1) -> None:
    """A shard of some readings under a name."""
    tables: dict[str, list[Row]] = {table: [] for table in TABLES}
    for reading in readings:
        for table, row in rows_of(reading, revision):
            tables[table].append(row)
    folder = record / "shards" / name
    folder.mkdir(parents=True)
    with duckdb.connect(":memory:", config={"threads": 1}) as db:
        for table, columns in TABLES.items():
            lines = folder / "lines.json"
            lines.write_text("".join(json.dumps(row, default=str) + "\n" for row in tables[table]), encoding="utf-8")
            form = ", ".join(f"'{n}': '{t}'" for n, t in _columns(columns))
            db.execute(
                f"COPY (SELECT * FROM read_json('{lines}', format = 'newline_delimited', columns = {{{form}}})) "
                f"TO '{folder / table}.parquet' (FORMAT parquet, COMPRESSION zstd)"
            )
            lines.unlink()
    (folder / "shard.json").write_text("{}", encoding="utf-8")


def rows_of(reading: Reading, revision: int) -> Iterable[tuple[str, Row]]:
    """The rows of a reading with the names of their tables."""
    r = reading.report
    key: dict[str, Any] = {"report": r.id, "revision": revision}
    yield "reports", key | {
        "hash": "", "date": r.date, "title": r.title, "source": r.source, "url": r.url, "language": r.language,
        "text": r.text,
    }  # fmt: skip
    for n in reading.entities:
        yield "entities", key | {
            "entity": n.id, "name": n.name, "country": n.country, "sector": n.sector, "office": n.office,
            "identifier": n.identifier, "mentions": _spans(n.mentions), "reason": n.reason,
        }  # fmt: skip
    for e in reading.events:
        where = {} if e.where is None else {
            "where_name": e.where.name, "where_country": e.where.country, "lat": e.where.lat, "lon": e.where.lon,
            "geonameid": e.where.geonameid, "feature": e.where.feature, "where_precision": e.where.precision,
        }  # fmt: skip
        yield "events", key | _when(e.when) | where | {
            "event": e.id, "type": e.type, "mode": e.mode, "context": e.context, "quad": e.quad,
            "intensity": e.intensity, "actor": e.actor, "recipient": e.recipient, "auxiliary": e.auxiliary,
            "according_to": e.according_to, "triggers": _spans(e.triggers), "sentence": _spans([e.sentence])[0],
            "confidence": e.confidence,
        }  # fmt: skip


def _when(when: When | None) -> dict[str, Any]:
    if when is None:
        return {}
    return {"when_start": when.start, "when_end": when.end, "when_precision": when.precision}


def _spans(spans: Sequence[Span]) -> list[dict[str, int]]:
    return [{"start": s.start, "end": s.end} for s in spans]


def _columns(text: str) -> Iterable[tuple[str, str]]:
    """Names and types; commas inside a struct do not part columns."""
    parts: list[str] = []
    for part in text.split(", "):
        if parts and parts[-1].count("(") > parts[-1].count(")"):
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    return [(p.partition(" ")[0], p.partition(" ")[2]) for p in parts]
