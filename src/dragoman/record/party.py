"""Who takes part in an act, other than a country: whether two are the same, and whether two sides are others."""

from collections.abc import Container, Iterable
from dataclasses import dataclass

_LINKING = frozenset(("of", "the", "and", "for", "in", "a"))


@dataclass(frozen=True, slots=True)
class Party:
    """A person, body or group as a report calls it.

    `words` are those of the name that tell it from others, in lower case: "armenian" and "of" are not among them.
    `is_named`: the name is its own, not "troops". `identifier` is the knowledge base's, if it has one.
    """

    name: str
    words: frozenset[str]
    is_named: bool
    identifier: str | None = None


def as_party(name: str, nations: Container[str] = (), identifier: str | None = None) -> Party | None:
    """A party of a name; None for one that only names a country, which stands by itself.

    >>> as_party("Armenian troops", {"armenian"})
    Party(name='Armenian troops', words=frozenset({'troops'}), is_named=False, identifier=None)
    """
    if name.lower() in nations:
        return None
    words = [word.removesuffix("'s").removesuffix("’s") for word in name.split()]
    own = [word for word in words if word.lower() not in nations and word.lower() not in _LINKING]
    if not own:
        return None
    lower = frozenset(word.lower() for word in own)
    return Party(name, lower, any(word[0].isupper() for word in own if word), identifier)


def is_same(a: Party, b: Party) -> bool:
    """Whether two named parties may be one: the same identifier, else one name holds all words of the other.

    >>> ada, short, jan = map(as_party, ("Ada Brandt", "Brandt", "Jan Brandt"))
    >>> is_same(ada, short), is_same(ada, jan)
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


def are_alike(ours: Iterable[Party], theirs: Iterable[Party]) -> bool:
    """Somebody of the one side is called by a word that somebody of the other is called by."""
    return any(a.words & b.words for a in ours for b in theirs)


def are_others(ours: Iterable[Party], theirs: Iterable[Party]) -> bool:
    """Both sides hold somebody by name, and nobody of the one is of the other, nor called alike."""
    if not any(p.is_named for p in ours) or not any(p.is_named for p in theirs):
        return False
    return not shared_names(ours, theirs) and not are_alike(ours, theirs)
