"""`dragoman index`: the merged events of a record, up to date with its shards."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.commands.words import count

if TYPE_CHECKING:
    from dragoman.record.building import Observer


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--rebuild", is_flag=True, help="Make it anew, also if it is up to date.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as a JSON object.")
def index(folder: Path, rebuild: bool, as_json: bool) -> None:
    """Bring a record's index up to date: acts of all reports, merged where they tell of one event.

    `dragoman add` does so at its end; this is for a run that was stopped, or that had --no-index.

    Example: dragoman index my-record
    """
    from dragoman.record.index import count_index
    from dragoman.record.store import Record

    record = Record(folder)
    with show_building() as observe:
        record.index(rebuild=rebuild, observe=observe)
    found = count_index(folder)
    told = f"{folder}: {count(found.acts, 'act')} that tell {count(found.events, 'event')}"
    click.echo(json.dumps(asdict(found)) if as_json else told)


@contextmanager
def show_building() -> "Iterator[Observer | None]":
    """A line with what is being done, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from dragoman.commands.progress import show_steps

    with show_steps() as observe:
        yield observe
