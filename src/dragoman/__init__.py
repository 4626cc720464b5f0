"""Dragoman reads dated news reports and keeps the record: who did and said what to whom, when, where, on whose word.

>>> import dragoman
>>> reading = dragoman.read("French President Emmanuel Macron met Italy's prime minister.", date="2023-02-10")
>>> reading.events[0].type
'CONSULT'
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from dragoman.types import Entity, Event, Reading, Report, Span, Statement, When, Where
from dragoman.version import VERSION as __version__

if TYPE_CHECKING:
    import datetime

    from dragoman.pipeline import Reader

__all__ = [
    "Entity", "Event", "Reading", "Report", "Span", "Statement", "When", "Where", "__version__", "read", "read_many",
]  # fmt: skip


def read(text: str, *, date: "str | datetime.date | None" = None, id: str = "report") -> Reading:
    """Read one report.

    `date` is the day of publication (YYYY-MM-DD); a text that begins with `date 2023-02-10` needs
    none. Raises DateError or InputError, with the remedy in the message.
    """
    from dragoman.reports import report_from_text

    return _reader().read(report_from_text(text, date=date, id=id))


def read_many(reports: Iterable[Report]) -> Iterator[Reading]:
    """Read reports in order, a batch at a time, with flat memory."""
    return _reader().read_many(reports)


@cache
def _reader() -> "Reader":
    from dragoman.pipeline import load_reader

    return load_reader()
