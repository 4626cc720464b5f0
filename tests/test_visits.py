"""Who visits whom by the verbs of visits."""

import pytest

import dragoman


@pytest.mark.parametrize(
    ("text", "guests", "hosts"),
    [
        ("Putin hosted Macron at the Kremlin on Sunday.", ["FRA"], ["RUS"]),
        ("Blinken received Italian Foreign Minister Aldo Ferri in Washington.", ["ITA"], ["USA"]),
        ("Prime Minister Modi, who received the Bhutanese king on Monday, announced a loan.", ["BTN"], ["IND"]),
        (
            "Chinese President Xi Jinping arrived in Moscow on Monday for a three-day visit. Xi offered Ukraine a "
            "peace plan. Ukraine rejected the plan.",
            ["CHN"],
            [],
        ),
    ],
)
def test_who_is_received_visits_whoever_receives(text: str, guests: list[str], hosts: list[str]) -> None:
    reading = dragoman.read(text, date="2022-02-07")
    country = {e.id: e.country for e in reading.entities}
    (visit,) = (e for e in reading.events if e.type == "CONSULT")
    assert [country[i] for i in visit.actor] == guests
    assert {country[i] for i in visit.recipient} - {"RUS"} <= set(hosts)


@pytest.mark.parametrize("words", ["held a phone conversation with", "discussed it in telephone talks with"])
def test_talks_by_telephone_are_so_by_any_noun(words: str) -> None:
    events = dragoman.read(f"The Kenyan defence minister {words} his Omani counterpart.", date="2022-02-07").events
    assert [e.mode for e in events if e.type == "CONSULT"] == [("phone",)]
