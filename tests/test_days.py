"""Which day an act has, where its own clause tells none."""

from datetime import date

import pytest

from dragoman.codebook import load_codebook
from dragoman.dates import find_dates
from dragoman.entities import find_cast
from dragoman.events import find_deeds
from dragoman.events.days import Days, Deed, value_of
from dragoman.events.learned import scores_for
from dragoman.events.participants import Participants
from dragoman.knowledge import load_knowledge
from dragoman.language import load_model
from dragoman.statements import find_statements, load_cues

ON = date(2023, 2, 10)
TEXT = (
    "The foreign ministers of Kenya and Japan met in Nairobi on Wednesday. "
    "The two ministers condemned the attack on the port of Mombasa.\n\n"
    "Police in Kisumu arrested a journalist on 3 January."
)


@pytest.fixture(scope="module")
def report() -> tuple[Days, list[Deed]]:
    parse, codebook = load_model(threads=1).parse([TEXT])[0], load_codebook()
    cast, dates = find_cast(parse, load_knowledge(), ON, None, ()), find_dates(parse, ON)
    who = Participants(parse, cast, find_statements(parse, cast, load_cues()))
    scores = scores_for(who, codebook)
    assert scores is not None
    deeds, _ = find_deeds(who, scores, codebook, dates, ON)
    return Days(scores, dates, deeds, codebook, ON), deeds


def test_a_day_of_the_own_clause_is_never_taken_away(report: tuple[Days, list[Deed]]) -> None:
    days, deeds = report
    dated = [d for d in deeds if d.near is not None]
    assert dated
    assert all(days.find(d) is not None for d in dated)


def test_candidates_are_expressions_what_goes_on_since_and_none(report: tuple[Days, list[Deed]]) -> None:
    days, deeds = report
    choices, features = days.candidates(deeds[0])
    assert choices[-1] is None
    assert len(choices) == len(features)
    assert {value_of(c) for c in choices} >= {(date(2023, 2, 8), date(2023, 2, 8)), (date(2023, 2, 8), None), None}


def test_an_act_that_goes_on_says_so(report: tuple[Days, list[Deed]]) -> None:
    days, deeds = report
    open_ended = [c for c in days.candidates(deeds[0])[0] if c is not None and c.end is None]
    assert open_ended
    assert all("goes on" in c.reason for c in open_ended)


def deeds_of(text: str) -> list[Deed]:
    parse, codebook = load_model(threads=1).parse([text])[0], load_codebook()
    cast, dates = find_cast(parse, load_knowledge(), ON, None, ()), find_dates(parse, ON)
    who = Participants(parse, cast, find_statements(parse, cast, load_cues()))
    return find_deeds(who, scores_for(who, codebook), codebook, dates, ON)[0]


def test_what_a_communique_does_with_words_has_its_day() -> None:
    deeds = deeds_of("The Ministry condemns the raid on the harbour. It thanks the Government of Kenya for its help.")
    condemned = [d for d in deeds if d.coded.type == "ACCUSE"]
    assert condemned
    assert all(d.near is not None and d.near.start == ON for d in condemned)


def test_what_others_are_told_to_reject_in_the_news_has_no_day() -> None:
    deeds = deeds_of("Shells hit the harbour. Kenya accused Japan of it. Japan rejects the charge.")
    assert all(d.near is None for d in deeds if d.coded.type == "REJECT")


def test_a_demand_is_not_made_on_the_day_that_it_names_as_the_last() -> None:
    deeds = deeds_of("Kenya urged Japan to free the sailors by Friday.")
    asked = [d for d in deeds if d.coded.type == "REQUEST"]
    assert asked
    assert all(d.near is None for d in asked)
