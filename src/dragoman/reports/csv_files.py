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
_AT_END = "unexpected end of data"  # what csv says where a quotation mark is still open at the end


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
    taken: list[str] = []  # the lines of the row that is being read
    rows = csv.reader(_noting(text, taken), delimiter=delimiter, strict=True)
    while True:
        line = rows.line_num + 2
        taken.clear()
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            if len(taken) > 1 or str(error) == _AT_END:
                yield str(line), _left_open(line, len(taken), str(error))
                continue
            try:  # a mark that is not doubled, but swallows nothing
                row = next(csv.reader(taken, delimiter=delimiter))
            except csv.Error:
                yield str(line), f"no CSV: {error}"
                continue
        if row and len(row) != len(names):
            yield str(line), f"expected {len(names)} values as in the header, got {len(row)}"
        elif row:
            yield str(line), dict(zip(names, row, strict=True))


def _noting(text: TextIO, taken: list[str]) -> Iterator[str]:
    for line in text:
        taken.append(line)
        yield line


def _left_open(line: int, lines: int, error: str) -> str:
    """Why a row that took several lines, or met the end of the file, is none.

    >>> _left_open(2, 4, _AT_END)
    'no CSV: unexpected end of data; is a quotation mark left open? Lines 2 to 5 were not read; mend it and add the \
file again'
    """
    told = f"Lines {line} to {line + lines - 1} were" if lines > 1 else "The line was"
    return f"no CSV: {error}; is a quotation mark left open? {told} not read; mend it and add the file again"


def _find_delimiter(header: str) -> str:
    """The likeliest of the usual four, by the header.

    >>> _find_delimiter('id;"title, short";text')
    ';'
    """
    bare = "".join(header.split('"')[::2])  # without what is quoted
    return max(_DELIMITERS, key=bare.count)
