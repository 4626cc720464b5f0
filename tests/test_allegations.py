"""Acts that somebody is only alleged to have done."""

from dragoman.events.allegations import without_alleged
from dragoman.events.coded import Coded
from dragoman.events.participants import Participants
from dragoman.types import Cast, Entity
from trees import tree

_NORLAND = Entity(
    id="n1", name="Norland", country="NRL", sector=("GOV",), office=None, identifier=None, mentions=(), reason="table"
)
_ROLE = (
    "Papers/paper/n/2/nsubj told/tell/v/0/root of//s/5/case {}//a/5/amod role//n/2/obl of//s/7/case Norland//p/5/nmod "
    "in//s/9/case bombing//n/5/nmod"
)


def actor(words: str, *, source: tuple[str, ...] = ()) -> tuple[str, ...]:
    parse = tree(words)
    who = Participants(parse, Cast(entities=(_NORLAND,), ids_by_token={6: ("n1",)}), ())
    coded = Coded(
        type="ASSAULT", mode=(), actor=("n1",), recipient=(), predicate=8, triggers=((8,),), rule="model",
        according_to=source, confidence=0.9,
    )  # fmt: skip
    return without_alleged(who, coded).actor


def test_who_has_an_alleged_part_in_an_act_is_not_said_to_have_done_it() -> None:
    assert actor(_ROLE.format("alleged")) == ()


def test_with_a_source_the_claim_keeps_whom_it_names() -> None:
    assert actor(_ROLE.format("alleged"), source=("n2",)) == ("n1",)


def test_a_part_that_the_report_itself_tells_of_stays() -> None:
    assert actor(_ROLE.format("leading")) == ("n1",)
