"""Violence told at places far from each other is not one act."""

import pytest

from dragoman.events.apart import Apart
from dragoman.events.coded import Coded
from dragoman.places import Toponym
from dragoman.types import Where
from trees import tree

LYON = Where(name="Lyon", country="FRA", lat=45.75, lon=4.85, geonameid=1, feature="PPLA", precision="town", text=None)
METZ = Where(name="Metz", country="FRA", lat=49.12, lon=6.18, geonameid=2, feature="PPL", precision="town", text=None)
FRANCE = Where(
    name="France", country="FRA", lat=46.0, lon=2.0, geonameid=3, feature="PCLI", precision="country", text=None
)
MALI = Where(
    name="Mali", country="MLI", lat=18.0, lon=-2.0, geonameid=4, feature="PCLI", precision="country", text=None
)
WORDS = (
    "The//d/2/det attack/attack/n/0/root in//i/4/case Lyon//p/2/nmod shook/shake/v/2/parataxis them//o/5/obj"
    " after//i/8/case strikes/strike/n/5/obl on//i/10/case camps/camp/n/8/nmod in//i/12/case Mali//p/10/nmod"
)


def apart(first: Where, second: Where, kind: str = "ASSAULT", words: str = WORDS) -> bool:
    parse = tree(words)
    toponyms = [Toponym(first=t, last=t, head=t, where=w, reason="") for t, w in ((3, first), (11, second))]
    a, b = (
        Coded(type=kind, mode=(), actor=(), recipient=(), predicate=t, triggers=((t,),), rule="model",
              according_to=(), confidence=0.9) for t in (1, 7)
    )  # fmt: skip
    return Apart(parse, toponyms).are(a, b)


@pytest.mark.parametrize(("first", "second"), [(LYON, MALI), (LYON, METZ), (FRANCE, MALI)])
def test_attacks_in_two_countries_or_far_towns_are_two(first: Where, second: Where) -> None:
    assert apart(first, second)


@pytest.mark.parametrize(("first", "second"), [(LYON, LYON), (LYON, FRANCE)])
def test_a_town_and_its_country_may_be_one_place(first: Where, second: Where) -> None:
    assert not apart(first, second)


def test_what_is_said_in_two_places_may_be_one_demand() -> None:
    assert not apart(LYON, MALI, "REQUEST")


def test_a_place_that_hangs_on_another_word_is_not_the_acts() -> None:
    assert not apart(LYON, MALI, words=WORDS.replace("Lyon//p/2/nmod", "Lyon//p/5/obl"))
