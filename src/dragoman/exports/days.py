"""An interval as what formats with one day can hold of it: a day, a month, a year or nothing."""

from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.types import When

_ONE_DAY = timedelta(days=6)  # a week passes for its first day, as event data have it; more would make false peaks


@dataclass(frozen=True, slots=True, kw_only=True)
class DayParts:
    """Year, month and day; what is not sure is None, and nothing finer than it is told."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def as_date(self) -> date | None:
        """The day, if all three are told."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


def day_parts(when: When | None) -> DayParts:
    """What is sure of the day on which something began.

    >>> from datetime import date
    >>> march = When(start=date(2023, 3, 1), end=date(2023, 3, 31), precision="month", text=None, reason="")
    >>> day_parts(march)
    DayParts(year=2023, month=3, day=None)
    """
    if when is None or when.start is None:
        return DayParts()
    start, end = when.start, when.end or when.start
    if when.precision in {"day", "week"} and end - start <= _ONE_DAY:
        return DayParts(year=start.year, month=start.month, day=start.day)
    if when.precision in {"day", "week", "month"} and (start.year, start.month) == (end.year, end.month):
        return DayParts(year=start.year, month=start.month)
    if when.precision != "decade" and start.year == end.year:
        return DayParts(year=start.year)
    return DayParts()
