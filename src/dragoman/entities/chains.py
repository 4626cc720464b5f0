"""Mentions of one report into entities: names, short names, roles and pronouns, each to whom it stands for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dragoman.entities.profiles import Profile
from dragoman.entities.publisher import Publisher
from dragoman.language.parse import Parse
from dragoman.quotations import find_quotations
from dragoman.types import Cast, Entity, Span

_STATE_SECTORS = frozenset(("GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP"))
_FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())
_SECOND_PERSON = frozenset("you your yours yourself yourselves".split())
_NO_COUNTRY = frozenset("IGO NGO UNO EUR IMG MNC ISM".split())
_HEADS_OF_STATE = frozenset(("President", "Prime Minister", "Chancellor", "King", "Leader"))
_PAIR_WORDS = frozenset("both two".split())


@dataclass(slots=True)
class _Node:
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


def chain_mentions(parse: Parse, profiles: Sequence[Profile], publisher: Publisher) -> Cast:
    """Entities with ids n1, n2 … in order of first mention, and the ids that each mention's head stands for."""
    nodes: list[_Node] = []
    stands_for: dict[int, list[_Node]] = {}
    model_chains: dict[int, _Node] = {}
    late: list[Profile] = []
    for p in profiles:
        if p.kind == "pronoun":
            found = _pronoun(parse, p, nodes, stands_for, model_chains)
            if found:
                stands_for[p.head] = found
            continue
        both = _pair(parse, p, nodes)
        if both:
            stands_for[p.head] = both
            continue
        node = _apposed(parse, p, stands_for) or _match(parse, p, nodes, model_chains)
        if node is None and p.kind == "body" and p.definite and not p.named and p.country is None:
            late.append(p)
        if node is None:
            node = _Node(
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
        _absorb(node, p)
        stands_for[p.head] = [node]
        if p.chain >= 0:
            model_chains.setdefault(p.chain, node)
    _look_ahead(late, nodes, stands_for)
    _take_possessors_country(parse, nodes, stands_for)
    _split_groups(parse, nodes, stands_for)
    _fill_countries(nodes, publisher)
    _fill_from_neighbours(parse, nodes)
    _add_author(parse, publisher, nodes, stands_for)
    return _finish(parse, nodes, stands_for)


def _apposed(parse: Parse, p: Profile, stands_for: dict[int, list[_Node]]) -> _Node | None:
    """ "France's foreign minister, Catherine Colonna": an apposition is the one it stands beside."""
    if parse.relations[p.head] != "appos":
        return _beside(parse, p, stands_for)
    for above in parse.ancestors(p.head):
        node = stands_for[above][0] if len(stands_for.get(above, ())) == 1 else None
        if node is not None and (
            node.kind == p.kind or ({node.kind, p.kind} == {"person", "group"} and not p.plural and not node.plural)
        ):
            return None if not _agree(node, p) or (node.named and p.named and node.kind != "body") else node
        if not parse.relations[above].startswith("nmod"):
            return None
    return None


def _beside(parse: Parse, p: Profile, stands_for: dict[int, list[_Node]]) -> _Node | None:
    """ "the league's chairman, Dorin Pascu", where the tree does not mark the apposition."""
    if p.kind != "person" or not p.named or p.first < 2 or parse.words[p.first - 1] != ",":
        return None
    node = stands_for[p.first - 2][0] if len(stands_for.get(p.first - 2, ())) == 1 else None
    if node is None or node.named or node.plural or node.kind not in {"person", "group"} or not _agree(node, p):
        return None
    return node if node.mentions[-1].head == p.first - 2 else None


def _match(parse: Parse, p: Profile, nodes: list[_Node], chains: dict[int, _Node]) -> _Node | None:
    if p.kind == "country":
        return next((n for n in nodes if n.kind == "country" and n.country == p.country), None)
    if p.named:
        return _match_name(p, nodes) or _match_role(p, nodes, chains)
    if p.kind == "person" and p.office:
        for n in reversed(nodes):
            if n.kind == "person" and n.office and _same_office(n.office, p.office) and _agree(n, p):
                return n
        if p.office == "Leader" and p.definite and p.country:
            for n in reversed(nodes):
                if n.kind == "person" and n.named and n.country == p.country and n.office in _HEADS_OF_STATE:
                    return n
    if p.kind == "body" and p.definite:
        noun = parse.lemmas[p.head].lower()
        for n in reversed(nodes):
            if (
                n.kind in {"body", "group"}
                and (n.name.lower().split()[-1] == noun or noun in n.name.lower().split())
                and _agree(n, p)
            ):
                return n
    if p.kind == "group":
        for n in reversed(nodes):
            if n.kind in {"group", "body"} and p.key in n.keys and _agree(n, p) and n.plural == p.plural:
                return n
    if p.definite and p.chain in chains:
        n = chains[p.chain]
        if n.kind == p.kind and _agree(n, p) and not (n.named and n.office is None):
            return n
    return None


def _match_role(p: Profile, nodes: list[_Node], chains: dict[int, _Node]) -> _Node | None:
    """Somebody first told of by office only and now by name."""
    if p.kind != "person" or not p.office:
        return None
    for n in reversed(nodes):
        if n.kind == "person" and not n.named and n.office and _same_office(n.office, p.office) and _agree(n, p):
            return n if n.country or chains.get(p.chain) is n else None
    return None


def _match_name(p: Profile, nodes: list[_Node]) -> _Node | None:
    words = p.name.lower().replace(".", "").split()
    for n in reversed(nodes):
        if n.kind not in {p.kind, "body" if p.kind == "person" and p.office is None else p.kind} or not n.named:
            continue
        known = n.name.lower().replace(".", "").split()
        if p.kind == "person":
            if not known or not words:
                continue
            same_last = _spelled_alike(known[-1], words[-1])
            if same_last and (len(known) == 1 or len(words) == 1 or _given_names_agree(known, words)) and _agree(n, p):
                return n
            if len(words) == 1 and len(known) > 1 and words[0] == known[0] and _agree(n, p) and n.gender == p.gender:
                return n
        elif (
            known == words
            or _is_acronym(words, known)
            or _is_acronym(known, words)
            or (p.kind == "body" and len(words) < len(known) and known[-len(words) :] == words and _agree(n, p))
        ):
            return n
    return None


def _spelled_alike(a: str, b: str) -> bool:
    if a == b:
        return True
    a, b = a.replace("-", ""), b.replace("-", "")
    if min(len(a), len(b)) < 6 or a[0] != b[0]:
        return a == b
    plain = str.maketrans({"y": "i", "j": "i", "k": "c", "q": "c", "w": "v"})
    return a.translate(plain).replace("ii", "i") == b.translate(plain).replace("ii", "i")


def _given_names_agree(a: list[str], b: list[str]) -> bool:
    return (
        a[0] == b[0]
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
    a, b = a.lower(), b.lower()
    return a == b or a.endswith(" " + b) or b.endswith(" " + a)


def _agree(n: _Node, p: Profile) -> bool:
    if n.country and p.country and n.country != p.country:
        return False
    return not (n.gender and p.gender and n.gender != p.gender)


def _absorb(node: _Node, p: Profile) -> None:
    node.mentions.append(p)
    node.keys.add(p.key)
    if len(p.name) > len(node.name) and p.named and p.kind == "person" and node.named:
        node.name = p.name
    if node.country is None and p.country:
        node.country, node.reason = p.country, p.reason
    if not node.sector or (node.office is None and p.office and p.sector):
        node.sector = p.sector or node.sector
    node.office = node.office or p.office
    node.gender = node.gender or p.gender
    node.identifier = node.identifier or p.identifier
    if p.kind == "person" and p.named and not node.named and node.kind in {"person", "group"}:
        node.kind, node.name, node.named = "person", p.name, True


def _pair(parse: Parse, p: Profile, nodes: list[_Node]) -> list[_Node]:
    """ "both countries", "the two leaders", "both sides": the last two of that kind."""
    words = {parse.lower[t] for t in range(max(0, p.first - 1), p.head + 1)}
    if not words & _PAIR_WORDS or not p.plural:
        return []
    if "two" in words and not p.definite and "both" not in words:
        return []
    noun = parse.lemmas[p.head]
    wanted = (
        "person"
        if noun in {"leader", "minister", "president", "man", "woman", "official", "diplomat", "premier"}
        else "country"
    )
    if noun not in {
        "leader",
        "minister",
        "president",
        "country",
        "nation",
        "side",
        "government",
        "state",
        "party",
        "official",
        "neighbour",
        "neighbor",
        "ally",
        "power",
        "foe",
        "rival",
        "premier",
    }:
        return []
    recent = sorted((n for n in nodes if n.kind == wanted and n.named), key=lambda n: -n.last)[:2]
    return list(reversed(recent)) if len(recent) == 2 else []


def _pronoun(
    parse: Parse, p: Profile, nodes: list[_Node], stands_for: dict[int, list[_Node]], chains: dict[int, _Node]
) -> list[_Node]:
    word = p.key
    if (
        word in _FIRST_PERSON
        or word in _SECOND_PERSON
        or word in {"this", "that", "these", "those", "what", "which", "there", "one"}
    ):
        return []
    if word in {"who", "whom", "whose"}:
        for above in parse.ancestors(p.head):
            if above in stands_for and above < p.head:
                return stands_for[above]
        return []
    if word in {"they", "them", "their", "theirs", "themselves", "both"}:
        return _plural_pronoun(parse, p, nodes, stands_for, chains)
    person = p.gender in {"m", "f"}
    known = chains.get(p.chain)
    if known is not None and (known.kind == "person") == person and _gender_fits(known, p):
        return [known]
    best: tuple[float, _Node] | None = None
    sentence = parse.sentence_of[p.head]
    for n in nodes:
        if (n.kind == "person") != person or not _gender_fits(n, p) or (n.plural and not person):
            continue
        for m in n.mentions[-3:]:
            gap = sentence - parse.sentence_of[m.head]
            if gap > 3 or m.head >= p.head:
                continue
            subject = parse.relations[m.head].startswith("nsubj")
            score = (
                -2.0 * gap
                + 1.5 * subject
                + 0.5 * n.named
                + (0.2 if n.kind in {"country", "body"} else 0.0)
                + m.head * 1e-4
            )
            if gap == 0 and not subject and parse.relations[p.head].startswith("nsubj"):
                score -= 1.0
            if best is None or score > best[0]:
                best = (score, n)
    if best is None:
        return []
    if p.gender in {"m", "f"} and best[1].gender is None:
        best[1].gender = p.gender
    return [best[1]]


def _gender_fits(n: _Node, p: Profile) -> bool:
    return n.kind != "person" or n.gender is None or p.gender is None or n.gender == p.gender


def _plural_pronoun(
    parse: Parse, p: Profile, nodes: list[_Node], stands_for: dict[int, list[_Node]], chains: dict[int, _Node]
) -> list[_Node]:
    known = chains.get(p.chain)
    if known is not None and known.plural:
        return [known]
    sentence = parse.sentence_of[p.head]
    for distance in range(3):
        if sentence - distance < 0:
            break
        first, last = parse.sentences[sentence - distance]
        heads = [t for t in range(first, min(last, p.head)) if t in stands_for]
        heads.sort(key=lambda t: (not parse.relations[t].startswith("nsubj"), t))
        for t in heads:
            others = [c for c in parse.dependents(t, "conj") if c in stands_for and c < p.head]
            if others and not parse.relations[t].startswith("conj"):
                joined = [n for x in [t, *others] for n in stands_for[x]]
                return _unique(joined)
            if len(stands_for[t]) == 1 and stands_for[t][0].plural:
                return stands_for[t]
    return []


def _unique(nodes: list[_Node]) -> list[_Node]:
    found: list[_Node] = []
    for n in nodes:
        if not any(n is f for f in found):
            found.append(n)
    return found


def _look_ahead(late: list[Profile], nodes: list[_Node], stands_for: dict[int, list[_Node]]) -> None:
    """A body named only later ("The ministry said that French Foreign Minister …") takes country and name from there."""
    for p in late:
        node = stands_for[p.head][0]
        noun = node.name.lower().split()[-1]
        if node.country is not None or noun not in {"ministry", "department", "foreign ministry"}:
            continue
        for n in nodes:
            if (
                n.kind == "person"
                and n.office
                and n.office.endswith(" Minister")
                and "Prime" not in n.office
                and n.country
                and n.named
            ):
                nation = next((m.name for m in nodes if m.kind == "country" and m.country == n.country), None)
                adjective = n.mentions[0].name
                node.country, node.sector = n.country, ("GOV",)
                field_name = n.office.removesuffix("Minister").strip() or "Foreign"
                node.name = f"{nation} {field_name} Ministry" if nation else f"{field_name} Ministry of {adjective}"
                node.reason = f"ministry of {n.office} {n.name}, named in the report"
                break


def _take_possessors_country(parse: Parse, nodes: list[_Node], stands_for: dict[int, list[_Node]]) -> None:
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


def _split_groups(parse: Parse, nodes: list[_Node], stands_for: dict[int, list[_Node]]) -> None:
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
                found.extend(n.country for n in stands_for.get(part, ()) if n.kind == "country" and n.country)
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


def _fill_from_neighbours(parse: Parse, nodes: list[_Node]) -> None:
    """Bodies of state with no country yet belong to the country last named before them, two sentences back at most."""
    placed = sorted(
        (m.head, n.country)
        for n in nodes
        for m in n.mentions
        if n.country and n.country not in _NO_COUNTRY and n.kind != "pronoun"
    )
    for node in nodes:
        if node.country is not None or not node.sector or node.sector[0] not in _STATE_SECTORS or node.named:
            continue
        head = node.mentions[0].head
        before = [(h, c) for h, c in placed if h < head and parse.sentence_of[head] - parse.sentence_of[h] <= 2]
        if before:
            node.country, node.reason = before[-1][1], "country last named before it"


def _fill_countries(nodes: list[_Node], publisher: Publisher) -> None:
    """People and bodies whose country no words tell: the publisher's country, or the one the report names most."""
    home, reason = publisher.country, "country of the publisher"
    if home is None or len(home) != 3 or home in _NO_COUNTRY:
        counts = Counter[str]()
        for n in nodes:
            if n.country and n.country not in _NO_COUNTRY:
                counts[n.country] += len(n.mentions)
        if not counts:
            return
        (home, most), *rest = counts.most_common(2)
        if rest and rest[0][1] > 0.6 * most:
            return
        reason = "country most named in the report"
    for n in nodes:
        if n.country is not None:
            continue
        official = bool(n.sector) and n.sector[0] in _STATE_SECTORS
        if official or (n.named and n.kind == "person"):
            n.country, n.reason = home, reason


def _add_author(parse: Parse, publisher: Publisher, nodes: list[_Node], stands_for: dict[int, list[_Node]]) -> None:
    """ "I" and "we" outside quotations of an office's own release are that office."""
    if publisher.author is None:
        return
    quoted = find_quotations(parse)
    own = [
        t for t, word in enumerate(parse.lower)
        if word in _FIRST_PERSON and parse.upos[t] in {"PRON", "DET"} and t not in stands_for
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
    node = _Node(
        "person", publisher.author, {publisher.author}, publisher.country, ("GOV",), None, None, None, False, True,
        "author of the release", profiles,
    )  # fmt: skip
    nodes.append(node)
    for t in own:
        stands_for[t] = [node]


def _finish(parse: Parse, nodes: list[_Node], stands_for: dict[int, list[_Node]]) -> Cast:
    order = sorted(nodes, key=lambda n: n.mentions[0].first)
    ids = {id(n): f"n{i}" for i, n in enumerate(order, 1)}
    spans: dict[int, list[Span]] = {id(n): [parse.span(m.first, m.last) for m in n.mentions] for n in order}
    for head, found in stands_for.items():
        for n in found:
            if not any(m.head == head for m in n.mentions):
                spans[id(n)].append(parse.span(head, head))
    entities = tuple(
        Entity(
            id=ids[id(n)], name=n.name, country=n.country, sector=n.sector, office=n.office, identifier=n.identifier,
            mentions=tuple(sorted(set(spans[id(n)]))), reason=n.reason,
        )
        for n in order
    )  # fmt: skip
    return Cast(
        entities=entities,
        ids_by_token={
            head: tuple(dict.fromkeys(ids[id(n)] for n in found)) for head, found in sorted(stands_for.items())
        },
    )
