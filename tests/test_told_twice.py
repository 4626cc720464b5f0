"""One act under two types."""

import pytest

from dragoman.events.coded import Coded
from dragoman.events.coreference import Told
from dragoman.events.told_twice import without_second_type
from trees import tree

PARSE = tree("Oslo//p/2/nsubj imposed/impose/v/0/root a//d/4/det blockade//n/2/obj and//c/6/cc bans/ban/n/4/conj")


def told(kind: str, standing: float, *words: int, mode: str = "") -> Told:
    coded = Coded(
        type=kind, mode=(mode,) if mode else (), actor=(), recipient=(), predicate=words[0],
        triggers=tuple((w,) for w in words), according_to=(), confidence=standing, rule="test",
    )  # fmt: skip
    return Told(coded=coded, when=None, auxiliary=(), standing=standing)


@pytest.mark.parametrize(
    ("events", "types"),
    [
        ([told("COERCE", 0.6, 1), told("SANCTION", 0.5, 1, 5)], ["SANCTION"]),
        ([told("COERCE", 0.8, 1), told("SANCTION", 0.5, 1, 5)], ["COERCE"]),
        ([told("SANCTION", 0.8, 1, 3), told("COERCE", 0.5, 3)], ["COERCE"]),
        ([told("COERCE", 0.6, 3), told("SANCTION", 0.5, 5)], ["COERCE", "SANCTION"]),
        ([told("COERCE", 0.6, 1, mode="arrest"), told("SANCTION", 0.5, 1)], ["COERCE", "SANCTION"]),
    ],
)
def test_a_sanction_and_a_restraint_on_one_word_are_one(events: list[Told], types: list[str]) -> None:
    found = without_second_type(PARSE, events)
    assert [t.coded.type for t in found] == types
    if len(found) == 1:
        assert {w for t in events for g in t.coded.triggers for w in g} == {
            w for t in found for g in t.coded.triggers for w in g
        }
