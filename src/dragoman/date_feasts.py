"""Feasts and days with a name of their own: what day they fall on in a year.

Only feasts that the civil calendar fixes: those of the moon (Ramadan, Eid, Passover) begin where it is sighted, so
that a table of them would be wrong by a day as often as not. "Independence Day" is left out: every country has
another.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

_MONDAY, _THURSDAY = 0, 3


def day_of_feast(name: str, year: int) -> date:
    """The day of a feast as FEASTS names it.

    >>> day_of_feast("good friday", 2023), day_of_feast("labor day", 2015)
    (datetime.date(2023, 4, 7), datetime.date(2015, 9, 7))
    """
    return _DAYS[re.sub(r"\s+", " ", name.replace("’", "'"))](year)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _weekday_of(month: int, weekday: int, number: int) -> Callable[[int], date]:
    """The first, second … such weekday of a month; -1 the last."""

    def find(year: int) -> date:
        days = [d for n in range(31) if (d := date(year, month, 1) + timedelta(days=n)).month == month]
        return [d for d in days if d.weekday() == weekday][number if number < 0 else number - 1]

    return find


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian rule, Nature, 20 April 1876).

    >>> easter(2024), easter(1943)
    (datetime.date(2024, 3, 31), datetime.date(1943, 4, 25))
    """
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap, over = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - moon + 15) % 30
    leap_years, last = divmod(rest, 4)
    weekday = (32 + 2 * over + 2 * leap_years - epact - last) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


_DAYS: dict[str, Callable[[int], date]] = {
    "christmas eve": _fixed(12, 24), "christmas day": _fixed(12, 25), "boxing day": _fixed(12, 26),
    "christmas": _fixed(12, 25), "new year's eve": _fixed(12, 31), "new year's day": _fixed(1, 1),
    "the new year": _fixed(1, 1), "may day": _fixed(5, 1), "bastille day": _fixed(7, 14), "halloween": _fixed(10, 31),
    "all saints' day": _fixed(11, 1), "all saints'": _fixed(11, 1), "armistice day": _fixed(11, 11),
    "veterans day": _fixed(11, 11), "valentine's day": _fixed(2, 14), "st. patrick's day": _fixed(3, 17),
    "the fourth of july": _fixed(7, 4), "ash wednesday": _from_easter(-46), "palm sunday": _from_easter(-7),
    "good friday": _from_easter(-2), "easter sunday": _from_easter(0), "easter monday": _from_easter(1),
    "easter": _from_easter(0), "ascension day": _from_easter(39), "whit monday": _from_easter(50),
    "martin luther king day": _weekday_of(1, _MONDAY, 3), "presidents day": _weekday_of(2, _MONDAY, 3),
    "memorial day": _weekday_of(5, _MONDAY, -1), "labor day": _weekday_of(9, _MONDAY, 1),
    "columbus day": _weekday_of(10, _MONDAY, 2), "thanksgiving day": _weekday_of(11, _THURSDAY, 4),
    "thanksgiving": _weekday_of(11, _THURSDAY, 4),
}  # fmt: skip
FEASTS = "|".join(name.replace(" ", r"\s+").replace("'", "['’]").replace(".", r"\.") for name in _DAYS)
