"""Bodies with "and" in their names, and names that only begin like a body's."""

import dragoman


def entities(text: str) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    return {e.name: (e.country, e.sector) for e in dragoman.read(text, date="2023-05-02").entities}


def test_law_and_justice_is_one_party() -> None:
    assert entities("Poland's Law and Justice party rejected the ruling.")["Law and Justice"] == ("POL", ("PTY",))
    assert list(entities("Law and Justice rejected the ruling.")) == ["Law and Justice"]


def test_a_name_that_begins_like_a_partys_is_not_that_party() -> None:
    assert entities("The Republican Guard fired on marchers in Damascus.")["Republican Guard"][0] == "SYR"
    assert entities("Republican senators opposed the bill.")["Republican senators"][0] == "USA"


def test_whose_it_is_is_no_part_of_a_name() -> None:
    text = "Mr Jelassi was jailed in Tunis on Monday. His Republican Front called the verdict political."
    assert "Republican Front" in entities(text)
