"""What ties an entity to a country: the scene set before it, and the language model's links; on parses by hand."""

from dragoman.entities.homes import fill_homes, load_ranker
from dragoman.entities.nodes import Node
from dragoman.entities.profiles import Profile
from dragoman.entities.publisher import Publisher
from dragoman.entities.setting import Sign
from dragoman.entities.ties import Ties
from learned import acts
from trees import tree

NOWHERE = Publisher(country=None, author=None)
SENTENCES = (
    "Quito//p/2/nsubj slept//v/0/root",
    "In//i/2/case Lima//p/4/obl miners//n/4/nsubj wept//v/0/root",
    "Guards//n/2/nsubj watched//v/0/root",
)
SIGNS = (Sign(token=0, country="ECU", kind="place"), Sign(token=3, country="PER", kind="place"))


def guards() -> Node:
    mention = Profile(head=6, first=6, last=6, kind="group", name="Guards", key="guard", plural=True)
    return Node("group", "Guards", {"guard"}, None, ("COP",), None, None, None, True, False, "role", [mention])


def told_apart(second: str, sign: int) -> set[int]:
    """The numbers of the features that Peru has and Ecuador has not."""
    signs = (SIGNS[0], Sign(token=sign, country="PER", kind="place"))
    ties = Ties(tree(SENTENCES[0], second, SENTENCES[2]), signs, ["ECU", "PER"])
    ecuador, peru = ties.features(guards(), [], {})[:2]
    return {i for i, (one, other) in enumerate(zip(ecuador, peru, strict=True)) if one == 0 and other == 1}


def test_a_place_at_a_sentences_beginning_sets_the_scene_for_the_next() -> None:
    elsewhere = "Miners//n/2/nsubj wept//v/0/root over//i/4/case Lima//p/2/obl"
    assert told_apart(SENTENCES[1], 3) > told_apart(elsewhere, 5)


def test_a_link_of_the_language_model_is_weighed_against_the_scene() -> None:
    bare, node = tree(*SENTENCES), guards()
    linked = tree(*SENTENCES, acts=acts(bare, {}, {("home", 6, 0): 0.95}, standings={(6, "country"): 0.9}))
    fill_homes(linked, [node], SIGNS, NOWHERE, load_ranker())
    assert node.country == "ECU"


def test_there_is_a_row_for_each_country_each_likely_body_and_none() -> None:
    ties = Ties(tree(*SENTENCES), SIGNS, ["ECU", "PER"])
    bodies = ties.bodies({"NGO": 0.3, "UNO": 0.01})
    assert bodies == ["NGO"]
    assert ties.features(guards(), bodies, {"NGO": 0.3}).shape[0] == 4
