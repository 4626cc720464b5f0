import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Thread

import duckdb
import pytest

from dragoman.errors import RecordError
from dragoman.record.act_rows import Background, load_background
from dragoman.record.index import Indexed, build_index, count_index
from dragoman.record.index_state import FILES, read_shards
from dragoman.record.local import identify, identify_sql
from dragoman.record.locks import locked
from dragoman.types import Entity, Event, Reading, Report, Span, When
from readings import reading, span
from shard_files import write_shard

_TOWNS = ("Arica", "Iquique", "Tacna", "Puno")


@pytest.fixture(scope="module")
def background() -> Background:
    return load_background()


def test_every_event_of_a_latest_revision_is_one_act(tmp_path: Path, background: Background) -> None:
    write_shard(tmp_path, "one", [reading(id="keld"), reading(id="quiet", events=False)])
    write_shard(tmp_path, "two", [reading(id="keld", title="Keld")], revision=2)
    build_index(tmp_path, background=background)
    acts = rows(
        tmp_path, "acts", "act, revision, title, actors, actor_ids, recipient_countries, sources, triggers, negated"
    )
    names = ["Ada Brandt"], ["local:ada brandt|NRL"], ["SDL"], [], ["said", "not be “allowed"], True
    assert ("keld#e1", 2, "Keld", *names) in acts
    assert [act[0] for act in acts] == ["keld#e3", "keld#e1", "keld#e2"]  # by day, undated ones last


def test_acts_of_two_reports_on_one_event_share_a_cluster(tmp_path: Path, background: Background) -> None:
    write_shard(tmp_path, "one", [told(1, "Arica", source="Daily Keld"), told(2, "Arica", source="Norland Times")])
    build_index(tmp_path, background=background)
    assert rows(tmp_path, "acts", "act, cluster") == [("r1#e1", "r1#e1"), ("r2#e1", "r1#e1")]
    (cluster,) = rows(tmp_path, "clusters", "cluster, acts, reports, publishers, members, type, when_start, why")
    assert cluster[:-1] == ("r1#e1", 2, 2, 2, ["r1#e1", "r2#e1"], "PROTEST", date(2024, 5, 1))
    assert "both 2024-05-01" in cluster[-1][0]


def test_undated_acts_of_different_months_are_not_compared(tmp_path: Path, background: Background) -> None:
    first, later = told(1, "Arica", dated=False), told(2, "Arica", dated=False, later=60)
    write_shard(tmp_path, "one", [first, later, told(3, "Arica", dated=False, later=1)])
    build_index(tmp_path, background=background)
    assert sorted(rows(tmp_path, "acts", "act, cluster")) == [
        ("r1#e1", "r1#e1"), ("r2#e1", "r2#e1"), ("r3#e1", "r1#e1"),
    ]  # fmt: skip


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 1, 0, 2)])
def test_growing_gives_the_same_bytes_as_building_anew(
    tmp_path: Path, background: Background, order: tuple[int, ...]
) -> None:
    parts = [
        [told(10 * i + n, town, later=n % 3, dated=n % 4 > 0, negated=n == 5) for n, town in enumerate(_TOWNS * 2)]
        for i in range(4)
    ]
    for i, part in enumerate(parts):
        write_shard(tmp_path / "whole", f"shard{i}", part)
    write_shard(tmp_path / "whole", "shard9", [told(12, "Puno")], revision=2)
    for name in [f"shard{i}" for i in order] + ["shard9"]:
        shutil.copytree(tmp_path / "whole/shards" / name, tmp_path / "grown/shards" / name)
        build_index(tmp_path / "grown", background=background)
    build_index(tmp_path / "whole", background=background)
    assert rows(tmp_path / "whole", "clusters", "max(reports)")[0][0] > 2
    for file in (*FILES, "index.json"):
        assert (tmp_path / "whole/index" / file).read_bytes() == (tmp_path / "grown/index" / file).read_bytes(), file


def test_an_index_that_is_up_to_date_is_left_alone(tmp_path: Path, background: Background) -> None:
    write_shard(tmp_path, "one", [told(1, "Arica")])
    build_index(tmp_path, background=background)
    before = (tmp_path / "index/acts.parquet").stat().st_mtime_ns
    build_index(tmp_path, background=background)
    assert (tmp_path / "index/acts.parquet").stat().st_mtime_ns == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".indexing", "index", "shards"]


def test_a_damaged_index_is_built_anew(tmp_path: Path, background: Background) -> None:
    write_shard(tmp_path, "one", [told(1, "Arica")])
    build_index(tmp_path, background=background)
    (tmp_path / "index/links.parquet").unlink()
    build_index(tmp_path, background=background)
    assert len(rows(tmp_path, "acts", "act")) == 1
    assert (tmp_path / "index/links.parquet").exists()


def test_a_record_without_events_has_an_empty_index(tmp_path: Path, background: Background) -> None:
    write_shard(tmp_path, "one", [])
    build_index(tmp_path, background=background)
    assert rows(tmp_path, "acts", "act") == []
    write_shard(tmp_path, "two", [told(1, "Arica")])
    build_index(tmp_path, background=background)
    assert rows(tmp_path, "clusters", "cluster") == [("r1#e1",)]


def test_a_record_without_shards_has_no_index(tmp_path: Path, background: Background) -> None:
    write_shard(tmp_path, "one", [])
    build_index(tmp_path, background=background)
    shutil.rmtree(tmp_path / "shards/one")
    build_index(tmp_path, background=background)
    assert not (tmp_path / "index").exists()


def test_what_a_source_denies_itself_disputes_the_claim_and_never_joins_it(
    tmp_path: Path, background: Background
) -> None:
    write_shard(tmp_path, "one", [claimed(), denied()])
    build_index(tmp_path, background=background)
    assert rows(tmp_path, "clusters", "cluster, acts, disputed_by") == [
        ("claim#e1", 1, ["denial#e2"]), ("denial#e2", 1, ["claim#e1"]), ("denial#e1", 1, []),
    ]  # fmt: skip
    assert ("denial#e2", False, True) in rows(tmp_path, "acts", "act, negated, denied")


def test_leftovers_of_a_killed_building_are_removed(tmp_path: Path, background: Background) -> None:
    write_shard(tmp_path, "one", [told(1, "Arica")])
    (tmp_path / ".index-left").mkdir()
    build_index(tmp_path, background=background)
    assert not (tmp_path / ".index-left").exists()


def test_statements_and_parties_are_listed_too(tmp_path: Path, background: Background) -> None:
    write_shard(tmp_path, "one", [reading(id="keld")])
    build_index(tmp_path, background=background)
    assert rows(tmp_path, "said", "said, speakers")[0] == ("keld#s1", ["Ada Brandt"])
    assert ("local:ada brandt|NRL", "Ada Brandt") in rows(tmp_path, "parties", "identifier, name")


def test_a_damaged_shard_is_told_with_the_remedy_and_the_old_index_stays(
    tmp_path: Path, background: Background
) -> None:
    write_shard(tmp_path, "one", [told(1, "Arica")])
    build_index(tmp_path, background=background)
    write_shard(tmp_path, "two", [told(2, "Arica")])
    (tmp_path / "shards/two/events.parquet").write_bytes(b"PAR1 no more PAR1")
    with pytest.raises(RecordError, match=r"(?s)index: cannot be built \(.*dragoman check .*dragoman index "):
        build_index(tmp_path, background=background)
    assert rows(tmp_path, "acts", "act") == [("r1#e1",)]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".indexing", "index", "shards"]


def test_the_one_who_waits_to_build_builds_with_the_shards_that_came_meanwhile(
    tmp_path: Path, background: Background
) -> None:
    write_shard(tmp_path, "one", [told(1, "Arica")])
    with locked(tmp_path / ".indexing"):
        waiting = Thread(target=build_index, args=(tmp_path,), kwargs={"background": background})
        waiting.start()
        write_shard(tmp_path, "two", [told(2, "Arica")])
    waiting.join()
    assert read_shards(tmp_path / "index") == ["one", "two"]


def test_an_index_is_built_in_a_folder_whose_name_has_brackets(tmp_path: Path, background: Background) -> None:
    folder = tmp_path / "a[1]*'b"
    write_shard(folder.parent / "plain", "one", [told(1, "Arica")])
    shutil.copytree(folder.parent / "plain", folder)
    build_index(folder, background=background)
    assert count_index(folder) == Indexed(acts=1, events=1)


@pytest.mark.parametrize("name", ["Ada Brandt", "İsmet ΌΔΥΣΣΕΥΣ", "ẞ of Łódź", "O'Neil"])
@pytest.mark.parametrize("country", ["NRL", "", None])
@pytest.mark.parametrize("identifier", ["Q1", "", None])
def test_python_and_sql_make_the_same_identifier(name: str, country: str | None, identifier: str | None) -> None:
    with duckdb.connect(":memory:") as db:
        query = f"SELECT {identify_sql('i', 'n', 'c')} FROM (SELECT $1::VARCHAR i, $2::VARCHAR n, $3::VARCHAR c)"  # noqa: S608
        assert db.execute(query, [identifier, name, country]).fetchone() == (identify(identifier, name, country),)


def rows(record: Path, table: str, columns: str) -> list[tuple[object, ...]]:
    with duckdb.connect(":memory:") as db:
        return db.execute(f"SELECT {columns} FROM '{record}/index/{table}.parquet'").fetchall()  # noqa: S608


def claimed() -> Reading:
    """Chad says that Sudan bombed a market."""
    text = "Sudanese aircraft bombed a market in Adre on Friday, Chad said."
    return strike("claim", text, (), (person("n1", "Sudan", "SDN"), person("n2", "Chad", "TCD")), source="n2")


def denied() -> Reading:
    """Sudan says that it did not."""
    text = "Sudan denied that its aircraft bombed a market in Adre on Friday."
    refusal = Event(
        id="e1", type="REJECT", mode=(), context=(), quad=3, intensity=-4.0, actor=("n1",), recipient=(), when=None,
        when_reason="no time expression", where=None, where_reason="none", auxiliary=(), according_to=(),
        triggers=(span("denied", text=text),), sentence=Span(0, len(text)), confidence=0.9,
    )  # fmt: skip
    return strike("denial", text, (refusal,), (person("n1", "Sudan", "SDN"), person("n2", "Chad", "TCD")), source="n1")


def person(id: str, name: str, country: str) -> Entity:
    """An entity without anything more."""
    return Entity(
        id=id, name=name, country=country, sector=("GOV",), office=None, identifier=None, mentions=(Span(0, 4),),
        reason="table of countries",
    )  # fmt: skip


def strike(id: str, text: str, more: tuple[Event, ...], entities: tuple[Entity, ...], *, source: str) -> Reading:
    """A report of the strike on the word of a source, with more events before it."""
    day = date(2024, 3, 1)
    event = Event(
        id=f"e{len(more) + 1}", type="ASSAULT", mode=("aerial",), context=(), quad=4, intensity=-9.0, actor=("n1",),
        recipient=("n2",), when=When(start=day, end=day, precision="day", text=None, reason="test"), when_reason=None,
        where=None, where_reason="none", auxiliary=(), according_to=(source,), triggers=(span("bombed", text=text),),
        sentence=Span(0, len(text)), confidence=0.9,
    )  # fmt: skip
    report = Report(id=id, text=text, date=day + timedelta(days=1))
    return replace(reading(), report=report, entities=entities, statements=(), events=(*more, event))


def told(
    number: int, town: str, *, later: int = 0, dated: bool = True, negated: bool = False, source: str | None = None
) -> Reading:
    """A report of dockers who blocked a harbour on 1 May 2024, some days after that or undated."""
    day = date(2024, 5, 1) + timedelta(days=later)
    text = f"Dockers of {town} blocked the harbour over unpaid wages, the port of {town} told reporters."
    report = Report(id=f"r{number}", text=text, date=day + timedelta(days=1), source=source)
    who = Entity(
        id="n1", name=f"dockers of {town}", country="CHL", sector=("LAB",), office=None, identifier=None,
        mentions=(span(f"Dockers of {town}", text=text),), reason="place in the report",
    )  # fmt: skip
    when = When(start=day, end=day, precision="day", text=None, reason="test") if dated else None
    event = Event(
        id="e1", type="PROTEST", mode=("obstruct",), context=(), quad=4, intensity=-7.0, actor=("n1",), recipient=(),
        when=when, when_reason=None if dated else "no time expression", where=None, where_reason="none",
        auxiliary=("negated",) if negated else (), according_to=(), triggers=(span("blocked", text=text),),
        sentence=Span(0, len(text)), confidence=0.9,
    )  # fmt: skip
    return replace(reading(), report=report, entities=(who,), statements=(), events=(event,))
