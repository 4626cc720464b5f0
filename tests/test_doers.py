"""Who by the words of a clause has not done an act."""

import pytest

import dragoman
from dragoman.codebook import load_codebook
from dragoman.events.coded import Coded
from dragoman.events.doers import without_bystanders
from dragoman.events.participants import Participants
from dragoman.types import Cast, Entity, Span, Statement
from trees import tree

BOOK = load_codebook()


def entity(number: int, name: str, reason: str = "title in the report") -> Entity:
    return Entity(
        id=f"n{number}", name=name, country="NRL", sector=("GOV",), office=None, identifier=None, mentions=(),
        reason=reason,
    )  # fmt: skip


def sides(
    kind: str, words: str, trigger: str, *, who: dict[str, str], cue: tuple[str, str] | None = None, mentions: str = "",
    recipient: tuple[str, ...] = (),
) -> tuple[tuple[str, ...], tuple[str, ...]]:  # fmt: skip
    """Actor and recipient where everybody in `who` (word: name) was taken for the actor; a cue's content is a word."""
    parse = tree(words, mentions=mentions)
    at = parse.words.index
    cast = Cast(
        entities=tuple(entity(n, name) for n, name in enumerate(who.values(), 1)),
        ids_by_token={at(word): (f"n{n}",) for n, word in enumerate(who, 1)},
    )
    statements = ()
    if cue is not None:
        first, content = at(cue[0]), at(cue[1])
        statements = (
            Statement(
                id="s1", speaker=("n1",), addressee=(), cue=parse.span(first, first),
                content=(Span(parse.starts[content], len(parse.text)),), quotes=(), via=None, hedged=False, when=None,
            ),
        )  # fmt: skip
    token = at(trigger)
    coded = Coded(
        type=kind, mode=(), actor=tuple(e.id for e in cast.entities), recipient=recipient, predicate=token,
        triggers=((token,),), rule="model", according_to=(), confidence=0.9,
    )  # fmt: skip
    found = without_bystanders(Participants(parse, cast, statements), coded, BOOK)
    told = [i for i in coded.actor if i not in found.actor] if BOOK.types[kind].mutual else []
    assert list(found.according_to) == told
    return found.actor, found.recipient


@pytest.mark.parametrize("verb", ["faced/face", "drew/draw", "weathered/weather"])
def test_who_faces_criticism_is_criticised(verb: str) -> None:
    words = f"Brandt//p/2/nsubj {verb}/v/0/root sharp//a/4/amod criticism//n/2/obj"
    assert sides("ACCUSE", words, "criticism", who={"Brandt": "Brandt"}) == ((), ("n1",))
    assert sides("ACCUSE", words, words.split()[1].split("/")[0], who={"Brandt": "Brandt"}) == ((), ("n1",))


def test_whose_refusal_draws_a_rebuke_is_rebuked() -> None:
    words = (
        "Brandt//p/3/nmod:poss 's//t/1/case refusal//n/4/nsubj drew/draw/v/0/root a//d/6/det rebuke//n/4/obj "
        "from//i/8/case Keld//p/6/nmod"
    )
    assert sides("ACCUSE", words, "rebuke", who={"Brandt": "Brandt", "Keld": "Keld"}) == (("n2",), ("n1",))


def test_who_voices_criticism_criticises() -> None:
    words = "Brandt//p/2/nsubj voiced/voice/v/0/root criticism//n/2/obj"
    assert sides("ACCUSE", words, "criticism", who={"Brandt": "Brandt"}, recipient=("n2",)) == (("n1",), ("n2",))


def test_who_a_fight_is_against_has_not_begun_it() -> None:
    words = "fight//n/0/root against//i/4/case the//d/4/det militia//n/1/nmod"
    assert sides("ASSAULT", words, "fight", who={"militia": "militia"}) == ((), ("n1",))


def test_who_is_asked_or_condemned_has_not_asked() -> None:
    asked = "Owners/owner/n/3/nsubj:pass are/be/x/3/aux:pass asked/ask/v/0/root to//t/5/mark wait//v/3/xcomp"
    assert sides("REQUEST", asked, "asked", who={"Owners": "owners"}) == ((), ("n1",))
    outraged = "Owners/owner/n/3/nsubj:pass were/be/x/3/aux:pass outraged/outrage/v/0/root"
    assert sides("ACCUSE", outraged, "outraged", who={"Owners": "owners"}) == (("n1",), ())


def test_who_only_judges_a_strike_has_not_struck() -> None:
    words = "Brandt//p/2/nsubj {}/v/0/root the//d/4/det strike//n/2/obj cowardly//a/2/xcomp"
    who = {"Brandt": "Brandt"}
    called, ordered = words.format("called/call"), words.format("ordered/order")
    assert sides("ASSAULT", called, "strike", who=who, cue=("called", "the")) == ((), ())
    assert sides("ASSAULT", ordered, "strike", who=who, cue=("ordered", "the")) == (("n1",), ())


def test_who_judges_their_own_strike_has_struck() -> None:
    words = "Brandt//p/2/nsubj called/call/v/0/root our//o/4/nmod:poss strike//n/2/obj just//a/2/xcomp"
    assert sides("ASSAULT", words, "strike", who={"Brandt": "Brandt"}, cue=("called", "our")) == (("n1",), ())


def test_who_works_for_an_end_of_the_fighting_does_not_fight() -> None:
    words = (
        "Brandt//p/2/nsubj works/work/v/0/root to//t/4/mark end//v/2/advcl the//d/6/det fighting//n/4/obj in//i/8/case "
        "Keld//p/6/nmod"
    )
    assert sides("ASSAULT", words, "fighting", who={"Brandt": "Brandt", "Keld": "Keld"}) == (("n2",), ())


def test_the_town_that_attacks_are_called_after_attacked_nobody() -> None:
    words = "The//d/3/det Lyon//p/3/compound attacks/attack/n/4/nsubj shook/shake/v/0/root France//p/4/obj"
    assert sides("ASSAULT", words, "attacks", who={"Lyon": "Lyon"}, mentions="1-1:place:1") == ((), ())
    assert sides("ASSAULT", words, "attacks", who={"Lyon": "Lyon"}, mentions="1-1:person:1") == (("n1",), ())


@pytest.mark.parametrize("verb", ["rejected/reject", "ignored/ignore", "opposed/oppose"])
def test_who_answers_a_demand_was_asked_and_has_not_asked(verb: str) -> None:
    words = f"Brandt//p/2/nsubj {verb}/v/0/root a//d/4/det request//n/2/obj"
    assert sides("REQUEST", words, "request", who={"Brandt": "Brandt"}) == ((), ("n1",))
    assert sides("ACCUSE", words.replace("request", "charge"), "charge", who={"Brandt": "Brandt"}) == ((), ("n1",))


def test_a_court_that_hears_a_plea_was_asked_and_one_that_hears_a_charge_judges() -> None:
    words = "Brandt//p/2/nsubj heard/hear/v/0/root the//d/4/det plea//n/2/obj"
    assert sides("REQUEST", words, "plea", who={"Brandt": "Brandt"}) == ((), ("n1",))
    assert sides("ACCUSE", words, "plea", who={"Brandt": "Brandt"}) == (("n1",), ())


def test_headlines_leave_out_is_before_a_passive() -> None:
    words = "Brandt//p/2/nsubj accused/accuse/v/0/root of//m/4/mark hiding/hide/v/2/advcl losses/loss/n/4/obj"
    assert sides("ACCUSE", words, "accused", who={"Brandt": "Brandt"}) == ((), ("n1",))
    active = "Brandt//p/2/nsubj accused/accuse/v/0/root Oslo//p/2/obj of//m/5/mark hiding/hide/v/2/advcl"
    assert sides("ACCUSE", active, "accused", who={"Brandt": "Brandt"}) == (("n1",), ())


def test_who_tells_of_two_others_meeting_was_not_there() -> None:
    words = "Brandt//p/2/nsubj said/say/v/0/root Lund//p/4/nsubj met/meet/v/2/ccomp Haddad//p/4/obj there//r/4/advmod"
    people = {"Brandt": "Brandt", "Lund": "Lund", "Haddad": "Haddad"}
    assert sides("CONSULT", words, "met", who=people, cue=("said", "Lund")) == (("n2", "n3"), ())
    ours = words.replace("there//r/4/advmod", "for//i/7/case us//o/4/obl")
    assert sides("CONSULT", ours, "met", who=people, cue=("said", "Lund")) == (("n1", "n2", "n3"), ())


@pytest.mark.parametrize("trigger", ["hit", "mine"])
def test_what_hits_a_mine_attacks_nobody(trigger: str) -> None:
    words = "Their//o/2/nmod:poss lorry//n/3/nsubj hit//v/0/root a//d/5/det mine//n/3/obj"
    assert sides("ASSAULT", words, trigger, who={"lorry": "lorry"})[0] == ()
    assert sides("ASSAULT", words.replace("mine", "bus"), trigger.replace("mine", "bus"), who={"lorry": "lorry"})[0]


def test_who_blocks_a_statement_does_not_make_it() -> None:
    reading = dragoman.read("Hungary blocked a statement condemning the closure of the road.", date="2020-03-06")
    country = {e.id: e.country for e in reading.entities}
    assert not [i for e in reading.events if e.type == "ACCUSE" for i in e.actor if country[i] == "HUN"]
