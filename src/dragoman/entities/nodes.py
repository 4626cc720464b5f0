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
    """No contradiction of country or gender."""
    if n.country and p.country and n.country != p.country:
        return False
    return not (n.gender and p.gender and n.gender != p.gender)


def unique_nodes(nodes: list[Node]) -> list[Node]:
    """Each node once, in order."""
    found: list[Node] = []
    for n in nodes:
        if not any(n is f for f in found):
            found.append(n)
    return found
