"""Where the scene of an entity lies, as far as the report's places tell: the country of those whose words tell none."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.entities.nodes import Node
from dragoman.entities.profiles import NO_COUNTRY
from dragoman.language.parse import Parse
from dragoman.places import Toponym

# Weights were chosen on 100 reports of the corpus's training split (docs/decisions.md).
_SAME_SENTENCE, _NEAR, _FAR = 5.0, 2.0, 0.5  # a place in the mention's sentence, up to two back, anywhere
_PLACE, _COUNTRY = 2.5, 1.0  # a town or region fixes a scene better than a country that acts or is spoken of
_BACK = 2  # sentences
_PHRASAL = frozenset("nmod compound amod flat appos conj".split())
_SPONSORING = frozenset("back support lead control run arm fund organise organize sponsor hire pay".split())
_SETTLED = frozenset("GOV MIL COP JUD LEG PTY OPP CVL LAB AGR EDU BUS JRN MED REL REB UAF CRM".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A token that tells of a country, with what it weighs."""

    token: int
    country: str
    weight: float


def find_signs(nodes: Iterable[Node], toponyms: Sequence[Toponym]) -> list[Sign]:
    """The named places and countries of a report in text order."""
    placed = {t.head: t.where.country for t in toponyms if t.where is not None and t.where.country}
    signs = [Sign(token=head, country=country, weight=_PLACE) for head, country in placed.items()]
    for node in nodes:
        if node.country and node.country not in NO_COUNTRY and node.kind != "pronoun":
            signs += [
                Sign(token=m.head, country=node.country, weight=_COUNTRY) for m in node.mentions if m.head not in placed
            ]
    return sorted(signs, key=lambda sign: sign.token)


def own_place(parse: Parse, node: Node, signs: Sequence[Sign]) -> str | None:
    """The country in the entity's own words: "the mayor of Aneho", "protesters backed by the Chadian government"."""
    tokens = [sign.token for sign in signs]
    for m in node.mentions:
        inside = set(parse.subtree(m.head))
        for i in range(bisect_left(tokens, min(inside)), len(signs)):
            sign = signs[i]
            if sign.token > max(inside):
                break
            if sign.token in inside and _within_phrase(parse, sign, m.head):
                return sign.country
    return None


def _within_phrase(parse: Parse, sign: Sign, head: int) -> bool:
    """A place belongs to the head by phrases only, a state also as who backs or leads: "rebels backed by Kigali"."""
    token, passed = sign.token, set[str]()
    while token != head:
        relation = parse.relations[token]
        sponsors = relation == "acl" and parse.lemmas[token].lower() in _SPONSORING
        passed.add("sponsor" if sponsors else relation.partition(":")[0])
        token = parse.heads[token]
    if "sponsor" in passed:
        return passed <= _PHRASAL | {"sponsor", "obl"}
    return sign.weight >= _PLACE and passed <= _PHRASAL


def scene_of(parse: Parse, node: Node, signs: Sequence[Sign]) -> str | None:
    """The country that the signs around an entity's first mention speak for, None where there are none."""
    head = node.mentions[0].head
    at = parse.sentence_of[head]
    votes: defaultdict[str, float] = defaultdict(float)
    for sign in signs:
        back = at - parse.sentence_of[sign.token]
        near = _SAME_SENTENCE if back == 0 else _NEAR if 0 < back <= _BACK else _FAR
        votes[sign.country] += near * sign.weight
    return max(votes, key=lambda country: votes[country], default=None)


def fill_from_places(parse: Parse, nodes: Sequence[Node], toponyms: Sequence[Toponym], *, scenes: bool) -> None:
    """Countries from places and backers in an entity's own words; with `scenes`, else from what stands around it."""
    signs = find_signs(nodes, toponyms)
    for node in nodes:
        if node.country is not None or node.kind in {"country", "pronoun"}:
            continue
        inside = own_place(parse, node, signs)
        if inside is not None:
            node.country, node.reason = inside, "country in its own words"
        elif scenes and (node.named or (node.sector and node.sector[0] in _SETTLED)):
            around = scene_of(parse, node, signs)
            if around is not None:
                node.country, node.reason = around, "country of the places and states around it"
