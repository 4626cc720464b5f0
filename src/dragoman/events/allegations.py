"""Whom only an allegation ties to an act: "alleged Russian involvement in the bombing" makes nobody its bomber.

The report tells of the bombing in its own voice, of who did it only that somebody alleges it; whoever that is
stands elsewhere or nowhere. So the act stays, and without a source those alleged to have done it are left out.
"""

from collections.abc import Iterator
from dataclasses import replace

from dragoman.events.coded import Coded
from dragoman.events.participants import Participants

_ALLEGED = frozenset("alleged purported supposed rumored rumoured suspected putative".split())


def is_alleged(who: Participants, noun: int) -> bool:
    """A noun that the report keeps at a distance: "alleged involvement"."""
    return any(who.parse.lower[c] in _ALLEGED for c in who.parse.dependents(noun, "amod"))


def without_alleged(who: Participants, coded: Coded) -> Coded:
    """The mention without actors whom only an alleged thing above the act names, unless it has a source."""
    if coded.according_to or not coded.actor:
        return coded
    tied = set(_alleged_doers(who, coded.predicate))
    return replace(coded, actor=tuple(i for i in coded.actor if i not in tied)) if tied else coded


def _alleged_doers(who: Participants, predicate: int) -> Iterator[str]:
    below = predicate
    for above in who.parse.ancestors(predicate):
        if who.parse.upos[above] == "NOUN" and is_alleged(who, above):
            yield from who.ids_at(above)
            for child in who.parse.dependents(above, "amod", "compound", "nmod"):
                if child != below:
                    yield from who.ids_at(child)
        below = above
