"""One event for all its mentions in a report."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.events.coding import Coded
from dragoman.language.parse import Parse
from dragoman.types import Entity, When

_FAMILIES = (
    frozenset("talk speak call phone telephone conversation discuss discussion conversation".split()),
    frozenset("meet meeting talk negotiation negotiate summit hold discussion discuss".split()),
    frozenset("visit travel trip tour fly arrive".split()),
    frozenset("attack assault strike raid bomb bombing airstrike shelling shell hit offensive fire kill explosion blast ambush target".split()),
    frozenset("block blockade obstruct siege barricade protest demonstration rally march demonstrate gather".split()),
    frozenset("arrest detain detention imprison jail capture hold".split()),
    frozenset("call appeal urge ask demand request".split()),
    frozenset("kill murder killing assassination massacre shoot shooting".split()),
    frozenset("sanction impose embargo".split()),
    frozenset("sign agreement agree reach".split()),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A coded mention with its time and auxiliary modes."""

    coded: Coded
    when: When | None
    auxiliary: tuple[str, ...]


def merge_mentions(parse: Parse, told: Sequence[Told], entities: dict[str, Entity]) -> list[Told]:
    """Mentions that tell of one occurrence become one; contradicting days, negation or sides never merge."""
    merged: list[Told] = []
    for t in told:
        for i, known in enumerate(merged):
            if _is_same(parse, known, t, entities):
                merged[i] = _join(known, t)
                break
        else:
            merged.append(t)
    return merged


def _is_same(parse: Parse, a: Told, b: Told, entities: dict[str, Entity]) -> bool:
    if a.coded.type != b.coded.type or ("negated" in a.auxiliary) != ("negated" in b.auxiliary):
        return False
    if ("future" in a.auxiliary) != ("future" in b.auxiliary) and a.when and b.when:
        return False
    if a.when and b.when and not _days_agree(a.when, b.when):
        return False
    everyone_a, everyone_b = {*a.coded.actor, *a.coded.recipient}, {*b.coded.actor, *b.coded.recipient}
    same_sentence = parse.sentence_of[a.coded.predicate] == parse.sentence_of[b.coded.predicate]
    related = _related(parse, a.coded, b.coded)
    if a.coded.actor == b.coded.actor and a.coded.recipient == b.coded.recipient:
        return related or same_sentence and a.coded.type in {"CONSULT", "ASSAULT"}
    if not related and not (same_sentence and a.coded.type == "CONSULT"):
        return False
    if _sides_fit(a.coded.actor, b.coded.actor, entities) and _sides_fit(a.coded.recipient, b.coded.recipient, entities):
        shared = everyone_a & everyone_b
        definite = _is_definite_noun(parse, b.coded.predicate)
        return bool(shared) or (definite and not (everyone_a and everyone_b)) or same_sentence
    return same_sentence and a.coded.type == "CONSULT" and bool(everyone_a & everyone_b)


def _days_agree(a: When, b: When) -> bool:
    if a.start and b.end and a.start > b.end:
        return False
    return not (b.start and a.end and b.start > a.end)


def _related(parse: Parse, a: Coded, b: Coded) -> bool:
    x, y = parse.lemmas[a.predicate].lower(), parse.lemmas[b.predicate].lower()
    if x == y or x.startswith(y[:5]) and len(y) >= 5 or y.startswith(x[:5]) and len(x) >= 5:
        return True
    return any(x in family and y in family for family in _FAMILIES)


def _sides_fit(a: tuple[str, ...], b: tuple[str, ...], entities: dict[str, Entity]) -> bool:
    if not a or not b or set(a) <= set(b) or set(b) <= set(a):
        return True
    countries_a, countries_b = {entities[i].country for i in a}, {entities[i].country for i in b}
    return None not in countries_a and countries_a == countries_b


def _is_definite_noun(parse: Parse, token: int) -> bool:
    return parse.upos[token] in {"NOUN", "PROPN"} and any(
        parse.lower[c] in {"the", "this", "that", "these", "those", "their", "his", "her", "its"} for c in parse.children[token]
    )


def _join(a: Told, b: Told) -> Told:
    first, second = a.coded, b.coded
    actor = first.actor if len(first.actor) >= len(second.actor) else second.actor
    recipient = first.recipient if len(first.recipient) >= len(second.recipient) else second.recipient
    if first.type == "CONSULT" and "visit" not in (*first.mode, *second.mode):
        actor, recipient = tuple(dict.fromkeys((*first.actor, *second.actor))), ()
    recipient = tuple(i for i in recipient if i not in actor)
    coded = replace(
        first, mode=tuple(dict.fromkeys((*first.mode, *second.mode))), actor=actor, recipient=recipient,
        triggers=tuple(dict.fromkeys((*first.triggers, *second.triggers))),
        according_to=first.according_to if first.according_to and second.according_to else (),
        confidence=max(first.confidence, second.confidence),
    )  # fmt: skip
    when = a.when or b.when
    if a.when and b.when and b.when.precision == "day" and a.when.precision != "day":
        when = b.when
    return Told(coded=coded, when=when, auxiliary=a.auxiliary if len(a.auxiliary) <= len(b.auxiliary) else b.auxiliary)
