"""Readings as JSON: the fields and their order, and the same bytes every time."""

import json

from dragoman.output import to_json, to_object
from readings import TEXT, reading

EVENT = [
    "id", "type", "mode", "context", "quad", "intensity", "actor", "recipient", "when", "where", "auxiliary",
    "according_to", "triggers", "sentence", "confidence",
]  # fmt: skip


def test_the_same_reading_gives_the_same_bytes() -> None:
    assert to_json(reading()) == to_json(reading())
    assert to_json(reading(), indent=1) == to_json(reading(), indent=1)


def test_a_line_holds_one_reading_and_keeps_its_characters() -> None:
    line = to_json(reading())
    assert "\n" not in line
    assert "“allowed to board" in line
    assert json.loads(line) == json.loads(to_json(reading(), indent=1))


def test_fields_come_in_the_order_of_the_format() -> None:
    found = json.loads(to_json(reading()))
    assert list(found) == ["dragoman", "report", "entities", "statements", "events"]
    assert list(found["dragoman"]) == ["version", "model", "codebook"]
    assert list(found["report"]) == ["id", "date", "title", "source", "url", "language", "text"]
    assert list(found["entities"][0]) == [
        "id",
        "name",
        "country",
        "sector",
        "office",
        "identifier",
        "mentions",
        "reason",
    ]
    assert list(found["statements"][0]) == [
        "id", "speaker", "addressee", "cue", "content", "quotes", "via", "hedged", "when",
    ]  # fmt: skip
    assert list(found["events"][0]["when"]) == ["start", "end", "precision", "text", "reason"]
    assert list(found["events"][1]["where"]) == [
        "name", "country", "lat", "lon", "geonameid", "feature", "precision", "text",
    ]  # fmt: skip


def test_a_reason_stands_beside_a_missing_time_or_place_and_only_there() -> None:
    refusal, closure, blockade = json.loads(to_json(reading()))["events"]
    assert [k for k in refusal if k not in EVENT] == ["where_reason"]
    assert (refusal["where"], refusal["where_reason"]) == (None, "no place in the sentence")
    assert [k for k in closure if k not in EVENT] == ["when_reason"]
    assert (closure["when"], closure["when_reason"]) == (None, "no time expression")
    assert list(blockade) == EVENT


def test_an_act_that_goes_on_has_no_last_day() -> None:
    when = json.loads(to_json(reading()))["events"][2]["when"]
    assert (when["start"], when["end"]) == ("2024-03-01", None)


def test_spans_are_offsets_into_the_text() -> None:
    found = json.loads(to_json(reading()))
    start, end = found["statements"][0]["quotes"][0]
    assert TEXT[start:end] == "allowed to board a single fishing boat"
    assert found["report"]["text"] == TEXT


def test_a_reading_without_events_is_an_object_all_the_same() -> None:
    found = to_object(reading(events=False))
    assert (found["entities"], found["statements"], found["events"]) == ([], [], [])
