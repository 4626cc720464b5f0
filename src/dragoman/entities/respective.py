"""Names behind a plural noun: "the presidents of Kenya and Uganda, A and B", "the other signatories, C and D,"."""

from collections.abc import Iterator

from dragoman.entities.nodes import Node, unique_nodes
from dragoman.entities.profile import Profile
from dragoman.language.parse import Parse

_BETWEEN = frozenset(("of", "and", "the", ",", "&"))
_PAIR = 2


def name_respectively(parse: Parse, nodes: list[Node], stands_for: dict[int, list[Node]]) -> None:
    """Give each of the people named behind a plural role its sector and the country in their place.

    The role stands for them then, and its countries take no part beside them.
    """
    people = {m.first: (n, m) for n in nodes if n.kind == "person" and n.named for m in n.mentions if m.named}
    states = {m.first: (n, m) for n in nodes if n.kind == "country" for m in n.mentions}
    for node in list(nodes):
        if not node.plural or node.named or node.kind != "group" or len(node.mentions) != 1:
            continue
        role = node.mentions[0]
        if listed := _listed_behind(parse, role, nodes):
            _replace(node, listed, nodes, stands_for)
            continue
        told = list(_told_behind(parse, role, people, states))
        named = [n for n, _ in told if n.kind == "person"]
        countries: list[str | None] = [code for code, _ in role.nations]
        countries = countries or [n.country for n, _ in told if n.kind == "country"]
        if len(named) < _PAIR or len(named) != len(countries) or len({id(n) for n in named}) != len(named):
            continue
        for n, country in zip(named, countries, strict=True):
            if n.country != country:
                n.country, n.reason = country, "named in the order of the countries before"
            n.sector = n.sector or node.sector
        for n, m in told:
            if n.kind == "country":
                stands_for.pop(m.head, None)
        _replace(node, named, nodes, stands_for)


def _replace(node: Node, named: list[Node], nodes: list[Node], stands_for: dict[int, list[Node]]) -> None:
    """All that stood for the nameless stands for those whom the names tell."""
    nodes[:] = [n for n in nodes if n is not node]
    for token, held in stands_for.items():
        if any(n is node for n in held):
            stands_for[token] = unique_nodes([k for n in held for k in (named if n is node else [n])])


def _listed_behind(parse: Parse, role: Profile, nodes: list[Node]) -> list[Node]:
    """Those whom a list between commas says a plural noun is: "the other signatories, France and Germany,"."""
    token, end = role.last + 1, parse.sentences[parse.sentence_of[role.head]][1]
    if token >= end or parse.words[token] != ",":
        return []
    starts = {m.first: (n, m) for n in nodes if n.named and n.kind in {"country", "body"} for m in n.mentions}
    listed: list[Node] = []
    joined = False
    token += 1
    while token < end and token in starts:
        node, mention = starts[token]
        listed.append(node)
        token = mention.last + 1
        if joined:
            break
        joined = token < end and parse.lower[token] == "and"
        token += 1
    closed = token < end and parse.words[token] in {",", "–", "—"}
    return listed if joined and closed and len(listed) >= _PAIR else []


def _told_behind(
    parse: Parse, role: Profile, people: dict[int, tuple[Node, Profile]], states: dict[int, tuple[Node, Profile]]
) -> Iterator[tuple[Node, Profile]]:
    """The countries and then the people named right behind a role, up to the first word of something else."""
    token, end = role.head + 1, parse.sentences[parse.sentence_of[role.head]][1]
    known = states
    while token < end:
        if token in people:
            known = people  # no country behind the names
        found = known.get(token)
        if found is not None:
            yield found
            token = found[1].last + 1
        elif parse.lower[token] in _BETWEEN:
            token += 1
        else:
            return
