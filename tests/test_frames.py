"""Predicates and their participants, from trees written by hand."""

import pytest

from dragoman.events.frames import Frame, find_frames, is_passive
from dragoman.language import load_model
from dragoman.language.parse import Parse
from trees import tree


def frame(parse: Parse, lemma: str, pos: str = "VERB") -> Frame:
    """The one frame of a lemma."""
    (found,) = find_frames(parse, {(lemma, pos)})
    return found


def words(parse: Parse, found: Frame, role: str) -> list[str]:
    return [parse.words[t] for t in found.roles.get(role, ())]


def test_only_wanted_predicates_become_frames() -> None:
    parse = tree("Paris//p/2/nsubj warned/warn/v/0/root Rome//p/2/obj")
    assert find_frames(parse, set()) == ()
    assert [f.lemma for f in find_frames(parse, {("warn", "VERB")})] == ["warn"]


def test_active_subject_is_agent_and_object_is_object() -> None:
    parse = tree("Paris//p/2/nsubj warned/warn/v/0/root Rome//p/2/obj")
    found = frame(parse, "warn")
    assert (words(parse, found, "agent"), words(parse, found, "object")) == (["Paris"], ["Rome"])
    assert not found.passive


def test_passive_subject_is_object_and_by_phrase_is_agent() -> None:
    parse = tree(
        "Rebels/rebel/n/3/nsubj:pass were/be/x/3/aux:pass expelled/expel/v/0/root by//i/5/case"
        " troops/troop/n/3/obl:agent"
    )
    found = frame(parse, "expel")
    assert found.passive
    assert (words(parse, found, "agent"), words(parse, found, "object")) == (["troops"], ["Rebels"])


def test_a_passive_without_by_phrase_has_no_agent() -> None:
    parse = tree("Rebels/rebel/n/3/nsubj:pass were/be/x/3/aux:pass expelled/expel/v/0/root")
    assert words(parse, frame(parse, "expel"), "agent") == []


def test_a_subject_tagged_as_active_in_a_passive_clause_is_still_the_object() -> None:
    parse = tree("Rebels/rebel/n/3/nsubj were/be/x/3/aux:pass expelled/expel/v/0/root")
    assert words(parse, frame(parse, "expel"), "object") == ["Rebels"]


def test_joined_verbs_share_subject_and_object() -> None:
    parse = tree("Police//n/2/nsubj arrested/arrest/v/0/root and//c/4/cc questioned/question/v/2/conj him/he/o/2/obj")
    found = frame(parse, "question")
    assert (words(parse, found, "agent"), words(parse, found, "object")) == (["Police"], ["him"])


def test_an_object_given_to_the_second_of_joined_verbs_is_the_first_ones_too() -> None:
    parse = tree("Police//n/2/nsubj arrested/arrest/v/0/root and//c/4/cc questioned/question/v/2/conj him/he/o/4/obj")
    assert words(parse, frame(parse, "arrest"), "object") == ["him"]


def test_an_infinitive_takes_its_subject_from_the_clause_above() -> None:
    parse = tree("Oslo//p/2/nsubj agreed/agree/v/0/root to//t/4/mark host/host/v/2/xcomp talks/talk/n/4/obj")
    assert words(parse, frame(parse, "host"), "agent") == ["Oslo"]


def test_an_infinitive_after_an_object_has_that_object_as_agent() -> None:
    parse = tree("Oslo//p/2/nsubj urged/urge/v/0/root Lima//p/2/obj to//t/5/mark withdraw/withdraw/v/2/xcomp")
    assert words(parse, frame(parse, "withdraw"), "agent") == ["Lima"]


def test_a_relative_pronoun_stands_for_its_noun() -> None:
    parse = tree("rebels/rebel/n/0/root who//o/3/nsubj seized/seize/v/1/acl:relcl towns/town/n/3/obj")
    assert words(parse, frame(parse, "seize"), "agent") == ["rebels"]


def test_a_quantity_of_a_relative_pronoun_stands_for_its_noun() -> None:
    parse = tree(
        "Senators/senator/n/0/root ,//./5/punct both//o/5/nsubj of//i/6/case opposed/oppose/v/1/acl:relcl"
        " whom//o/3/nmod it//o/5/obj"
    )
    assert words(parse, frame(parse, "oppose"), "agent") == ["Senators"]


def test_the_noun_of_a_relative_clause_without_pronoun_is_the_object() -> None:
    parse = tree("towns/town/n/0/root rebels/rebel/n/3/nsubj seized/seize/v/1/acl:relcl")
    assert words(parse, frame(parse, "seize"), "object") == ["towns"]


@pytest.mark.parametrize(
    ("text", "lemma", "role"),
    [
        ("way//n/0/root blocked/block/v/1/acl/Tense=Past|VerbForm=Part by//i/4/case us/we/o/2/obl", "block", "object"),
        ("crowds/crowd/n/0/root blocking/block/v/1/acl/VerbForm=Ger roads/road/n/2/obj", "block", "agent"),
        ("jailed/jail/v/2/amod/Tense=Past|VerbForm=Part tycoon//n/0/root", "jail", "object"),
        ("visiting/visit/v/2/amod/Tense=Pres|VerbForm=Part minister//n/0/root", "visit", "agent"),
    ],
)  # fmt: skip
def test_the_noun_beside_a_participle_is_its_missing_participant(text: str, lemma: str, role: str) -> None:
    parse = tree(text)
    noun = parse.words[next(t for t in range(len(parse)) if parse.heads[t] == t)]
    assert words(parse, frame(parse, lemma), role) == [noun]


def test_an_infinitive_on_a_noun_belongs_to_the_nouns_possessor() -> None:
    parse = tree(
        "Oslo//p/3/nmod:poss 's//t/1/case decision//n/6/nsubj to//t/5/mark withdraw/withdraw/v/3/acl"
        " worried/worry/v/0/root Lima//p/6/obj"
    )
    assert words(parse, frame(parse, "withdraw"), "agent") == ["Oslo"]


def test_a_clause_that_tells_what_a_noun_says_does_not_take_the_noun_as_object() -> None:
    parse = tree(
        "claims/claim/n/0/root that//s/4/mark soldiers/soldier/n/4/nsubj fought/fight/v/1/acl there//r/4/advmod"
    )
    assert words(parse, frame(parse, "fight"), "object") == []


def test_a_nominal_complement_is_an_object_or_what_the_object_is_called() -> None:
    phoned = tree("Ruiz//p/2/nsubj called/call/v/0/root Okafor//p/2/xcomp")
    assert words(phoned, frame(phoned, "call"), "object") == ["Okafor"]
    named = tree("Ruiz//p/2/nsubj called/call/v/0/root him/he/o/2/obj a//d/5/det thug//n/2/xcomp")
    found = frame(named, "call")
    assert (words(named, found, "predicative"), words(named, found, "xcomp")) == (["thug"], [])


def test_a_light_verb_gives_its_subject_and_phrases_to_the_noun() -> None:
    parse = tree(
        "Ruiz//p/2/nsubj held/hold/v/0/root talks/talk/n/2/obj with//i/5/case Okafor//p/2/obl"
        " in//i/7/case Lima//p/2/obl"
    )
    found = frame(parse, "talk", "NOUN")
    assert words(parse, found, "agent") == ["Ruiz"]
    assert (words(parse, found, "with"), words(parse, found, "in")) == (["Okafor"], ["Lima"])
    assert found.support == 1
    assert found.tokens == (1, 2)


def test_a_light_verb_reaches_through_a_quantity() -> None:
    parse = tree(
        "Rebels/rebel/n/2/nsubj launched/launch/v/0/root a//d/4/det series//n/2/obj"
        " of//i/6/case attacks/attack/n/4/nmod"
    )
    assert words(parse, frame(parse, "attack", "NOUN"), "agent") == ["Rebels"]


def test_a_participle_of_a_light_verb_names_who_did_the_noun() -> None:
    parse = tree(
        "attacks/attack/n/0/root carried/carry/v/1/acl/Tense=Past|VerbForm=Part out//i/2/compound:prt by//i/5/case"
        " rebels/rebel/n/2/obl:agent"
    )
    assert words(parse, frame(parse, "attack", "NOUN"), "agent") == ["rebels"]


def test_receiving_verbs_make_their_subject_the_object_of_the_noun() -> None:
    parse = tree("Ruiz//p/2/nsubj faces/face/v/0/root criticism//n/2/obj")
    found = frame(parse, "criticism", "NOUN")
    assert (words(parse, found, "agent"), words(parse, found, "object")) == ([], ["Ruiz"])


def test_who_has_the_endorsement_of_somebody_is_endorsed() -> None:
    parse = tree("Ruiz//p/2/nsubj has/have/v/0/root endorsement//n/2/obj of//i/5/case Paz//p/3/nmod")
    found = frame(parse, "endorsement", "NOUN")
    assert (words(parse, found, "agent"), words(parse, found, "object")) == (["Paz"], ["Ruiz"])


def test_possessor_and_nationality_are_agents_of_a_noun() -> None:
    owned = tree("Oslo//p/3/nmod:poss 's//t/1/case attack//n/0/root on//i/5/case Lima//p/3/nmod")
    found = frame(owned, "attack", "NOUN")
    assert (words(owned, found, "agent"), words(owned, found, "on")) == (["Oslo"], ["Lima"])
    national = tree("Norwegian/norwegian/a/2/amod invasion//n/0/root of//i/4/case Peru//p/2/nmod")
    found = frame(national, "invasion", "NOUN")
    assert (words(national, found, "agent"), words(national, found, "object")) == (["Norwegian"], ["Peru"])


def test_a_noun_in_an_oblique_knows_the_subject_of_its_clause() -> None:
    parse = tree(
        "Ruiz//p/2/nsubj repeated/repeat/v/0/root it//o/2/obj in//i/6/case a//d/6/det call//n/2/obl with//i/8/case"
        " Okafor//p/6/nmod"
    )
    found = frame(parse, "call", "NOUN")
    assert (words(parse, found, "governor"), words(parse, found, "with")) == (["Ruiz"], ["Okafor"])


def test_a_particle_makes_a_verb_of_its_own() -> None:
    parse = tree("Rebels/rebel/n/2/nsubj pulled/pull/v/0/root out//i/2/compound:prt")
    found = frame(parse, "pull out")
    assert found.tokens == (1, 2)


def test_a_particle_may_stand_after_the_object() -> None:
    parse = tree("Guards/guard/n/2/nsubj turned/turn/v/0/root refugees/refugee/n/2/obj back//r/2/advmod")
    assert frame(parse, "turn back").tokens == (1, 3)


def test_what_somebody_is_called_after_a_hyphen_is_no_act() -> None:
    parse = tree("rebel//n/3/compound -//./3/punct held/hold/v/4/amod/Tense=Past|VerbForm=Part towns/town/n/0/root")
    assert find_frames(parse, {("hold", "VERB")}) == ()


def test_the_place_of_a_relative_clause_is_no_object() -> None:
    parse = tree("Lima//p/0/root where//r/4/advmod Ruiz//p/4/nsubj spoke/speak/v/1/acl:relcl")
    assert words(parse, frame(parse, "speak"), "object") == []


def test_an_adjective_gives_its_infinitive_a_role() -> None:
    parse = tree("Oslo//p/3/nsubj is/be/x/3/cop willing//a/0/root to//t/5/mark meet/meet/v/3/xcomp")
    assert words(parse, frame(parse, "willing", "ADJ"), "xcomp") == ["meet"]


def test_an_adjective_says_something_of_its_subject() -> None:
    parse = tree("The//d/2/det siege//n/4/nsubj is/be/x/4/cop unacceptable//a/0/root to//i/6/case Lima//p/4/obl")
    found = frame(parse, "unacceptable", "ADJ")
    assert (words(parse, found, "agent"), words(parse, found, "to")) == (["siege"], ["Lima"])


def test_a_finite_verb_joined_to_an_infinitive_has_the_subject_of_the_clause_above() -> None:
    parse = tree(
        "Ruiz//p/2/nsubj said/say/v/0/root prices/price/n/5/nsubj would//x/5/aux rise//v/2/ccomp/VerbForm=Inf"
        " and//c/7/cc praised/praise/v/5/conj/Tense=Past|VerbForm=Fin Okafor//p/7/obj"
    )
    assert words(parse, frame(parse, "praise"), "agent") == ["Ruiz"]


def test_a_participle_read_as_a_finite_verb_is_still_a_participle() -> None:
    parse = tree("pastor//n/0/root held/hold/v/1/acl/Tense=Past|VerbForm=Fin prisoner//n/2/xcomp")
    found = frame(parse, "hold")
    assert (words(parse, found, "object"), words(parse, found, "predicative")) == (["pastor"], ["prisoner"])


def test_who_is_accused_of_an_act_is_its_agent() -> None:
    parse = tree(
        "Lima//p/2/nsubj accused/accuse/v/0/root Oslo//p/2/obj of//s/5/mark shelling/shell/v/2/advcl towns/town/n/5/obj"
    )
    assert words(parse, frame(parse, "shell"), "agent") == ["Oslo"]
    aimed = tree(
        "Lima//p/2/nsubj railed/rail/v/0/root at//i/4/case Oslo//p/2/obl for//s/6/mark shelling/shell/v/2/advcl"
    )
    assert words(aimed, frame(aimed, "shell"), "agent") == ["Oslo"]


def test_a_phrase_on_the_object_counts_for_the_verb() -> None:
    parse = tree("Rebels/rebel/n/2/nsubj pledged/pledge/v/0/root loyalty//n/2/obj to//i/5/case Oslo//p/3/nmod")
    assert words(parse, frame(parse, "pledge"), "to") == ["Oslo"]


def test_what_is_called_something_is_not_carried_out_by_that() -> None:
    words = "Lund//p/2/nsubj called/call/v/0/root the//d/4/det strike//n/2/obj"
    assert frame(tree(words), "strike", "NOUN").support == 1
    assert frame(tree(f"{words} an//d/6/det outrage//n/2/xcomp"), "strike", "NOUN").support is None


def test_a_participle_joined_to_a_passive_is_passive_too() -> None:
    model = load_model(threads=1)
    parse = model.parse(["The executive Paul Dorr was convicted in May and sentenced to three years in prison."])[0]
    assert is_passive(parse, parse.words.index("sentenced"))
    parse = model.parse(["The premier was elected in May and resigned in June."])[0]
    assert not is_passive(parse, parse.words.index("resigned"))
