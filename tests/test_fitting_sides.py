"""What the rankers of sides learn from; skipped where torch, which fits them, is not installed."""

import pytest

from dragoman.events.bearings import ACTOR, RECIPIENT
from dragoman.events.valency import ITSELF, Count
from test_sides import ENTITIES, SENTENCES, told
from trees import tree

fitting = pytest.importorskip("sides")


def record() -> dict[str, object]:
    text = tree(*SENTENCES).text
    spans = {i: text.index(i.title()) for i in ("oslo", "lima", "quito")}
    return {
        "id": "x",
        "text": text,
        "entities": [
            {"id": e.id, "country": e.country, "mentions": [[spans[e.id], spans[e.id] + len(e.id)]]} for e in ENTITIES
        ],
        "events": [
            {"type": "ACCUSE", "actor": ["oslo"], "recipient": ["lima"], "triggers": [[5, 12]]},
            {"type": "ACCUSE", "actor": ["oslo"], "recipient": ["quito"], "triggers": [[5, 12]]},
        ],
    }


def test_what_a_report_itself_adds_to_the_table_is_taken_out_while_it_teaches() -> None:
    own = fitting.count_valency(record(), tree(*SENTENCES))
    assert own[("ACCUSE", "accuse", "subject"), ACTOR] == 2
    assert own[("ACCUSE", "accuse", "object"), RECIPIENT] == 1
    every = own + own
    assert fitting.valency_of(every, own).counts["ACCUSE", "accuse", ITSELF] == Count(2, 2, 2)
    assert ("ACCUSE", "accuse", "target") not in fitting.valency_of(every, own).counts


def test_of_two_acts_told_in_one_word_the_one_with_the_same_countries_is_meant() -> None:
    parse, ours = tree(*SENTENCES), {e.id: e.country for e in ENTITIES}
    event = fitting.annotated_event(record(), parse, told(1, "ACCUSE", ["oslo"], ["quito"]).coded, ours)
    assert event is not None
    assert event["recipient"] == ["quito"]


def test_of_sets_with_the_right_countries_the_annotated_people_are_right() -> None:
    sets = [(), ("minister",), ("oslo",), ("lima",)]
    ours = {"minister": "NOR", "oslo": "NOR", "lima": "PER"}
    assert fitting.right_ones(sets, ours, {"minister": "m", "oslo": "o"}, ["o"], {"o": "NOR", "m": "NOR"}) == [2]
    assert fitting.right_ones(sets, ours, {}, ["o"], {"o": "NOR", "m": "NOR"}) == [1, 2]
    assert fitting.right_ones(sets, ours, {}, [], {}) == [0]
