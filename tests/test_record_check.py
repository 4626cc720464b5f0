"""`Record.check`: sound records are sound, and every kind of damage is told with its place."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.record.rows import Row, report_row, rows_of
from dragoman.record.shards import Shard, ShardWriter
from dragoman.record.store import Record
from readings import reading
from records import found, load_fake, many

HASH = "9cf05fd5bf0d3f1ef8ea13cb5ff2e6e1b4b4b87ac5e5e49ec2fd2cb8a1dbbd9a"


@pytest.fixture
def record(tmp_path: Path) -> Record:
    record = Record(tmp_path, create=True)
    record.add(many(3), jobs=1, load=load_fake)
    return record


@pytest.fixture
def shard(record: Record) -> Path:
    (shard,) = record.shards.glob("[!.]*")
    return shard


def faults(record: Record) -> list[str]:
    return [str(fault).partition("/")[2].partition("/")[2] for fault in record.check()]


def test_what_was_added_is_sound(record: Record) -> None:
    assert faults(record) == []


def test_changed_bytes_are_told(record: Record, shard: Path) -> None:
    with (shard / "events.parquet").open("r+b") as file:
        file.seek(100)
        file.write(b"\0\1\2")
    remedy = "take the shard's folder away and add its inputs again, before any new ones"
    assert faults(record) == [f"events.parquet: other bytes than were written; {remedy}"]


def test_missing_and_foreign_files_are_told_at_once(record: Record, shard: Path) -> None:
    (shard / "events.parquet").unlink()
    (shard / "notes.txt").touch()
    assert [fault.partition(";")[0] for fault in faults(record)] == [
        "notes.txt: no file of a shard", "events.parquet: missing",
    ]  # fmt: skip


def test_a_renamed_shard_is_told(record: Record, shard: Path) -> None:
    shard.rename(shard.with_name("0" * 16))
    assert faults(record) == [f": its reports make the name {shard.name}; was it renamed? Rename it back"]


def test_a_damaged_description_is_told(record: Record, shard: Path) -> None:
    described = json.loads((shard / "shard.json").read_text(encoding="utf-8"))
    (shard / "shard.json").write_text(json.dumps(described | {"reports": 4}), encoding="utf-8")
    assert faults(record)[0].startswith("shard.json: reports: expected 3, got 4")
    (shard / "shard.json").write_text("{", encoding="utf-8")
    assert faults(record)[0].startswith("shard.json: no description of a shard")


def test_a_shard_taken_away_is_made_anew(record: Record, shard: Path, tmp_path: Path) -> None:
    shard.rename(tmp_path / "aside")
    assert record.add(many(3), jobs=1, load=load_fake).reports == 3
    assert faults(record) == []


def test_an_old_text_that_comes_back_takes_its_old_place_and_the_later_one_stays_the_latest(
    record: Record, shard: Path, tmp_path: Path
) -> None:
    record.add([found("r00000", words="corrected")], jobs=1, load=load_fake)
    shard.rename(tmp_path / "aside")
    assert faults(record) == ["reports.parquet: report 'r00000': revision 1 is missing; add its input again"]
    added = record.add(many(3), jobs=1, load=load_fake)
    assert (added.reports, added.revisions) == (3, 0)
    assert faults(record) == []
    (latest,) = (r.report.text for r in record.readings() if r.report.id == "r00000")
    assert latest.endswith("corrected")


def put(record: Record, change: Callable[[dict[str, list[Row]]], None]) -> None:
    """Write a shard with one report of `readings` whose rows are changed first."""
    whole = replace(reading(), report=replace(reading().report, id="keld"))
    row = report_row(whole.report, revision=1, hash=HASH, file="a.txt", position=None)
    tables = {"reports": [row], "rejects": [], **rows_of(whole, 1)}
    change(tables)
    with ShardWriter(record.shards) as writer:
        writer.publish(writer.prepare(Shard(tables=tables, made=whole.dragoman)))


def test_offsets_outside_the_text_and_ids_of_nobody_are_told(record: Record) -> None:
    def change(tables: dict[str, list[Row]]) -> None:
        tables["events"][0]["triggers"] = [{"start": 5, "end": 9}, {"start": 200, "end": 900}]
        tables["events"][1]["sentence"] = {"start": 9, "end": 9}
        tables["events"][1]["actor"] = ["n1", "n9"]
        tables["events"][2]["sentence"] = None
        tables["statements"][1]["via"] = "s7"
        tables["statements"][1]["cue"] = {"start": -1, "end": 3}

    put(record, change)
    length = len(reading().report.text)
    told = [fault.replace("report 'keld': ", "") for fault in faults(record)]
    assert told[0] == "reports.parquet: its text is not the one it was added with"
    assert sorted(told[1:]) == [
        f"events.parquet: e1: triggers 200–900 is outside the text of {length} characters",
        "events.parquet: e2: actor n9 is none of the report's entities",
        f"events.parquet: e2: sentence 9–9 is outside the text of {length} characters",
        "events.parquet: e3: no sentence",
        f"statements.parquet: s2: cue -1–3 is outside the text of {length} characters",
        "statements.parquet: s2: via s7 is none of the report's statements",
    ]


def test_rows_twice_and_rows_of_no_report_are_told(record: Record) -> None:
    def change(tables: dict[str, list[Row]]) -> None:
        tables["entities"].append(tables["entities"][0])
        tables["events"].append(tables["events"][0] | {"report": "elsewhere"})

    put(record, change)
    assert "entities.parquet: report 'keld': n1: there are 2 of it" in faults(record)
    assert "events.parquet: report 'elsewhere': e1: its report is not in the shard" in faults(record)


def test_revisions_that_do_not_follow_on_each_other_are_told(record: Record) -> None:
    from dragoman.record.adding import hash_report

    def change(tables: dict[str, list[Row]]) -> None:
        for name in ("reports", "entities", "statements", "events"):
            tables[name] = [row | {"revision": 3} for row in tables[name]]
        tables["reports"][0]["hash"] = hash_report(reading().report)

    put(record, change)
    assert faults(record) == [
        f"reports.parquet: report 'keld': revision {n} is missing; add its input again" for n in (1, 2)
    ]
