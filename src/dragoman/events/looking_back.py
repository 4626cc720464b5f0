"""Recipients that the acts told before give, where a demand or a judgement only looks back at them.

"Police arrested two Serbs. Belgrade demanded their release" asks whoever holds them; "condemned the decree" blames who
issued it, and "condemned his arrest" not the one arrested; "threatened sanctions" is meant for whoever seized power;
"they must stop shooting" is for both who shoot. In 1,480
reports (held back, development, 900 of the training ones) that gives six recipients that were missing, and takes none
that was right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.events.asked_about import freed
from dragoman.events.coded import Coded
from dragoman.events.coreference import Told
from dragoman.events.participants import Participants

_DEMAND = "REQUEST"
_JUDGING = frozenset(("ACCUSE", "SUPPORT"))
_HARM = frozenset(("ASSAULT", "COERCE", "SANCTION"))
_HOLDING = frozenset(("abduct", "arrest", "seize"))
_DEEDS = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "REJECT", "RETREAT", "SANCTION", "THREATEN"))
# Nouns that stand for what was told: of those with "the" or "this" and nobody's name.
_BACKWARD = frozenset(
    "action announcement arrest attack ban bombing coup crackdown decision decree deployment killing law measure move "
    "operation order policy putsch raid refusal ruling stance step strike takeover threat".split()
)
_GIVEN = frozenset("that the these this those".split())
_THREAT = "THREATEN"
_ANSWERS = frozenset(
    "action consequence countermeasure embargo intervention measure response retaliation sanction".split()
)
_CONDEMNING = frozenset("condemn criticise criticize decry denounce deplore slam".split())
_MUST = frozenset(("must", "should"))
_PAIR = 2
_BACK = 2  # sentences


def with_looked_back(who: Participants, told: Sequence[Told]) -> list[Told]:
    """The events of a report, demands and judgements with the recipients that earlier acts give them."""
    return [_direct(who, told, t) for t in told]


def _direct(who: Participants, told: Sequence[Told], t: Told) -> Told:
    c = t.coded
    found: tuple[str, ...] = ()
    if not c.actor:
        return t
    others = [k.coded for k in told if k is not t and k.coded.actor and set(k.coded.actor).isdisjoint(c.actor)]
    if c.type == _DEMAND and not c.recipient:
        found = next(_holders(who, c, others), ()) or next(_told_to_stop(who, c, others), ())
    elif c.type in _JUDGING and not c.recipient:
        found = next(_judged(who, c, others), ())
    elif c.type in _JUDGING:
        found = next(_doers_of_harm(who, c, others), ())
    elif c.type == _THREAT and not c.recipient:
        found = next(_provoking(who, c, others), ())
    return replace(t, coded=replace(c, recipient=found)) if found else t


def _holders(who: Participants, c: Coded, others: Sequence[Coded]) -> Iterator[tuple[str, ...]]:
    """Who by an act told before holds those that are to be freed, the last first."""
    words = c.tokens
    before = [
        d for d in others
        if d.type in _HARM and not _HOLDING.isdisjoint(d.mode) and d.predicate < min(words)
    ]  # fmt: skip
    before.sort(key=lambda d: -d.predicate)
    for token in freed(who, words):
        ids = set(who.ids_at(token))
        yield from (d.actor for d in before if not ids.isdisjoint(d.recipient))
        if who.parse.upos[token] == "PRON":
            yield from (d.actor for d in before if _is_near(who, c, d))


def _told_to_stop(who: Participants, c: Coded, others: Sequence[Coded]) -> Iterator[tuple[str, ...]]:
    """ "They must stop" after an act of two or more: all who are told of as doing it."""
    parse = who.parse
    words = c.tokens
    for verb in sorted({v for t in words for v in (t, parse.heads[t], *parse.dependents(t, "ccomp"))}):
        if not any(parse.lower[a] in _MUST for a in parse.dependents(verb, "aux")):
            continue
        if any(parse.lower[s] == "they" for s in parse.dependents(verb, "nsubj")):
            for d in reversed(others):
                if d.predicate < verb and len(d.actor) >= _PAIR and _is_near(who, c, d):
                    yield d.actor


def _judged(who: Participants, c: Coded, others: Sequence[Coded]) -> Iterator[tuple[str, ...]]:
    """Who did the last deed before "the decree", "this move"."""
    parse = who.parse
    nouns = [
        x for x in _below(who, c)
        if parse.upos[x] == "NOUN" and parse.lemmas[x] in _BACKWARD
        and any(parse.lower[d] in _GIVEN for d in parse.children[x])
        and not any(parse.relations[d].startswith("nmod") for d in parse.children[x])
    ]  # fmt: skip
    if nouns:
        for d in sorted(others, key=lambda d: -d.predicate):
            if d.type in _DEEDS and d.predicate < min(nouns) and _is_near(who, c, d):
                yield d.actor


def _provoking(who: Participants, c: Coded, others: Sequence[Coded]) -> Iterator[tuple[str, ...]]:
    """Who did the last deed before somebody "threatened sanctions", if the threat tells nobody."""
    parse = who.parse
    objects = [o for t in c.tokens for o in (t, *parse.dependents(t, "obj")) if parse.lemmas[o] in _ANSWERS]
    if objects and not any(who.ids_at(x) for o in objects for x in parse.subtree(o)):
        for d in sorted(others, key=lambda d: -d.predicate):
            if d.type in _DEEDS and d.predicate < c.predicate and _is_near(who, c, d):
                yield d.actor


def _doers_of_harm(who: Participants, c: Coded, others: Sequence[Coded]) -> Iterator[tuple[str, ...]]:
    """Who did what is condemned, where those to whom it was done would be blamed for it."""
    parse = who.parse
    objects = {o for t in c.tokens if parse.lemmas[t] in _CONDEMNING for o in parse.dependents(t, "obj")}
    for d in others:
        if d.type in _HARM and not objects.isdisjoint(d.tokens) and set(c.recipient) <= set(d.recipient):
            yield d.actor


def _is_near(who: Participants, c: Coded, before: Coded) -> bool:
    return 0 <= who.parse.sentence_of[c.predicate] - who.parse.sentence_of[before.predicate] <= _BACK


def _below(who: Participants, c: Coded) -> list[int]:
    return sorted({x for t in c.tokens for x in who.parse.subtree(t)})
