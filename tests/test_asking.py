"""Questions to a record: merged events count once, filters do what they say, claims stay claims."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas
import polars
import pyarrow
import pytest

import dragoman
from accounts import GivenReader, make_record, readings
from dragoman.errors import RecordError
from dragoman.exports import Selection, Tally, select_acts
from dragoman.exports.dyads import dyads_of
from dragoman.record.answers import ANYTHING, ON_POSITIONS, count_dyads, count_undated, list_events
from dragoman.record.condition import Condition
from dragoman.record.explaining import Entry
from dragoman.record.opened import OpenRecord, make_filters
from dragoman.record.pairs import on_pairs
from dragoman.record.query import Filters, conditions_on_acts
from dragoman.record.store import Record
from dragoman.record.views import VIEWS
from dragoman.reports import Found
from dragoman.types import When


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("asking") / "record")


@pytest.fixture
def opened(record: Path) -> OpenRecord:
    return dragoman.open_record(record, frames="pandas")


def acts(opened: OpenRecord, **filters: Any) -> list[str]:
    return list(opened.events(**filters)["act"])


def test_an_event_that_two_reports_tell_is_listed_once_with_both_counted(opened: OpenRecord) -> None:
    first = opened.events().iloc[0]
    assert (first["act"], first["acts"], first["reports"], first["publishers"]) == ("gazette-1#e1", 2, 2, 2)
    assert list(opened.events()["act"]).count("herald-1#e1") == 0


def test_events_stand_in_order_of_time_and_those_without_a_day_last(opened: OpenRecord) -> None:
    assert acts(opened) == [
        "gazette-1#e1", "herald-2#e1", "gazette-2#e1", "herald-2#e2", "gazette-2#e2", "gazette-2#e3",
    ]  # fmt: skip


def test_a_claim_names_whose_word_it_is_and_what_denies_it(opened: OpenRecord) -> None:
    claim = opened.events(type="assault", only_happened=True).iloc[0]
    assert list(claim["sources"]) == ["navy of Sudland"]
    assert list(claim["disputed_by"]) == ["herald-2#e2"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"actor": "brandt"}, ["gazette-1#e1", "gazette-2#e1"]),
        ({"actor": "Q2"}, ["herald-2#e1", "herald-2#e2", "gazette-2#e3"]),
        ({"actor": "sdl"}, ["gazette-2#e2"]),
        ({"actor": "land"}, []),
        ({"actor": ["sdl", "Q1"]}, ["gazette-1#e1", "gazette-2#e1", "gazette-2#e2"]),
        ({"recipient": "NRL"}, ["gazette-2#e2"]),
        ({"type": "VISIT"}, ["gazette-1#e1"]),
        ({"type": "consult"}, ["gazette-1#e1"]),
        ({"about": "boat fire"}, ["herald-2#e1", "herald-2#e2"]),
        ({"about": "boat harbour"}, []),
        ({"about": "oat"}, []),
        ({"about": "OPEN harbour-"}, []),
        ({"about": "open April"}, ["gazette-2#e1"]),
        ({"source": "navy"}, ["herald-2#e1"]),
        ({"source": "-", "type": "ASSAULT"}, []),
        ({"publisher": "herald"}, ["herald-1#e1", "herald-2#e1", "herald-2#e2"]),
        ({"country": "sdl", "type": "SANCTION"}, []),
        ({"auxiliary": "negated"}, ["herald-2#e2"]),
        ({"only_happened": True, "actor": "Q2"}, ["herald-2#e1"]),
        ({"min_confidence": 0.95}, []),
        ({"since": "2024-03-12"}, ["herald-2#e1", "gazette-2#e1"]),
        ({"until": "2024-03-12"}, ["gazette-1#e1"]),
        ({"actor": "q2", "type": "SANCTION"}, ["gazette-2#e3"]),
        ({"since": "2024-03-13", "until": "2024-03-31"}, ["herald-2#e1"]),
        ({"since": "2024-04-02", "by_report_date": True}, ["gazette-2#e1", "gazette-2#e2", "gazette-2#e3"]),
    ],
)
def test_filters_choose_events(opened: OpenRecord, filters: dict[str, Any], found: list[str]) -> None:
    assert acts(opened, **filters) == found


def test_a_code_in_capitals_is_the_country_and_no_name_that_begins_so(tmp_path: Path) -> None:
    first = readings()[0]
    people = {e.id: e for e in first.entities}
    people["brandt"] = replace(people["brandt"], name="Northern Alliance", country="AFG")
    people["sudland"] = replace(people["sudland"], country="NOR")
    changed = replace(first, entities=tuple(people.values()))
    record = Record(tmp_path / "record", create=True)
    found = Found(report=first.report, file="a.jsonl", position=None)
    record.add([found], jobs=1, load=lambda: GivenReader([changed]))
    record.index()
    opened = dragoman.open_record(tmp_path / "record", frames="pandas")
    assert [acts(opened, actor=code) for code in ("NOR", "nor", "Nor", "AFG")] == [[]] + [["gazette-1#e1"]] * 3
    assert acts(opened, recipient="NOR") == acts(opened, pair=("NOR", "AFG")) == ["gazette-1#e1"]
    assert acts(opened, pair=("NOR", "NOR")) == []
    assert list(opened.actors(actor="NOR")["name"]) == ["Sudland"]


def test_a_capital_is_the_state_whose_government_it_stands_for(tmp_path: Path) -> None:
    first = readings()[2]
    people = tuple(replace(e, identifier="Q227") if e.id == "norland" else e for e in first.entities)
    record = Record(tmp_path / "record", create=True)
    found = Found(report=first.report, file="a.jsonl", position=None)
    record.add([found], jobs=1, load=lambda: GivenReader([replace(first, entities=people)]))
    record.index()
    opened = dragoman.open_record(tmp_path / "record", frames="pandas")
    assert acts(opened, source="Baku") == ["herald-2#e2"]
    assert acts(opened, actor="baku", recipient="SDL") == ["herald-2#e1", "herald-2#e2"]
    assert acts(opened, source="Yerevan") == acts(opened, source="Azerbaijani") == []


@pytest.mark.parametrize(
    ("part", "name", "fits"),
    [
        ("usa", "Jerusalem", False), ("usa", "the USA", True), ("ster", "Köster", False), ("ster", "“Ster", True),
        ("o'b", "Mr O'Brien", True), ("Ö", "Ada Ölund", True), ("navy (", "navy (old)", True),
    ],
)  # fmt: skip
def test_a_part_of_a_name_fits_where_a_word_begins(part: str, name: str, fits: bool) -> None:
    pattern = conditions_on_acts(Filters(actor=(part,))).values[0]
    assert duckdb.execute("SELECT regexp_matches(?, ?)", [name, pattern]).fetchall() == [(fits,)]


@pytest.mark.filterwarnings("ignore:index missing")
def test_an_act_that_goes_on_is_in_every_span_up_to_the_day_of_its_report(tmp_path: Path) -> None:
    folder = make_record(tmp_path / "record", index=False)
    first = readings()[0]
    when = When(start=date(2024, 1, 5), end=None, precision="day", text=None, reason="goes on")
    report = replace(first.report, id="gazette-3")
    going = replace(first, report=report, events=(replace(first.events[0], when=when),))
    Record(folder).add(
        [Found(report=report, file="b.jsonl", position=None)], jobs=1, load=lambda: GivenReader([going])
    )  # fmt: skip
    opened = dragoman.open_record(folder, frames="pandas")
    spans = {
        ("2024-01-01", "2024-01-04"): False, ("2024-01-01", "2024-01-31"): True, ("2024-02-01", "2024-02-02"): True,
        ("2024-03-13", "2024-03-31"): False,
    }  # fmt: skip
    for (since, until), inside in spans.items():
        assert ("gazette-3#e1" in acts(opened, since=since, until=until)) == inside


def test_all_faults_of_the_filters_are_told_at_once(opened: OpenRecord) -> None:
    with pytest.raises(RecordError) as error:
        opened.events(
            country="France", auxiliary="maybe", since="2024-02-01", until="2024-01-01", actor=" ", pair=("A", "")
        )
    assert [line.split(":")[0] for line in str(error.value).splitlines()] == [
        "--country", "--auxiliary", "--from", "--actor", "--pair", "--pair",
    ]  # fmt: skip


def test_an_unknown_filter_is_told_with_those_that_there_are(opened: OpenRecord) -> None:
    with pytest.raises(RecordError, match=r"colour: no such filter; filters are since, until"):
        opened.events(colour="red")


def test_statements_say_who_speaks_and_who_relays(opened: OpenRecord) -> None:
    found = opened.statements(about="straits").iloc[0]
    assert (found["said"], list(found["speakers"]), list(found["relays"])) == (
        "gazette-2#s2", ["navy of Sudland"], ["Ada Brandt"],
    )  # fmt: skip


def test_statements_that_nobody_relays_are_the_report_itself(opened: OpenRecord) -> None:
    assert list(opened.statements(source="-")["said"]) == ["herald-2#s1", "gazette-2#s1"]


def test_statements_refuse_filters_that_they_have_nothing_for(opened: OpenRecord) -> None:
    with pytest.raises(RecordError, match=r"--type: statements have none"):
        opened.statements(type="ASSAULT")


def test_actors_are_counted_by_part_with_names_and_codes(opened: OpenRecord) -> None:
    first = opened.actors().iloc[0]
    assert (first["name"], first["acted"], first["received"], first["source"]) == ("Norland", 3, 1, 1)
    assert list(opened.actors(country="SDL", actor="navy")["name"]) == ["navy of Sudland"]


def test_dyads_sum_what_happened_and_count_apart_what_did_not(opened: OpenRecord) -> None:
    pair = opened.dyads(actor="NRL", recipient="SDL").iloc[0]
    counts = pair[["events", "claims", "not_happened", "verbal_cooperation", "verbal_conflict", "material_conflict"]]
    assert list(counts) == [3, 1, 1, 1, 1, 1]
    assert pair["mean_intensity"] == -2.0


def test_dyads_by_month_are_a_panel(opened: OpenRecord) -> None:
    panel = opened.dyads(by="month")
    assert [(str(r.period)[:7], r.actor, r.recipient, r.events) for r in panel.itertuples()] == [
        ("2024-03", "NRL", "SDL", 2), ("2024-03", "SDL", "NRL", 1), ("2024-04", "NRL", "SDL", 1),
    ]  # fmt: skip


def _with_event(folder: Path, **changes: Any) -> OpenRecord:
    """A record of one report whose first event is changed so."""
    first = readings()[0]
    changed = replace(first, events=(replace(first.events[0], **changes),))
    record = Record(folder, create=True)
    found = Found(report=first.report, file="a.jsonl", position=None)
    record.add([found], jobs=1, load=lambda: GivenReader([changed]))
    record.index()
    return dragoman.open_record(folder, frames="pandas")


def test_what_two_do_together_is_between_them_only_if_its_type_is_mutual(tmp_path: Path) -> None:
    pair: dict[str, Any] = {"actor": ("norland", "sudland"), "recipient": ()}
    talks = _with_event(tmp_path / "talks", **pair).dyads()
    assert sorted(zip(talks["actor"], talks["recipient"], strict=True)) == [("NRL", "SDL"), ("SDL", "NRL")]
    assert len(_with_event(tmp_path / "strikes", type="ASSAULT", **pair).dyads()) == 0


def test_what_two_do_together_fits_who_is_asked_for_as_actor_and_recipient(tmp_path: Path) -> None:
    talks = _with_event(tmp_path / "talks", actor=("brandt", "sudland"), recipient=())
    for actor, recipient in (("Brandt", "Sudland"), ("SDL", "NRL"), (["Q9", "Q1"], "SDL")):
        assert acts(talks, actor=actor, recipient=recipient) == ["gazette-1#e1"]
        assert len(talks.timeline(actor=actor, recipient=recipient)) == 1
    for actor, recipient in (("Brandt", "NRL"), ("Sudland", "SDL"), ("Brandt", "ITA")):
        assert acts(talks, actor=actor, recipient=recipient) == []
    strikes = _with_event(tmp_path / "strikes", type="ASSAULT", actor=("brandt", "sudland"), recipient=())
    assert acts(strikes, actor="Brandt", recipient="Sudland") == []


def test_a_pair_is_either_direction_or_both_together(opened: OpenRecord, tmp_path: Path) -> None:
    both = ["gazette-1#e1", "herald-2#e1", "gazette-2#e1", "herald-2#e2", "gazette-2#e2"]
    assert acts(opened, pair=("NRL", "Sudland")) == acts(opened, pair=("SDL", "NRL")) == both
    assert acts(opened, pair=("Brandt", "SDL")) == ["gazette-1#e1", "gazette-2#e1"]
    assert acts(opened, pair=[("Brandt", "SDL"), ("Q3", "Q2")])[-1] == "gazette-2#e2"
    assert acts(opened, pair=("NRL", "NRL")) == []
    assert opened.timeline(pair=("SDL", "NRL"))["events"].sum() == 3
    talks = _with_event(tmp_path / "talks", actor=("brandt", "sudland"), recipient=())
    assert acts(talks, pair=("Sudland", "Brandt")) == ["gazette-1#e1"]
    assert acts(talks, pair=("Brandt", "NRL")) == []


def test_a_pair_of_speakers_is_who_speaks_to_whom(tmp_path: Path) -> None:
    first = readings()[2]
    said = replace(first.statements[0], addressee=("norland",))
    record = Record(tmp_path / "record", create=True)
    found = Found(report=first.report, file="a.jsonl", position=None)
    record.add([found], jobs=1, load=lambda: GivenReader([replace(first, statements=(said,))]))
    record.index()
    told = dragoman.open_record(tmp_path / "record", frames="pandas")
    assert list(told.statements(pair=("Norland", "navy"))["said"]) == ["herald-2#s1"]
    assert len(told.statements(pair=("SDL", "SDL"))) == 0


@pytest.mark.parametrize(
    ("filters", "pairs"),
    [
        ({"actor": "NRL", "recipient": "SDL"}, [("NRL", "SDL")]),
        ({"actor": "SDL"}, [("SDL", "NRL")]),
        ({"recipient": "SDL"}, [("NRL", "SDL")]),
        ({"pair": ("SDL", "NRL")}, [("NRL", "SDL"), ("SDL", "NRL")]),
        ({"pair": ("SDL", "ITA")}, []),
    ],
)
@pytest.mark.parametrize("by", [None, "month"])
def test_dyads_of_who_is_asked_for_are_rows_of_the_whole_table(
    opened: OpenRecord, filters: dict[str, Any], pairs: list[tuple[str, str]], by: str | None
) -> None:
    whole = [row for row in opened.rows(count_dyads(Filters(), by=by)) if (row["actor"], row["recipient"]) in pairs]
    assert list(opened.rows(count_dyads(make_filters(filters), by=by))) == whole


def test_spellings_of_one_identifier_are_one_under_the_commonest_name(tmp_path: Path) -> None:
    short = replace(readings()[3], report=replace(readings()[3].report, id="gazette-9"))
    people = tuple(replace(e, name="Brandt") if e.id == "brandt" else e for e in short.entities)
    given = [*readings(), replace(short, entities=people)]
    record = Record(tmp_path / "record", create=True)
    found = [Found(report=r.report, file="a.jsonl", position=str(i)) for i, r in enumerate(given)]
    record.add(found, jobs=1, load=lambda: GivenReader(given))
    record.index()
    opened = dragoman.open_record(tmp_path / "record", frames="pandas")
    pairs = opened.dyads(named=True, actor="Q1")
    assert [(r.actor, r.recipient, r.actor_id, r.recipient_id) for r in pairs.itertuples()] == [
        ("Ada Brandt", "Sudland", "Q1", "Q3"),
    ]  # fmt: skip
    assert list(pairs["actor_countries"][0]) == ["NRL"]
    assert set(opened.positions(actor="Q1")["actor"]) == {"Ada Brandt"}


def test_dyads_of_a_name_count_what_its_bearer_does_and_no_other_of_that_country(opened: OpenRecord) -> None:
    assert [(r.actor, r.recipient, r.events) for r in opened.dyads(actor="Brandt").itertuples()] == [("NRL", "SDL", 2)]
    assert len(opened.dyads(actor="Brandt", recipient="NRL")) == 0
    assert opened.dyads(pair=("Brandt", "SDL"))["events"].tolist() == [2, 1]


@pytest.mark.parametrize("kind", ["AGREE", "CONSULT", "COOPERATE", "ASSAULT"])
@pytest.mark.parametrize(
    ("actor", "recipient"),
    [(("norland",), ("sudland",)), (("norland", "sudland"), ()), (("norland",), ())],
    ids=["to a recipient", "together", "alone"],
)
def test_dyads_have_the_directions_that_the_exports_have(
    tmp_path: Path, kind: str, actor: tuple[str, ...], recipient: tuple[str, ...]
) -> None:
    opened = _with_event(tmp_path / "record", type=kind, actor=actor, recipient=recipient)
    (act,) = select_acts(Record(tmp_path / "record").readings(), Selection(), Tally())
    exported = {(d.source.country, d.target.country) for d in dyads_of(act) if d.source and d.target}
    for named in (False, True):
        found = opened.dyads(named=named, by_type=True)
        assert len(found) == len(exported)
    assert set(zip(found["actor"], found["recipient"], strict=True)) == {
        tuple({"NRL": "Norland", "SDL": "Sudland"}[str(country)] for country in pair) for pair in exported
    }


def test_a_promise_counts_as_made_to_whom_it_is_told_to_and_a_visit_both_ways(tmp_path: Path) -> None:
    def pairs(kind: str) -> list[tuple[str, str]]:
        dyads = _with_event(tmp_path / kind, type=kind).dyads()
        return sorted(zip(dyads["actor"], dyads["recipient"], strict=True))

    assert pairs("AGREE") == pairs("COOPERATE") == [("NRL", "SDL")]
    assert pairs("CONSULT") == [("NRL", "SDL"), ("SDL", "NRL")]


def test_a_mutual_act_counts_once_in_each_direction_also_where_both_sides_are_told_twice(tmp_path: Path) -> None:
    both = ("norland", "sudland")
    dyads = _with_event(tmp_path / "record", actor=both, recipient=both).dyads(named=True)
    found = {(r.actor, r.recipient): r.events for r in dyads.itertuples()}
    assert found[("Norland", "Sudland")] == found[("Sudland", "Norland")] == 1


def test_statements_without_days_count_on_the_day_of_their_report(opened: OpenRecord) -> None:
    assert list(opened.statements(since="2024-04-02")["said"]) == ["gazette-2#s1", "gazette-2#s2"]
    assert list(opened.statements(until="2024-03-14")["said"]) == ["herald-2#s1"]
    assert list(opened.positions(about="harbour", since="2024-04-02", until="2024-04-02")["entry"]) == [
        "gazette-2#s1", "gazette-2#s2",
    ]  # fmt: skip


def test_an_event_is_undated_if_no_telling_that_fits_has_a_day_and_only_what_is_asked_for_is_counted(
    opened: OpenRecord,
) -> None:
    def undated(more: Condition = ANYTHING, **filters: Any) -> object:
        return opened.value(count_undated(Filters(**filters), more=more))

    assert undated() == 3
    assert undated(ON_POSITIONS, actor=("SDL",)) == 1
    assert undated(on_pairs(Filters()), type=("SANCTION",)) == 0
    assert undated(on_pairs(Filters())) == 2
    assert undated(on_pairs(Filters(actor=("SDL",)))) == undated(on_pairs(Filters(recipient=("Norland",)))) == 1
    assert undated(on_pairs(Filters(pair=(("Sudland", "NRL"),)))) == 2
    assert undated(on_pairs(Filters(pair=(("Brandt", "NRL"),)))) == 0


def test_a_timeline_names_the_main_entries_and_marks_whose_word_they_rest_on(opened: OpenRecord) -> None:
    march = opened.timeline(by="month").iloc[0]
    assert (march["events"], march["claims"]) == (2, 1)
    assert [(e["act"], list(e["sources"])) for e in march["main"]] == [
        ("gazette-1#e1", []), ("herald-2#e1", ["navy of Sudland"]),
    ]  # fmt: skip


def test_what_goes_on_since_before_is_in_no_period_of_the_timeline(opened: OpenRecord) -> None:
    assert [str(p)[:10] for p in opened.timeline(by="week", since="2024-03-12")["period"]] == [
        "2024-03-11", "2024-04-01",
    ]  # fmt: skip


def test_positions_line_up_demands_and_refusals_and_tell_no_statement_twice(opened: OpenRecord) -> None:
    found = opened.positions(about="harbour")
    assert [(r.actor, r.position, r.words) for r in found.itertuples()] == [
        ("Ada Brandt", "demanded", "Open the harbour at once"), ("Sudland", "refused", "Sudland refused."),
        ("navy of Sudland", "said", "straits"),
    ]  # fmt: skip


def test_positions_are_toward_somebody_or_between_two(opened: OpenRecord) -> None:
    assert [(r.actor, r.position) for r in opened.positions(recipient="NRL").itertuples()] == [("Sudland", "refused")]
    assert list(opened.positions(pair=("NRL", "SDL"))["position"]) == ["demanded", "refused"]
    assert list(opened.positions(recipient="NRL", type="REQUEST")["position"]) == []


def test_positions_need_a_matter_or_somebody(opened: OpenRecord) -> None:
    with pytest.raises(RecordError, match="--about: positions are on a matter, of somebody or toward somebody"):
        opened.positions()


def test_counts_are_whole_numbers(opened: OpenRecord, tmp_path: Path) -> None:
    counts = {
        "events": ["acts", "claims", "reports", "publishers"], "actors": ["acted", "received", "source"],
        "dyads": ["events", "claims", "not_happened", "verbal_cooperation"], "timeline": ["events", "claims"],
    }  # fmt: skip
    for verb, columns in counts.items():
        found = getattr(opened, verb)()
        assert {str(found[column].dtype) for column in columns} <= {"int32", "int64"}, verb
    opened.write_parquet(count_dyads(Filters()), tmp_path / "dyads.parquet")
    assert str(pandas.read_parquet(tmp_path / "dyads.parquet")["events"].dtype) == "int64"


@pytest.mark.parametrize(
    ("frames", "kind"), [("pandas", pandas.DataFrame), ("polars", polars.DataFrame), ("arrow", pyarrow.Table)]
)
def test_answers_are_frames_of_the_kind_that_is_wanted(record: Path, frames: str, kind: type) -> None:
    with dragoman.open_record(record, frames=frames) as opened:
        assert isinstance(opened.events(limit=2), kind)


def test_the_first_kind_of_frame_that_is_installed_is_taken(record: Path) -> None:
    assert isinstance(dragoman.open_record(record).actors(), pandas.DataFrame)


def test_an_entry_is_found_with_all_its_tellings(opened: OpenRecord) -> None:
    entry = opened.explain("herald-1#e1")
    assert isinstance(entry, Entry)
    assert [t.id for t in entry.tellings] == ["gazette-1#e1", "herald-1#e1"]
    first, second = (telling.joined_by for telling in entry.tellings)
    assert first is None
    assert second is not None
    assert second.startswith("as gazette-1#e1: same type; both 2024-03-11; NRL and SDL; ")
    assert opened.explain("herald-2") == readings()[2]


def test_sql_asks_the_views_and_nothing_but_a_select_is_run(opened: OpenRecord) -> None:
    assert list(opened.sql("SELECT count(*) AS n FROM acts WHERE negated = ?", [True])["n"]) == [1]
    for query in ("COPY acts TO 'x.csv'", "DROP VIEW acts", "SELECT 1; SELECT 2", "SET threads = 1"):
        with pytest.raises(RecordError, match="expected one SELECT"):
            opened.sql(query)
    with pytest.raises(RecordError, match="nowhere"):
        opened.sql("SELECT * FROM nowhere")


def test_wrong_values_of_filters_and_limits_are_told_and_none_is_no_filter(opened: OpenRecord) -> None:
    with pytest.raises(RecordError) as error:
        opened.events(actor=5, since=2024, only_happened="yes", min_confidence="high", country=None)
    assert str(error.value).splitlines() == [
        "actor: expected a text or several, got 5", "since: expected a day YYYY-MM-DD, got 2024",
        "only_happened: expected True or False, got 'yes'", "min_confidence: expected a number, got 'high'",
    ]  # fmt: skip
    for pair in ("NRL", ["NRL"], [("A", "B"), ("C",)], [], ("A", 5)):
        with pytest.raises(RecordError, match="pair: expected two texts, or several pairs of them, got"):
            opened.events(pair=pair)
    for limit in (-1, 2.5, True):
        with pytest.raises(RecordError, match="limit: expected a whole number from 0"):
            opened.events(limit=limit)  # type: ignore[arg-type]
    assert len(opened.events(country=None, since=None)) == 6


def test_frames_that_cannot_be_made_are_told_at_opening(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RecordError, match="frames: expected one of pandas, polars, arrow, got 'excel'"):
        dragoman.open_record(record, frames="excel")
    monkeypatch.setattr("dragoman.record.opened.find_spec", lambda name: None if name == "pyarrow" else name)
    with pytest.raises(RecordError, match="frames: 'polars' needs polars and pyarrow; install pyarrow"):
        dragoman.open_record(record, frames="polars")


def test_two_answers_of_one_record_are_read_at_once(opened: OpenRecord) -> None:
    first, second = (opened.rows(list_events(Filters())) for _ in range(2))
    found = [(a["act"], b["act"]) for a, b in zip(first, second, strict=True)]
    assert [a for a, _ in found] == [b for _, b in found] == acts(opened)
    rows = opened.rows(opened.select("SELECT i FROM range(5000) r(i)"))
    assert next(rows) == {"i": 0}
    assert len(opened.sql("FROM reports")) == 4
    assert len(list(rows)) == 4999


def test_a_record_whose_index_goes_while_it_is_open_is_asked_as_it_is_now(tmp_path: Path) -> None:
    opened = dragoman.open_record(make_record(tmp_path / "record"), frames="pandas")
    assert len(opened.events()) == 6
    shutil.rmtree(tmp_path / "record" / "index")
    assert len(opened.events()) == 7


def test_an_answer_that_memory_cannot_hold_comes_by_way_of_a_file(
    opened: OpenRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = list_events(Filters())
    expected = [row["act"] for row in opened.rows(question)]
    tried: list[str] = []

    class Full:
        """A connection with memory for nothing but writing files, and reading from them."""

        def __init__(self, db: duckdb.DuckDBPyConnection) -> None:
            self._db = db

        def execute(self, query: str, values: Sequence[object] = ()) -> duckdb.DuckDBPyConnection:
            if not query.startswith("COPY") and not query.endswith("LIMIT 0") and "answer.parquet" not in query:
                tried.append(query)
                raise duckdb.OutOfMemoryException("could not allocate block")
            return self._db.execute(query, values)

        def sql(self, query: str, params: object = None) -> duckdb.DuckDBPyConnection:
            return self.execute(query, ())

    monkeypatch.setattr(opened, "_put", lambda work: work(Full(opened.connect())))
    assert [row["act"] for row in opened.rows(question)] == expected
    assert list(opened.frame(question)["act"]) == expected
    assert len(tried) == 2


def test_a_question_that_nothing_makes_fit_is_told(record: Path) -> None:
    with OpenRecord(record, memory_limit="20MB") as opened:
        question = opened.select("SELECT i, repeat('x', 500) || i AS t FROM range(60000) r(i) ORDER BY hash(i)")
        with pytest.raises(RecordError, match="needs too much memory"):
            list(opened.rows(question))


def test_every_documented_view_is_there_with_its_comment(opened: OpenRecord) -> None:
    with opened.connect() as db:
        found = db.execute("SELECT view_name FROM duckdb_views() WHERE comment IS NOT NULL").fetchall()
        assert {name for (name,) in found} == set(VIEWS)
        assert db.execute("SELECT count(*) FROM events JOIN reports USING (report)").fetchone() == (7,)


def test_without_an_index_the_shards_answer_and_nothing_is_merged(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="dragoman index"):
        bare = dragoman.open_record(make_record(tmp_path / "bare", index=False), frames="pandas")
    assert len(bare.events()) == 7
    assert list(bare.events()["reports"]) == [1] * 7
    assert list(bare.positions(about="harbour")["position"]) == ["demanded", "refused", "said"]


@pytest.mark.filterwarnings("ignore:index missing")
def test_an_index_of_other_shards_is_not_asked(tmp_path: Path) -> None:
    folder = make_record(tmp_path / "stale")
    (folder / "index" / "index.json").write_text('{"schema": 1, "shards": []}', encoding="utf-8")
    assert len(dragoman.open_record(folder, frames="pandas").events()) == 7


def test_an_empty_record_answers_with_no_rows(tmp_path: Path) -> None:
    Record(tmp_path / "empty", create=True)
    opened = dragoman.open_record(tmp_path / "empty", frames="pandas")
    for answer in (opened.events(), opened.statements(), opened.actors(), opened.dyads(), opened.timeline()):
        assert len(answer) == 0


def test_a_folder_that_is_no_record_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no record; make one with `dragoman add"):
        dragoman.open_record(tmp_path)


@pytest.mark.filterwarnings("ignore:index missing")
def test_the_last_revision_is_what_is_asked(tmp_path: Path) -> None:
    folder = make_record(tmp_path / "revised", index=False)
    again = replace(readings()[0].report, date=date(2024, 3, 20))
    Record(folder).add([Found(report=again, file="news.jsonl", position="1")], jobs=1, load=GivenReader)
    found = dragoman.open_record(folder, frames="pandas").sql("SELECT report, revision FROM events")
    assert found[found["report"] == "gazette-1"]["revision"].tolist() == [2]
