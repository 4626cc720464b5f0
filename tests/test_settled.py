"""Auxiliary modes that an act's words settle by themselves."""

import pytest

from dragoman.codebook import load_codebook
from dragoman.events.settled import is_undone, settle_modes
from trees import tree

TYPES = load_codebook().types


def settled(kind: str, text: str, word: str, *likely: str) -> tuple[str, ...]:
    parse = tree(text)
    return settle_modes(parse, TYPES[kind], parse.words.index(word), None, likely)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Nobody//o/3/nsubj:pass was/be/x/3/aux:pass jailed/jail/v/0/root", "jailed"),
        ("No//d/2/det one//o/3/nsubj signed/sign/v/0/root", "signed"),
        ("Oslo//p/2/nsubj thanked/thank/v/0/root neither//d/4/det side/side/n/2/obj", "thanked"),
        ("Oslo//p/5/nsubj has/have/x/5/aux never//r/5/advmod publicly//r/5/advmod thanked/thank/v/0/root", "thanked"),
        ("None//o/4/nsubj of//i/3/case us//o/1/nmod thanked/thank/v/0/root them//o/4/obj", "thanked"),
        ("They//o/2/nsubj failed/fail/v/0/root to//t/4/mark agree/agree/v/2/xcomp", "failed"),
        ("They//o/2/nsubj failed/fail/v/0/root to//t/4/mark agree/agree/v/2/xcomp", "agree"),
        ("Oslo//p/2/nsubj has/have/v/0/root yet//r/5/advmod to//t/5/mark sign/sign/v/2/xcomp", "sign"),
        ("The//d/2/det visit/visit/n/5/nsubj did/do/x/5/aux not//r/5/advmod take/take/v/0/root place/place/n/5/obj",
         "visit"),
    ],
)  # fmt: skip
def test_words_that_leave_no_doubt_of_what_was_not_done(text: str, word: str) -> None:
    parse = tree(text)
    assert is_undone(parse, parse.words.index(word), None)


@pytest.mark.parametrize(
    "text",
    [
        "Oslo//p/2/nsubj thanked/thank/v/0/root both//d/4/det sides/side/n/2/obj",
        "No//d/2/det soldier/soldier/n/3/nsubj thanked/thank/v/0/root them//o/3/obj",
        "Oslo//p/4/nsubj not//r/4/advmod only//r/4/advmod thanked/thank/v/0/root them//o/4/obj",
        "Oslo//p/4/nsubj will//x/4/aux not//r/4/advmod thanked/thank/v/0/root",
    ],
)
def test_other_words_leave_doubt(text: str) -> None:
    parse = tree(text)
    assert not is_undone(parse, parse.words.index("thanked"), None)


@pytest.mark.parametrize(
    ("kind", "text", "word"),
    [
        ("SUPPORT", "Oslo//p/4/nsubj would//x/4/aux have//x/4/aux signed/sign/v/0/root it//o/4/obj", "signed"),
        ("SUPPORT", "If//t/4/mark Oslo//p/4/nsubj had//x/4/aux signed/sign/v/7/advcl we//o/7/nsubj would//x/7/aux "
         "know//v/0/root", "signed"),
        ("SUPPORT", "Had//x/3/aux Oslo//p/3/nsubj signed/sign/v/6/advcl we//o/6/nsubj would//x/6/aux know//v/0/root",
         "signed"),
        ("COERCE", "The//d/2/det bill//n/4/nsubj would//x/4/aux bar/bar/v/0/root them//o/4/obj", "bar"),
        ("ASSAULT", "as//t/5/mark though//t/5/mark Oslo//p/5/nsubj had//x/5/aux attacked/attack/v/0/advcl",
         "attacked"),
        ("ASSAULT", "Many//o/2/nsubj fear//v/0/root they//o/5/nsubj will//x/5/aux attack/attack/v/2/ccomp", "attack"),
        ("COERCE", "Oslo//p/2/nsubj proposed/propose/v/0/root banning/ban/v/2/xcomp it//o/3/obj", "banning"),
        ("ASSAULT", "The//d/2/det plot//n/3/nsubj failed/fail/v/0/root", "plot"),
    ],
)  # fmt: skip
def test_what_only_would_be_is_hypothetical_without_the_model(kind: str, text: str, word: str) -> None:
    assert settled(kind, text, word, "historical", "future") == ("hypothetical",)


@pytest.mark.parametrize(
    ("kind", "text", "word"),
    [
        ("REQUEST", "unless//t/4/mark it//o/4/nsubj:pass is//x/4/aux:pass withdrawn/withdraw/v/5/advcl wait//v/0/root",
         "withdrawn"),
        ("SUPPORT", "We//o/2/nsubj wait//v/0/root if//t/5/mark they//o/5/nsubj praise/praise/v/2/advcl us//o/5/obj",
         "praise"),
        ("AGREE", "Oslo//p/2/nsubj said//v/0/root it//o/5/nsubj would//x/5/aux sign/sign/v/2/ccomp", "sign"),
        ("SUPPORT", "Oslo//p/3/nsubj had//x/3/aux signed/sign/v/0/root it//o/3/obj", "signed"),
        ("AID", "Had//x/3/aux Oslo//p/3/nsubj helped/help/v/0/root them//o/3/obj ?//z/3/punct", "helped"),
    ],
)  # fmt: skip
def test_demands_promises_and_questions_are_not_imagined(kind: str, text: str, word: str) -> None:
    assert settled(kind, text, word) == ()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Oslo//p/4/nsubj had//x/4/aux been//x/4/aux:pass expected/expect/v/0/root to//t/6/mark sign/sign/v/4/xcomp",
         "sign"),
        ("Oslo//p/2/nsubj stopped//v/0/root short//r/2/advmod of//t/5/mark praising/praise/v/2/advcl it//o/5/obj",
         "praising"),
        ("Oslo//p/5/nsubj was//x/5/aux to//t/5/mark have//x/5/aux signed/sign/v/0/root", "signed"),
    ],
)  # fmt: skip
def test_what_had_been_expected_did_not_come_about(text: str, word: str) -> None:
    assert settled("SUPPORT", text, word, "historical", "future") == ("historical", "negated")


def test_what_is_expected_still_may_come_about() -> None:
    text = "Oslo//p/3/nsubj is//x/3/aux:pass expected/expect/v/0/root to//t/5/mark sign/sign/v/3/xcomp"
    assert settled("SUPPORT", text, "sign", "future") == ("future",)


def test_no_before_an_act_denies_it_but_no_answer_is_a_refusal() -> None:
    made, gave = "They//o/2/nsubj made//v/0/root no//d/4/det ", "They//o/2/nsubj gave//v/0/root no//d/4/det "
    assert settled("COERCE", made + "arrests/arrest/n/2/obj", "arrests") == ("negated",)
    assert settled("REJECT", gave + "answer/answer/n/2/obj", "answer", "negated") == ()


def test_not_to_reply_or_allow_is_the_act_itself() -> None:
    text = "Oslo//p/4/nsubj did//x/4/aux not//r/4/advmod reply/reply/v/0/root"
    assert settled("REJECT", text, "reply", "negated") == ()
    text = "He//o/4/nsubj:pass is//x/4/aux:pass not//r/4/advmod allowed/allow/v/0/root out//r/4/advmod"
    assert settled("COERCE", text, "allowed", "negated") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Oslo//p/3/nsubj will//x/3/aux urge//v/0/root Bern//p/3/obj",
        "Oslo//p/4/nsubj is/be/x/4/aux to//t/4/mark urge//v/0/root Bern//p/4/obj",
        "Oslo//p/3/nsubj is/be/x/3/aux:pass expected/expect/v/0/root to//t/5/mark urge//v/3/xcomp Bern//p/5/obj",
    ],
)
def test_who_is_to_speak_has_not_spoken(text: str) -> None:
    assert settled("REQUEST", text, "urge") == ("future",)


def test_a_promise_of_support_is_given_by_its_words() -> None:
    assert settled("SUPPORT", "Oslo//p/3/nsubj will//x/3/aux back//v/0/root Bern//p/3/obj", "back") == ()
    assert settled("REQUEST", "Oslo//p/2/nsubj urged/urge/v/0/root Bern//p/2/obj", "urged") == ()


@pytest.mark.parametrize(
    ("kind", "text", "modes"),
    [
        ("SANCTION", "Oslo//p/2/nsubj said/say/v/0/root it//o/5/nsubj would//x/5/aux expel//v/2/ccomp", ("future",)),
        ("AGREE", "Oslo//p/2/nsubj said/say/v/0/root it//o/5/nsubj would//x/5/aux expel//v/2/ccomp", ()),
        ("SANCTION", "Oslo//p/2/nsubj said/say/v/0/root it//o/5/nsubj had//x/5/aux expel//v/2/ccomp", ()),
        ("SANCTION", "Oslo//p/2/nsubj said/say/v/0/root it//o/6/nsubj would//x/6/aux not//r/6/advmod expel//v/2/ccomp",
         ()),
    ],
)  # fmt: skip
def test_what_somebody_said_would_be_done_is_to_come(kind: str, text: str, modes: tuple[str, ...]) -> None:
    assert settled(kind, text, "expel") == modes
