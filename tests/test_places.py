"""Names to places, and events to the place that the report tells for them."""

import re

import pytest

import dragoman
from dragoman.gazetteer import Gazetteer
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.language.parse import Parse
from dragoman.places import Toponym, cost_of_place, find_anchors, find_places
from dragoman.toponyms import resolve_toponyms
from dragoman.types import Span, Where
from trees import tree


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def resolved(marked: str, gazetteer: Gazetteer, knowledge: Knowledge) -> list[tuple[Where | None, str]]:
    """The places of the names in [brackets]."""
    text, spans = "", []
    for part in re.split(r"(\[[^]]*\])", marked):
        bare = part.strip("[]") if part.startswith("[") else part
        if part.startswith("["):
            spans.append(Span(len(text), len(text) + len(bare)))
        text += bare
    return resolve_toponyms(text, spans, gazetteer, knowledge)


@pytest.mark.parametrize(
    ("text", "countries", "lat"),
    [
        ("The envoys met in [Sydney], [Australia].", ["AUS", "AUS"], -33.9),
        ("The envoys met in [Paris], [Texas].", ["USA", "USA"], 33.7),
        ("The envoys met in [Paris].", ["FRA"], 48.9),
        ("Guards from [Tripoli] fired near [Benghazi] in [Libya].", ["LBY", "LBY", "LBY"], 32.9),
        ("Guards from [Tripoli] fired near [Sidon] in [Lebanon].", ["LBN", "LBN", "LBN"], 34.4),
        ("[Georgia] and [Armenia] opened the pass; [Tbilisi] agreed.", ["GEO", "ARM", "GEO"], 42.0),
        ("[Georgia], [Alabama] and [Tennessee] sued; [Atlanta] and [Savannah] paid.", ["USA"] * 5, 32.75),
        ("The column left [eastern Ukraine].", ["UKR"], 49.0),
        ("The column left [Homs province].", ["SYR"], 34.5),
        ("Boats left the [Strait of Hormuz].", [None], 26.6),
        ("Fires burnt in [Lamar County] and in [Paris]; [Texas] sent crews.", ["USA"] * 3, 33.7),
        ("[Jackson County] and [Medford] closed schools, said [Oregon].", ["USA"] * 3, 42.4),
        ("[Dublin], [Columbus] and [Delaware County] share a bus, [Ohio] said.", ["USA"] * 4, 40.1),
        ("Voters in [Mexico] and [Guatemala] stayed away.", ["MEX", "GTM"], 23.0),
        ("Fighting spread in [Nineveh], [Iraq].", ["IRQ", "IRQ"], 36.3),
    ],
)
def test_name_means_the_place_that_the_report_speaks_for(
    gazetteer: Gazetteer, knowledge: Knowledge, text: str, countries: list[str | None], lat: float
) -> None:
    places = [where for where, _ in resolved(text, gazetteer, knowledge)]
    assert [where.country for where in places if where is not None] == countries
    assert places[0] is not None
    assert places[0].lat == pytest.approx(lat, abs=0.5)


def test_name_means_one_place_throughout_a_report(gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    text = "A fire broke out in [Alexandria], [Louisiana]. The mayor of [Alexandria] left for [Boston]."
    places = [where for where, _ in resolved(text, gazetteer, knowledge)]
    assert places[0] is not None
    assert places[2] is not None
    assert places[0].geonameid == places[2].geonameid
    assert places[0].country == "USA"


def test_a_name_in_a_country_without_it_means_no_place_elsewhere(gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    (where, reason), (country, _) = resolved("They raided [Granada] in [Mali].", gazetteer, knowledge)
    assert where is None
    assert reason == "Granada: no known place of the name in Mali"
    assert country is not None


def test_every_place_has_a_reason(gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    found = resolved("From [Qwertzuiop] to [Aleppo], [Syria].", gazetteer, knowledge)
    assert found[0] == (None, "Qwertzuiop: not in the gazetteer")
    assert found[1][1] == "inside Syria"


@pytest.mark.parametrize(
    ("name", "precision"),
    [("Aleppo", "city"), ("Syria", "country"), ("Anbar Province", "region"), ("Suez Canal", "feature")],
)
def test_precision_names_the_size_of_a_place(
    gazetteer: Gazetteer, knowledge: Knowledge, name: str, precision: str
) -> None:
    where, _ = resolved(f"It was in [{name}].", gazetteer, knowledge)[0]
    assert where is not None
    assert where.precision == precision


def test_state_that_is_no_more_has_its_code_and_no_point(gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    (where, _), (town, _) = resolved("Planes hit [Yugoslavia], above all [Nis].", gazetteer, knowledge)
    assert where is not None
    assert (where.country, where.lat, where.precision) == ("YUG", None, "country")
    assert town is not None


def test_arabic_article_may_be_left_out(gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    (where, _), _ = resolved("A convoy left [Qamishli] for [Aleppo].", gazetteer, knowledge)
    assert where is not None
    assert where.country == "SYR"


def test_same_names_give_the_same_places_every_time(gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    text = "[Springfield], [Salem], [Georgetown] and [Richmond] wrote to [London]."
    assert resolved(text, gazetteer, knowledge) == resolved(text, gazetteer, knowledge)


def test_no_names_give_no_places(gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    assert resolve_toponyms("Nobody moved.", [], gazetteer, knowledge) == []


ATTACKED_IN = (
    "Rebels/rebel/n/2/nsubj attacked/attack/v/0/root a//d/4/det convoy//n/2/obj near//i/6/case Mosul//p/2/obl "
    "in//i/8/case Iraq//p/6/nmod .//./2/punct"
)
CASES = [
    ("the more exact of two places", ATTACKED_IN, "5-7:place:1 7-7:place:2", 1, "Mosul"),
    (
        "the object of an invasion",
        "The//d/3/det Russian/russian/a/3/amod invasion//n/0/root of//i/5/case Ukraine//p/3/nmod",
        "4-4:place:1", 2, "Ukraine",
    ),
    (
        "the place of a gathering",
        "Ministers/minister/n/2/nsubj met/meet/v/0/root during//i/5/case a//d/5/det summit//n/2/obl "
        "in//i/7/case Lisbon//p/5/nmod",
        "6-6:place:1", 1, "Lisbon",
    ),
    (
        "the end of a journey",
        "He//o/2/nsubj flew/fly/v/0/root to//i/4/case Ankara//p/2/obl",
        "3-3:place:1", 1, "Ankara",
    ),
    (
        "the place under the light verb",
        "They//o/2/nsubj held/hold/v/0/root talks/talk/n/2/obj in//i/5/case Geneva//p/2/obl",
        "4-4:place:1", 2, "Geneva",
    ),
    (
        "a place whose attachment is wrong",
        "After//i/3/case an//d/3/det airstrike//n/9/obl on//i/8/case rebel//n/7/compound -//./7/punct "
        "held/hold/v/8/amod Aleppo//p/9/obl fled/flee/v/0/root families/family/n/9/nsubj",
        "4-7:place:1", 2, "Aleppo",
    ),
    (
        "a place named with the word for its kind",
        "Protesters/protester/n/2/nsubj blocked/block/v/0/root traffic//n/2/obj in//i/7/case the//d/7/det "
        "Lachin//p/7/compound corridor//n/2/obl",
        "5-5:place:1", 1, "Lachin corridor",
    ),
    (
        "the city that a conference is named after",
        "The//d/3/det Lisbon//p/3/compound summit//n/4/nsubj agreed/agree/v/0/root on//i/6/case aid//n/4/obl",
        "1-1:place:1", 3, "Lisbon",
    ),
    (
        "the place of the people who demand",
        "Protesters/protester/n/4/nsubj in//i/3/case Baku//p/1/nmod demanded/demand/v/0/root talks/talk/n/4/obj",
        "2-2:place:1", 3, "Baku",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("what", "sentence", "mentions", "predicate", "name"), CASES, ids=[c[0] for c in CASES])
def test_words_tell_as_place_of_an_act(
    gazetteer: Gazetteer, knowledge: Knowledge, what: str, sentence: str, mentions: str, predicate: int, name: str
) -> None:
    told = told_places(tree(sentence, mentions=mentions), predicate, gazetteer, knowledge)
    assert told[0].where is not None
    assert told[0].where.name == name


NOT_PLACED = [
    (
        "the city of those who say it",
        "Officials/official/n/4/nsubj in//i/3/case Baku//p/1/nmod said/say/v/0/root troops/troop/n/6/nsubj "
        "withdrew/withdraw/v/4/ccomp",
        "2-2:place:1", 5,
    ),
    (
        "the city where it was said",
        "Troops/troop/n/2/nsubj withdrew/withdraw/v/4/ccomp ,//./4/punct said/say/v/0/root he//o/4/nsubj "
        "in//i/7/case Moscow//p/4/obl",
        "6-6:place:1", 1,
    ),
    (
        "a capital that stands for a government",
        "Baku//p/2/nsubj rejected/reject/v/0/root the//d/4/det demand//n/2/obj",
        "0-0:place:1", 1,
    ),
    (
        "the dateline",
        "MOSCOW//p/3/dep --//./3/punct Troops/troop/n/4/nsubj withdrew/withdraw/v/0/root",
        "0-0:place:1", 3,
    ),
    (
        "the country of which somebody is leader",
        "The//d/2/det president//n/5/nsubj of//i/4/case Iran//p/2/nmod resigned/resign/v/0/root",
        "3-3:place:1", 4,
    ),
    (
        "what somebody is warned about",
        "He//o/2/nsubj warned/warn/v/0/root China//p/2/obj against//i/5/case acts/act/n/2/obl in//i/8/case "
        "the//d/8/det Taiwan//p/5/nmod Strait//p/8/flat",
        "2-2:place:1 6-8:place:2", 1,
    ),
    (
        "the two sides of talks",
        "Talks/talk/n/0/root between//i/3/case Iran//p/1/nmod and//c/5/cc Iraq//p/3/conj",
        "2-2:place:1 4-4:place:2", 0,
    ),
    ("anything where nothing is told", "Troops/troop/n/2/nsubj withdrew/withdraw/v/0/root", "", 1),
]  # fmt: skip


@pytest.mark.parametrize(("what", "sentence", "mentions", "predicate"), NOT_PLACED, ids=[c[0] for c in NOT_PLACED])
def test_words_do_not_tell_as_place_of_an_act(
    gazetteer: Gazetteer, knowledge: Knowledge, what: str, sentence: str, mentions: str, predicate: int
) -> None:
    assert told_places(tree(sentence, mentions=mentions), predicate, gazetteer, knowledge) == []


def test_place_that_nobody_knows_has_a_reason(gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    sentence = "They//o/2/nsubj met/meet/v/0/root in//i/4/case Qwertzuiop//p/2/obl"
    told = told_places(tree(sentence, mentions="3-3:place:1"), 1, gazetteer, knowledge)
    assert [(t.where, t.reason) for t in told] == [(None, "Qwertzuiop: not in the gazetteer")]


@pytest.mark.parametrize("noun", ["Center", "University", "Ramadan"])
def test_nouns_that_towns_are_called_by_are_no_towns(gazetteer: Gazetteer, knowledge: Knowledge, noun: str) -> None:
    sentence = f"They//o/2/nsubj met/meet/v/0/root in//i/4/case {noun}//p/2/obl"
    parse = tree(sentence, mentions="3-3:place:1")
    assert [t.where for t in find_places(parse, gazetteer, knowledge)] in ([], [None])


@pytest.mark.parametrize("name", ["Tuesday", "Monday"])
def test_names_of_days_are_no_places(gazetteer: Gazetteer, knowledge: Knowledge, name: str) -> None:
    parse = tree(f"Herders/herder/n/2/nsubj fled/flee/v/0/root in//i/4/case {name}//p/2/obl", mentions="3-3:place:1")
    assert find_places(parse, gazetteer, knowledge) == ()


def test_peoples_and_bodies_are_no_places(gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    sentence = "Russians//p/2/nsubj told/tell/v/0/root NATO//p/2/obj and//c/5/cc Turks//p/3/conj"
    parse = tree(sentence, mentions="0-0:place:1 2-2:organization:2 4-4:place:3")
    assert find_places(parse, gazetteer, knowledge) == ()


def test_place_in_the_name_of_a_body_of_many_countries_is_none(gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    sentence = "Envoys/envoy/n/2/nsubj met/meet/v/0/root the//d/5/det Minsk//p/5/compound Group//p/2/obj"
    parse = tree(sentence, mentions="2-4:organization:1 3-3:place:2")
    assert find_places(parse, gazetteer, knowledge) == ()


def test_town_and_state_are_two_toponyms(gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    sentence = "He//o/2/nsubj spoke/speak/v/0/root in//i/4/case Irving//p/2/obl ,//./6/punct Texas//p/4/appos"
    parse = tree(sentence, mentions="3-5:place:1")
    found = find_places(parse, gazetteer, knowledge)
    assert [(t.first, t.last, t.where.name if t.where else None) for t in found] == [(3, 3, "Irving"), (5, 5, "Texas")]
    assert found[0].reason == "inside Texas"


@pytest.mark.parametrize(
    ("text", "mentions", "names"),
    [
        ("The//d/3/det Benghazi//p/3/compound attack//n/4/nsubj failed/fail/v/0/root", "0-2:event:1", ["Benghazi"]),
        ("The//d/3/det Iraq//p/3/compound war//n/4/nsubj ended/end/v/0/root", "0-2:event:1", ["Iraq"]),
        ("The//d/3/det Mosul//p/3/compound siege//n/4/nsubj ended/end/v/0/root", "1-1:person:1", ["Mosul"]),
        ("The//d/3/det Clinton//p/3/compound campaign//n/4/nsubj failed/fail/v/0/root", "1-1:person:1", []),
        ("The//d/3/det Force//p/3/compound operation//n/4/nsubj failed/fail/v/0/root", "", []),
        ("The//d/3/det Aleppo//p/3/compound merchant//n/4/nsubj left/leave/v/0/root", "", []),
    ],
)
def test_act_named_after_a_known_place_names_it(
    gazetteer: Gazetteer, knowledge: Knowledge, text: str, mentions: str, names: list[str]
) -> None:
    parse = tree(text, mentions=mentions)
    assert [parse.words[t.head] for t in find_places(parse, gazetteer, knowledge)] == names


@pytest.mark.parametrize(
    ("noun", "mentions", "names"),
    [
        ("Tete//p/5/compound province//n/2/obl", "3-4:place:1", ["Tete"]),
        ("Tarin//p/6/compound Kot//p/4/flat hospital//n/2/obl", "3-5:place:1", ["Tarin Kot"]),
        ("Syrian//a/5/amod soil//n/2/obl", "3-4:place:1", ["Syrian"]),
        ("Sri//p/6/amod Lankan//p/4/flat waters/water/n/2/obl", "3-5:place:1", ["Sri Lankan"]),
        ("Syrian//a/5/amod schools/school/n/2/obl", "3-4:place:1", []),
        ("Mandela//p/5/compound hospital//n/2/obl", "3-3:person:2 3-4:place:1", []),
        ("quiet//a/5/amod village//n/2/obl", "3-4:place:1", []),
    ],
)
def test_noun_for_a_place_is_told_by_the_name_before_it(
    gazetteer: Gazetteer, knowledge: Knowledge, noun: str, mentions: str, names: list[str]
) -> None:
    parse = tree(f"Troops/troop/n/2/nsubj fought/fight/v/0/root in//i/5/case {noun}", mentions=mentions)
    found = find_places(parse, gazetteer, knowledge)
    assert [parse.text[slice(*parse.span(t.first, t.last))] for t in found] == names
    assert all(t.head == len(parse) - 1 for t in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Troops/troop/n/2/nsubj camped/camp/v/0/root near//i/4/case Poltava//p/2/obl", ["Poltava"]),
        ("The//d/2/det shelling//n/0/root of//i/4/case Poltava//p/2/nmod", ["Poltava"]),
        ("Their//o/2/nmod:poss faith//n/0/root in//i/4/case Poltava//p/2/nmod", []),
        ("The//d/2/det words/word/n/0/root of//i/4/case Poltava//p/2/nmod", []),
    ],
)
def test_town_read_as_a_person_is_a_place_where_only_places_stand(
    gazetteer: Gazetteer, knowledge: Knowledge, text: str, names: list[str]
) -> None:
    parse = tree(text, mentions="3-3:person:1")
    assert [parse.words[t.head] for t in find_places(parse, gazetteer, knowledge)] == names


def test_toponym_is_evidenced_by_its_characters(gazetteer: Gazetteer, knowledge: Knowledge) -> None:
    parse = tree(ATTACKED_IN, mentions="5-7:place:1")
    for toponym in find_places(parse, gazetteer, knowledge):
        assert toponym.where is not None
        assert toponym.where.text == parse.span(toponym.first, toponym.last)


def test_event_in_raw_text_has_the_place_told_for_it() -> None:
    reading = dragoman.read("French and Kenyan ministers met in Nairobi on Monday.", date="2023-02-10")
    where = reading.events[0].where
    assert where is not None
    assert (where.name, where.country) == ("Nairobi", "KEN")


def test_event_in_raw_text_without_a_place_says_why() -> None:
    reading = dragoman.read("France condemned Kenya.", date="2023-02-10")
    assert reading.events[0].where is None
    assert reading.events[0].where_reason


def told_places(parse: Parse, predicate: int, gazetteer: Gazetteer, knowledge: Knowledge) -> list[Toponym]:
    """The toponyms that the words of a sentence tell as the place of an act, the likeliest first."""
    anchors = find_anchors(parse, predicate)
    costs = [(cost_of_place(parse, t, predicate, anchors), t) for t in find_places(parse, gazetteer, knowledge)]
    return [t for cost, t in sorted(costs, key=lambda c: c[0] or 0.0) if cost is not None]
