"""Shards of given readings under a given name, for tests of what reads them."""

from collections.abc import Iterable
from pathlib import Path

from dragoman.record.rows import Row, report_row, rows_of
from dragoman.record.schema import TABLES
from dragoman.record.shards import Shard, ShardWriter
from dragoman.types import Reading


def write_shard(record: Path, name: str, readings: Iterable[Reading], *, revision: int = 1) -> None:
    """A shard of some readings under a name."""
    tables: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    for reading in readings:
        tables["reports"].append(
            report_row(reading.report, revision=revision, hash="", file="news.jsonl", position=None)
        )
        for table, rows in rows_of(reading, revision).items():
            tables[table] += rows
    shards = record / "shards"
    shards.mkdir(parents=True, exist_ok=True)
    with ShardWriter(shards) as writer:
        writer.prepare(Shard(tables=tables, made=None)).rename(shards / name)
