"""Why an event was coded, and why a sentence has none."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from accounts import VISIT, make_record, readings
from command_line import run_main
from dragoman.codebook import load_codebook
from dragoman.events.trace import STANDS, Considered, Trace
from dragoman.pipeline import Reader, load_reader
from dragoman.reasons import why_coded, why_not
from dragoman.record.store import Record
from dragoman.reports import Found, Reject
from dragoman.types import Report, Span

TEXT = (
    "French President Emmanuel Macron telephoned Italy's prime minister on Monday. The weather was mild. "
    "Italy's navy then kept the door open. The two discussed the call for an hour."
)
REPORT = Report(id="call", text=TEXT, date=date(2023, 2, 10))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader(threads=1)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], reader: Reader):
    def _run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("dragoman.pipeline.load_reader", lambda actors: reader)
        monkeypatch.setenv("COLUMNS", "100")
        return run_main(monkeypatch, capsys, "explain", *arguments)

    return _run


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> str:
    folder = tmp_path_factory.mktemp("explaining") / "record"
    found = [Found(report=REPORT, file="call.txt", position=None)]
    Record(folder, create=True).add(found, jobs=1, load=lambda: reader)
    return str(folder)


def test_tracing_gives_the_reading_that_reading_gives(reader: Reader) -> None:
    reading, _ = reader.trace(REPORT)
    assert reading == reader.read(REPORT)


def test_what_stands_in_the_trace_is_what_the_events_are_made_of(reader: Reader) -> None:
    reading, trace = reader.trace(REPORT)
    standing = [c for c in trace.considered if c.fate == STANDS]
    for event in reading.events:
        assert any(c.words.start < t.end and t.start < c.words.end for c in standing for t in event.triggers)
        assert why_coded(TEXT, event, trace, reader.codebook)
    assert all(c.probability is None or c.probability >= trace.least for c in standing)


def test_the_line_that_coded_an_event_names_rule_network_and_sum(reader: Reader) -> None:
    reading, trace = reader.trace(REPORT)
    line = why_coded(TEXT, reading.events[0], trace, reader.codebook)[0]
    assert line.startswith("“telephoned” as CONSULT phone: rule triggers.tsv:")
    assert "the network gives it" in line
    assert "together" in line


def test_an_event_whose_type_a_plan_gives_says_so() -> None:
    visit = readings()[0].events[0]
    considered = Considered(
        type="CONSULT",
        mode=("visit",),
        words=visit.triggers[0],
        rule="model",
        probability=0.8,
        network=0.9,
        fate=STANDS,
    )
    trace = Trace(sentences=(visit.sentence,), considered=(considered,), likeliest=(None,), least=0.37)
    planned = replace(visit, type="AGREE", mode=(), auxiliary=("future",))
    assert why_coded(VISIT, planned, trace, load_codebook()) == (
        "“visited” as CONSULT visit: no rule; the network gives it 0.90; together 0.80; a plan of it is coded AGREE",
    )
    settled = why_coded(VISIT, replace(visit, type="AID"), trace, load_codebook())[0]
    assert settled.endswith("; a convention of the codebook makes it AID")


def test_words_that_stand_without_an_event_say_that_they_may_tell_again() -> None:
    considered = Considered(
        type="CONSULT", mode=(), words=Span(4, 8), rule="model", probability=0.52, network=0.6, fate=STANDS
    )
    trace = Trace(sentences=(Span(0, 20),), considered=(considered,), likeliest=(None,), least=0.45)
    (line,) = why_not("The talk went on too.", 0, trace, (), load_codebook())
    assert line == "“talk” as CONSULT; together 0.52: as likely an act that was told before, or it names nobody"


def test_every_sentence_without_an_event_has_a_reason(reader: Reader) -> None:
    reading, trace = reader.trace(REPORT)
    for i in range(len(trace.sentences)):
        assert why_not(TEXT, i, trace, reading.events, reader.codebook)
    assert why_not(TEXT, 1, trace, reading.events, reader.codebook)[0].startswith("no word in it is known as an act")


def test_an_event_is_explained_by_words_people_days_and_rule(run, record: str) -> None:
    code, out, err = run(record, "call#e1")
    assert (code, err) == (0, "")
    assert "*telephoned*" in out
    for words in (
        "Emmanuel Macron  FRA",
        "2023-02-06 (day): ",
        "from “Monday”",
        "no place: ",
        "coded by",
        "rule triggers",
    ):
        assert words in out


def test_a_report_is_explained_sentence_by_sentence(run, record: str) -> None:
    code, out, err = run(record, "call", "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)["sentences"]
    assert [s["text"] for s in found][1] == "The weather was mild."
    assert all(bool(s["events"]) != bool(s["why_not"]) for s in found)
    assert "– no word in it is known as an act" in run(record, "call")[1]


def test_a_merged_event_shows_all_its_tellings_and_why_they_were_joined(run, tmp_path: Path) -> None:
    code, out, err = run(str(make_record(tmp_path / "merged")), "herald-1#e1")
    assert code == 0
    assert "one event from 2 acts in 2 reports" in out
    assert "same type; both 2024-03-11; NRL and SDL" in " ".join(out.split())
    assert out.index("gazette-1#e1") < out.index("herald-1#e1")
    assert "gazette-1: read with model sha256:0123456789ab" in err


def test_a_disputed_claim_says_by_whom_and_a_denial_that_it_is_no_plain_fact(run, tmp_path: Path) -> None:
    folder = str(make_record(tmp_path / "disputed"))
    assert "herald-2#e2" in run(folder, "herald-2#e1")[1].split("disputed by")[1].splitlines()[0]
    assert "negated" in run(folder, "herald-2#e2")[1].split("not plain fact")[1].splitlines()[0]


def test_a_statement_is_explained_with_who_relays_it(run, tmp_path: Path) -> None:
    out = run(str(make_record(tmp_path / "relayed")), "gazette-2#s2")[1]
    assert "navy of Sudland" in out
    assert "s1  Ada Brandt" in out


def test_an_id_that_is_not_there_is_told_with_some_that_are(run, record: str) -> None:
    code, out, err = run(record, "calls")
    assert (code, out) == (1, "")
    assert "calls: neither event nor report of" in err
    assert "like it are call;" in err


def test_the_end_of_one_id_is_that_one_and_of_several_they_are_told(run, tmp_path: Path, reader: Reader) -> None:
    ids = ["news/2023-02-10-call", "news/recall", "old/visit", "new/visit"]
    founds = [Found(report=replace(REPORT, id=id), file=f"{id}.txt", position=None) for id in ids]
    folder = str(tmp_path / "record")
    reject = Reject(file="news/nodate.txt", position="1", reason="date: missing", report="news/nodate")
    Record(tmp_path / "record", create=True).add([*founds, reject], jobs=1, load=lambda: reader)
    assert run(folder, "call#e1") == run(folder, "news/2023-02-10-call#e1")
    assert json.loads(run(folder, "2023-02-10-call", "--json")[1])["report"] == "news/2023-02-10-call"
    code, _, err = run(folder, "visit#e1")
    assert code == 1
    assert "like it are new/visit#e1, old/visit#e1" in err
    assert run(folder, "news/nodate")[2] == "dragoman: news/nodate: was rejected: news/nodate.txt:1: date: missing\n"


def test_what_was_read_with_own_actors_is_read_again_with_them(monkeypatch, capsys, tmp_path: Path) -> None:
    actors, text, folder = tmp_path / "mine.csv", tmp_path / "raid.txt", str(tmp_path / "record")
    actors.write_text("name,country,sector\nHill Committee,UGA,SPY\n", encoding="utf-8")
    text.write_text("The Hill Committee attacked a village near Isiolo on Monday.\n", encoding="utf-8")
    told = ("--actors", str(actors))
    added = run_main(monkeypatch, capsys, "add", str(text), "--record", folder, "--date", "2023-02-10", *told)
    assert added[0] == 0, added
    assert "read otherwise now" not in run_main(monkeypatch, capsys, "explain", folder, "raid", *told)[2]
    assert "read otherwise now" in run_main(monkeypatch, capsys, "explain", folder, "raid")[2]
