"""Records in other formats: exact columns, true contents, and independent readers that read them back."""

import ast
import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import networkx as nx
import pandas as pd
import pytest
from click.testing import CliRunner

import dragoman.exports.gdelt
import dragoman.exports.phoenix
from accounts import make_record
from dragoman.cli import cli
from dragoman.exports import FORMATS, Selection, Tally, select_acts, write_export
from dragoman.exports.cameo import Cameo
from dragoman.exports.days import DayParts, day_parts
from dragoman.exports.dyads import dyads_of
from dragoman.exports.flat import COLUMNS
from dragoman.exports.formats import ExportError
from dragoman.exports.gdelt import COLUMNS as GDELT
from dragoman.exports.gdelt import MENTION_COLUMNS
from dragoman.exports.phoenix import COLUMNS as PHOENIX
from dragoman.types import Reading, When, Where
from readings import entity, reading

POLECAT_HEADER = (
    b"Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\t"
    b"Actor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\t"
    b"Recipient Name\tRecipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\t"
    b"Recipient Title\tRecipient Name Raw\tWikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\t"
    b"Country\tLatitude\tLongitude\tGeoNames ID\tRaw Placename\tFeature Type\tSource\tPublication Date\t"
    b"Story People\tStory Organizations\tStory Locations\tLanguage\tVersion\n"
)
ICEWS_HEADER = (
    b"Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\t"
    b"Target Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\t"
    b"Province\tCountry\tLatitude\tLongitude\n"
)
PARIS = Where(
    name="Paris", country="FRA", lat=48.85, lon=2.35, geonameid=2988507, feature="PPL", precision="city", text=None
)


def exported(name: str, *readings: Reading, rows: str = "events", selection: Selection | None = None) -> str:
    out = io.StringIO()
    chosen = selection or Selection(facts_only=not FORMATS[name].marks)
    write_export(select_acts(readings or (reading(),), chosen, Tally()), name, out, rows=rows)
    return out.getvalue()


def talks(*, recipient: tuple[str, ...] = (), mode: tuple[str, ...] = ("phone",)) -> Reading:
    """Three who talk, or a visitor and a host."""
    base = reading()
    people = (
        entity("n1", "Ada Brandt", "FRA", "GOV", office="Minister", reason="r"),
        replace(entity("n2", "United Nations", "UNO", reason="r"), identifier="Q1065"),
        entity("n3", 'The "Free" Press;\tLtd', "GBR", "JRN", "BUS", reason="r"),
    )
    event = replace(
        base.events[1], type="CONSULT", mode=mode, context=(), quad=1, intensity=4.0, where=PARIS, recipient=recipient,
        actor=tuple(id for id in ("n1", "n2", "n3") if id not in recipient),
        when=When(start=date(2024, 3, 12), end=date(2024, 3, 12), precision="day", text=None, reason="told"),
    )  # fmt: skip
    return replace(base, entities=people, events=(event,))


def cells(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines()]


def test_polecat_has_its_forty_columns_byte_for_byte() -> None:
    lines = exported("polecat").encode().splitlines(keepends=True)
    assert lines[0] == POLECAT_HEADER
    assert {line.count(b"\t") for line in lines} == {39}


def test_icews_has_its_twenty_columns_byte_for_byte() -> None:
    lines = exported("icews").encode().splitlines(keepends=True)
    assert lines[0] == ICEWS_HEADER
    assert {line.count(b"\t") for line in lines} == {19}


@pytest.mark.parametrize(("name", "width"), [("gdelt", 61), ("gdelt-mentions", 16), ("phoenix", 26)])
def test_formats_without_a_header_have_their_number_of_columns(name: str, width: int) -> None:
    assert {len(row) for row in cells(exported(name, talks()))} == {width}
    assert [len(GDELT), len(MENTION_COLUMNS), len(PHOENIX)] == [61, 16, 26]


def test_polecat_rows_say_what_the_event_says() -> None:
    row = pd.read_csv(io.StringIO(exported("polecat", talks(recipient=("n2",)))), sep="\t", keep_default_na=False).iloc[
        0
    ]
    assert row["Event ID"] == "keld#e2"
    assert row["Event Date"] == "2024-03-12"
    assert row["Quad Code"] == "VERBAL COOPERATION"
    assert row["Actor Name"] == "Ada Brandt; The 'Free' Press, Ltd"
    assert row["Actor COW"] == "220; 200"
    assert row["Actor Sectors"] == "GOV; JRN|BUS"
    assert row["Actor Title"] == "Minister; None"
    assert (row["Recipient Country"], row["Recipient COW"]) == ("UNO", "None")
    assert (row["City"], row["Country"], row["GeoNames ID"]) == ("Paris", "FRA", 2988507)


def test_talks_go_both_ways_between_all_pairs() -> None:
    rows = cells(exported("icews", talks()))[1:]
    assert len(rows) == 6
    assert {(row[2], row[8]) for row in rows} >= {("Ada Brandt", "United Nations"), ("United Nations", "Ada Brandt")}
    assert {row[6] for row in rows} == {"041"}
    assert len({row[0] for row in rows}) == 6


@pytest.mark.parametrize(
    ("first", "second", "rows"),
    [
        (("Kenya", "GOV", None, "Q114"), ("Kenya's foreign ministry", "GOV", None, None), 4),
        (("Kenya", "GOV", None, "Q114"), ("Kenya Defence Forces", "MIL", None, "dragoman:KEN:kdf"), 4),
        (("Kenya", "GOV", None, "Q114"), ("Kenyan farmers", "AGR", None, None), 6),
        (("Kenyan leader", "GOV", "Leader", None), ("Ada Otieno", "GOV", "President", None), 4),
        (("Kenyan president", "GOV", "President", None), ("Ada Otieno", "GOV", "Foreign Minister", None), 6),
        (("Joy Kamau", "GOV", "President", None), ("Ada Otieno", "GOV", "President", None), 6),
    ],
)
def test_a_state_does_not_act_on_its_own_body_that_acts_with_it(
    first: tuple[str, str, str | None, str | None], second: tuple[str, str, str | None, str | None], rows: int
) -> None:
    sides = [
        replace(entity(f"n{i}", name, "KEN", sector, office=office, reason="r"), identifier=identifier)
        for i, (name, sector, office, identifier) in enumerate((first, second), 1)
    ]
    both = replace(talks(), entities=(*sides, entity("n3", "Uganda", "UGA", "GOV", reason="r")))
    assert len(cells(exported("icews", both))[1:]) == rows


def test_an_act_of_one_party_under_two_names_keeps_its_rows_without_a_target() -> None:
    base = talks()
    sides = [replace(entity(id, "Kenya", "KEN", "GOV", reason="r"), identifier="Q114") for id in ("n1", "n2")]
    alone = replace(base, entities=(*sides, base.entities[2]), events=(replace(base.events[0], actor=("n1", "n2")),))
    assert [(row[2], row[8]) for row in cells(exported("icews", alone))[1:]] == [("Kenya", "NULL")] * 2


def test_visitors_make_and_hosts_host_a_visit() -> None:
    rows = cells(exported("icews", talks(recipient=("n2",), mode=("visit",))))[1:]
    assert ("Ada Brandt", "Make a visit", "042", "United Nations") in {(r[2], r[5], r[6], r[8]) for r in rows}
    assert ("United Nations", "Host a visit", "043", "Ada Brandt") in {(r[2], r[5], r[6], r[8]) for r in rows}


def test_gdelt_writes_cameo_actors_and_its_own_places() -> None:
    row = dict(zip(GDELT, cells(exported("gdelt", talks()))[0], strict=True))
    assert (row["Day"], row["MonthYear"], row["Year"], row["FractionDate"]) == (
        "20240312",
        "202403",
        "2024",
        "2024.1973",
    )
    assert (row["Actor1Code"], row["Actor1CountryCode"], row["Actor1Type1Code"]) == ("FRAGOV", "FRA", "GOV")
    assert (row["Actor2Code"], row["Actor2KnownGroupCode"], row["Actor2Type1Code"]) == ("IGOUNO", "UNO", "IGO")
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"], row["QuadClass"]) == ("041", "041", "04", "1")
    assert (row["ActionGeo_Type"], row["ActionGeo_Fullname"], row["ActionGeo_CountryCode"]) == (
        "4",
        "Paris, France",
        "FR",
    )
    assert row["DATEADDED"] == "20240313000000"


def test_gdelt_mentions_point_into_the_text() -> None:
    base = reading()
    text = base.report.text
    for row in cells(exported("gdelt-mentions", base)):
        mention = dict(zip(MENTION_COLUMNS, row, strict=True))
        assert any(text[int(mention["ActionCharOffset"]) :].startswith(word) for word in ("closed", "blocked"))
    events = {row[0] for row in cells(exported("gdelt", base))}
    assert events == {row[0] for row in cells(exported("gdelt-mentions", base))}


def test_quad_classes_follow_each_format() -> None:
    closure = reading()  # SANCTION discontinue, economic
    assert cells(exported("phoenix", closure))[0][13:16] == ["1621", "16", "3"]
    assert dict(zip(GDELT, cells(exported("gdelt", closure))[0], strict=True))["QuadClass"] == "4"


def test_a_media_house_is_med_and_a_hospital_hlh_in_cameo() -> None:
    rows = cells(exported("phoenix", talks()))
    assert "GBRMEDBUS" in {row[5] for row in rows}


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if not form.marks and name != "graphml"])
def test_what_was_denied_is_no_fact_unless_asked_for(name: str) -> None:
    with_all = exported(name, selection=Selection())
    assert len(with_all.splitlines()) > len(exported(name).splitlines())


def test_polecat_marks_what_did_not_happen_when_asked_to_keep_it() -> None:
    rows = cells(exported("polecat", selection=Selection()))[1:]
    assert [row[3] for row in rows] == ["future; negated", "discontinue", "obstruct"]


def test_a_promise_is_a_fact_though_its_matter_is_still_to_come() -> None:
    base = talks()
    promise = replace(base, events=(replace(base.events[0], type="AGREE", mode=(), auxiliary=("future",)),))
    attack = replace(base, events=(replace(base.events[0], type="ASSAULT", mode=(), auxiliary=("future",)),))
    assert len(cells(exported("polecat", promise))) == 2
    assert len(cells(exported("polecat", attack))) == 1


def test_an_unknown_date_stays_unknown_unless_it_is_to_be_filled() -> None:
    assert cells(exported("icews"))[1][1] == "NULL"
    filled = exported("icews", selection=Selection(facts_only=True, fill_dates=True))
    assert cells(filled)[1][1] == "2024-03-13"


def test_a_month_is_no_day() -> None:
    march = When(start=date(2024, 3, 1), end=date(2024, 3, 31), precision="month", text=None, reason="r")
    base = talks()
    told = replace(base, events=(replace(base.events[0], when=march),))
    assert cells(exported("gdelt", told))[0][1:5] == ["", "202403", "2024", ""]
    assert cells(exported("polecat", told))[1][1] == "None"


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        (date(2024, 3, 4), date(2024, 3, 10), "week", DayParts(year=2024, month=3, day=4)),
        (date(2014, 1, 1), None, "year", DayParts(year=2014)),
        (date(2024, 3, 1), None, "day", DayParts(year=2024, month=3, day=1)),
        (date(2024, 3, 1), date(2024, 6, 2), "day", DayParts(year=2024)),
        (date(2010, 1, 1), date(2019, 12, 31), "decade", DayParts()),
        (None, date(2024, 3, 1), "day", DayParts()),
    ],
)
def test_no_more_of_a_day_is_told_than_is_sure(
    start: date | None, end: date | None, precision: str, expected: DayParts
) -> None:
    assert day_parts(When(start=start, end=end, precision=precision, text=None, reason="r")) == expected


def test_ids_hang_on_the_act_and_its_sides_alone() -> None:
    first, second = exported("icews", talks()), exported("icews", reading(), talks())
    assert {row[0] for row in cells(first)[1:]} <= {row[0] for row in cells(second)[1:]}
    assert all(int(row[0]) < 2**53 for row in cells(first)[1:])


@pytest.mark.parametrize(
    ("type", "mode", "context", "code"),
    [
        ("AID", (), ("economic",), "071"),
        ("AGREE", (), (), "030"),
        ("ACCUSE", ("allege",), ("military", "legal"), "1124"),
        ("ACCUSE", ("allege",), ("corruption",), "1121"),
        ("PROTEST", ("demo",), ("executive",), "141"),  # leadership and policy share a context in PLOVER
        ("ASSAULT", ("heavy-weapons",), (), "194"),
        ("ASSAULT", ("aerial",), ("military",), "195"),
        ("RETREAT", ("ceasefire",), (), "0871"),
        ("COERCE", ("restrict",), ("economic",), "163"),
    ],
)
def test_the_cameo_code_is_the_most_specific_that_holds(
    type: str, mode: tuple[str, ...], context: tuple[str, ...], code: str
) -> None:
    found = Cameo().code(type, mode, context)
    assert found is not None
    assert found.code == code


def test_no_context_is_made_up_for_any_mode_of_any_type() -> None:
    from dragoman.codebook import load_codebook

    table = (Path(__file__).parent / "cameo_cases.tsv").read_text(encoding="utf-8").splitlines()
    expected = {(type, mode): code for type, mode, code in (line.split("\t") for line in table if line[0] != "#")}
    kinds = load_codebook().types.values()
    assert expected.keys() == {(kind.name, mode) for kind in kinds for mode in ("", *kind.modes)}
    found = {(type, mode): code and code.code for type, mode in expected for code in [Cameo().code(type, [mode])]}
    assert found == expected


@pytest.mark.parametrize(
    ("sector", "mode", "context", "code"),
    [("MIL", (), (), "190"), ("MIL", ("beat",), (), "182"), ("REB", (), (), "180"), ("REB", (), ("military",), "190")],
)
def test_an_assault_by_armed_forces_is_conventional_force(
    sector: str, mode: tuple[str, ...], context: tuple[str, ...], code: str
) -> None:
    base = talks(recipient=("n2",))
    attack = replace(base.events[0], type="ASSAULT", mode=mode, context=context, actor=("n1",))
    army = replace(
        base, entities=(entity("n1", "Army", "FRA", sector, reason="r"), *base.entities[1:]), events=(attack,)
    )
    assert [row[6] for row in cells(exported("icews", army))[1:]] == [code]


@pytest.fixture
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What each call on the page of exports reads, by the name of the file."""
    monkeypatch.chdir(tmp_path)
    page = (Path(__file__).parent.parent / "docs" / "exports.md").read_text(encoding="utf-8")
    code = ast.parse("\n".join(re.findall(r"```python\n(.*?)```", page, re.DOTALL)))
    found = {}
    for call in (line.value for line in code.body if isinstance(line, ast.Expr) and isinstance(line.value, ast.Call)):
        path = ast.literal_eval(call.args[0])
        name = {"events.parquet": "parquet", "record.graphml": "graphml"}.get(path, path.removesuffix(".tsv"))
        write_export(select_acts([reading(), talks()], Selection(facts_only=True), Tally()), name, tmp_path / path)
        names = {"pandas": pd, "networkx": nx, "dragoman": dragoman}
        found[name] = eval(compile(ast.Expression(call), str(path), "eval"), names)  # noqa: S307 our own page
    return found


def test_the_calls_on_the_page_lose_no_zero_and_no_day(loaded: dict[str, Any]) -> None:
    icews, gdelt, phoenix = loaded["icews"], loaded["gdelt"], loaded["phoenix"]
    assert icews["CAMEO Code"].iloc[-1] == "041"
    assert (icews["Event ID"].dtype, icews["Latitude"].dtype) == ("int64", "float64")
    dates = pd.to_datetime(icews["Event Date"])
    assert (dates.isna().sum(), dates.max()) == (1, pd.Timestamp("2024-03-12"))
    last = gdelt.iloc[-1]
    assert (last["EventCode"], last["EventBaseCode"], last["EventRootCode"]) == ("041", "041", "04")
    assert (last["Day"], last["MonthYear"], last["Year"]) == ("20240312", "202403", "2024")
    assert gdelt["Day"].isna().any()  # a day that is missing must not make floats of the others
    assert gdelt["GlobalEventID"].is_unique
    assert gdelt["ActionGeo_Lat"].dtype == "float64"
    mentions = loaded["gdelt-mentions"]
    assert set(mentions["GlobalEventID"]) == set(gdelt["GlobalEventID"])
    assert mentions["EventTimeDate"].iloc[-1] == "20240312000000"
    last = phoenix.iloc[-1]
    assert (last["EventCode"], last["EventRootCode"], last["Date"]) == ("041", "04", "20240312")
    assert (last["Year"], last["Month"], last["Day"]) == ("2024", "3", "12")
    assert phoenix["QuadClass"].isin(range(5)).all()
    assert len(loaded["parquet"]) == 3
    assert loaded["graphml"].number_of_nodes() >= 3


def test_polecat_has_wikidata_ids_alone_under_wikipedia() -> None:
    base = talks(recipient=("n2",))
    people = (replace(base.entities[0], identifier="dragoman:FRA:ada-brandt"), *base.entities[1:])
    row = cells(exported("polecat", replace(base, entities=people)))[1]
    assert row[POLECAT_HEADER.decode().split("\t").index("Wikipedia Recipient ID")] == "Q1065"
    assert row[POLECAT_HEADER.decode().split("\t").index("Wikipedia Actor ID")] == "None"


def test_plover_lines_have_the_required_fields_and_mark_everything() -> None:
    lines = [json.loads(line) for line in exported("plover").splitlines()]
    assert all({"id", "date", "actor", "event"} <= line.keys() for line in lines)
    assert lines[0]["auxiliary"] == ["future", "negated"]
    assert lines[2]["according_to"][0]["identifier_text"] == "mayor of Keld"
    assert lines[1]["event_loc"]["resolution"] == 4


def test_csv_and_parquet_hold_the_same_and_read_back_with_their_types(tmp_path: Path) -> None:
    acts = [reading(), talks(recipient=("n2",))]
    path = tmp_path / "events.parquet"
    write_export(select_acts(acts, Selection(), Tally()), "parquet", path, rows="dyads")
    stored = duckdb.connect(":memory:").read_parquet(str(path))
    assert [(name, str(type)) for name, type in zip(stored.columns, stored.types, strict=True)] == list(COLUMNS)
    table = pd.read_csv(io.StringIO(exported("csv", *acts, rows="dyads", selection=Selection())))
    frame = pd.read_parquet(path)
    assert list(table.columns) == list(frame.columns)
    assert table["dyad_id"].tolist() == frame["dyad_id"].tolist()
    assert table["actor_name"].dropna().tolist() == frame["actor_name"].dropna().tolist()
    assert [entry.name for entry in tmp_path.iterdir()] == ["events.parquet"]


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_readings_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    for path in (tmp_path / "one", tmp_path / "two"):
        write_export(select_acts([reading(), talks()], Selection(), Tally()), name, path)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_acts: object, _out: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(FORMATS, "plover", replace(FORMATS["plover"], write=full))
    with pytest.raises(ExportError, match=r"record\.jsonl: No space left on device; make room"):
        write_export(select_acts([reading()], Selection(), Tally()), "plover", tmp_path / "record.jsonl")
    assert list(tmp_path.iterdir()) == []


def test_stata_can_take_every_column_name() -> None:
    names = [name for name, _ in COLUMNS]
    assert all(len(name) <= 32 and name.isidentifier() and name.islower() for name in names)
    assert len(set(names)) == len(names)


def test_parties_of_one_cell_stand_in_the_same_order_in_every_column() -> None:
    row = next(csv.DictReader(io.StringIO(exported("csv", talks()))))
    assert row["actor_name"].split("; ")[1] == "United Nations"
    assert row["actor_id"] == "; Q1065; "
    assert row["actor_sector"].split("; ") == ["GOV", "", "JRN BUS"]


def test_networkx_reads_the_network(tmp_path: Path) -> None:
    path = tmp_path / "record.graphml"
    write_export(select_acts([talks(), talks()], Selection(), Tally()), "graphml", path)
    graph = nx.read_graphml(path)
    assert graph.number_of_nodes() == 3
    assert graph.number_of_edges() == 6
    ends = next((a, b) for a, b in graph.edges if graph.nodes[a]["label"] == "Ada Brandt" and b == "Q1065")
    assert graph.edges[ends]["weight"] == 2
    assert graph.edges[ends]["first"] == "2024-03-12"


def test_the_network_tells_visitor_and_host_apart(tmp_path: Path) -> None:
    told = (talks(recipient=("n2",), mode=("visit",)), talks())
    write_export(select_acts(told, Selection(facts_only=True), Tally()), "graphml", tmp_path / "record.graphml")
    graph = nx.read_graphml(tmp_path / "record.graphml")
    names = nx.get_node_attributes(graph, "label")
    edges = {(names[a], names[b]): (e["weight"], e["visits"], e["hosts"]) for a, b, e in graph.edges(data=True)}
    assert edges["Ada Brandt", "United Nations"] == (2, 1, 0)
    assert edges["United Nations", "Ada Brandt"] == (2, 0, 1)


def test_acts_touching_the_days_asked_for_are_chosen() -> None:
    tally = Tally()
    march = Selection(since=date(2024, 3, 10), until=date(2024, 3, 11))
    chosen = list(select_acts([reading()], march, tally))
    assert [act.event.id for act in chosen] == ["e3"]  # since March 1, and goes on
    assert tally.left_out == {"outside the days asked for": 1, "without a date": 1}


@pytest.mark.parametrize(
    ("selection", "ids"),
    [
        (Selection(types=frozenset(("PROTEST",))), ["e3"]),
        (Selection(countries=frozenset(("NRL",))), ["e1"]),
        (Selection(actors=("DOCK",)), ["e3"]),
        (Selection(own_word_only=True), ["e1", "e2"]),
    ],
)
def test_acts_are_chosen_by_type_country_name_and_word(selection: Selection, ids: list[str]) -> None:
    assert [act.event.id for act in select_acts([reading()], selection, Tally())] == ids


def test_acts_of_nobody_on_nobody_have_no_dyad() -> None:
    base = reading()
    nobody = replace(base, events=(replace(base.events[1], actor=(), recipient=()),))
    assert [list(dyads_of(act)) for act in select_acts([nobody], Selection(), Tally())] == [[]]


def test_readings_stream_through_an_export() -> None:
    asked: list[int] = []

    def many() -> Iterator[Reading]:
        for number in range(3):
            asked.append(number)
            yield reading()

    out = _Watched(asked)
    write_export(select_acts(many(), Selection(), Tally()), "plover", out)
    assert out.seen[0] == 1


class _Watched(io.StringIO):
    """Notes how many readings were asked for when each line came."""

    def __init__(self, asked: list[int]) -> None:
        super().__init__()
        self.asked, self.seen = asked, list[int]()

    def write(self, text: str, /) -> int:
        self.seen.append(len(self.asked))
        return super().write(text)


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("dragoman.commands.export._readings", lambda _: iter([reading()]))
    return tmp_path


def test_the_command_writes_results_and_tells_what_it_left_out(record: Path) -> None:
    run = CliRunner().invoke(cli, ["export", str(record), "--format", "polecat"])
    assert run.exit_code == 0
    assert run.stdout_bytes.startswith(POLECAT_HEADER)
    assert run.stderr == "2 events, 1 without a sure day; left out: 1 denied or imagined\n"


def test_the_command_knows_every_format() -> None:
    form = next(option for option in cli.commands["export"].params if option.name == "form")
    assert list(form.type.choices) == list(FORMATS)


def test_the_command_writes_whole_files(record: Path) -> None:
    out = record / "record.parquet"
    run = CliRunner().invoke(cli, ["export", str(record), "--format", "parquet", "--out", str(out)])
    assert run.exit_code == 0
    assert len(pd.read_parquet(out)) == 3


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--format", "parquet"], "--out: parquet goes to a file"),
        (["--format", "icews", "--rows", "dyads"], "--rows: only csv and parquet"),
        (["--format", "csv", "--from", "2024-02-01", "--to", "2024-01-01"], "--from: 2024-02-01 is after"),
        (["--format", "csv", "--country", "Kenya"], "--country: 'Kenya' is no code; give KEN"),
        (["--format", "csv", "--country", "Q8"], "--country: 'Q8' is no code; give an ISO 3166 code"),
        (["--format", "csv", "--type", "FOO"], "--type: 'FOO' is no type of events; give one of AGREE, "),
        (["--format", "csv", "--type", "assualt"], "'assualt' is no type of events; did you mean ASSAULT?"),
        (["--format", "csv", "--out", "nowhere/at/all.csv"], "nowhere/at is no folder"),
    ],
)
def test_wrong_usage_is_told_with_the_remedy(record: Path, options: list[str], told: str) -> None:
    run = CliRunner().invoke(cli, ["export", str(record), *options])
    assert run.exit_code == 2
    assert told in run.stderr


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--recipient", "NRL"], ["gazette-2#e2"]),
        (["--pair", "Brandt", "SDL"], ["gazette-1#e1", "herald-1#e1", "gazette-2#e1"]),
        (["--source", "navy"], ["herald-2#e1"]),
        (["--about", "boat", "--only-happened"], ["herald-2#e1"]),
        (["--about", "boat", "--type", "REQUEST"], []),
        (["--publisher", "Herald", "--min-confidence", "0.5"], ["herald-1#e1", "herald-2#e1", "herald-2#e2"]),
        (["--min-confidence", "0.95"], []),
        (["--from", "2024-04-01"], ["gazette-2#e1"]),
        (["--from", "2024-04-01", "--by-report-date"], ["gazette-2#e1", "gazette-2#e2", "gazette-2#e3"]),
    ],
)
@pytest.mark.parametrize("index", [True, False])
def test_exports_take_the_filters_of_the_verbs_that_ask(
    tmp_path: Path, options: list[str], ids: list[str], index: bool
) -> None:
    folder = make_record(tmp_path / "record", index=index)
    run = CliRunner().invoke(cli, ["export", str(folder), "--format", "csv", *options])
    assert run.exit_code == 0
    assert [row["event_id"] for row in csv.DictReader(io.StringIO(run.stdout))] == ids


def exported_rows(folder: Path, *options: str) -> list[dict[str, str]]:
    run = CliRunner().invoke(cli, ["export", str(folder), "--format", "csv", *options])
    assert run.exit_code == 0
    return list(csv.DictReader(io.StringIO(run.stdout)))


def test_rows_that_tell_one_event_have_one_cluster(tmp_path: Path) -> None:
    rows = exported_rows(make_record(tmp_path / "record"))
    clusters = {row["event_id"]: row["cluster"] for row in rows}
    assert clusters.pop("herald-1#e1") == clusters["gazette-1#e1"] == "gazette-1#e1"
    assert all(act == cluster for act, cluster in clusters.items())
    assert {row["cluster"] for row in exported_rows(make_record(tmp_path / "bare", index=False))} == {""}


def test_merged_exports_have_what_two_reports_tell_once_by_the_first_that_fits(tmp_path: Path) -> None:
    folder = make_record(tmp_path / "record")
    every = [row["event_id"] for row in exported_rows(folder)]
    assert [row["event_id"] for row in exported_rows(folder, "--merged")] == [e for e in every if e != "herald-1#e1"]
    assert exported_rows(folder, "--merged", "--publisher", "Herald")[0]["event_id"] == "herald-1#e1"
    edges = CliRunner().invoke(cli, ["export", str(folder), "--format", "graphml", "--merged"]).stdout
    assert edges.count('<data key="weight">1</data>') == 3
    run = CliRunner().invoke(cli, ["export", str(folder), "--format", "icews", "--merged"])
    assert "1 told again" in run.stderr


def test_a_merged_export_needs_the_index(tmp_path: Path) -> None:
    folder = make_record(tmp_path / "record", index=False)
    run = CliRunner().invoke(cli, ["export", str(folder), "--format", "icews", "--merged"])
    assert "--merged: index missing or out of date; `dragoman index" in str(run.exception)


def test_types_and_countries_may_be_given_in_small_letters(record: Path) -> None:
    options = ["--format", "csv", "--type", "protest", "--country", "igo"]
    assert CliRunner().invoke(cli, ["export", str(record), *options]).exit_code == 0
