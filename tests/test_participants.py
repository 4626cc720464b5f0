"""Whom the words of a report stand for."""

import pytest

import dragoman


@pytest.mark.parametrize("state", ["US", "U.S."])
def test_the_us_is_not_us(state: str) -> None:
    reading = dragoman.read(f"China condemned the {state} strike on a Syrian air base.", date="2018-04-15")
    countries = {e.id: e.country for e in reading.entities}
    ((actor,),) = (e.actor for e in reading.events if e.type == "ASSAULT")
    assert countries[actor] == "USA"


def test_whom_an_act_is_done_to_tells_nothing_of_the_clauses_subject() -> None:
    reading = dragoman.read("Philippine troops have killed a rebel leader blamed for the raid.", date="2018-04-15")
    ((actor,),) = ([e.actor] for e in reading.events if e.type == "ACCUSE")
    assert not actor
    assert not reading.statements
