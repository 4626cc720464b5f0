"""Shards: folders of Parquet files that are there whole or not at all.

A writer makes a shard in its own folder `.tmp-…` and renames it into place. Each writer holds a lock
in its folder, which dies with it, so that any later writer knows the leftovers of the dead.
"""

# ruff: noqa: S608 - what is put into statements are the schema's names and quoted paths

import hashlib
import json
import os
import secrets
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from dragoman.errors import RecordError
from dragoman.files import reason_of, remedy_of
from dragoman.output import Json
from dragoman.record.database import connect_memory, literal, parquet
from dragoman.record.locks import locked, take_lock
from dragoman.record.rows import Row
from dragoman.record.schema import SCHEMA, TABLES, Table
from dragoman.types import Provenance

SHARD_FILE = "shard.json"
_TEMPORARY = ".tmp-"
_ALIVE = "alive.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """The rows of a shard, by table, and what made its readings (None: it holds rejects only).

    `actors` is the sha256 of the file of the user's actors that they were read with, None for none.
    """

    tables: Mapping[str, Sequence[Row]]
    made: Provenance | None
    actors: str | None = None

    @property
    def name(self) -> str:
        """16 hex digits over the shard's reports and rejects: the same inputs give the same name."""
        return shard_name(
            [(r["report"], r["hash"], r["revision"]) for r in self.tables["reports"]],
            [tuple(r.values()) for r in self.tables["rejects"]],
        )


def shard_name(reports: Sequence[tuple[Json, ...]], rejects: Sequence[tuple[Json, ...]]) -> str:
    """The name of the shard with these (report, hash, revision) and (report, file, position, stage, reason)."""
    lines = ["\t".join("" if value is None else str(value) for value in row) + "\n" for row in (*reports, *rejects)]
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()[:16]


def list_shards(folder: Path) -> list[str]:
    """The names of the finished shards in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def stored_table(folder: Path, names: Sequence[str], table: Table, *, options: str = "") -> str:
    """A table of some shards in a folder as the source of a query; of no shards it is empty."""
    if names:
        return parquet(*(folder / name / table.file for name in names), options=options)
    return f"(SELECT {', '.join(f'NULL::{c.type} AS {c.name}' for c in table.columns)} WHERE false)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What made a shard's readings, the sha256 of the actors they were read with, and how many reports there are."""

    made: Provenance
    actors: str | None
    reports: int


def read_making(shard: Path) -> Making:
    """What a shard's description says. Raises RecordError where it is missing or none."""
    try:
        told = json.loads((shard / SHARD_FILE).read_text(encoding="utf-8"))
        made = Provenance(version=told["version"], model=told["model"], codebook=told["codebook"])
        return Making(made=made, actors=told["actors"], reports=told["reports"])
    except (OSError, ValueError, KeyError, TypeError):
        raise RecordError(
            f"{shard / SHARD_FILE}: missing, or no description of a shard; see `dragoman check {shard.parents[1]}`"
        ) from None


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last; Windows cannot and need not."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_file(path: Path, text: str) -> None:
    """Write a file and see that it is on the disk."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


class ShardWriter:
    """Writes shards into a folder, one at a time. `lock` is the file whose lock its writers share."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.lock = folder, folder / ".lock"
        self._own = folder / f"{_TEMPORARY}{secrets.token_hex(8)}"
        try:
            with locked(self.lock):  # nobody can sweep a folder between its making and its locking
                _sweep(folder)
                self._own.mkdir()
                alive = take_lock(self._own / _ALIVE)
        except OSError as error:
            raise _unwritable(folder, error) from None
        if alive is None:
            raise RecordError(f"{folder}: this file system keeps no locks; keep the record on one that does")
        self._alive = alive
        self._db = connect_memory()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._db.close()
        self._alive.close()
        shutil.rmtree(self._own, ignore_errors=True)

    def prepare(self, shard: Shard) -> Path:
        """Write a shard aside, down to the disk; `publish` puts it in place. Raises RecordError on a full disk."""
        aside = self._own / shard.name
        try:
            shutil.rmtree(aside, ignore_errors=True)
            aside.mkdir()
            digests: dict[str, Json] = {t.file: self._write(t, shard.tables[t.name], aside / t.file) for t in TABLES}
            write_file(aside / SHARD_FILE, json.dumps(_describe(shard, digests), indent=1) + "\n")
            sync_folder(aside)
        except (OSError, duckdb.IOException) as error:
            shutil.rmtree(aside, ignore_errors=True)
            raise _unwritable(self._folder, error) from None
        return aside

    def publish(self, aside: Path) -> None:
        """Rename a prepared shard into place: from now on it is part of the record."""
        try:
            aside.rename(self._folder / aside.name)
            sync_folder(self._folder)
        except OSError as error:
            raise _unwritable(self._folder, error) from None

    def _write(self, table: Table, rows: Sequence[Row], path: Path) -> str:
        """Write a table's rows to a Parquet file; the file's digest."""
        names = [column.name for column in table.columns]
        lines = [json.dumps({name: row.get(name) for name in names}, ensure_ascii=False) for row in rows]
        self._db.execute(
            f"COPY (SELECT unnest(line::JSON::{table.struct}) FROM (SELECT unnest($1::VARCHAR[]) AS line)) "
            f"TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)",
            [lines],
        )
        with path.open("rb+") as file:
            os.fsync(file.fileno())
            return hashlib.file_digest(file, "sha256").hexdigest()


def _sweep(folder: Path) -> None:
    """Remove the folders of dead writers: their locks are free."""
    for path in folder.glob(f"{_TEMPORARY}*"):
        try:
            free = take_lock(path / _ALIVE)
        except OSError:
            continue  # another user's: left to its owner
        if free is not None:
            free.close()
            shutil.rmtree(path, ignore_errors=True)


def _describe(shard: Shard, digests: dict[str, Json]) -> dict[str, Json]:
    made = shard.made
    return {
        "schema": SCHEMA, "version": made.version if made else None, "model": made.model if made else None,
        "codebook": made.codebook if made else None, "actors": shard.actors, "reports": len(shard.tables["reports"]),
        "rejects": len(shard.tables["rejects"]), "sha256": digests,
    }  # fmt: skip


def _unwritable(folder: Path, error: Exception) -> RecordError:
    return RecordError(
        f"{folder}: a shard cannot be written ({reason_of(error)}); {remedy_of(error)} and run the same again: the "
        "finished shards are whole and are not read again"
    )
