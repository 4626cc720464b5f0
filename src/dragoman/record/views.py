"""A record as a DuckDB connection with documented views: in memory, over the record's Parquet files, read only."""

# ruff: noqa: S608 (names are this package's own, values are parameters, paths are quoted)

from pathlib import Path

import duckdb

from dragoman.parallel import count_cores
from dragoman.record.database import connect_memory, literal, parquet
from dragoman.record.flat import ALONE, PARTIES, SAID, SAID_ORDER, UNMERGED
from dragoman.record.index_state import index_is_fresh
from dragoman.record.schema import REJECTS, TABLES
from dragoman.record.shards import list_shards, stored_table
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
_FLAT = {
    "acts": UNMERGED, "clusters": ALONE, "said": f"SELECT * FROM ({SAID}) ORDER BY {SAID_ORDER}", "parties": PARTIES,
}  # fmt: skip
MEMORY = "600MB"  # DuckDB's own account, beyond which it spills; the process stays under 1 GB
_THREADS = 4  # each holds buffers of its own


def connect_record(folder: Path, *, stored: bool = True, memory_limit: str = MEMORY) -> duckdb.DuckDBPyConnection:
    """A new connection to a record, with the views of VIEWS.

    `acts`, `clusters`, `said` and `parties` come from the index where it is of the shards that are there, else from the
    shards themselves, slower and with every act a merged event of its own. Without `stored` the views over a
    great many shards are left out where the index answers for them. Raises RecordError for a folder that is no
    record.
    """
    record = Record(folder)
    db = connect_memory(threads=min(_THREADS, count_cores()), memory_limit=memory_limit)
    fresh = index_is_fresh(folder)
    if stored or not fresh:
        _add_stored(db, record)
    for view, query in _FLAT.items():
        if fresh:
            source = parquet(folder / "index" / f"{view}.parquet", options="file_row_number = true")
            n = "file_row_number"
        else:
            source, n = f"(SELECT *, row_number() OVER () AS row_number FROM ({query}))", "row_number"
        db.execute(f"CREATE VIEW ordered_{view} AS SELECT * EXCLUDE ({n}), {n} AS n FROM {source}")
        db.execute(f"CREATE VIEW {view} AS SELECT * EXCLUDE (n) FROM ordered_{view}")
        db.execute(f"COMMENT ON VIEW {view} IS {literal(VIEWS[view])}")
    return db


def _add_stored(db: duckdb.DuckDBPyConnection, record: Record) -> None:
    """The stored tables; of each report the latest revision only."""
    shards = list_shards(record.shards)
    for table in TABLES:
        db.execute(f"CREATE VIEW stored_{table.name} AS SELECT * FROM {stored_table(record.shards, shards, table)}")
    db.execute("CREATE VIEW latest AS SELECT report, max(revision) AS revision FROM stored_reports GROUP BY report")
    for table in TABLES:
        latest = "" if table is REJECTS else " SEMI JOIN latest USING (report, revision)"
        db.execute(f"CREATE VIEW {table.name} AS SELECT * FROM stored_{table.name}{latest}")
        db.execute(f"COMMENT ON VIEW {table.name} IS {literal(VIEWS[table.name])}")
