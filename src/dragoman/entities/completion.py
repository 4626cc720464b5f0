"""Countries that a mention itself does not tell: from possessors and groups, with the reason."""

from dataclasses import replace

from dragoman.entities.nodes import FIRST_PERSON, Node, unique_nodes
from dragoman.entities.profiles import Profile
from dragoman.entities.publisher import Publisher
from dragoman.language.parse import Parse
from dragoman.quotations import find_quotations

_GOVERNMENT = "government"
# Bodies of which a country has one, unless the report tells which.
_SINGLE = frozenset("government police army military navy parliament senate congress legislature opposition".split())


def take_possessors_country(parse: Parse, nodes: list[Node], stands_for: dict[int, list[Node]]) -> None:
    """ "her government", "its members", "his father" belong where their possessor does."""
    for node in nodes:
        if node.country is not None:
            continue
        for m in node.mentions:
            holders = [n for c in parse.dependents(m.head, "nmod:poss") for n in stands_for.get(c, ())]
            known = next((n for n in holders if n.country and n is not node), None)
            if known is not None:
                node.country, node.reason = known.country, f"belongs to {known.name}"
                break


def split_groups(parse: Parse, nodes: list[Node], stands_for: dict[int, list[Node]]) -> None:
    """ "officials from both countries", "soldiers from Kyrgyzstan and Tajikistan": one group a country."""
    for node in list(nodes):
        if not node.plural or node.kind == "country" or len(node.mentions) != 1:
            continue
        head = node.mentions[0].head
        found: list[str] = []
        for child in parse.dependents(head, "nmod", "amod", "compound"):
            if parse.relations[child] == "nmod:poss":
                continue
            for part in (child, *parse.dependents(child, "conj")):
                told = [n.country for n in stands_for.get(part, ()) if n.kind == "country" and n.country]
                if told and part != child and node.country and parse.relations[child] in {"amod", "compound"}:
                    found.append(node.country)  # the first nationality stands for nobody itself
                found.extend(told)
        countries = list(dict.fromkeys(found))
        if len(countries) < 2:
            continue
        parts = [
            replace(node, country=code, reason="nationality in the report", mentions=list(node.mentions))
            for code in countries
        ]
        nodes[nodes.index(node) : nodes.index(node) + 1] = parts
        for held in stands_for.values():
            if any(n is node for n in held):
                held[:] = [x for n in held for x in (parts if n is node else [n])]


def unite_alike(nodes: list[Node], stands_for: dict[int, list[Node]]) -> None:
    """ "Police" and "the police" of one country are one body, and its government is the state itself."""
    first: dict[tuple[str, str | None], Node] = {}
    for node in list(nodes):
        noun = node.name.lower().removeprefix("the ").removeprefix("our ")
        if node.kind == "country":
            first.setdefault((_GOVERNMENT, node.country), node)
        if node.kind not in {"body", "group"} or node.named or noun not in _SINGLE or node.country is None:
            continue
        known = first.setdefault((noun, node.country), node)
        if known is node:
            continue
        known.mentions = sorted([*known.mentions, *node.mentions], key=lambda m: m.head)
        known.keys |= node.keys
        nodes[:] = [n for n in nodes if n is not node]
        for held in stands_for.values():
            held[:] = unique_nodes([known if n is node else n for n in held])


def add_author(parse: Parse, publisher: Publisher, nodes: list[Node], stands_for: dict[int, list[Node]]) -> None:
    """ "I" and "we" outside quotations of an office's own release are that office."""
    if publisher.author is None:
        return
    quoted = find_quotations(parse)
    own = [
        t for t, word in enumerate(parse.lower)
        if word in FIRST_PERSON and parse.upos[t] in {"PRON", "DET"} and t not in stands_for
        and not any(s <= parse.starts[t] < e for s, e in quoted)
    ]  # fmt: skip
    if not own:
        return
    profiles = [
        Profile(
            head=t,
            first=t,
            last=t,
            kind="person",
            name=publisher.author,
            key=publisher.author,
            country=publisher.country,
        )
        for t in own
    ]
    node = Node(
        "person", publisher.author, {publisher.author}, publisher.country, ("GOV",), None, None, None, False, True,
        "author of the release", profiles,
    )  # fmt: skip
    nodes.append(node)
    for t in own:
        stands_for[t] = [node]
