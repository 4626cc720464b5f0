"""Who complains of a threat does not threaten: "told Lavrov that the envoy's remarks amounted to a threat" accuses.

The act told is then the complaint, and it is directed at whose words they were, not at whoever hears it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.events.coded import Coded
from dragoman.events.coreference import Told
from dragoman.events.participants import Participants

_THREAT, _BLAME = "THREATEN", "ACCUSE"
_AMOUNTING = frozenset("amount be constitute represent".split())


def with_complaints(who: Participants, told: Sequence[Told]) -> list[Told]:
    """The events of a report, threats that are only complained of as accusations of those who made them."""
    return [replace(t, coded=_complain(who, t.coded)) if t.coded.type == _THREAT else t for t in told]


def _complain(who: Participants, c: Coded) -> Coded:
    for token in c.tokens:
        blamed = tuple(dict.fromkeys(i for i in _threatening(who, token) if i not in c.actor))
        if blamed:
            return replace(c, type=_BLAME, mode=(), recipient=blamed)
    return c


def _threatening(who: Participants, noun: int) -> Iterator[str]:
    """Who in somebody's statement is, or whose words are or amount to, a threat."""
    parse = who.parse
    if parse.upos[noun] != "NOUN" or parse.lemmas[noun] != "threat" or who.innermost(noun) is None:
        return
    clause = parse.heads[noun] if parse.lemmas[parse.heads[noun]] in _AMOUNTING else noun
    if clause == noun and not any(parse.dependents(noun, "cop")):
        return
    for subject in parse.dependents(clause, "nsubj"):
        made = [a for t in parse.dependents(subject, "acl") for a in parse.dependents(t, "obl:agent")]
        yield from (i for a in made for i in who.ids_at(a))
        if not made:
            yield from who.ids_at(subject) or who.owners(subject)
