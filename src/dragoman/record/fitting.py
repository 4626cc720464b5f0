"""Which acts fit filters, looked up by report: what an export asks beside the stored readings."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from dragoman.errors import RecordError
from dragoman.record.query import Filters, conditions_on_acts
from dragoman.record.views import connect_record


class Fitting:
    """The acts of a record that fit filters, with the merged event that each tells.

    Asked once, and kept in DuckDB, so that a record of any size takes little memory. Raises RecordError for a folder
    that is no record, or files that cannot be read.
    """

    def __init__(self, folder: Path, filters: Filters) -> None:
        where = conditions_on_acts(filters)
        self._db = connect_record(folder, stored=False)
        try:
            self._db.execute(
                f"CREATE TABLE fitting AS SELECT report, act, cluster FROM acts WHERE {where.sql} ORDER BY report",  # noqa: S608
                list(where.values),
            )
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise RecordError(f"{folder}: cannot be read ({reason}); see `dragoman check {folder}`") from None

    def clusters(self, reports: Sequence[str]) -> dict[str, str]:
        """The merged event of each act of some reports that fits."""
        query = "SELECT act, cluster FROM fitting SEMI JOIN (SELECT unnest(?) AS report) USING (report)"
        return dict(self._db.execute(query, [list(reports)]).fetchall())
