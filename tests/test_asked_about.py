"""Whose release somebody asks for is not whom they ask."""

import pytest

from dragoman.events.asked_about import asked_about
from dragoman.events.participants import Participants
from dragoman.types import Cast
from trees import tree

RELEASE = "Lima//p/2/nsubj demanded/demand/v/0/root"

CALL = "Lima//p/2/nsubj called/call/v/0/root"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (f"{RELEASE} the//d/4/det release//n/2/obj of//i/6/case Diaz//p/4/nmod", ["diaz"]),
        (f"{RELEASE} Diaz//p/5/nmod:poss _'s//t/3/case release//n/2/obj", ["diaz"]),
        (f"{RELEASE} the//d/4/det release//n/2/obj by//i/6/case Diaz//p/4/nmod", []),
        (f"{RELEASE} that//s/6/mark Diaz//p/6/nsubj:pass be//x/6/aux:pass freed/free/v/2/ccomp", ["diaz"]),
        (f"{RELEASE} that//s/5/mark Diaz//p/5/nsubj resign//v/2/ccomp", []),
        (f"{CALL} for//i/4/case Diaz//p/2/obl to//t/7/mark be//x/7/aux:pass tried/try/v/2/advcl", ["diaz"]),
        (f"{CALL} for//s/7/mark Diaz//p/2/obj to//t/7/mark be//x/7/aux:pass tried/try/v/2/advcl", ["diaz"]),
        (f"{CALL} for//i/4/case Diaz//p/2/obl to//t/6/mark resign//v/2/advcl", []),
    ],
)
def test_who_is_to_be_freed_is_not_asked(words: str, found: list[str]) -> None:
    parse = tree(words)
    who = Participants(parse, Cast(entities=(), ids_by_token={parse.words.index("Diaz"): ("diaz",)}), ())
    assert list(asked_about(who, "REQUEST", [1])) == found
    assert list(asked_about(who, "ACCUSE", [1])) == []
