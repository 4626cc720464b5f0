"""Names of court cases."""

import pytest

from dragoman.entities.cases import find_cases
from trees import tree


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In//i/2/case Delgado//p/6/obl v//x/2/dep .//z/3/punct Ortiz//p/2/dep judges//n/7/nsubj voted//v/0/root",
         ["Delgado", "v", "Ortiz"]),
        ("They//o/2/nsubj cited//v/0/root Delgado//p/2/obj v.//x/3/dep Board//p/3/dep of//i/7/case Ports//p/5/nmod",
         ["Delgado", "v.", "Board", "Ports"]),
        ("Delgado//p/2/nsubj met//v/0/root Ortiz//p/2/obj", []),
        ("Delgado//p/0/root V.//p/1/flat Ortiz//p/1/flat", []),
        ("They//o/2/nsubj chose//v/0/root v//x/2/obj Ortiz//p/2/obj", []),
    ],
)  # fmt: skip
def test_the_parties_of_a_case_are_its_name(text: str, words: list[str]) -> None:
    parse = tree(text)
    assert [parse.words[t] for t in sorted(find_cases(parse))] == words
