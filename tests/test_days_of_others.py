"""Days that stand near an act and are another's."""

import pytest

import dragoman


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("Togo has lifted its ban on rice from Benin, the trade minister said on Tuesday.", "CONCEDE", None),
        ("The minister said on Friday that Chad had recalled its envoy from Togo on Monday.", "SANCTION", "2020-01-13"),
        ("The rebels released 11 workers they had abducted in May.", "RETREAT", None),
        ("Gabon closed its consulate two weeks after Togo expelled the consul.", "SANCTION", None),
        ("Chad recalled its envoy three days before Gabon agreed to the talks.", "AGREE", None),
        ("Lavrov proposed consultations in May.", "REQUEST", None),
        ("The United Nations condemned the January 3 killing of a journalist.", "ACCUSE", None),
        ("The United Nations condemned the killing of a journalist on January 3.", "ASSAULT", "2020-01-03"),
        ("Lavrov in May urged Chad to sign.", "REQUEST", "2019-05-01"),
        ("The Danish minister met his Thai colleague on Monday and is to meet the Lao king.", "AGREE", None),
        ("The trade unions called off a general strike planned for Friday.", "CONCEDE", None),
    ],
)
def test_a_day_of_something_else_is_not_the_acts(text: str, kind: str, day: str | None) -> None:
    when, *_ = (e.when for e in dragoman.read(text, date="2020-01-18").events if e.type == kind)
    assert (None if when is None else str(when.start)) == day
