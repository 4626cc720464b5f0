"""CSV and Parquet of the flat table."""

import csv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from dragoman.exports.acts import Act
from dragoman.exports.flat import COLUMNS, Value, dyad_rows, event_rows

_ROWS: dict[str, Callable[[Iterable[Act]], Iterator[list[Value]]]] = {"events": event_rows, "dyads": dyad_rows}


def write_csv(acts: Iterable[Act], out: TextIO, *, rows: str = "events") -> None:
    """Write the flat table as CSV with a header: RFC 4180 quotes, empty cells for what is missing."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(name for name, _ in COLUMNS)
    writer.writerows(_ROWS[rows](acts))


def write_parquet(acts: Iterable[Act], path: Path, *, rows: str = "events") -> None:
    """Write the flat table as Parquet with its types; rows pass through a CSV aside, so memory stays flat."""
    from dragoman.record.convert import csv_to_parquet

    with TemporaryDirectory(dir=path.parent) as folder:
        aside = Path(folder) / "rows.csv"
        with aside.open("w", encoding="utf-8", newline="") as file:
            write_csv(acts, file, rows=rows)
        csv_to_parquet(aside, path, dict(COLUMNS))
