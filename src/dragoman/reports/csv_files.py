"""CSV and TSV files, read row by row."""

import csv
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TextIO

from dragoman.reports.encoding import open_text
from dragoman.reports.found import Found, Notice, Reject
from dragoman.reports.options import Options
from dragoman.reports.plain import MAX_BYTES
from dragoman.reports.sources import Source
from dragoman.reports.tabular import Record, read_records

_DELIMITERS = ",;\t|"


def read_csv(source: Source, options: Options) -> Iterator[Found | Reject]:
    """A report a row under a header; positions are the lines that rows begin on."""
    with ExitStack() as stack:
        try:
            text, guess = stack.enter_context(open_text(source.stream, newline=""))
        except ValueError as error:
            yield Reject(file=source.file, reason=str(error))
            return
        if guess is not None:
            options.notify(Notice(file=source.file, text=f"not UTF-8; read as {guess}, a guess"))
        yield from read_records(_rows(text), source, options)


def _rows(text: TextIO) -> Iterator[tuple[str, Record | str]]:
    # A setting of the whole process: the standard limit of 131,072 characters is less than a report may have.
    csv.field_size_limit(max(csv.field_size_limit(), MAX_BYTES))
    header = text.readline(MAX_BYTES)
    delimiter = _find_delimiter(header)
    names = next(csv.reader([header], delimiter=delimiter), [])
    rows = csv.reader(text, delimiter=delimiter)
    while True:
        line = str(rows.line_num + 2)
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, f"no CSV: {error}; is a quotation mark left open?"
            continue
        if row and len(row) != len(names):
            yield line, f"expected {len(names)} values as in the header, got {len(row)}"
        elif row:
            yield line, dict(zip(names, row, strict=True))


def _find_delimiter(header: str) -> str:
    """The likeliest of the usual four, by the header.

    >>> _find_delimiter('id;"title, short";text')
    ';'
    """
    bare = "".join(header.split('"')[::2])  # without what is quoted
    return max(_DELIMITERS, key=bare.count)
