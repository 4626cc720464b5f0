"""Where acts took place: ranked over the report's places, with their countries, or none and why."""

import math

import numpy as np
import pytest

import dragoman
from dragoman.entities.homes import Ranker
from dragoman.events.scenes import Act, Speech
from dragoman.events.sites import Sites
from dragoman.gazetteer import Gazetteer
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.places import find_places
from trees import tree


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def act(kind: str, word: int, doer: str = "n1") -> Act:
    return Act(
        type=kind, words=((word, None),), tokens=(word,), actors=frozenset(), recipients=frozenset(),
        doers=frozenset((doer,)), parties=frozenset((doer,)),
    )  # fmt: skip


def test_every_place_and_none_is_a_candidate_with_as_many_features(gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    parse = tree("Troops/troop/n/2/nsubj shelled/shell/v/0/root Aleppo//p/2/obj in//i/5/case Syria//p/3/nmod",
                 mentions="2-2:place:1 4-4:place:2")  # fmt: skip
    numbers, features = Sites(parse, find_places(parse, gazetteer, knowledge), [act("ASSAULT", 1)]).candidates(0)
    assert numbers == [0, 1]
    assert features.shape[0] == 3
    assert np.isfinite(features).all()


def test_report_without_places_has_no_candidates(gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    parse = tree("Troops/troop/n/2/nsubj withdrew/withdraw/v/0/root")
    sites = Sites(parse, (), [act("RETREAT", 1)])
    assert sites.candidates(0)[0] == []
    assert sites.find(0) == (None, "no place told for it")


TWO_ACTS = (
    "In//i/2/case Aleppo//p/4/obl crowds/crowd/n/4/nsubj marched/march/v/0/root",
    "Troops/troop/n/2/nsubj fired/fire/v/0/root",
)


def test_place_of_the_act_before_speaks_for_an_act(gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    parse = tree(*TWO_ACTS, mentions="1-1:place:1")
    toponyms, march, fire = find_places(parse, gazetteer, knowledge), act("PROTEST", 3), act("ASSAULT", 5, "n2")
    alone = Sites(parse, toponyms, [fire]).candidates(0)[1]
    after = Sites(parse, toponyms, [march, fire]).candidates(1)[1]
    assert (after[0] > alone[0]).any()


def test_where_its_doer_speaks_speaks_for_an_act(gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    parse = tree(*TWO_ACTS, mentions="1-1:place:1")
    toponyms, warning = find_places(parse, gazetteer, knowledge), act("THREATEN", 5)
    features = [
        Sites(parse, toponyms, [warning], [Speech(cue=3, speakers=frozenset((who,)), content=())]).candidates(0)[1][0]
        for who in ("n1", "n2")
    ]
    assert features[0].sum() > features[1].sum()


def test_place_of_a_gathering_speaks_for_what_is_said_at_it(gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    def features(noun: str) -> list[float]:
        parse = tree(f"The//d/2/det {noun}/{noun}/n/3/nsubj met//v/0/root in//i/5/case Lisbon//p/2/nmod",
                     f"At//i/3/case the//d/3/det {noun}/{noun}/n/5/obl Oslo//p/5/nsubj pledged/pledge/v/0/root",
                     mentions="4-4:place:1")  # fmt: skip
        sites = Sites(parse, find_places(parse, gazetteer, knowledge), [act("AGREE", 9)])
        return list(sites.candidates(0)[1][0])

    assert features("forum") != features("goat")


def test_where_somebody_went_before_speaks_for_what_they_do(gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    def features(mentions: str) -> list[float]:
        parse = tree("The//d/2/det envoy//n/3/nsubj flew/fly/v/0/root to//i/5/case Lisbon//p/3/obl",
                     "She//o/2/nsubj begged/beg/v/0/root",
                     mentions=f"4-4:place:1 0-1:person:2 {mentions}")  # fmt: skip
        sites = Sites(parse, find_places(parse, gazetteer, knowledge), [act("REQUEST", 6)])
        return list(sites.candidates(0)[1][0])

    assert sum(features("5-5:person:2")) > sum(features("5-5:person:3"))


def test_place_of_a_gathering_is_looked_for_in_the_whole_report(gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    def candidates(noun: str) -> list[int]:
        far = ["Rain/rain/n/2/nsubj fell/fall/v/0/root"] * 9
        opened = f"The//d/2/det {noun}//n/3/nsubj opened/open/v/0/root in//i/5/case Lisbon//p/2/nmod"
        parse = tree(*far[:3], opened, *far,
                     "Oslo//p/2/nsubj pledged/pledge/v/0/root aid//n/2/obj", mentions="10-10:place:1")  # fmt: skip
        return Sites(parse, find_places(parse, gazetteer, knowledge), [act("AGREE", len(parse) - 2)]).candidates(0)[0]

    assert candidates("summit") == [0]
    assert candidates("goat") == []


def test_people_around_a_place_that_the_gazetteer_lacks_tell_its_country(
    gazetteer: Gazetteer, knowledge: Knowledge
) -> None:
    parse = tree(
        "Soldiers/soldier/n/2/nsubj fired/fire/v/0/root near//i/4/case Qwertzabad//p/2/obl", mentions="3-3:place:1"
    )
    toponyms = find_places(parse, gazetteer, knowledge)
    width = Sites(parse, toponyms, [act("ASSAULT", 1)]).candidates(0)[1].shape[1]
    indifferent = Ranker(
        mean=np.zeros(width, np.float32), scale=np.ones(width, np.float32), hidden_bias=np.zeros(1, np.float32),
        hidden=np.zeros((width, 1), np.float32), out=np.zeros(1, np.float32),
    )  # fmt: skip
    where, _ = Sites(parse, toponyms, [act("ASSAULT", 1)], folk=[(0, "TCD")]).find(0, indifferent)
    assert where is not None
    assert (where.name, where.country, where.lat) == ("Qwertzabad", "TCD", None)
    assert Sites(parse, toponyms, [act("ASSAULT", 1)]).find(0, indifferent)[1] == "Qwertzabad: not in the gazetteer"


def test_act_whose_likeliest_place_is_unlikely_has_none(gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    parse = tree(
        "Troops/troop/n/2/nsubj withdrew/withdraw/v/0/root from//i/4/case Aleppo//p/2/obl", mentions="3-3:place:1"
    )
    sites = Sites(parse, find_places(parse, gazetteer, knowledge), [act("RETREAT", 1)])
    width = sites.candidates(0)[1].shape[1]
    sure_of_none = Ranker(
        mean=np.zeros(width, np.float32), scale=np.ones(width, np.float32), hidden_bias=np.zeros(1, np.float32),
        hidden=np.eye(width, 1, dtype=np.float32), out=np.array([5.0], np.float32),
    )  # fmt: skip
    assert sites.find(0, sure_of_none) == (None, "no place told for it")


def test_place_that_the_gazetteer_lacks_has_the_country_that_the_report_is_about() -> None:
    reading = dragoman.read(
        "TRIPOLI, Libya - Gunmen attacked a convoy near Qwertzabad on Monday, police in Tripoli said. "
        "Libya closed the road from Tripoli.", date="2023-02-10",
    )  # fmt: skip
    where = next(e.where for e in reading.events if e.type == "ASSAULT")
    assert where is not None
    assert where.country == "LBY"
    assert where.lat is None or math.isfinite(where.lat)


def test_act_goes_on_where_the_sentence_before_is_set() -> None:
    reading = dragoman.read(
        "Students marched through Amman on Tuesday against the budget. Police arrested nine of them.", date="2023-02-10"
    )
    assert [e.where.name for e in reading.events if e.type == "COERCE" and e.where] == ["Amman"]


def test_talk_by_telephone_has_no_place() -> None:
    reading = dragoman.read("The ministers of Spain and Norway spoke about Lisbon by telephone.", date="2023-02-10")
    assert [(e.where, e.where_reason) for e in reading.events if "phone" in e.mode] == [(None, "held at a distance")]


def test_ministers_meet_where_the_meeting_is_and_not_where_they_come_from() -> None:
    reading = dragoman.read("Ministers of Spain and Norway met in Lisbon on Monday.", date="2023-02-10")
    assert [e.where.name for e in reading.events if e.where] == ["Lisbon"]


@pytest.mark.parametrize(
    "text",
    [
        "France condemned Kenya.",
        "Russian officials accused Ukrainian officials of lying.",
        "The president of Iran rejected the demand.",
    ],
)
def test_sides_and_seats_are_no_places_of_an_act(text: str) -> None:
    assert all(e.where is None and e.where_reason for e in dragoman.read(text, date="2023-02-10").events)
