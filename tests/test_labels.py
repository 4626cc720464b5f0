"""Speakers named beside their words, on parses written by hand."""

from dataclasses import replace

import pytest

from dragoman.statements.labels import find_labelled
from dragoman.types import Cast, Entity
from trees import tree

KARI = Entity(
    id="n1", name="Kari Lund", country=None, sector=(), office=None, identifier=None, mentions=(), reason="test"
)


@pytest.mark.parametrize("gap", [" ", "\u00a0"])
def test_a_quotation_signed_with_a_dash_is_of_whoever_signs(gap: str) -> None:
    words = (
        "“//./3/punct We//o/3/nsubj agreed//v/0/root _.//./3/punct _”//./3/punct —//./3/punct "
        "Kari//p/3/dep Lund//p/7/flat"
    )
    bare = tree(words, mentions="6-7:person:1")
    parse = replace(bare, text=bare.text.replace("— ", f"—{gap}"))
    cast = Cast(entities=(KARI,), ids_by_token={6: ("n1",)})
    found = list(find_labelled(parse, cast, [range(1, 4)]))
    assert [(d.speakers, d.content) for d in found] == [(("n1",), [(1, 3)])]
