"""Days on which somebody tells of an act."""

import pytest

import dragoman


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("Togo has lifted its ban on rice from Benin, the trade minister said on Tuesday.", "CONCEDE", None),
        ("The minister said on Friday that Chad had recalled its envoy from Togo on Monday.", "SANCTION", "2020-01-13"),
    ],
)
def test_what_has_been_done_was_not_done_when_it_was_told(text: str, kind: str, day: str | None) -> None:
    (when,) = (e.when for e in dragoman.read(text, date="2020-01-18").events if e.type == kind)
    assert (None if when is None else str(when.start)) == day
