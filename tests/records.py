"""Small records for tests: reports of a few words, and a reader that finds the same in each at once.

As a program, `python records.py RECORD COUNT [JOBS]` adds COUNT reports: for tests that kill it.
"""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from dragoman.record.store import Record
from dragoman.reports import Found
from dragoman.types import Reading, Report
from readings import TEXT, reading


class FakeReader:
    """Finds the entities, statements and events of `reading()`; fails on FAULTY, dies on DEADLY, stops at STOP."""

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        for report in reports:
            if "FAULTY" in report.text:
                raise IndexError("no such word")
            if "DEADLY" in report.text:
                os._exit(9)
            if "STOP" in report.text:
                raise KeyboardInterrupt
            time.sleep(0.0005)
            yield replace(reading(), report=report)


def load_fake() -> FakeReader:
    return FakeReader()


def found(id: str, *, words: str = "", file: str = "news.jsonl", position: str | None = None) -> Found:
    """A report in whose text the fake reader's offsets are right."""
    report = Report(id=id, text=f"{TEXT}\n\n{words or id}", date=date(2024, 3, 13), title=f"On {id}", source="Gazette")
    return Found(report=report, file=file, position=position)


def many(count: int) -> Iterator[Found]:
    return (found(f"r{i:05}", position=str(i)) for i in range(count))


def contents(record: Record) -> dict[str, bytes]:
    """Every finished file of a record and its bytes."""
    files = (path for path in record.folder.rglob("*") if path.is_file() and ".tmp-" not in str(path))
    return {str(path.relative_to(record.folder)): path.read_bytes() for path in files}


if __name__ == "__main__":
    jobs = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    Record(Path(sys.argv[1]), create=True).add(many(int(sys.argv[2])), jobs=jobs, load=load_fake)
