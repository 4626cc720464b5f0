"""Mentions of one report into entities: names, short names, roles and pronouns, each to whom it stands for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dragoman.entities.announced import Author
from dragoman.entities.antecedents import Antecedents, load_antecedents
from dragoman.entities.both import holders_of_pair, resolve_pair
from dragoman.entities.completion import (
    add_announced,
    add_author,
    held_by_others,
    is_of_several,
    split_groups,
    take_possessors_country,
    unite_alike,
    unite_with_bare_names,
)
from dragoman.entities.counterparts import countries_elsewhere
from dragoman.entities.envoys import hosts_of_envoys
from dragoman.entities.homes import fill_homes, load_ranker
from dragoman.entities.matching import (
    is_another,
    is_named_by,
    match_beside,
    match_words,
    named_before,
    unlike_name_behind,
)
from dragoman.entities.naming import full_name
from dragoman.entities.nodes import Node, unique_nodes
from dragoman.entities.profile import Profile
from dragoman.entities.profiles import OF_SEVERAL
from dragoman.entities.pronouns import is_third_person, owner_in_tag, owner_joined, resolve_pronoun
from dragoman.entities.publisher import Publisher
from dragoman.entities.respective import name_respectively
from dragoman.entities.setting import find_signs
from dragoman.entities.short_forms import band_that_strikes, bearer_of_short_form
from dragoman.language.parse import Parse
from dragoman.places import Toponym
from dragoman.types import Cast, Entity, Span

_POSSESSIVES = frozenset("its their his her our my the".split())

Choice = Callable[[Profile, Sequence[Node], Node | None], Node | None]


def chain_mentions(
    parse: Parse, profiles: Sequence[Profile], publisher: Publisher, toponyms: Sequence[Toponym] = (),
    announced: Author | None = None,
) -> Cast:  # fmt: skip
    """Entities with ids n1, n2 … in order of first mention, and the ids that each mention's head stands for.

    `announced` is whom a title or heading tells as the author.
    """
    nodes, stands_for = gather_nodes(parse, profiles, Antecedents(parse, load_antecedents()).choose)
    author = add_announced(parse, announced, nodes, stands_for) if announced is not None else None
    if announced is not None and author is not None and publisher.country is None:  # its own release
        publisher = replace(publisher, country=announced.country)
    untold = [n for n in nodes if n.reason != OF_SEVERAL]
    hosts = hosts_of_envoys(parse, nodes, stands_for)
    waiting = [*held_by_others(parse, untold, stands_for), *(n for n in untold if id(n) in hosts)]
    signs, elsewhere = find_signs(nodes, toponyms), countries_elsewhere(parse, nodes, stands_for)
    for guest in untold:
        if id(guest) in hosts and guest.country is not None:
            elsewhere.setdefault(id(hosts[id(guest)]), set()).add(guest.country)
    fill_homes(parse, [n for n in untold if n not in waiting], signs, publisher, load_ranker(), elsewhere)
    take_possessors_country(parse, waiting, stands_for)
    for envoy, host in hosts.items():
        if host.country is not None:
            elsewhere.setdefault(envoy, set()).add(host.country)
    fill_homes(parse, waiting, signs, publisher, load_ranker(), elsewhere)
    _fall_back(nodes)
    unite_alike(nodes, stands_for)
    unite_with_bare_names(nodes, stands_for)
    add_author(parse, publisher, nodes, stands_for)
    return _finish(parse, nodes, stands_for, author)


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
    shared: list[tuple[Node, list[Node]]] = []
    for p in profiles:
        if p.kind == "pronoun":
            owner = owner_joined(parse, p, stands_for) or owner_in_tag(parse, p, stands_for)
            found = owner or resolve_pronoun(parse, p, nodes, stands_for, model_chains)
            if choose is not None and nodes and len(found) < 2 and is_third_person(p) and not owner:
                chosen = choose(p, latest, found[0] if found else None)
                found = [chosen] if chosen is not None else []
            if found:
                stands_for[p.head] = found
                _tell_gender(found, p)
            continue
        both = [] if is_of_several(parse, p.head, stands_for) else resolve_pair(parse, p, nodes, stands_for)
        if both:
            stands_for[p.head] = both
            continue
        node, holders = None, holders_of_pair(parse, p, nodes)
        if not is_another(parse, p) and not holders:
            node = match_beside(parse, p, nodes, stands_for)
            if node is None:
                node = _match(parse, p, nodes, latest, model_chains, choose)
            elif (bearer := named_before(p, node, nodes)) is not None:
                _replace(node, bearer, nodes, latest, stands_for, model_chains)
                node = bearer
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
            if holders:
                shared.append((node, holders))
        else:
            latest.remove(node)
        latest.insert(0, node)
        _absorb(node, p)
        stands_for[p.head] = unique_nodes([*stands_for.get(p.joined, ()), node] if p.joined is not None else [node])
        if p.chain >= 0 and (p.named or p.chain not in model_chains):
            model_chains[p.chain] = node  # the latest name: the model may have joined two people of one office
    take_possessors_country(parse, nodes, stands_for)
    _look_ahead(late, nodes, stands_for)
    name_respectively(parse, nodes, stands_for)
    split_groups(parse, nodes, stands_for, shared)
    return nodes, stands_for


def _match(
    parse: Parse, p: Profile, nodes: list[Node], latest: Sequence[Node], chains: Mapping[int, Node],
    choose: Choice | None,
) -> Node | None:  # fmt: skip
    """The entity that a mention's words are those of: by the rules, and by `choose` where there is any to choose."""
    band = band_that_strikes(parse, p, nodes)
    if band is not None:
        return band
    node = match_words(parse, p, nodes, chains)
    if choose is not None and nodes and p.kind != "country":
        node = choose(p, latest, node) or bearer_of_short_form(parse, p, nodes)
    if node is not None and is_named_by(parse, p, node):
        node = None
    return unlike_name_behind(parse, p, node, nodes)


def _replace(
    node: Node, bearer: Node, nodes: list[Node], latest: list[Node], stands_for: dict[int, list[Node]],
    chains: dict[int, Node],
) -> None:  # fmt: skip
    """Give all that stood for the nameless to the bearer of the name that turns out to be theirs."""
    nodes[:] = [n for n in nodes if n is not node]
    latest[:] = [n for n in latest if n is not node]
    for p in node.mentions:
        _absorb(bearer, p)
    bearer.mentions.sort(key=lambda m: m.head)
    for held in stands_for.values():
        held[:] = unique_nodes([bearer if n is node else n for n in held])
    for chain, n in chains.items():
        if n is node:
            chains[chain] = bearer


def _tell_gender(found: Sequence[Node], p: Profile) -> None:
    """Somebody of whom "she" is said is a woman from there on."""
    if len(found) == 1 and found[0].kind in {"person", "group"} and found[0].gender is None and p.gender in {"m", "f"}:
        found[0].gender = p.gender


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
                node.country, node.sector = n.country, ("GOV",)
                field_name = n.office.removesuffix("Minister").strip() or "Foreign"
                node.name = " ".join(filter(None, (nation, field_name, "Ministry")))
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


def _sector(n: Node) -> tuple[str, ...]:
    """Officials of the United Nations or a charity govern nobody: PLOVER has no sector for them."""
    governs_nobody = n.country in {"UNO", "NGO"} and n.sector[:1] == ("GOV",) and not any(m.settled for m in n.mentions)
    return () if governs_nobody else n.sector


def _plain_marks(name: str) -> str:
    """One apostrophe for both, so that "Azerbaijan’s Foreign Ministry" of one report is that of another."""
    return name.replace("’", "'")


def _finish(parse: Parse, nodes: list[Node], stands_for: dict[int, list[Node]], author: Node | None) -> Cast:
    order = sorted(nodes, key=lambda n: n.mentions[0].first)
    ids = {id(n): f"n{i}" for i, n in enumerate(order, 1)}
    spans: dict[int, list[Span]] = {id(n): [parse.span(m.first, m.last) for m in n.mentions] for n in order}
    for head, found in stands_for.items():
        for n in found:
            if not any(m.head == head for m in n.mentions):
                spans[id(n)].append(parse.span(head, head))
    entities = tuple(
        Entity(
            id=ids[id(n)], name=_plain_marks(full_name(parse, n, stands_for)), country=n.country, sector=_sector(n),
            office=n.office, identifier=n.identifier, mentions=tuple(sorted(set(spans[id(n)]))), reason=n.reason,
        )
        for n in order
    )  # fmt: skip
    return Cast(
        entities=entities,
        ids_by_token={
            head: tuple(dict.fromkeys(ids[id(n)] for n in found)) for head, found in sorted(stands_for.items())
        },
        author=(ids[id(author)],) if author is not None else (),
    )
