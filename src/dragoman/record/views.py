"""A record as a DuckDB connection with documented views: in memory, over the record's Parquet files, read only."""

# ruff: noqa: S608 (names are this package's own, values are parameters, paths are quoted)

import json
import tempfile
from pathlib import Path

import duckdb

from dragoman.parallel import count_cores
from dragoman.record.database import literal, path_literal
from dragoman.record.flat import ACTS, CLUSTERS, PARTIES, SAID, SAID_ORDER
from dragoman.record.schema import REJECTS, TABLES
from dragoman.record.shards import list_shards
from dragoman.record.store import Record

VIEWS = {
    "acts": "one row an event as one report tells it: names, countries, words, and the merged event it belongs to",
    "clusters": "one row a merged event: how many acts, reports and publishers tell it, and why they were joined",
    "said": "one row a statement: speakers, addressees, through whom, cue, words, and the acts that it amounts to",
    "parties": "one row an identifier: who acts, is acted on or is a source, with names, countries and sectors",
    "reports": "the reports as read, latest revision: date, title, publisher, text, file",
    "entities": "who plays a part in each report, with country, sectors, office and how they were found",
    "statements": "the statements as stored: entity ids and offsets into the report's text",
    "events": "the events as stored: entity ids and offsets into the report's text",
    "rejects": "what could not be read: file, position, stage and reason",
}
_FLAT = {"acts": ACTS, "clusters": CLUSTERS, "said": SAID, "parties": PARTIES}
_MEMORY = "600MB"  # DuckDB's own account, beyond which it spills; the process stays under 1 GB
_TOGETHER = 50  # shards whose statements are made flat at a time: the memory that this takes is theirs
_THREADS = 4  # each holds buffers of its own


def connect_record(folder: Path, *, stored: bool = True) -> duckdb.DuckDBPyConnection:
    """A new connection to a record, with the views of VIEWS.

    `acts`, `clusters`, `said` and `parties` come from the index where it is of the shards that are there, else from the
    shards themselves, slower and with every act a merged event of its own. Without `stored` the views over a
    great many shards are left out where the index answers for them. Raises RecordError for a folder that is no
    record.
    """
    record = Record(folder)
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": min(_THREADS, count_cores()),
        "memory_limit": _MEMORY,
        "temp_directory": tempfile.gettempdir(),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    db = duckdb.connect(":memory:", config=settings)
    fresh = index_is_fresh(folder)
    indexed = {view for view in _FLAT if fresh and (folder / "index" / f"{view}.parquet").is_file()}
    if stored or indexed != set(_FLAT):
        _add_stored(db, record)
    for view, query in _FLAT.items():
        if view in indexed:
            path = path_literal(str(folder / "index" / f"{view}.parquet"))
            source, n = f"read_parquet({path}, file_row_number = true)", "file_row_number"
        else:
            source, n = f"(SELECT *, row_number() OVER () AS row_number FROM ({query}))", "row_number"
        db.execute(f"CREATE VIEW ordered_{view} AS SELECT * EXCLUDE ({n}), {n} AS n FROM {source}")
        db.execute(f"CREATE VIEW {view} AS SELECT * EXCLUDE (n) FROM ordered_{view}")
        db.execute(f"COMMENT ON VIEW {view} IS {literal(VIEWS[view])}")
    return db


def index_is_fresh(folder: Path) -> bool:
    """The index was built from exactly the shards that are there."""
    try:
        found = json.loads((folder / "index" / "index.json").read_text(encoding="utf-8"))
        return sorted(found["shards"]) == list_shards(folder / "shards")
    except (OSError, ValueError, KeyError, TypeError):
        return False


def write_lists(folder: Path, index: Path) -> None:
    """Write the views said and parties into a record's index, or one in the making that has its acts.parquet."""
    record = Record(folder)
    shards = list_shards(record.shards)
    with connect_record(folder) as db:
        db.execute("SET threads = 1")  # the same bytes everywhere
        db.execute("CREATE TABLE newest AS SELECT * FROM latest")
        db.execute("CREATE OR REPLACE VIEW latest AS SELECT * FROM newest")
        db.execute(f"CREATE TABLE flat AS SELECT * FROM ({SAID}) LIMIT 0")
        for first in range(0, len(shards), _TOGETHER):
            _add_tables(db, record, shards[first : first + _TOGETHER])
            db.execute(f"INSERT INTO flat {SAID}")
        acts = path_literal(str(index / "acts.parquet"))
        db.execute(f"CREATE OR REPLACE VIEW acts AS SELECT * FROM read_parquet({acts})")
        for name, query in {"said": f"SELECT * FROM flat ORDER BY {SAID_ORDER}", "parties": PARTIES}.items():
            path = literal(str(index / f"{name}.parquet"))
            db.execute(f"COPY ({query}) TO {path} (FORMAT parquet, COMPRESSION zstd)")


def _add_stored(db: duckdb.DuckDBPyConnection, record: Record) -> None:
    """The stored tables; of each report the latest revision only."""
    _add_tables(db, record, list_shards(record.shards))
    db.execute("CREATE VIEW latest AS SELECT report, max(revision) AS revision FROM stored_reports GROUP BY report")
    for table in TABLES:
        latest = "" if table is REJECTS else " SEMI JOIN latest USING (report, revision)"
        db.execute(f"CREATE VIEW {table.name} AS SELECT * FROM stored_{table.name}{latest}")
        db.execute(f"COMMENT ON VIEW {table.name} IS {literal(VIEWS[table.name])}")


def _add_tables(db: duckdb.DuckDBPyConnection, record: Record, shards: list[str]) -> None:
    """The tables of some shards, every revision."""
    for table in TABLES:
        if shards:
            files = ", ".join(path_literal(str(record.shards / shard / table.file)) for shard in shards)
            source = f"SELECT * FROM read_parquet([{files}])"
        else:
            source = f"SELECT {', '.join(f'NULL::{c.type} AS {c.name}' for c in table.columns)} WHERE false"
        db.execute(f"CREATE OR REPLACE VIEW stored_{table.name} AS {source}")
