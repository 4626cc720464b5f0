"""What the documents show is what the program does."""

import doctest
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_readme_tells_the_truth() -> None:
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert tried > 0
    assert failed == 0


def test_the_readme_opens_with_the_two_commands() -> None:
    assert (ROOT / "README.md").read_text(encoding="utf-8").index("make run") < 700


def test_ci_runs_the_readmes_test_command() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
