"""Historical, future, hypothetical and negated acts."""

from datetime import date

import pytest

from dragoman.events.auxiliary import assess_auxiliary
from dragoman.types import When
from trees import tree

ON = date(2024, 5, 20)


def day(text: str) -> When:
    on = date.fromisoformat(text)
    return When(start=on, end=on, precision="day", text=None, reason="told")


def modes(text: str, word: str, when: When | None = None) -> tuple[str, ...]:
    parse = tree(text)
    return assess_auxiliary(parse, parse.words.index(word), None, when, ON)


def test_what_happened_has_no_mode() -> None:
    assert modes("Ruiz//p/2/nsubj met/meet/v/0/root Okafor//p/2/obj", "met") == ()


@pytest.mark.parametrize(("told", "expected"), [("2024-04-19", ["historical"]), ("2024-04-20", []), ("2024-05-20", [])])
def test_an_act_over_more_than_thirty_days_before_the_report_is_historical(told: str, expected: list[str]) -> None:
    assert [*modes("Ruiz//p/2/nsubj met/meet/v/0/root Okafor//p/2/obj", "met", day(told))] == expected


def test_an_act_that_still_goes_on_is_not_historical() -> None:
    since = When(start=date(2019, 1, 1), end=None, precision="year", text=None, reason="since")
    assert modes("Troops/troop/n/2/nsubj hold/hold/v/0/root it//o/2/obj", "hold", since) == ()


def test_for_decades_in_the_past_tense_is_historical_without_a_date() -> None:
    text = "Oslo//p/2/nsubj led/lead/v/0/root it//o/2/obj for//i/5/case decades/decade/n/2/obl"
    assert modes(text.replace("0/root", "0/root/Tense=Past"), "led") == ("historical",)
    assert modes(text, "led") == ()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ruiz//p/3/nsubj will//x/3/aux visit/visit/v/0/root Lima//p/3/obj", "visit"),
        ("Ruiz//p/4/nsubj is//x/4/aux to//t/4/mark visit/visit/v/0/root Lima//p/4/obj", "visit"),
        ("Ruiz//p/2/nsubj plans/plan/v/0/root to//t/4/mark visit/visit/v/2/xcomp Lima//p/4/obj", "visit"),
        ("They/they/o/3/nsubj will//x/3/aux hold/hold/v/0/root talks/talk/n/3/obj", "talks"),
        ("They/they/o/3/nsubj will//x/3/aux meet/meet/v/0/root and//c/5/cc sign/sign/v/3/conj it//o/5/obj", "sign"),
        ("We//o/2/nsubj look//v/0/root forward//r/2/advmod to//s/5/mark welcoming/welcome/v/2/advcl", "welcoming"),
        ("an//d/3/det upcoming//a/3/amod summit//n/0/root", "summit"),
    ],
)
def test_plans_are_future(text: str, word: str) -> None:
    assert modes(text, word) == ("future",)


def test_a_date_after_the_report_makes_the_present_tense_future() -> None:
    assert modes("Ruiz//p/2/nsubj visits/visit/v/0/root Lima//p/2/obj", "visits", day("2024-06-02")) == ("future",)


def test_what_comes_before_a_planned_act_is_not_future_itself() -> None:
    text = "After//i/2/case talks/talk/n/5/obl Ruiz//p/5/nsubj will//x/5/aux rest/rest/v/0/root"
    assert modes(text, "talks") == ()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Oslo//p/3/nsubj would//x/3/aux attack/attack/v/0/root Lima//p/3/obj", "attack"),
        ("If//s/3/mark Oslo//p/3/nsubj attacks/attack/v/5/advcl Lima//p/5/nsubj replies/reply/v/0/root", "attacks"),
        ("Oslo//p/2/nsubj wants/want/v/0/root to//t/4/mark attack/attack/v/2/xcomp", "attack"),
        ("They/they/o/3/nsubj could//x/3/aux hold/hold/v/0/root talks/talk/n/3/obj", "talks"),
    ],
)
def test_what_is_imagined_is_hypothetical(text: str, word: str) -> None:
    assert modes(text, word) == ("hypothetical",)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ruiz//p/4/nsubj did/do/x/4/aux not//t/4/advmod meet/meet/v/0/root Okafor//p/4/obj", "meet"),
        ("Ruiz//p/3/nsubj never//r/3/advmod met/meet/v/0/root Okafor//p/3/obj", "met"),
        ("Ruiz//p/2/nsubj failed/fail/v/0/root to//t/4/mark meet/meet/v/2/xcomp Okafor//p/4/obj", "meet"),
        ("no//d/2/det talks/talk/n/4/nsubj:pass were//x/4/aux:pass held/hold/v/0/root", "talks"),
        ("They/they/o/4/nsubj did/do/x/4/aux n't//t/4/advmod hold/hold/v/0/root talks/talk/n/4/obj", "talks"),
    ],
)
def test_what_did_not_happen_is_negated(text: str, word: str) -> None:
    assert modes(text, word) == ("negated",)


def test_the_light_verb_carries_the_mode_of_its_noun() -> None:
    parse = tree("They/they/o/4/nsubj did/do/x/4/aux not//t/4/advmod hold/hold/v/0/root talks/talk/n/4/obj")
    assert assess_auxiliary(parse, 4, 3, None, ON) == ("negated",)


@pytest.mark.parametrize(
    "text",
    [
        "A//d/2/det bill/bill/n/4/nsubj would//x/4/aux bar/bar/v/0/root them//o/4/obj",
        "We//o/2/nsubj saw//v/0/root a//d/4/det bill/bill/n/2/obj that//o/7/nsubj would//x/7/aux bar/bar/v/4/acl:relcl "
        "them//o/7/obj",
    ],
)  # fmt: skip
def test_what_a_bill_would_do_is_hypothetical(text: str) -> None:
    assert modes(text, "bar") == ("hypothetical",)


def test_a_bill_that_stands_for_its_act_is_hypothetical() -> None:
    assert modes("They//o/2/nsubj drew/draw/v/0/root a//d/4/det bill/bill/n/2/obj", "bill") == ("hypothetical",)
