"""Who complains of a threat does not threaten."""

import pytest

import dragoman


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        (
            "Lima told Quito that statements by the Chilean navy constituted a threat to peace.",
            "ACCUSE", ["PER"], ["CHL"],
        ),
        (
            "Colonna told Lavrov that the remarks made by the Belarusian envoy amounted to a threat.",
            "ACCUSE", ["FRA"], ["BLR"],
        ),
        ("Lavrov threatened Finland with new missiles.", "THREATEN", ["RUS"], ["FIN"]),
    ],
)  # fmt: skip
def test_a_complaint_of_a_threat_blames_whoever_made_it(
    text: str, kind: str, actors: list[str], recipients: list[str]
) -> None:
    reading = dragoman.read(text, date="2023-02-10")
    country = {e.id: e.country for e in reading.entities}
    (event,) = (e for e in reading.events if e.type in {"ACCUSE", "THREATEN"})
    assert event.type == kind
    assert [country[i] for i in event.actor] == actors
    assert [country[i] for i in event.recipient] == recipients
