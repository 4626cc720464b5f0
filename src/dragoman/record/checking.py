"""Is a record sound: every shard's files, digests and tables, every offset inside its text, every id resolved."""

# ruff: noqa: S608 - what is put into statements are the schema's names and quoted paths

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dragoman.record.database import connect_memory, parquet
from dragoman.record.schema import EVENTS, REJECTS, REPORTS, SCHEMA, SPAN, TABLES, Column, Table
from dragoman.record.shards import SHARD_FILE, list_shards, shard_name, stored_table

_HASH = "sha256(date::VARCHAR || chr(10) || coalesce(title, '') || chr(10) || text)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong and where: a shard's file, and the report if it is about one."""

    shard: str
    file: str
    report: str | None
    what: str

    def __str__(self) -> str:
        return ": ".join(part for part in (f"shards/{self.shard}/{self.file}", self.report, self.what) if part)


def check_shards(folder: Path, *, observe: Callable[[int, int], None] | None = None) -> Iterator[Fault]:
    """The faults of a record's shards in `folder`; `observe` is told after each shard how many of how many are done."""
    db = connect_memory()
    names = list_shards(folder)
    sound = True
    for done, name in enumerate(names, 1):
        faults = list(_check_shard(db, folder / name))
        yield from faults
        sound = sound and not faults
        if observe:
            observe(done, len(names))
    if sound and names:  # a damaged shard's revisions would seem to be missing
        yield from _check_revisions(db, folder, names)


def _check_shard(db: duckdb.DuckDBPyConnection, shard: Path) -> Iterator[Fault]:
    faults = list(_check_files(shard)) or list(_check_columns(db, shard))
    yield from faults
    if faults:
        return  # what the rows say is of no account then
    for table in TABLES:
        db.execute(f"CREATE OR REPLACE VIEW {table.name} AS FROM {parquet(shard / table.file)}")
    yield from _check_counts(db, shard)
    for table in TABLES:
        for what, query in _questions(table):
            for row in db.execute(query).fetchall():
                report, revision, *rest = row
                about = f"report {report!r}" + (f" revision {revision}" if revision != 1 else "")
                yield _fault(shard, table.file, what.format(*rest), about)


def _check_files(shard: Path) -> Iterator[Fault]:
    """The files are those of a shard, and their bytes are those that were written."""
    if not shard.is_dir():
        yield _fault(shard, "", "not a folder; a record's shards are folders only, move it away")
        return
    expected = {table.file for table in TABLES} | {SHARD_FILE}
    present = {path.name for path in shard.iterdir()}
    for name in sorted(present - expected):
        yield _fault(shard, name, "no file of a shard; move it away")
    for name in sorted(expected - present):
        yield _fault(shard, name, f"missing; {_REMEDY}")
    if SHARD_FILE not in present:
        return
    try:
        digests = json.loads((shard / SHARD_FILE).read_text(encoding="utf-8"))["sha256"]
    except (ValueError, KeyError, TypeError):
        yield _fault(shard, SHARD_FILE, f"no description of a shard; {_REMEDY}")
        return
    for table in TABLES:
        if table.file in present:
            with (shard / table.file).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            if found != digests.get(table.file):
                yield _fault(shard, table.file, f"other bytes than were written; {_REMEDY}")


def _check_columns(db: duckdb.DuckDBPyConnection, shard: Path) -> Iterator[Fault]:
    """The tables have the columns of the schema."""
    for table in TABLES:
        try:
            found = db.execute(f"DESCRIBE FROM {parquet(shard / table.file)}").fetchall()
        except duckdb.Error as error:
            yield _fault(shard, table.file, f"no Parquet ({str(error).splitlines()[0]}); {_REMEDY}")
            continue
        expected = [(column.name, column.type) for column in table.columns]
        for name, type_ in [pair for pair in expected if pair not in [row[:2] for row in found]]:
            yield _fault(shard, table.file, f"column {name}: expected {type_}; {_REMEDY}")


def _check_counts(db: duckdb.DuckDBPyConnection, shard: Path) -> Iterator[Fault]:
    """The description and the name are those of the rows."""
    described = json.loads((shard / SHARD_FILE).read_text(encoding="utf-8"))
    reports = db.execute(f"SELECT report, hash, revision FROM {REPORTS.name}").fetchall()
    rejects = db.execute(f"SELECT {', '.join(c.name for c in REJECTS.columns)} FROM {REJECTS.name}").fetchall()
    wanted = {"schema": SCHEMA, "reports": len(reports), "rejects": len(rejects)}
    for key, value in wanted.items():
        if described.get(key) != value:
            yield _fault(shard, SHARD_FILE, f"{key}: expected {value}, got {described.get(key)!r}; {_REMEDY}")
    name = shard_name(reports, rejects)
    if name != shard.name:
        yield _fault(shard, "", f"its reports make the name {name}; was it renamed? Rename it back")


def _questions(table: Table) -> Iterator[tuple[str, str]]:
    """What may be wrong in a table's rows, and the query for it: report, revision and the words' fillings."""
    if table is REJECTS:
        return
    if table is REPORTS:
        yield "its text is not the one it was added with", f"SELECT report, revision FROM reports WHERE hash != {_HASH}"
        yield (
            "there are {} of it in the shard",
            "SELECT report, revision, count(*) FROM reports GROUP BY ALL HAVING count(*) > 1",
        )
        return
    yield (
        "{}: its report is not in the shard",
        f"SELECT report, revision, {table.id} FROM {table.name} ANTI JOIN reports USING (report, revision)",
    )
    yield (
        "{}: there are {} of it",
        f"SELECT report, revision, {table.id}, count(*) FROM {table.name} GROUP BY ALL HAVING count(*) > 1",
    )
    for column in table.columns:
        if column.type.startswith(SPAN):
            yield _span_question(table, column)
        if column.refers:
            yield _reference_question(table, column)
    if table is EVENTS:
        yield "{}: no sentence", "SELECT report, revision, event FROM events WHERE sentence IS NULL"


def _span_question(table: Table, column: Column) -> tuple[str, str]:
    return (
        f"{{}}: {column.name} {{}}–{{}} is outside the text of {{}} characters",
        f"SELECT report, revision, id, item.start, item.end, length(text) FROM ({_items(table, column)}) "
        "JOIN reports USING (report, revision) "
        "WHERE (item.start >= 0 AND item.start < item.end AND item.end <= length(text)) IS NOT TRUE",
    )


def _reference_question(table: Table, column: Column) -> tuple[str, str]:
    target = next(t for t in TABLES if t.name == column.refers)
    return (
        f"{{}}: {column.name} {{}} is none of the report's {target.name}",
        f"SELECT here.report, here.revision, here.id, here.item FROM ({_items(table, column)}) here "
        f"ANTI JOIN {target.name} there ON here.report = there.report AND here.revision = there.revision "
        f"AND here.item = there.{target.id}",
    )


def _items(table: Table, column: Column) -> str:
    """A query for a column's values, or the items of its lists, a row each."""
    item = f"unnest({column.name})" if column.type.endswith("[]") else column.name
    return (
        f"SELECT report, revision, {table.id} AS id, {item} AS item FROM {table.name} WHERE {column.name} IS NOT NULL"
    )


def _check_revisions(db: duckdb.DuckDBPyConnection, folder: Path, names: list[str]) -> Iterator[Fault]:
    """A report's revisions are 1, 2, 3 … over all shards, each there once and with another text."""
    source = stored_table(folder, names, REPORTS, options="filename = true")
    rows = db.execute(
        "SELECT report, list(revision ORDER BY revision), count(DISTINCT hash), "
        "list(parse_path(filename)[-2] ORDER BY revision)[-1] "
        f"FROM {source} GROUP BY report "
        "HAVING list(revision ORDER BY revision) != range(1, count(*) + 1) OR count(DISTINCT hash) != count(*)"
    ).fetchall()
    for report, revisions, texts, shard in rows:
        for what in _faults_of_revisions(revisions, texts):
            yield Fault(shard=shard, file=REPORTS.file, report=f"report {report!r}", what=what)


def _faults_of_revisions(revisions: list[int], texts: int) -> Iterator[str]:
    for number in sorted(set(range(1, revisions[-1] + 1)) - set(revisions)):
        yield f"revision {number} is missing; add its input again"
    for number in sorted({r for r in revisions if revisions.count(r) > 1}):
        yield f"revision {number} is there {revisions.count(number)} times; {_REMEDY}"
    if texts < len(set(revisions)):
        yield f"{len(set(revisions))} revisions with {texts} texts; {_REMEDY}"


def _fault(shard: Path, file: str, what: str, report: str | None = None) -> Fault:
    return Fault(shard=shard.name, file=file, report=report, what=what)


_REMEDY = "take the shard's folder away and add its inputs again, before any new ones"
