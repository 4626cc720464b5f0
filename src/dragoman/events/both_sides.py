"""Sides that an act's own words name beside the ones found: "fought battles with police", "brokered between A and B".

Also with whom relations are to be boosted, who comes with somebody to a meeting, and whose objections it was that were
dropped: theirs who objected, not against them. Of 1,480 annotated reports the words of fights and mediations add a
side in seven; two become right by it, none becomes wrong.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.events.coded import Coded
from dragoman.events.coreference import Told
from dragoman.events.participants import Participants
from dragoman.places import cases_of

_VIOLENCE, _YIELDING = "ASSAULT", frozenset(("CONCEDE", "RETREAT"))
_FIGHTING = frozenset("battle brawl clash duel fight firefight gunfight scuffle skirmish".split())
_MEDIATING = frozenset(("broker", "mediate"))
_MEETING = "CONSULT"
_MEDIATED = frozenset((_MEETING, "SUPPORT"))
_COMING_WITH = frozenset(("accompany", "flank"))
_WELCOMING = frozenset(("AGREE", "SUPPORT"))
_TIES = frozenset("cooperation friendship link partnership relation relationship tie".split())
_JOINING = frozenset("accession admission membership".split())
_OBJECTIONS = frozenset("objection opposition reservation resistance veto".split())
_PAIR = 2


def with_both_sides(who: Participants, told: Sequence[Told]) -> list[Told]:
    """The events of a report, fights and mediations with all sides, what is dropped with whose it was."""
    return [replace(t, coded=_complete(who, t.coded)) for t in told]


def _complete(who: Participants, c: Coded) -> Coded:
    words = c.tokens
    if c.type == _VIOLENCE and c.actor:
        more = tuple(_fought(who, words))
    elif c.type in _MEDIATED:
        more = tuple(_mediated(who, words))
    else:
        more = tuple(_objecting(who, words)) if c.type in _YIELDING and not c.actor else ()
    if c.type == _MEETING:
        c = _with_company(who, c, words)
    if c.type in _WELCOMING and len(c.actor) == 1 and not c.recipient:
        c = replace(c, recipient=_partner(who, c, words))
    if set(more) <= set(c.actor):
        return c
    actor = tuple(dict.fromkeys((*c.actor, *more)))
    return replace(c, actor=actor, recipient=tuple(i for i in c.recipient if i not in actor))


def _fought(who: Participants, words: Sequence[int]) -> Iterator[str]:
    """ "Clashed with police", "fought running battles with police"."""
    parse = who.parse
    for word in words:
        if parse.lemmas[word] in _FIGHTING:
            for top in (word, *(o for o in parse.dependents(word, "obj") if parse.lemmas[o] in _FIGHTING)):
                yield from _joined(who, top, "with")


def _mediated(who: Participants, words: Sequence[int]) -> Iterator[str]:
    """ "Brokered a truce between Kenya and Somalia"; one alone is no pair."""
    parse = who.parse
    for word in words:
        if parse.lemmas[word] in _MEDIATING:
            for top in (word, *parse.dependents(word, "obj", "nsubj:pass", "obl:agent")):
                pair = tuple(_joined(who, top, "between"))
                yield from pair if len(pair) >= _PAIR else ()


def _partner(who: Participants, c: Coded, words: Sequence[int]) -> tuple[str, ...]:
    """ "Keen to boost relations with Sudan", "ratified the treaty on accession for Sweden": another state's."""
    parse = who.parse
    own = {who.entities[i].country for i in c.actor}
    for noun in sorted({t for word in words for t in parse.subtree(word)}):
        if parse.lemmas[noun] in _TIES:
            named = _joined(who, noun, "with")
        elif parse.lemmas[noun] in _JOINING:
            named = (i for case in ("for", "of") for i in _joined(who, noun, case))
        else:
            continue
        found = tuple(dict.fromkeys(i for i in named if who.entities[i].country not in {*own, None}))
        if found:
            return found
    return ()


def _with_company(who: Participants, c: Coded, words: Sequence[int]) -> Coded:
    """ "Salman, accompanied by his son, received Xi": on the side of whoever they come with."""
    parse = who.parse
    for word in words:
        for host in (word, *parse.dependents(word, "nsubj", "obj")):
            ids = who.ids_at(host)
            for clause in parse.dependents(host, "acl", "advcl"):
                if parse.lemmas[clause] not in _COMING_WITH:
                    continue
                company = tuple(i for p in parse.dependents(clause, "obl:agent") for i in who.ids_at(p))
                if not set(ids).isdisjoint(c.recipient):
                    actor = tuple(i for i in c.actor if i not in company)
                    c = replace(c, actor=actor, recipient=tuple(dict.fromkeys((*c.recipient, *company))))
                elif c.actor and set(company).isdisjoint(c.recipient):
                    c = replace(c, actor=tuple(dict.fromkeys((*c.actor, *company))))
    return c


def _objecting(who: Participants, words: Sequence[int]) -> Iterator[str]:
    """ "Turkish objections were dropped"."""
    parse = who.parse
    for word in words:
        for noun in parse.dependents(word, "nsubj:pass"):
            if parse.lemmas[noun] in _OBJECTIONS:
                yield from who.owners(noun)


def _joined(who: Participants, word: int, case: str) -> Iterator[str]:
    """Those behind a preposition."""
    for phrase in who.parse.dependents(word, "obl", "nmod"):
        if case in cases_of(who.parse, phrase):
            yield from who.ids_at(phrase)
