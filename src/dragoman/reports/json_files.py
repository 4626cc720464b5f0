"""JSON Lines, and JSON files of one object, many or a list of them: read piece by piece."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TextIO

from dragoman.reports.encoding import open_text
from dragoman.reports.found import Found, Notice, Reject
from dragoman.reports.options import Options
from dragoman.reports.sources import Source
from dragoman.reports.tabular import Record, read_records

MAX_RECORD = 16_000_000  # characters of one object, many times a report
_CHUNK = 1 << 20


def read_json_lines(source: Source, options: Options) -> Iterator[Found | Reject]:
    """A report a line; positions are line numbers."""
    yield from _read(source, options, lines=True)


def read_json(source: Source, options: Options) -> Iterator[Found | Reject]:
    """A report an object; positions count them."""
    yield from _read(source, options, lines=False)


def _read(source: Source, options: Options, *, lines: bool) -> Iterator[Found | Reject]:
    with ExitStack() as stack:
        try:
            text, guess = stack.enter_context(open_text(source.stream, newline="\n"))
        except ValueError as error:
            yield Reject(file=source.file, reason=str(error))
            return
        if guess is not None:
            options.notify(Notice(file=source.file, text=f"not UTF-8; read as {guess}, a guess"))
        yield from read_records(_lines(text) if lines else _objects(text), source, options)


def _lines(text: TextIO) -> Iterator[tuple[str, Record | str]]:
    number = 0
    while line := text.readline(MAX_RECORD):
        number += 1
        if len(line) == MAX_RECORD and not line.endswith("\n"):
            while (more := text.readline(MAX_RECORD)) and not more.endswith("\n"):
                pass
            yield str(number), f"a line of more than {MAX_RECORD:,} characters; is this JSON Lines?"
        elif line.strip():
            yield str(number), _object(line)


def _object(line: str) -> Record | str:
    try:
        return _record(json.loads(line))
    except json.JSONDecodeError as error:
        return f"no JSON: {error.msg} at character {error.pos + 1}; expected one object on the line"
    except (RecursionError, ValueError):  # depth; numbers of thousands of digits
        return "JSON too deep or with too long a number to be a report"


def _objects(text: TextIO) -> Iterator[tuple[str, Record | str]]:
    """The objects of a list, or those that follow each other without one."""
    decoder, number, buffer, at, at_end = json.JSONDecoder(), 0, "", 0, False
    while True:
        at = _skip(buffer, at)
        if at < len(buffer):
            try:
                value, end = decoder.raw_decode(buffer, at)
            except json.JSONDecodeError as error:
                if at_end or len(buffer) - at > MAX_RECORD:
                    yield f"record {number + 1}", f"no JSON: {error.msg}; the rest of the file was not read"
                    return
            except (RecursionError, ValueError):
                yield f"record {number + 1}", "JSON too deep or with too long a number; the rest was not read"
                return
            else:
                number, at = number + 1, end
                yield f"record {number}", _record(value)
                continue
        elif at_end:
            return
        more = text.read(max(_CHUNK, len(buffer) - at))  # doubling, so that a large object is not decoded too often
        buffer, at, at_end = buffer[at:] + more, 0, not more


def _skip(buffer: str, at: int) -> int:
    while at < len(buffer) and buffer[at] in " \t\r\n,[]":
        at += 1
    return at


def _record(value: object) -> Record | str:
    return value if isinstance(value, dict) else f"expected an object with named values, got {type(value).__name__}"
