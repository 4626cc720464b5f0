"""Bodies told of again by a short form."""

import pytest

import dragoman


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The Houthis rejected the offer. The group, which has fought since 2015, said it would keep firing.",
            "Houthis",
        ),
        ("The Rapid Support Forces shelled a market. The paramilitary group denied it.", "Rapid Support Forces"),
    ],
)
def test_the_group_is_the_one_named_last(text: str, name: str) -> None:
    (bearer,) = (e for e in dragoman.read(text, date="2024-01-10").entities if e.name == name)
    assert any("group" in text[slice(*mention)] for mention in bearer.mentions)


def test_another_group_is_not_the_one_named_last() -> None:
    text = "The Houthis rejected the offer. The group of Saudi envoys left Sanaa."
    (bearer,) = (e for e in dragoman.read(text, date="2024-01-10").entities if e.name == "Houthis")
    assert [text[slice(*mention)] for mention in bearer.mentions] == ["Houthis"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The French group Areva said its staff were abducted by Boko Haram. The group said it had beheaded a man.",
            "Boko Haram",
        ),
        ("Hizbul Mujahideen attacked a patrol. Vale Group shut a mine. The group killed six.", "Hizbul Mujahideen"),
    ],
)
def test_the_group_that_kills_is_the_armed_one(text: str, name: str) -> None:
    (bearer,) = (e for e in dragoman.read(text, date="2024-01-10").entities if e.name == name)
    assert any("group" in text[slice(*mention)] for mention in bearer.mentions)
