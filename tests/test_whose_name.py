"""Names that are also countries' or bodies', titles with "of", and what a release calls itself."""

from datetime import date
from functools import cache

import pytest

from dragoman.entities.publisher import find_publisher
from dragoman.knowledge import load_knowledge
from dragoman.pipeline import Reader, load_reader
from dragoman.types import Entity, Reading, Report


@cache
def reader() -> Reader:
    return load_reader(threads=1)


def read(text: str, source: str | None = None, on: date = date(2024, 3, 10)) -> Reading:
    return reader().read(Report(id="report", text=text, date=on, title=None, source=source, url=None))


def entities(text: str, source: str | None = None, on: date = date(2024, 3, 10)) -> dict[str, Entity]:
    return {e.name: e for e in read(text, source, on).entities}


@pytest.mark.parametrize(
    ("text", "name", "country", "office"),
    [
        ("The President of Peru, Luis Prado, met miners on Friday.", "Luis Prado", "PER", "President"),
        ("President of the United States Donald Trump threatened Iran.", "Donald Trump", "USA", "President"),
        ("The Governor of Texas, Ana Field, sued the firm.", "Ana Field", "USA", "Governor"),
        ("The King of Tonga thanked Australia for its help.", "King of Tonga", "TON", "King"),
    ],
)
def test_a_title_with_of_leaves_the_country_out_of_the_name(text: str, name: str, country: str, office: str) -> None:
    found = entities(text)[name]
    assert (found.country, found.office) == (country, office)


@pytest.mark.parametrize("name", ["Jordan Bardella", "Chad Wolf"])
def test_a_first_name_is_no_country(name: str) -> None:
    found = entities(f"{name} criticised Emmanuel Macron on Tuesday.")
    assert name in found
    assert not {"JOR", "TCD"} & {e.country for e in found.values()}


@pytest.mark.parametrize(
    ("text", "name", "sector"),
    [
        ("A Hezbollah spokesman condemned the raid by Israel.", "Hezbollah spokesman", "REB"),
        ("A Taliban official met Pakistani diplomats.", "Taliban official", "REB"),
        ("A foreign ministry spokesman condemned the raid by Israel.", "foreign ministry spokesman", "GOV"),
    ],
)
def test_a_spokesman_or_official_is_of_the_sector_of_the_body_he_serves(text: str, name: str, sector: str) -> None:
    assert entities(text)[name].sector[0] == sector


def test_a_body_called_in_the_plural_is_no_person() -> None:
    found = entities("The Houthis attacked a ship. The Houthis threatened Israel.")["Houthis"]
    assert (found.country, found.sector) == ("YEM", ("REB",))


def test_the_sea_of_a_country_is_no_party() -> None:
    reading = read("North Korea fired a missile into the Sea of Japan on Sunday.")
    assert reading.events
    assert {e.country for e in reading.entities} == {"PRK"}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Georgia Governor Ana Field criticised the White House.", "USA"),
        ("The governor of Georgia, Nino Field, met the Armenian prime minister in Tbilisi.", "GEO"),
    ],
)
def test_a_state_of_a_countrys_name_is_told_by_its_governor(text: str, country: str) -> None:
    assert [e.country for name, e in entities(text).items() if "Field" in name] == [country]


def test_where_fire_comes_from_is_not_whose_the_town_is() -> None:
    found = entities("Hezbollah fired rockets at Haifa from southern Lebanon.")
    assert "nationality in the report" not in {e.reason for e in found.values()}


def test_a_hyphenated_name_is_one_person() -> None:
    people = [n for n in entities("Ghana's President Nana Akufo-Addo met Togo's President Ayi Lawson.") if "Nana" in n]
    assert people == ["Nana Akufo-Addo"]


@pytest.mark.parametrize(
    "text",
    [
        "North and South Korea exchanged fire on Sunday. The South accused the North of firing first.",
        "South Korea said on Sunday that the North threatened the South.",
        "Pyongyang said on Sunday that the South had threatened the North.",
    ],
)
def test_the_north_and_the_south_are_the_nations_that_share_a_name(text: str) -> None:
    reading = read(text)
    assert {e.country for e in reading.entities} == {"PRK", "KOR"}
    last = reading.events[-1]
    by_id = {e.id: e.country for e in reading.entities}
    assert {by_id[i] for i in (*last.actor, *last.recipient)} == {"PRK", "KOR"}


def test_the_south_of_another_country_is_no_nation() -> None:
    assert "KOR" not in {e.country for e in entities("The South sued the Biden administration over the law.").values()}


def test_a_release_calls_its_author_the_ministry_but_not_in_anothers_words() -> None:
    source = "Ministry of Foreign Affairs of the Republic of Chile"
    text = "The Ministry condemned the raid by Peru. Peruvian Foreign Minister Luis Prado rejected the statement."
    found = entities(text, source)
    assert found[source].country == "CHL"
    assert found["Luis Prado"].country == "PER"
    quoted = f"Luis Prado, the foreign minister of Peru, said: “The Ministry condemned the raid by {'Bolivia'}.”"
    assert source not in entities(quoted, source)


@pytest.mark.parametrize(
    ("source", "country"),
    [
        ("GNA (Ghana)", "GHA"), ("Jordan Miller Podcast", None), ("The Times of India", "IND"), ("Kenya Daily", "KEN"),
        ("Norwegian Radio", "NOR"), ("CENTCOM", "USA"),
    ],
)  # fmt: skip
def test_a_publishers_country_needs_more_than_a_first_name_or_short_letters(source: str, country: str | None) -> None:
    assert find_publisher(source, load_knowledge()).country == country


def test_whose_last_office_has_ended_is_not_called_an_elite_by_the_table_alone() -> None:
    text = "Barack Obama urged Iran to release the men."
    found = entities(text)["Barack Obama"]
    assert (found.office, found.sector) == ("former President", ())
    assert "last office in the table" in found.reason
    told = entities("Former US President Barack Obama urged Iran to release the men.")["Barack Obama"]
    assert told.sector == ("ELI",)


@pytest.mark.parametrize(
    ("name", "on", "office"),
    [
        ("Dmitry Medvedev", date(2024, 3, 1), "Deputy Chairman of the Security Council"),
        ("Sergei Shoigu", date(2024, 8, 1), "Secretary of the Security Council"),
        ("Ismail Haniyeh", date(2011, 5, 1), "Leader"),
        ("Bashar al-Assad", date(2024, 12, 7), "President"),
        ("Bashar al-Assad", date(2024, 12, 20), "former President"),
    ],
)
def test_the_table_knows_the_office_of_the_day(name: str, on: date, office: str) -> None:
    person = load_knowledge().person(name, on)
    assert person is not None
    assert person.office == office


def test_a_title_right_before_a_name_is_the_persons() -> None:
    found = entities("A court found the trawler captain Anton Reyes guilty of fishing without papers.")
    assert "trawler captain" not in found
    assert found["Anton Reyes"].office is not None


def test_one_person_in_two_roles_is_no_second_one() -> None:
    text = (
        "Senator Marta Lund attacked the treaty on Monday. \"It is a mistake,\" the Ohio senator and presidential "
        "candidate said in a statement."
    )  # fmt: skip
    speakers = {s.speaker for s in read(text).statements if s.quotes}
    assert all(len(speaker) == 1 for speaker in speakers)


def test_who_tells_somebody_by_name_is_somebody_else() -> None:
    text = (
        "President Emil Strand of Norway met President Karim Haddad of Tunisia on Friday. Strand said he had told "
        "Haddad that Norway would not pay for the canal. Haddad later said he had told Strand that it would."
    )
    told = [s for s in read(text).statements if s.cue is not None and text[slice(*s.cue)] == "told"]
    names = {e.id: e.name for e in read(text).entities}
    assert [[names[i] for i in s.speaker] for s in told] == [["Emil Strand"], ["Karim Haddad"]]


def test_all_nations_are_not_the_united_nations() -> None:
    text = "The United Nations met in Geneva on Monday. The accord calls on all nations to cut their emissions."
    found = read(text)
    united = {e.id for e in found.entities if e.country == "UNO"}
    assert all(united.isdisjoint(e.recipient) for e in found.events if e.type == "REQUEST")
