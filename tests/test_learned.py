"""What the model proposes, and how rules and model are weighed: scores written by hand."""

from dataclasses import replace
from datetime import date

import pytest

from dragoman.codebook import load_codebook
from dragoman.dates import TimeExpression
from dragoman.events.coded import Coded
from dragoman.events.learned import propose_events, scores_for
from dragoman.events.participants import Participants
from dragoman.events.weighing import (
    Weights,
    complete_sides,
    date_by_link,
    gather_candidates,
    weigh_auxiliary,
    weigh_mentions,
)
from dragoman.language.acts import Acts
from dragoman.language.parse import Parse
from dragoman.statements.cues import Draft
from dragoman.statements.learned import propose_statements, weigh_drafts
from dragoman.types import Cast, Entity, Statement, When
from learned import acts
from trees import tree

BOOK = load_codebook()
WORDS = (
    "Lima//p/2/nsubj handed//v/0/root over//a/2/compound:prt forty//m/5/nummod boats//n/2/obj to//i/7/case "
    "Quito//p/2/obl"
)


def somebody(number: str, name: str, country: str | None) -> Entity:
    return Entity(
        id=number, name=name, country=country, sector=("GOV",), office=None, identifier=None, mentions=(), reason="test"
    )


def parse_with(scores: dict[tuple[int, str], float], links: dict[tuple[str, int, int], float], **more: object) -> Parse:
    bare = tree(WORDS)
    return tree(WORDS, acts=acts(bare, scores, links, **more))  # type: ignore[arg-type]


def scores_of(parse: Parse) -> Acts:
    assert parse.acts is not None
    return parse.acts


CAST = Cast(
    entities=(somebody("n1", "Peru", "PER"), somebody("n2", "Ecuador", "ECU")), ids_by_token={0: ("n1",), 6: ("n2",)}
)
NAMES = (
    "model", "rule", "rule and model", "specific rule", "anaphoric", "stance", "stance and model", "other type",
    "noun", "actor", "recipient", "said",
)  # fmt: skip
WEIGHTS = Weights(bias=0.0, features=dict.fromkeys(NAMES, 0.0) | {"model": 1.0}, least=0.5)
LINKS = {("actor", 1, 0): 0.9, ("recipient", 1, 6): 0.8}


def candidates(parse: Parse, coded: list[Coded] | None = None) -> list[tuple[Coded, bool]]:
    scores = scores_for(Participants(parse, CAST, ()), BOOK)
    assert scores is not None
    return [(c.coded, c.by_rule) for c in gather_candidates(scores, coded or [], BOOK)]


def test_a_likely_trigger_is_proposed_with_those_it_points_at() -> None:
    parse = parse_with({(1, "AID"): 0.8, (2, "AID"): 0.6}, LINKS)
    ((coded, by_rule),) = candidates(parse)
    assert (coded.type, coded.actor, coded.recipient, coded.triggers, by_rule) == (
        "AID",
        ("n1",),
        ("n2",),
        ((1, 2),),
        False,
    )


def test_an_unlikely_trigger_is_not_proposed() -> None:
    assert candidates(parse_with({(1, "AID"): 0.2}, LINKS)) == []


def test_the_mode_is_the_likeliest_of_its_type() -> None:
    parse = parse_with({(1, "RETREAT"): 0.9}, LINKS, modes={(1, "RETREAT disarm"): 0.7, (1, "COERCE seize"): 0.9})
    assert candidates(parse)[0][0].mode == ("disarm",)


def test_talks_have_all_sides_as_actors() -> None:
    parse = parse_with({(1, "CONSULT"): 0.9}, LINKS)
    scores = scores_for(Participants(parse, CAST, ()), BOOK)
    assert scores is not None
    (coded,) = weigh_mentions(scores, [], BOOK, WEIGHTS)
    assert (coded.actor, coded.recipient) == (("n1", "n2"), ())


def test_another_codebook_is_left_to_its_rules() -> None:
    who = Participants(parse_with({(1, "AID"): 0.9}, LINKS), CAST, ())
    assert scores_for(who, replace(BOOK, name="mine")) is None
    assert scores_for(Participants(tree(WORDS), CAST, ()), BOOK) is None


def rule(kind: str, *, recipient: tuple[str, ...] = ()) -> Coded:
    return Coded(
        type=kind, mode=(), actor=("n1",), recipient=recipient, predicate=1, triggers=((1,),), according_to=(),
        confidence=0.6, rule="triggers.tsv:1",
    )  # fmt: skip


def test_a_rule_and_the_model_on_one_word_are_one_candidate() -> None:
    parse = parse_with({(1, "AID"): 0.8}, LINKS)
    assert [(c.rule, by_rule) for c, by_rule in candidates(parse, [rule("AID")])] == [("triggers.tsv:1", True)]
    assert [by_rule for _, by_rule in candidates(parse, [rule("COOPERATE")])] == [True, False]


@pytest.mark.parametrize(("likely", "stands"), [(0.9, True), (0.01, False)])
def test_the_model_decides_whether_a_rule_stands(likely: float, stands: bool) -> None:
    parse = parse_with({(1, "AID"): likely}, LINKS)
    scores = scores_for(Participants(parse, CAST, ()), BOOK)
    assert scores is not None
    found = list(weigh_mentions(scores, [rule("AID")], BOOK, WEIGHTS))
    assert bool(found) == stands
    if stands:
        assert found[0].recipient == ("n2",)  # the rule saw none; the model points at one
        assert found[0].confidence == pytest.approx(likely, abs=0.01)


def test_a_mention_too_unlikely_for_an_event_is_still_heard() -> None:
    parse = parse_with({(1, "AID"): 0.4}, LINKS)
    scores = scores_for(Participants(parse, CAST, ()), BOOK)
    assert scores is not None
    (heard,) = weigh_mentions(scores, [rule("AID")], BOOK, WEIGHTS)
    assert WEIGHTS.heard < heard.confidence < WEIGHTS.least


def test_proposals_come_in_the_order_of_types_and_words() -> None:
    parse = parse_with({(1, "AID"): 0.8, (4, "SANCTION"): 0.8, (3, "AID"): 0.8}, LINKS)
    scores = scores_for(Participants(parse, CAST, ()), BOOK)
    assert scores is not None
    assert [(c.type, c.predicate) for c in propose_events(scores, BOOK)] == [("AID", 1), ("AID", 3), ("SANCTION", 4)]


def test_a_likely_cue_is_a_statement_of_whom_it_points_at() -> None:
    links = {("speaker", 1, 0): 0.8, ("addressee", 1, 6): 0.7, ("content", 1, 3): 0.9, ("content", 1, 4): 0.9}
    parse = parse_with({}, links, cues={(1, "mark"): 0.9, (1, "hedged"): 0.8})
    (draft,) = propose_statements(parse, CAST, scores_of(parse))
    assert (draft.cue, draft.speakers, draft.addressees, draft.content, draft.hedged) == (
        (1, 1),
        ("n1",),
        ("n2",),
        [(3, 4)],
        True,
    )


def test_a_cue_without_speaker_is_none_and_one_without_content_tells_its_object() -> None:
    found = []
    for links in ({("content", 1, 3): 0.9}, {("speaker", 1, 0): 0.9}):
        parse = parse_with({}, links, cues={(1, "mark"): 0.9})
        found.append([d.content for d in propose_statements(parse, CAST, scores_of(parse))])
    assert found == [[], [[(3, 4)]]]


def test_words_that_likely_triggers_point_at_are_known() -> None:
    scores = scores_of(parse_with({(1, "AID"): 0.8}, LINKS))
    assert scores.pointed_at() == {0: pytest.approx(0.9), 6: pytest.approx(0.8)}


def test_whoever_stands_inside_anothers_noun_phrase_takes_no_part() -> None:
    words = "rebels//n/5/nsubj backed//v/1/acl by//i/4/case Kigali//p/2/obl attacked//v/0/root"
    cast = Cast(
        entities=(somebody("n1", "rebels", None), somebody("n2", "Rwanda", "RWA")),
        ids_by_token={0: ("n1",), 3: ("n2",)},
    )
    links = {("actor", 4, 0): 0.9, ("actor", 4, 3): 0.8}
    parse = tree(words, acts=acts(tree(words), {(4, "ASSAULT"): 0.9}, links))
    scores = scores_for(Participants(parse, cast, ()), BOOK)
    assert scores is not None
    assert scores.parties("actor", [4]) == ("n1",)


def test_a_rules_side_stays_unless_the_model_is_sure_of_another() -> None:
    by_rule = rule("AID", recipient=("n1",))
    for likely, recipient in ((0.4, ("n1",)), (0.9, ("n2",))):
        parse = parse_with({(1, "AID"): 0.9}, {("recipient", 1, 0): 0.07, ("recipient", 1, 6): likely})
        scores = scores_for(Participants(parse, CAST, ()), BOOK)
        assert scores is not None
        assert complete_sides(scores, replace(by_rule, actor=()), BOOK).recipient == recipient


def test_a_rules_actor_gives_way_sooner_than_its_recipient() -> None:
    for role in ("actor", "recipient"):
        parse = parse_with({(1, "COERCE"): 0.9}, {(role, 1, 0): 0.2, (role, 1, 6): 0.9})
        scores = scores_for(Participants(parse, CAST, ()), BOOK)
        assert scores is not None
        by_rule = replace(rule("COERCE"), actor=(), recipient=()) if role == "recipient" else rule("COERCE")
        found = complete_sides(scores, replace(by_rule, **{role: ("n1",)}), BOOK)
        assert getattr(found, role) == (("n2",) if role == "actor" else ("n1",))


def sides(kind: str, links: dict[tuple[str, int, int], float], words: str = WORDS) -> tuple[tuple[str, ...], ...]:
    """Actor and recipient of an act at the second word of which no rule tells either."""
    parse = tree(words, acts=acts(tree(words), {(1, kind): 0.9}, links))
    scores = scores_for(Participants(parse, CAST, ()), BOOK)
    assert scores is not None
    found = complete_sides(scores, replace(rule(kind), actor=()), BOOK)
    return found.actor, found.recipient


def test_whom_an_act_is_likelier_directed_at_does_not_act() -> None:
    links = {("actor", 1, 6): 0.4, ("recipient", 1, 6): 0.7}
    assert sides("COERCE", links) == ((), ("n2",))
    assert sides("COERCE", {**links, ("actor", 1, 0): 0.35}) == (("n1",), ("n2",))


def test_a_recipient_is_looked_for_beside_who_acts() -> None:
    links = {("actor", 1, 0): 0.9, ("recipient", 1, 0): 0.4, ("recipient", 1, 6): 0.12}
    assert sides("COERCE", links) == (("n1",), ("n2",))
    del links["recipient", 1, 0]
    assert sides("COERCE", links) == (("n1",), ())


def test_who_accuses_whom_needs_less_than_who_moves_troops_against_whom() -> None:
    links = {("actor", 1, 0): 0.2, ("recipient", 1, 6): 0.12}
    assert sides("ACCUSE", links) == (("n1",), ("n2",))
    assert sides("MOBILIZE", links) == ((), ())


def test_who_does_what_is_told_in_the_passive_needs_more() -> None:
    links = {("actor", 1, 0): 0.55}
    passive = "Lima//p/2/nsubj:pass seized//v/0/root at//i/4/case sea//n/2/obl near//i/7/case a//d/7/det Quito//p/2/obl"
    assert sides("COERCE", links) == (("n1",), ())
    assert sides("COERCE", links, passive) == ((), ())


def test_the_second_side_of_an_agreement_may_be_dimly_seen() -> None:
    links = {("actor", 1, 0): 0.9, ("recipient", 1, 6): 0.15}
    assert sides("AGREE", links) == (("n1", "n2"), ())
    assert sides("CONSULT", links) == (("n1",), ())


def test_a_recipient_by_rule_whom_the_model_does_not_see_is_none() -> None:
    for likely, recipient in ((0.02, ()), (0.08, ("n2",))):
        parse = parse_with({(1, "COERCE"): 0.9}, {("recipient", 1, 6): likely})
        scores = scores_for(Participants(parse, CAST, ()), BOOK)
        assert scores is not None
        assert complete_sides(scores, rule("COERCE", recipient=("n2",)), BOOK).recipient == recipient


def test_both_sides_of_a_fight_act_unless_it_is_told_as_against_one() -> None:
    links = {("actor", 1, 0): 0.9, ("recipient", 1, 3): 0.8}
    cast = replace(CAST, ids_by_token={0: ("n1",), 3: ("n2",)})
    for case, found in (("near", (("n1", "n2"), ())), ("against", (("n1",), ("n2",)))):
        words = f"Lima//p/2/nsubj fought/fight/v/0/root {case}//i/4/case Quito//p/2/obl"
        parse = tree(words, acts=acts(tree(words), {(1, "ASSAULT"): 0.9}, links))
        scores = scores_for(Participants(parse, cast, ()), BOOK)
        assert scores is not None
        coded = complete_sides(scores, replace(rule("ASSAULT"), actor=()), BOOK)
        assert (coded.actor, coded.recipient) == found


def test_a_country_s_civil_war_is_not_its_doing() -> None:
    words = "Lima//p/3/nmod:poss civil//d/3/amod war//n/3/root on//i/7/case the//d/7/det poor//d/7/amod Quito//p/3/nmod"
    links = {("actor", 2, 0): 0.9}
    parse = tree(words, acts=acts(tree(words), {(2, "ASSAULT"): 0.9}, links))
    scores = scores_for(Participants(parse, CAST, ()), BOOK)
    assert scores is not None
    coded = replace(rule("ASSAULT"), actor=(), recipient=(), predicate=2, triggers=((2,),))
    assert complete_sides(scores, coded, BOOK).actor == ()
    assert scores.actors("ASSAULT", [2]) == ("n1",)


def test_we_of_a_report_act_as_the_author_of_its_statements() -> None:
    words = (
        "We//o/2/nsubj said//v/0/root it//o/2/obj",
        "We//o/2/nsubj handed//v/0/root over//a/2/compound:prt boats//n/2/obj",
    )
    said = Statement(
        id="s1", speaker=("n2",), addressee=(), via=None, cue=tree(*words).span(1, 1),
        content=(tree(*words).span(2, 2),), quotes=(), hedged=False,
    )  # fmt: skip
    who = Participants(tree(*words), replace(CAST, ids_by_token={}), (said,))
    assert who.ids_at(3) == ("n2",)


@pytest.mark.parametrize(
    ("likely", "by_rule", "found"),
    [(0.9, (), ("future",)), (0.3, (), ()), (0.2, ("future",), ("future",)), (0.05, ("future",), ())],
)
def test_rule_and_model_share_in_auxiliary_modes(
    likely: float, by_rule: tuple[str, ...], found: tuple[str, ...]
) -> None:
    parse = parse_with({(1, "AID"): 0.9}, LINKS, auxiliary={(1, "future"): likely})
    scores = scores_for(Participants(parse, CAST, ()), BOOK)
    assert scores is not None
    assert weigh_auxiliary(scores, rule("AID"), by_rule) == found


def test_the_model_alone_is_believed_sooner_that_an_act_was_not_done() -> None:
    parse = parse_with({(1, "AID"): 0.9}, LINKS, auxiliary={(1, "negated"): 0.25, (1, "future"): 0.25})
    scores = scores_for(Participants(parse, CAST, ()), BOOK)
    assert scores is not None
    assert weigh_auxiliary(scores, rule("AID"), ()) == ("negated",)


def test_the_expression_that_the_model_ties_to_an_act_dates_it() -> None:
    day = When(start=date(2023, 2, 9), end=date(2023, 2, 9), precision="day", text=None, reason="a weekday")
    dates = [TimeExpression(first=3, last=4, when=day)]
    for likely, when in ((0.7, day), (0.2, None)):
        parse = parse_with({(1, "AID"): 0.9}, {("time", 1, 3): likely})
        scores = scores_for(Participants(parse, CAST, ()), BOOK)
        assert scores is not None
        assert date_by_link(scores, rule("AID"), dates) == when


def test_an_act_points_as_strongly_as_the_strongest_of_its_words() -> None:
    bare = tree("Envoys/envoy/n/2/nsubj met/meet/v/0/root", "Talks/talk/n/2/nsubj ended/end/v/0/root")
    triggers = {(1, "CONSULT"): 0.9, (2, "CONSULT"): 0.8}
    seen = acts(bare, triggers, {("place", 1, 0): 0.4, ("place", 2, 0): 0.7, ("place", 2, 3): 0.2, ("time", 1, 3): 0.9})
    assert seen.strongest("place", [1, 2]).tolist() == pytest.approx([0.7, 0, 0, 0.2])
    assert seen.strongest("place", []).tolist() == [0, 0, 0, 0]


def test_a_proposal_is_on_the_word_of_whoever_s_words_hold_it() -> None:
    parse = parse_with({(3, "AID"): 0.8}, {})
    said = Statement(
        id="s1", speaker=("n2",), addressee=(), via=None, cue=None, content=(parse.span(2, 5),), quotes=(), hedged=False
    )
    scores = scores_for(Participants(parse, CAST, (said,)), BOOK)
    assert scores is not None
    assert [c.according_to for c in propose_events(scores, BOOK)] == [("n2",)]


@pytest.mark.parametrize(("link", "source"), [(0.02, ()), (0.1, ("n2",))])
def test_an_act_that_the_model_links_to_no_source_is_in_the_reports_own_voice(
    link: float, source: tuple[str, ...]
) -> None:
    parse = parse_with({(1, "AID"): 0.9}, {**LINKS, ("according_to", 1, 6): link})
    scores = scores_for(Participants(parse, CAST, ()), BOOK)
    assert scores is not None
    held = replace(rule("AID"), according_to=("n2",))
    assert [c.according_to for c in weigh_mentions(scores, [held], BOOK, WEIGHTS)] == [source]


def test_an_act_that_a_rule_codes_is_on_the_word_of_whom_the_model_is_sure_of() -> None:
    parse = parse_with({(1, "AID"): 0.9}, {**LINKS, ("according_to", 1, 6): 0.8})
    scores = scores_for(Participants(parse, CAST, ()), BOOK)
    assert scores is not None
    assert [c.according_to for c in weigh_mentions(scores, [rule("AID")], BOOK, WEIGHTS)] == [("n2",)]


def test_the_head_of_a_phrase_speaks_where_it_is_as_likely() -> None:
    words = "spokesman//n/4/nsubj for//i/3/case Lima//p/1/nmod said//v/0/root it//o/6/nsubj failed//v/4/ccomp"
    cast = Cast(
        entities=(somebody("n1", "spokesman", None), somebody("n2", "Peru", "PER")),
        ids_by_token={0: ("n1",), 2: ("n2",)},
    )
    for chance, speaker in ((0.9, "n1"), (0.5, "n2")):
        links = {("speaker", 3, 0): chance, ("speaker", 3, 2): 0.95, ("content", 3, 4): 0.9, ("content", 3, 5): 0.9}
        parse = tree(words, acts=acts(tree(words), {}, links, cues={(3, "mark"): 0.9}))
        (draft,) = propose_statements(parse, cast, scores_of(parse))
        assert draft.speakers == (speaker,)


@pytest.mark.parametrize("likeliest", [0, 2, 4])
def test_all_in_a_row_speak_whoever_is_likeliest(likeliest: int) -> None:
    words = (
        "Lima//p/6/nsubj _,//./3/punct Quito//p/1/conj and//c/5/cc Oslo//p/1/conj condemned//v/0/root the//d/8/det "
        "launch//n/6/obj"
    )
    names = {0: "n1", 2: "n2", 4: "n3"}
    cast = Cast(
        entities=tuple(somebody(n, n, None) for n in names.values()), ids_by_token={t: (n,) for t, n in names.items()}
    )
    links = {("speaker", 5, t): 0.95 if t == likeliest else 0.9 for t in names} | {("content", 5, 7): 0.9}
    parse = tree(words, acts=acts(tree(words), {}, links, cues={(5, "mark"): 0.9}))
    (draft,) = propose_statements(parse, cast, scores_of(parse))
    assert draft.speakers == ("n1", "n2", "n3")


def test_a_noun_with_an_infinitive_needs_less_to_be_a_cue() -> None:
    words = "Lima//p/2/nsubj made//v/0/root vows//n/2/obj to//t/5/mark stay//v/3/{}"
    cast = Cast(entities=(somebody("n1", "Peru", "PER"),), ids_by_token={0: ("n1",)})
    links = {("speaker", 2, 0): 0.9, ("content", 2, 3): 0.9, ("content", 2, 4): 0.9}
    found = []
    for relation in ("acl", "advcl"):
        parse = tree(
            words.format(relation), acts=acts(tree(words.format(relation)), {}, links, cues={(2, "mark"): 0.2})
        )
        found.append([d.cue for d in propose_statements(parse, cast, scores_of(parse))])
    assert found == [[(2, 2)], []]


def test_a_plain_word_of_telling_is_a_cue_though_the_model_hardly_sees_one() -> None:
    parse = parse_with({}, {}, cues={(1, "mark"): 0.05})
    kept = []
    for plain in (True, False):
        draft = Draft((1, 1), ("n1",), (), [(3, 4)], hedged=False, speaker_token=0, plain=plain)
        kept.append(weigh_drafts(parse, CAST, scores_of(parse), [draft]))
    assert [len(k) for k in kept] == [1, 0]


def test_a_noun_that_seems_one_cue_with_the_verb_before_has_its_own_speaker() -> None:
    words = (
        "Lima//p/1/nsubj denied//v/0/root claims//n/1/obj by//i/4/case Quito//p/2/nmod that//s/6/mark shots//n/7/nsubj "
        "fell//v/2/acl"
    )
    cast = Cast(
        entities=(somebody("n1", "Peru", "PER"), somebody("n2", "Ecuador", "ECU")),
        ids_by_token={0: ("n1",), 4: ("n2",)},
    )
    links = {("speaker", 1, 0): 0.9, ("speaker", 2, 4): 0.9} | {("content", k, t): 0.9 for k in (1, 2) for t in (6, 7)}
    parse = tree(words, acts=acts(tree(words), {}, links, cues={(1, "mark"): 0.9, (2, "mark"): 0.9}))
    draft = Draft((2, 2), ("n2",), (), [(6, 7)], hedged=False, speaker_token=4)
    (kept,) = weigh_drafts(parse, cast, scores_of(parse), [draft])
    assert kept.speakers == ("n2",)
