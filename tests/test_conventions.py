"""Acts that the codebook's conventions give another type."""

from dragoman.codebook import load_codebook
from dragoman.events.coded import Coded
from dragoman.events.conventions import settle_type
from trees import tree

BOOK = load_codebook()


def settled(kind: str, words: str, *, mode: tuple[str, ...] = ()) -> tuple[str, tuple[str, ...]] | None:
    parse = tree(words)
    found = settle_type(
        parse, Coded(type=kind, mode=mode, actor=(), recipient=(), predicate=1, triggers=((1,),), rule="model",
                     according_to=(), confidence=0.9), BOOK,
    )  # fmt: skip
    return None if found is None else (found.type, found.mode)


def test_peacekeepers_that_are_sent_are_aid() -> None:
    words = "Fiji//p/2/nsubj sent/send/v/0/root {}/{}/n/2/obj ashore//r/2/advmod"
    assert settled("MOBILIZE", words.format("peacekeepers", "peacekeeper"), mode=("troops",)) == ("AID", ())
    assert settled("MOBILIZE", words.format("gunboats", "gunboat"), mode=("troops",)) == ("MOBILIZE", ("troops",))


def test_peacekeepers_that_are_withdrawn_are_a_sanction() -> None:
    words = "Fiji//p/2/nsubj withdrew/withdraw/v/0/root peacekeepers/peacekeeper/n/2/obj"
    assert settled("RETREAT", words, mode=("withdraw",)) == ("SANCTION", ("withdraw",))
    assert settled("RETREAT", words, mode=("release",)) == ("RETREAT", ("release",))


def test_a_word_in_somebody_elses_clause_does_not_count() -> None:
    words = "Fiji//p/2/nsubj sent/send/v/0/root ships/ship/n/2/obj as//s/5/mark peacekeepers/peacekeeper/n/2/ccomp"
    assert settled("MOBILIZE", words) == ("MOBILIZE", ())


def test_expulsions_and_walkouts_are_sanctions() -> None:
    assert settled("COERCE", "The//d/2/det expulsion//n/3/nsubj angered/anger/v/0/root Suva//p/3/obj") == (
        "SANCTION", ("expel",),
    )  # fmt: skip
    assert settled("PROTEST", "A//d/2/det walkout//n/3/nsubj ended/end/v/0/root it//o/3/obj") == (
        "SANCTION", ("withdraw",),
    )  # fmt: skip
    assert settled("PROTEST", "A//d/3/det nationwide//a/3/amod walkout//n/4/nsubj ended/end/v/0/root") == (
        "PROTEST",
        (),
    )


def test_who_is_taken_off_a_list_of_terrorists_is_conceded_to() -> None:
    words = "Fiji//p/2/nsubj {0}/{1}/v/0/root them//o/2/obj {2}//i/6/case its//o/6/nmod:poss blacklist//n/2/obl"
    assert settled("SANCTION", words.format("removed", "remove", "from")) == ("CONCEDE", ())
    assert settled("SANCTION", words.format("put", "put", "on")) == ("SANCTION", ())


def test_a_promised_punishment_is_a_threat() -> None:
    assert settled("AGREE", "Fiji//p/2/nsubj promised/promise/v/0/root revenge//n/2/obj") == ("THREATEN", ())


def test_support_that_is_pledged_is_support_unless_it_is_material() -> None:
    words = "Fiji//p/2/nsubj pledged/pledge/v/0/root {0}/{0}/a/4/amod support//n/2/obj"
    assert settled("AGREE", words.format("full")) == ("SUPPORT", ())
    assert settled("AGREE", words.format("military")) == ("AGREE", ())
    offered = "Fiji//p/2/nsubj agreed/agree/v/0/root to//t/4/mark support//v/2/xcomp"
    assert settled("AGREE", offered) == ("AGREE", ())


def test_allegiance_that_is_pledged_is_support() -> None:
    words = "Fiji//p/2/nsubj {}/{}/v/0/root its/its/o/4/nmod:poss {}//n/2/obj"
    assert settled("AGREE", words.format("pledged", "pledge", "allegiance")) == ("SUPPORT", ())
    assert settled("AGREE", words.format("swore", "swear", "loyalty")) == ("SUPPORT", ())
    assert settled("AGREE", words.format("pledged", "pledge", "delegates")) == ("AGREE", ())


def test_what_is_given_back_is_no_gift() -> None:
    words = "Fiji//p/2/nsubj {}/{}/v/0/root statues/statue/n/2/obj"
    assert settled("AID", words.format("returned", "return")) == ("RETREAT", ())
    assert settled("AID", words.format("gave", "give")) == ("AID", ())


def test_observers_that_are_sent_are_aid() -> None:
    words = "Fiji//p/2/nsubj {}/{}/v/0/root observers/observer/n/2/obj"
    assert settled("MOBILIZE", words.format("sent", "send")) == ("AID", ())
    assert settled("MOBILIZE", words.format("warned", "warn")) == ("MOBILIZE", ())


def test_who_claims_responsibility_accuses_nobody() -> None:
    words = "Group//n/2/nsubj claimed/claim/v/0/root {0}/{0}/n/2/obj"
    assert settled("ACCUSE", words.format("responsibility")) is None
    assert settled("ACCUSE", words.format("fraud")) == ("ACCUSE", ())


def test_accidents_and_battles_without_arms_are_no_violence() -> None:
    words = "Fans//n/2/nsubj died/die/v/0/root in//i/4/case a//d/5/det {0}/{0}/n/2/obl"
    assert settled("ASSAULT", words.format("stampede")) is None
    assert settled("ASSAULT", words.format("raid")) == ("ASSAULT", ())
    words = "{0}/{0}/a/2/amod battle//n/0/root"
    assert settled("ASSAULT", words.format("legal")) is None
    assert settled("ASSAULT", words.format("fierce")) == ("ASSAULT", ())


def test_who_claims_an_attack_accuses_nobody() -> None:
    words = "Rebels/rebel/n/2/nsubj claimed/claim/v/0/root the//d/4/det {}//n/2/obj"
    assert settled("ACCUSE", words.format("bombing")) is None
    assert settled("ACCUSE", words.format("treason")) == ("ACCUSE", ())


def test_close_ties_are_no_sanction() -> None:
    words = "{}//a/2/amod ties/tie/n/3/nsubj hurt//v/0/root Oslo//p/3/obj"
    assert settled("SANCTION", words.format("close")) is None
    assert settled("SANCTION", words.format("severed")) == ("SANCTION", ())
    assert settled("SANCTION", "Its//o/3/nmod:poss close//a/3/amod ties/tie/n/4/nsubj hurt//v/0/root") is None


def test_lives_that_are_taken_are_no_abduction_and_permits_that_are_held_no_seizure() -> None:
    words = "Lund//p/2/nsubj took/take/v/0/root nine//m/4/nummod lives/life/n/2/obj"
    assert settled("ASSAULT", words, mode=("abduct",)) == ("ASSAULT", ())
    assert settled("ASSAULT", words.replace("lives/life", "hostages/hostage"), mode=("abduct",)) == (
        "ASSAULT",
        ("abduct",),
    )
    held = "Lund//p/2/nsubj held/hold/v/0/root two//m/4/nummod {}/n/2/obj"
    assert settled("COERCE", held.format("permits/permit"), mode=("seize",)) is None
    assert settled("COERCE", held.format("ships/ship"), mode=("seize",)) == ("COERCE", ("seize",))


def test_an_envoy_who_is_summoned_is_told_of_disapproval() -> None:
    words = "Fiji//p/2/nsubj summoned/summon/v/0/root the//d/4/det ambassador//n/2/obj"
    assert settled("SANCTION", words, mode=("expel",)) == ("ACCUSE", ("disapprove",))
