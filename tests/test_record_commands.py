"""`dragoman add`, `check` and `rejects`: what they print, where, and with which exit code."""

import hashlib
import io
import json
import pickle
import sys
from pathlib import Path
from typing import Protocol

import pytest

import dragoman
import dragoman.parallel
import dragoman.record.store
from command_line import run_main
from dragoman.commands.progress import Share, show_count, show_progress, show_steps
from dragoman.parallel import load_with_actors
from dragoman.record.adding import add_reports
from dragoman.record.index_state import index_is_fresh
from dragoman.reports import Reject
from readings import TEXT
from records import found, load_fake


class Run(Protocol):
    def __call__(self, *arguments: str) -> tuple[int, str, str]: ...


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs the command in this process with the fake reader; gives exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)

    def _add(*arguments: object, **options: object) -> object:
        return add_reports(*arguments, **(options | {"load": load_fake, "jobs": 1}))  # type: ignore[arg-type]

    monkeypatch.setattr(dragoman.record.store, "add_reports", _add)

    def _run(*arguments: str) -> tuple[int, str, str]:
        return run_main(monkeypatch, capsys, *arguments)

    return _run


def write(name: str, *, date: str = "date 2024-03-13\n\n") -> str:
    Path(name).write_text(f"{date}{TEXT}\n\n{name}", encoding="utf-8")
    return name


def test_add_says_what_it_came_to_and_exits_0(run: Run) -> None:
    files = [write("a.txt"), write("b.txt")]
    assert run("add", *files, "--record", "rec") == (0, "rec: 2 reports added\n", "")
    write("b.txt", date="date 2024-03-14\n\n")
    told = "rec: 1 report added, 1 of them changed texts, kept as new revisions, 1 there already\n"
    assert run("add", *files, "--record", "rec") == (0, told, "")
    assert run("add", *files, "--record", "rec") == (0, "rec: nothing added, 2 there already\n", "")


def test_add_names_what_it_could_not_read_and_exits_3(run: Run) -> None:
    code, out, err = run("add", write("a.txt"), write("b.txt", date=""), "--record", "rec", "--json")
    assert code == 3
    assert json.loads(out) == {"reports": 1, "revisions": 0, "known": 0, "rejects": 1, "new_rejects": 1, "shards": 1}
    assert err.startswith("dragoman: b.txt:1: date: missing")
    assert "see `dragoman rejects rec`" in run("add", "a.txt", "b.txt", "--record", "rec")[1]


def test_add_says_how_many_rejects_it_does_not_show(run: Run) -> None:
    err = run("add", *[write(f"{n}.txt", date="") for n in range(13)], "--record", "rec")[2]
    assert err.count("date: missing") == 10
    assert err.endswith("dragoman: and 3 more that could not be read; `dragoman rejects rec` lists all\n")


def test_add_brings_the_index_up_to_date_and_index_does_so_by_itself(run: Run) -> None:
    run("add", write("a.txt"), "--record", "rec")
    assert index_is_fresh(Path("rec"))
    run("add", write("b.txt"), "--record", "rec", "--no-index")
    assert not index_is_fresh(Path("rec"))
    assert "`dragoman index rec`" in run("events", "rec")[2]
    with pytest.warns(UserWarning, match="`dragoman index rec` makes it"):
        dragoman.open_record("rec").close()
    assert run("index", "rec") == (0, "rec: 6 acts that tell 3 events\n", "")
    assert index_is_fresh(Path("rec"))
    assert run("events", "rec")[2] == ""
    assert json.loads(run("index", "rec", "--rebuild", "--json")[1]) == {"acts": 6, "events": 3}


def test_a_run_that_adds_nothing_mends_an_index_that_was_left_behind(run: Run) -> None:
    run("add", write("a.txt"), "--record", "rec", "--no-index")
    assert not index_is_fresh(Path("rec"))
    run("add", "a.txt", "--record", "rec")
    assert index_is_fresh(Path("rec"))


def test_ctrl_c_says_what_is_kept_and_that_the_same_command_goes_on(run: Run) -> None:
    def lines(*words: str) -> str:
        items = [{"id": w, "date": "2024-03-13", "text": f"{TEXT}\n\n{w}"} for w in words]
        return "".join(json.dumps(item) + "\n" for item in items)

    many = [f"r{i}" for i in range(128)]
    Path("news.jsonl").write_text(lines("STOP"), encoding="utf-8")
    code, out, err = run("add", "news.jsonl", "--record", "rec")
    assert (code, out) == (130, "")
    assert "dragoman: rec: stopped before the first 128 reports were kept; the same command begins again\n" in err
    Path("news.jsonl").write_text(lines(*many, "STOP"), encoding="utf-8")
    told = "rec: stopped; 128 reports of this run kept, 128 at a time; the same command goes on from there\n"
    assert told in run("add", "news.jsonl", "--record", "rec")[2]
    Path("news.jsonl").write_text(lines(*many, "end"), encoding="utf-8")
    assert run("add", "news.jsonl", "--record", "rec")[1] == "rec: 1 report added, 128 there already\n"


def test_strict_add_stops_with_exit_code_1(run: Run) -> None:
    code, out, err = run("add", write("b.txt", date=""), "--record", "rec", "--strict")
    assert (code, out) == (1, "")
    assert "--strict" in err


def test_wrong_options_are_told_before_anything_is_made(run: Run) -> None:
    write("a.txt")
    assert run("add", "a.txt", "--record", "rec", "--columns", "text")[0] == 2
    assert run("add", ".", "--record", "rec") == (2, "", "dragoman: --record: rec lies in the input .; keep the record beside it\n")  # fmt: skip # noqa: E501
    assert run("add", "a.txt", "--record", "rec", "--date", "13.3.2024")[0] == 2
    code, _, err = run("add", "b.txt", "a.txt", "c.txt", "--record", "rec")
    assert code == 2
    assert "b.txt, c.txt: not found; check the name" in err
    assert not Path("rec").exists()


def test_a_record_in_a_folder_of_reports_is_left_out_and_told(run: Run) -> None:
    Path("news").mkdir()
    run("add", write("news/a.txt"), "--record", "news/old")
    told = "dragoman: news/old: left out, a record; give what it was made from\n"
    assert run("add", "news", "--record", "rec") == (0, "rec: 1 report added\n", told)
    code, out, err = run("add", "news/old", "--record", "rec")
    assert (code, out) == (3, "rec: nothing added, 1 could not be read (see `dragoman rejects rec`)\n")
    assert err == f"{told}dragoman: news/old: no file in it of a kind that can be read\n"


def test_add_reads_with_actors_of_ones_own_and_each_shard_keeps_their_digest(run: Run) -> None:
    write("a.txt")
    Path("mine.csv").write_text("name,country,sector\nCedar Bloc,LBN,OPP\n", encoding="utf-8")
    assert run("add", "a.txt", "--record", "rec", "--actors", "mine.csv")[0] == 0
    (path,) = Path("rec/shards").glob("*/shard.json")
    digest = hashlib.sha256(Path("mine.csv").read_bytes()).hexdigest()
    assert json.loads(path.read_text(encoding="utf-8"))["actors"] == digest
    loader = load_with_actors(Path("mine.csv"))
    assert pickle.loads(pickle.dumps(loader)) == loader  # noqa: S301 - as it goes to the processes
    assert {loader: 1}[load_with_actors(Path("mine.csv"))] == 1


def test_add_says_that_reports_that_are_there_are_not_read_again_for_other_actors(run: Run) -> None:
    Path("mine.csv").write_text("name,country,sector\nCedar Bloc,LBN,OPP\n", encoding="utf-8")
    run("add", write("a.txt"), "--record", "rec")
    _, out, err = run("add", write("b.txt"), "a.txt", "--record", "rec", "--actors", "mine.csv")
    assert out == "rec: 1 report added, 1 there already\n"
    assert err.startswith("dragoman: rec: has reports that were read without mine.csv, ")
    assert "add everything to a new record" in err
    assert run("add", "a.txt", "--record", "new", "--actors", "mine.csv")[2] == ""
    assert run("add", "a.txt", "--record", "new", "--actors", "mine.csv")[2] == ""


def test_faults_of_actors_are_told_before_a_record_is_made(run: Run) -> None:
    write("a.txt")
    Path("mine.csv").write_text("name,sector\nCedar Bloc,KING\n", encoding="utf-8")
    code, _, err = run("add", "a.txt", "--record", "rec", "--actors", "mine.csv")
    assert code == 1
    assert "mine.csv:2: column 2 (sector)" in err
    assert not Path("rec").exists()


def test_rejects_are_listed_with_place_stage_and_reason(run: Run) -> None:
    run("add", write("b.txt", date=""), "--record", "rec")
    code, out, _ = run("rejects", "rec")
    assert code == 0
    assert out.startswith("b.txt:1: input: date: missing")
    assert json.loads(run("rejects", "rec", "--json")[1])["file"] == "b.txt"


def test_a_report_under_another_ones_id_is_a_reject_until_it_is_read_under_its_own(run: Run) -> None:
    lines = [{"id": "1", "url": f"https://q.example/{n}", "date": "2024-03-13", "text": f"{TEXT} {n}"} for n in "ab"]
    Path("news.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert run("add", "news.jsonl", "--record", "rec")[0] == 3
    assert run("rejects", "rec")[1].startswith("news.jsonl:2: input: id: '1' was used for another report before; ")
    assert json.loads(run("rejects", "rec", "--json")[1])["position"] == "2"
    assert run("add", "news.jsonl", "--record", "rec", "--columns", "id=url")[0] == 0
    assert run("rejects", "rec")[:2] == (0, "")


def test_a_file_that_has_got_its_date_is_no_reject_any_more(run: Run) -> None:
    run("add", write("b.txt", date=""), "--record", "rec")
    assert run("add", "b.txt", "--record", "rec", "--date", "2024-03-13") == (0, "rec: 1 report added\n", "")
    assert run("rejects", "rec")[:2] == (0, "")


def test_check_exits_1_with_a_line_a_fault(run: Run) -> None:
    run("add", write("a.txt"), "--record", "rec")
    assert run("check", "rec") == (0, "rec: 1 shard, sound\n", "")
    (file,) = Path("rec/shards").glob("*/events.parquet")
    file.unlink()
    code, out, err = run("check", "rec")
    assert code == 1
    assert out.startswith(f"{file.parent.relative_to('rec')}/events.parquet: missing; ")
    assert err == "rec: 1 fault in 1 shard\n"
    assert json.loads(run("check", "rec", "--json")[1])["file"] == "events.parquet"


@pytest.mark.parametrize("file", ["events.parquet", "reports.parquet", "shard.json"])
@pytest.mark.parametrize("content", [None, b"", b"torn"])
def test_a_damaged_record_is_one_line_that_names_check(run: Run, file: str, content: bytes | None) -> None:
    run("add", write("a.txt"), "--record", "rec", "--no-index")
    (path,) = Path("rec/shards").glob(f"*/{file}")
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    for verb in (["events", "rec"], ["dyads", "rec"], ["export", "rec", "--format", "csv"], ["explain", "rec", "a"]):
        code, _, err = run(*verb)
        told = err.splitlines()[-1]
        if code == 0:  # who does not need that file
            continue
        assert code == 1
        assert told.startswith("dragoman: "), err
        assert "`dragoman check rec`" in told
        assert err.count("\n") <= 2


def test_an_index_with_a_torn_file_is_told_with_how_to_make_it_again(run: Run) -> None:
    run("add", write("a.txt"), "--record", "rec")
    Path("rec/index/acts.parquet").write_bytes(b"torn")
    code, _, err = run("events", "rec")
    assert code == 1
    assert "`dragoman index --rebuild rec`" in err
    assert run("index", "rec", "--rebuild")[0] == 0
    assert run("events", "rec")[0] == 0


def test_check_of_no_record_says_how_to_make_one(run: Run) -> None:
    code, _, err = run("check", "nowhere")
    assert code == 1
    assert "dragoman add INPUT… --record nowhere" in err


def test_the_share_that_is_done_goes_by_bytes_of_files(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.txt"
    first.write_bytes(b"x" * 1000)
    second.write_bytes(b"x" * 50)
    share = Share([str(tmp_path)])
    assert share.total == 1050
    one = found("one", file=str(first))
    size = len(one.report.text.encode())
    assert share.done(one) == size
    assert share.done(found("two", file=str(first))) == 2 * size
    assert share.done(Reject(file=str(second), reason="empty")) == 1000
    assert Share(["-"]).total is None


def test_progress_shows_count_rate_and_share_on_a_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"x" * 10_000)
    with show_progress([str(path)]) as observe:
        for i in range(3):
            observe(found(str(i), file=str(path)))
    assert "3 done" in terminal.getvalue()
    assert "/s" in terminal.getvalue()
    with show_count("checking") as count:
        count(2, 4)
    assert "50%" in terminal.getvalue()
    with show_steps() as step:
        step("comparing", 3, 4)
    assert "indexing: comparing" in terminal.getvalue()
    assert "75%" in terminal.getvalue()
