"""Toponyms to places, and where an event took place: never the dateline or a speaker's city, null with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.gazetteer import City, Gazetteer
from dragoman.knowledge import Knowledge
from dragoman.language.parse import Parse
from dragoman.types import Where

_LOCATIVE = frozenset("in at near outside around inside on off across throughout along over".split())
_OF_PLACE = frozenset("of into to".split())
_ENTERING = frozenset("invasion invade occupation occupy annexation annex siege bombing bombardment shelling incursion raid visit attack offensive war capture seizure strike airstrike blockade".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """Tokens `first` to `last` (inclusive) that name a place, and the place."""

    first: int
    last: int
    head: int
    where: Where


def find_places(parse: Parse, gazetteer: Gazetteer, knowledge: Knowledge) -> tuple[Toponym, ...]:
    """Named places of a report; of several of one name the one in a country that the report names, else the largest."""
    named = {nation.code for word in set(parse.words) if word[0].isupper() and (nation := knowledge.nation(word)) is not None}
    found: list[Toponym] = []
    for mention in parse.mentions:
        if mention.type not in {"place", "organization"} or parse.upos[mention.head] != "PROPN":
            continue
        first, last = mention.start, mention.head
        while first < mention.head and parse.upos[first] in {"DET", "PUNCT", "ADJ", "NOUN", "ADP"}:
            first += 1
        while last + 1 < mention.end and parse.upos[last + 1] in {"PROPN", "PUNCT"} and parse.words[last + 1] != ",":
            last += 1
        where = _resolve(parse, first, last, gazetteer, knowledge, named)
        if where is not None and not any(t.first == first and t.last == last for t in found):
            found.append(Toponym(first=first, last=last, head=mention.head, where=where))
    return tuple(sorted(found, key=lambda t: (t.first, -t.last)))


def _resolve(
    parse: Parse, first: int, last: int, gazetteer: Gazetteer, knowledge: Knowledge, named: set[str]
) -> Where | None:
    span = parse.span(first, last)
    name = " ".join(parse.text[span.start : span.end].split())
    nation = knowledge.nation(name)
    if nation is not None and nation.kind == "name":
        return Where(
            name=nation.name, country=nation.code, lat=None, lon=None, geonameid=None, feature="PCLI",
            precision="country", text=span,
        )  # fmt: skip
    body = knowledge.organisation(name)
    if body is not None and "PRE" in body.sector:
        return Where(name=body.name, country=body.code, lat=None, lon=None, geonameid=None, feature="RGN", precision="region", text=span)
    cities = gazetteer.look_up(name)
    if not cities:
        return None
    city = _best(cities, named)
    if city is None:
        return None
    return Where(
        name=name, country=city.country, lat=city.lat, lon=city.lon, geonameid=city.geonameid, feature="PPL",
        precision="city", text=span,
    )  # fmt: skip


def _best(cities: Sequence[City], named: set[str]) -> City | None:
    inside = [c for c in cities if c.country in named]
    if inside:
        return inside[0]
    return cities[0] if cities[0].population >= 50_000 else None


def place_event(
    parse: Parse, toponyms: Sequence[Toponym], predicate: int, support: int | None = None
) -> tuple[Where | None, str | None]:
    """The place told for the act that a predicate stands for, or None and why."""
    chain = [predicate]
    if support is not None:
        chain.append(support)
    elif parse.upos[predicate] != "VERB" and parse.relations[predicate].partition(":")[0] in {"obj", "obl", "nsubj", "nmod"}:
        chain.append(parse.heads[predicate])
    by_head = {t.head: t for t in toponyms}
    best: tuple[int, Toponym] | None = None
    for depth, node in enumerate(chain):
        for child in parse.children[node]:
            for token in (child, *parse.children[child]):
                toponym = by_head.get(token)
                if toponym is None:
                    continue
                case = {parse.lower[c] for c in parse.children[token] if parse.relations[c] == "case"}
                entering = node == predicate and parse.lemmas[predicate] in _ENTERING and (
                    bool(case & _OF_PLACE) or parse.relations[token] in {"obj", "nsubj:pass"}
                )
                if not (case & _LOCATIVE or entering):
                    continue
                cost = 2 * depth + (token != child) + (toponym.where.precision == "country")
                if best is None or cost < best[0]:
                    best = (cost, toponym)
    if best is None:
        return None, "no place told for it"
    return replace(best[1].where), None
