"""One event for all its mentions in a report."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from dragoman.codebook import Codebook, EventType
from dragoman.entities.homes import Ranker
from dragoman.events.coded import Coded
from dragoman.events.coreference import Told, merge_mentions
from dragoman.events.joining import Joins
from dragoman.events.learned import Scores
from dragoman.events.participants import Participants
from dragoman.language.parse import Parse
from dragoman.types import Cast, Entity, When
from learned import acts
from trees import tree

PARSE = tree(
    "Crowds/crowd/n/2/nsubj blocked/block/v/0/root roads/road/n/2/obj",
    "The//d/2/det blockade//n/3/nsubj went/go/v/0/root on//r/3/advmod",
    "Oslo//p/2/nsubj talked/talk/v/0/root to//i/4/case Lima//p/2/obl",
    "The//d/2/det talks/talk/n/3/nsubj helped/help/v/0/root",
    "Oslo//p/2/nsubj praised/praise/v/0/root Lima//p/2/obj",
    "Oslo//p/2/nsubj thanked/thank/v/0/root Lima//p/2/obj",
)
CODEBOOK = Codebook(
    name="test", rules={}, stances=(),
    types={
        name: EventType(name=name, quad=1, intensity=0.0, mutual=False, modes={}, evident=name == "ASSAULT")
        for name in ("CONSULT", "SUPPORT", "REQUEST", "REJECT", "PROTEST", "COERCE", "ASSAULT")
    },
)  # fmt: skip
ENTITIES = {
    i: Entity(id=i, name=i, country=c, sector=("GOV",), office=None, identifier=None, mentions=(), reason="test")
    for i, c in (("oslo", "NOR"), ("lima", "PER"), ("ruiz", "PER"), ("crowds", None), ("quito", "ECU"))
}


def told(
    word: str, kind: str, actor: tuple[str, ...] = (), recipient: tuple[str, ...] = (), *, anaphoric: bool = False,
    on: date | None = None, auxiliary: tuple[str, ...] = (), according_to: tuple[str, ...] = (),
    mode: tuple[str, ...] = (), parse: Parse = PARSE,
) -> Told:  # fmt: skip
    token = parse.words.index(word)
    when = When(start=on, end=on, precision="day", text=None, reason="told") if on else None
    coded = Coded(
        type=kind, mode=mode, actor=actor, recipient=recipient, predicate=token, triggers=((token,),),
        according_to=according_to, confidence=0.5, rule="test", anaphoric=anaphoric,
    )  # fmt: skip
    return Told(coded=coded, when=when, auxiliary=auxiliary)


def triggers(merged: list[Told]) -> list[list[str]]:
    return [[PARSE.words[t] for group in m.coded.triggers for t in group] for m in merged]


def merge(*mentions: Told) -> list[Told]:
    return merge_mentions(PARSE, mentions, ENTITIES, CODEBOOK)


def test_a_noun_that_names_nobody_joins_the_act_told_in_related_words() -> None:
    merged = merge(told("blocked", "PROTEST", ("crowds",)), told("blockade", "COERCE", anaphoric=True))
    assert triggers(merged) == [["blocked", "blockade"]]
    assert merged[0].coded.type == "PROTEST"


def test_a_noun_that_names_nobody_and_joins_nothing_is_left_out() -> None:
    assert merge(told("blockade", "COERCE", anaphoric=True)) == []


def test_violence_counts_even_where_nobody_is_named() -> None:
    assert triggers(merge(told("blockade", "ASSAULT", anaphoric=True))) == [["blockade"]]


def test_mentions_with_fewer_participants_fill_from_the_others() -> None:
    merged = merge(told("talked", "CONSULT", ("oslo", "lima")), told("talks", "CONSULT", ("lima",)))
    assert triggers(merged) == [["talked", "talks"]]
    assert merged[0].coded.actor == ("oslo", "lima")


def test_different_sides_are_different_events() -> None:
    merged = merge(told("talked", "CONSULT", ("oslo", "lima")), told("talks", "CONSULT", ("quito",)))
    assert len(merged) == 2


def test_different_days_never_merge() -> None:
    sides = ("oslo", "lima")
    first = told("talked", "CONSULT", sides, on=date(2024, 5, 3))
    assert len(merge(first, told("talks", "CONSULT", sides, on=date(2024, 5, 9)))) == 2
    assert len(merge(first, told("talks", "CONSULT", sides, on=date(2024, 5, 3)))) == 1


def test_what_is_denied_and_what_happened_never_merge() -> None:
    sides = ("oslo", "lima")
    assert len(merge(told("talked", "CONSULT", sides), told("talks", "CONSULT", sides, auxiliary=("negated",)))) == 2


def test_verb_and_object_of_one_act_are_one_event_on_the_verbs_word() -> None:
    parse = tree("Oslo//p/2/nsubj issued/issue/v/0/root orders/order/n/2/obj")
    verb = told("issued", "REQUEST", ("oslo",), according_to=("quito",), parse=parse)
    (merged,) = merge_mentions(parse, [verb, told("orders", "REQUEST", ("oslo",), parse=parse)], ENTITIES, CODEBOOK)
    assert merged.coded.according_to == ("quito",)


def test_a_stance_voiced_in_other_words_is_one_event() -> None:
    merged = merge(told("praised", "SUPPORT", ("oslo",), ("lima",)), told("thanked", "SUPPORT", ("oslo",), ("lima",)))
    assert triggers(merged) == [["praised", "thanked"]]


def test_one_word_for_two_hosts_stays_two_events() -> None:
    first = told("talked", "CONSULT", ("oslo",), ("lima",), mode=("visit",))
    second = told("talked", "CONSULT", ("oslo",), ("quito",), mode=("visit",))
    assert len(merge(first, second)) == 2


@pytest.mark.parametrize(("first", "second"), [(("quito",), ()), ((), ("quito",))])
def test_an_act_is_on_the_word_that_its_first_mention_tells_of(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    (merged,) = merge(
        told("talked", "CONSULT", ("oslo", "lima"), according_to=first),
        told("talks", "CONSULT", ("oslo", "lima"), according_to=second),
    )
    assert merged.coded.according_to == first


def test_two_named_people_of_one_country_are_two_recipients() -> None:
    people = ENTITIES | {i: replace(ENTITIES["lima"], id=i, name=i) for i in ("Ann Diaz", "Bo Rojas")}
    one, two = (told(w, "SUPPORT", ("oslo",), (p,)) for w, p in (("praised", "Ann Diaz"), ("thanked", "Bo Rojas")))
    assert len(merge_mentions(PARSE, [one, two], people, CODEBOOK)) == 2


def test_the_ranker_takes_one_of_the_events_of_its_type_or_a_new_one() -> None:
    scores = Scores(
        acts(PARSE, {(12, "CONSULT"): 0.9}, {("same", 12, 8): 0.9}),
        Participants(PARSE, Cast(entities=(), ids_by_token={}), ()),
    )
    before = [told("talked", "CONSULT", ("oslo", "lima")), told("praised", "SUPPORT", ("oslo",), ("lima",))]
    again = told("talks", "CONSULT")
    ranker = Joins(scores, ENTITIES, CODEBOOK, None)
    assert ranker.choose(again, before, before[0])[0] is before[0]
    features = ranker.features(again, before[:1], before[0])
    assert len(features) == 2
    assert features[:, 0].tolist() == pytest.approx([0.9, 0.0])
    width = features.shape[1]
    by_network = Ranker(
        mean=np.zeros(width, np.float32), scale=np.ones(width, np.float32),
        hidden=np.eye(width, 1, dtype=np.float32), hidden_bias=np.zeros(1, np.float32), out=np.ones(1, np.float32),
    )  # fmt: skip
    joined = merge_mentions(
        PARSE, [*before, again], ENTITIES, CODEBOOK, None, Joins(scores, ENTITIES, CODEBOOK, by_network).choose
    )
    assert triggers(joined) == [["talked", "talks"], ["praised"]]


@pytest.mark.parametrize(("back", "count"), [((("oslo",), ("lima",)), 1), ((("lima",), ("oslo",)), 2)])
def test_what_is_done_in_return_is_another_act(back: tuple[tuple[str, ...], tuple[str, ...]], count: int) -> None:
    scores = Scores(
        acts(PARSE, {(18, "SUPPORT"): 0.9}, {("same", 18, 15): 0.9}),
        Participants(PARSE, Cast(entities=(), ids_by_token={}), ()),
    )
    first, second = told("praised", "SUPPORT", ("oslo",), ("lima",)), told("thanked", "SUPPORT", *back)
    width = Joins(scores, ENTITIES, CODEBOOK, None).features(second, [first], None).shape[1]
    always = Ranker(
        mean=np.zeros(width, np.float32), scale=np.ones(width, np.float32),
        hidden=-np.eye(1, width, width - 1, dtype=np.float32).T, hidden_bias=np.ones(1, np.float32),
        out=np.full(1, 9, np.float32),
    )  # fmt: skip
    joined = merge_mentions(
        PARSE, [first, second], ENTITIES, CODEBOOK, None, Joins(scores, ENTITIES, CODEBOOK, always).choose
    )
    assert len(joined) == count


def likely(mention: Told, confidence: float) -> Told:
    return replace(mention, coded=replace(mention.coded, confidence=confidence))


def merge_likely(*mentions: Told, new: float = 1.0) -> list[Told]:
    return merge_mentions(
        PARSE, mentions, ENTITIES, CODEBOOK, None, lambda t, before, ruled: (ruled, new if before else 1.0), 0.5
    )


def test_an_unlikely_mention_adds_its_words_and_no_side_to_the_act_it_tells_of_again() -> None:
    sure, unsure = told("talked", "CONSULT", ("oslo",)), told("talks", "CONSULT", ("oslo", "lima"))
    for pair in ((likely(sure, 0.8), likely(unsure, 0.3)), (likely(unsure, 0.3), likely(sure, 0.8))):
        (merged,) = merge_likely(*pair)
        assert set(triggers([merged])[0]) == {"talked", "talks"}
        assert merged.coded.actor == ("oslo",)
        assert merged.standing == 0.8


def test_an_unlikely_mention_that_tells_of_no_act_again_is_left_out() -> None:
    assert merge_likely(likely(told("talked", "CONSULT", ("oslo", "lima")), 0.3)) == []
    assert merge_likely(likely(told("blockade", "ASSAULT", anaphoric=True), 0.3)) == []


@pytest.mark.parametrize(("new", "count"), [(0.9, 2), (0.4, 1)])
def test_what_may_well_be_an_act_told_before_is_no_event_of_its_own(new: float, count: int) -> None:
    talked = likely(told("talked", "CONSULT", ("oslo", "lima")), 0.8)
    other = likely(told("talks", "CONSULT", ("quito",)), 0.8)
    merged = merge_likely(talked, other, new=new)
    assert triggers(merged) == [["talked"], ["talks"]][:count]
    assert [t.standing for t in merged] == pytest.approx([0.8, 0.8 * new][:count])


def test_an_act_told_again_surely_stands_though_it_seemed_one_told_before() -> None:
    talked, praised = told("talked", "CONSULT", ("oslo", "lima")), told("praised", "SUPPORT", ("oslo",), ("lima",))
    again = told("thanked", "SUPPORT", ("oslo",), ("lima",))
    merged = merge_likely(likely(talked, 0.8), likely(praised, 0.8), likely(again, 0.7), new=0.4)
    assert triggers(merged) == [["talked"], ["praised", "thanked"]]
