"""Whom a report means by a short form: surnames, offices, pairs, bodies."""

from datetime import date
from functools import cache

import pytest

import dragoman
from dragoman.entities import find_cast
from dragoman.gazetteer import Gazetteer
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.language import LanguageModel, load_model
from dragoman.places import find_places


@cache
def tools() -> tuple[LanguageModel, Knowledge, Gazetteer]:
    return load_model(threads=1), load_knowledge(), Gazetteer()


def who(text: str, word: str, on: date = date(2023, 2, 10)) -> list[tuple[str, str | None]]:
    """Name and country of those that the last occurrence of a word stands for."""
    model, knowledge, gazetteer = tools()
    parse = model.parse([text])[0]
    cast = find_cast(parse, knowledge, on, toponyms=find_places(parse, gazetteer, knowledge))
    found = {e.id: (e.name, e.country) for e in cast.entities}
    return [found[i] for i in cast.ids_by_token.get(len(parse) - 1 - parse.words[::-1].index(word), ())]


@pytest.mark.parametrize(
    ("text", "on", "word", "name"),
    [
        (
            "Soldiers led by Colonel Mamady Doumbouya arrested President Alpha Conde. Doumbouya told ministers to go.",
            date(2021, 9, 7), "Doumbouya", "Mamady Doumbouya",
        ),
        (
            "General Min Aung Hlaing's troops detained President Win Myint. Min Aung Hlaing promised elections.",
            date(2021, 2, 2), "Min", "Min Aung Hlaing",
        ),
    ],
)  # fmt: skip
def test_a_later_leader_is_not_the_president_that_the_report_names(text: str, on: date, word: str, name: str) -> None:
    assert [found for found, _ in who(text, word, on)] == [name]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        (
            "The Sri Lankan government and the Tamil Tigers agreed on a truce. Norway brokered it. India urged both "
            "sides to talk.", ["LKA", "LKA"],
        ),
        (
            "Israel and Hamas agreed to a ceasefire brokered by Egypt. Both sides accused each other of breaking it.",
            ["ISR", "PSE"],
        ),
        ("The Malian army clashed with Tuareg rebels. Algeria invited the two sides to talks.", ["MLI", "MLI"]),
        (
            "QUITO, Ecuador - Colombia's government and the National Liberation Army began talks on Tuesday. Ecuador "
            "praised both sides.", ["COL", "COL"],
        ),
        (
            "Envoys from Chad and Niger met in Rome. Sudan was not invited. Italy called on the two sides to go on.",
            ["TCD", "NER"],
        ),
    ],
)  # fmt: skip
def test_both_sides_are_the_two_who_fought_or_talked(text: str, countries: list[str]) -> None:
    assert [country for _, country in who(text, "sides")] == countries


def test_sides_of_a_street_are_nobody_told_of_before() -> None:
    text = "Chad and Niger signed a treaty. Crowds stood on both sides of the street."
    names = {name for name, _ in who(text, "sides")}
    assert not names & {"Chad", "Niger"}


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        (
            "Indonesia's President Joko Widodo and Prime Minister Anthony Albanese of Australia met in Sydney. "
            "Spokesman Tim Watts said climate was discussed. The two leaders signed an accord on Lebanon.",
            "leaders", ["Joko Widodo", "Anthony Albanese"],
        ),
        (
            "Turkey's president telephoned Russia's president about Syria. Ukraine was not discussed. The two "
            "presidents agreed to meet.", "presidents", ["Turkey's president", "Russia's president"],
        ),
        (
            "The President of Chad met the President of Togo. The two Presidents held talks in Lome. Niger's envoy was "
            "there. The Presidents thanked the European Union.",
            "Presidents", ["President of Chad", "President of Togo"],
        ),
        (
            "Foreign Minister Ada Lund of Norway met Mikko Salo, her Finnish counterpart, in Oslo. The ambassador of "
            "Sweden, Per Holm, opened a school there. The two foreign ministers signed a treaty.",
            "ministers", ["Ada Lund", "Mikko Salo"],
        ),
        ("Ibrahim Diallo and Moussa Keita were arrested in Bamako. The pair denied the charges.", "pair",
         ["Ibrahim Diallo", "Moussa Keita"]),
    ],
)  # fmt: skip
def test_the_two_of_an_office_are_those_who_met(text: str, word: str, names: list[str]) -> None:
    assert [name for name, _ in who(text, word)] == names


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        (
            "ISLAMABAD - The Foreign Office spokesperson said that Indian troops had violated the ceasefire.",
            "spokesperson", ("Foreign Office spokesperson", "PAK"),
        ),
        ("The Foreign Office in Berlin summoned the Belarusian envoy.", "Office", ("Foreign Office", "DEU")),
        ("The Foreign Office said Pakistan had summoned the British envoy.", "Office", ("Foreign Office", "GBR")),
        ("The Foreign Office advised against travel to Kenya.", "Office", ("Foreign Office", "GBR")),
        (
            "The African Union Peace and Security Council suspended Mali.", "Council",
            ("African Union Peace and Security Council", "IGO"),
        ),
        ("The UN Security Council condemned the coup in Mali.", "Council", ("UN Security Council", "UNO")),
        ("YEREVAN - The Defense Army denied that it had fired first.", "Army", ("Defense Army", "AZE")),
    ],
)  # fmt: skip
def test_a_body_is_the_one_of_the_whole_name_and_the_report(text: str, word: str, found: tuple[str, str]) -> None:
    assert who(text, word) == [found]


@pytest.mark.parametrize(
    ("text", "word", "country"),
    [
        ("ABUJA, July 30 - Nigeria's president threatened the junta in Niger with force.", "junta", "NER"),
        ("LAGOS - Nigeria closed its borders. Benin and Niger signed an accord in Abuja.", "Niger", "NER"),
        ("LAGOS - Gunmen killed ten villagers in Niger State, police said.", "villagers", "NGA"),
        ("LAGOS - The governor of Niger state, Umar Bago, met soldiers.", "governor", "NGA"),
    ],
)
def test_niger_is_the_country_and_niger_state_is_not(text: str, word: str, country: str) -> None:
    assert [code for _, code in who(text, word)] == [country]


@pytest.mark.parametrize(
    ("text", "word", "country"),
    [
        ("Ecuador expelled Ambassador Raquel Lora after remarks by Mexico's president.", "Raquel", "MEX"),
        ("Chad declared Ambassador Gordon Krick persona non grata. Germany regretted the decision.", "Gordon", "DEU"),
        (
            "Bosnia's foreign minister complained about remarks by Ambassador Igor Kala. Russia's embassy "
            "rejected the complaint.", "Igor", "RUS",
        ),
        ("Chad recalled Ambassador Idriss Moussa from Berlin on Friday. Germany regretted it.", "Idriss", "TCD"),
    ],
)  # fmt: skip
def test_an_envoy_is_not_of_the_country_that_expels_or_summons_them(text: str, word: str, country: str) -> None:
    assert [code for _, code in who(text, word)] == [country]


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ('Azerbaijani President Ilham Aliyev met the Armenian envoy. "Our servicemen were killed by Armenia," he said.',
         "servicemen", [("servicemen", "AZE")]),
        ("Armenian forces shelled Lachin. Ilham Aliyev said Armenia had attacked our soldiers.", "soldiers",
         [("soldiers", "AZE")]),
        ("German Foreign Minister Heiko Maas met his Iraqi counterpart Fuad Hussein. His press office said so.",
         "office", [("Heiko Maas' press office", "DEU")]),
        ("Qatar accused Bahrain of lying. Doha urged Saudi Arabia and its allies to lift the blockade of Qatar.", "its",
         [("Saudi Arabia", "SAU")]),
    ],
)  # fmt: skip
def test_what_is_somebodys_is_its_owners(text: str, word: str, found: list[tuple[str, str]]) -> None:
    assert who(text, word) == found


def test_an_office_speaks_for_itself() -> None:
    text = "Armenian Foreign Minister Ararat Mirzoyan spoke with Josep Borrell, his office reported."
    reading = dragoman.read(text, date="2022-12-20")
    names = {e.id: e.name for e in reading.entities}
    assert [names[i] for s in reading.statements for i in s.speaker] == ["Ararat Mirzoyan's office"]


def test_either_apostrophe_makes_the_same_name() -> None:
    assert who("Azerbaijan’s Foreign Ministry denied it.", "Ministry") == who(
        "Azerbaijan's Foreign Ministry denied it.", "Ministry"
    )


def test_a_name_of_two_of_one_country_tells_the_country() -> None:
    text = "Former President George Bush visited Canadian troops. Georgia sent soldiers too."
    assert who(text, "George", date(2012, 4, 1)) == [("George Bush", "USA")]


def test_whom_somebody_tells_of_is_not_their_name() -> None:
    text = "The Saudi Crown Prince thanked Macron for his condolences on the death of Prince Talal. Riyadh mourned."
    reading = dragoman.read(text, date="2018-12-23")
    assert "Talal" not in {e.name for e in reading.entities}
    assert "Saudi Crown Prince" in {e.name for e in reading.entities}


def test_its_president_said_is_of_the_state_that_what_is_said_is_about() -> None:
    assert [c for _, c in who("Iran has offered gas to Armenia, its president said.", "president")] == ["IRN"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The Unison union called off its strike. The Solidar union voted to go on.", "union"),
        ("The miners' union accepted the offer. The teachers' union rejected it.", "union"),
        ("The Likud party left the talks. The Meretz party urged the minister to resign.", "party"),
    ],
)
def test_bodies_of_one_noun_by_other_names_are_two(text: str, word: str) -> None:
    _, _, second = text.partition(". ")
    assert [name for name, _ in who(text, word)] == [name for name, _ in who(second, word)]


def test_his_office_said_is_of_whom_what_is_said_is_about() -> None:
    text = "President Aleksandar Vucic spoke with President Emmanuel Macron and will travel to Nis, his office said."
    ((name, country),) = who(text, "office", date(2022, 12, 27))
    assert ("Vucic" in name, country) == (True, "SRB")


def test_a_sea_is_nobody() -> None:
    reading = dragoman.read("North Korea fired two missiles into the Sea of Japan.", date="2020-03-06")
    assert [e.country for e in reading.entities] == ["PRK"]


def test_whoever_expels_envoys_is_not_of_their_country() -> None:
    assert [c for _, c in who("The government expelled three Russian diplomats.", "government")] == [None]
