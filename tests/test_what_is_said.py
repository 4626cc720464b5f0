"""Who says what where other clauses stand in between."""

import dragoman


def said(text: str) -> list[tuple[list[str], list[str]]]:
    reading = dragoman.read(text, date="2023-05-02")
    names = {e.id: e.name for e in reading.entities}
    return [([names[i] for i in s.speaker], [text[slice(*c)] for c in s.content]) for s in reading.statements]


def test_what_somebody_has_demanded_is_the_noun_alone() -> None:
    text = (
        "The union wants to know what happens if Greece does not withdraw the pension cuts its creditors have demanded."
    )
    assert (["creditors"], ["the pension cuts"]) in said(text)


def test_whoever_was_told_something_has_not_said_it() -> None:
    assert not said("Kenya recalled its envoy after being told that Somalia had sold the blocks.")


def test_a_second_cue_is_no_part_of_what_was_said() -> None:
    text = "Protesters threw bottles, the Interior Ministry said, accusing organisers of inciting unrest."
    assert (["Interior Ministry"], ["Protesters threw bottles"]) in said(text)


def test_a_denial_is_of_what_was_said_not_that_it_was() -> None:
    text = "Kenya accuses Uganda of having barred its flights, a charge Kampala denies."
    assert (["Uganda"], ["having barred its flights"]) in said(text)
    text = "Kenya said Uganda had barred its flights, which Kampala denies."
    assert (["Uganda"], ["Uganda had barred its flights"]) in said(text)


def test_nobody_says_their_own_name() -> None:
    assert not said("Iran's president-elect, Masoud Pezeshkian, was congratulated by the Saudi king.")
