"""The command line: formats, exit codes, what goes to which stream, and a quick --help."""

import io
import json
import os
import runpy
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import dragoman.pipeline
from command_line import run_main
from dragoman.cli import cli
from dragoman.errors import ModelError
from dragoman.types import Reading, Report
from dragoman.version import VERSION
from readings import reading

SOURCE = Path(__file__).parent.parent / "src"
HEAVY = ("numpy", "onnxruntime", "tokenizers", "rich", "lemminflect")


class FakeReader:
    """Finds the same in every report."""

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        for report in reports:
            yield replace(reading(), report=replace(reading().report, id=report.id, date=report.date))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Runs the command in this process; gives exit code, standard output and standard error."""
    monkeypatch.setattr(dragoman.pipeline, "load_reader", lambda **_: FakeReader())
    monkeypatch.setenv("COLUMNS", "80")

    def _run(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        return run_main(monkeypatch, capsys, *arguments)

    return _run


@pytest.fixture
def good(tmp_path: Path) -> str:
    path = tmp_path / "good.txt"
    path.write_text("date 2024-03-13\n\nThey met.", encoding="utf-8")
    return str(path)


@pytest.fixture
def undated(tmp_path: Path) -> str:
    path = tmp_path / "undated.txt"
    path.write_text("They met.", encoding="utf-8")
    return str(path)


def test_the_table_is_the_default_and_fits_eighty_columns(run, good: str) -> None:
    code, out, err = run("read", good)
    assert (code, err) == (0, "")
    assert out.startswith("good  2024-03-13  3 events, 2 statements\n")
    assert max(map(len, out.splitlines())) <= 80


def test_json_is_one_indented_object_a_report(run, good: str) -> None:
    code, out, _ = run("read", good, "--format", "json")
    assert code == 0
    assert out.startswith('{\n "dragoman": {\n')
    assert json.loads(out)["report"]["id"] == "good"


def test_jsonl_is_one_line_a_report(run, good: str) -> None:
    code, out, _ = run("read", good, good, "--format", "jsonl")
    assert code == 0
    assert [json.loads(line)["report"]["id"] for line in out.splitlines()] == ["good", "good"]


def test_the_same_input_gives_the_same_bytes(run, good: str) -> None:
    assert run("read", good, "--format", "json") == run("read", good, "--format", "json")


def test_a_dash_reads_standard_input(run) -> None:
    code, out, _ = run("read", "-", "--format", "jsonl", stdin=b"date 2024-03-13 They met.")
    assert (code, json.loads(out)["report"]["id"]) == (0, "stdin")


def test_a_date_given_serves_reports_without_one(run, undated: str) -> None:
    code, out, _ = run("read", undated, "--date", "2021-05-06", "--format", "jsonl")
    assert (code, json.loads(out)["report"]["date"]) == (0, "2021-05-06")


def test_a_date_given_wins_over_the_report_s_own(run, good: str) -> None:
    _, out, _ = run("read", good, "--date", "2021-05-06", "--format", "jsonl")
    assert json.loads(out)["report"]["date"] == "2021-05-06"


def test_one_bad_report_alone_is_one_line_on_stderr_and_exit_1(run, undated: str) -> None:
    code, out, err = run("read", undated)
    assert (code, out) == (1, "")
    assert err == f"dragoman: {undated}:1: date: missing; begin the text with a line `date YYYY-MM-DD` or give --date\n"


def test_the_other_reports_are_read_when_one_is_bad_and_the_exit_code_tells(run, good: str, undated: str) -> None:
    code, out, err = run("read", undated, good, "nowhere.txt", "--format", "jsonl")
    assert code == 3
    assert [json.loads(line)["report"]["id"] for line in out.splitlines()] == ["good"]
    assert [line.split(":")[1].strip() for line in err.splitlines()] == [undated, "nowhere.txt"]


def test_bad_reports_only_load_no_model(run, undated: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dragoman.pipeline, "load_reader", lambda **_: pytest.fail("the model was loaded"))
    assert run("read", undated, undated)[0] == 1


def test_a_broken_installation_is_one_line_and_exit_1(run, good: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> FakeReader:
        raise ModelError("model: lacks encoder.onnx; reinstall dragoman")

    monkeypatch.setattr(dragoman.pipeline, "load_reader", broken)
    assert run("read", good) == (1, "", "dragoman: model: lacks encoder.onnx; reinstall dragoman\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["read"], "Missing argument 'FILE…'"),
        (["read", "x.txt", "--format", "xml"], "'xml' is not one of 'table', 'json', 'jsonl'"),
        (["read", "x.txt", "--date", "2023-02-30"], "--date: 2023-02-30 is no day of the calendar"),
        (["read", "x.txt", "--date", "yesterday"], "--date: expected YYYY-MM-DD, got 'yesterday'"),
        (["read", "x.txt", "--actors", "none.csv"], "'none.csv' does not exist"),
        (["translate"], "No such command 'translate'"),
        (["read", "x.txt", "--colour"], "No such option"),
    ],
)
def test_wrong_usage_exits_2_and_names_the_fault(run, arguments: list[str], message: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err


def test_help_has_an_example_for_the_program_and_for_each_command(run) -> None:
    for arguments in (["--help"], ["read", "--help"]):
        code, out, _ = run(*arguments)
        assert code == 0
        assert "Example: dragoman read " in out


def test_the_summary_of_each_command_stands_whole_in_a_line(run) -> None:
    lines = run("--help")[1].partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in lines] == sorted(cli.commands)
    assert all(line.endswith(".") and not line.endswith("...") for line in lines)


def test_the_page_of_the_command_line_says_what_help_says() -> None:
    docs = Path(__file__).parent.parent / "docs"
    written = (docs / "cli.md").read_text(encoding="utf-8").split()
    assert written == runpy.run_path(str(docs / "cli_page.py"))["cli_page"]().split(), "run `make docs`"


def test_version_is_the_package_s(run) -> None:
    assert run("--version")[:2] == (0, f"dragoman, version {VERSION}\n")


def fresh(code: str, *arguments: str, stdout: int = subprocess.PIPE) -> "subprocess.CompletedProcess[bytes]":
    """Python code run in a process of its own that finds the package and the tests."""
    environment = os.environ | {"PYTHONPATH": f"{SOURCE}{os.pathsep}{Path(__file__).parent}"}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=environment, stdout=stdout, stderr=subprocess.PIPE, check=False, timeout=60)


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, dragoman.cli as c\ntry: c.main()\nfinally: sys.stderr.write(' '.join(sys.modules))"
    done = fresh(code, "--help")
    assert done.returncode == 0
    assert not set(HEAVY) & set(done.stderr.decode().split())


FAKE = (
    "import sys, dragoman.pipeline, test_cli\ndragoman.pipeline.load_reader = lambda **_: test_cli.FakeReader()\n"
    "from dragoman.cli import main\nmain()"
)


def test_json_is_utf_8_whatever_the_locale(good: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = fresh(FAKE, "read", good, "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "“allowed to board" in json.loads(done.stdout.decode("utf-8"))["report"]["text"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes")
@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_a_reader_that_goes_away_is_no_error_worth_words(good: str, form: str) -> None:
    reading_end, writing_end = os.pipe()
    os.close(reading_end)
    done = fresh(FAKE, "read", *[good] * 50, "--format", form, stdout=writing_end)
    os.close(writing_end)
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["--help"], ["read", "--help"], ["read", "GOOD"], ["read", "GOOD", "undated"]])
def test_a_standard_output_that_is_full_is_one_line_and_exit_1(good: str, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = fresh(FAKE, *[good if a == "GOOD" else a for a in arguments], stdout=full.fileno())
    *_, last = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert last.startswith("dragoman: standard output: cannot be written (No space left on device); ")
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_reading_writes_no_file(run, good: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    run("read", good, "--format", "json")
    assert sorted(tmp_path.rglob("*")) == before
