"""Whose ban it is that somebody is asked to lift: theirs who are asked, not theirs who ask.

"France urged Niger to lift a ban on exports, imposed last week" tells of Niger's ban.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.events.coded import Coded
from dragoman.events.coreference import Told
from dragoman.events.participants import Participants

_HARM = frozenset(("COERCE", "REJECT", "SANCTION"))
_LIFTING = frozenset(
    "abandon cancel drop ease end halt lift reconsider remove rescind reverse revoke scrap stop suspend waive".split()
)
_ASKING = frozenset("ask beg call demand implore press pressure request tell urge".split())


def with_lifters(who: Participants, told: Sequence[Told]) -> list[Told]:
    """The events of a report, what somebody is asked to lift as the doing of whoever is asked."""
    return [replace(t, coded=_turn(who, t.coded)) if t.coded.type in _HARM else t for t in told]


def _turn(who: Participants, c: Coded) -> Coded:
    for token in c.tokens:
        for verb in _asking_to_lift(who, token):
            asked = dict.fromkeys(i for o in who.parse.dependents(verb, "obj", "iobj", "obl") for i in who.ids_at(o))
            asking = {i for s in who.parse.dependents(verb, "nsubj") for i in who.ids_at(s)}
            if asked and asking.issuperset(c.actor) and asking.isdisjoint(asked):
                return replace(c, actor=tuple(asked), recipient=tuple(i for i in c.recipient if i not in asked))
    return c


def _asking_to_lift(who: Participants, noun: int) -> Iterator[int]:
    """The verb that asks for an act's own end."""
    parse = who.parse
    lifting = parse.heads[noun]
    if parse.upos[noun] != "NOUN" or parse.relations[noun] != "obj" or parse.lemmas[lifting] not in _LIFTING:
        return
    first = parse.heads[lifting] if parse.relations[lifting] == "conj" else lifting
    if parse.relations[first] in {"advcl", "ccomp", "xcomp"} and parse.lemmas[parse.heads[first]] in _ASKING:
        yield parse.heads[first]
