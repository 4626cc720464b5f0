"""The user's own actors: the file is checked as a whole, and what it tells wins and says so."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

import dragoman
from dragoman.codebook import load_codebook
from dragoman.entities import find_cast
from dragoman.entities.own import actor_on
from dragoman.knowledge import ActorsError, Knowledge, load_knowledge, with_actors
from dragoman.language import LanguageModel, load_model
from dragoman.types import Entity

HEAD = "name,aliases,country,sector,office,from,to,identifier\n"
BLOC = HEAD + "Cedar Bloc,the Bloc|CB|bloc men,LBN,REB,,,,proj:cedar\n"
REYES = HEAD + (
    "Ana Reyes,Comandante Aurora,COL,REB,Spokesperson,2019,2022-06,proj:reyes\n"
    "Ana Reyes,,COL,GOV,Mayor of Tadó,2022-07,2023-12,proj:reyes\n"
)


@cache
def model() -> LanguageModel:
    return load_model()


def loaded(folder: Path, text: str) -> Knowledge:
    path = folder / "my.csv"
    path.write_text(text, encoding="utf-8")
    return with_actors(load_knowledge(), path, sectors=load_codebook().sectors)


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(ActorsError) as error:
        loaded(folder, text)
    return str(error.value).replace(f"{folder}/", "").splitlines()


def entities(folder: Path, csv: str, text: str, on: date = date(2023, 2, 10)) -> dict[str, Entity]:
    cast = find_cast(model().parse([text])[0], loaded(folder, csv), on)
    return {entity.name: entity for entity in cast.entities}


def test_all_faults_of_a_file_are_told_at_once_with_line_and_column(tmp_path: Path) -> None:
    text = (
        "name,alias,country,sector,from,to\n"
        "Cedar Bloc,CB,Lebanon,REBEL,2020-13,\n"
        ",x,LBN,,,\n"
        "Blue,,LBN,REB,2021,2020\n"
        "Foo,,LBN,REB,,,,extra\n"
    )
    found = faults(tmp_path, text)
    assert [line.split(": ")[:2] for line in found] == [
        ["my.csv:1", "column 2"],
        ["my.csv:2", "column 3 (country)"],
        ["my.csv:2", "column 4 (sector)"],
        ["my.csv:2", "column 5 (from)"],
        ["my.csv:3", "column 1 (name)"],
        ["my.csv:4", "column 6 (to)"],
        ["my.csv:5", 'expected 6 cells, got 8; put a cell with a comma in it between double quotes ("Reyes, Ana")'],
    ]
    assert "did you mean 'aliases'?" in found[0]
    assert "write LBN" in found[1]


def test_one_phrase_for_two_actors_is_a_fault(tmp_path: Path) -> None:
    [fault] = faults(tmp_path, BLOC + "Civic Bloc,CB,LBN,PTY,,,,\n")
    assert fault.startswith("my.csv:3: column 2 (aliases): 'CB' is a name of 'Cedar Bloc' in line 2 already")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"title,country\nA,FRA\n", "no column 'name'"),
        (b"name\n\xff\xfe\n", "is not UTF-8"),
        (b'name\n"Cedar\n', "no well-formed CSV"),
        (b"name;country\nCedar Bloc;LBN\n", "1: saved with semicolons; save the file as CSV with commas$"),
        (b"Name\tAliases\nCedar Bloc\tCB\n", "1: saved with tabs; save the file as CSV with commas$"),
    ],
)
def test_what_is_no_csv_of_actors_says_what_was_expected(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "my.csv"
    path.write_bytes(data)
    with pytest.raises(ActorsError, match=words):
        with_actors(load_knowledge(), path, sectors=["GOV"])


@pytest.mark.parametrize(
    ("column", "remedy"),
    [
        ("alias", "did you mean 'aliases'?"), ("officer", "did you mean 'office'?"),
        ("actor", "remove it"), ("organisation", "remove it"), ("total", "remove it"), ("names", "remove it"),
    ],
)  # fmt: skip
def test_only_a_like_column_that_is_missing_is_proposed(tmp_path: Path, column: str, remedy: str) -> None:
    [fault] = faults(tmp_path, f"name,{column}\nCedar Bloc,x\n")
    assert f"; {remedy}" in fault


def test_a_missing_file_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(ActorsError, match=r"none\.csv: not found"):
        with_actors(load_knowledge(), tmp_path / "none.csv", sectors=[])


def test_a_cell_with_line_breaks_does_not_shift_the_lines_told(tmp_path: Path) -> None:
    [fault] = faults(tmp_path, 'name,country\n"Cedar\nBloc",LBN\nBlue,XXX\n')
    assert fault.startswith("my.csv:4: column 2 (country)")


def test_a_file_saved_by_a_spreadsheet_reads(tmp_path: Path) -> None:
    path = tmp_path / "my.csv"
    path.write_bytes("\ufeffName,Country\r\nCedar Bloc,lbn\r\n\r\n".encode())
    own = with_actors(load_knowledge(), path, sectors=[]).own
    assert [a.country for a in own.find("Cedar Bloc")] == ["LBN"]


def test_an_own_actor_under_several_names_is_one_entity_and_says_whose_word_it_is(tmp_path: Path) -> None:
    text = "Cedar Bloc attacked a police post on Thursday. A spokesman for CB praised the attackers."
    bloc = entities(tmp_path, BLOC, text)["Cedar Bloc"]
    assert (bloc.country, bloc.sector, bloc.identifier) == ("LBN", ("REB",), "proj:cedar")
    assert bloc.reason == "your actors file (my.csv, line 2)"
    assert {text[slice(*span)] for span in bloc.mentions} >= {"Cedar Bloc", "CB"}


def test_the_file_wins_over_the_tables(tmp_path: Path) -> None:
    text = "Hezbollah fighters shelled the town. Hezbollah denied it."
    found = entities(tmp_path, HEAD + "Hezbollah,,SYR,PRM,,,,\n", text)["Hezbollah"]
    assert (found.country, found.sector) == ("SYR", ("PRM",))


def test_blank_cells_leave_the_matter_to_the_tables(tmp_path: Path) -> None:
    found = entities(tmp_path, HEAD + "Hezbollah,,,,,,,proj:h\n", "Hezbollah denied the attack.")["Hezbollah"]
    assert (found.country, found.identifier) == ("LBN", "proj:h")


def test_the_fighters_of_an_own_actor_are_its(tmp_path: Path) -> None:
    found = entities(tmp_path, BLOC, "Cedar Bloc fighters attacked a convoy in Kenya.")
    fighters = next(e for name, e in found.items() if "fighters" in name)
    assert (fighters.country, fighters.sector) == ("LBN", ("REB",))
    assert "my.csv, line 2" in fighters.reason


@pytest.mark.parametrize(
    ("on", "office", "sector"),
    [
        (date(2020, 5, 1), "Spokesperson", "REB"),
        (date(2023, 2, 10), "Mayor of Tadó", "GOV"),
        (date(2024, 2, 10), "former Mayor of Tadó", "ELI"),
    ],
)
def test_the_row_that_holds_on_the_report_s_date_counts(tmp_path: Path, on: date, office: str, sector: str) -> None:
    found = entities(tmp_path, REYES, "Comandante Aurora met the president. Reyes said that she was glad.", on)
    assert found["Ana Reyes"].office == office
    assert found["Ana Reyes"].sector == (sector,)
    assert len(found["Ana Reyes"].mentions) >= 2


def test_before_the_first_row_the_actor_is_known_but_holds_no_office(tmp_path: Path) -> None:
    before = actor_on(loaded(tmp_path, REYES).own.find("Ana Reyes"), date(2010, 1, 1))
    assert (before.country, before.office, before.sector) == ("COL", None, ())


@pytest.mark.parametrize(
    ("phrase", "is_found"), [("CB", True), ("Cb", False), ("bloc men", True), ("cedar bloc", False)]
)
def test_names_need_their_capitals(tmp_path: Path, phrase: str, is_found: bool) -> None:
    assert bool(loaded(tmp_path, BLOC).own.find(phrase)) == is_found


def test_the_python_call_takes_the_file_too(tmp_path: Path) -> None:
    path = tmp_path / "my.csv"
    path.write_text(BLOC, encoding="utf-8")
    reading = dragoman.read("Cedar Bloc attacked a police post in Tyre.", date="2023-02-10", actors=path)
    assert any(entity.identifier == "proj:cedar" for entity in reading.entities)
