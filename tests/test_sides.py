"""Sides weighed once more with the acts around, and what stands beside the words of acts."""

from collections.abc import Sequence

import numpy as np

from dragoman.codebook import load_codebook
from dragoman.events.bearings import ACTOR, BOTH, RECIPIENT, Bearings, Floats
from dragoman.events.coded import Coded
from dragoman.events.coreference import Told
from dragoman.events.learned import Scores, scores_for
from dragoman.events.participants import Participants
from dragoman.events.sides import candidates, is_in_doubt, load_sides, with_weighed_sides
from dragoman.events.valency import ANY_WORD, Count, Valency, load_valency, places_beside
from dragoman.language.parse import Parse
from dragoman.types import Cast, Entity
from learned import acts
from trees import tree

BOOK = load_codebook()
# "Oslo accused Lima. Quito rejected it."
SENTENCES = (
    "Oslo//p/2/nsubj accused/accuse/v/0/root Lima//p/2/obj",
    "Quito//p/2/nsubj rejected/reject/v/0/root it//o/2/obj",
)
ENTITIES = tuple(
    Entity(id=i, name=i, country=c, sector=("GOV",), office=None, identifier=None, mentions=(), reason="test")
    for i, c in (("oslo", "NOR"), ("lima", "PER"), ("quito", "ECU"))
)
CAST = Cast(entities=ENTITIES, ids_by_token={0: ("oslo",), 2: ("lima",), 3: ("quito",)})


class Favouring:
    """Scores the candidates by their place: the first or the last is best."""

    def __init__(self, best: int) -> None:
        self.best = best

    def score(self, features: Floats) -> Floats:
        found = np.zeros(len(features), dtype=np.float32)
        found[self.best] = 9.0
        return found


def report(links: dict[tuple[str, int, int], float]) -> tuple[Parse, Scores]:
    triggers = {(1, "ACCUSE"): 0.9, (4, "REJECT"): 0.9}
    parse = tree(*SENTENCES, acts=acts(tree(*SENTENCES), triggers, links))
    scores = scores_for(Participants(parse, CAST, ()), BOOK)
    assert scores is not None
    return parse, scores


def told(token: int, kind: str, actor: Sequence[str], recipient: Sequence[str]) -> Told:
    coded = Coded(
        type=kind, mode=(), actor=tuple(actor), recipient=tuple(recipient), predicate=token, triggers=((token,),),
        according_to=(), confidence=0.9, rule="test",
    )  # fmt: skip
    return Told(coded=coded, when=None, auxiliary=())


def sides_of(links: dict[tuple[str, int, int], float], best: int, *events: Told) -> list[tuple[object, object]]:
    _, scores = report(links)
    rankers = {role: Favouring(best) for role in (ACTOR, RECIPIENT, BOTH)}
    found = with_weighed_sides(scores, events, BOOK, rankers)  # type: ignore[arg-type]
    return [(t.coded.actor, t.coded.recipient) for t in found]


def test_who_is_linked_surely_stays_whatever_else_speaks() -> None:
    links = {("actor", 1, 0): 0.9, ("recipient", 1, 2): 0.9}
    assert sides_of(links, 1, told(1, "ACCUSE", ["oslo"], ["lima"])) == [(("oslo",), ("lima",))]


def test_nobody_stays_where_nobody_is_linked() -> None:
    assert sides_of({("actor", 4, 3): 0.9}, -1, told(4, "REJECT", ["quito"], [])) == [(("quito",), ())]


def test_a_weakly_linked_recipient_may_turn_out_nobody() -> None:
    links = {("actor", 1, 0): 0.9, ("recipient", 1, 2): 0.2}
    assert sides_of(links, 1, told(1, "ACCUSE", ["oslo"], ["lima"])) == [(("oslo",), ())]


def test_who_has_not_done_it_by_the_words_is_not_made_the_actor() -> None:
    parse = tree("Lima//p/3/nsubj:pass was/be/x/3/aux:pass accused/accuse/v/0/root", acts=None)
    parse = tree(
        "Lima//p/3/nsubj:pass was/be/x/3/aux:pass accused/accuse/v/0/root",
        acts=acts(parse, {(2, "ACCUSE"): 0.9}, {("actor", 2, 0): 0.3}),
    )
    scores = scores_for(Participants(parse, Cast(entities=ENTITIES, ids_by_token={0: ("lima",)}), ()), BOOK)
    assert scores is not None
    rankers = {role: Favouring(-1) for role in (ACTOR, RECIPIENT, BOTH)}
    found = with_weighed_sides(scores, [told(2, "ACCUSE", [], [])], BOOK, rankers)  # type: ignore[arg-type]
    assert found[0].coded.actor == ()


def test_candidates_begin_with_the_side_told_so_far_and_nobody_and_never_repeat() -> None:
    _, scores = report({("recipient", 4, 0): 0.4, ("recipient", 4, 2): 0.3})
    bearings = Bearings(
        scores, [told(1, "ACCUSE", ["oslo"], ["lima"]), told(4, "REJECT", ["quito"], ["oslo"])], BOOK, load_valency()
    )
    sets = candidates(bearings, 1, RECIPIENT, ("oslo",), ("quito",))
    assert sets[:2] == [("oslo",), ()]
    assert {("lima",), ("oslo", "lima")} <= set(sets)
    assert len({frozenset(s) for s in sets}) == len(sets)
    assert not any("quito" in s for s in sets)


def test_one_who_is_hardly_linked_is_in_doubt() -> None:
    _, scores = report({("recipient", 1, 2): 0.2, ("actor", 1, 0): 0.9})
    bearings = Bearings(scores, [told(1, "ACCUSE", ["oslo"], ["lima"])], BOOK, load_valency())
    assert is_in_doubt(bearings, 0, RECIPIENT, ("lima",))
    assert is_in_doubt(bearings, 0, RECIPIENT, ())
    assert not is_in_doubt(bearings, 0, ACTOR, ("oslo",))


def test_the_packaged_rankers_read_the_features() -> None:
    _, scores = report({("recipient", 4, 0): 0.4, ("actor", 4, 3): 0.4})
    events = [told(1, "ACCUSE", ["oslo"], ["lima"]), told(4, "REJECT", ["quito"], ["oslo"])]
    bearings = Bearings(scores, events, BOOK, load_valency())
    for role, now, other in ((ACTOR, ("quito",), ()), (RECIPIENT, ("oslo",), ("quito",)), (BOTH, (), ())):
        sets = candidates(bearings, 1, role, now, other)
        features = bearings.features(1, role, now, other, sets)
        assert load_sides()[role].score(features).shape == (len(sets),)
    assert bearings.features(0, ACTOR, (), (), [()]).shape == (1, features.shape[1])


def test_places_beside_a_word_have_names() -> None:
    # "Oslo's refusal of aid angered Lima", "was shelled by rebels"
    parse = tree(
        "Oslo//p/3/nmod:poss _'s//t/1/case refusal//n/6/nsubj of//i/5/case aid//n/3/nmod "
        "angered/anger/v/0/root Lima//p/6/obj",
        "was/be/x/2/aux:pass shelled/shell/v/0/root by//i/4/case rebels/rebel/n/2/obl:agent",
    )
    assert {(parse.words[t], place) for t, place in places_beside(parse, [2])} >= {("Oslo", "owner"), ("aid", "owner")}
    assert ("Lima", "object") in {(parse.words[t], place) for t, place in places_beside(parse, [5])}
    assert ("rebels", "agent") in {(parse.words[t], place) for t, place in places_beside(parse, [8])}


def test_a_word_that_nobody_annotated_is_like_all_of_its_type() -> None:
    valency = Valency(
        counts={
            ("REJECT", ANY_WORD, "subject"): Count(100, 90, 2),
            ("REJECT", "meet", "subject"): Count(40, 2, 36),
        }
    )
    assert valency.of_place("REJECT", "spurn", "subject")[0] > 1
    actor, recipient = valency.of_place("REJECT", "meet", "subject")
    assert actor < 0 < recipient
    assert valency.of_word("REJECT", "spurn")[2] == 0
