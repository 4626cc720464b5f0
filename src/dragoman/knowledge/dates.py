"""Days of tables: "2012", "2012-05" and "2012-05-07" as the first or last day they may mean."""

from calendar import monthrange
from datetime import date


def first_day(text: str) -> date | None:
    """The first day of "2012", "2012-05" or "2012-05-07"; None for what is no day.

    >>> first_day("2012-05"), first_day("2012-02-30")
    (datetime.date(2012, 5, 1), None)
    """
    return _day(text, last=False)


def last_day(text: str) -> date | None:
    """The last day of "2012", "2012-05" or "2012-05-07"; None for what is no day.

    >>> last_day("2012-02"), last_day("soon")
    (datetime.date(2012, 2, 29), None)
    """
    return _day(text, last=True)


def _day(text: str, *, last: bool) -> date | None:
    parts = text.split("-")
    if len(parts) > 3 or len(parts[0]) != 4 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    numbers: list[int | None] = [*map(int, parts), None, None]
    year, month, day = int(parts[0]), numbers[1], numbers[2]
    try:
        month = month if month is not None else 12 if last else 1
        return date(year, month, day if day is not None else monthrange(year, month)[1] if last else 1)
    except ValueError:  # also calendar's own of a month 13
        return None
