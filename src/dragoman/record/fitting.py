"""Which acts fit filters, looked up by report: what an export asks beside the stored readings."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from dragoman.errors import RecordError
from dragoman.record.index_state import index_is_fresh
from dragoman.record.query import Filters, conditions_on_acts
from dragoman.record.views import connect_record


class Telling(NamedTuple):
    """The merged event that an act tells, None without a fresh index; `is_only`: no other that fits tells it."""

    cluster: str | None
    is_only: bool


class Fitting:
    """The acts of a record that fit filters, with the merged event that each tells.

    Asked once, and kept in DuckDB, so that a record of any size takes little memory. Raises RecordError for a folder
    that is no record, or files that cannot be read.
    """

    def __init__(self, folder: Path, filters: Filters) -> None:
        where, cluster = conditions_on_acts(filters), "cluster" if index_is_fresh(folder) else "NULL::VARCHAR"
        self._db = connect_record(folder, stored=False)
        try:
            self._db.execute(
                f"CREATE TABLE fitting AS SELECT report, act, {cluster} AS cluster, "  # noqa: S608
                f"count(*) OVER (PARTITION BY cluster) = 1 AS is_only FROM acts WHERE {where.sql} ORDER BY report",
                list(where.values),
            )
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise RecordError(f"{folder}: cannot be read ({reason}); see `dragoman check {folder}`") from None

    def tellings(self, reports: Sequence[str]) -> dict[str, Telling]:
        """Those acts of some reports that fit, with what each tells."""
        query = "SELECT act, cluster, is_only FROM fitting SEMI JOIN (SELECT unnest(?) AS report) USING (report)"
        return {act: Telling(*told) for act, *told in self._db.execute(query, [list(reports)]).fetchall()}
