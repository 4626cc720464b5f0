"""Days that stand near an act and are another's."""

import pytest

import dragoman


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("Togo has lifted its ban on rice from Benin, the trade minister said on Tuesday.", "CONCEDE", None),
        ("The minister said on Friday that Chad had recalled its envoy from Togo on Monday.", "SANCTION", "2020-01-13"),
        ("The rebels released 11 workers they had abducted in May.", "RETREAT", None),
    ],
)
def test_a_day_of_telling_or_of_what_was_done_before_is_not_the_acts(text: str, kind: str, day: str | None) -> None:
    (when,) = (e.when for e in dragoman.read(text, date="2020-01-18").events if e.type == kind)
    assert (None if when is None else str(when.start)) == day
