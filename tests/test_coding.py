"""Frames and statements into coded events, by a small codebook of the test's own."""

from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.codebook import Codebook, load_codebook
from dragoman.events.coded import Coded
from dragoman.events.coding import code_events, fitting_rules, is_wished
from dragoman.events.frames import find_frames
from dragoman.events.participants import Participants
from dragoman.language import load_model
from dragoman.language.parse import Parse
from dragoman.types import Cast, Entity, Statement
from trees import tree

TYPES = """
name = "test"
[types.CONSULT]
quad = 1
intensity = 2.5
mutual = true
modes = { phone = 1.5, visit = 4.0 }
[types.SUPPORT]
quad = 1
intensity = 5.0
verbal = true
modes = {}
[types.REQUEST]
quad = 3
intensity = 0.0
verbal = true
swallows = true
modes = { yield = -1.0 }
[types.ACCUSE]
quad = 3
intensity = -3.0
verbal = true
modes = { disapprove = -2.0 }
[types.SANCTION]
quad = 4
intensity = -6.0
modes = { convict = -6.0 }
[types.COERCE]
quad = 4
intensity = -7.0
modes = { arrest = -7.0 }
[types.ASSAULT]
quad = 4
intensity = -9.0
modes = {}
"""
TRIGGERS = """lemmas	pos	needs	type	mode	actor	recipient
talk	NOUN	with:*|between:*	CONSULT		agent+with+between/governor+with
call	NOUN	with:*	CONSULT	phone	agent+with
visit	VERB	object:+known	CONSULT	visit	agent	object
demand	VERB		REQUEST		agent	of
demand	VERB	object:withdrawal	REQUEST	yield	agent	of
praise	VERB		SUPPORT		agent	object
condemn	VERB		ACCUSE	disapprove	agent	owner
sentence	VERB	object:*	SANCTION	convict		object
sentence	VERB	also object:*	COERCE	arrest		object
withdrawal	NOUN		SANCTION		agent
lift	VERB	object:*	SUPPORT			target
plot	NOUN	hypothetical agent:*	ASSAULT		agent	against
bomb	VERB	object:*	ASSAULT			object
blockade	NOUN	agent:*	COERCE		agent	of
"""
STANCES = """pattern	type	mode	recipient
aux:must !self	REQUEST	yield	agent
pred:unacceptable	ACCUSE	disapprove	agent
"""


@pytest.fixture
def codebook(tmp_path: Path) -> Codebook:
    for name, text in (("codebook.toml", TYPES), ("triggers.tsv", TRIGGERS), ("stances.tsv", STANCES)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "classes.tsv").write_text("class\tlemmas\nevil\twar; siege\n", encoding="utf-8")
    return load_codebook(tmp_path)


def cast_of(parse: Parse, **countries: str | None) -> Cast:
    """A cast with an entity for each word, which stands for it wherever it occurs; its id is the word."""
    entities, ids = [], {}
    for word, country in countries.items():
        tokens = [t for t, w in enumerate(parse.words) if w == word]
        ids.update({t: (word,) for t in tokens})
        entities.append(
            Entity(
                id=word, name=word, country=country, sector=("GOV",) if country else (), office=None, identifier=None,
                mentions=tuple(parse.span(t, t) for t in tokens), reason="test",
            )
        )  # fmt: skip
    return Cast(entities=tuple(entities), ids_by_token=ids)


def said(
    parse: Parse, speaker: str, cue: int, first: int, last: int, *, id: str = "s1", via: str | None = None
) -> Statement:
    return Statement(
        id=id, speaker=(speaker,), addressee=(), cue=parse.span(cue, cue), content=(parse.span(first, last),),
        quotes=(), via=via, hedged=False,
    )  # fmt: skip


def coded(parse: Parse, cast: Cast, codebook: Codebook, *statements: Statement) -> list[Coded]:
    return list(code_events(Participants(parse, cast, statements), find_frames(parse, codebook.rules), codebook))


def one(parse: Parse, cast: Cast, codebook: Codebook, *statements: Statement) -> Coded:
    (found,) = coded(parse, cast, codebook, *statements)
    return found


def test_participants_of_a_meeting_are_all_actors(codebook: Codebook) -> None:
    parse = tree("Ruiz//p/2/nsubj held/hold/v/0/root talks/talk/n/2/obj with//i/5/case Okafor//p/3/nmod")
    found = one(parse, cast_of(parse, Ruiz="ESP", Okafor="NGA"), codebook)
    assert (found.type, found.actor, found.recipient) == ("CONSULT", ("Ruiz", "Okafor"), ())


def test_a_call_in_which_something_is_said_takes_the_speaker_as_participant(codebook: Codebook) -> None:
    parse = tree(
        "Ruiz//p/2/nsubj repeated/repeat/v/0/root it//o/2/obj in//i/6/case a//d/6/det call//n/2/obl with//i/8/case"
        " Okafor//p/6/nmod"
    )
    found = one(parse, cast_of(parse, Ruiz="ESP", Okafor="NGA"), codebook)
    assert (found.mode, set(found.actor)) == (("phone",), {"Ruiz", "Okafor"})


def test_the_rule_with_more_conditions_decides(codebook: Codebook) -> None:
    parse = tree("Oslo//p/2/nsubj demanded/demand/v/0/root withdrawal//n/2/obj")
    assert one(parse, cast_of(parse, Oslo="NOR"), codebook).mode == ("yield",)


def test_confidence_grows_with_the_conditions_that_held(codebook: Codebook) -> None:
    plain = tree("Oslo//p/2/nsubj demanded/demand/v/0/root rest//n/2/obj")
    narrow = tree("Oslo//p/2/nsubj demanded/demand/v/0/root withdrawal//n/2/obj")
    low, high = (one(p, cast_of(p, Oslo="NOR"), codebook).confidence for p in (plain, narrow))
    assert 0 < low < high <= 1


def test_a_rule_marked_also_is_coded_beside_the_first(codebook: Codebook) -> None:
    parse = tree("Judges/judge/n/2/nsubj sentenced/sentence/v/0/root Ruiz//p/2/obj")
    assert [c.type for c in coded(parse, cast_of(parse, Ruiz="ESP"), codebook)] == ["COERCE", "SANCTION"]


def test_verbs_without_any_political_participant_are_left_out(codebook: Codebook) -> None:
    parse = tree("Ann//p/2/nsubj praised/praise/v/0/root Bob//p/2/obj")
    assert coded(parse, cast_of(parse, Ann=None, Bob=None), codebook) == []


def test_violence_against_anybody_counts(codebook: Codebook) -> None:
    parse = tree("Gangs/gang/n/2/nsubj bombed/bomb/v/0/root Bob//p/2/obj")
    assert one(parse, cast_of(parse, Bob=None), codebook).recipient == ("Bob",)


def test_a_passive_without_agent_has_no_actor(codebook: Codebook) -> None:
    parse = tree("Ruiz//p/3/nsubj:pass was/be/x/3/aux:pass sentenced/sentence/v/0/root")
    assert {c.actor for c in coded(parse, cast_of(parse, Ruiz="ESP"), codebook)} == {()}


def test_what_belongs_to_somebody_stands_for_them(codebook: Codebook) -> None:
    parse = tree("Ruiz//p/2/nsubj praised/praise/v/0/root the//d/4/det work//n/2/obj of//i/6/case Okafor//p/4/nmod")
    assert one(parse, cast_of(parse, Ruiz="ESP", Okafor="NGA"), codebook).recipient == ("Okafor",)


def test_whom_a_thing_is_directed_at_is_its_target(codebook: Codebook) -> None:
    parse = tree("Ruiz//p/2/nsubj lifted/lift/v/0/root curbs/curb/n/2/obj on//i/5/case Peru//p/3/nmod")
    assert one(parse, cast_of(parse, Ruiz="ESP", Peru="PER"), codebook).recipient == ("Peru",)


def test_modes_that_the_words_carry_come_from_the_rule(codebook: Codebook) -> None:
    parse = tree("Peru//p/3/nmod:poss 's//t/1/case plot//n/0/root")
    assert one(parse, cast_of(parse, Peru="PER"), codebook).auxiliary == ("hypothetical",)


def test_each_host_of_a_visit_is_an_event_of_its_own(codebook: Codebook) -> None:
    parse = tree("Ruiz//p/2/nsubj visited/visit/v/0/root Peru//p/2/obj and//c/5/cc Chile//p/3/conj")
    found = coded(parse, cast_of(parse, Ruiz="ESP", Peru="PER", Chile="CHL"), codebook)
    assert [c.recipient for c in found] == [("Peru",), ("Chile",)]


def test_what_is_demanded_is_not_coded_again(codebook: Codebook) -> None:
    parse = tree("Oslo//p/2/nsubj demanded/demand/v/0/root Peru//p/5/nmod:poss 's//t/3/case withdrawal//n/2/obj")
    bare = tree("Oslo//p/2/nsubj demanded/demand/v/0/root withdrawal//n/2/obj of//i/5/case Peru//p/3/nmod")
    assert [c.type for c in coded(bare, cast_of(bare, Oslo="NOR", Peru="PER"), codebook)] == ["REQUEST"]
    owned = coded(parse, cast_of(parse, Oslo="NOR", Peru="PER"), codebook)
    assert [c.type for c in owned] == ["REQUEST", "SANCTION"]  # whose withdrawal it is, is taken for granted


def test_a_noun_that_names_nobody_is_a_further_mention_only(codebook: Codebook) -> None:
    parse = tree("the//d/2/det withdrawal//n/0/root")
    assert one(parse, cast_of(parse), codebook).anaphoric


CONTENT = (
    "Ruiz//p/2/nsubj said/say/v/0/root Peru//p/4/nsubj bombed/bomb/v/2/ccomp Chile//p/4/obj"  # bombing on Ruiz's word
)


def test_an_act_that_only_a_speaker_tells_is_according_to_them(codebook: Codebook) -> None:
    parse = tree(CONTENT)
    cast = cast_of(parse, Ruiz="ESP", Peru="PER", Chile="CHL")
    assert one(parse, cast, codebook, said(parse, "Ruiz", 1, 2, 4)).according_to == ("Ruiz",)


def test_the_speaker_of_a_verbal_act_is_not_named_again_but_who_relays_it_is(codebook: Codebook) -> None:
    parse = tree(
        "Daily//p/2/nsubj wrote/write/v/0/root Ruiz//p/4/nsubj said/say/v/2/ccomp Peru//p/6/nsubj"
        " praised/praise/v/4/ccomp Chile//p/6/obj"
    )
    cast = cast_of(parse, Daily="GBR", Ruiz="ESP", Peru="PER", Chile="CHL")
    outer, inner = said(parse, "Daily", 1, 2, 6, id="s1"), said(parse, "Peru", 3, 4, 6, id="s2", via="s1")
    assert one(parse, cast, codebook, outer, inner).according_to == ("Daily",)


def test_what_a_speaker_takes_for_granted_is_the_reports_own_word(codebook: Codebook) -> None:
    parse = tree(
        "Ruiz//p/2/nsubj said/say/v/0/root the//d/5/det Chilean//p/5/amod blockade//n/6/nsubj hurts/hurt/v/2/ccomp"
        " Peru//p/6/obj"
    )
    cast = cast_of(parse, Ruiz="ESP", Chilean="CHL", Peru="PER")
    found = one(parse, cast, codebook, said(parse, "Ruiz", 1, 2, 6))
    assert (found.type, found.actor, found.according_to) == ("COERCE", ("Chilean",), ())


@pytest.mark.parametrize(("cue", "source"), [("deplored/deplore", ()), ("alleged/allege", ("Ruiz",))])
def test_whoever_judges_an_act_takes_it_for_granted(codebook: Codebook, cue: str, source: tuple[str, ...]) -> None:
    parse = tree(CONTENT.replace("said/say", cue))
    cast = cast_of(parse, Ruiz="ESP", Peru="PER", Chile="CHL")
    found = coded(parse, cast, codebook, said(parse, "Ruiz", 1, 2, 4))
    assert [c.according_to for c in found if c.predicate == parse.words.index("bombed")] == [source]


def test_what_an_official_says_of_the_government_is_on_the_officials_word(codebook: Codebook) -> None:
    parse = tree("Ruiz//p/2/nsubj said/say/v/0/root Spain//p/4/nsubj praised/praise/v/2/ccomp Chile//p/4/obj")
    cast = cast_of(parse, Ruiz="ESP", Spain="ESP", Chile="CHL")
    cast = replace(cast, entities=(replace(cast.entities[0], office="Minister"), *cast.entities[1:]))
    found = [c for c in coded(parse, cast, codebook, said(parse, "Ruiz", 1, 2, 4)) if c.actor == ("Spain",)]
    assert [c.according_to for c in found] == [("Ruiz",)]


def test_words_that_amount_to_a_demand_are_the_speakers_request(codebook: Codebook) -> None:
    parse = tree("Ruiz//p/2/nsubj said/say/v/0/root Peru//p/5/nsubj must//x/5/aux leave/leave/v/2/ccomp")
    found = one(parse, cast_of(parse, Ruiz="ESP", Peru="PER"), codebook, said(parse, "Ruiz", 1, 2, 4))
    assert (found.type, found.mode, found.actor, found.recipient) == ("REQUEST", ("yield",), ("Ruiz",), ("Peru",))
    assert found.triggers == ((4,), (1,))  # the demand and the cue


def test_words_beside_the_point_are_no_stance(codebook: Codebook) -> None:
    parse = tree(
        "Ruiz//p/2/nsubj said/say/v/0/root rain//n/4/nsubj fell/fall/v/2/ccomp where//r/8/advmod Peru//p/8/nsubj"
        " must//x/8/aux leave/leave/v/4/advcl"
    )
    assert coded(parse, cast_of(parse, Ruiz="ESP", Peru="PER"), codebook, said(parse, "Ruiz", 1, 2, 7)) == []


def test_who_does_what_is_complained_of_is_the_one_addressed(codebook: Codebook) -> None:
    parse = tree(
        "Peru//p/3/nmod:poss 's//t/1/case blockade//n/4/nsubj goes/go/v/0/root on//r/4/advmod",
        "Ruiz//p/2/nsubj said/say/v/0/root the//d/4/det blockade//n/6/nsubj is//x/6/cop unacceptable//a/2/ccomp",
    )
    cast = cast_of(parse, Peru="PER", Ruiz="ESP")
    found = [c for c in coded(parse, cast, codebook, said(parse, "Ruiz", 6, 7, 10)) if c.type == "ACCUSE"]
    assert [(c.actor, c.recipient) for c in found] == [(("Ruiz",), ("Peru",))]


def test_we_in_a_quotation_is_its_speaker(codebook: Codebook) -> None:
    parse = tree("we//o/2/nsubj praise/praise/v/0/root Peru//p/2/obj Ruiz//p/5/nsubj said/say/v/2/parataxis")
    found = one(parse, cast_of(parse, Ruiz="ESP", Peru="PER"), codebook, said(parse, "Ruiz", 4, 0, 2))
    assert (found.actor, found.recipient) == (("Ruiz",), ("Peru",))


@pytest.mark.parametrize(("cue", "source"), [("accused", ("Ruiz",)), ("reminded", ())])
def test_who_accuses_somebody_takes_nothing_for_granted(codebook: Codebook, cue: str, source: tuple[str, ...]) -> None:
    parse = tree(
        f"Ruiz//p/2/nsubj {cue}/{cue.removesuffix('d')}/v/0/root ministry/ministry/n/2/obj of//i/5/mark"
        " bombing/bomb/v/3/acl Peru//p/5/obj"
    )
    cast = cast_of(parse, Ruiz="ESP", Peru="PER")
    assert one(parse, cast, codebook, said(parse, "Ruiz", 1, 2, 5)).according_to == source


@pytest.mark.parametrize(
    ("verb", "deed", "kind"),
    [("vow", "strike", "THREATEN"), ("pledge", "punish", "THREATEN"), ("pledge", "defend", "AGREE"),
     ("promise", "help", "AGREE")],
)  # fmt: skip
def test_a_hostile_pledge_is_a_threat(verb: str, deed: str, kind: str) -> None:
    parse = tree(f"Oslo//p/2/nsubj {verb}/{verb}/v/0/root to//t/4/mark {deed}/{deed}/v/2/xcomp Lima//p/4/obj")
    book = load_codebook()
    who = Participants(parse, Cast(entities=(), ids_by_token={}), ())
    frame = next(f for f in find_frames(parse, book.rules) if f.lemma == verb)
    assert fitting_rules(who, frame, book)[0].type == kind


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("Lund insisted that Norway lift the ban.", True),
        ("Lund insisted that the troops be withdrawn.", True),
        ("Ankara insists that Sweden should extradite the men.", True),
        ("Lund insisted that the deal works.", False),
        ("Lund insisted they will leave.", False),
    ],
)
def test_a_clause_in_the_base_form_tells_what_shall_be(text: str, wished: bool) -> None:
    parse = load_model(threads=1).parse([text])[0]
    (clause,) = parse.dependents(next(t for t in range(len(parse)) if parse.lemmas[t] == "insist"), "ccomp")
    assert is_wished(parse, clause) is wished
