"""Countries that a mention itself does not tell: from possessors and groups, with the reason."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.entities.announced import Author
from dragoman.entities.nodes import FIRST_PERSON, Node, unique_nodes
from dragoman.entities.phrases import phrase_text
from dragoman.entities.profile import Profile
from dragoman.entities.publisher import Publisher
from dragoman.entities.releases import BY_THE_AUTHOR
from dragoman.entities.speaking import who_says
from dragoman.language.parse import Parse
from dragoman.quotations import find_quotations

_OWN = frozenset(("our", "my"))
ANNOUNCED = "announced as the author"
# Bodies of which a country has one, unless the report tells which.
_SINGLE = frozenset("government police army military navy parliament senate congress legislature opposition".split())
_POSSESSORS = frozenset("the our his her its their my your whose".split())
# A country told of by such a noun, and what may stand before it without making it another's or a part of one.
_STATES = frozenset("government country nation homeland".split())
_WHICH_STATE = frozenset("own host home federal national central whole entire elected current present".split())
# What may stand behind a body's name without telling another one.
_GENERIC = frozenset(
    "alliance coalition company faction firm group militia movement network organisation organization party".split()
)
# Offices and bodies of which a country has one.
_ONE_EACH = frozenset(
    "leader minister premier president ambassador envoy king queen army navy parliament government ministry".split()
)
# Who may be of any country whosever they are: a rival, a lawyer, a guest.
_OF_ANY_COUNTRY = frozenset(
    "rival opponent enemy foe adversary critic counterpart host guest captor kidnapper jailer killer attacker "
    "assailant lawyer attorney solicitor barrister counsel colleague neighbour neighbor ally partner".split()
)


def take_possessors_country(parse: Parse, nodes: Sequence[Node], stands_for: Mapping[int, list[Node]]) -> None:
    """ "her government", "its members", "his father" belong where their possessor does."""
    for node in nodes:
        if node.country is not None:
            continue
        for m in node.mentions:
            known = next((n for n in _holders(parse, node, m, stands_for) if n.country), None)
            if known is not None:
                node.country, node.reason = known.country, f"belongs to {known.name}"
                break


def held_by_others(parse: Parse, nodes: Sequence[Node], stands_for: Mapping[int, list[Node]]) -> list[Node]:
    """Those whose country is not told, and who are somebody else's: their possessor's is to be found first."""
    return [
        node for node in nodes
        if node.country is None
        and any(n.country is None for m in node.mentions for n in _holders(parse, node, m, stands_for))
    ]  # fmt: skip


def _holders(parse: Parse, node: Node, m: Profile, stands_for: Mapping[int, list[Node]]) -> list[Node]:
    """Whose somebody is by a mention, and so of their country; a rival or lawyer may be of any."""
    if parse.lemmas[m.head].lower() in _OF_ANY_COUNTRY:
        return []
    owners = list(parse.dependents(m.head, "nmod:poss"))
    holders = [n for c in owners for n in stands_for.get(c, ())]
    if not holders and any(parse.lower[c] in _OWN for c in owners):
        speaker = who_says(parse, m.head)
        holders = [] if speaker is None else stands_for.get(speaker, [])
    return [n for n in holders if n is not node]


def is_of_several(parse: Parse, head: int, stands_for: dict[int, list[Node]]) -> bool:
    """A possessor stands for several countries: "the two countries' foreign ministers"."""
    return any(len(_countries_of(stands_for, c)) > 1 for c in parse.dependents(head, "nmod:poss"))


def _countries_of(stands_for: dict[int, list[Node]], token: int) -> list[Node]:
    return [n for n in stands_for.get(token, ()) if n.kind == "country" and n.country]


def split_groups(
    parse: Parse, nodes: list[Node], stands_for: dict[int, list[Node]],
    shared: Sequence[tuple[Node, Sequence[Node]]] = (),
) -> None:  # fmt: skip
    """ "officials from both countries", "soldiers from Kyrgyzstan and Tajikistan": one group a country.

    `shared` are the bodies that several countries have one each of, with the countries: "the two navies".
    """
    for node, holders in shared:
        name = _one_of(parse, node)
        _split(node, {str(n.country): f"{n.name}'s {name}" for n in holders}, nodes, stands_for)
    for node in list(nodes):
        told = next((m for m in node.mentions if m.nations), None)
        if told is not None and node.kind == "country":  # "the Korean and Chinese Governments"
            codes = [code for code, _ in told.nations]
            stands_for[told.head] = [n for n in nodes if n.kind == "country" and n.country in codes] or [node]
            continue
        if told is not None:
            rest = _behind_nations(parse, told)
            _split(node, {code: f"{words} {rest}" for code, words in told.nations}, nodes, stands_for)
            continue
        if not node.plural or node.kind == "country" or len(node.mentions) != 1:
            continue
        head = node.mentions[0].head
        found: dict[str, str] = {}
        for child in parse.dependents(head, "nmod", "amod", "compound"):
            if parse.relations[child] == "nmod:poss":
                owners = _countries_of(stands_for, child)
                if len(owners) > 1:
                    found |= {n.country: f"{n.name}'s {_held(parse, node, child)}" for n in owners if n.country}
                continue
            for part in (child, *parse.dependents(child, "conj")):
                states = [n.country for n in stands_for.get(part, ()) if n.kind == "country" and n.country]
                if states and part != child and node.country and parse.relations[child] in {"amod", "compound"}:
                    found.setdefault(node.country, _name_of_part(parse, node, child, child))  # nobody by itself
                for n in stands_for.get(part, ()) if len(states) > 1 else ():
                    found.setdefault(str(n.country), f"{n.name}'s {_in_phrase(parse, node)}")  # "soldiers of both"
                for country in states[:1]:
                    found.setdefault(country, _name_of_part(parse, node, part, child))
        if len(found) < 2:
            continue
        _split(node, found, nodes, stands_for)
        for child in (c for c in parse.children[head] if parse.relations[c] == "nmod"):
            for part in (child, *parse.dependents(child, "conj")):
                if any(n.kind == "country" for n in stands_for.get(part, ())):
                    del stands_for[part]  # "the ministers of Chad and Togo": the states take no part beside them


def _behind_nations(parse: Parse, m: Profile) -> str:
    """ "Forces" of "American and South Korean forces", "water officials" of "Iraqi and Syrian water officials"."""
    last = m.nations[-1][1].split()[-1]
    start = max((t + 1 for t in range(m.first, m.head) if parse.words[t] == last), default=m.first)
    lemma = parse.lemmas[m.head]
    if lemma not in _ONE_EACH or m.last > m.head:
        return phrase_text(parse, start, m.last)
    return f"{phrase_text(parse, start, m.head - 1)} {lemma}" if start < m.head else lemma


def _split(node: Node, found: Mapping[str, str], nodes: list[Node], stands_for: dict[int, list[Node]]) -> None:
    """Put an entity for each country in the place of one; `found` are the countries with the names."""
    parts = [
        replace(node, name=name, country=code, reason="nationality in the report", mentions=list(node.mentions))
        for code, name in found.items()
    ]
    at = next(i for i, n in enumerate(nodes) if n is node)
    nodes[at : at + 1] = parts
    for held in stands_for.values():
        if any(n is node for n in held):
            held[:] = [x for n in held for x in (parts if n is node else [n])]


def _in_phrase(parse: Parse, node: Node) -> str:
    """The name as it stands inside a sentence: "soldiers" for "Soldiers"."""
    is_name = parse.upos[node.mentions[0].first] == "PROPN"
    return node.name if is_name else node.name[:1].lower() + node.name[1:]


def _one_of(parse: Parse, node: Node) -> str:
    """ "Navy" of "the two navies", "defence ministry" of "both defence ministries"."""
    first = node.mentions[0]
    start = next(
        (t + 1 for t in range(first.head - 1, first.first - 1, -1) if parse.upos[t] in {"NUM", "DET"}), first.first
    )
    before = f"{phrase_text(parse, start, first.head - 1)} " if start < first.head else ""
    return f"{before}{parse.lemmas[first.head]}"


def _held(parse: Parse, node: Node, owner: int) -> str:
    """What is said of each after the possessor, "foreign minister" of "the two countries' foreign ministers"."""
    first = node.mentions[0]
    start = next((t for t in range(owner + 1, first.head) if parse.upos[t] not in {"PART", "PUNCT"}), first.head)
    if parse.lemmas[first.head] not in _ONE_EACH:
        return phrase_text(parse, start, first.head)
    before = f"{phrase_text(parse, start, first.head - 1)} " if start < first.head else ""
    return f"{before}{parse.lemmas[first.head]}"


def _name_of_part(parse: Parse, node: Node, part: int, child: int) -> str:
    """ "Tajik soldiers" of "Kyrgyz and Tajik soldiers", "ministers of Chad" of "ministers of Chad and Niger".

    `child` is the first of the nationalities joined, whose preposition holds for all.
    """
    first = node.mentions[0]
    of_part = [part, *parse.dependents(part, "flat", "compound")]
    nationality = phrase_text(parse, min(of_part), max(of_part))
    if part < first.head:
        joined = [t for t in range(part + 1, first.head) if parse.upos[t] in {"ADJ", "PROPN"}]
        start = (joined[-1] if joined else part) + 1
        return f"{nationality} {phrase_text(parse, start, first.last)}"
    if parse.upos[part] == "ADJ":
        return f"{nationality} {node.name}"
    case = next((parse.words[c] for c in parse.children[child] if parse.relations[c] == "case"), "of")
    return f"{node.name} {case} {nationality}"


def unite_alike(nodes: list[Node], stands_for: dict[int, list[Node]]) -> None:
    """ "Police" and "the police" of one country are one body; its government and "his country" are the state itself."""
    first = {("government", node.country): node for node in nodes if node.kind == "country"}
    for node in list(nodes):
        if node.kind not in {"body", "group"} or node.named or node.country is None:
            continue
        noun = _single(node)
        if noun not in _SINGLE:
            continue
        known = first.setdefault((noun, node.country), node)
        if known is node:
            continue
        _unite(known, node, nodes, stands_for)


def unite_with_bare_names(nodes: list[Node], stands_for: dict[int, list[Node]]) -> None:
    """ "The M23 group" is M23, "the Wagner company" Wagner."""
    bare = {n.name.lower(): n for n in nodes if n.named and n.kind in {"body", "group"}}
    for node in list(nodes):
        name, _, noun = node.name.lower().removeprefix("the ").rpartition(" ")
        known = bare.get(name)
        if node.kind in {"body", "group"} and noun in _GENERIC and known is not None and known is not node:
            known.country, known.sector = known.country or node.country, known.sector or node.sector
            _unite(known, node, nodes, stands_for)


def _unite(known: Node, node: Node, nodes: list[Node], stands_for: dict[int, list[Node]]) -> None:
    known.mentions = sorted([*known.mentions, *node.mentions], key=lambda m: m.head)
    known.keys |= node.keys
    nodes[:] = [n for n in nodes if n is not node]
    for held in stands_for.values():
        held[:] = unique_nodes([known if n is node else n for n in held])


def _single(node: Node) -> str:
    """ "Police" of "the police" and "its police", "government" of whatever else stands for the state."""
    name = node.name.lower()
    first, _, rest = name.partition(" ")
    noun = rest if first in _POSSESSORS else name
    *before, last = re.sub(r".*['’]s? ", "", noun).split()
    return "government" if last in _STATES and not node.plural and set(before) <= _WHICH_STATE else noun


def add_author(parse: Parse, publisher: Publisher, nodes: list[Node], stands_for: dict[int, list[Node]]) -> None:
    """ "I" and "we" outside quotations of an office's own release are that office."""
    if publisher.author is None:
        return
    own = _own_words(parse, stands_for)
    if not own:
        return
    profiles = [_own_profile(t, publisher.author, publisher.country) for t in own]
    node = next((n for n in nodes if n.reason == BY_THE_AUTHOR and n.name == publisher.author), None)
    if node is None:
        node = Node(
            "person", publisher.author, {publisher.author}, publisher.country, ("GOV",), None, None, None, False, True,
            BY_THE_AUTHOR, [],
        )  # fmt: skip
        nodes.append(node)
    node.mentions = sorted([*node.mentions, *profiles], key=lambda m: m.head)
    for t in own:
        stands_for[t] = [node]


def add_announced(
    parse: Parse, author: Author, nodes: list[Node], stands_for: Mapping[int, list[Node]]
) -> Node | None:  # fmt: skip
    """The entity of an announced author: one of the report's, or a new one where "I" and "we" need one."""
    own = _own_words(parse, stands_for)
    if not own:
        return None
    found = None
    for node in nodes:
        same_office = author.office is not None and node.office == author.office and node.kind == "person"
        if author.country is None or node.plural or not (same_office or node.name.lower() == author.name.lower()):
            continue
        if node.country is None and node.mentions[0].head < own[0]:
            node.country, node.reason = author.country, ANNOUNCED
        if found is None and node.country == author.country:
            found = node
    if found is not None:
        return found
    node = Node(
        "person" if author.office else "body", author.name, {author.name.lower()}, author.country, author.sector,
        author.office, None, None, False, True, ANNOUNCED, [_own_profile(t, author.name, author.country) for t in own],
    )  # fmt: skip
    nodes.append(node)
    return node


def _own_words(parse: Parse, stands_for: Mapping[int, list[Node]]) -> list[int]:
    """Where somebody speaks of themself outside quotations, in text order."""
    quoted = find_quotations(parse)
    return [
        t for t, word in enumerate(parse.lower)
        if word in FIRST_PERSON and parse.upos[t] in {"PRON", "DET"} and t not in stands_for
        and not any(s <= parse.starts[t] < e for s, e in quoted)
    ]  # fmt: skip


def _own_profile(token: int, name: str, country: str | None) -> Profile:
    return Profile(head=token, first=token, last=token, kind="person", name=name, key=name, country=country)
