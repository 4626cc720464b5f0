"""A record as a DuckDB connection with documented views: in memory, over the record's Parquet files, read only."""

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from dragoman.errors import RecordError
from dragoman.record.flat import ACTS, CLUSTERS, SAID

FORMAT, SCHEMA = "dragoman-record", 1
VIEWS = {
    "acts": "one row an event of a report's latest revision, with names, countries, words and the merged event it is of",
    "clusters": "one row a merged event: how many acts, reports and publishers tell it, and why they were joined",
    "said": "one row a statement: speakers, addressees, through whom, cue, words, and the acts that it amounts to",
    "reports": "the reports as read, latest revision: date, title, publisher, text, file",
    "entities": "who plays a part in each report, with country, sectors, office and how they were found",
    "statements": "the statements as stored: entity ids and offsets into the report's text",
    "events": "the events as stored: entity ids and offsets into the report's text",
    "rejects": "what could not be read: file, position, stage and reason",
}
_MEMORY = "800MB"  # DuckDB spills beyond that; with the interpreter and what DuckDB does not count, under 1 GB
_THREADS = 4  # more gained nothing on a million events and each holds buffers of its own


def connect_record(folder: Path) -> duckdb.DuckDBPyConnection:
    """A new connection to a record, with the views of VIEWS.

    `acts`, `clusters` and `said` come from the index where it is of the shards that are there, else from the
    shards themselves, slower and with every act a merged event of its own. Raises RecordError for a folder
    that is no record.
    """
    _check_manifest(folder)
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": min(_THREADS, os.cpu_count() or 1),
        "memory_limit": _MEMORY,
        "temp_directory": str(Path(tempfile.gettempdir()) / f"dragoman-{os.getpid()}"),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "preserve_insertion_order": True,
    }
    db = duckdb.connect(":memory:", config=settings)
    shards = list_shards(folder)
    for statement in _stored_views(folder, shards):
        db.execute(statement)
    fresh = index_is_fresh(folder)
    for view, query in {"acts": ACTS, "clusters": CLUSTERS, "said": SAID}.items():
        path = folder / "index" / f"{view}.parquet"
        if fresh and path.is_file():
            source, n = f"read_parquet({_literal(_plain_path(path))}, file_row_number = true)", "file_row_number"
        else:
            source, n = f"(SELECT *, row_number() OVER () AS row_number FROM ({query}))", "row_number"  # noqa: S608
        db.execute(f"CREATE VIEW ordered_{view} AS SELECT * EXCLUDE ({n}), {n} AS n FROM {source}")  # noqa: S608
        db.execute(f"CREATE VIEW {view} AS SELECT * EXCLUDE (n) FROM ordered_{view}")  # noqa: S608
        db.execute(f"COMMENT ON VIEW {view} IS {_literal(VIEWS[view])}")
    return db


def list_shards(folder: Path) -> tuple[str, ...]:
    """The names of a record's finished shards, sorted."""
    shards = folder / "shards"
    if not shards.is_dir():
        return ()
    return tuple(sorted(name for name in os.listdir(shards) if not name.startswith(".")))


def index_is_fresh(folder: Path) -> bool:
    """The index was built from exactly the shards that are there."""
    try:
        found = json.loads((folder / "index" / "index.json").read_text(encoding="utf-8"))
        return sorted(found["shards"]) == list(list_shards(folder))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _check_manifest(folder: Path) -> None:
    path = folder / "manifest.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        what = "not found" if not folder.exists() else "no record: it has no manifest.json"
        raise RecordError(f"{folder}: {what}; make one with `dragoman add REPORT… --record {folder}`") from None
    except (OSError, ValueError) as error:
        raise RecordError(f"{path}: cannot be read ({error}); restore it from a copy") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise RecordError(f"{path}: not the manifest of a record; expected format {FORMAT!r}; give a record's folder")
    if found.get("schema") != SCHEMA:
        raise RecordError(
            f"{path}: schema {found.get('schema')!r}; this program reads schema {SCHEMA}; use the program that wrote it"
        )


def _stored_views(folder: Path, shards: tuple[str, ...]) -> Iterator[str]:
    """The stored tables; of each report the latest revision only."""
    for table in ("reports", "entities", "statements", "events", "rejects"):
        if shards:
            files = ", ".join(_literal(_plain_path(folder / "shards" / s / f"{table}.parquet")) for s in shards)
            stored = f"SELECT * FROM read_parquet([{files}])"  # noqa: S608
        else:
            stored = f"SELECT * FROM (SELECT {_EMPTY[table]}) WHERE false"  # noqa: S608
        yield f"CREATE VIEW stored_{table} AS {stored}"
    yield "CREATE VIEW latest AS SELECT report, max(revision) AS revision FROM stored_reports GROUP BY report"
    for table in ("reports", "entities", "statements", "events"):
        yield f"CREATE VIEW {table} AS SELECT * FROM stored_{table} SEMI JOIN latest USING (report, revision)"  # noqa: S608
    yield "CREATE VIEW rejects AS SELECT * FROM stored_rejects"
    for table in ("reports", "entities", "statements", "events", "rejects"):
        yield f"COMMENT ON VIEW {table} IS {_literal(VIEWS[table])}"


_SPAN = 'STRUCT("start" INTEGER, "end" INTEGER)'
_WHEN = (
    f"NULL::DATE AS when_start, NULL::DATE AS when_end, ''::VARCHAR AS when_precision, NULL::{_SPAN} AS when_text, "
    "''::VARCHAR AS when_reason"
)
_KEY = "''::VARCHAR AS report, 1::INTEGER AS revision"
_EMPTY = {
    "reports": f"{_KEY}, '' AS hash, NULL::DATE AS date, '' AS title, '' AS source, '' AS url, '' AS language, "
    "'' AS text, '' AS file, '' AS position",
    "entities": f"{_KEY}, '' AS entity, '' AS name, '' AS country, []::VARCHAR[] AS sector, '' AS office, "
    f"'' AS identifier, []::{_SPAN}[] AS mentions, '' AS reason",
    "statements": f"{_KEY}, '' AS statement, []::VARCHAR[] AS speaker, []::VARCHAR[] AS addressee, NULL::{_SPAN} AS cue, "
    f"[]::{_SPAN}[] AS content, []::{_SPAN}[] AS quotes, '' AS via, true AS hedged, {_WHEN}",
    "events": f"{_KEY}, '' AS event, '' AS type, []::VARCHAR[] AS mode, []::VARCHAR[] AS context, 1::TINYINT AS quad, "
    f"0::DOUBLE AS intensity, []::VARCHAR[] AS actor, []::VARCHAR[] AS recipient, {_WHEN}, '' AS where_name, "
    "'' AS where_country, 0::DOUBLE AS lat, 0::DOUBLE AS lon, 0::INTEGER AS geonameid, '' AS feature, "
    f"'' AS where_precision, NULL::{_SPAN} AS where_text, '' AS where_reason, []::VARCHAR[] AS auxiliary, "
    f"[]::VARCHAR[] AS according_to, []::{_SPAN}[] AS triggers, NULL::{_SPAN} AS sentence, 0::DOUBLE AS confidence",
    "rejects": "'' AS report, '' AS file, '' AS position, '' AS stage, '' AS reason",
}


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _plain_path(path: Path) -> str:
    """A path in which `*`, `?` and `[` mean themselves."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in str(path))
