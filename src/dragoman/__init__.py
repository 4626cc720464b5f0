"""Dragoman reads dated news reports and keeps the record: who did and said what to whom, when, where, on whose word.

>>> import dragoman
>>> reading = dragoman.read("French President Emmanuel Macron met Italy's prime minister.", date="2023-02-10")
>>> reading.events[0].type
'CONSULT'
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.types import Entity, Event, Reading, Report, Span, Statement, When, Where
from dragoman.version import VERSION as __version__

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from dragoman.pipeline import Reader
    from dragoman.record.opened import OpenRecord

__all__ = [
    "Entity", "Event", "Reading", "Report", "Span", "Statement", "When", "Where", "__version__", "open_record", "read",
    "read_many",
]  # fmt: skip


def read(
    text: str, *, date: "str | datetime.date | None" = None, id: str = "report", actors: "str | Path | None" = None
) -> Reading:
    """Read one report.

    `date` is the day of publication (YYYY-MM-DD); a text that begins with `date 2023-02-10` needs
    none. `actors` is a CSV file of your own actors, which win over the packaged tables. Raises
    DateError, InputError or ActorsError, with the remedy in the message.
    """
    from dragoman.reports import report_from_text

    return _reader(actors).read(report_from_text(text, date=date, id=id))


def read_many(reports: Iterable[Report], *, actors: "str | Path | None" = None) -> Iterator[Reading]:
    """Read reports in order, a batch at a time, with flat memory; `actors` as for `read`."""
    return _reader(actors).read_many(reports)


def open_record(folder: "str | Path", *, frames: str | None = None) -> "OpenRecord":
    """Open a record to ask it.

    Answers are pandas, polars or Arrow tables, whichever is installed, in that order; `frames` names one of
    "pandas", "polars", "arrow". Warns where the record's index is not of its shards: answers are slower then, and
    nothing is merged. Raises RecordError for a folder that is no record.
    """
    from pathlib import Path
    from warnings import warn

    from dragoman.record.opened import OpenRecord

    opened = OpenRecord(Path(folder), frames=frames)
    if not opened.is_indexed:
        warn(f"index missing or out of date: slower, nothing merged; `dragoman index {folder}` makes it", stacklevel=2)
    return opened


def _reader(actors: "str | Path | None") -> "Reader":
    if actors is None:
        return _loaded_reader(None, 0)
    from pathlib import Path

    path = Path(actors)
    return _loaded_reader(path, path.stat().st_mtime_ns if path.exists() else 0)  # a changed file is read anew


@lru_cache(maxsize=2)
def _loaded_reader(actors: "Path | None", _changed: int) -> "Reader":
    from dragoman.pipeline import load_reader

    return load_reader(actors=actors)
