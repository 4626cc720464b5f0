"""Parquet files, read by DuckDB a few rows at a time."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.reports.archives import on_disk
from dragoman.reports.found import Found, Reject
from dragoman.reports.options import Options
from dragoman.reports.sources import Source
from dragoman.reports.tabular import found_or_reject, pick_columns

if TYPE_CHECKING:
    from duckdb.sqltypes import DuckDBPyType

_ROWS = 256  # fetched at once
# 1.2 GB of text in 300,000 rows: 214 MB resident at a limit of 300 MB, 418 MB without; a spill would fill the disk.
_CONFIG: "dict[str, str | bool | int | float | list[str]]"
_CONFIG = {"threads": 1, "memory_limit": "512MB", "temp_directory": ""}


def read_parquet(source: Source, options: Options) -> Iterator[Found | Reject]:
    """A report a row; positions count rows from 1."""
    import duckdb

    with on_disk(source) as path, duckdb.connect(config=_CONFIG) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        try:
            table = connection.read_parquet(_literal(path), hive_partitioning=False)
            types = {
                name: place
                for column, type in zip(table.columns, table.types, strict=True)
                for name, place in _leaves(column, type, ())
            }
            columns = pick_columns(list(types), source, options)
            if isinstance(columns, Reject):
                yield columns
                return
            chosen = ", ".join(types[name] for name in columns.values())
            connection.execute(f"SELECT {chosen} FROM read_parquet(?, hive_partitioning = false)", [_literal(path)])  # noqa: S608
            number = 0
            while rows := connection.fetchmany(_ROWS):
                for row in rows:
                    number += 1
                    values = dict(zip(columns, row, strict=True))
                    yield found_or_reject(values, source=source, position=f"row {number}", options=options)
        except duckdb.Error as error:
            yield Reject(file=source.file, reason=f"cannot be read as Parquet ({str(error).splitlines()[0]})")


def _leaves(name: str, type: "DuckDBPyType", outer: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Names of plain values, with dots for those inside a struct, and each one as an SQL expression for its text."""
    place = (*outer, name)
    if type.id == "struct":
        for inner, inner_type in type.children:
            if not isinstance(inner_type, (int, list)):
                yield from _leaves(inner, inner_type, place)
        return
    quoted = ".".join('"' + part.replace('"', '""') + '"' for part in place)
    if type.id == "list":
        yield ".".join(place), f"array_to_string({quoted}, chr(10) || chr(10))"
    else:
        yield ".".join(place), f"CAST({quoted} AS VARCHAR)"


def _literal(path: Path) -> str:
    """A path whose signs are no wildcards."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path))
