"""The verbs that ask: tables that fit the page, other forms on request, notes on standard error."""

import csv
import io
import json
import os
import re
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest
from rich.cells import cell_len

from accounts import make_record
from command_line import run_main
from dragoman import open_record
from dragoman.layout import page
from dragoman.listing import print_events
from dragoman.record.answers import Question, list_events
from dragoman.record.query import Filters

VERBS = ("events", "statements", "actors", "dyads", "timeline", "positions")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(make_record(tmp_path_factory.mktemp("commands") / "record"))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Runs the command in this process, on a page of some columns; gives exit code, standard output and error."""

    def _run(*arguments: str, columns: int = 80) -> tuple[int, str, str]:
        monkeypatch.setenv("COLUMNS", str(columns))
        return run_main(monkeypatch, capsys, *arguments)

    return _run


def question(verb: str) -> list[str]:
    return ["--country", "SDL"] if verb == "positions" else []


def test_events_as_a_table_mark_claims_denials_and_what_is_imagined(run, record: str) -> None:
    code, out, err = run("events", record)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "WHEN             WHAT           WHO               TO WHOM        ON WHOSE WORD",
        "2024-03-11       CONSULT visit  Ada Brandt (NRL)  Sudland (SDL)",
        "                 gazette-1#e1 · in Keld (SDL) · 2 reports",
        "                 Norland’s minister Ada Brandt visited Keld on Monday.",
        "2024-03-13       ASSAULT        Norland (NRL)     Sudland (SDL)  navy of… (SDL)",
        "                 herald-2#e1 · DISPUTED by herald-2#e2",
        "                 … Wednesday that Norland had fired on a boat.",
        "2024-04-01       REQUEST        Ada Brandt (NRL)  Sudland (SDL)",
        "                 gazette-2#e1  “Open the harbour at once,” Ada Brandt told Sudl…",
        "told 2024-03-14  NOT ASSAULT    Norland (NRL)     Sudland (SDL)  Norland (NRL)",
        "                 herald-2#e2 · DENIES herald-2#e1",
        "                 Norland said that it had not fired.",
        "told 2024-04-02  REJECT         Sudland (SDL)     Norland (NRL)",
        "                 gazette-2#e2  Sudland refused.",
        "told 2024-04-02  if SANCTION    Norland (NRL)",
        "                 gazette-2#e3  Norland may close its straits.",
    ]


@pytest.mark.parametrize("columns", [60, 80, 120, 160])
@pytest.mark.parametrize("verb", VERBS)
def test_no_line_is_longer_than_the_page(run, record: str, verb: str, columns: int) -> None:
    code, out, _ = run(verb, record, *question(verb), columns=columns)
    assert code == 0
    assert out
    assert max(map(cell_len, out.splitlines())) <= columns


@pytest.mark.parametrize("verb", VERBS)
def test_every_listing_has_json_csv_and_parquet_of_the_same_rows(run, record: str, tmp_path: Path, verb: str) -> None:
    rows = [json.loads(line) for line in run(verb, record, *question(verb), "--json")[1].splitlines()]
    table = list(csv.reader(io.StringIO(run(verb, record, *question(verb), "--csv")[1])))
    file = tmp_path / "answer.parquet"
    assert run(verb, record, *question(verb), "--parquet", str(file))[0] == 0
    read = duckdb.read_parquet(str(file))
    assert rows
    assert list(rows[0]) == table[0] == read.columns
    assert len(rows) == len(table) - 1 == len(read.fetchall())
    assert not list(tmp_path.glob(".tmp-*"))


def test_an_answer_too_large_for_memory_comes_by_way_of_a_file_in_the_same_order(record: str) -> None:
    with open_record(record) as opened:
        question = list_events(Filters())
        expected = [row["act"] for row in opened.rows(question)]
        with opened._on_disk(question) as kept:
            assert [row["act"] for row in opened.rows(Question(kept))] == expected
        assert [json.loads(line)["act"] for line in opened.json_lines(question)] == expected


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_days_are_never_cut_and_names_reach_into_what_is_empty_behind_them(capsys, monkeypatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    days = [date(2022, 12, 28), date(2023, 1, 3)]
    both = {"when_start": days[0], "when_end": days[1], "when_precision": "range", "mode": ["heavy-weapons"]}
    row = {
        "type": "CONSULT", "quad": 1, "auxiliary": [], "actors": ["Recep Tayyip Erdogan", "Nikol Pashinyan"],
        "actor_countries": ["TUR", "ARM"], "recipients": [], "recipient_countries": [], "sources": [],
        "source_countries": [], "act": "call#e1", "where_name": None, "reports": 1, "disputed_by": [], "claims": 0,
        "acts": 1, "sentence": "They spoke.", "triggers": ["spoke"], "report_date": days[1],
    }  # fmt: skip
    told = row | {"recipients": ["Antony Blinken"], "recipient_countries": ["USA"]}
    print_events(page(), [row | both, told | both])
    together, apart = [line for line in capsys.readouterr().out.splitlines() if line.startswith("2022")]
    assert together.startswith("2022-12-28..2023-01-03  CONSULT")
    assert apart.startswith("2022-12-28..2023-01-03  CONSULT")
    if columns >= 80:
        assert re.search(r"  Recep\S*.*\(TUR\), Nik.*\(ARM\)$", together)
        assert "(USA)" in apart


def test_a_limited_table_says_how_many_there_are(run, record: str) -> None:
    _, out, err = run("events", record, "--limit", "2")
    assert out.count("2024-") == 2
    assert err == "dragoman: 2 of 6 events; --limit 0 gives all\n"


def test_a_pair_of_names_on_the_command_line_is_both_directions(run, record: str) -> None:
    rows = run("dyads", record, "--pair", "SDL", "NRL", "--csv")[1].splitlines()[1:]
    assert [row[:9] for row in rows] == ["NRL,SDL,3", "SDL,NRL,2"]
    assert run("dyads", record, "--actor", "SDL", "--recipient", "NRL", "--csv")[1].splitlines()[1:] == rows[1:]


def test_dyads_of_names_tell_their_countries_where_the_page_has_room(run, record: str) -> None:
    def pairs(columns: int) -> list[str]:
        lines = run("dyads", record, "--named", "--pair", "Brandt", "Sudland", columns=columns)[1].splitlines()
        return [" ".join(line.split()[:5]) for line in lines[1:]]

    assert pairs(100) == ["Ada Brandt (NRL) Sudland (SDL)", "Sudland (SDL) Ada Brandt (NRL)"]
    assert pairs(80) == ["Ada Brandt Sudland 2 0", "Sudland Ada Brandt 1 0"]


def test_a_span_of_days_says_how_many_have_no_day(run, record: str) -> None:
    _, _, err = run("events", record, "--from", "2024-04-01")
    assert "3 more that fit have no day" in err


def test_a_type_that_the_record_has_not_is_told_with_those_it_has(run, record: str) -> None:
    code, out, err = run("events", record, "--type", "MEET")
    assert (code, out) == (0, "")
    assert "--type: no MEET in this record; it has ASSAULT, CONSULT, REJECT, REQUEST, SANCTION, visit" in err


def test_a_record_without_a_fresh_index_says_so(run, tmp_path: Path) -> None:
    _, out, err = run("actors", str(make_record(tmp_path / "bare", index=False)))
    assert "Norland" in out
    assert "nothing merged; `dragoman index " in err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["events", "nowhere"], 1, "nowhere: no record"),
        (["events", "RECORD", "--from", "spring"], 2, "expected a day YYYY-MM-DD, got 'spring'"),
        (["events", "RECORD", "--country", "France"], 2, "--country: expected a code of three characters"),
        (["events", "RECORD", "--pair", "NRL", "SDL", "--actor", "ITA"], 2, "--pair: names both sides, in either"),
        (["events", "RECORD", "--json", "--csv"], 2, "give one of them"),
        (["positions", "RECORD"], 2, "--about: positions are on a matter, of somebody or toward"),
        (["statements", "RECORD", "--only-happened"], 2, "No such option"),
        (["sql", "RECORD", "DELETE FROM acts"], 1, "query: expected one SELECT"),
        (["sql", "RECORD", "SELECT colour FROM acts"], 1, "colour"),
        (["sql", "RECORD", "SELECT colour FROM acts", "--parquet", "x.parquet"], 1, "colour"),
        (
            ["events", "RECORD", "--parquet", "/nowhere/x.parquet"],
            1,
            "/nowhere/x.parquet: cannot be written, there is no folder /nowhere",
        ),
        (["events", "RECORD", "--parquet", "/tmp"], 1, "/tmp: is a folder; give the name of a file"),  # noqa: S108
        (["sql", "RECORD", "FROM read_csv('none.csv')"], 1, "query: IO Error: No files found"),
    ],
)
def test_wrong_questions_are_told(run, record: str, arguments: list[str], code: int, message: str) -> None:
    found, out, err = run(*[record if a == "RECORD" else a for a in arguments])
    assert (found, out) == (code, "")
    assert message in err


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes")
def test_a_pipe_is_never_replaced_by_a_file(run, record: str, tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for path in (pipe, link):
        for arguments in (["events", record, "--parquet"], ["export", record, "--format", "csv", "--out"]):
            code, out, err = run(*arguments, str(path))
            assert (code != 0, out) == (True, "")
            assert f"{path}" in err
            assert "is no regular file and is not replaced" in err
    assert pipe.is_fifo()
    assert link.is_symlink()
    assert sorted(tmp_path.iterdir()) == [link, pipe]


def test_sql_prints_a_table_and_without_a_query_the_views(run, record: str) -> None:
    _, out, _ = run("sql", record, "SELECT type, count(*) AS acts FROM acts GROUP BY type ORDER BY acts DESC, type")
    assert out.splitlines()[:3] == ["type      acts", "ASSAULT      2", "CONSULT      2"]
    _, out, _ = run("sql", record)
    assert "one row an event as one report tells it" in out
    assert "report VARCHAR" in out


def test_sql_prints_rows_as_lines_where_the_columns_do_not_fit_and_numbers_whole(run, record: str) -> None:
    _, out, err = run("sql", record, "SELECT * FROM acts ORDER BY act", "--limit", "2")
    lines = out.splitlines()
    assert "act                  gazette-1#e1" in lines
    assert "recipient_countries  SDL" in lines
    assert lines.count("") == 1
    assert err == "dragoman: the first 2 rows; --limit 0 gives all\n"
    assert run("sql", record, "SELECT 1234567.25 AS n")[1].splitlines()[1] == "1234567.25"


def test_sql_says_that_there_are_more_rows_only_if_there_are(run, record: str) -> None:
    assert run("sql", record, "FROM range(3)", "--limit", "3")[2] == ""
    assert "the first 2 rows" in run("sql", record, "FROM range(3)", "--limit", "2")[2]
    assert run("sql", record, "FROM range(3)", "--limit", "2", "--json")[1].count("\n") == 2


@pytest.mark.parametrize("columns", [60, 80, 100, 120])
def test_identifiers_of_actors_are_never_cut(run, record: str, columns: int) -> None:
    identifiers = [json.loads(line)["identifier"] for line in run("actors", record, "--json")[1].splitlines()]
    out = run("actors", record, columns=columns)[1]
    assert [name for name in identifiers if name not in out] == []


def test_help_of_each_verb_has_an_example(run) -> None:
    for verb in (*VERBS, "sql", "explain"):
        assert f"Example: dragoman {verb} myrecord" in run(verb, "--help")[1]
