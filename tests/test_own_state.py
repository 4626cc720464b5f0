"""Whoever speaks for a state says nothing against it."""

import pytest

from dragoman.events.own_state import own_states
from dragoman.events.participants import Participants
from dragoman.types import Cast, Entity
from trees import tree


def entity(i: str, *, office: str | None = None, name: str = "Ada Lund", reason: str = "title in the report",
           country: str = "NOR") -> Entity:  # fmt: skip
    return Entity(
        id=i, name=name, country=country, sector=("GOV",), office=office, identifier=None, mentions=(), reason=reason
    )


def found(speaker: Entity, kind: str = "REJECT", country: str = "NOR") -> list[str]:
    state = entity("state", name="Norway", reason="table of countries", country=country)
    cast = Cast(entities=(speaker, state), ids_by_token={})
    who = Participants(tree("Lund//p/2/nsubj objected/object/v/0/root"), cast, ())
    return list(own_states(who, kind, (speaker.id,)))


@pytest.mark.parametrize("office", ["Spokesperson", "Foreign Minister", "Ambassador"])
def test_office_holders_of_the_state_do_not_refuse_it(office: str) -> None:
    assert found(entity("lund", office=office)) == ["state"]
    assert found(entity("lund", office=office), "THREATEN") == ["state"]


def test_a_ministry_does_not_accuse_its_own_state() -> None:
    assert found(entity("ministry", name="Norwegian Foreign Ministry"), "ACCUSE") == ["state"]


def test_mayors_may_blame_their_state_and_ministers_another_or_ask_it() -> None:
    assert found(entity("lund", office="Mayor"), "ACCUSE") == []
    assert found(entity("lund", office="Minister"), country="SWE") == []
    assert found(entity("lund", office="Minister"), "REQUEST") == []


def test_an_ambassador_who_is_recalled_is_not_whom_it_is_done_to() -> None:
    state = entity("state", name="Norway", reason="table of countries")
    envoy, minister = entity("envoy", name="Norway's ambassador"), entity("minister", office="Foreign Minister")
    foreign = entity("foreign", name="Swedish ambassador", country="SWE")
    cast = Cast(entities=(state, envoy, minister, foreign), ids_by_token={})
    who = Participants(tree("Lund//p/2/nsubj objected/object/v/0/root"), cast, ())
    assert list(own_states(who, "SANCTION", ("state",), ("withdraw",))) == ["envoy"]
    assert list(own_states(who, "SANCTION", ("state",), ("expel",))) == []
    assert list(own_states(who, "ACCUSE", ("state",))) == ["envoy", "minister"]
    assert list(own_states(who, "REQUEST", ("state",))) == []
