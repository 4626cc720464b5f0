"""Who visits whom by the verbs of visits: "Putin hosted Macron", "Xi arrived in Moscow".

Whoever is received is the visitor and whoever receives the host; in the annotation of the corpus all of some hundred
objects of "receive", "host" and "welcome" that meet somebody are actors, and of the subjects of visits told so all that
are annotated are recipients. Who comes to a place visits nobody of another country.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dragoman.events.coded import Coded
from dragoman.events.coreference import Told
from dragoman.events.learned import VISITING
from dragoman.events.participants import Participants
from dragoman.language.parse import Parse
from dragoman.places import Toponym, cases_of

_MEETING = "CONSULT"
_HOSTING = frozenset("entertain greet host receive welcome".split())
_COMING = frozenset("arrive come fly go head land tour travel visit".split())
_AT = frozenset(("at", "in", "to"))
_RELATIVE = frozenset(("that", "which", "who"))


def with_hosts(who: Participants, told: Sequence[Told], toponyms: Sequence[Toponym]) -> list[Told]:
    """The events of a report, visits and receptions with the sides that their verbs give them."""
    at = {t.head: t.where.country for t in toponyms if t.where is not None and t.where.country is not None}
    return [replace(t, coded=_direct(who, t.coded, at)) if t.coded.type == _MEETING else t for t in told]


def _direct(who: Participants, c: Coded, at: Mapping[int, str]) -> Coded:
    verbs = [v for v in c.tokens if who.parse.upos[v] == "VERB"]
    for verb in verbs:
        if who.parse.lemmas[verb] in _HOSTING and (guests := list(_at(who, verb, "obj", "nsubj:pass"))):
            return _received(c, guests, list(_hosts(who, verb)))
    if VISITING in c.mode and c.recipient:
        places = [p for v in verbs if who.parse.lemmas[v] in _COMING for p in _places(who.parse, v) if p in at]
        if places and {at[p] for p in places}.isdisjoint(who.entities[i].country for i in c.recipient):
            states = dict.fromkeys(i for p in places for i in who.ids_at(p) if i not in c.actor)
            return replace(c, recipient=tuple(states))
    return c


def _hosts(who: Participants, verb: int) -> Iterator[str]:
    """Whoever receives, and whom a clause tells of: "Putin, who received the envoys"."""
    found = list(_at(who, verb, "nsubj", "obl:agent"))
    relative = [s for s in who.parse.dependents(verb, "nsubj") if who.parse.lower[s] in _RELATIVE]
    if not found and relative and who.parse.relations[verb] == "acl:relcl":
        found = list(who.ids_at(who.parse.heads[verb]))
    yield from found


def _received(c: Coded, guests: Sequence[str], hosts: Sequence[str]) -> Coded:
    if VISITING not in c.mode:
        return replace(c, actor=tuple(dict.fromkeys((*c.actor, *hosts, *guests))))
    hosting = hosts or c.recipient
    actor = tuple(dict.fromkeys(i for i in (*guests, *c.actor) if i not in hosting))
    return replace(c, actor=actor, recipient=tuple(i for i in dict.fromkeys(hosting) if i not in actor))


def _at(who: Participants, verb: int, *relations: str) -> Iterator[str]:
    """Those who stand to a verb in one of the relations."""
    for token in who.parse.children[verb]:
        if who.parse.relations[token] in relations:
            yield from who.ids_at(token)


def _places(parse: Parse, verb: int) -> Iterator[int]:
    """Where somebody comes to."""
    yield from parse.dependents(verb, "obj")
    for token in parse.dependents(verb, "obl"):
        if not _AT.isdisjoint(cases_of(parse, token)):
            yield token
