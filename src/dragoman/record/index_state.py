"""What an index is made of and made from: whether it is of the shards that are there."""

import json
from collections.abc import Sequence
from pathlib import Path

from dragoman.record.shards import list_shards, write_file

ASKED = ("acts.parquet", "clusters.parquet", "said.parquet", "parties.parquet")
FILES = (*ASKED, "links.parquet", "stories.parquet")
STATE = "index.json"
_SCHEMA = 1
_MERGING = 1  # raised when merging changes: an index that was merged otherwise is built anew


def read_shards(index: Path, files: Sequence[str] = FILES) -> list[str]:
    """The shards that an index was built from; none where there is no index that this program would have built."""
    try:
        state = json.loads((index / STATE).read_text(encoding="utf-8"))
        if state["schema"] == _SCHEMA and state["merging"] == _MERGING and all((index / f).is_file() for f in files):
            return [str(shard) for shard in state["shards"]]
    except (OSError, ValueError, KeyError, TypeError):
        pass  # damaged, half deleted or of another program: built anew
    return []


def write_state(index: Path, shards: Sequence[str]) -> None:
    """Write down the shards that an index was built from."""
    state = {"schema": _SCHEMA, "merging": _MERGING, "shards": list(shards)}
    write_file(index / STATE, json.dumps(state, indent=1) + "\n")


def index_is_fresh(record: Path) -> bool:
    """What asking needs of the index is there and was built from exactly the shards that are there."""
    known = read_shards(record / "index", ASKED)
    return bool(known) and known == list_shards(record / "shards")
