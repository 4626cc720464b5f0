"""When: every row of dates_cases.tsv, and which event a date belongs to."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from dragoman.dates import date_event, find_dates
from dragoman.language import LanguageModel, load_model

ON = date(2023, 2, 10)
ROWS = [
    row
    for row in csv.reader((Path(__file__).parent / "dates_cases.tsv").read_text().splitlines()[2:], delimiter="\t")
    if row
]


@cache
def model() -> LanguageModel:
    return load_model(threads=1)


@pytest.mark.parametrize(("sentence", "start", "end"), ROWS)
def test_an_expression_means_these_days(sentence: str, start: str, end: str) -> None:
    found = find_dates(model().parse([sentence])[0], ON)
    assert len(found) == 1
    when = found[0].when
    assert (when.start and when.start.isoformat(), when.end.isoformat() if when.end else "") == (start, end)
    assert when.reason


def test_may_and_march_count_only_as_months() -> None:
    assert find_dates(model().parse(["The army may march in the rain."])[0], ON) == ()


def test_each_event_has_its_own_day() -> None:
    parse = model().parse(["France met Iran on Monday. Kenya met Japan on Tuesday."])[0]
    expressions = find_dates(parse, ON)
    days = [date_event(parse, expressions, t)[0] for t, word in enumerate(parse.words) if word == "met"]
    assert [d.start.day if d and d.start else None for d in days] == [6, 7]


def test_an_event_with_no_day_says_why() -> None:
    parse = model().parse(["France met Iran."])[0]
    assert date_event(parse, (), 1) == (None, "no time expression")
