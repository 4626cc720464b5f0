"""Acts that are history, told from news."""

import dragoman
from dragoman.types import Event


def event(text: str, kind: str) -> Event:
    return next(e for e in dragoman.read(text, date="2023-02-10").events if e.type == kind)


def test_what_is_dated_years_back_is_history() -> None:
    assert event("In March 2019 Norway expelled two Russian diplomats.", "SANCTION").auxiliary == ("historical",)


def test_what_happened_this_week_is_none() -> None:
    assert event("On Tuesday Norway expelled two Russian diplomats.", "SANCTION").auxiliary == ()
