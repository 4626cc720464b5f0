"""Records with named values to reports: JSON objects, lines of CSV, rows of Parquet."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import TypeAlias

from dragoman.errors import DateError, InputError
from dragoman.reports.columns import Columns, choose_columns, describe_columns
from dragoman.reports.days import parse_day
from dragoman.reports.found import Found, Notice, Reject
from dragoman.reports.options import Options
from dragoman.reports.plain import text_faults
from dragoman.reports.sources import Source
from dragoman.types import Report

Record: TypeAlias = Mapping[str, object]
_LOOKED_AT = 100  # records whose names count, where not all have the same
_MAX_SHORT = 2_000  # characters of a title, an id or an address


def read_records(
    records: Iterable[tuple[str, Record | str]], source: Source, options: Options
) -> Iterator[Found | Reject]:
    """Each record as a report; records come with their position, or a reason in words in place of a broken one."""
    rest = iter(records)
    first = list(islice(rest, _LOOKED_AT))
    names = list(dict.fromkeys(name for _, record in first if not isinstance(record, str) for name in _names(record)))
    if not names:
        yield from (_reject(source, position, record) for position, record in first if isinstance(record, str))
        more = f" in the first {_LOOKED_AT}, so the rest was not read" if len(first) == _LOOKED_AT else ""
        yield Reject(file=source.file, reason=f"no record with named values in it{more}")
        return
    columns = pick_columns(names, source, options)
    if isinstance(columns, Reject):
        yield columns
        return
    for position, record in chain(first, rest):
        if isinstance(record, str):
            yield _reject(source, position, record)
        else:
            values = {field: as_text(find_value(record, name)) for field, name in columns.items()}
            yield found_or_reject(values, source=source, position=position, options=options)


def pick_columns(names: list[str], source: Source, options: Options) -> Columns | Reject:
    """The columns of a file, each choice told to the user once; a reject that lists them if they do not do."""
    try:
        columns = choose_columns(names, options.columns, needs_date=options.date is None)
    except InputError as error:
        return Reject(file=source.file, reason=error.reason)
    choice = describe_columns(columns)
    if choice not in options.told_choices:
        options.told_choices.add(choice)
        options.notify(Notice(file=source.file, text=f"columns {choice}"))
    return columns


def found_or_reject(
    values: Mapping[str, str | None], *, source: Source, position: str, options: Options, is_id_unique: bool = True
) -> Found | Reject:
    """The report made of a record's values, or everything that is wrong with them.

    Where ids are unique, a second report under one is refused: the column is none of ids.
    """
    text = (values.get("text") or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    date, faults = options.date, [f"text: {fault}" for fault in text_faults(text)]
    if date is None and not values.get("date"):
        faults.append("date: missing; give it there or with --date")
    elif date is None:
        try:
            date = parse_day(values.get("date") or "")
        except DateError as error:
            faults.append(error.reason)
    short = {field: _short(values.get(field)) for field in ("title", "source", "url", "id")}
    faults += [f"{field}: {fault}" for field, value in short.items() if value for fault in text_faults(value)]
    id = short["id"] or short["url"] or f"{source.id}:{position.split()[-1]}"
    if is_id_unique and not faults and not options.used_ids.is_free(id, f"{date} {short['title']} {text}"):
        reason = (
            f"id: {id!r} was used for another report before; name a column with --columns id=NAME, or none with id="
        )
        return Reject(file=source.file, position=position, reason=reason)  # whose id it is has been read
    if faults or date is None:
        return Reject(file=source.file, position=position, reason="; ".join(faults), report=id)
    report = Report(id=id, text=text, date=date, title=short["title"], source=short["source"], url=short["url"])
    return Found(report=report, file=source.file, position=position)


def find_value(record: Record, name: str) -> object:
    """The value of a name, with a dot for what is inside an object.

    >>> find_value({"source": {"name": "Quay Gazette"}}, "source.name")
    'Quay Gazette'
    """
    if name in record:
        return record[name]
    outer, dot, inner = name.partition(".")
    value = record.get(outer) if dot else None
    return find_value(value, inner) if isinstance(value, dict) else None


def as_text(value: object) -> str | None:
    """A value as text, a list of paragraphs as paragraphs; None for what has none."""
    if value is None or isinstance(value, dict):
        return None
    if isinstance(value, list):
        return "\n\n".join(part for part in value if isinstance(part, str))
    return str(value)


def _names(record: Record, before: str = "") -> Iterator[str]:
    for name, value in record.items():
        if isinstance(value, dict):
            yield from _names(value, f"{before}{name}.")
        else:
            yield f"{before}{name}"


def _short(value: str | None) -> str | None:
    """A value of one line: blanks joined, cut where it is no such value at all."""
    return " ".join(value.split())[:_MAX_SHORT] or None if value else None


def _reject(source: Source, position: str, reason: str) -> Reject:
    return Reject(file=source.file, position=position, reason=reason)
