"""Whom a report means by a short form: surnames, offices, pairs, bodies."""

from datetime import date
from functools import cache

import pytest

from dragoman.entities import find_cast
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.language import LanguageModel, load_model


@cache
def tools() -> tuple[LanguageModel, Knowledge]:
    return load_model(threads=1), load_knowledge()


def who(text: str, word: str, on: date = date(2023, 2, 10)) -> list[tuple[str, str | None]]:
    """Name and country of those that the last occurrence of a word stands for."""
    model, knowledge = tools()
    parse = model.parse([text])[0]
    cast = find_cast(parse, knowledge, on)
    found = {e.id: (e.name, e.country) for e in cast.entities}
    return [found[i] for i in cast.ids_by_token.get(len(parse) - 1 - parse.words[::-1].index(word), ())]


@pytest.mark.parametrize(
    ("text", "on", "word", "name"),
    [
        (
            "Soldiers led by Colonel Mamady Doumbouya arrested President Alpha Conde. Doumbouya told ministers to go.",
            date(2021, 9, 7), "Doumbouya", "Mamady Doumbouya",
        ),
        (
            "General Min Aung Hlaing's troops detained President Win Myint. Min Aung Hlaing promised elections.",
            date(2021, 2, 2), "Min", "Min Aung Hlaing",
        ),
    ],
)  # fmt: skip
def test_a_later_leader_is_not_the_president_that_the_report_names(text: str, on: date, word: str, name: str) -> None:
    assert [found for found, _ in who(text, word, on)] == [name]
