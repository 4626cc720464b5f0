"""`dragoman read`: reports to readings on standard output."""

import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from dragoman.types import Reading, Report

DONE_WITH_REJECTS = 3


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--date", help="Day of publication, YYYY-MM-DD; wins over the reports' own.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "jsonl"]), default="table", show_default=True,
    help="table for people; json, one object a report; jsonl, one line a report.",
)  # fmt: skip
@click.option(
    "--actors", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV file of your own actors; it wins over the packaged tables.",
)  # fmt: skip
def read(files: Sequence[str], date: str | None, form: str, actors: Path | None) -> None:
    """Read plain-text reports and print who did and said what.

    A report is a UTF-8 text file that begins with a line `date 2023-02-10`; "-" reads standard input.
    A report that cannot be read is told on standard error, and the others are read all the same.
    Exit code: 0 done, 1 nothing could be read, 2 wrong usage, 3 some reports could not be read.

    Example: dragoman read report.txt --date 2023-02-10 --format json
    """
    if date is not None:
        from dragoman.reports.plain import parse_date

        parse_date(date, "--date")
    rejected: list[str] = []
    accepted = 0
    reports = _reports(files, date, rejected)
    first = next(reports, None)
    if first is not None:  # what cannot be read is told before the model is loaded
        from dragoman.pipeline import load_reader

        for reading in load_reader(actors=actors).read_many(chain([first], reports)):
            _show(reading, form, first=accepted == 0)
            accepted += 1
    if rejected:
        sys.exit(DONE_WITH_REJECTS if accepted else 1)


def _reports(files: Sequence[str], date: str | None, rejected: list[str]) -> "Iterator[Report]":
    from dragoman.reports.plain import MAX_BYTES, read_report, report_from_bytes

    for name in files:
        try:
            if name == "-":
                data = sys.stdin.buffer.read(MAX_BYTES + 1)
                yield report_from_bytes(data, source="standard input", id="stdin", date=date)
            else:
                yield read_report(Path(name), date=date)
        except DragomanError as error:
            click.echo(f"dragoman: {error}", err=True)
            rejected.append(name)


def _show(reading: "Reading", form: str, *, first: bool) -> None:
    if form == "table":
        from dragoman.render import print_reading

        if not first:
            click.echo()
        print_reading(reading)
    else:
        from dragoman.output import to_json

        click.echo(to_json(reading, indent=1 if form == "json" else None))
