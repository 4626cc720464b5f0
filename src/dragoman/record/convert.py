"""Tables of text to Parquet."""

from collections.abc import Mapping
from pathlib import Path

import duckdb


def csv_to_parquet(source: Path, target: Path, types: Mapping[str, str]) -> None:
    """Turn a CSV with a header into Parquet with the given DuckDB types, in the rows' order; empty cells are null."""
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:  # one thread keeps order, bytes and memory
        rows = connection.read_csv(
            str(source), header=True, columns=dict(types), delimiter=",", quotechar='"', escapechar='"',
            max_line_size=1 << 24,
        )  # fmt: skip
        rows.write_parquet(str(target), compression="zstd")
