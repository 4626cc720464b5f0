"""Places against annotated toponyms: `python benchmarks/places.py FILE.xml [--given] [--json] [--show]`.

FILE is in the form of LGL or TR-News (`toponym` with `gaztag`) or of GeoVirus (`location` with `lat`, `lon`).
`acc161` is the share of gold toponyms that are put within 161 km (100 miles) of gold's coordinates when the
toponyms are given, `exact` of those with a gold GeoNames id that get that id. `end_to_end` is the F1 of toponyms
found by the reader that overlap gold's and lie within 161 km; --given leaves it out, which needs no language
model. Offsets that do not hit the phrase are repaired by looking for it nearby.
"""

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from dragoman.gazetteer import Gazetteer
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.toponyms import resolve_toponyms
from dragoman.types import Span, Where

NEAR_KM = 161
EARTH_KM = 6371
_SLACK = 40  # characters that an offset may be wrong by


@dataclass(frozen=True, slots=True)
class Toponym:
    """A gold toponym: characters, coordinates in degrees, and its GeoNames id where it has one."""

    span: Span
    lat: float
    lon: float
    geonameid: int | None


Document = tuple[str, list[Toponym]]


def main() -> None:
    """Read the file, resolve, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--given", action="store_true", help="only with gold toponyms")
    parser.add_argument("--show", action="store_true", help="also print the gold toponyms that were put elsewhere")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if not args.file.is_file():
        sys.exit(f"{args.file}: not found")
    documents = list(read_articles(args.file))
    gazetteer, knowledge = Gazetteer(), load_knowledge()
    scores = with_gold_toponyms(documents, gazetteer, knowledge, show=args.show)
    if not args.given:
        scores |= end_to_end(documents)
    if args.json:
        print(json.dumps(scores))
        return
    for name, value in scores.items():
        print(f"{name:12} {value:.4f}")


def read_articles(file: Path) -> Iterator[Document]:
    """Text and toponyms of each article; toponyms without coordinates are left out."""
    for article in ElementTree.parse(file).getroot():  # noqa: S314 (a data set at hand)
        text = article.findtext("text") or ""
        found = [t for e in article.iter() if e.tag in {"toponym", "location"} for t in to_toponym(e, text)]
        yield text, sorted(found, key=lambda t: t.span)


def to_toponym(element: ElementTree.Element, text: str) -> Iterator[Toponym]:
    """The toponym of an element, its offsets repaired; nothing where it has no coordinates or stands nowhere."""
    tag = element.find("gaztag")
    place = element if tag is None else tag
    lat, lon = place.findtext("lat"), place.findtext("lon")
    name = element.findtext("phrase") or element.findtext("name") or ""
    start = repaired(text, name, int(element.findtext("start") or 0))
    if lat and lon and start is not None:
        number = None if tag is None else tag.get("geonameid")
        yield Toponym(Span(start, start + len(name)), float(lat), float(lon), int(number) if number else None)


def repaired(text: str, name: str, start: int) -> int | None:
    """Where the name stands nearest to an offset.

    >>> repaired("In Pandi, Bulacan", "Pandi", 4)
    3
    """
    places = []
    at = text.find(name, max(0, start - _SLACK))
    while name and at >= 0 and at <= start + _SLACK:
        places.append(at)
        at = text.find(name, at + 1)
    return min(places, key=lambda p: abs(p - start), default=None)


def with_gold_toponyms(
    documents: Sequence[Document], gazetteer: Gazetteer, knowledge: Knowledge, *, show: bool
) -> dict[str, float]:
    """Accuracy where the toponyms are given."""
    tally: Counter[str] = Counter()
    for text, gold in documents:
        resolved = resolve_toponyms(text, [t.span for t in gold], gazetteer, knowledge)
        for t, (where, reason) in zip(gold, resolved, strict=True):
            near = within(where, t)
            tally["gold"] += 1
            tally["near"] += near
            if t.geonameid is not None:
                tally["ids"] += 1
                tally["exact"] += where is not None and where.geonameid == t.geonameid
            if show and not near:
                got = f"{where.name}, {where.country} ({where.feature})" if where else reason
                print(f"{text[t.span.start : t.span.end]:25} gold {t.lat:.2f} {t.lon:.2f}   got {got}")
    scores = {"acc161": round(tally["near"] / max(1, tally["gold"]), 4), "gold": tally["gold"]}
    return scores | ({"exact": round(tally["exact"] / tally["ids"], 4)} if tally["ids"] else {})


def end_to_end(documents: Sequence[Document]) -> dict[str, float]:
    """F1 of the reader's own toponyms within 161 km of a gold toponym that they overlap."""
    from dragoman.pipeline import load_reader
    from dragoman.places import find_places

    reader = load_reader()
    right = made = wanted = 0
    parses = reader.model.parse([text for text, _ in documents])
    for (_, gold), parse in zip(documents, parses, strict=True):
        found = [t for t in find_places(parse, reader.gazetteer, reader.knowledge) if t.where is not None]
        spans = [parse.span(t.first, t.last) for t in found]
        made, wanted = made + len(found), wanted + len(gold)
        taken: set[int] = set()
        for g in gold:
            for i, (a, b) in enumerate(spans):
                if i not in taken and a < g.span.end and g.span.start < b and within(found[i].where, g):
                    taken.add(i)
                    right += 1
                    break
    return {"end_to_end": round(2 * right / max(1, made + wanted), 4), "system": made}


def within(where: Where | None, gold: Toponym) -> bool:
    """Whether a place lies within 161 km of gold's coordinates."""
    if where is None or where.lat is None or where.lon is None:
        return False
    return distance_km(where.lat, where.lon, gold.lat, gold.lon) <= NEAR_KM


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance.

    >>> round(distance_km(48.85, 2.35, 51.5, -0.12))
    343
    """
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


if __name__ == "__main__":
    main()
