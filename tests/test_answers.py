"""Recipients that other acts of a report tell."""

from dragoman.codebook import load_codebook
from dragoman.events.answers import with_answered
from dragoman.events.coded import Coded
from dragoman.events.coreference import Told
from dragoman.events.learned import scores_for
from dragoman.events.participants import Participants
from dragoman.language.parse import Parse
from dragoman.types import Cast, Entity, Statement
from learned import acts
from trees import tree

SENTENCES = (
    "Oslo//p/2/nsubj appealed/appeal/v/0/root",
    "Lima//p/2/nsubj ignored/ignore/v/0/root the//d/4/det appeals/appeal/n/2/obj",
)
ENTITIES = tuple(
    Entity(id=i, name=i, country=c, sector=("GOV",), office=None, identifier=None, mentions=(), reason="test")
    for i, c in (("oslo", "NOR"), ("lima", "PER"), ("quito", "ECU"))
)
CAST = Cast(entities=ENTITIES, ids_by_token={0: ("oslo",), 2: ("lima",)})


def told(parse: Parse, word: str, kind: str, actor: str, *recipient: str) -> Told:
    token = parse.words.index(word)
    coded = Coded(
        type=kind, mode=(), actor=(actor,), recipient=recipient, predicate=token, triggers=((token,),),
        according_to=(), confidence=0.5, rule="test",
    )  # fmt: skip
    return Told(coded=coded, when=None, auxiliary=())


def test_who_refuses_a_demand_and_who_made_it_name_each_other() -> None:
    parse = tree(*SENTENCES)
    asked, refused = with_answered(
        Participants(parse, CAST, ()), None,
        [told(parse, "appealed", "REQUEST", "oslo"), told(parse, "ignored", "REJECT", "lima")],
    )  # fmt: skip
    assert (asked.coded.recipient, refused.coded.recipient) == (("lima",), ("oslo",))


def test_whom_the_network_is_sure_of_is_refused_whoever_asked() -> None:
    for likely, recipient in ((0.6, ("quito",)), (0.2, ("oslo",))):
        parse = tree(*SENTENCES, acts=acts(tree(*SENTENCES), {(3, "REJECT"): 0.9}, {("recipient", 3, 5): likely}))
        who = Participants(parse, Cast(entities=ENTITIES, ids_by_token={**CAST.ids_by_token, 5: ("quito",)}), ())
        found = with_answered(
            who, scores_for(who, load_codebook()),
            [told(parse, "appealed", "REQUEST", "oslo"), told(parse, "ignored", "REJECT", "lima", "quito")],
        )  # fmt: skip
        assert found[1].coded.recipient == recipient


def test_those_appeals_are_the_ones_told_before_whoever_the_network_sees() -> None:
    those = (SENTENCES[0], SENTENCES[1].replace("the/", "those/"))
    parse = tree(*those, acts=acts(tree(*those), {(3, "REJECT"): 0.9}, {("recipient", 3, 5): 0.6}))
    who = Participants(parse, Cast(entities=ENTITIES, ids_by_token={**CAST.ids_by_token, 5: ("quito",)}), ())
    found = with_answered(
        who, scores_for(who, load_codebook()),
        [told(parse, "appealed", "REQUEST", "oslo"), told(parse, "ignored", "REJECT", "lima", "quito")],
    )  # fmt: skip
    assert found[1].coded.recipient == ("oslo",)


def test_a_demand_told_long_before_is_not_what_is_refused() -> None:
    between = ["Rain//n/2/nsubj fell/fall/v/0/root"] * 3
    parse = tree(SENTENCES[0], *between, SENTENCES[1])
    found = with_answered(
        Participants(parse, CAST, ()), None,
        [told(parse, "appealed", "REQUEST", "oslo"), told(parse, "ignored", "REJECT", "lima")],
    )  # fmt: skip
    assert found[1].coded.recipient == ()


def test_who_did_what_is_complained_of_is_blamed() -> None:
    parse = tree(
        "Lima//p/2/nsubj complained/complain/v/0/root that//s/5/mark Oslo//p/5/nsubj shelled/shell/v/2/ccomp "
        "boats//n/5/obj"
    )
    said = Statement(
        id="s1", speaker=("lima",), addressee=(), via=None, cue=parse.span(1, 1), content=(parse.span(3, 5),),
        quotes=(), hedged=False,
    )  # fmt: skip
    blamed, done = with_answered(
        Participants(parse, CAST, (said,)), None,
        [told(parse, "complained", "ACCUSE", "lima"), told(parse, "shelled", "ASSAULT", "oslo")],
    )  # fmt: skip
    assert (blamed.coded.recipient, done.coded.recipient) == (("oslo",), ())
