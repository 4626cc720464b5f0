"""The index of a record: acts made flat and merged, rebuilt from the shards or brought up to date with new ones.

Everything in `index/` can be deleted without loss. What costs time is kept by day (`links.parquet`), so that new
reports make only the days work again that their acts may be of; the result has the same bytes as a rebuild.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dragoman.errors import RecordError
from dragoman.files import reason_of, remedy_of
from dragoman.record.act_rows import Background, load_background
from dragoman.record.building import IndexBuilder, Observer
from dragoman.record.database import connect_memory, parquet
from dragoman.record.index_state import FILES, STATE, read_shards, write_state
from dragoman.record.locks import locked
from dragoman.record.shards import list_shards

_ASIDE = ".index-"
_LOCK = ".indexing"
_MEMORY = "600MB"  # DuckDB's; what does not fit is spilled into the folder that is being written


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """What an index holds: how many acts, and how many merged events they tell."""

    acts: int
    events: int


def build_index(
    record: Path, *, rebuild: bool = False, background: Background | None = None, observe: Observer | None = None
) -> None:
    """Bring a record's `index/` up to date with its shards, or with `rebuild` make it anew.

    `background` is the packaged one unless given; `observe` is told what is being done, and how much of how much of
    it is. The new index is written aside and renamed into place; whoever has the old files open goes on reading them.
    Of several who build at once one does after the other, so that the last has all shards. Raises RecordError if a
    shard cannot be read or the disk is full.
    """
    try:
        with locked(record / _LOCK):
            _build(record, rebuild, background, observe or _unobserved)
    except (OSError, duckdb.Error) as error:
        damaged = isinstance(error, duckdb.Error | FileNotFoundError)
        remedy = f"see whether `dragoman check {record}` finds a damaged shard, or " if damaged else ""
        raise RecordError(
            f"{record / 'index'}: cannot be built ({reason_of(error)}); {remedy}{remedy_of(error)}, then run "
            f"`dragoman index {record}`: nothing is lost"
        ) from error


def count_index(record: Path) -> Indexed:
    """What a record's index holds; nothing where there is none."""
    counts = [0, 0]
    if read_shards(record / "index"):
        with connect_memory() as db:
            for place, name in enumerate(("acts", "clusters")):
                query = f"SELECT count(*) FROM {parquet(record / 'index' / f'{name}.parquet')}"  # noqa: S608
                ((counts[place],),) = db.execute(query).fetchall()
    return Indexed(acts=counts[0], events=counts[1])


def _unobserved(_what: str, _done: int, _total: int) -> None:
    pass


def _build(record: Path, rebuild: bool, background: Background | None, observe: Observer) -> None:
    for left in record.glob(f"{_ASIDE}*"):  # a killed process's: whoever builds holds the lock
        shutil.rmtree(left, ignore_errors=True)
    shards, known = list_shards(record / "shards"), read_shards(record / "index")
    if not shards:
        shutil.rmtree(record / "index", ignore_errors=True)
    if not shards or (known == shards and not rebuild):
        return
    old = record / "index" if known and set(known) <= set(shards) and not rebuild else None
    aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=record))
    try:
        with _connect(aside) as db:
            builder = IndexBuilder(db, record / "shards", shards, aside, background or load_background(), observe)
            builder.build(old)
        write_state(aside, shards)
        _put_in_place(aside, record / "index")
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _connect(aside: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory with one thread, which writes the same bytes on every machine."""
    db = connect_memory(memory_limit=_MEMORY, spill=aside / "spilled")
    try:
        yield db
    finally:
        db.close()


def _put_in_place(aside: Path, index: Path) -> None:
    """Keep the index's files of a folder and rename it to `index`."""
    for path in aside.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in {*FILES, STATE}:
            path.unlink()
    aside.chmod(0o755)  # made for its owner only
    before = aside.with_name(f"{aside.name}-old")
    if index.exists():
        index.rename(before)
    aside.rename(index)
    shutil.rmtree(before, ignore_errors=True)
