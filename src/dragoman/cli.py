"""The command line: thin. Heavy modules are imported inside the commands, so that --help answers at once."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.errors import DragomanError
from dragoman.version import VERSION

if TYPE_CHECKING:
    from dragoman.types import Report

DONE_WITH_REJECTS = 3


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="dragoman")
def cli() -> None:
    """Read dated news reports and keep the record: who did and said what to whom, when, where, on whose word.

    Example: dragoman read examples/lachin-corridor.txt
    """


@cli.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--date", help="Day of publication, YYYY-MM-DD, for reports that do not begin with one.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "jsonl"]), default="table", show_default=True,
    help="table for people; json, one object a report; jsonl, one line a report.",
)  # fmt: skip
def read(files: Sequence[str], date: str | None, form: str) -> None:
    """Read plain-text reports and print who did and said what. "-" reads standard input.

    Example: dragoman read report.txt --date 2023-02-10 --format json
    """
    from dragoman.pipeline import load_reader

    rejected: list[str] = []
    if date is not None:
        from dragoman.reports.plain import parse_date

        parse_date(date, "--date")
    accepted = 0
    reader = None
    for report in _reports(files, date, rejected):
        if reader is None:
            reader = load_reader()
        _show(reader.read(report), form, first=accepted == 0)
        accepted += 1
    if rejected:
        sys.exit(DONE_WITH_REJECTS if accepted else 1)


def _reports(files: Sequence[str], date: str | None, rejected: list[str]) -> "Iterator[Report]":
    from dragoman.reports.plain import read_report, report_from_bytes

    for name in files:
        try:
            if name == "-":
                yield report_from_bytes(sys.stdin.buffer.read(), source="standard input", id="stdin", date=date)
            else:
                yield read_report(Path(name), date=date)
        except DragomanError as error:
            click.echo(f"dragoman: {error}", err=True)
            rejected.append(name)


def _show(reading: object, form: str, *, first: bool) -> None:
    from dragoman.types import Reading

    if not isinstance(reading, Reading):
        raise TypeError(f"expected a Reading, got {type(reading).__name__}")
    if form == "table":
        from dragoman.render import print_reading

        if not first:
            click.echo()
        print_reading(reading)
    else:
        from dragoman.output import to_json

        click.echo(to_json(reading, indent=1 if form == "json" else None))


def main() -> None:
    """Run the command line; errors of ours are one line on stderr and exit code 1, a closed pipe is quiet."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except DragomanError as error:
        click.echo(f"dragoman: {error}", err=True)
        sys.exit(2 if str(error).startswith("--") else 1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
