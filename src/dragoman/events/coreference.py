"""One event for all its mentions in a report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dragoman.codebook import Codebook
from dragoman.events.coded import Coded
from dragoman.events.learned import Scores
from dragoman.language.parse import Parse
from dragoman.types import Entity, When

_FAMILIES = (
    frozenset(["talk", "speak", "call", "phone", "telephone", "conversation", "discuss", "discussion", "conversation"]),
    frozenset(["meet", "meeting", "talk", "negotiation", "negotiate", "summit", "hold", "discussion", "discuss"]),
    frozenset(["visit", "travel", "trip", "tour", "fly", "arrive"]),
    frozenset(
        [
            "attack",
            "assault",
            "strike",
            "raid",
            "bomb",
            "bombing",
            "airstrike",
            "shelling",
            "shell",
            "hit",
            "offensive",
            "fire",
            "kill",
            "explosion",
            "blast",
            "ambush",
            "target",
        ]
    ),
    frozenset(
        [
            "block",
            "blockade",
            "obstruct",
            "siege",
            "barricade",
            "protest",
            "demonstration",
            "rally",
            "march",
            "demonstrate",
            "gather",
        ]
    ),
    frozenset(["arrest", "detain", "detention", "imprison", "jail", "capture", "hold"]),
    frozenset(["call", "appeal", "urge", "ask", "demand", "request"]),
    frozenset(["kill", "murder", "killing", "assassination", "massacre", "shoot", "shooting"]),
    frozenset(["sanction", "impose", "embargo"]),
    frozenset(["sign", "agreement", "agree", "reach"]),
)


SAME = 0.45  # a likelier pair of triggers is one event; 0.25 to 0.45 lay within 0.01 of one another
SAME_OF_OTHERS = 0.6  # and one of mentions that name different people
_SAID_AGAIN = frozenset(("ACCUSE", "SUPPORT", "REQUEST", "REJECT", "THREATEN"))  # one stance, however often voiced
_ANSWERS = frozenset("reaction reprisal response retaliation retribution revenge".split())
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "their", "his", "her", "its"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A coded mention with its time and auxiliary modes.

    `standing` is how likely it is an event, and none that was told before: its confidence once all are merged.
    `names_doer`: its own sentence tells who did it; the language model may link them from another.
    """

    coded: Coded
    when: When | None
    auxiliary: tuple[str, ...]
    standing: float = 1.0
    names_doer: bool = True


Choice = Callable[[Told, Sequence[Told], Told | None], tuple[Told | None, float]]


def merge_mentions(
    parse: Parse, told: Sequence[Told], entities: dict[str, Entity], codebook: Codebook, scores: Scores | None = None,
    choose: Choice | None = None, least: float = 0.0,
) -> list[Told]:  # fmt: skip
    """Mentions that tell of one occurrence become one.

    By the rules contradicting days, negation or sides never merge; with `scores` the model's word that two triggers
    tell of one event counts as much as a rule's. `choose` takes a mention, the events so far and the one that the
    rules take, and returns the one to take and how likely the mention tells of a new one. What is less likely than
    `least` to be an event and a new one is left out; a mention that unlikely adds no more than its words to another.
    """
    merged: list[Told] = []
    named = sorted(told, key=lambda t: t.coded.anaphoric)  # stable: mentions that name somebody first
    for t in named:
        if t.coded.anaphoric:
            _attach(parse, merged, t, evident=codebook.types[t.coded.type].evident)
            continue
        same = next(
            (k for k in merged if _is_same(parse, k, t, entities) or (scores and _is_linked(scores, k, t, entities))),
            None,
        )
        new = 1.0
        if choose is not None:
            same, new = choose(t, merged, same)
        if same is None:
            merged.append(replace(t, standing=t.coded.confidence * new))
        else:
            merged[next(i for i, k in enumerate(merged) if k is same)] = _tell_again(parse, same, t, least)
    return [t for t in merged if t.standing >= least]


def _tell_again(parse: Parse, known: Told, t: Told, least: float) -> Told:
    """The event with a further mention; an unlikely one of the two adds its words alone."""
    if t.coded.confidence < least:
        joined = _with_words(known, t)
    elif known.coded.confidence < least:
        joined = _with_words(t, known)
    else:
        joined = _join(parse, known, t)
    return replace(joined, standing=max(known.standing, t.coded.confidence))


def _with_words(t: Told, other: Told) -> Told:
    triggers = tuple(dict.fromkeys((*t.coded.triggers, *other.coded.triggers)))
    return replace(t, coded=replace(t.coded, triggers=triggers))


def _attach(parse: Parse, merged: list[Told], t: Told, *, evident: bool) -> None:
    """A mention that names nobody joins the nearest event told in related words; an evident one may stand alone."""
    best: tuple[int, int] | None = None
    for i, known in enumerate(merged):
        if known.coded.type == t.coded.type and is_subject_of(parse, known.coded, t.coded):
            best = (0, i)
            break
        if not are_related(parse, known.coded, t.coded) or "negated" in t.auxiliary:
            continue
        if is_answered(parse, t.coded, known.coded):
            continue
        same_stem = _stem(parse, known.coded) == _stem(parse, t.coded)
        if not same_stem and (known.coded.type != t.coded.type or not is_definite_noun(parse, t.coded.predicate)):
            continue
        distance = abs(t.coded.predicate - known.coded.predicate)
        if best is None or distance < best[0]:
            best = (distance, i)
    if best is not None:
        merged[best[1]] = _with_words(merged[best[1]], t)
    elif evident and _stands_alone(parse, t.coded.predicate):
        merged.append(replace(t, standing=t.coded.confidence))


def is_answered(parse: Parse, a: Coded, b: Coded) -> bool:
    """The second is done in response to the first, or in retaliation, reprisal or revenge for it."""
    return parse.lemmas[parse.heads[a.predicate]] in _ANSWERS and b.verb in parse.ancestors(a.predicate)


def is_subject_of(parse: Parse, a: Coded, b: Coded) -> bool:
    """A noun and the verb that it is the subject of: "a bomb wounded two"; one act in 60 of 61 annotated pairs."""
    return any(
        parse.upos[x.predicate] == "NOUN"
        and parse.heads[x.predicate] == y.verb
        and parse.relations[x.predicate].startswith("nsubj")
        for x, y in ((a, b), (b, a))
    )


def _stands_alone(parse: Parse, noun: int) -> bool:
    return parse.upos[noun] == "NOUN" and parse.relations[noun] not in {"compound", "obl:unmarked", "nmod:unmarked"}


def _stem(parse: Parse, coded: Coded) -> str:
    return parse.lemmas[coded.predicate].lower()[:5]


def _is_same(parse: Parse, a: Told, b: Told, entities: dict[str, Entity]) -> bool:
    if a.coded.type != b.coded.type or ("negated" in a.auxiliary) != ("negated" in b.auxiliary):
        return False
    if ("future" in a.auxiliary) != ("future" in b.auxiliary) and a.when and b.when:
        return False
    if a.when and b.when and not days_agree(a.when, b.when):
        return False
    if a.coded.predicate == b.coded.predicate and a.coded.recipient != b.coded.recipient:
        return False  # one word for several events: "visits to Indonesia and Japan"
    words_a = set(a.coded.tokens)
    words_b = set(b.coded.tokens)
    if a.coded.predicate in words_b or b.coded.predicate in words_a:
        return True
    sides_fit = _sides_fit(a.coded.actor, b.coded.actor, entities)
    sides_fit = sides_fit and _sides_fit(a.coded.recipient, b.coded.recipient, entities)
    if sides_fit and _upper(parse, a, b) is not None:
        return True
    everyone_a, everyone_b = {*a.coded.actor, *a.coded.recipient}, {*b.coded.actor, *b.coded.recipient}
    same_sentence = parse.sentence_of[a.coded.predicate] == parse.sentence_of[b.coded.predicate]
    related = are_related(parse, a.coded, b.coded)
    if a.coded.actor == b.coded.actor and a.coded.recipient == b.coded.recipient:
        if a.coded.type in _SAID_AGAIN and a.coded.actor and a.coded.recipient:
            return True
        return related or (same_sentence and a.coded.type in {"CONSULT", "ASSAULT"})
    if not related and not (same_sentence and a.coded.type == "CONSULT"):
        return False
    if sides_fit:
        shared = everyone_a & everyone_b
        definite = is_definite_noun(parse, b.coded.predicate)
        return bool(shared) or (definite and not (everyone_a and everyone_b)) or same_sentence
    return same_sentence and a.coded.type == "CONSULT" and bool(everyone_a & everyone_b)


def _is_linked(scores: Scores, a: Told, b: Told, entities: dict[str, Entity]) -> bool:
    """The model takes both for one event, and neither type, days, negation nor sides contradict it."""
    if a.coded.type != b.coded.type or ("negated" in a.auxiliary) != ("negated" in b.auxiliary):
        return False
    if a.when and b.when and not days_agree(a.when, b.when):
        return False
    tokens_a = a.coded.tokens
    tokens_b = b.coded.tokens
    fit = all(
        _sides_fit(one, two, entities)
        for one, two in ((a.coded.actor, b.coded.actor), (a.coded.recipient, b.coded.recipient))
    )
    return scores.same(tokens_a, tokens_b) >= (SAME if fit else SAME_OF_OTHERS)


def _upper(parse: Parse, a: Told, b: Told) -> Told | None:
    """The one of which the other is object or complement: "emphasized the need", "issued an order"."""
    for upper, lower in ((a, b), (b, a)):
        token = lower.coded.predicate
        if parse.heads[token] == upper.coded.predicate and parse.relations[token] in {"obj", "xcomp", "ccomp"}:
            return upper
    return None


def is_complement(parse: Parse, a: Told, b: Told) -> bool:
    """Whether one is object or complement of the other: "issued an order"."""
    return _upper(parse, a, b) is not None


def days_agree(a: When, b: When) -> bool:
    """Whether two acts may have been on one day."""
    if a.start and b.end and a.start > b.end:
        return False
    return not (b.start and a.end and b.start > a.end)


def are_related(parse: Parse, a: Coded, b: Coded) -> bool:
    """Whether two mentions are told in words of one stem or of one family."""
    x, y = parse.lemmas[a.predicate].lower(), parse.lemmas[b.predicate].lower()
    if x == y or (x.startswith(y[:5]) and len(y) >= 5) or (y.startswith(x[:5]) and len(x) >= 5):
        return True
    return any(x in family and y in family for family in _FAMILIES)


def _sides_fit(a: tuple[str, ...], b: tuple[str, ...], entities: dict[str, Entity]) -> bool:
    if not a or not b or set(a) <= set(b) or set(b) <= set(a):
        return True
    countries_a, countries_b = {entities[i].country for i in a}, {entities[i].country for i in b}
    if None in countries_a or countries_a != countries_b:
        return False
    return any(_is_general(entities[i]) for i in a) or any(_is_general(entities[i]) for i in b)


def _is_general(entity: Entity) -> bool:
    """A country or an unnamed group, which may be told of again as one of its people; two named people are two."""
    return entity.reason == "table of countries" or not entity.name[:1].isupper()


def is_definite_noun(parse: Parse, token: int) -> bool:
    """ "the raid", "their talks"."""
    return parse.upos[token] in {"NOUN", "PROPN"} and any(parse.lower[c] in _DEFINITE for c in parse.children[token])


def _join(parse: Parse, a: Told, b: Told) -> Told:
    first, second = a.coded, b.coded
    actor = first.actor if len(first.actor) >= len(second.actor) else second.actor
    recipient = first.recipient if len(first.recipient) >= len(second.recipient) else second.recipient
    if first.type == "CONSULT" and "visit" not in (*first.mode, *second.mode):
        actor, recipient = tuple(dict.fromkeys((*first.actor, *second.actor))), ()
    visit = next((c for c in (first, second) if "visit" in c.mode and c.actor), None)
    if first.type == "CONSULT" and visit is not None:  # "flew to Moscow for talks with Putin": who comes, and to whom
        actor = visit.actor
        recipient = tuple(dict.fromkeys((*visit.recipient, *first.actor, *second.actor, *recipient)))
    recipient = tuple(i for i in recipient if i not in actor)
    # On whose word it is the first mention tells, of verb and object the verb; but who did it may be told by one alone.
    source = (_upper(parse, a, b) or a).coded.according_to
    if not source and b.names_doer and not a.names_doer:
        source = second.according_to
    coded = replace(
        first, mode=tuple(dict.fromkeys((*first.mode, *second.mode))), actor=actor, recipient=recipient,
        triggers=tuple(dict.fromkeys((*first.triggers, *second.triggers))),
        according_to=source, confidence=max(first.confidence, second.confidence),
    )  # fmt: skip
    when = a.when or b.when
    if a.when and b.when and b.when.precision == "day" and a.when.precision != "day":
        when = b.when
    auxiliary = a.auxiliary if len(a.auxiliary) <= len(b.auxiliary) else b.auxiliary
    return Told(coded=coded, when=when, auxiliary=auxiliary, names_doer=a.names_doer or b.names_doer)
