"""Whose ban it is that somebody is asked to lift."""

import pytest

from dragoman.events.coded import Coded
from dragoman.events.coreference import Told
from dragoman.events.lifting import with_lifters
from dragoman.events.participants import Participants
from dragoman.types import Cast
from trees import tree

ASKED = "Paris//p/2/nsubj urged/urge/v/0/root Lima//p/2/iobj to//t/5/mark"
BAN = "a//d/7/det ban//n/5/obj"


@pytest.mark.parametrize(
    ("words", "actor", "recipient", "found"),
    [
        (f"{ASKED} lift//v/2/xcomp {BAN}", ("paris",), ("lima",), (("lima",), ())),
        (f"{ASKED} end//v/2/xcomp {BAN}", (), ("oslo",), (("lima",), ("oslo",))),
        (f"{ASKED} lift//v/2/xcomp {BAN}", ("oslo",), ("lima",), (("oslo",), ("lima",))),
        (f"{ASKED} back//v/2/xcomp {BAN}", ("paris",), ("lima",), (("paris",), ("lima",))),
    ],
)
def test_who_is_asked_to_lift_a_ban_imposed_it(
    words: str, actor: tuple[str, ...], recipient: tuple[str, ...], found: tuple[tuple[str, ...], ...]
) -> None:
    who = Participants(tree(words), Cast(entities=(), ids_by_token={0: ("paris",), 2: ("lima",)}), ())
    coded = Coded(
        type="SANCTION", mode=(), actor=actor, recipient=recipient, predicate=6, triggers=((6,),), according_to=(),
        confidence=0.5, rule="test",
    )  # fmt: skip
    (event,) = with_lifters(who, [Told(coded=coded, when=None, auxiliary=())])
    assert (event.coded.actor, event.coded.recipient) == found
