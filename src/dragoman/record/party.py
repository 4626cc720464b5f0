"""Who takes part in an act, other than a country: whether two are the same, and whether two sides are others."""

from collections.abc import Iterable
from typing import NamedTuple


class Party(NamedTuple):
    """A person, body or group as a report calls it, and its identifier in the knowledge base, if it has one."""

    name: str
    identifier: str | None = None

    @property
    def is_named(self) -> bool:
        """A proper name, not "protesters"."""
        return self.name[:1].isupper()

    @property
    def words(self) -> frozenset[str]:
        """The words of the name in lower case."""
        return frozenset(self.name.lower().split())


def is_same(a: Party, b: Party) -> bool:
    """Whether two named parties may be one: the same identifier, else one name holds all words of the other.

    >>> is_same(Party("Ada Brandt"), Party("Brandt")), is_same(Party("Ada Brandt"), Party("Jan Brandt"))
    (True, False)
    """
    if not (a.is_named and b.is_named):
        return False
    if a.identifier and b.identifier:
        return a.identifier == b.identifier
    return a.words <= b.words or b.words <= a.words


def shared_names(ours: Iterable[Party], theirs: Iterable[Party]) -> list[str]:
    """Names of those who are on both sides, as the first calls them, sorted."""
    return sorted({a.name for a in ours if any(is_same(a, b) for b in theirs)})


def are_others(ours: frozenset[Party], theirs: frozenset[Party]) -> bool:
    """Both sides hold somebody by name, and nobody of the one is of the other, nor called alike."""
    if not any(p.is_named for p in ours) or not any(p.is_named for p in theirs):
        return False
    return not shared_names(ours, theirs) and not any(a.words & b.words for a in ours for b in theirs)
