"""What stands behind an entry of a record: its tellings, as they were read, and why they were joined."""

# ruff: noqa: S608 (names are this package's own, values are parameters, paths are quoted)

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dragoman.errors import RecordError, locate
from dragoman.record.database import connect_memory, parquet
from dragoman.record.rows import reading_of
from dragoman.record.schema import ENTITIES, EVENTS, REPORTS, STATEMENTS, Table
from dragoman.record.shards import list_shards, read_making, stored_table
from dragoman.record.store import Record
from dragoman.record.views import connect_record
from dragoman.types import Event, Reading, Statement

_ALIKE = 5  # ids suggested for one that is not there


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An event or a statement as one report tells it; `joined_by` says why it is taken for the same as the first."""

    id: str
    reading: Reading
    event: Event | None = None
    statement: Statement | None = None
    joined_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A merged event with all its tellings, or one statement; `disputed_by` are acts that deny it."""

    id: str
    tellings: tuple[Telling, ...]
    disputed_by: tuple[str, ...] = ()


def find_entry(folder: Path, name: str) -> Entry | Reading:
    """The entry of an event (REPORT#e1), a statement (REPORT#s1) or merged event, or the reading of a report.

    REPORT may be the end of an id, from where a word begins, if no other id ends so. Raises RecordError if the record
    has none of that name: with the reason if it was rejected, else with ids that are alike.
    """
    with connect_record(folder, stored=False) as db:
        found = _find(folder, db, name)
        if found is not None:
            return found
        reason = next(
            (locate(r.reason, r.file, r.position) for r in Record(folder).rejects() if r.report == name), None
        )
        if reason is not None:
            raise RecordError(f"{name}: was rejected: {reason}")
        ending = _ending(folder, name)
        found = _find(folder, db, ending[0]) if len(ending) == 1 else None
        if found is not None:
            return found
        alike = list(dict.fromkeys([*ending, *_alike(db, name)]))[:_ALIKE]
        like = f"; like it are {', '.join(alike)}" if alike else ""
        raise RecordError(f"{name}: neither event nor report of {folder}{like}; see `dragoman events`")


def _find(folder: Path, db: duckdb.DuckDBPyConnection, name: str) -> Entry | Reading | None:
    """What a record has under a name."""
    report, _, inside = name.rpartition("#")
    if inside.startswith("s") and report:
        reading = find_reading(folder, report)
        for statement in reading.statements if reading else ():
            if reading and statement.id == inside:
                return Entry(id=name, tellings=(Telling(id=name, reading=reading, statement=statement),))
    found = db.execute("SELECT cluster FROM acts WHERE act = ?", [name]).fetchone()
    return find_reading(folder, name) if found is None else _entry(folder, db, str(found[0]))


def _ending(folder: Path, name: str) -> list[str]:
    """Names whose report's id ends as this one does, from where a word begins, in order."""
    report, mark, inside = name.rpartition("#") if "#" in name else (name, "", "")
    shards = Record(folder).shards
    source = stored_table(shards, list_shards(shards), REPORTS)
    with connect_memory() as db:
        rows = db.execute(
            f"SELECT DISTINCT report FROM {source} WHERE ends_with(report, $1) AND report <> $1 "
            "AND NOT regexp_matches(substr(report, length(report) - length($1), 1), '\\w') ORDER BY report",
            [report],
        ).fetchall()
    return [f"{row[0]}{mark}{inside}" for row in rows]


def find_reading(folder: Path, report: str) -> Reading | None:
    """The stored reading of a report's latest revision."""
    shards = Record(folder).shards
    names = list_shards(shards)
    if not names:
        return None
    db = connect_memory()
    source = stored_table(shards, names, REPORTS, options="filename = true")
    found = db.execute(
        f"SELECT filename, revision FROM {source} WHERE report = ? ORDER BY revision DESC LIMIT 1",
        [report],
    ).fetchone()
    if found is None:
        return None
    shard, revision = Path(str(found[0])).parent, int(found[1])
    rows = {table.name: _rows(db, shard, table, report, revision) for table in (REPORTS, ENTITIES, STATEMENTS, EVENTS)}
    return reading_of(
        rows["reports"][0], rows["entities"], rows["statements"], rows["events"], read_making(shard).made
    )  # fmt: skip


def _entry(folder: Path, db: duckdb.DuckDBPyConnection, cluster: str) -> Entry:
    row = db.execute("SELECT members, why, disputed_by FROM clusters WHERE cluster = ?", [cluster]).fetchone()
    members, why, disputed_by = row if row is not None else ([cluster], [], [])
    tellings = []
    for place, act in enumerate(members):
        report, _, number = str(act).rpartition("#")
        reading = find_reading(folder, report)
        event = next((e for e in reading.events if e.id == number), None) if reading else None
        if reading is None or event is None:
            raise RecordError(f"{act}: in the index but not in the shards; run `dragoman check {folder}`")
        reason = why[place - 1] if 0 < place <= len(why) else None
        tellings.append(Telling(id=str(act), reading=reading, event=event, joined_by=reason))
    return Entry(id=cluster, tellings=tuple(tellings), disputed_by=tuple(disputed_by or ()))


def _rows(
    db: duckdb.DuckDBPyConnection, shard: Path, table: Table, report: str, revision: int
) -> Sequence[dict[str, object]]:
    query = f"SELECT * FROM {parquet(shard / table.file)} WHERE report = ? AND revision = ?"
    rows = db.execute(query, [report, revision]).fetchall()
    return [dict(zip([c.name for c in table.columns], row, strict=True)) for row in rows]


def _alike(db: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    rows = db.execute(
        "SELECT DISTINCT CASE WHEN contains($1, '#') THEN act ELSE report END AS id FROM acts "
        "WHERE jaro_winkler_similarity(act, $1) > 0.85 ORDER BY jaro_winkler_similarity(id, $1) DESC, id LIMIT $2",
        [name, _ALIKE],
    ).fetchall()
    return [str(row[0]) for row in rows]
