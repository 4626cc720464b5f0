"""Romanisations of one name, and what they are good for: one person in a report, in the table and in the record."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.entities.keys import local_key
from dragoman.knowledge import load_knowledge
from dragoman.knowledge.spelling import are_names_alike, fold_spelling, is_spelled_alike

PAIRS = [
    line.split("\t")
    for line in (Path(__file__).parent / "spellings.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith(("#", "alike\t"))
]


def test_pairs_of_spellings_are_told_apart_as_docs_actors_says() -> None:
    taken = [truth for truth, one, other, _ in PAIRS if is_spelled_alike(one, other)]
    assert taken.count("yes") / len(taken) >= 0.95
    assert taken.count("yes") / sum(truth == "yes" for truth, *_ in PAIRS) >= 0.82


@pytest.mark.parametrize("other", ["Qadhafi", "Kadafi", "Khadafy", "al-Gaddafi"])
def test_gaddafi_is_one_however_romanised(other: str) -> None:
    assert is_spelled_alike("Gaddafi", other)


@pytest.mark.parametrize(("one", "other"), [("Hassan", "Hussein"), ("Khamenei", "Khomeini"), ("Gang", "Kang")])
def test_names_of_different_people_stay_apart(one: str, other: str) -> None:
    assert not is_spelled_alike(one, other)


def test_initials_and_middle_initials_do_not_count() -> None:
    assert are_names_alike("Dmitry Peskov", "Dmitri S. Peskov")
    assert not are_names_alike("Dmitry Peskov", "Dmitry Peskov Pankin")


@given(st.text(max_size=20), st.text(max_size=20))
def test_being_alike_goes_both_ways_and_holds_for_any_text(one: str, other: str) -> None:
    assert is_spelled_alike(one, one)
    assert is_spelled_alike(one, other) == is_spelled_alike(other, one)
    assert isinstance(fold_spelling(one), str)


@pytest.mark.parametrize(
    ("name", "on", "shown"),
    [
        ("Nikol Pashinian", date(2023, 2, 10), "Nikol Pashinyan"),
        ("Muammar Kadafi", date(2005, 1, 1), "Muammar Gaddafi"),
        ("Volodymyr Zelenskiy", date(2023, 2, 10), "Volodymyr Zelensky"),
    ],
)
def test_the_table_of_office_holders_knows_other_romanisations(name: str, on: date, shown: str) -> None:
    found = load_knowledge().person(name, on)
    assert found is not None
    assert found.name == shown


@pytest.mark.parametrize("surname", ["Mody", "Al-Zaman", "Yohannes"])
def test_a_surname_alone_is_not_guessed_at(surname: str) -> None:
    assert load_knowledge().person(surname, date(2020, 1, 1)) is None


def test_an_unknown_person_keeps_one_key_across_reports() -> None:
    assert local_key("Dr. Aziza Tokhirova", "TJK") == local_key("Aziza B. Tokhirova", "TJK") == local_key(
        "Aziza Tohirova", "TJK"
    )  # fmt: skip
    assert local_key("Aziza Tokhirova", "TJK") != local_key("Aziza Tokhirova", "UZB")
    assert local_key("Tokhirova", "TJK") is None
