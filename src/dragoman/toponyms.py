"""Which place a name means: the other places of the report, what stands beside it, size.

Every name has candidates (a country, regions, towns). What a name stands inside ("Sydney, Australia")
decides first; else the candidate wins that is large, lies in a country that the report is about and near
other places of the report. A name means one place throughout a report. Where nothing speaks for one of
several small places, the answer is None with a reason, not a guess.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.gazetteer import Gazetteer, Place, name_key
from dragoman.knowledge import Knowledge, Nation
from dragoman.toponym_scores import Candidate, Choice, choose
from dragoman.types import Span, Where

_PRIOR_BY_FEATURE = {"PCLI": 7.5, "CONT": 8.0, "OCN": 8.0, "SEA": 7.0, "ADM1": 6.0, "ADM2": 5.0}
_LEAST_OF_DIVISION = {"ADM1": 4.5, "ADM2": 3.5}
_OTHER_PRIOR = 6.0  # regions are listed because news tells of them: as likely as a town of a million
_ALTERNATE, _ALTERNATE_OF_NONE = -2.0, -0.5  # "Franklin" is Columbus's old name, but the towns named so come first
_SEAT = 1.0  # seats of government are what news means by the name
_INSIDE, _INSIDE_COUNTRY = 4.0, 3.0
_CERTAIN = 4.2  # prior of a town of 15,000: below it, a name needs some other place of the report on its side
# Countries whose bare name is often another country's division too. Nigeria's "Niger" and Belgium's "Luxembourg" are
# told with "state" or "province": of 28 entities of the corpus that are called Niger 27 are of the country.
_ALSO_DIVISIONS = frozenset(("GEO",))
_REACH_KM = {"PCLI": 6000.0, "ADM1": 700.0, "ADM2": 100.0, "PPL": 60.0}
_SPEAKS = 0.3  # support that counts: a share in the report's countries or a place within about 150 km
_IN = re.compile(r"(?:, an? (?:\w+ ){1,2})? ?in (?:\w+ern )?")
_BETWEEN = re.compile(r"\s*,\s*(?:in\s+)?|\s*\(\s*|\s+in\s+")
_DIRECTION = re.compile(
    r"(?:(?:far|mid)[- ])?(?:north|south|east|west|northeast|northwest|southeast|southwest|central|north-\w+|south-\w+)"
    r"(?:ern)?\s+(?=\w)", re.IGNORECASE,
)  # fmt: skip
_BEFORE_NAME = re.compile(
    r"(?:downtown|greater|mainland|rural|upstate|coastal|the|(?:city|town|village|port|province|state|region|"
    r"republic|island|district|municipality|governorate|suburb) of)\s+(?=\w)", re.IGNORECASE,
)  # fmt: skip
_AFTER_NAME = re.compile(
    r"(?<=\w)\s+(?:city|town|village|province|state|region|governorate|oblast|district|area|prefecture|airport|"
    r"metropolitan area|proper|refugee camp)$", re.IGNORECASE,
)  # fmt: skip
# Offices of states of a federation, by which "Georgia" is no country.
_OF_STATE = re.compile(
    r"\s+(?:Lieutenant |Lt\. |State )?(?:Governor|Gov\.|Senator|Sen\.|Secretary of State|Republicans?|Democrats?)\s"
)


@dataclass(frozen=True, slots=True)
class _Name:
    shown: str
    directed: bool  # "eastern Ukraine": a part of the place
    candidates: tuple[Candidate, ...]


def resolve_toponyms(
    text: str, spans: Sequence[Span], gazetteer: Gazetteer, knowledge: Knowledge
) -> list[tuple[Where | None, str]]:
    """For each span that names a place, in text order, the place and what spoke for it, or None and why.

    >>> from dragoman.knowledge import load_knowledge
    >>> text = "They met in Paris, Texas."
    >>> where, reason = resolve_toponyms(text, [Span(12, 17), Span(19, 24)], Gazetteer(), load_knowledge())[0]
    >>> where.country, round(where.lat), reason
    ('USA', 34, 'inside Texas')
    """
    keys = [" ".join(text[start:end].split()) for start, end in spans]
    names: dict[str, _Name] = {}
    for key in keys:
        if key not in names:
            names[key] = _find_candidates(key, gazetteer, knowledge)
    elsewhere = _held_elsewhere(text, spans, keys, names)
    order = [key for key, name in names.items() if name.candidates and key not in elsewhere]
    inside = _read_containers(text, spans, keys, names)
    bonuses = [{i: bonus for i, (bonus, _) in inside.get(key, {}).items()} for key in order]
    choices = zip(order, choose([names[key].candidates for key in order], bonuses), strict=True)
    results = {key: _judge(names[key], inside.get(key, {}), choice) for key, choice in choices}
    results |= {key: (None, f"{key}: no known place of the name in {country}") for key, country in elsewhere.items()}
    return [_as_where(results.get(key), names[key], span) for key, span in zip(keys, spans, strict=True)]


def _find_candidates(name: str, gazetteer: Gazetteer, knowledge: Knowledge) -> _Name:
    """What a name may mean; a direction before it and a word for its kind around it are set aside where need be."""
    found = _look_up(name, gazetteer, knowledge, is_bare=True)
    if found:
        return _Name(name, False, found)
    directed = _DIRECTION.match(name)
    bare = name[directed.end() :] if directed else name
    before = _BEFORE_NAME.match(bare)
    bare = bare[before.end() :] if before else bare
    for form in (bare, _AFTER_NAME.sub("", bare), re.sub(r"^[Aa][lnstrd]{1,2}[- ]", "", bare), f"Al {bare}"):
        if form != name and (found := _look_up(form, gazetteer, knowledge)):
            if directed and found[0].place.feature == "STM":
                continue  # "West Nile virus"
            return _Name(name, directed is not None, found)
    return _Name(name, False, ())


def _look_up(
    name: str, gazetteer: Gazetteer, knowledge: Knowledge, is_bare: bool = False
) -> tuple[Candidate, ...]:  # fmt: skip
    found = []
    nation = knowledge.nation(name)
    seat = None
    if nation is not None and nation.kind in {"name", "adjective", "demonym"}:
        country = gazetteer.country(nation.code) or _without_point(nation)
        found.append(Candidate(country, _PRIOR_BY_FEATURE["PCLI"]))
    elif nation is not None:
        seat = nation.code
    places = gazetteer.look_up(name)
    if found:
        country = found[0].place
        places = [p for p in places if p.country != country.country or not _is_division_named(p, country.name)]
        if is_bare and country.country not in _ALSO_DIVISIONS:
            places = [p for p in places if not _is_division_named(p, country.name)]
        if any(p.feature == "ADM1" and p.country == country.country for p in places):
            found.clear()  # "Scotland" is a part of its country before it is a name for it
    alternate = _ALTERNATE if any(p.is_main for p in places) else _ALTERNATE_OF_NONE
    for place in places:
        prior = _PRIOR_BY_FEATURE.get(place.feature, _OTHER_PRIOR)
        if place.feature in {"ADM1", "ADM2"} and place.population:
            prior = min(max(math.log10(place.population), _LEAST_OF_DIVISION[place.feature]), prior)
            prior += alternate * (not place.is_main)
        elif place.feature == "PPL":
            prior = math.log10(max(place.population, 500)) if place.geonameid else 4.7
            prior += _SEAT * (place.country == seat) + alternate * (not place.is_main)
        found.append(Candidate(place, prior))
    return tuple(found)


def _without_point(nation: Nation) -> Place:
    """A country that the gazetteer lacks, above all one that is no more: Yugoslavia."""
    return Place(
        name=nation.name, country=nation.code, lat=None, lon=None, geonameid=None, feature="PCL", population=0,
        is_main=True,
    )  # fmt: skip


def _is_division_named(place: Place, name: str) -> bool:
    """The state of Mexico: the bare name is the country's."""
    return place.feature in {"ADM1", "ADM2"} and name_key(place.name) == name_key(name)


def _read_containers(
    text: str, spans: Sequence[Span], keys: Sequence[str], names: dict[str, _Name]
) -> dict[str, dict[int, tuple[float, str]]]:
    """For each name the candidates that lie inside the place named right after it: candidate → (bonus, container)."""
    found: dict[str, dict[int, tuple[float, str]]] = {}
    for i in range(len(spans) - 1):
        inner, outer = keys[i], keys[i + 1]
        if inner == outer or not _BETWEEN.fullmatch(text[spans[i].end : spans[i + 1].start]):
            continue
        best: tuple[float, int, int, float] | None = None
        for a, x in enumerate(names[inner].candidates):
            for b, y in enumerate(names[outer].candidates):
                bonus = _inside(x.place, y.place)
                if bonus and (best is None or x.prior + y.prior + bonus > best[0]):
                    best = (x.prior + y.prior + bonus, a, b, bonus)
        if best is not None:
            _, a, b, bonus = best
            found.setdefault(inner, {})[a] = (bonus, f"inside {names[outer].shown}")
            found.setdefault(outer, {})[b] = (bonus, f"holds {names[inner].shown}")
    for key, span in zip(keys, spans, strict=True):
        if _OF_STATE.match(text, span.end):
            for a, x in enumerate(names[key].candidates):
                if x.place.feature == "ADM1":
                    found.setdefault(key, {}).setdefault(a, (_INSIDE, "named with its governor or senator"))
    return found


def _held_elsewhere(
    text: str, spans: Sequence[Span], keys: Sequence[str], names: Mapping[str, _Name]
) -> dict[str, str]:  # fmt: skip
    """Names that the text puts into a country where no known place is called so: "Granada in Mali" is not Spain's."""
    found = {}
    for i in range(len(spans) - 1):
        inner, outer = names[keys[i]].candidates, names[keys[i + 1]].candidates
        if inner and outer and _IN.fullmatch(text[spans[i].end : spans[i + 1].start]):
            country = max(outer, key=lambda c: c.prior).place
            towns = all(c.place.feature.startswith(("PPL", "ADM")) for c in inner)
            if country.feature == "PCLI" and towns and all(c.place.country != country.country for c in inner):
                found[keys[i]] = country.name
    return found


def _inside(x: Place, y: Place) -> float:
    """How well x lies inside y: 0 where it does not, a little less the farther from the middle."""
    if x is y or x.country is None or x.country != y.country or x.feature == "PCLI":
        return 0.0
    if y.feature == "PPL":
        return 1.5 if x.feature.startswith("PPL") and _distance_km(x, y) < _REACH_KM["PPL"] else 0.0
    if x.feature == "ADM1" and y.feature != "PCLI":
        return 0.0
    if x.division and y.division and y.feature in {"ADM1", "ADM2"}:
        if x.division != y.division:
            return 0.0
        if y.feature == "ADM1":
            return _INSIDE
    if y.feature == "ADM2" and x.feature == "ADM2":
        return 0.0
    reach = max(_REACH_KM.get(y.feature, 400.0), 1.5 * y.reach_km)
    distance = _distance_km(x, y)
    best = _INSIDE_COUNTRY if y.feature == "PCLI" else _INSIDE
    return best - distance / reach if distance < reach else 0.0


def _distance_km(x: Place, y: Place) -> float:
    if x.lat is None or x.lon is None or y.lat is None or y.lon is None:
        return math.inf
    a, b = math.radians(x.lat), math.radians(y.lat)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(y.lon - x.lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def _judge(name: _Name, inside: dict[int, tuple[float, str]], choice: Choice) -> tuple[Place | None, str]:
    candidate = name.candidates[choice.number]
    if choice.number in inside:
        return candidate.place, inside[choice.number][1]
    if choice.support >= _SPEAKS:
        return candidate.place, "agrees with the other places of the report"
    if candidate.prior >= _CERTAIN:
        return candidate.place, "the largest of the name" if len(name.candidates) > 1 else "the only place of the name"
    if len(name.candidates) == 1:
        return None, f"{name.shown}: the only place of the name is small and nothing else in the report lies near it"
    return None, f"{name.shown}: several small places of the name and nothing in the report speaks for one"


def _as_where(found: tuple[Place | None, str] | None, name: _Name, span: Span) -> tuple[Where | None, str]:
    if found is None:
        return None, f"{name.shown}: not in the gazetteer"
    place, reason = found
    if place is None:
        return None, reason
    whole = not name.directed
    return Where(
        name=place.name if whole else name.shown, country=place.country, lat=place.lat, lon=place.lon,
        geonameid=place.geonameid if whole else None, feature=place.feature if whole else "RGN",
        precision=_precision(place.feature) if whole else "region", text=span,
    ), reason  # fmt: skip


def _precision(feature: str) -> str:
    if feature in {"PCLI", "PCL"}:
        return "country"
    if feature in {"ADM1", "ADM2", "RGN", "CONT", "OCN", "SEA", "GULF", "PEN", "ISLS", "MTS", "DSRT"}:
        return "region"
    return "city" if feature.startswith("PPL") else "feature"
