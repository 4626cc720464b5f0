"""The ranker that gives a country: its candidates and its choice."""

import pytest

from dragoman.entities.counterparts import countries_elsewhere
from dragoman.entities.homes import Scene, fill_homes, load_ranker
from dragoman.entities.nodes import Node
from dragoman.entities.profiles import Profile
from dragoman.entities.publisher import Publisher
from dragoman.entities.setting import Sign
from dragoman.language.parse import Parse
from learned import acts
from trees import tree

WORDS = "Lima//p/2/nsubj warned//v/0/root Quito//p/2/obj after//i/5/mark miners//n/6/nsubj struck//v/2/advcl"
NOWHERE = Publisher(country=None, author=None)
SIGNS = (
    Sign(token=0, country="PER", kind="state"),
    Sign(token=2, country="ECU", kind="state"),
)


def miners() -> Node:
    mention = Profile(head=4, first=4, last=4, kind="group", name="miners", key="miner", plural=True)
    return Node("group", "miners", {"miner"}, None, ("LAB",), None, None, None, True, False, "role", [mention])


def parse(
    links: dict[tuple[str, int, int], float] | None = None, standings: dict[tuple[int, str], float] | None = None
) -> Parse:
    bare = tree(WORDS)
    return tree(WORDS, acts=acts(bare, {}, links or {}, standings=standings)) if links or standings else bare


def test_the_candidates_are_the_countries_of_the_report_and_none() -> None:
    countries, features, own = Scene(parse(), SIGNS, NOWHERE).candidates(miners())
    assert countries == ["PER", "ECU", None]
    assert features.shape == (3, len(load_ranker().mean))
    assert own is None


def test_a_national_publisher_is_a_candidate_too() -> None:
    countries, _, _ = Scene(parse(), SIGNS, Publisher(country="AUS", author=None)).candidates(miners())
    assert "AUS" in countries


@pytest.mark.parametrize(("sign", "country"), [(0, "PER"), (2, "ECU")])
def test_the_models_link_decides_between_equals(sign: int, country: str) -> None:
    linked = parse({("home", 4, sign): 0.9})
    node = miners()
    fill_homes(linked, [node], SIGNS, NOWHERE, load_ranker())
    assert (node.country, node.reason) == (country, "country of the places and states around it")


def test_without_any_sign_the_country_stays_unknown() -> None:
    node = miners()
    fill_homes(parse(), [node], (), NOWHERE, load_ranker())
    assert node.country is None


def test_a_country_that_is_told_is_kept() -> None:
    node = miners()
    node.country = "BOL"
    fill_homes(parse(), [node], SIGNS, NOWHERE, load_ranker())
    assert node.country == "BOL"


@pytest.mark.parametrize(
    ("standing", "country", "reason"),
    [
        ("NGO", "NGO", "a body of no single country, as it reads"),
        ("none", None, "of no country that is told, as it reads"),
        ("country", "PER", "country of the places and states around it"),
    ],
)
def test_what_the_model_takes_an_entity_for_decides_whether_it_has_a_country(
    standing: str, country: str | None, reason: str
) -> None:
    seen = parse({("home", 4, 0): 0.9}, {(4, standing): 0.9})
    node = miners()
    fill_homes(seen, [node], SIGNS, NOWHERE, load_ranker())
    assert (node.country, node.reason) == (country, reason)


def test_whoever_has_a_counterpart_is_of_another_country() -> None:
    node, other = miners(), miners()
    other.country = "ECU"
    words = tree("miners//n/2/nsubj met//v/0/root their//o/4/nmod:poss counterpart//n/2/obj there//r/2/advmod")
    other.mentions = [Profile(head=3, first=2, last=3, kind="group", name="counterpart", key="counterpart")]
    elsewhere = countries_elsewhere(words, [node, other], {0: [node], 2: [node], 3: [other]})
    linked = parse({("home", 4, 2): 0.9})
    fill_homes(linked, [node], SIGNS, NOWHERE, load_ranker(), elsewhere)
    assert node.country != "ECU"
