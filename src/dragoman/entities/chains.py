"""Mentions of one report into entities: names, short names, roles and pronouns, each to whom it stands for."""

from collections.abc import Callable, Iterator, Sequence

from dragoman.entities.antecedents import Antecedents, load_antecedents
from dragoman.entities.completion import (
    add_author,
    is_of_several,
    split_groups,
    take_possessors_country,
    unite_alike,
)
from dragoman.entities.homes import fill_homes, load_ranker
from dragoman.entities.nodes import Node, agree, unique_nodes
from dragoman.entities.phrases import phrase_text
from dragoman.entities.profile import Profile
from dragoman.entities.profiles import OF_SEVERAL
from dragoman.entities.pronouns import is_third_person, resolve_pair, resolve_pronoun
from dragoman.entities.publisher import Publisher
from dragoman.entities.setting import find_signs
from dragoman.knowledge.spelling import is_spelled_alike
from dragoman.language.parse import Parse
from dragoman.places import Toponym
from dragoman.types import Cast, Entity, Span

_LESSER = ("vice", "deputy", "assistant", "under", "former", "first deputy", "associate", "shadow", "junior")
_POSSESSIVES = frozenset("its their his her our my the".split())
_WHICH = frozenset("of in from for at".split())
_ABOUT = frozenset("at least most about around nearly almost over more than".split())
_ACRONYM = 4  # letters that "UAE" and "DPRK" may have; more in capitals is a dateline
_TELLING = 6  # a longer phrase is a description, no name
_NAMING = frozenset("called named dubbed known titled entitled nicknamed".split())
_HEADS_OF_STATE = frozenset(("President", "Prime Minister", "Chancellor", "King", "Leader"))


Choice = Callable[[Profile, Sequence[Node], Node | None], Node | None]


def chain_mentions(
    parse: Parse, profiles: Sequence[Profile], publisher: Publisher, toponyms: Sequence[Toponym] = ()
) -> Cast:
    """Entities with ids n1, n2 … in order of first mention, and the ids that each mention's head stands for."""
    nodes, stands_for = gather_nodes(parse, profiles, Antecedents(parse, load_antecedents()).choose)
    untold = [n for n in nodes if n.reason != OF_SEVERAL]
    fill_homes(parse, untold, find_signs(nodes, toponyms), publisher, load_ranker())
    _fall_back(nodes)
    unite_alike(nodes, stands_for)
    add_author(parse, publisher, nodes, stands_for)
    return _finish(parse, nodes, stands_for)


def gather_nodes(
    parse: Parse, profiles: Sequence[Profile], choose: Choice | None = None
) -> tuple[list[Node], dict[int, list[Node]]]:
    """Entities as far as their own words tell, and whom each mention's head stands for.

    `choose` takes a mention, the entities so far, the one told of last first, and the one that the rules take, and
    returns the one to take.
    """
    nodes: list[Node] = []
    latest: list[Node] = []
    stands_for: dict[int, list[Node]] = {}
    model_chains: dict[int, Node] = {}
    late: list[Profile] = []
    for p in profiles:
        if p.kind == "pronoun":
            found = resolve_pronoun(parse, p, nodes, stands_for, model_chains)
            if choose is not None and nodes and len(found) < 2 and is_third_person(p):
                chosen = choose(p, latest, found[0] if found else None)
                found = [chosen] if chosen is not None else []
            if found:
                stands_for[p.head] = found
            continue
        both = [] if is_of_several(parse, p.head, stands_for) else resolve_pair(parse, p, nodes)
        if both:
            stands_for[p.head] = both
            continue
        node = (
            _apposed(parse, p, nodes, stands_for)
            or _called(parse, p, stands_for)
            or _head_of_state(p, nodes)
            or _bearer(p, nodes)
        )
        if node is None:
            node = _match(parse, p, nodes, model_chains)
            if choose is not None and nodes and p.kind != "country":
                node = choose(p, latest, node)
            surname = _name_behind(parse, p)
            if surname is not None and node is not None and node.named:
                node = _named_by(surname, nodes)
        if node is None and p.kind == "body" and p.definite and not p.named and p.country is None:
            late.append(p)
        if node is None:
            node = Node(
                p.kind,
                p.name,
                {p.key},
                p.country,
                p.sector,
                p.office,
                p.identifier,
                p.gender,
                p.plural,
                p.named,
                p.reason,
            )
            nodes.append(node)
        else:
            latest.remove(node)
        latest.insert(0, node)
        _absorb(node, p)
        stands_for[p.head] = unique_nodes([*stands_for.get(p.joined, ()), node] if p.joined is not None else [node])
        if p.chain >= 0 and (p.named or p.chain not in model_chains):
            model_chains[p.chain] = node  # the latest name: the model may have joined two people of one office
    take_possessors_country(parse, nodes, stands_for)
    _look_ahead(late, nodes, stands_for)
    split_groups(parse, nodes, stands_for)
    return nodes, stands_for


def _apposed(parse: Parse, p: Profile, nodes: list[Node], stands_for: dict[int, list[Node]]) -> Node | None:
    """ "France's foreign minister, Catherine Colonna": an apposition is the one it stands beside."""
    if parse.relations[p.head] != "appos":
        return _beside(parse, p, nodes)
    for above in parse.ancestors(p.head):
        node = stands_for[above][0] if len(stands_for.get(above, ())) == 1 else None
        if node is not None and (
            node.kind == p.kind or ({node.kind, p.kind} == {"person", "group"} and not p.plural and not node.plural)
        ):
            return None if not agree(node, p) or (node.named and p.named and node.kind != "body") else node
        if not parse.relations[above].startswith("nmod"):
            return None
    return None


def _name_behind(parse: Parse, p: Profile) -> str | None:
    """The surname in "the ambassador to Peru, Ann Lee": she is no ambassador told of before."""
    if p.kind != "person" or p.named:
        return None
    for name in parse.dependents(p.head, "appos"):
        mention = parse.mention_at.get(name)
        if parse.upos[name] == "PROPN" and mention is not None and mention.type == "person" and name > p.head:
            return parse.words[max([name, *parse.dependents(name, "flat")])]
    return None


def _named_by(surname: str, nodes: list[Node]) -> Node | None:
    """Who bears a surname so far."""
    people = (n for n in reversed(nodes) if n.kind == "person" and n.named)
    return next((n for n in people if is_spelled_alike(n.name.split()[-1].lower(), surname.lower())), None)


def _called(parse: Parse, p: Profile, stands_for: dict[int, list[Node]]) -> Node | None:
    """ "a company called Harbour Trust", "a militia known as the Reed Guards": the name of what it is said of."""
    verb = p.first - 1
    while verb > 0 and (parse.upos[verb] in {"PUNCT", "DET"} or parse.lower[verb] == "as"):
        verb -= 1
    if not p.named or parse.lower[verb] not in _NAMING or not parse.relations[verb].startswith("acl"):
        return None
    named = stands_for.get(parse.heads[verb], [])
    return named[0] if len(named) == 1 and not named[0].named and agree(named[0], p) else None


def _beside(parse: Parse, p: Profile, nodes: list[Node]) -> Node | None:
    """ "the league's chairman, Dorin Pascu", where the tree does not mark the apposition."""
    if p.kind != "person" or not p.named or p.first < 2:
        return None
    if parse.words[p.first - 1] != ",":
        return _right_behind(parse, p, nodes)
    for node in nodes[-4:]:
        before = node.mentions[-1]
        if p.first - 2 in {before.head, before.last} and node.kind in {"person", "group"}:
            return node if not node.named and not node.plural and agree(node, p) else None
    return None


def _right_behind(parse: Parse, p: Profile, nodes: list[Node]) -> Node | None:
    """ "Chinese leader Xi Jinping", where the tree or the model parts the title from the name."""
    for node in nodes[-4:]:
        title = node.mentions[-1]
        if title.last == p.first - 1 and node.kind == "person" and not node.named and node.office:
            beside = parse.heads[p.head] in {title.head, parse.heads[title.head]} or parse.heads[title.head] == p.head
            return node if beside and agree(node, p) else None
    return None


def _head_of_state(p: Profile, nodes: list[Node]) -> Node | None:
    """ "The Russian leader" is the president named before."""
    if p.office != "Leader" or not p.definite or p.country is None:
        return None
    for n in reversed(nodes):
        if n.kind == "person" and n.named and n.country == p.country and n.office in _HEADS_OF_STATE:
            return n
    return None


def _bearer(p: Profile, nodes: list[Node]) -> Node | None:
    """Of several of one surname the bare name is whoever it was before: others are told apart by their given names."""
    if p.kind != "person" or not p.named or " " in p.name:
        return None
    alike = list(_named_alike(p, nodes))
    bare = {n.name: m.head for n in alike for m in n.mentions if m.name == p.name}
    return max(alike, key=lambda n: bare.get(n.name, -1)) if len(alike) > 1 and bare else None


def _match(parse: Parse, p: Profile, nodes: list[Node], chains: dict[int, Node]) -> Node | None:
    if p.kind == "country":
        return next((n for n in nodes if n.kind == "country" and n.country == p.country), None)
    if p.kind == "body" and p.identifier:
        known = next((n for n in nodes if n.kind == "body" and n.identifier == p.identifier), None)
        if known is not None:
            return known
    if p.named:
        return _match_name(p, nodes) or _match_role(p, nodes, chains)
    if p.kind == "person" and p.office:
        for n in reversed(nodes):
            if n.kind == "person" and n.office and _same_office(n.office, p.office) and agree(n, p):
                return n
    if p.kind == "body" and p.definite:
        noun = parse.lemmas[p.head].lower()
        for n in reversed(nodes):
            if (
                n.kind in {"body", "group"}
                and (n.name.lower().split()[-1] == noun or noun in n.name.lower().split())
                and agree(n, p)
            ):
                return n
    if p.kind == "group":
        for n in reversed(nodes):
            if n.kind in {"group", "body"} and p.key in n.keys and agree(n, p) and n.plural == p.plural:
                return n
    if p.definite and p.chain in chains:
        n = chains[p.chain]
        if n.kind == p.kind and agree(n, p) and not (n.named and n.office is None) and _may_be(n, p):
            return n
    return None


def _may_be(n: Node, p: Profile) -> bool:
    """A definite role is nobody of another office, and no body or group of another kind of work."""
    if n.office and p.office and not _same_office(n.office, p.office):
        return False
    return not n.sector or not p.sector or n.sector[0] == p.sector[0]


def _match_role(p: Profile, nodes: list[Node], chains: dict[int, Node]) -> Node | None:
    """Somebody first told of by office only and now by name."""
    if p.kind != "person" or not p.office:
        return None
    for n in reversed(nodes):
        if n.kind == "person" and not n.named and n.office and _same_office(n.office, p.office) and agree(n, p):
            return n if n.country or chains.get(p.chain) is n else None
    return None


def _match_name(p: Profile, nodes: list[Node]) -> Node | None:
    return next(_named_alike(p, nodes), None)


def _named_alike(p: Profile, nodes: list[Node]) -> Iterator[Node]:
    """Whom a name may be, the one told of first last."""
    words = p.name.lower().replace(".", "").split()
    for n in reversed(nodes):
        if p.kind != "person" and n.kind != "country" and len(words) > 1 and n.name == p.name and agree(n, p):
            yield n
        if n.kind not in {p.kind, "body" if p.kind == "person" and p.office is None else p.kind} or not n.named:
            continue
        known = n.name.lower().replace(".", "").split()
        if p.kind == "person":
            if not known or not words:
                continue
            same_last = is_spelled_alike(known[-1], words[-1])
            if same_last and (len(known) == 1 or len(words) == 1 or _given_names_agree(known, words)) and agree(n, p):
                yield n
            if len(words) == 1 and len(known) > 1 and words[0] == known[0] and agree(n, p) and n.gender == p.gender:
                yield n
        elif (
            (p.kind == "body" and p.key in n.keys)
            or (len(known) == len(words) and all(map(is_spelled_alike, known, words)))
            or _is_acronym(words, known)
            or _is_acronym(known, words)
            or (p.kind == "body" and len(words) < len(known) and known[-len(words) :] == words and agree(n, p))
        ):
            yield n


def _given_names_agree(a: list[str], b: list[str]) -> bool:
    return (
        is_spelled_alike(a[0], b[0])
        or (a[0][0] == b[0][0] and (len(a[0]) == 1 or len(b[0]) == 1))
        or set(a[:-1]) & set(b[:-1]) != set()
    )


def _is_acronym(short: list[str], full: list[str]) -> bool:
    return (
        len(short) == 1
        and len(full) > 1
        and 2 < len(short[0]) <= 6
        and short[0] == "".join(w[0] for w in full if w not in {"of", "the", "and", "for", "in", "to"})
    )


def _same_office(a: str, b: str) -> bool:
    """ "Minister" may be short for "Foreign Minister"; a vice or deputy is never the one they stand in for."""
    a, b = a.lower(), b.lower()
    if a == b:
        return True
    long, short = (a, b) if len(a) > len(b) else (b, a)
    return long.endswith(" " + short) and not long.startswith(_LESSER)


def _absorb(node: Node, p: Profile) -> None:
    fuller = len(p.name) > len(node.name) and p.named and node.named
    if fuller and (p.kind == "person" or (node.kind == p.kind == "body" and " " in p.name and " " not in node.name)):
        node.name = p.name  # "Islamic State" for "ISIS"
    node.mentions.append(p)
    node.keys.add(p.key)
    if p.settled:
        node.country, node.sector, node.office = p.country, p.sector, p.office
        node.identifier, node.reason = p.identifier, p.reason
    if node.country is None and p.country:
        node.country, node.reason = p.country, p.reason
    if not node.sector or (node.office is None and p.office and p.sector):
        node.sector = p.sector or node.sector
    node.office = node.office or p.office
    node.gender = node.gender or p.gender
    node.identifier = node.identifier or p.identifier
    if p.named and not node.named and node.kind in {p.kind, "group", "body" if p.kind == "body" else "person"}:
        node.kind, node.name, node.named = p.kind, p.name, True


def _look_ahead(late: list[Profile], nodes: list[Node], stands_for: dict[int, list[Node]]) -> None:
    """A body named only later ("The ministry said that French Foreign Minister …") takes both from there."""
    for p in late:
        node = stands_for[p.head][0]
        noun = node.name.lower().split()[-1]
        if node.country is not None or noun not in {"ministry", "department", "foreign ministry"}:
            continue
        fields = set(node.name.lower().split()[:-1]) - _POSSESSIVES  # "its foreign ministry" is no interior minister's
        for n in nodes:
            if (
                n.kind == "person"
                and n.office
                and n.office.endswith(" Minister")
                and "Prime" not in n.office
                and n.country
                and n.named
                and (not fields or fields & set(n.office.lower().split()))
            ):
                nation = next((m.name for m in nodes if m.kind == "country" and m.country == n.country), None)
                adjective = n.mentions[0].name
                node.country, node.sector = n.country, ("GOV",)
                field_name = n.office.removesuffix("Minister").strip() or "Foreign"
                node.name = f"{nation} {field_name} Ministry" if nation else f"{field_name} Ministry of {adjective}"
                node.reason = f"ministry of {n.office} {n.name}, named in the report"
                break


def _fall_back(nodes: Sequence[Node]) -> None:
    """A body of a common name is the best-known one where nothing else tells: "the Supreme Court"."""
    for n in nodes:
        likeliest = next((m.likeliest for m in n.mentions if m.likeliest), None)
        if n.country is None and likeliest is not None:
            n.country, n.reason = likeliest, "the best-known body of its name"
        elif likeliest is not None and n.country != likeliest:
            n.identifier = None  # another country's body of that name


def _full_name(parse: Parse, node: Node) -> str:
    """The name, or what the nameless are first called with the phrase that tells which: "doctors from Mae Sot"."""
    first = node.mentions[0]
    if node.kind == "country":
        return _state_name(parse, node)
    if node.named or node.kind == "pronoun" or node.name != phrase_text(parse, first.first, first.last):
        return node.name
    start = _after_number(parse, first)
    for child in parse.dependents(first.head, "nmod"):
        inside = parse.subtree(child)
        begin, stop = min(inside), max(inside)
        case = {parse.lower[c] for c in parse.children[child] if parse.relations[c] == "case"}
        if begin == first.last + 1 and stop - begin < _TELLING and case & _WHICH and case <= _WHICH:
            return phrase_text(parse, start, stop)
    return phrase_text(parse, start, first.last)


def _after_number(parse: Parse, p: Profile) -> int:
    """The first word of a group's name: "at least 345 Muslim pilgrims" are Muslim pilgrims, however many are told.

    Where nothing else tells who they are, the number stays: "80 people". "34" in "the 34-year-old" counts nobody.
    """
    start = p.first
    while start < p.head and parse.lower[start] in _ABOUT:
        start += 1
    numbers = [t for t in range(start, p.head) if parse.upos[t] == "NUM" and parse.words[t + 1] != "-"]
    if not numbers or any(parse.upos[t] not in {"NUM", "ADJ", "DET", "ADV", "ADP"} for t in range(start, numbers[-1])):
        return start
    return numbers[-1] + 1 if numbers[-1] + 1 < p.head else start


def _state_name(parse: Parse, node: Node) -> str:
    """The country's name, or "Chadian government" where the report names the state in no other way."""
    states = [m for m in node.mentions if m.reason == "table of countries"]
    named = next((m.name for m in states if parse.upos[m.head] == "PROPN" and not _is_dateline(parse, m)), None)
    government = next((m.name for m in node.mentions if m not in states), None)
    return named or government or node.name


def _is_dateline(parse: Parse, m: Profile) -> bool:
    """ "BUDAPEST (Reuters)": a town in capitals."""
    return len(parse.words[m.head]) > _ACRONYM and parse.words[m.head].isupper()


def _finish(parse: Parse, nodes: list[Node], stands_for: dict[int, list[Node]]) -> Cast:
    order = sorted(nodes, key=lambda n: n.mentions[0].first)
    ids = {id(n): f"n{i}" for i, n in enumerate(order, 1)}
    spans: dict[int, list[Span]] = {id(n): [parse.span(m.first, m.last) for m in n.mentions] for n in order}
    for head, found in stands_for.items():
        for n in found:
            if not any(m.head == head for m in n.mentions):
                spans[id(n)].append(parse.span(head, head))
    entities = tuple(
        Entity(
            id=ids[id(n)], name=_full_name(parse, n), country=n.country, sector=n.sector, office=n.office,
            identifier=n.identifier, mentions=tuple(sorted(set(spans[id(n)]))), reason=n.reason,
        )
        for n in order
    )  # fmt: skip
    return Cast(
        entities=entities,
        ids_by_token={
            head: tuple(dict.fromkeys(ids[id(n)] for n in found)) for head, found in sorted(stands_for.items())
        },
    )
