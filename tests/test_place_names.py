"""Names that a report uses as somebody's or something else's, though places are called so."""

import pytest

from dragoman.place_names import is_place_elsewhere, is_somebodys, names_other
from trees import tree

TOWN, NOWHERE = frozenset(["PPL"]), frozenset()
KAMAU = "Ann//p/3/nsubj Kamau//p/1/flat resigned/resign/v/0/root"


@pytest.mark.parametrize("word", ["North", "Southeast", "West"])
def test_a_bare_direction_is_no_province(word: str) -> None:
    parse = tree(f"The//d/2/det {word}//p/3/nsubj voted/vote/v/0/root")
    assert names_other(parse, 1, 1, frozenset(["ADM1"]))


@pytest.mark.parametrize(("noun", "is_other"), [("administration", True), ("regime", True), ("harbour", False)])
def test_what_is_called_after_its_leader_is_in_no_town(noun: str, is_other: bool) -> None:
    parse = tree(f"the//d/3/det Kamau//p/3/compound {noun}//n/4/nsubj fell/fall/v/0/root")
    assert names_other(parse, 1, 1, TOWN) is is_other


def test_the_end_of_somebodys_full_name_is_no_town() -> None:
    parse = tree(KAMAU, "Ministers/minister/n/2/nsubj met/meet/v/0/root Kamau//p/2/obj", mentions="0-1:person:1")
    assert names_other(parse, 5, 5, TOWN)
    assert is_somebodys(parse, 5)


def test_where_something_happens_is_a_town_whoever_is_called_so() -> None:
    parse = tree(
        KAMAU, "Ministers/minister/n/2/nsubj met/meet/v/0/root in//i/4/case Kamau//p/2/obl", mentions="0-1:person:1"
    )
    assert not names_other(parse, 6, 6, TOWN)


def test_a_name_without_a_place_is_one_only_before_what_places_have() -> None:
    words = "The//d/3/det Tumba//p/3/compound {}//n/4/nsubj closed/close/v/0/root"
    assert names_other(tree(words.format("caucus")), 1, 1, NOWHERE)
    assert not names_other(tree(words.format("river")), 1, 1, NOWHERE)


def test_a_name_before_a_noun_is_the_place_that_the_report_tells_elsewhere() -> None:
    words = (
        "The//d/3/det Tumba//p/3/compound raid//n/4/nsubj failed/fail/v/0/root",
        "Tumba//p/2/nsubj rests//v/0/root",
    )
    parse = tree(*words, mentions="1-1:person:1 4-4:place:2")
    assert is_place_elsewhere(parse, parse.mentions[0])
    assert not is_place_elsewhere(tree(*words, mentions="1-1:person:1"), parse.mentions[0])
