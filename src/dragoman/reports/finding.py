"""Inputs to reports, one after the other: text files and JSONL files."""

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import DragomanError
from dragoman.reports.plain import parse_date, read_report
from dragoman.types import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A report and where it was found: the file as given, and the line, row or record in it."""

    report: Report
    file: str
    position: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """An input that became no report, or a report that became no reading; `stage` is input, language or reading."""

    report: str | None = None
    file: str
    position: str | None = None
    stage: str = "input"
    reason: str


def find_reports(
    inputs: Sequence[str], *, columns: Mapping[str, str] | None = None, date: datetime.date | None = None
) -> Iterator[Found | Reject]:
    """The reports of the inputs in their order, and what could not become one."""
    for name in inputs:
        if name.endswith(".jsonl"):
            yield from _jsonl(name, columns or {}, date)
            continue
        try:
            day = None if date is None else date.isoformat()
            yield Found(report=read_report(Path(name), date=day), file=name)
        except DragomanError as error:
            yield Reject(file=name, reason=str(error))


def _jsonl(name: str, columns: Mapping[str, str], date: datetime.date | None) -> Iterator[Found | Reject]:
    with Path(name).open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            position = str(number)
            try:
                row = json.loads(line)
                field = {
                    key: row.get(columns.get(key, key)) for key in ("id", "text", "date", "title", "source", "url")
                }
                day = date or parse_date(str(field["date"]), f"{name}:{number}: date")
                report = Report(
                    id=str(field["id"] or f"{Path(name).stem}-{number}"), text=str(field["text"]), date=day,
                    title=field["title"], source=field["source"], url=field["url"],
                )  # fmt: skip
            except (ValueError, DragomanError) as error:
                yield Reject(file=name, position=position, reason=str(error))
            else:
                yield Found(report=report, file=name, position=position)
