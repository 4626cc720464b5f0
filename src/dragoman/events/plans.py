"""Planned acts: their type, and what only the present tense makes look planned."""

import calendar
import re
from dataclasses import replace
from datetime import date

from dragoman.codebook import Codebook
from dragoman.events.coded import Coded
from dragoman.language.parse import Parse
from dragoman.types import When

FUTURE = "future"
_YEAR = re.compile(r"\b[12]\d{3}\b")
_MONTH = re.compile(
    r"\b(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|April|May|June|July|Aug(?:ust|\.)|Sept(?:ember|\.)|Oct(?:ober|\.)|"
    r"Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_PAST = frozenset(("last", "past", "since"))


def as_planned(coded: Coded, auxiliary: tuple[str, ...], codebook: Codebook) -> Coded:
    """A planned meeting, visit or joint act is what the codebook says a plan of it is (PLOVER: AGREE, future)."""
    planned = codebook.types[coded.type].planned_as
    if planned is None or FUTURE not in auxiliary:
        return coded
    return replace(coded, type=planned, mode=())


def is_over(parse: Parse, when: When | None, on: date) -> bool:
    """Days told with their year have passed: "meets Germany's chancellor on March 12, 2018" is a caption, no plan."""
    if when is None or when.end is None or when.text is None:
        return False
    return when.end < on and _YEAR.search(parse.text[slice(*when.text)]) is not None


def as_coming(parse: Parse, when: When | None, on: date) -> When | None:
    """The days of a plan told by a month without a year, in the first year in which they are not over yet."""
    if when is None or when.start is None or when.end is None or when.text is None or when.end >= on:
        return when
    told = parse.text[slice(*when.text)]
    if _MONTH.search(told) is None or _YEAR.search(told) is not None or _PAST & set(told.lower().split()):
        return when
    years = on.year - when.end.year
    if (when.end.month, when.end.day) < (on.month, on.day):
        years += 1
    start, end = (_years_on(day, years) for day in (when.start, when.end))
    return replace(when, start=start, end=end, reason=f"{when.reason}, to come")


def _years_on(day: date, years: int) -> date:
    """The same day years later; the end of February where that year has no 29th."""
    last = calendar.monthrange(day.year + years, day.month)[1]
    whole = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(day.year + years, day.month, last if whole else min(day.day, last))


def as_done(parse: Parse, coded: Coded, codebook: Codebook) -> Coded:
    """What was taken for a plan as the act itself, where a word tells of an act of which that is the plan."""
    for token in (coded.predicate, *coded.tokens):
        kinds = [r.type for r in codebook.rules.get((parse.lemmas[token].lower(), parse.upos[token]), ())]
        done = next((k for k in kinds if codebook.types[k].planned_as == coded.type), None)
        if done is not None and coded.type not in kinds:
            return replace(coded, type=done)
    return coded
