"""An entity while it grows out of the mentions of a report."""

from dataclasses import dataclass, field

from dragoman.entities.profile import Profile

FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())


@dataclass(slots=True, eq=False)
class Node:
    """An entity while it grows."""

    kind: str
    name: str
    keys: set[str]
    country: str | None
    sector: tuple[str, ...]
    office: str | None
    identifier: str | None
    gender: str | None
    plural: bool
    named: bool
    reason: str
    mentions: list[Profile] = field(default_factory=list)

    @property
    def last(self) -> int:
        return self.mentions[-1].head


def agree(n: Node, p: Profile) -> bool:
    """No contradiction of country or gender, nor of two bodies' names."""
    if n.country and p.country and n.country != p.country:
        return False
    if n.named and p.named and n.kind == p.kind == "body" and _are_apart(n.name, p.name):
        return False
    if p.own and _is_other(n, p):
        return False
    return not (n.gender and p.gender and n.gender != p.gender)


def _is_other(n: Node, p: Profile) -> bool:
    """Bodies of one noun by different names: "the Unison union" is not "the Solidar union"."""
    noun = next(iter(p.own))[0]
    known = {pair for m in n.mentions for pair in m.own if pair[0] == noun}
    return bool(known) and known.isdisjoint(p.own)


def _are_apart(one: str, two: str) -> bool:
    """Names that end alike and begin with other words: "the Keller campaign" is not "the Brandt campaign"."""
    a, b = one.lower().split(), two.lower().split()
    return len(a) > 1 and len(b) > 1 and a[-1] == b[-1] and not set(a[:-1]) & set(b[:-1])


def unique_nodes(nodes: list[Node]) -> list[Node]:
    """Each node once, in order."""
    found: list[Node] = []
    for n in nodes:
        if not any(n is f for f in found):
            found.append(n)
    return found
