"""Where what is said begins and ends, and whose words go on, on parses written by hand."""

from dataclasses import replace

import numpy as np
import pytest

from dragoman.language.parse import Parse
from dragoman.statements import find_statements, load_cues
from dragoman.statements.assembly import assemble_statements
from dragoman.statements.content import in_its_paragraph, with_whole_quotations
from dragoman.statements.coordinated import part_coordinated
from dragoman.statements.cues import Draft
from dragoman.statements.learned import likeliest_runs
from dragoman.statements.speakers import is_one_person
from dragoman.statements.tags import from_its_beginning, on_both_sides
from dragoman.types import Cast, Entity, Span
from learned import acts
from trees import tree

CUES = load_cues()


def somebody(key: str, name: str) -> Entity:
    return Entity(
        id=key, name=name, country=None, sector=(), office=None, identifier=None, mentions=(Span(0, 1),), reason=""
    )


def in_paragraphs(first: str, *others: str, mentions: str = "") -> Parse:
    """Sentences, the first a paragraph of its own."""
    parse = tree(first, *others, mentions=mentions)
    cut = parse.sentences[0][1]
    place = parse.starts[cut]
    return replace(
        parse,
        text=f"{parse.text[: place - 1]}\n\n{parse.text[place:]}",
        starts=(*parse.starts[:cut], *(start + 1 for start in parse.starts[cut:])),
        ends=(*parse.ends[:cut], *(end + 1 for end in parse.ends[cut:])),
    )


def told(parse: Parse, who: dict[int, str], *entities: Entity) -> list[tuple[str, str | None, list[str]]]:
    """Speaker, cue and contents of each statement; `who` maps tokens to entity ids."""
    cast = Cast(entities=entities, ids_by_token={token: (key,) for token, key in who.items()})
    return [
        (s.speaker[0], s.cue and parse.text[s.cue.start : s.cue.end], [parse.text[a:b] for a, b in s.content])
        for s in find_statements(parse, cast, CUES)
    ]


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("Lund//p/2/nsubj called/call/v/0/root the//d/4/det vote//n/2/obj a//d/6/det farce//n/2/xcomp .//./2/punct",
         "the vote a farce"),
        ("Lund//p/2/nsubj described/describe/v/0/root the//d/4/det vote//n/2/obj as//i/7/case a//d/7/det "
         "farce//n/2/obl .//./2/punct", "the vote as a farce"),
        ("Lund//p/2/nsubj praised/praise/v/0/root Oslo//p/2/obj for//i/6/case its//o/6/nmod:poss help//n/2/obl "
         ".//./2/punct", "Oslo for its help"),
        ("Lund//p/2/nsubj accused/accuse/v/0/root Oslo//p/2/obj of//i/5/case deceit//n/2/obl .//./2/punct", "deceit"),
    ],
)  # fmt: skip
def test_what_is_called_something_belongs_to_what_is_said_and_the_accused_does_not(sentence: str, content: str) -> None:
    assert told(tree(sentence), {0: "lund"}) == [("lund", tree(sentence).words[1], [content])]


def test_what_is_expressed_is_one_statement_with_the_verb_that_expresses_it() -> None:
    parse = tree(
        "Lund//p/2/nsubj expressed/express/v/0/root support/support/n/2/obj for//i/6/case the//d/6/det "
        "strike//n/3/nmod .//./2/punct"
    )
    assert [cue for _, cue, _ in told(parse, {0: "lund"})] == ["expressed"]


def test_a_clause_before_a_final_tag_is_said_whole() -> None:
    parse = tree(
        "Lund//p/2/nsubj told/tell/v/9/ccomp him//o/2/iobj that//s/7/mark it//o/7/nsubj was//x/7/cop over//a/2/ccomp "
        ",//./9/punct said/say/v/0/root Vik//p/9/nsubj .//./9/punct"
    )
    assert on_both_sides(parse, 8, [(4, 6)]) == [(0, 6)]
    assert on_both_sides(parse, 8, [(0, 6)]) == [(0, 6)]


def test_a_tag_between_commas_has_what_is_said_on_both_sides() -> None:
    parse = tree(
        "The//d/2/det ferry//n/8/nsubj ,//./5/punct Lund//p/5/nsubj said/say/v/0/root ,//./5/punct was/be/x/8/cop "
        "old//a/5/ccomp .//./5/punct"
    )
    assert told(parse, {3: "lund"}) == [("lund", "said", ["The ferry", "was old"])]


def test_after_a_conjunction_a_tag_has_nothing_before_it() -> None:
    parse = tree(
        "They//o/2/nsubj waited/wait/v/0/root because//s/9/mark ,//./6/punct Lund//p/6/nsubj said/say/v/9/parataxis "
        ",//./6/punct it//o/9/nsubj rained/rain/v/2/advcl .//./2/punct"
    )
    assert on_both_sides(parse, 5, [(7, 8)]) == [(7, 8)]


def cut(parse: Parse, first: int, second: int, last: int) -> list[tuple[int, int]]:
    """What is left of a content up to a token where a second cue of the speaker stands in it."""
    drafts = [Draft((cue, cue), ("lund",), (), [(cue + 1, last)], False, 0) for cue in (first, second)]
    part_coordinated(parse, drafts, [])
    return drafts[0].content


def test_a_second_verb_of_the_speaker_ends_what_the_first_tells() -> None:
    parse = tree(
        "Lund//p/2/nsubj said/say/v/0/root/VerbForm=Fin Oslo//p/5/nsubj would//x/5/aux yield//v/2/ccomp/VerbForm=Inf "
        "and//c/7/cc condemned/condemn/v/5/conj/VerbForm=Fin the//d/9/det raid//n/7/obj"
    )
    assert cut(parse, 1, 6, 8) == [(2, 4)]


def test_a_second_verb_of_what_is_said_ends_nothing() -> None:
    parse = tree(
        "Lund//p/2/nsubj said/say/v/0/root/VerbForm=Fin Oslo//p/4/nsubj yielded/yield/v/2/ccomp/VerbForm=Fin "
        "and//c/6/cc condemned/condemn/v/4/conj/VerbForm=Fin the//d/8/det raid//n/6/obj"
    )
    assert cut(parse, 1, 5, 7) == [(2, 7)]


def test_a_participle_after_a_comma_ends_what_is_said() -> None:
    parse = tree(
        "Lund//p/2/nsubj said/say/v/0/root/VerbForm=Fin Oslo//p/4/nsubj slept/sleep/v/2/ccomp/VerbForm=Fin "
        ",//./6/punct adding/add/v/4/advcl/Tense=Pres|VerbForm=Part it//o/8/nsubj rained/rain/v/6/ccomp"
    )
    assert cut(parse, 1, 5, 7) == [(2, 3)]


def test_a_sentence_runs_on_into_its_quotation() -> None:
    parse = tree(
        "Lund//p/2/nsubj said/say/v/0/root the//d/4/det plan//n/9/nsubj was/be/x/9/cop “//./9/punct _a//d/9/det "
        "sad//a/9/amod joke//n/2/ccomp _”//./9/punct _.//./2/punct"
    )
    assert with_whole_quotations(parse, (1, 1), [(2, 4)], [range(6, 9)]) == [(2, 8)]


QUOTED = (
    "“//./3/punct _We//o/3/nsubj wait/wait/v/6/ccomp _,//./3/punct _”//./3/punct said/say/v/0/root Lund//p/6/nsubj "
    "_.//./6/punct",
    "“//./3/punct _They//o/3/nsubj come/come/v/0/root at//i/5/case dawn//n/3/obl on//i/7/case foot//n/3/obl "
    "_.//./3/punct _”//./3/punct",
)


def test_a_quotation_after_the_tag_is_a_statement_of_its_own() -> None:
    assert told(tree(*QUOTED), {6: "lund"}) == [
        ("lund", "said", ["“We wait,”"]),
        ("lund", None, ["“They come at dawn on foot.”"]),
    ]


def test_a_quotation_goes_on_from_the_one_quoted_not_from_who_passes_it_on() -> None:
    first = QUOTED[0].removesuffix("_.//./6/punct") + (
        ",//./9/punct according//i/11/case to//i/9/fixed Echo//p/6/obl _.//./6/punct"
    )
    found = told(tree(first, QUOTED[1]), {6: "lund", 10: "echo"})
    assert ("lund", None, ["“They come at dawn on foot.”"]) in found


LUND = somebody("lund", "Kari Lund")


def test_a_quotation_that_two_may_have_said_is_theirs_who_speak_beside_it() -> None:
    parse = tree(
        "I//o/2/nsubj say/say/v/0/root that//s/5/mark Vik//p/5/nsubj called/call/v/2/ccomp it//o/5/obj “//./8/punct "
        "_late//a/5/xcomp _”//./8/punct"
    )
    drafts = [Draft((cue, cue), (who,), (), [(5, 8)], False, 0) for cue, who in ((1, "lund"), (4, "vik"))]
    found = assemble_statements(parse, drafts, [parse.span(7, 7)])
    assert [(s.speaker, [parse.text[a:b] for a, b in s.quotes]) for s in found] == [
        (("lund",), []),
        (("vik",), ["late"]),
    ]


@pytest.mark.parametrize("label", ["LUND", "Lund"])
def test_a_turn_of_a_transcript_is_said_by_whom_it_names(label: str) -> None:
    parse = tree(f"{label}//p/0/root _://./1/punct We//o/4/nsubj agreed/agree/v/1/parataxis on//i/6/case it//o/4/obl")
    assert told(parse, {}, LUND) == [("lund", f"{label}:", ["We agreed on it"])]


def test_a_heading_with_a_colon_is_nobody_speaking() -> None:
    parse = tree("Weather//n/0/root _://./1/punct We//o/4/nsubj expect/expect/v/1/parataxis rain//n/4/obj")
    assert told(parse, {}, LUND) == []


def test_a_quotation_signed_with_a_dash_is_said_by_who_signs() -> None:
    parse = tree(QUOTED[1] + " ―//./3/punct Lund//p/3/dep")
    assert told(parse, {}, LUND) == [("lund", None, ["“They come at dawn on foot.”"])]


def test_the_title_of_a_broadcast_is_nobodys_words() -> None:
    parse = tree(
        "Lund//p/2/nsubj said/say/v/0/root she//o/4/nsubj sang/sing/v/2/ccomp on//i/8/case “//./8/punct "
        "_Harbour//p/8/compound Lights//p/4/obl _”//./8/punct .//./2/punct"
    )
    cast = Cast(entities=(), ids_by_token={0: ("lund",)})
    assert [s.quotes for s in find_statements(parse, cast, CUES)] == [()]


def test_a_quotation_that_goes_on_from_words_of_the_sentence_has_them_too() -> None:
    parse = tree(
        "The//d/2/det ferry//n/5/nsubj “//./5/punct _was/be/x/5/cop old//a/9/ccomp _,//./5/punct _”//./5/punct "
        "Lund//p/9/nsubj said/say/v/0/root _.//./9/punct"
    )
    assert from_its_beginning(parse, 8, [(3, 4)]) == [(0, 4)]


REGRET = "We//o/2/nsubj regret/regret/v/0/root the//d/4/det delay//n/2/obj _.//./2/punct"


def test_who_writes_in_the_first_person_is_whom_the_heading_names() -> None:
    heading = "Statement/statement/n/0/root by//i/3/case Lund//p/1/nmod _.//./1/punct"
    assert told(tree(heading, REGRET), {2: "lund"}) == [("lund", "regret", ["the delay"])]
    assert told(tree(REGRET), {}) == []


def test_the_heading_may_stand_below_another() -> None:
    heading = "Statement/statement/n/0/root by//i/3/case Lund//p/1/nmod _.//./1/punct"
    parse = in_paragraphs("Oslo//p/0/root ,//./1/punct Friday//p/1/dep", heading, REGRET)
    assert told(parse, {5: "lund"}) == [("lund", "regret", ["the delay"])]


@pytest.mark.parametrize(("kind", "speakers"), [("organization", ["echo"]), ("person", [])])
def test_a_release_that_begins_with_its_body_speaks_for_it(kind: str, speakers: list[str]) -> None:
    first = "Echo//p/2/nsubj met/meet/v/0/root yesterday//n/2/obl"
    parse = tree(first, REGRET, mentions=f"0-0:{kind}:0")
    assert [who for who, _, _ in told(parse, {0: "echo"})] == speakers


def test_who_writes_in_the_first_person_is_who_signs() -> None:
    signed = in_paragraphs(REGRET, "Kari//p/2/compound Lund//p/0/root", mentions="5-6:person:0")
    assert told(signed, {6: "lund"}) == [("lund", "regret", ["the delay"])]


def test_two_cues_of_one_speaker_for_nearly_the_same_words_are_one_statement() -> None:
    parse = tree(
        "Lund//p/2/nsubj wished/wish/v/0/root to//t/4/mark say/say/v/2/xcomp/VerbForm=Inf the//d/7/det old//a/7/amod "
        "ferry//n/10/nsubj was/be/x/10/cop still//r/10/advmod safe//a/4/ccomp in//i/12/case fog//n/10/obl _.//./2/punct"
    )
    assert told(parse, {0: "lund"}) == [("lund", "say", ["the old ferry was still safe in fog"])]


@pytest.mark.parametrize(
    ("phrase", "one"),
    [
        ("The//d/2/det founder//n/0/root and//c/4/cc director//n/2/conj", True),
        ("The//d/2/det founder//n/0/root and//c/5/cc the//d/5/det director//n/2/conj", False),
        ("Her//o/2/nmod:poss founder//n/0/root and//c/4/cc directors//n/2/conj/Number=Plur", False),
        ("Oslo//p/0/root founder//n/1/dep and//c/5/cc director//n/5/compound Hall//p/2/conj", True),
        ("Oslo//p/0/root founder//n/1/dep and//c/4/cc Hall//p/2/conj", False),
    ],
)
def test_roles_under_one_determiner_are_one_person(phrase: str, one: bool) -> None:
    parse = tree(phrase)
    assert is_one_person(parse, 1, len(parse) - 1) is one


def test_a_quotation_before_the_tag_is_not_told_again_by_who_adds() -> None:
    parse = tree(
        "“//./3/punct _We//o/3/nsubj stay/stay/v/7/ccomp _,//./3/punct _”//./3/punct Lund//p/7/nsubj said/say/v/0/root "
        "_,//./9/punct adding/add/v/7/advcl/Tense=Pres|VerbForm=Part it//o/11/nsubj rains/rain/v/9/ccomp"
    )
    drafts = [
        Draft((6, 6), ("lund",), (), [(1, 2)], False, 5),
        Draft((8, 8), ("lund",), (), [(1, 2), (9, 10)], False, 5),
    ]
    part_coordinated(parse, drafts, [range(1, 4)])
    assert [d.content for d in drafts] == [[(1, 2)], [(9, 10)]]


def test_the_likeliest_runs_bridge_what_is_little_likely_and_leave_scraps_out() -> None:
    gain = np.array([-4.0, 2.0, 2.0, -0.5, -0.5, 3.0, -4.0, -4.0, 1.0, -4.0])
    assert likeliest_runs(gain, begun=3.0) == [(1, 5)]
    assert likeliest_runs(np.array([5.0, -9.0, 5.0]), begun=3.0) == [(0, 0), (2, 2)]
    assert likeliest_runs(np.array([-1.0, -1.0]), begun=3.0) == []


@pytest.mark.parametrize(
    ("sentence", "cues"),
    [
        ("Lund//p/3/nsubj:pass was/be/x/3/aux:pass told/tell/v/0/root to//t/5/mark wait//v/3/xcomp", []),
        ("Lund//p/2/nsubj told/tell/v/0/root Vik//p/2/obj to//t/5/mark wait//v/2/xcomp", ["told"]),
    ],
)
def test_who_is_told_something_has_not_said_it(sentence: str, cues: list[str]) -> None:
    bare = tree(sentence)
    cue, last = bare.words.index("told"), len(bare) - 1
    links = {("speaker", cue, 0): 0.9, ("content", cue, last - 1): 0.9, ("content", cue, last): 0.9}
    parse = replace(bare, acts=acts(bare, {}, links, cues={(cue, "mark"): 0.9}))
    assert [c for _, c, _ in told(parse, {0: "lund"})] == cues


@pytest.mark.parametrize(("chance", "speaker"), [(0.8, "vik"), (0.4, "lund")])
def test_a_coordinated_verb_shares_the_subject_above_unless_it_is_unlikely(chance: float, speaker: str) -> None:
    bare = tree(
        "Lund//p/2/nsubj left//v/0/root after//s/5/mark Vik//p/5/nsubj shouted/shout/v/2/advcl and//c/7/cc "
        "said/say/v/5/conj that//s/10/mark Rome//p/10/nsubj lied//v/7/ccomp"
    )
    links = {("speaker", 6, 0): 0.9, ("speaker", 6, 3): chance, ("content", 6, 8): 0.9, ("content", 6, 9): 0.9}
    parse = replace(bare, acts=acts(bare, {}, links, cues={(6, "mark"): 0.9}))
    assert [who for who, _, _ in told(parse, {0: "lund", 3: "vik"})] == [speaker]


@pytest.mark.parametrize(("stop", "begin"), [("", 2), (" ;//./2/punct", 0)])
def test_a_headline_without_a_stop_is_not_said_below_it(stop: str, begin: int) -> None:
    below = "Trade//n/2/nsubj grows/grow/v/4/ccomp ,//./2/punct said/say/v/0/root Lund//p/4/nsubj"
    parse = in_paragraphs(f"Ports//n/2/nsubj reopen/reopen/v/0/root{stop}", below)
    cue, last = len(parse) - 2, len(parse) - 4
    assert in_its_paragraph(parse, cue, [(0, last)], []) == [(begin, last)]  # a list's items are not cut apart
