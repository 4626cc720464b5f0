"""Acts that somebody denies."""

import dragoman


def told(text: str, kind: str) -> list[tuple[list[str], tuple[str, ...]]]:
    """Sources and auxiliary modes of a report's events of a type."""
    reading = dragoman.read(text, date="2023-03-01")
    names = {e.id: e.name for e in reading.entities}
    return [([names[i] for i in e.according_to], e.auxiliary) for e in reading.events if e.type == kind]


def test_what_only_its_doer_speaks_of_to_deny_it_was_not_done() -> None:
    ((sources, modes),) = told("India denied that it was massing troops on the border.", "MOBILIZE")
    assert sources == ["India"]
    assert modes == ("negated",)


def test_a_denier_is_no_source() -> None:
    ((sources, modes),) = told("Kenya accuses Uganda of having barred its flights, a charge Kampala denies.", "COERCE")
    assert sources == ["Kenya"]
    assert modes == ()


def test_a_denied_threat_is_none() -> None:
    ((_, modes),) = told("Minister Jan Holt denied on Tuesday that he was threatening anyone in Japan.", "THREATEN")
    assert modes == ("negated",)
