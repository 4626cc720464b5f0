"""A record: a folder that keeps readings of reports, grows, and can be read without this program."""

# ruff: noqa: S608 - what is put into statements are the schema's names and quoted paths

import json
import secrets
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from dragoman.errors import RecordError
from dragoman.parallel import Load, count_cores, load_one_thread_reader, load_with_actors
from dragoman.record.adding import Added, Item, Observer, add_reports
from dragoman.record.checking import Fault, check_shards
from dragoman.record.database import connect_memory, parquet
from dragoman.record.manifest import FORMAT, MANIFEST
from dragoman.record.rows import Stored, reading_of
from dragoman.record.schema import REJECTS, REPORTS, SCHEMA, TABLES, Table
from dragoman.record.shards import list_shards, read_making, stored_table, sync_folder, write_file
from dragoman.reports import REST_NOT_READ, Reject
from dragoman.types import Reading


class Record:
    """The record in a folder. `create` makes it if the folder is empty or not there.

    Raises RecordError if the folder holds none, or one of a later format than this program's.
    """

    def __init__(self, folder: str | Path, *, create: bool = False) -> None:
        self.folder = Path(folder)
        self.shards = self.folder / "shards"
        if create and not (self.folder / MANIFEST).exists():
            _create(self.folder)
        _check_manifest(self.folder)
        if not self.shards.is_dir():
            raise RecordError(f"{self.shards}: missing; restore the folder, or make it empty for an empty record")

    def add(
        self,
        found: Iterable[Item],
        *,
        jobs: int | None = None,
        strict: bool = False,
        actors: Path | None = None,
        load: Load = load_one_thread_reader,
        observe: Observer | None = None,
    ) -> Added:
        """Read the reports that the record has not yet, keep them, and say what it came to.

        `found` comes from `dragoman.reports.find_reports`; `jobs` processes read (None: one a core).
        What cannot be read is kept as a reject, or with `strict` stops the run with InputError. `actors` is a CSV
        file of the user's own actors, whose sha256 each shard keeps; what is there already is not read again for it.
        Raises ActorsError with all faults of that file.
        `observe` is told each input when it is done with. A run that is killed at any moment has kept
        whole shards of 128 inputs; the same call goes on where it stopped. Several may add at once.
        """
        digest = None
        if actors is not None:
            load = load_with_actors(actors)
            digest = load.digest
        return add_reports(self.shards, found, jobs=jobs, strict=strict, actors=digest, load=load, observe=observe)

    def count_reports(self, *, besides: Iterable[str] = ()) -> int:
        """How many reports are kept, each revision counted, without those of some shards."""
        return sum(read_making(self.shards / name).reports for name in set(list_shards(self.shards)) - set(besides))

    def has_reports_without(self, actors: Path) -> bool:
        """Whether some of its reports were read without this file of actors; they are not read again for it."""
        digest = load_with_actors(actors).digest
        makings = (read_making(self.shards / name) for name in list_shards(self.shards))
        return any(making.reports and making.actors != digest for making in makings)

    def index(self, *, rebuild: bool = False, observe: Callable[[str, int, int], None] | None = None) -> None:
        """Bring the index, in which events are merged, up to date with the shards, or with `rebuild` make it anew.

        Quick where it is up to date. `observe` is told what is being done, and how much of how much of it is.
        """
        from dragoman.record.index import build_index

        build_index(self.folder, rebuild=rebuild, observe=observe)

    def check(self, *, observe: Callable[[int, int], None] | None = None) -> Iterator[Fault]:
        """What is wrong with the shards; nothing if all is well."""
        return check_shards(self.shards, observe=observe)

    def rejects(self) -> Iterator[Reject]:
        """What could not be read and has not been since, by file and position."""
        cursor = self.connect().execute(
            """
            SELECT DISTINCT * FROM rejects
            WHERE report IS NULL OR report NOT IN (SELECT report FROM all_reports)
            EXCEPT
            SELECT rejects.* FROM rejects JOIN all_reports ON rejects.file = all_reports.file AND (
                all_reports.position IS NULL OR rejects.position = all_reports.position
                OR (rejects.position IS NULL AND NOT ends_with(rejects.reason, ?))
            )
            ORDER BY file, try_cast(regexp_extract(position, '[0-9]+') AS BIGINT), position, stage, reason, report
            """,
            [REST_NOT_READ],  # of such a file there are reports, and that there are says nothing about the rest
        )
        names = [column.name for column in REJECTS.columns]
        while rows := cursor.fetchmany(1000):
            for row in rows:
                yield Reject(**dict(zip(names, row, strict=True)))

    def readings(self, *, all_revisions: bool = False) -> Iterator[Reading]:
        """The stored readings, by shard and in it in the order of the input; of each report the latest revision."""
        db = connect_memory()
        names = list_shards(self.shards)
        superseded = set() if all_revisions else _superseded(db, self.shards, names)
        for name in names:
            shard = self.shards / name
            made = read_making(shard).made
            rows = {table.name: _by_report(db, shard, table) for table in TABLES if table is not REJECTS}
            for key, (report,) in rows["reports"].items():
                if key not in superseded:
                    entities, statements, events = (rows[t].get(key, []) for t in ("entities", "statements", "events"))
                    yield reading_of(report, entities, statements, events, made)

    def connect(self, *, threads: int | None = None) -> duckdb.DuckDBPyConnection:
        """An in-memory DuckDB with a view for each table, as the record stands now; nothing in it changes the record.

        `reports`, `entities`, `statements` and `events` hold the latest revision of each report,
        `all_reports` and so on every revision; `rejects` is as stored.
        """
        db = connect_memory(threads=threads or count_cores())
        names = list_shards(self.shards)
        db.execute("CREATE TABLE superseded (report VARCHAR, revision INTEGER)")
        superseded = sorted(_superseded(db, self.shards, names))
        if superseded:
            db.executemany("INSERT INTO superseded VALUES (?, ?)", superseded)
        latest = " ANTI JOIN superseded USING (report, revision)" if superseded else ""
        for table in TABLES:
            source = f"FROM {stored_table(self.shards, names, table)}"
            if table is REJECTS:
                db.execute(f"CREATE VIEW {table.name} AS {source}")
            else:
                db.execute(f"CREATE VIEW all_{table.name} AS {source}")
                db.execute(f"CREATE VIEW {table.name} AS FROM all_{table.name}{latest}")
        return db


def _create(folder: Path) -> None:
    """Make an empty record; two processes may do so at once."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = sorted({path.name for path in folder.iterdir()} - {"shards", MANIFEST})
        if [name for name in others if not name.startswith(".tmp-")]:
            raise RecordError(f"{folder}: holds {others[0]} and is no record; give an empty or a new folder")
        (folder / "shards").mkdir(exist_ok=True)
        aside = folder / f".tmp-{secrets.token_hex(8)}"
        write_file(aside, json.dumps({"format": FORMAT, "schema": SCHEMA}) + "\n")
        aside.replace(folder / MANIFEST)
        sync_folder(folder)
    except OSError as error:
        raise RecordError(f"{folder}: no record can be made there ({error.strerror}); give another folder") from None


def _check_manifest(folder: Path) -> None:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT:
            raise ValueError
        schema = manifest["schema"]
    except FileNotFoundError:
        raise RecordError(f"{folder}: no record; make one with `dragoman add INPUT… --record {folder}`") from None
    except OSError as error:
        raise RecordError(f"{folder}: cannot be read ({error.strerror}); check its permissions") from None
    except (ValueError, KeyError, TypeError):
        raise RecordError(f"{folder / MANIFEST}: no manifest of a record; restore the file or give another") from None
    if schema != SCHEMA:
        raise RecordError(f"{folder}: schema {schema!r}, this program reads {SCHEMA}; use a version that reads it")


def _by_report(db: duckdb.DuckDBPyConnection, shard: Path, table: Table) -> dict[tuple[str, int], list[Stored]]:
    """A shard's rows of a table in their order, by report and revision."""
    found: dict[tuple[str, int], list[Stored]] = {}
    names = [column.name for column in table.columns]
    for row in db.execute(f"FROM {parquet(shard / table.file)}").fetchall():
        named: dict[str, Any] = dict(zip(names, row, strict=True))
        found.setdefault((named["report"], named["revision"]), []).append(named)
    return found


def _superseded(db: duckdb.DuckDBPyConnection, shards: Path, names: list[str]) -> set[tuple[str, int]]:
    """The reports and revisions of which there is a later one."""
    if not names:
        return set()
    rows = db.execute(
        f"SELECT report, unnest(range(1, max(revision))) FROM {stored_table(shards, names, REPORTS)} "
        "GROUP BY report HAVING max(revision) > 1"
    ).fetchall()
    return {(report, revision) for report, revision in rows}
