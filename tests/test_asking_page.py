"""What docs/asking.md shows is what a record answers."""

import doctest
import re
import shlex
import sys
from pathlib import Path

import pytest

from accounts import make_record
from dragoman.cli import main

PAGE = Path(__file__).parent.parent / "docs" / "asking.md"
CONSOLE = re.findall(r"```console\n\$ dragoman (.*?)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record of the page in the working folder."""
    make_record(tmp_path / "myrecord")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


def test_the_python_examples_are_true(beside: None) -> None:
    failed, tried = doctest.testfile(str(PAGE), module_relative=False)
    assert tried > 0
    assert failed == 0


@pytest.mark.parametrize(("command", "shown"), CONSOLE, ids=[command for command, _ in CONSOLE])
def test_the_commands_print_what_the_page_shows(
    beside: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, shown: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["dragoman", *shlex.split(command)])
    main()
    assert capsys.readouterr().out == shown


def test_the_page_has_examples() -> None:
    assert len(CONSOLE) >= 5
