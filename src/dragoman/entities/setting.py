"""Where the scene of an entity lies, as far as the report's places tell: the country of those whose words tell none."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.entities.nodes import Node
from dragoman.language.parse import Parse
from dragoman.places import Toponym
from dragoman.types import NO_COUNTRY

_PHRASAL = frozenset("nmod compound amod flat appos conj".split())
_SPONSORING = frozenset("back support lead control run arm fund organise organize sponsor hire pay".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A token that tells of a country: a `place`, a `state` named, or an `other`, somebody of that country."""

    token: int
    country: str
    kind: str


def find_signs(nodes: Iterable[Node], toponyms: Sequence[Toponym]) -> list[Sign]:
    """The named places and countries of a report, and those whose country is told, in text order."""
    placed = {t.head: t.where.country for t in toponyms if t.where is not None and t.where.country}
    signs = [Sign(token=head, country=country, kind="place") for head, country in placed.items()]
    for node in nodes:
        if node.country and node.country not in NO_COUNTRY and node.kind != "pronoun":
            kind = "state" if node.kind == "country" else "other"
            signs += [
                Sign(token=m.head, country=node.country, kind=kind) for m in node.mentions if m.head not in placed
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
    return sign.kind == "place" and passed <= _PHRASAL
