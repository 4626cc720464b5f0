"""A DuckDB connection as the record uses it: in memory, one thread, nothing fetched from the network."""

import tempfile
from pathlib import Path

import duckdb


def connect_memory(
    *, threads: int = 1, memory_limit: str | None = None, spill: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """A new in-memory database; one thread writes the same bytes on every machine.

    What does not fit `memory_limit` (such as "600MB"; None: most of the machine's) goes to the folder `spill`.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": threads,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "temp_directory": str(spill or tempfile.gettempdir()),  # its own choice would be the working folder
    }
    if memory_limit is not None:
        settings["memory_limit"] = memory_limit
    return duckdb.connect(":memory:", config=settings)


def literal(text: str) -> str:
    """A string as an SQL literal, for statements that take no parameters.

    >>> literal("the mayor's")
    "'the mayor''s'"
    """
    return "'" + text.replace("'", "''") + "'"


def path_literal(path: Path | str) -> str:
    """A file's path as an SQL literal in which `*`, `?` and `[` mean themselves."""
    return literal("".join(f"[{c}]" if c in "*?[" else c for c in str(path)))


def parquet(*paths: Path | str, options: str = "") -> str:
    """Parquet files as the source of a query, with the options of DuckDB's read_parquet.

    >>> parquet("a.parquet", "b.parquet", options="filename = true")
    "read_parquet(['a.parquet', 'b.parquet'], filename = true)"
    """
    return f"read_parquet([{', '.join(map(path_literal, paths))}]{options and ', '}{options})"
