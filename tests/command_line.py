"""The command line run inside the test's own process."""

import sys

import pytest

from dragoman.cli import main


def run_main(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `dragoman` with some arguments."""
    monkeypatch.setattr(sys, "argv", ["dragoman", *arguments])
    code = 0
    try:
        main()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    out, err = capsys.readouterr()
    return code, out, err
