"""A DuckDB connection as the record uses it: in memory, one thread, nothing fetched from the network."""

import tempfile

import duckdb


def connect_memory(*, threads: int = 1) -> duckdb.DuckDBPyConnection:
    """A new in-memory database; one thread writes the same bytes on every machine."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": threads,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "temp_directory": tempfile.gettempdir(),  # otherwise what does not fit memory spills into the working folder
    }
    return duckdb.connect(":memory:", config=settings)


def literal(text: str) -> str:
    """A string as an SQL literal, for statements that take no parameters.

    >>> literal("the mayor's")
    "'the mayor''s'"
    """
    return "'" + text.replace("'", "''") + "'"


def path_literal(path: str) -> str:
    """A file's path as an SQL literal in which `*`, `?` and `[` mean themselves."""
    return literal("".join(f"[{c}]" if c in "*?[" else c for c in path))
