"""The day of publication as files tell it: ISO 8601 with or without a time, or RFC 822 as feeds have it."""

import datetime
import re
from email.utils import parsedate_tz

from dragoman.errors import DateError

_ISO = re.compile(
    r"(\d{4})(-?)(\d{2})\2(\d{2})"  # a day, 2023-02-10 or 20230210
    r"([T ]\d{2}(:?\d{2}){0,2}([.,]\d+)?\s?(Z|UTC|GMT|[+-]\d{2}(:?\d{2}){0,2})?)?",
    re.ASCII | re.IGNORECASE,
)
_RFC_822 = re.compile(r"([A-Za-z]{3,9}, *)?\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4} \d{1,2}:\d{2}.*")
_IN_NAME = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)", re.ASCII)


def parse_day(text: str) -> datetime.date:
    """The day as written, whatever its time zone. Raises DateError.

    A report of 23:30 in New York says "today" of its own day, not of the day in Greenwich.

    >>> parse_day("2023-02-10T23:30:00-05:00").isoformat(), parse_day("Fri, 10 Feb 2023 23:30:00 EST").isoformat()
    ('2023-02-10', '2023-02-10')
    """
    text = text.strip()
    iso = _ISO.fullmatch(text)
    numbers = (int(iso[1]), int(iso[3]), int(iso[4])) if iso else _rfc_822(text)
    if numbers is None:
        raise DateError(
            f"date: expected YYYY-MM-DD, with or without a time, or a date of RFC 822, got {_cut(text)!r}"
        ) from None
    try:
        return datetime.date(*numbers)
    except ValueError:
        raise DateError(f"date: {_cut(text)} is no day of the calendar") from None


def day_in_name(name: str) -> str | None:
    """The one day that a file's name tells, `2023-02-10-talks.txt`; None where it tells none or several.

    >>> day_in_name("talks_2023-02-10.md")
    '2023-02-10'
    """
    days = set(_IN_NAME.findall(name))
    return days.pop() if len(days) == 1 else None


def _rfc_822(text: str) -> tuple[int, int, int] | None:
    """Year, month and day; the standard parser alone would make a date of many an odd string."""
    parts = parsedate_tz(text) if _RFC_822.fullmatch(text) else None
    return (parts[0], parts[1], parts[2]) if parts else None


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
