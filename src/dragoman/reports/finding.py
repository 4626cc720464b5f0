"""Inputs of any kind to reports: the one door for everything that people have."""

import datetime
import gzip
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from dragoman.errors import InputError
from dragoman.reports.archives import open_members, unpacked
from dragoman.reports.columns import Columns, parse_columns
from dragoman.reports.english import foreign_language
from dragoman.reports.found import Found, Notice, Notify, Reject
from dragoman.reports.kinds import Kind, find_kind
from dragoman.reports.options import Options
from dragoman.reports.plain import parse_date, read_plain
from dragoman.reports.sources import Source, check_inputs, open_sources, or_nothing

REST_NOT_READ = "the rest of it was not read"  # ends the reason of a reject beside what was read of the same file
_MAX_DEPTH = 3  # archives in archives
# What broken archives and disks raise while they are read; NotImplementedError is an unknown way of packing.
_DAMAGE = (
    OSError,
    EOFError,
    UnicodeDecodeError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    gzip.BadGzipFile,
    NotImplementedError,
)


def find_reports(
    inputs: Iterable[str | Path],
    *,
    columns: str | Columns = "",
    date: str | datetime.date | None = None,
    notify: Notify | None = None,
    stdin: IO[bytes] | None = None,
) -> Iterator[Found | Reject]:
    """Every report in files, folders and archives, in the same order each time, with flat memory.

    `columns` says which column is which (`text=body,date=published_at`, or a mapping); those not told
    are found by their names. `date` (YYYY-MM-DD) wins over the reports' own. `notify` hears what was
    chosen: columns, a guessed encoding, files left out. `stdin` is read for the input "-". What cannot
    be read, and what is not in English, comes as a Reject in its place. Raises InputError at once for
    wrong `columns`, `date` or inputs.
    """
    if isinstance(date, datetime.datetime):
        date = date.date()
    options = Options(
        columns=parse_columns(columns),
        date=parse_date(date, "--date") if isinstance(date, str) else date,
        notify=notify if notify is not None else _say_nothing,
    )
    return _find(check_inputs(inputs), options, stdin)


def _find(inputs: list[str], options: Options, stdin: IO[bytes] | None) -> Iterator[Found | Reject]:
    for source in open_sources(inputs, stdin=stdin, notify=options.notify):
        if isinstance(source, Reject):
            yield source
            continue
        for item in _read(source, options, 0):
            yield _if_english(item) if isinstance(item, Found) else item


def _say_nothing(notice: Notice) -> None:
    pass


def _if_english(found: Found) -> Found | Reject:
    language = foreign_language(found.report.text)
    if language is None:
        return found
    return Reject(
        file=found.file, position=found.position, stage="language", report=found.report.id,
        reason=f"in another language than English ({language})",
    )  # fmt: skip


def _read(source: Source, options: Options, depth: int) -> Iterator[Found | Reject]:
    """The reports of one source, damage and all."""
    try:
        kind = find_kind(source.name, source.stream.peek(), has_columns=bool(options.columns))
        if kind in (Kind.ZIP, Kind.GZIP) and depth == _MAX_DEPTH:
            yield Reject(file=source.file, reason=f"archives in archives, more than {_MAX_DEPTH} deep; unpack it")
        elif kind is Kind.ZIP:
            for member in or_nothing(open_members(source, options.notify), source.file):
                yield from [member] if isinstance(member, Reject) else _read(member, options, depth + 1)
        elif kind is Kind.GZIP:
            with unpacked(source) as inner:
                yield from _read(inner, options, depth + 1)
        else:
            yield from _read_kind(kind, source, options)
    except InputError as error:
        yield Reject(file=source.file, position=error.position, reason=error.reason)
    except _DAMAGE as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        yield Reject(file=source.file, reason=f"damaged or unreadable ({reason}); {REST_NOT_READ}")


def _read_kind(kind: Kind, source: Source, options: Options) -> Iterator[Found | Reject]:
    """Imports where they are used: some of these libraries take half a second to load."""
    if kind is Kind.PLAIN:
        return read_plain(source, options)
    if kind in (Kind.JSON, Kind.JSON_LINES):
        from dragoman.reports.json_files import read_json, read_json_lines

        return read_json(source, options) if kind is Kind.JSON else read_json_lines(source, options)
    if kind is Kind.CSV:
        from dragoman.reports.csv_files import read_csv

        return read_csv(source, options)
    if kind is Kind.PARQUET:
        from dragoman.reports.parquet_files import read_parquet

        return read_parquet(source, options)
    if kind is Kind.HTML:
        from dragoman.reports.html_files import read_html

        return read_html(source, options)
    if kind is Kind.WARC:
        from dragoman.reports.warc_files import read_warc

        return read_warc(source, options)
    from dragoman.reports.feed_files import read_feed

    return read_feed(source, options)
