"""What a record holds already: which reports with which text, and which rejects."""

# ruff: noqa: S608 - what is put into statements are the schema's names and quoted paths

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

import duckdb

from dragoman.errors import RecordError
from dragoman.record.database import connect_memory
from dragoman.record.schema import REJECTS, REPORTS
from dragoman.record.shards import list_shards, stored_table
from dragoman.reports import Reject


class Version(NamedTuple):
    """A report's id and the hash of its date, title and text."""

    report: str
    hash: str


class Known:
    """The keys of a record's reports and rejects, 36 bytes a report, kept up to date with its folder."""

    def __init__(self, shards: Path) -> None:
        self._shards = shards
        self._seen: set[str] = set()
        self._db = connect_memory()
        self._db.execute("CREATE TABLE reports (report UHUGEINT, hash UHUGEINT, revision INTEGER)")
        self._db.execute("CREATE TABLE rejects (key UHUGEINT)")

    def refresh(self) -> bool:
        """Take in the shards that have come since the last call; whether there were any."""
        new = [name for name in list_shards(self._shards) if name not in self._seen]
        if new:
            self._load(
                "INSERT INTO reports SELECT md5_number(report), md5_number(hash), revision "
                f"FROM {stored_table(self._shards, new, REPORTS)}"
            )
            self._load(f"INSERT INTO rejects SELECT {_REJECT_KEY} FROM {stored_table(self._shards, new, REJECTS)}")
            self._seen.update(new)
        return bool(new)

    def revisions(self, versions: Sequence[Version]) -> list[int | None]:
        """The revision that each report would get if they were added in this order, None for one that is there.

        It is the lowest that the report has not: a text whose damaged shard was taken away takes its old place, and
        not that of a later one.
        """
        found = self._db.execute(
            "SELECT asked.report, asked.hash, bool_or(known.hash = md5_number(asked.hash)), list(known.revision) "
            "FROM (SELECT unnest($1::VARCHAR[]) AS report, unnest($2::VARCHAR[]) AS hash) asked "
            "JOIN reports known ON known.report = md5_number(asked.report) GROUP BY ALL",
            [[v.report for v in versions], [v.hash for v in versions]],
        ).fetchall()
        there = {Version(report, hash) for report, hash, same, _ in found if same}
        taken: dict[str, set[int]] = {report: set(revisions) for report, _, _, revisions in found}
        given: list[int | None] = []
        for version in versions:
            if version in there:
                given.append(None)
                continue
            there.add(version)
            revisions = taken.setdefault(version.report, set())
            free = next(number for number in count(1) if number not in revisions)
            revisions.add(free)
            given.append(free)
        return given

    def unknown_rejects(self, rejects: Sequence[Reject]) -> list[Reject]:
        """Those that the record has not, each once."""
        if not rejects:
            return []
        columns = [[getattr(r, column.name) for r in rejects] for column in REJECTS.columns]
        fields = ", ".join(f"unnest(${i}::VARCHAR[]) AS {c.name}" for i, c in enumerate(REJECTS.columns, 1))
        known = self._db.execute(
            f"SELECT {_REJECT_KEY} IN (FROM rejects) FROM (SELECT {fields})",
            columns,
        ).fetchall()
        return list(dict.fromkeys(r for r, (there,) in zip(rejects, known, strict=True) if not there))

    def _load(self, statement: str) -> None:
        try:
            self._db.execute(statement)
        except duckdb.Error as error:
            raise RecordError(
                f"{self._shards}: a shard cannot be read ({str(error).splitlines()[0]}); `dragoman check` names it"
            ) from None


_REJECT_KEY = f"md5_number(to_json([{', '.join(c.name for c in REJECTS.columns)}])::VARCHAR)"
