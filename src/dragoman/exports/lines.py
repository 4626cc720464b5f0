"""Rows as lines of tab-separated text."""

from collections.abc import Iterable
from typing import TextIO, TypeAlias

Cell: TypeAlias = "str | int | float | None"


def write_line(out: TextIO, cells: Iterable[Cell], *, missing: str) -> None:
    """Write one row. None and empty text are written as `missing`.

    Blanks of any kind become one space and double quotes single ones: no reader of these formats agrees with
    another on how either is escaped.
    """
    out.write("\t".join(_plain(cell) or missing for cell in cells) + "\n")


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        return " ".join(cell.split()).replace('"', "'")
    return "" if cell is None else str(cell)
