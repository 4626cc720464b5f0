"""Planned acts and captions that tell of past ones in the present tense."""

from datetime import date

from dragoman import read
from dragoman.codebook import load_codebook
from dragoman.events.coded import Coded
from dragoman.events.plans import as_coming, as_done, as_planned
from dragoman.types import When
from trees import tree

BOOK = load_codebook()


def coded(kind: str, mode: tuple[str, ...] = ()) -> Coded:
    return Coded(type=kind, mode=mode, actor=(), recipient=(), predicate=1, triggers=((1,),), rule="model",
                 according_to=(), confidence=0.9)  # fmt: skip


def test_a_planned_visit_is_an_agreement() -> None:
    assert as_planned(coded("CONSULT", ("visit",)), ("future",), BOOK).type == "AGREE"
    assert as_planned(coded("CONSULT", ("visit",)), (), BOOK).type == "CONSULT"
    assert as_planned(coded("ASSAULT"), ("future",), BOOK).type == "ASSAULT"


def test_what_was_taken_for_a_plan_has_the_type_of_its_word() -> None:
    meets = tree("Tonga//p/2/nsubj meets/meet/v/0/root Samoa//p/2/obj")
    assert as_done(meets, coded("AGREE"), BOOK).type == "CONSULT"
    offers = tree("Tonga//p/2/nsubj pledges/pledge/v/0/root help//n/2/obj")
    assert as_done(offers, coded("AGREE"), BOOK).type == "AGREE"


def test_the_caption_of_a_past_meeting_tells_no_plan() -> None:
    words = "Brazil's foreign minister meets Chile's president in Santiago on {}."
    past = read(words.format("December 4, 2019"), date="2020-01-15").events[0]
    assert (past.type, past.auxiliary, past.when.start) == ("CONSULT", (), date(2019, 12, 4))
    coming = read(words.format("February 4, 2020"), date="2020-01-15").events[0]
    assert (coming.type, coming.auxiliary) == ("AGREE", ("future",))


def coming(words: str, start: date, end: date, on: date) -> tuple[date | None, date | None]:
    parse = tree(words)
    token = len(parse) - 1
    when = When(start=start, end=end, precision="month", text=parse.span(token - 1, token), reason="a month")
    found = as_coming(parse, when, on)
    assert found is not None
    return found.start, found.end


def test_the_month_of_a_plan_is_one_to_come() -> None:
    words = "talks/talk/n/0/root set/set/v/1/acl for//i/4/case January//p/2/obl"
    january = (date(2023, 1, 1), date(2023, 1, 31))
    assert coming(words, *january, date(2023, 12, 20)) == (date(2024, 1, 1), date(2024, 1, 31))
    assert coming(words, *january, date(2023, 1, 5)) == january
    assert coming(words.replace("for//", "last//"), *january, date(2023, 12, 20)) == january


def test_the_month_of_a_plan_ends_with_its_last_day() -> None:
    words = "talks/talk/n/0/root set/set/v/1/acl for//i/4/case February//p/2/obl"
    assert coming(words, date(2023, 2, 1), date(2023, 2, 28), date(2023, 11, 3)) == (
        date(2024, 2, 1), date(2024, 2, 29),
    )  # fmt: skip


def test_what_is_to_come_is_no_history() -> None:
    text = "The foreign ministers of Chile and Peru will hold talks in Lima in January."
    event = read(text, date="2023-12-20").events[0]
    assert (event.auxiliary, event.when.start) == (("future",), date(2024, 1, 1))
