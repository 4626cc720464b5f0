"""The table of towns and the file of regions: what is looked up is found, what is damaged is named."""

from pathlib import Path

import numpy as np
import pytest

from dragoman.errors import GazetteerError
from dragoman.gazetteer import ATTRIBUTION, DIVISIONS, REGIONS, TABLE, Gazetteer, name_key


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Aleppo", "SYR", 36.2, 37.2),
        ("Stepanakert", "AZE", 39.8, 46.8),
        ("Khankendi", "AZE", 39.8, 46.8),
        ("KIEV", "UKR", 50.5, 30.5),
        ("Kyiv", "UKR", 50.5, 30.5),
        ("Sana’a", "YEM", 15.4, 44.2),
        ("sanaa", "YEM", 15.4, 44.2),
        ("St. Petersburg", "RUS", 59.9, 30.3),
        ("Lachin corridor", "AZE", 39.6, 46.5),
        ("Artsakh", "AZE", 39.8, 46.75),
        ("the Gaza Strip", "PSE", 31.4, 34.4),
        ("Idlib province", "SYR", 35.8, 36.7),
        ("Donetsk region", "UKR", 48.0, 37.7),
        ("Strait of Hormuz", None, 26.6, 56.5),
        ("Darfur", "SDN", 13.0, 24.5),
    ],
)
def test_first_place_of_a_name_is_the_one_that_news_means(
    gazetteer: Gazetteer, name: str, country: str | None, lat: float, lon: float
) -> None:
    first = gazetteer.look_up(name)[0]
    assert first.country == country
    assert first.lat == pytest.approx(lat, abs=0.5)
    assert first.lon == pytest.approx(lon, abs=0.5)


def test_former_names_lead_to_the_same_town(gazetteer: Gazetteer) -> None:
    assert gazetteer.look_up("Kiev")[0].geonameid == gazetteer.look_up("Kyiv")[0].geonameid
    assert gazetteer.look_up("Kyiv")[0].is_main
    assert not gazetteer.look_up("Kiev")[0].is_main


def test_namesakes_come_the_largest_first(gazetteer: Gazetteer) -> None:
    populations = [p.population for p in gazetteer.look_up("Springfield") if p.feature == "PPL"]
    assert len(populations) > 5
    assert populations == sorted(populations, reverse=True)


@pytest.mark.parametrize("name", ["", " ", "the", "Qwertzuiop", "'", "\0"])
def test_what_is_no_name_finds_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.look_up(name) == []


def test_a_town_in_both_tables_is_found_once(gazetteer: Gazetteer) -> None:
    found = [p for p in gazetteer.look_up("Manbij") if p.country == "SYR"]
    assert len(found) == 1
    assert found[0].geonameid is not None


def test_counties_of_one_name_are_told_apart_by_their_states(gazetteer: Gazetteer) -> None:
    found = [p for p in gazetteer.look_up("Lamar County") if p.feature == "ADM2"]
    assert {p.division for p in found} >= {"USA.TX", "USA.GA", "USA.AL", "USA.MS"}
    assert all(p.lat is not None and p.population > 0 and p.reach_km >= 10 for p in found)


@pytest.mark.parametrize(
    ("name", "division"),
    [("Texas", "USA.TX"), ("Gironde", "FRA.75"), ("Paris, Texas", None), ("Homs province", "SYR.11")],
)
def test_divisions_have_the_code_that_their_towns_have(gazetteer: Gazetteer, name: str, division: str | None) -> None:
    assert next((p.division for p in gazetteer.look_up(name)), None) == division


def test_town_comes_before_the_district_that_is_called_as_it(gazetteer: Gazetteer) -> None:
    assert gazetteer.look_up("Ganja")[0].feature == "PPL"


def test_a_name_is_known_if_it_finds_something(gazetteer: Gazetteer) -> None:
    for name in ("Lamar County", "Strait of Hormuz", "Aleppo", "Qwertzuiop", ""):
        assert gazetteer.knows(name) == bool(gazetteer.look_up(name))


def test_every_division_has_possible_coordinates_and_people() -> None:
    rows = [x.split("\t") for x in DIVISIONS.read_text(encoding="utf-8").splitlines() if not x.startswith("#")][1:]
    assert len(rows) > 10_000
    for feature, country, _, lat, lon, reach_km, people, name in rows:
        assert feature in {"ADM1", "ADM2"}, name
        assert len(country) == 3, name
        assert -90 <= float(lat) <= 90, name
        assert -180 <= float(lon) <= 180, name
        assert int(reach_km) >= 10, name
        assert int(people) >= 0, name


def test_every_country_has_a_point(gazetteer: Gazetteer) -> None:
    for code in ("AZE", "USA", "XKX", "TWN", "PSE", "SSD"):
        country = gazetteer.country(code)
        assert country is not None
        assert country.lat is not None
        assert country.feature == "PCLI"
    assert gazetteer.country("EUR") is None


@pytest.mark.parametrize(
    ("one", "other"), [("Ma’rib", "Marib"), ("Deir ez-Zor", "Deir Ez Zor"), ("Şuşa", "SUSA"), ("D.C.", "DC")]
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_every_region_has_a_feature_a_name_and_possible_coordinates() -> None:
    lines = [x for x in REGIONS.read_text(encoding="utf-8").splitlines() if not x.startswith("#")][1:]
    rows = [(line.split("\t") + [""] * 8)[:8] for line in lines]
    regions = [row for row in rows if row[0] != "PCLI"]
    assert len(regions) >= 300
    for feature, country, lat, lon, _, name, _, _ in rows:
        assert feature.isupper(), name
        assert name
        assert country == "" or (len(country) == 3 and country.isupper()), name
        assert bool(lat) == bool(lon), name
        if lat:
            assert -90 <= float(lat) <= 90, name
            assert -180 <= float(lon) <= 180, name


def test_geonames_is_named_with_its_licence() -> None:
    assert "GeoNames" in ATTRIBUTION
    assert "CC BY 4.0" in ATTRIBUTION


def test_table_stays_small() -> None:
    assert TABLE.stat().st_size <= 25_000_000


def test_missing_table_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"nowhere\.npz: not found; reinstall dragoman"):
        Gazetteer(tmp_path / "nowhere.npz")


@pytest.mark.parametrize("content", [b"", b"not a table", b"PK\x03\x04 cut off"])
def test_damaged_table_is_an_error_with_a_remedy(tmp_path: Path, content: bytes) -> None:
    table = tmp_path / "table.npz"
    table.write_bytes(content)
    with pytest.raises(GazetteerError, match="delete it"):
        Gazetteer(table)


def test_table_of_another_version_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    table = tmp_path / "table.npz"
    np.savez(table, names=np.zeros(1, np.uint8))
    with pytest.raises(GazetteerError, match="another version"):
        Gazetteer(table)


def test_all_faulty_lines_of_a_regions_file_are_named(tmp_path: Path) -> None:
    regions = tmp_path / "regions.tsv"
    regions.write_text(
        "feature\tcountry\tlat\tlon\tgeonameid\tname\n"
        "RGN\tAZE\t39,6\t46.4\t\tOne\n"
        "RGN\tAZE\t39.6\t46.4\t\tTwo\n"
        "RGN\tAZE\t39.6\teast\t\tThree\n",
        encoding="utf-8",
    )
    with pytest.raises(GazetteerError) as caught:
        Gazetteer(regions=regions)
    assert "regions.tsv:2" in str(caught.value)
    assert "regions.tsv:4" in str(caught.value)
    assert "regions.tsv:3" not in str(caught.value)
