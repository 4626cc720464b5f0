"""What each kind of time expression means: first day, last day, precision and the reason in words.

A resolver takes the match of a rule of date_rules.py and what the expression is counted from, and gives None where it
fixes no day. The conventions for weeks, months and counted periods are those of the annotation guide: last week is
Monday to Sunday before, two weeks ago is exactly 14 days back, three months ago is that whole month, early, mid and
late are the thirds of a month.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.date_feasts import day_of_feast
from dragoman.types import When

_MONTHS = {
    name: i
    for i, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
_DAYS = {name: i for i, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_DAYS |= {name[:3]: i for name, i in list(_DAYS.items())} | {"tues": 1, "thurs": 3}
ONES = "one two three four five six seven eight nine".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = (
    {word: i for i, word in enumerate((*ONES, *TEENS), 1)}
    | {word: 10 * i for i, word in enumerate(TENS, 2)}
    | {"a": 1, "an": 1, "a couple of": 2, "several": 0, "a few": 0, "some": 0, "many": 0}
)
ORDINALS = {
    w: i for i, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)
}  # fmt: skip
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_PARTS_OF_DAY = frozenset(("morning", "afternoon", "evening", "night"))
_SOON = 21  # days: so near a date that has not come yet is meant
_BACKWARD = 1.5  # a look back counts as so much further away


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """Tokens `first` to `last` (inclusive) and the days they mean."""

    first: int
    last: int
    when: When
    dates: int | None = None  # the word that has these days, where it is not the one that the tokens hang on


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is counted from.

    `on` is the report's day; `told` is the last day that the text itself has told, the newest first day of an
    expression before this one. In a history, whose dates lie years before the report, days and months without
    a year belong near `told`, or in its year where that is all that was told.
    """

    on: date
    ahead: bool  # the clause looks to the future
    told: date | None = None
    year_only: bool = False
    history: bool = False
    told_day: date | None = None  # the last that was told to the day
    near: bool = False  # looks to the future from the past ("was to arrive on Sunday"): the nearest such day
    quarter: date | None = None  # the first day of the business quarter told last


Found = tuple[date | None, date | None, str, str] | None  # start, end, precision, reason
Resolver = Callable[[re.Match[str], Context], Found]


def count_of(words: str) -> int:
    """A number in digits or words; 0 for one that is not told.

    >>> count_of("forty-one"), count_of("12"), count_of("several")
    (41, 12, 0)
    """
    if words.isdigit():
        return int(words)
    if words in _NUMBERS:
        return _NUMBERS[words]
    return sum(_NUMBERS.get(word, 0) for word in re.split(r"[\s-]", words))


def _month_number(word: str) -> int:
    return _MONTHS[word.rstrip(".")[:3] if word.rstrip(".") not in _MONTHS else word.rstrip(".")]


def _month_span(year: int, month: int, part: str | None = None) -> tuple[date, date]:
    last = calendar.monthrange(year, month)[1]
    if part in {"early", "beginning of"}:
        return date(year, month, 1), date(year, month, 10)
    if part in {"mid", "middle of"}:
        return date(year, month, 11), date(year, month, 20)
    if part in {"late", "end of"}:
        return date(year, month, 21), date(year, month, last)
    return date(year, month, 1), date(year, month, last)


def _year_span(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def resolve_iso(m: re.Match[str], _: Context) -> Found:
    day = _safe(int(m["year"]), int(m["mm"]), int(m["dd"]))
    return (day, day, "day", "date in the text") if day else None


def resolve_day_month(m: re.Match[str], c: Context) -> Found:
    month, day = _month_number(m["month"]), int(m["day"])
    if m["year"]:
        exact = _safe(int(m["year"]), month, day)
        reason = "date in the text"
    else:
        exact = _nearest(c, month, day)
        reason = "the coming day of that name" if c.ahead else "the last such day before the report"
    if not m["year"] and c.history and c.told:
        exact, reason = _following(c, month, day), "the day of that name nearest after the one told before"
    if exact is None:
        return None
    end = exact
    if m.groupdict().get("to"):
        end = _safe(exact.year, exact.month, int(m["to"])) or exact
    return exact, end, "day", reason


def _following(c: Context, month: int, day: int) -> date | None:
    """The such day nearest to the one told last, rather after it than before: histories go forward."""
    told = c.told or c.on
    if c.year_only:
        return _safe(told.year, month, day)
    days = [d for year in (told.year - 1, told.year, told.year + 1) if (d := _safe(year, month, day))]
    return min(days, key=lambda d: (d - told).days if d >= told else _BACKWARD * (told - d).days, default=None)


def _nearest(c: Context, month: int, day: int) -> date | None:
    this_year = _safe(c.on.year, month, day)
    if this_year is None:
        return _safe(c.on.year - 1, month, day)
    just_past = c.near and timedelta(0) < c.on - this_year <= timedelta(days=_SOON)
    if c.ahead and not just_past:
        return this_year if this_year >= c.on else _safe(c.on.year + 1, month, day)
    if this_year <= c.on:
        return this_year
    if (this_year - c.on).days <= _SOON:  # "the vote on March 3" in a report of late February
        return this_year
    return _safe(c.on.year - 1, month, day)


def resolve_month_year(m: re.Match[str], _: Context) -> Found:
    start, end = _month_span(int(m["year"]), _month_number(m["month"]), m["part"])
    return None if m["by"] else start, end, "month", "month and year in the text"


def resolve_month_alone(m: re.Match[str], c: Context) -> Found:
    month = _month_number(m["month"])
    year = c.on.year
    which = (m.groupdict().get("which") or "").strip()
    if which == "next" or (c.ahead and not which and month < c.on.month):
        year += month <= c.on.month
    elif which == "this":
        pass
    elif (month > c.on.month and not c.ahead) or (which == "last" and month >= c.on.month):
        year -= 1
    reason = "month without a year, nearest to the report"
    if c.history and c.told and not which:
        day = _following(c, month, 28)
        year, reason = day.year if day else year, "month without a year, nearest after the day told before"
    start, end = _month_span(year, month, m.groupdict().get("part"))
    return None if m.groupdict().get("by") else start, end, "month", reason


def resolve_month_of_year(m: re.Match[str], c: Context) -> Found:
    year = c.on.year + {"last": -1, "this": 0, "next": 1}[m["which"]]
    return *_month_span(year, _month_number(m["month"])), "month", f"month of {m['which']} year"


def resolve_weekday(m: re.Match[str], c: Context) -> Found:
    number = _DAYS[m["weekday"]]
    before = (m.groupdict().get("which") or "").strip()
    after = m.groupdict().get("week") or ""
    monday = c.on - timedelta(days=c.on.weekday())
    if "last week" in after:
        day = monday - timedelta(days=7 - number)
    elif "next week" in after:
        day = monday + timedelta(days=7 + number)
    elif c.near and not before:
        day = c.on + timedelta(days=(number - c.on.weekday() + 3) % 7 - 3)
    elif before in {"next", "coming", "this coming"} or (c.ahead and before != "last"):
        day = c.on + timedelta(
            days=((number - c.on.weekday() - 1) % 7 + 1) if before or number != c.on.weekday() else 0
        )
    elif before == "last" and number == c.on.weekday():
        day = c.on - timedelta(days=7)
    else:
        day = c.on - timedelta(days=(c.on.weekday() - number) % 7)
    return day, day, "day", "weekday nearest to the report's date"


def resolve_relative_day(m: re.Match[str], c: Context) -> Found:
    if c.told_day is not None and m["word"] in {"hours later", "later in the day"}:
        return c.told_day, c.told_day, "day", f"{m['word']}: on the day told before"
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2}.get(m["word"], 0)
    day = c.on + timedelta(days=shift)
    return day, day, "day", f"{m['word']}: counted from the report's date"


def resolve_overnight(_: re.Match[str], c: Context) -> Found:
    return c.on - timedelta(days=1), c.on, "day", "the night before the report"


def resolve_nth_day(m: re.Match[str], c: Context) -> Found:
    """From its first day: "for a third day" to the report's, "now in its sixth day" and on."""
    first = c.on - timedelta(days=ORDINALS[m["nth"]] - 1)
    return first, c.on if m["for"] else None, "day", f"the {m['nth']} day is the report's"


def resolve_day_alone(m: re.Match[str], c: Context) -> Found:
    """A day of a month that is not named: the last one, or the next where the clause looks ahead."""
    number = 1 if m["day"] == "first" else int(m["day"])
    base = c.told_day if c.history and c.told_day else c.on
    if base.year <= 1:
        return None
    months = range(base.year * 12 + base.month - 2, base.year * 12 + base.month + 1)
    days = [d for n in months if (d := _safe(n // 12, n % 12 + 1, number))]
    on = c.ahead or c.history
    found = [d for d in days if d >= base] if on else [d for d in reversed(days) if d <= base]
    return (found[0], found[0], "day", "day of a month, nearest to the report") if found else None


def resolve_feast(m: re.Match[str], c: Context) -> Found:
    year = int(m["year"]) if m["year"] else c.on.year
    day = day_of_feast(m["feast"], year)
    if not m["year"] and c.history and c.told:
        near = _following(c, day.month, day.day)
        day = day_of_feast(m["feast"], near.year) if near else day
    elif not m["year"] and c.ahead and day < c.on:
        day = day_of_feast(m["feast"], year + 1)
    elif not m["year"] and not c.ahead and day > c.on + timedelta(days=_SOON):
        day = day_of_feast(m["feast"], year - 1)
    return day, day, "day", "feast nearest to the report"


def resolve_running_week(_: re.Match[str], c: Context) -> Found:
    return c.on - timedelta(days=c.on.weekday()), c.on, "week", "the report's week up to it"


def resolve_later(m: re.Match[str], c: Context) -> Found:
    """Counted from the day that the text told last: "two days later", "the following month"."""
    if c.told is None:
        return None
    n = count_of(m.groupdict().get("n") or "one")
    if n == 0:
        return None
    unit = m["unit"]
    base = c.told if unit in {"month", "year"} else c.told_day or c.on
    return shift(base, -n if m["way"] in {"earlier", "before", "previous"} else n, unit, "the day told before")


def shift(day: date, n: int, unit: str, whence: str) -> Found:
    """So many days, weeks, months or years after a day (before, if negative); a month or year is the whole of it.

    >>> shift(date(2023, 2, 10), -14, "month", "the report")
    (datetime.date(2021, 12, 1), datetime.date(2021, 12, 31), 'month', '14 months before the report')
    """
    unit = "day" if unit in _PARTS_OF_DAY else unit
    reason = f"{abs(n)} {unit}{'s' if abs(n) > 1 else ''} {'after' if n > 0 else 'before'} {whence}" if n else whence
    if unit in {"day", "week"}:
        ordinal = day.toordinal() + n * (7 if unit == "week" else 1)
        if not 1 <= ordinal <= date.max.toordinal():
            return None
        found = date.fromordinal(ordinal)
        return found, found, unit, reason
    total = day.year * 12 + day.month - 1 + n * (12 if unit == "year" else 1)
    year = total // 12
    if unit not in {"month", "year"} or not 1 <= year <= date.max.year:
        return None
    if unit == "month":
        return *_month_span(year, total % 12 + 1), "month", reason
    return *_year_span(year), "year", reason


def resolve_that(m: re.Match[str], c: Context) -> Found:
    """The period of the day that the text told last: "that year", "the same day", "later that month"."""
    if c.told is None:
        return None
    reason = f"the {m['unit']} of the day told before"
    if m["unit"] in _PARTS_OF_DAY:
        day = c.told_day or c.on
        return day, day, "day", reason
    if m["unit"] == "day":
        return c.told, c.told, "day", reason
    if m["unit"] == "month":
        return *_month_span(c.told.year, c.told.month), "month", reason
    return *_year_span(c.told.year), "year", reason


def resolve_that_month(m: re.Match[str], c: Context) -> Found:
    """A month of the year that the text told last, or the first such month after that day: "that December"."""
    if c.told is None:
        return None
    month = _month_number(m["month"])
    year = c.told.year + (month < c.told.month)
    return *_month_span(year, month), "month", "that month after the day told before"


def resolve_week_of_month(m: re.Match[str], c: Context) -> Found:
    """Seven days of a month: from the 1st, 8th or 15th, or its last."""
    alone = resolve_month_alone(m, c) if not m["year"] else None
    year = int(m["year"]) if m["year"] else alone[0].year if alone and alone[0] else c.on.year
    first, last = _month_span(year, _month_number(m["month"]))
    start = last - timedelta(days=6)
    if m["nth"] != "last":
        start = first + timedelta(days=7 * ("first", "second", "third").index(m["nth"]))
    return start, start + timedelta(days=6), "week", f"{m['nth']} week of a month"


def resolve_year_before(m: re.Match[str], c: Context) -> Found:
    """A year before what is compared with it: a business quarter told just before, else the report."""
    if c.quarter is not None:
        first = date(c.quarter.year - 1, c.quarter.month, 1)
        return first, _month_span(first.year, first.month + 2)[1], "quarter", "the same quarter a year before"
    year = c.told.year if c.history and c.told else c.on.year
    return *_year_span(year - 1), "year", "the year before"


def resolve_ago(m: re.Match[str], c: Context) -> Found:
    n = count_of(m["n"])
    unit = m["unit"]
    if n == 0:
        return None
    if unit in {"hour", "minute"}:
        return c.on, c.on, "day", "hours before the report"
    if unit in {"day", "week"}:
        day = c.on - timedelta(days=n * (7 if unit == "week" else 1))
        return day, day, "day" if unit == "day" else "week", f"{n} {unit}s before the report"
    if unit == "month":
        total = c.on.year * 12 + c.on.month - 1 - n
        start, end = _month_span(total // 12, total % 12 + 1)
        return start, end, "month", f"{n} months before the report, that whole month"
    if unit == "year":
        if c.on.year - n < 1:
            return None
        return *_year_span(c.on.year - n), "year", f"{n} years before the report, that whole year"
    return None


def resolve_period(m: re.Match[str], c: Context) -> Found:
    which, unit = m["which"] or "this", m["unit"]
    monday = c.on - timedelta(days=c.on.weekday())
    step = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}[which]
    if unit == "week":
        start = monday + timedelta(days=7 * step)
        start, end = _running(start, start + timedelta(days=6), m, c, step)
        return start, end, "week", f"{which} week, Monday to Sunday"
    if unit == "weekend":
        start = monday + timedelta(days=5 + 7 * (step if step else (0 if c.on.weekday() >= 5 or c.ahead else -1)))
        return start, start + timedelta(days=1), "week", f"{which} weekend"
    if unit == "month":
        total = c.on.year * 12 + c.on.month - 1 + step
        start, end = _month_span(total // 12, total % 12 + 1)
        return *_running(start, end, m, c, step), "month", f"{which} month"
    if unit == "year":
        start, end = _year_span(c.on.year + step)
        return *_running(start, end, m, c, step), "year", f"{which} year"
    if unit in _SEASONS:
        return _season_of(
            unit, c.on.year + (step if step else 0) * (_SEASONS[unit] >= c.on.month or step > 0), f"{which} {unit}"
        )
    return None


def _running(start: date, end: date, m: re.Match[str], c: Context, step: int) -> tuple[date, date]:
    """Of a period that runs what has been, or what is to come where the clause looks ahead."""
    if step:
        return start, end
    later = m.string[: m.start()].lower().endswith("later ")
    return (c.on + timedelta(days=later), end) if c.ahead else (start, c.on)


def _season_of(season: str, year: int, reason: str) -> Found:
    first = _SEASONS[season]
    if first == 12:
        return date(year - 1, 12, 1), _month_span(year, 2)[1], "quarter", reason
    return date(year, first, 1), _month_span(year, first + 2)[1], "quarter", reason


def resolve_season(m: re.Match[str], _: Context) -> Found:
    return _season_of(m["season"], int(m["year"]), "season and year in the text")


def resolve_year(m: re.Match[str], _: Context) -> Found:
    year = int(m["year"])
    part = m.groupdict().get("part")
    start, end = _year_span(year)
    if part in {"early", "beginning of"}:
        end = date(year, 4, 30)
    elif part in {"mid", "middle of"}:
        start, end = date(year, 5, 1), date(year, 8, 31)
    elif part in {"late"}:
        start = date(year, 9, 1)
    if m.groupdict().get("by"):
        return None, end, "year", "by the end of a year"
    return start, end, "year", "year in the text"


def resolve_short_year(m: re.Match[str], c: Context) -> Found:
    base = c.told if c.history and c.told else c.on
    year = max(1, base.year // 100 * 100 + int(m["year_of_century"]))
    year -= 100 * (year > c.on.year)
    return *_year_span(year), "year", "year in the text, its last two digits"


def resolve_decade(m: re.Match[str], _: Context) -> Found:
    first = int(m["decade"])
    if first < 100:
        first += 1900
    return date(first, 1, 1), date(first + 9, 12, 31), "decade", "decade in the text"


def resolve_running_year(_: re.Match[str], c: Context) -> Found:
    return *_year_span(c.on.year), "year", "the year of the report"


def resolve_spelled_year(m: re.Match[str], _: Context) -> Found:
    year = 1900 + _NUMBERS[m["tens"]] + (_NUMBERS[m["ones"]] if m["ones"] else 0)
    return *_year_span(year), "year", "year in the text"


def resolve_end_of(m: re.Match[str], c: Context) -> Found:
    """The end of the running year or month: what is to be done by then lies before it."""
    if m["unit"] == "month":
        end = _month_span(c.on.year, c.on.month)[1]
        return (None if m["by"] else end), end, "month", "the end of the month"
    start, end = _year_span(c.on.year)
    return (None if m["by"] else start), end, "year", "the year of the report"


def resolve_season_alone(m: re.Match[str], c: Context) -> Found:
    """A season without a year: the one that runs, came last, or comes next where the clause looks ahead."""
    season, year = m["season"], c.on.year
    first = _SEASONS[season]
    if c.history and c.told:
        year = c.told.year + (season == "winter" and c.told.month >= _SEASONS["summer"])
    elif c.ahead and first + 2 < c.on.month:
        year += 1
    elif not c.ahead and first > c.on.month and first != 12:
        year -= 1
    return _season_of(season, year, "season without a year, nearest to the report")


def resolve_for_period(m: re.Match[str], c: Context) -> Found:
    """Counted back from the report: "for two years" goes on, "in the past two weeks" is over with the report."""
    n = count_of(m["n"])
    unit = m["unit"]
    if n == 0 or unit in {"hour", "minute"}:
        return None
    if unit == "decade":
        n, unit = 10 * n, "year"
    if unit == "year":
        if n >= c.on.year:
            return None
        start = _safe(c.on.year - n, c.on.month, min(c.on.day, 28))
    elif unit == "month":
        total = c.on.year * 12 + c.on.month - 1 - n
        start = date(total // 12, total % 12 + 1, min(c.on.day, 28))
    else:
        start = c.on - timedelta(days=n * (7 if unit == "week" else 1))
    end = c.on if m.groupdict().get("within") else None
    return start, end, unit, f"for {n} {unit}s, counted back from the report"


def resolve_quarter(m: re.Match[str], c: Context) -> Found:
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4}[m["q"]]
    if m["year"]:
        year = int(m["year"])
    elif m["which"]:
        year = c.on.year + {"last": -1, "this": 0, "next": 1}[m["which"]]
    else:
        year = c.on.year - (not c.ahead and date(c.on.year, 3 * number - 2, 1) > c.on)
    start = date(year, 3 * number - 2, 1)
    return start, _month_span(year, 3 * number)[1], "quarter", "quarter in the text"


def resolve_last_quarter(_: re.Match[str], c: Context) -> Found:
    """The last business quarter that was over."""
    months = c.on.year * 12 + (c.on.month - 1) // 3 * 3 - 3
    start = date(months // 12, months % 12 + 1, 1)
    return start, _month_span(start.year, start.month + 2)[1], "quarter", "the last quarter before the report"
