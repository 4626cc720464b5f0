"""docs/record.md shows what a record does."""

import doctest
from pathlib import Path

import pytest

from dragoman.record.schema import TABLES
from dragoman.record.store import Record
from records import found, load_fake

PAGE = Path(__file__).parent.parent / "docs" / "record.md"


def test_the_page_of_the_record_tells_the_truth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    record = Record("my-record", create=True)
    for words in ("first", "second"):
        record.add([found("keld", words=words), found("quay")], jobs=1, load=load_fake)
    failed, tried = doctest.testfile(str(PAGE), module_relative=False)
    assert tried > 8
    assert failed == 0


def test_the_page_names_every_column_of_every_table() -> None:
    rows = [line.split("|")[1:3] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    named: dict[str, list[tuple[str, str]]] = {}
    table = ""
    for names, types in rows:
        if types.strip() == "type":
            table = names.strip()
            named[table] = []
            continue
        columns = [name.strip() for name in names.split(",")]
        kinds = [kind.strip() for kind in types.split(",")] if types.strip() else ["VARCHAR"]
        named[table] += zip(columns, kinds * len(columns) if len(kinds) == 1 else kinds, strict=True)
    for wanted in TABLES:
        key = [] if wanted.name in ("reports", "rejects") else ["report", "revision"]
        columns = [c for c in wanted.columns if c.name not in key]
        as_named = [(c.name, c.type.replace('STRUCT("start" INTEGER, "end" INTEGER)', "span")) for c in columns]
        assert sorted(named[wanted.name]) == sorted(as_named)
