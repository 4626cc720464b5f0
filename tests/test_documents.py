"""Documents that speak for themselves, on parses written by hand."""

import pytest

from dragoman.entities.documents import find_documents, is_certain_document, is_press_release
from trees import tree

SHOWS = "Kari//p/2/compound polls/poll/n/3/nsubj show/show/v/0/root gains//n/3/obj"


@pytest.mark.parametrize(
    ("sentence", "known", "found"),
    [
        (SHOWS, (), [1]),
        (SHOWS, (0,), []),  # it is Kari who speaks
        (SHOWS, (1,), []),
        (SHOWS.replace("show/show", "cost/cost"), (), []),
        (SHOWS.replace("poll/n", "pole/n"), (), []),
        ("Gains//n/0/root grew//v/1/acl ,//./1/punct according//v/6/case to//i/4/fixed polls/poll/n/2/obl", (), [5]),
    ],
)
def test_a_document_that_tells_something_and_is_nobodys_speaks(
    sentence: str, known: tuple[int, ...], found: list[int]
) -> None:
    assert list(find_documents(tree(sentence), known)) == found


def test_a_document_is_certain_if_anything_tells_it_apart() -> None:
    assert is_certain_document(tree(SHOWS), 1)
    assert not is_certain_document(tree("Polls/poll/n/2/nsubj show/show/v/0/root gains//n/2/obj"), 0)


def test_a_release_that_says_something_lets_nobody_go() -> None:
    said = "The//d/2/det release//n/3/nsubj {0}/{0}/v/0/root so//r/3/advmod"
    assert is_press_release(tree(said.format("say")), 1)
    assert not is_press_release(tree(said.format("follow")), 1)
    assert is_press_release(tree("A//d/3/det news//n/3/compound release//n/4/nsubj followed/follow/v/0/root"), 2)
