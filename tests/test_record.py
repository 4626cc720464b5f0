"""The record: what is added is what is read back, once, with its revisions and rejects."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import DragomanError, InputError, RecordError
from dragoman.record.adding import Added, hash_report
from dragoman.record.rows import report_row, rows_of
from dragoman.record.schema import TABLES
from dragoman.record.shards import Shard, ShardWriter
from dragoman.record.store import Record
from dragoman.reports import Found, Reject
from dragoman.types import Entity, Event, Reading, Span, Statement, When, Where
from readings import reading, span
from records import contents, found, load_fake, many


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record(tmp_path / "record", create=True)


def add(record: Record, *items: Found | Reject, jobs: int = 1, strict: bool = False) -> Added:
    return record.add(items, jobs=jobs, strict=strict, load=load_fake)


def texts(record: Record, *, all_revisions: bool = False) -> list[str]:
    return sorted(r.report.text.rpartition("\n")[2] for r in record.readings(all_revisions=all_revisions))


def test_what_is_added_is_read_back(record: Record) -> None:
    one = found("one")
    assert add(record, one) == Added(reports=1, shards=1)
    assert list(record.readings()) == [replace(reading(), report=one.report)]


def test_adding_the_same_again_changes_nothing(record: Record) -> None:
    add(record, *many(300))
    before = contents(record)
    assert add(record, *many(300)) == Added(known=300)
    assert contents(record) == before


def test_the_same_twice_in_one_input_is_kept_once(record: Record) -> None:
    twice = [*many(140), *many(140)]
    assert add(record, *twice) == Added(reports=140, known=140, shards=2)
    assert len(list(record.readings(all_revisions=True))) == 140


def test_a_changed_text_under_the_same_id_is_a_new_revision_and_the_old_one_stays(record: Record) -> None:
    add(record, found("one", words="first"), found("other"))
    added = add(record, found("one", words="second"), found("one", words="first"), found("one", words="third"))
    assert added == Added(reports=2, revisions=2, known=1, shards=1)
    assert texts(record) == ["other", "third"]
    assert texts(record, all_revisions=True) == ["first", "other", "second", "third"]
    rows = record.connect().sql("SELECT revision FROM all_reports WHERE report = 'one' ORDER BY revision").fetchall()
    assert rows == [(1,), (2,), (3,)]
    assert list(record.check()) == []


def test_the_same_inputs_make_the_same_bytes_with_one_process_and_with_two(tmp_path: Path) -> None:
    one, two = (Record(tmp_path / name, create=True) for name in ("one", "two"))
    items = [*many(200), Reject(file="news.jsonl", position="x", reason="no date"), found("bad", words="FAULTY")]
    assert add(one, *items) == add(two, *items, jobs=2)
    assert contents(one) == contents(two)
    assert len(contents(one)) > 12


def test_shards_hold_128_inputs_and_small_remains_go_together(record: Record) -> None:
    assert add(record, *many(300)).shards == 3
    items = list(many(300))
    for place in (290, 150, 5):
        items.insert(place, found(f"new{place}"))
    assert add(record, *items) == Added(reports=3, known=300, shards=1)


def test_a_faulty_report_is_a_reject_and_its_neighbours_are_read(record: Record) -> None:
    faulty = found("two", words="FAULTY", position="2")
    items = (found("one", position="1"), faulty, found("three", position="3"))
    added = add(record, *items)
    assert (added.reports, added.rejects, added.new_rejects) == (2, 1, 1)
    (reject,) = record.rejects()
    assert (reject.report, reject.file, reject.position, reject.stage) == ("two", "news.jsonl", "2", "reading")
    assert reject.reason.startswith("IndexError: no such word (records.py:")
    again = add(record, *items)
    assert (again.reports, again.rejects, again.new_rejects, again.shards) == (0, 1, 0, 0)


def test_a_reject_is_kept_once_and_listed_until_it_is_read(record: Record) -> None:
    rejects = [Reject(file="b.jsonl", position=p, reason=f"b.jsonl:{p}: no date") for p in ("10", "9")]
    for _ in range(2):
        add(record, *rejects)
    assert [r.position for r in record.rejects()] == ["9", "10"]
    assert record.connect().sql("FROM rejects").fetchall() == [(None, "b.jsonl", p, "input", f"b.jsonl:{p}: no date") for p in ("10", "9")]  # fmt: skip # noqa: E501
    add(record, found("now dated", file="b.jsonl", position="9"))
    assert list(record.rejects()) == [rejects[0]]


def test_a_file_that_could_not_be_opened_is_no_reject_once_its_reports_are_there(record: Record) -> None:
    add(record, Reject(file="b.jsonl", reason="cannot be read (Permission denied); check its permissions"))
    damaged = Reject(file="c.jsonl.gz", reason="damaged or unreadable (CRC check failed); the rest of it was not read")
    add(record, found("three", file="c.jsonl.gz", position="1"), damaged)
    assert [r.file for r in record.rejects()] == ["b.jsonl", "c.jsonl.gz"]
    add(record, found("two", file="b.jsonl", position="1"))
    assert list(record.rejects()) == [damaged]


def test_a_reject_whose_report_is_there_from_elsewhere_is_listed_no_more(record: Record) -> None:
    add(record, Reject(file="b.jsonl", position="4", report="keld-4", stage="reading", reason="IndexError: none"))
    assert [r.report for r in record.rejects()] == ["keld-4"]
    add(record, found("keld-4", file="mended.jsonl", position="1"))
    assert list(record.rejects()) == []


def test_rejects_alone_come_to_the_record_however_many(record: Record) -> None:
    added = add(record, *(Reject(file=f"{i}.txt", reason="empty") for i in range(1000)), jobs=2)
    assert (added.new_rejects, added.shards, len(added.first_rejects)) == (1000, 8, 10)


def test_strict_stops_at_the_first_reject_and_names_it(record: Record) -> None:
    with pytest.raises(InputError, match=r"b\.txt:7: no date; stopped"):
        add(record, *many(10), Reject(file="b.txt", position="7", reason="no date"), strict=True)
    with pytest.raises(InputError, match=r"news\.jsonl: IndexError"):
        add(record, found("two", words="FAULTY"), strict=True)


def test_a_report_that_kills_its_process_is_a_reject_and_all_others_are_read(record: Record) -> None:
    added = add(
        record, *many(200), found("deadly", words="DEADLY", position="201"), found("last", position="202"), jobs=2
    )
    assert (added.reports, added.rejects) == (201, 1)
    (reject,) = record.rejects()
    assert (reject.report, reject.stage) == ("deadly", "reading")
    assert reject.reason.startswith("the process that read it was killed")
    assert list(record.check()) == []


def test_processes_that_die_whatever_they_read_are_told_and_finished_shards_stay(record: Record) -> None:
    deadly = (found(f"deadly{i}", words="DEADLY") for i in range(20))
    with pytest.raises(DragomanError, match="fewer --jobs"):
        add(record, *many(1500), *deadly, jobs=2)
    assert list(record.check()) == []
    assert len(list(record.readings())) % 128 == 0


def test_a_full_disk_is_told_and_the_record_stays_readable(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    add(record, *many(128))
    before = contents(record)

    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_space)
    with pytest.raises(RecordError, match=r"No space left on device.*run the same again"):
        add(record, *many(300))
    monkeypatch.undo()
    assert contents(record) == before
    assert [path.name for path in record.shards.iterdir() if path.name.startswith(".tmp-")] == []
    assert add(record, *many(300)).reports == 172


def test_a_folder_that_may_not_be_written_to_is_told_as_that(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_: int) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.fsync", denied)
    with pytest.raises(
        RecordError, match=r"\(Permission denied\); see to the permissions there and run the same again"
    ):
        add(record, *many(3))


def test_inputs_are_drawn_as_they_are_needed(record: Record) -> None:
    drawn = 0

    def counted() -> Iterator[Found]:
        nonlocal drawn
        for item in many(2000):
            drawn += 1
            yield item

    most = 0

    def observe(_: Found | Reject) -> None:
        nonlocal most, done
        done += 1
        most = max(most, drawn - done)

    done = 0
    record.add(counted(), jobs=1, load=load_fake, observe=observe)
    assert done == 2000
    assert most <= 3 * 128


def test_a_record_begins_empty_and_answers(record: Record) -> None:
    assert add(record) == Added()
    db = record.connect()
    for table in TABLES:
        assert [row[:2] for row in db.sql(f"DESCRIBE {table.name}").fetchall()] == [
            (column.name, column.type) for column in table.columns
        ]
    assert list(record.readings()) == list(record.rejects()) == list(record.check()) == []


@pytest.mark.parametrize(
    ("manifest", "complaint"),
    [
        (None, "no record; make one with `dragoman add"),
        ("nothing", "no manifest of a record"),
        ('{"format": "dragoman-record", "schema": 2}', "schema 2, this program reads 1"),
    ],
)
def test_a_folder_that_is_no_record_is_refused(tmp_path: Path, manifest: str | None, complaint: str) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(RecordError, match=complaint):
        Record(tmp_path)


def test_a_folder_with_other_things_in_it_is_no_place_for_a_record(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_bytes(b"")
    with pytest.raises(RecordError, match=r"holds thesis\.doc and is no record"):
        Record(tmp_path, create=True)


def test_a_record_without_its_shards_or_with_a_file_in_their_place_is_told(record: Record) -> None:
    record.shards.rmdir()
    with pytest.raises(RecordError, match=r"shards: missing; restore"):
        Record(record.folder)
    record.shards.write_bytes(b"")
    with pytest.raises(RecordError, match=r"cannot be written \(Not a directory\)"):
        add(record, *many(3))


def test_a_folder_with_odd_characters_in_its_name_is_a_folder(tmp_path: Path) -> None:
    record = Record(tmp_path / "it's [a] *?", create=True)
    add(record, *many(3))
    assert len(list(record.readings())) == 3
    assert list(record.check()) == []


def test_pandas_reads_the_shards_without_us(record: Record) -> None:
    add(record, *many(130))
    events = pandas.read_parquet(sorted(record.shards.glob("*/events.parquet")))
    assert len(events) == 390
    assert list(events.columns) == [column.name for column in TABLES[3].columns]
    assert events["triggers"][0][0] == span("said")._asdict()


def test_a_shard_says_what_made_it(record: Record) -> None:
    add(record, *many(2))
    (path,) = record.shards.glob("*/shard.json")
    made = json.loads(path.read_text(encoding="utf-8"))
    assert (made["version"], made["codebook"], made["reports"]) == ("0.1.0", "plover-2.0", 2)


_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
_maybe = st.none() | _words
_ids = st.lists(st.from_regex(r"n[1-9]", fullmatch=True), max_size=3).map(tuple)
_several = st.lists(_words, max_size=3).map(tuple)
_span = st.builds(Span, st.integers(0, 9), st.integers(0, 99))
_spans = st.lists(_span, max_size=3).map(tuple)
_days = st.none() | st.dates(date(1, 1, 1))
_float = st.floats(allow_nan=False, allow_infinity=False)
_when = st.none() | st.builds(When, start=_days, end=_days, precision=_words, text=st.none() | _span, reason=_words)
_where = st.none() | st.builds(
    Where, name=_words, country=_maybe, lat=st.none() | _float, lon=st.none() | _float,
    geonameid=st.none() | st.integers(0, 2**31 - 1), feature=_maybe, precision=_words, text=st.none() | _span,
)  # fmt: skip


@st.composite
def _events(draw: st.DrawFn) -> Event:
    when, where = draw(_when), draw(_where)
    return draw(st.builds(
        Event, id=_words, type=_words, mode=_several, context=_several, quad=st.integers(1, 4), intensity=_float,
        actor=_ids, recipient=_ids, when=st.just(when), when_reason=_words if when is None else st.none(),
        where=st.just(where), where_reason=_words if where is None else st.none(), auxiliary=_several,
        according_to=_ids, triggers=_spans, sentence=_span, confidence=_float,
    ))  # fmt: skip


_entities = st.builds(
    Entity, id=_words, name=_words, country=_maybe, sector=_several, office=_maybe, identifier=_maybe, mentions=_spans,
    reason=_words,
)  # fmt: skip
_statements = st.builds(
    Statement, id=_words, speaker=_ids, addressee=_ids, cue=st.none() | _span, content=_spans, quotes=_spans,
    via=_maybe, hedged=st.booleans(), when=_when,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    entities=st.lists(_entities, max_size=3).map(tuple), statements=st.lists(_statements, max_size=3).map(tuple),
    events=st.lists(_events(), max_size=3).map(tuple), title=_maybe, text=_words, day=st.dates(),
)  # fmt: skip
def test_any_reading_survives_writing_and_reading(
    tmp_path_factory: pytest.TempPathFactory, entities: tuple[Entity, ...], statements: tuple[Statement, ...],
    events: tuple[Event, ...], title: str | None, text: str, day: date,
) -> None:  # fmt: skip
    whole = Reading(
        dragoman=reading().dragoman, entities=entities, statements=statements, events=events,
        report=replace(reading().report, title=title, text=text, date=day),
    )  # fmt: skip
    record = Record(tmp_path_factory.mktemp("any"), create=True)
    row = report_row(whole.report, revision=1, hash=hash_report(whole.report), file="a.txt", position=None)
    with ShardWriter(record.shards) as writer:
        tables = {"reports": [row], "rejects": [], **rows_of(whole, 1)}
        writer.publish(writer.prepare(Shard(tables=tables, made=whole.dragoman)))
    assert list(record.readings()) == [whole]
