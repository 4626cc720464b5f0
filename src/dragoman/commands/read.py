"""`dragoman read`: reports to readings on standard output."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from dragoman.reports import Found, Notice, Reject
    from dragoman.types import Reading, Report

DONE_WITH_REJECTS = 3


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--date", help="Day of publication, YYYY-MM-DD; wins over the reports' own.")
@click.option("--columns", default="", help="Which column is which, text=body,date=published_at; the others are found.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "jsonl"]), default="table", show_default=True,
    help="table for people; json, one object a report; jsonl, one line a report.",
)  # fmt: skip
@click.option(
    "--actors", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV file of your own actors; it wins over the packaged tables.",
)  # fmt: skip
def read(files: Sequence[str], date: str | None, columns: str, form: str, actors: Path | None) -> None:
    """Read reports and print who did and said what.

    A report is a text file that begins with a line `date 2023-02-10`, a Markdown or HTML file, a record
    of a JSON, CSV or Parquet file, a page of a WARC or an entry of a feed. Folders and ZIP archives of
    them are files too; "-" reads standard input. What cannot be read is told on standard error, and the
    others are read all the same. Exit code: 0 done, 1 nothing could be read, 2 wrong usage, 3 some
    reports could not be read.

    Example: dragoman read report.txt --date 2023-02-10 --format json
    """
    from dragoman.reports import find_reports

    rejected: list[Reject] = []
    accepted = 0
    found = find_reports(files, columns=columns, date=date, notify=_tell, stdin=sys.stdin.buffer)
    reports = _reports(found, rejected)
    first = next(reports, None)
    if first is not None:  # what cannot be read is told before the model is loaded
        from dragoman.pipeline import load_reader

        for reading in load_reader(actors=actors).read_many(chain([first], reports)):
            _show(reading, form, first=accepted == 0)
            accepted += 1
    if rejected:
        sys.exit(DONE_WITH_REJECTS if accepted else 1)


def _reports(found: "Iterable[Found | Reject]", rejected: "list[Reject]") -> "Iterator[Report]":
    from dragoman.reports import Found

    for item in found:
        if isinstance(item, Found):
            yield item.report
        else:
            _tell(item)
            rejected.append(item)


def _tell(news: "Notice | Reject") -> None:
    click.echo(f"dragoman: {news}", err=True)


def _show(reading: "Reading", form: str, *, first: bool) -> None:
    if form == "table":
        from dragoman.render import print_reading

        if not first:
            click.echo()
        print_reading(reading)
    else:
        from dragoman.output import to_json

        click.echo(to_json(reading, indent=1 if form == "json" else None))
