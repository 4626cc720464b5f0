"""Some of many who speak, on parses written by hand."""

import pytest

from dragoman.entities.counted import find_counted
from learned import acts
from trees import tree


@pytest.mark.parametrize(
    ("subject", "names"),
    [
        ("Some//d/2/nsubj say//v/0/root", ["Some"]),
        ("Seven//m/2/nsubj say//v/0/root", ["Seven"]),
        ("One//m/2/nsubj say//v/0/root", []),  # somebody told of before
        ("Lima//p/2/nsubj say//v/0/root", []),
    ],
)
def test_who_only_tells_how_many_they_are_may_speak(subject: str, names: list[str]) -> None:
    words = f"{subject} it//o/4/nsubj failed//v/2/ccomp"
    for chance, found in ((0.9, names), (0.1, [])):
        parse = tree(words, acts=acts(tree(words), {}, {}, cues={(1, "mark"): chance}))
        assert [p.name for p in find_counted(parse, ())] == found


def test_one_of_those_who_are_told_is_not_counted() -> None:
    words = "Some//d/4/nsubj of//i/3/case them//o/1/nmod say//v/0/root it//o/6/nsubj failed//v/4/ccomp"
    parse = tree(words, acts=acts(tree(words), {}, {}, cues={(3, "mark"): 0.9}))
    assert [p.name for p in find_counted(parse, {2})] == []
    assert [p.name for p in find_counted(parse, ())] == ["Some of them"]
