"""Sides that an act's own words name."""

import pytest

import dragoman


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        (
            "Garment workers fought running battles with police in Dhaka on Thursday.",
            "ASSAULT", {"Garment workers", "police"}, set(),
        ),
        (
            "Switzerland mediated between Iran and the United States for years.",
            "CONSULT", {"Switzerland", "Iran", "United States"}, set(),
        ),
        ("Turkish objections were dropped on Tuesday.", "CONCEDE", {"Turkey"}, set()),
        (
            "President Deby affirmed Chad's keenness to boost bilateral relations with Sudan.",
            "AGREE", {"Deby"}, {"Sudan"},
        ),
        (
            "TIRANA, Feb 10 - Parliament ratified the treaty on NATO accession for North Macedonia.",
            "SUPPORT", {"Parliament"}, {"North Macedonia"},
        ),
        ("Germany dropped its objections on Tuesday.", "CONCEDE", {"Germany"}, set()),
    ],
)  # fmt: skip
def test_all_sides_that_the_words_name(text: str, kind: str, actors: set[str], recipients: set[str]) -> None:
    reading = dragoman.read(text, date="2023-02-10")
    name = {e.id: e.name for e in reading.entities}
    (event,) = (e for e in reading.events if e.type == kind)
    assert ({name[i] for i in event.actor}, {name[i] for i in event.recipient}) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "name", "side"),
    [
        ("President Tokayev, accompanied by Minister Tleuberdi, met Emperor Naruhito on Monday.", "Tleuberdi", "actor"),
        ("King Abdullah, accompanied by Minister Safadi, received the Iraqi premier on Sunday.", "Safadi", "recipient"),
    ],
)
def test_who_comes_with_somebody_takes_part(text: str, name: str, side: str) -> None:
    reading = dragoman.read(text, date="2023-02-10")
    (event,) = (e for e in reading.events if e.type == "CONSULT")
    ids = {e.id for e in reading.entities if e.name.endswith(name)}
    assert ids & set(event.actor if side == "actor" else event.recipient)
