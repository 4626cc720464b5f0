"""Whoever has a counterpart has the same office in another country: "Lund and her Finnish counterpart"."""

from collections.abc import Mapping, Sequence

from dragoman.entities.nodes import Node
from dragoman.language.parse import Parse

_COUNTERPART = "counterpart"


def countries_elsewhere(
    parse: Parse, nodes: Sequence[Node], stands_for: Mapping[int, Sequence[Node]]
) -> dict[int, set[str]]:
    """The countries that somebody, by id(node), is not of, since a counterpart is."""
    found: dict[int, set[str]] = {}
    for node in nodes:
        for m in node.mentions:
            if parse.lemmas[m.head] != _COUNTERPART:
                continue
            for holder in (n for c in parse.dependents(m.head, "nmod:poss") for n in stands_for.get(c, ())):
                if holder is not node:
                    _part(found, holder, node)
                    _part(found, node, holder)
    return found


def _part(found: dict[int, set[str]], one: Node, other: Node) -> None:
    if other.country is not None:
        found.setdefault(id(one), set()).add(other.country)
