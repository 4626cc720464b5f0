"""The index of a record: acts made flat and merged, rebuilt from the shards or brought up to date with new ones.

Everything in `index/` can be deleted without loss. What costs time is kept by day (`links.parquet`), so that new
reports make only the days work again that their acts may be of; the result has the same bytes as a rebuild.
"""

import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from dragoman.record.act_rows import Background, load_background
from dragoman.record.building import FILES, IndexBuilder

SCHEMA = 1
MERGING = 1  # raised when merging changes: an index that was merged otherwise is built anew
_STATE = "index.json"
_ASIDE = ".index-"
_LEFT_S = 86_400.0  # a folder aside that nothing was put into for a day is a killed process's
_MEMORY = "600MB"  # DuckDB's; what does not fit is spilled into the folder that is being written


def build_index(record: Path, *, background: Background | None = None) -> None:
    """Bring a record's `index/` up to date with its shards.

    `background` is the packaged one unless given. The new index is written aside and renamed into place; whoever has
    the old files open goes on reading them.
    """
    shards, known = list_shards(record), read_known(record / "index")
    if known == shards:
        return
    if not shards:
        shutil.rmtree(record / "index", ignore_errors=True)
        return
    old = record / "index" if known and set(known) <= set(shards) else None
    _sweep(record)
    aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=record))
    try:
        with _connect(aside) as db:
            folders = [record / "shards" / shard for shard in shards]
            IndexBuilder(db, folders, aside, background or load_background()).build(old)
        state = {"schema": SCHEMA, "merging": MERGING, "shards": list(shards)}
        (aside / _STATE).write_text(json.dumps(state, indent=1) + "\n", encoding="utf-8")
        _put_in_place(aside, record / "index")
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def list_shards(record: Path) -> tuple[str, ...]:
    """Names of the finished shards, sorted."""
    folder = record / "shards"
    return tuple(sorted(p.name for p in folder.iterdir() if not p.name.startswith("."))) if folder.is_dir() else ()


def read_known(index: Path) -> tuple[str, ...]:
    """The shards that an index was built from; none where there is no index that this program would have built."""
    try:
        state = json.loads((index / _STATE).read_text(encoding="utf-8"))
        if state["schema"] == SCHEMA and state["merging"] == MERGING and all((index / f).is_file() for f in FILES):
            return tuple(state["shards"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # damaged, half deleted or of another program: built anew
    return ()


@contextmanager
def _connect(aside: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory with one thread, which writes the same bytes on every machine."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1, "memory_limit": _MEMORY, "temp_directory": str(aside / "spilled"),
        "autoinstall_known_extensions": False, "autoload_known_extensions": False,
    }  # fmt: skip
    db = duckdb.connect(":memory:", config=settings)
    try:
        yield db
    finally:
        db.close()


def _put_in_place(aside: Path, index: Path) -> None:
    """Keep the index's files of a folder and rename it to `index`."""
    for path in aside.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in {*FILES, _STATE}:
            path.unlink()
    aside.chmod(0o755)  # made for its owner only
    before = aside.with_name(f"{aside.name}-old")
    with suppress(OSError):  # another process has just put its index in place: no worse than ours, and looked at again
        if index.exists():
            index.rename(before)
        aside.rename(index)
    shutil.rmtree(before, ignore_errors=True)


def _sweep(record: Path) -> None:
    """Remove what killed buildings left behind, once nobody can still be writing it."""
    for path in record.glob(f"{_ASIDE}*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _LEFT_S:
                shutil.rmtree(path)
