"""A record under kill -9, and under several who add to it at once."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman.record.index_state import read_shards
from dragoman.record.shards import list_shards
from dragoman.record.store import Record
from records import contents, load_fake, many

COUNT = 1100
HERE = Path(__file__).parent


def start(folder: Path, *, jobs: int = 1, count: int = COUNT) -> "subprocess.Popen[bytes]":
    paths = os.pathsep.join([str(HERE), str(HERE.parent / "src")])
    return subprocess.Popen(
        [sys.executable, str(HERE / "records.py"), str(folder), str(count), str(jobs)],
        env={**os.environ, "PYTHONPATH": paths}, start_new_session=True,
    )  # fmt: skip


def finished_shards(folder: Path) -> int:
    return len(list(folder.glob("shards/[!.]*")))


def files_in_the_making(folder: Path) -> int:
    """How many files the shard that is being written has so far; -1 if there is none."""
    try:
        return max((len(list(path.iterdir())) for path in folder.glob("shards/.tmp-*/*") if path.is_dir()), default=-1)
    except FileNotFoundError:
        return -1


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Record:
    record = Record(tmp_path_factory.mktemp("undisturbed"), create=True)
    record.add(many(COUNT), jobs=1, load=load_fake)
    return record


def test_killed_while_it_writes_it_keeps_whole_shards_and_goes_on_to_the_same_bytes(
    tmp_path: Path, undisturbed: Record
) -> None:
    folder = tmp_path / "record"
    kept = 0
    for finished, files in ((0, 2), (0, 6), (1, 0), (3, 5), (4, 3), (6, 4), (7, 1)):
        child = start(folder)
        while child.poll() is None and not (
            finished_shards(folder) >= finished and files_in_the_making(folder) >= files
        ):
            time.sleep(0.0002)
        child.kill()
        child.wait()
        record = Record(folder, create=True)
        assert list(record.check()) == []
        assert finished_shards(folder) >= kept
        kept = finished_shards(folder)
    assert start(folder).wait() == 0
    assert contents(record) == contents(undisturbed)
    assert list(record.shards.glob(".tmp-*")) == []


def test_killed_while_it_indexes_the_old_index_stays_and_the_next_time_makes_the_same_bytes(
    tmp_path: Path, undisturbed: Record
) -> None:
    names = list_shards(undisturbed.shards)
    killed, calm = tmp_path / "killed", tmp_path / "calm"
    for folder in (killed, calm):
        Record(folder, create=True)
        shutil.copytree(undisturbed.shards / names[0], folder / "shards" / names[0])
    Record(killed).index()
    shutil.copytree(undisturbed.shards / names[1], killed / "shards" / names[1])
    for made in ("stories.parquet", "said.parquet", "links.parquet"):
        child = subprocess.Popen(
            [sys.executable, "-c", f"from dragoman.record.store import Record; Record({str(killed)!r}).index()"],
            env={**os.environ, "PYTHONPATH": str(HERE.parent / "src")},
        )  # fmt: skip
        while child.poll() is None and not list(killed.glob(f".index-*/{made}")):
            time.sleep(0.0002)
        child.kill()
        child.wait()
        assert read_shards(killed / "index") == names[:1]
    shutil.copytree(undisturbed.shards / names[1], calm / "shards" / names[1])
    for folder in (killed, calm):
        Record(folder).index()
    assert contents(Record(killed)) == contents(Record(calm))


def test_two_who_add_the_same_at_once_make_one_record(tmp_path: Path, undisturbed: Record) -> None:
    children = [start(tmp_path / "record") for _ in range(2)]
    assert [child.wait() for child in children] == [0, 0]
    assert contents(Record(tmp_path / "record")) == contents(undisturbed)


def test_two_who_add_overlapping_inputs_at_once_keep_each_report_once(tmp_path: Path) -> None:
    children = [start(tmp_path / "record", count=count) for count in (700, 1000)]
    assert [child.wait() for child in children] == [0, 0]
    record = Record(tmp_path / "record")
    assert len(list(record.readings(all_revisions=True))) == 1000
    assert list(record.check()) == []


def test_the_processes_of_a_killed_run_end_too(tmp_path: Path) -> None:
    child = start(tmp_path / "record", jobs=2, count=20_000)
    while not finished_shards(tmp_path / "record"):
        assert child.poll() is None
        time.sleep(0.01)
    child.kill()
    child.wait()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.killpg(child.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    os.killpg(child.pid, signal.SIGKILL)
    pytest.fail("processes of the killed run are still there after 10 s")
