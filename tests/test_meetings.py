"""Meetings that a report tells beside each other."""

import dragoman

TEXT = (
    "The Slovak foreign minister, Jan Novak, met his Czech counterpart on Monday. "
    "Prime Minister Eva Hola spoke by phone with the Polish president."
)


def test_two_meetings_of_two_are_not_one_of_four() -> None:
    reading = dragoman.read(TEXT, date="2020-01-15")
    countries = {e.id: e.country for e in reading.entities}
    met = [sorted(str(countries[i]) for i in e.actor) for e in reading.events if e.type == "CONSULT"]
    assert met == [["CZE", "SVK"], ["POL", "SVK"]]


def test_a_meeting_of_two_is_not_multilateral() -> None:
    reading = dragoman.read("Britain's prime minister, Ann Diaz, met Hun Sen in Phnom Penh.", date="2005-01-15")
    assert [e.mode for e in reading.events if e.type == "CONSULT"] == [()]


def test_who_comes_for_talks_visits_those_they_talk_with() -> None:
    reading = dragoman.read("Hungary's Viktor Orban flew to Moscow for talks with Vladimir Putin.", date="2024-07-05")
    countries = {e.id: e.country for e in reading.entities}
    (visit,) = (e for e in reading.events if e.type == "CONSULT")
    assert [countries[i] for i in visit.actor] == ["HUN"]
    assert [countries[i] for i in visit.recipient] == ["RUS"]
