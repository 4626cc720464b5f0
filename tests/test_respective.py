"""Names behind a plural noun: each with its country, or a list of who they are."""

import pytest

import dragoman


def parties(text: str) -> list[tuple[str, str | None]]:
    reading = dragoman.read(text, date="2024-01-15")
    found = {e.id: (e.name, e.country) for e in reading.entities}
    return sorted((found[i] for e in reading.events for i in (*e.actor, *e.recipient)), key=str)


@pytest.mark.parametrize(
    "role", ["The foreign ministers of Chad and Togo,", "The Chadian and Togolese foreign ministers,"]
)
def test_each_has_the_country_in_their_place(role: str) -> None:
    text = f"{role} Ann Diaz and Kofi Adu, will meet in Lima next week."
    assert parties(text) == [("Ann Diaz", "TCD"), ("Kofi Adu", "TGO")]


def test_the_countries_of_two_ministers_take_no_part_beside_them() -> None:
    found = parties("The foreign ministers of Chad and Togo will meet in Lima next week.")
    assert found == [("foreign ministers of Chad", "TCD"), ("foreign ministers of Togo", "TGO")]


def test_each_president_is_of_the_country_behind() -> None:
    found = parties("Presidents William Ruto of Kenya and Yoweri Museveni of Uganda signed a pact.")
    assert found == [("William Ruto", "KEN"), ("Yoweri Museveni", "UGA")]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("The other signatories, France and Germany, urged Iran to comply.", {"FRA", "DEU", "IRN"}),
        ("Three neighbours, Kenya, Uganda and Rwanda, condemned the coup in Peru.", {"KEN", "UGA", "RWA", "PER"}),
    ],
)
def test_a_list_behind_a_plural_noun_is_who_they_are(text: str, countries: set[str]) -> None:
    assert {country for _, country in parties(text)} == countries


def test_a_clause_may_begin_with_a_list() -> None:
    text = "In talks with officials, France and Germany said they would pay."
    assert "FRA" in {e.country for e in dragoman.read(text, date="2024-01-15").entities}


def test_the_ministers_are_the_two_of_the_sentence_before() -> None:
    text = (
        "French Foreign Minister Ann Diaz spoke with Kenyan Foreign Minister Kofi Adu on Monday. "
        "The ministers called on Peru to reopen the border."
    )
    reading = dragoman.read(text, date="2024-01-17")
    names = {e.id: e.name for e in reading.entities}
    (asking,) = (e.actor for e in reading.events if e.type == "REQUEST")
    assert [names[i] for i in asking] == ["Ann Diaz", "Kofi Adu"]
