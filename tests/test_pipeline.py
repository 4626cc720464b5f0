"""From a text to its reading: the whole of it on reports of our own."""

from datetime import date
from pathlib import Path

import dragoman
from dragoman.codebook import load_codebook
from dragoman.output import to_json
from dragoman.pipeline import load_reader
from dragoman.reports import read_report
from dragoman.types import Report, Span

EXAMPLES = Path(__file__).parent.parent / "examples"


def test_the_same_input_gives_the_same_bytes() -> None:
    report = read_report(EXAMPLES / "lachin-corridor.txt")
    first, second = list(dragoman.read_many([report, report]))
    assert to_json(first) == to_json(second)


def test_every_offset_lies_inside_the_text() -> None:
    for path in sorted(EXAMPLES.glob("*.txt")):
        reading = next(dragoman.read_many([read_report(path)]))
        spans: list[Span] = [m for e in reading.entities for m in e.mentions]
        spans += [s for e in reading.events for s in (*e.triggers, e.sentence)]
        spans += [s for x in reading.statements for s in (*x.content, *x.quotes, *([x.cue] if x.cue else []))]
        assert spans
        assert all(0 <= start < end <= len(reading.report.text) for start, end in spans)


def test_every_id_that_is_used_is_an_entity() -> None:
    for path in sorted(EXAMPLES.glob("*.txt")):
        reading = next(dragoman.read_many([read_report(path)]))
        known = [e.id for e in reading.entities]
        assert known == [f"n{i}" for i in range(1, len(known) + 1)]
        used = {i for e in reading.events for i in (*e.actor, *e.recipient, *e.according_to)}
        used |= {i for s in reading.statements for i in (*s.speaker, *s.addressee)}
        assert used == set(known)


def test_a_call_is_one_event_with_both_sides_and_its_day() -> None:
    text = "French President Emmanuel Macron spoke by phone with Norwegian Prime Minister Kari Lund on Monday."
    reading = dragoman.read(text, date="2023-02-10")
    calls = [e for e in reading.events if e.type == "CONSULT"]
    assert len(calls) == 1
    names = {e.id: e.name for e in reading.entities}
    assert {names[i] for i in calls[0].actor} == {"Emmanuel Macron", "Kari Lund"}
    assert calls[0].mode == ("phone",)
    assert calls[0].when is not None
    assert str(calls[0].when.start) == "2023-02-06"


def test_a_claim_is_on_its_speakers_word() -> None:
    reading = dragoman.read("Kenya said Japanese soldiers had burned two villages on Monday.", date="2023-02-10")
    attack = next(e for e in reading.events if e.type == "ASSAULT")
    names = {e.id: e.name for e in reading.entities}
    assert [names[i] for i in attack.according_to] == ["Kenya"]


def test_sport_and_weather_are_no_events() -> None:
    text = "United beat City by two goals on Saturday. Rain is expected in the north tomorrow."
    assert dragoman.read(text, date="2023-02-10").events == ()


def test_whoever_demands_or_accuses_is_not_the_source_of_that() -> None:
    verbal = {name for name, kind in load_codebook().types.items() if kind.verbal}
    text = "Kenya's minister, Daniel Otieno, met envoys on Monday. “We will not be intimidated,” he told reporters."
    readings = [dragoman.read(text, date="2023-02-10"), *dragoman.read_many(map(read_report, EXAMPLES.glob("*.txt")))]
    assert not [e for r in readings for e in r.events if e.type in verbal and set(e.actor) & set(e.according_to)]


def test_a_text_without_words_tells_of_nobody_and_nothing() -> None:
    reading = load_reader().read(Report(id="blank", text="", date=date(2023, 2, 10)))
    assert (reading.entities, reading.statements, reading.events) == ((), (), ())
