"""The country of those whose words tell none: places in their own words, then what the report speaks for."""

from datetime import date

import pytest

import dragoman
from dragoman.types import Entity, Report


def entity(text: str, name: str) -> Entity:
    reading = dragoman.read(text, date="2023-02-10")
    return next(e for e in reading.entities if name in e.name)


@pytest.mark.parametrize(
    ("text", "name", "country", "reason"),
    [
        (
            "Kenya and Uganda signed the accord. The mayor of Arequipa accused the pickers of theft.",
            "mayor",
            "PER",
            "country in its own words",
        ),
        (
            "A quarrel over fish has shut the harbour of Iquique. Police arrested twelve dockers on Thursday.",
            "dockers",
            "CHL",
            "country of the places and states around it",
        ),
        (
            "France and Niger met. Rebels backed by Kigali attacked a market on Monday.",
            "Rebels",
            "RWA",
            "country in its own words",
        ),
        (
            "The port of Antofagasta was shut. The union's lawyer, Pablo Reyes, accused the port authority of lying.",
            "Pablo Reyes",
            "CHL",
            "country of the places and states around it",
        ),
    ],
)
def test_places_tell_the_country_that_words_do_not(text: str, name: str, country: str, reason: str) -> None:
    found = entity(text, name)
    assert (found.country, found.reason) == (country, reason)


def test_where_nothing_else_tells_the_publisher_does() -> None:
    report = Report(
        id="release", text="The secretary, Pablo Reyes, accused the minister of lying.",
        date=date(2023, 2, 10), source="Prime Minister of Australia, media release",
    )  # fmt: skip
    (reading,) = dragoman.read_many([report])
    assert next(e for e in reading.entities if "Reyes" in e.name).reason == "country of the publisher"


def test_a_country_told_in_words_is_kept() -> None:
    text = "In Antofagasta the Bolivian consul, Luz Rojas, accused the port of lying."
    assert entity(text, "Luz Rojas").country == "BOL"
