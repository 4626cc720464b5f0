"""Agreements and promises: who gives its word to whom."""

from collections.abc import Sequence
from types import SimpleNamespace

from dragoman.events.coded import Coded
from dragoman.events.coreference import Told
from dragoman.events.promises import with_promised


class Links:
    """The language model's chances of sides, whatever the words."""

    def __init__(self, **chances: dict[str, float]) -> None:
        self.chances = chances
        states = {"a": SimpleNamespace(country="TGO", reason="table of office-holders")}
        states["b"] = SimpleNamespace(country="TCD", reason="table of countries")
        self.who = SimpleNamespace(entities=states)

    def party(self, role: str, tokens: Sequence[int]) -> dict[str, float]:
        return self.chances[role]


def sides(kind: str, links: Links) -> tuple[tuple[str, ...], tuple[str, ...]]:
    act = Coded(
        type=kind, mode=(), actor=("a", "b"), recipient=(), predicate=0, triggers=((0,),), according_to=(),
        confidence=1.0, rule="model",
    )  # fmt: skip
    (told,) = with_promised(links, [Told(coded=act, when=None, auxiliary=())])  # type: ignore[arg-type]
    return told.coded.actor, told.coded.recipient


def test_whom_something_is_promised_is_no_promiser() -> None:
    assert sides("AGREE", Links(actor={"a": 0.9, "b": 0.2}, recipient={"b": 0.6})) == (("a",), ("b",))


def test_those_who_agree_stay_side_by_side() -> None:
    assert sides("AGREE", Links(actor={"a": 0.9, "b": 0.8}, recipient={"b": 0.3})) == (("a", "b"), ())


def test_somebody_promises() -> None:
    assert sides("AGREE", Links(actor={"a": 0.1}, recipient={"a": 0.5, "b": 0.6})) == (("a", "b"), ())


def test_meetings_have_no_such_side() -> None:
    assert sides("CONSULT", Links(actor={"a": 0.9, "b": 0.2}, recipient={"b": 0.6})) == (("a", "b"), ())


def test_nobody_promises_the_own_state() -> None:
    links = Links(actor={"a": 0.9, "b": 0.2}, recipient={"b": 0.6})
    links.who.entities["b"].country = "TGO"
    assert sides("AGREE", links) == (("a",), ())
