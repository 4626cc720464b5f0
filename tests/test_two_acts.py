"""Acts of one type that are told beside each other and are two, or one."""

import pytest

import dragoman


def attacks(text: str) -> list[dragoman.Event]:
    return [e for e in dragoman.read(text, date="2020-03-06").events if e.type == "ASSAULT"]


@pytest.mark.parametrize(
    "text",
    [
        "Police shot dead two protesters in Lima on Monday, a day after gunmen killed a judge in Cusco.",
        "Kenyan troops opened fire on Ethiopian soldiers, Addis Ababa said. Nairobi said that Ethiopian soldiers had "
        "opened fire first.",
    ],
)
def test_acts_before_or_after_and_acts_in_return_are_two(text: str) -> None:
    assert len(attacks(text)) == 2


def test_what_is_done_in_retaliation_is_another_act() -> None:
    text = "Moscow expelled two diplomats in retaliation for the expulsion of its envoys by Prague."
    expulsions = [e for e in dragoman.read(text, date="2020-03-06").events if e.type == "SANCTION"]
    assert len(expulsions) == 2


def test_a_thing_that_kills_is_not_whose_deed_stands_beside_it() -> None:
    bombing, mine = attacks(
        "Indian jets bombed rebel positions on Wednesday, hours after a landmine killed four nurses."
    )
    assert bombing.actor
    assert not mine.actor
    assert bombing.recipient != mine.recipient


def test_a_bomb_and_those_it_wounds_are_one_act() -> None:
    assert len(attacks("A roadside bomb wounded two Turkish soldiers in Idlib.")) == 1


def test_who_did_it_by_one_account_alone_is_on_its_word() -> None:
    text = (
        "Five killed in shooting on Tajik border\n\nKyrgyz guards fired at a Tajik patrol on Sunday, killing three, "
        "the Tajik interior ministry said. The European Union condemned the violence."
    )
    reading = dragoman.read(text, date="2020-03-06")
    names = {e.id: e.name for e in reading.entities}
    (attack,) = (e for e in reading.events if e.type == "ASSAULT")
    assert [names[i] for i in attack.according_to] == ["Tajik interior ministry"]


def test_a_headline_tells_of_what_the_lead_tells() -> None:
    text = "Chadian jets bomb rebel camp\n\nFAYA, March 5 (Reuters) - Chadian jets bombed a rebel camp on Thursday."
    assert len(attacks(text)) == 1
