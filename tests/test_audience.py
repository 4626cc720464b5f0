"""Whoever is only told of an act."""

import dragoman


def test_reporters_who_are_told_of_a_refusal_are_not_refused() -> None:
    text = '"We will not negotiate under fire," President Ann Diaz told reporters in Lima.'
    reading = dragoman.read(text, date="2023-03-01")
    assert [e.recipient for e in reading.events if e.type == "REJECT"] == [()]
