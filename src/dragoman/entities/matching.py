"""Which entity told of before a mention's own words give it to: name, office, apposition, noun."""

from collections.abc import Iterator, Mapping

from dragoman.entities.nodes import Node, agree
from dragoman.entities.profile import Profile
from dragoman.knowledge.spelling import is_spelled_alike
from dragoman.language.parse import Parse

_LESSER = ("vice", "deputy", "assistant", "under", "former", "first deputy", "associate", "shadow", "junior")
_NAMING = frozenset("called named dubbed known titled entitled nicknamed".split())
_ANOTHER = frozenset(("one", "another"))
_OF_WHOM = 6  # words between a title and the name
_NEAR_ROLE = 8  # words between two roles of one person
_CLOSING = frozenset((",", ".", ";", ")", "—", "–", "-", ""))  # what an apposition ends with
_GENERATIONS = frozenset("jr sr ii iii iv".split())  # behind a name, no part of it
_HEADS_OF_STATE = frozenset(("President", "Prime Minister", "Chancellor", "King", "Leader"))


def match_beside(parse: Parse, p: Profile, nodes: list[Node], stands_for: Mapping[int, list[Node]]) -> Node | None:
    """The entity that what stands beside a mention tells: an apposition, a name given, a title; None if nothing does.

    `stands_for` are the entities of the mentions so far by their heads.
    """
    return (
        _apposed(parse, p, nodes, stands_for)
        or _in_two_roles(parse, p, stands_for)
        or _called(parse, p, stands_for)
        or _head_of_state(p, nodes)
        or _bearer(p, nodes)
    )


def named_before(p: Profile, beside: Node, nodes: list[Node]) -> Node | None:
    """Who bore a name before it was given to somebody nameless: "Pascu won … the mayor, Dorin Pascu, said"."""
    if beside.named or not p.named or beside.kind not in {p.kind, "group"} or beside.plural:
        return None
    bearer = _match_name(p, nodes)
    if bearer is None or bearer.kind != p.kind:
        return None
    return bearer if all(agree(bearer, m) for m in beside.mentions) else None


def _in_two_roles(parse: Parse, p: Profile, stands_for: Mapping[int, list[Node]]) -> Node | None:
    """One person in two roles under one article or none: "the Ohio senator and candidate", "mayor and poet Lund"."""
    before = parse.heads[p.head]
    known = stands_for.get(before, ())
    if parse.relations[p.head] != "conj" or not 0 < p.head - before <= _NEAR_ROLE or len(known) != 1:
        return None
    n = known[0]
    if n.kind != "person" or n.plural or p.plural or p.kind not in {"person", "group"} or not agree(n, p):
        return None
    if not parse.words[before].islower() or "Number=Plur" in parse.features[before] or _has_article(parse, p.head):
        return None
    if p.named:
        return None if n.named or _has_article(parse, before) else n
    return n if parse.words[p.head].islower() and {n.gender, p.gender} != {"m", "f"} else None


def _has_article(parse: Parse, noun: int) -> bool:
    return any(parse.relations[c] in {"det", "nmod:poss", "punct"} for c in parse.children[noun])


def match_words(parse: Parse, p: Profile, nodes: list[Node], chains: Mapping[int, Node]) -> Node | None:
    """The entity that a mention's words are those of, by the plain rules; `chains` are the language model's."""
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


def unlike_name_behind(parse: Parse, p: Profile, node: Node | None, nodes: list[Node]) -> Node | None:
    """The entity found for a title, unless the name behind the title is somebody else's: then the bearer of that."""
    surname = _name_behind(parse, p)
    return _named_by(surname, nodes) if surname is not None and node is not None and node.named else node


def is_named_by(parse: Parse, p: Profile, node: Node) -> bool:
    """Whether a name is what somebody nameless tells of: "the Crown Prince mourned Prince Talal" names him not."""
    if p.kind != "person" or not p.named or node.named or node.kind != "person":
        return False
    above = set(parse.ancestors(p.head))
    return any(parse.relations[m.head] == "nsubj" and parse.heads[m.head] in above for m in node.mentions)


def is_another(parse: Parse, p: Profile) -> bool:
    """ "One user", "another user": somebody not told of before."""
    before = {parse.lower[t] for t in range(max(0, p.first - 1), p.head)}
    return not p.named and not p.plural and not p.definite and bool(before & _ANOTHER)


def _apposed(parse: Parse, p: Profile, nodes: list[Node], stands_for: Mapping[int, list[Node]]) -> Node | None:
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


def _called(parse: Parse, p: Profile, stands_for: Mapping[int, list[Node]]) -> Node | None:
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
    after = parse.words[p.last + 1] if p.last + 1 < len(parse) else ""
    if parse.relations[p.head].startswith("nsubj") and after not in _CLOSING:
        return None  # "after hitting a protester, Dorin Pascu said"
    for node in nodes[-4:]:
        before = node.mentions[-1]
        if p.first - 2 in {before.head, before.last} and node.kind in {"person", "group"}:
            return node if not node.named and not node.plural and agree(node, p) else None
    return None


def _right_behind(parse: Parse, p: Profile, nodes: list[Node]) -> Node | None:
    """ "Chinese leader Xi Jinping", "her counterpart Xi Jinping", where the tree or the model parts the two."""
    for node in nodes[-4:]:
        title = node.mentions[-1]
        of_whom = range(title.last + 1, p.first)  # "of the United States"
        near = not of_whom or (parse.lower[of_whom[0]] in {"of", "to", "for"} and len(of_whom) <= _OF_WHOM)
        near = near and title.last < p.first and not any(parse.upos[t] == "PUNCT" for t in of_whom)
        is_role = (node.kind == "person" and node.office) or (node.kind in {"person", "group"} and not of_whom)
        if near and is_role and not node.named and not node.plural:
            beside = parse.heads[p.head] in {title.head, parse.heads[title.head]} or parse.heads[title.head] == p.head
            return node if beside and agree(node, p) else None
    return None


def _head_of_state(p: Profile, nodes: list[Node]) -> Node | None:
    """ "The Russian leader" is the president named before; a leader with a name of their own is not."""
    if p.office != "Leader" or p.named or not p.definite or p.country is None:
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


def _may_be(n: Node, p: Profile) -> bool:
    """A definite role is nobody of another office, and no body or group of another kind of work."""
    if n.office and p.office and not _same_office(n.office, p.office):
        return False
    return not n.sector or not p.sector or n.sector[0] == p.sector[0]


def _match_role(p: Profile, nodes: list[Node], chains: Mapping[int, Node]) -> Node | None:
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
    words = _words_of(p.name)
    for n in reversed(nodes):
        if p.kind != "person" and n.kind != "country" and len(words) > 1 and n.name == p.name and agree(n, p):
            yield n
        if n.kind not in {p.kind, "body" if p.kind == "person" and p.office is None else p.kind} or not n.named:
            continue
        known = _words_of(n.name)
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


def _words_of(name: str) -> list[str]:
    words = name.lower().replace(".", "").replace(",", "").split()
    return words[:-1] if len(words) > 1 and words[-1] in _GENERATIONS else words


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
