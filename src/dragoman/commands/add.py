"""`dragoman add`: reports into a record."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.commands.asking import tell
from dragoman.commands.index import show_building
from dragoman.commands.read import DONE_WITH_REJECTS
from dragoman.commands.words import count
from dragoman.errors import InputError

if TYPE_CHECKING:
    from dragoman.record.adding import Added, Observer
    from dragoman.reports import Notice, Reject

_NOT_AGAIN = (
    "has reports that were read without {}, and what was there already is not read again; "
    "add everything to a new record to have it all read with these actors"
)


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option(
    "--record", "folder", required=True, metavar="DIR", type=click.Path(path_type=Path),
    help="The record's folder, made if need be.",
)  # fmt: skip
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that read; one a core if not given.")
@click.option("--columns", default="", help="Which column is which, text=body,date=published_at; the others are found.")
@click.option("--date", help="Day of publication, YYYY-MM-DD; wins over the reports' own.")
@click.option(
    "--actors", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV file of your own actors; it wins over the packaged tables.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Stop at the first report that cannot be read.")
@click.option("--index/--no-index", "indexed", default=True, help="Bring the index up to date at the end, or leave it.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as a JSON object.")
def add(
    inputs: Sequence[str], folder: Path, jobs: int | None, columns: str, date: str | None,
    actors: Path | None, strict: bool, indexed: bool, as_json: bool,
) -> None:  # fmt: skip
    """Read reports and keep what was read in a record.

    What the record has already is not read again, also not for other --actors; a changed text under the same id
    becomes a new revision.
    A run that was stopped goes on where it was when it is started again. At the end events that several
    reports tell are merged, see `dragoman index`. Exit code: 0 done, 1 error,
    2 wrong usage, 3 done, but some reports could not be read.

    Example: dragoman add news/2023 more.jsonl --record my-record
    """
    from dragoman.parallel import load_with_actors
    from dragoman.record.shards import list_shards
    from dragoman.record.store import Record
    from dragoman.reports import find_reports

    _refuse_missing(inputs)
    _refuse_inside(folder, inputs)
    found = find_reports(inputs, columns=columns, date=date, notify=_tell, stdin=sys.stdin.buffer)
    if actors is not None:
        load_with_actors(actors)  # its faults are told before anything is made
    record = Record(folder, create=True)
    before = list_shards(record.shards)
    try:
        with _progress(inputs) as observe:
            added = record.add(found, jobs=jobs, strict=strict, actors=actors, observe=observe)
    except KeyboardInterrupt:
        tell(_stopped(record.count_reports(besides=before), folder))
        raise
    for reject in added.first_rejects:
        _tell(reject)
    if (hidden := added.new_rejects - len(added.first_rejects)) > 0:
        tell(f"and {hidden:,} more that could not be read; `dragoman rejects {folder}` lists all")
    click.echo(json.dumps(_numbers(added)) if as_json else _told(added, folder))
    if actors is not None and added.known and record.has_reports_without(actors):
        tell(f"{folder}: {_NOT_AGAIN.format(actors)}")
    if indexed:
        try:
            with show_building() as observe_building:
                record.index(observe=observe_building)
        except KeyboardInterrupt:
            tell(f"{folder}: stopped; all reports are kept, `dragoman index {folder}` merges what they tell")
            raise
    if added.rejects:
        sys.exit(DONE_WITH_REJECTS)


def _refuse_missing(inputs: Sequence[str]) -> None:
    """A mistyped name would make a record, and be a reject in it ever after."""
    missing = [name for name in inputs if name != "-" and not os.path.lexists(name)]
    if missing:
        raise click.UsageError(f"{', '.join(missing)}: not found; check the name. Nothing was added")


def _refuse_inside(folder: Path, inputs: Sequence[str]) -> None:
    """A record in a folder that is read would be read itself: its tables look like reports."""
    for name in inputs:
        if name != "-" and folder.resolve().is_relative_to(Path(name).resolve()):
            raise InputError(f"--record: {folder} lies in the input {name}; keep the record beside it")


def _tell(news: "Notice | Reject") -> None:
    tell(str(news))


def _numbers(added: "Added") -> dict[str, int]:
    return {
        "reports": added.reports, "revisions": added.revisions, "known": added.known, "rejects": added.rejects,
        "new_rejects": added.new_rejects, "shards": added.shards,
    }  # fmt: skip


def _told(added: "Added", folder: Path) -> str:
    """The outcome in a line."""
    parts = [f"{count(added.reports, 'report')} added" if added.reports else "nothing added"]
    if added.revisions:
        parts.append(f"{added.revisions:,} of them changed texts, kept as new revisions")
    if added.known:
        parts.append(f"{added.known:,} there already")
    if added.rejects:
        parts.append(f"{added.rejects:,} could not be read (see `dragoman rejects {folder}`)")
    return f"{folder}: {', '.join(parts)}"


def _stopped(kept: int, folder: Path) -> str:
    """What Ctrl-C leaves."""
    from dragoman.record.adding import SHARD_REPORTS

    if not kept:
        return f"{folder}: stopped before the first {SHARD_REPORTS} reports were kept; the same command begins again"
    told = f"{count(kept, 'report')} of this run kept, {SHARD_REPORTS} at a time"
    return f"{folder}: stopped; {told}; the same command goes on from there"


@contextmanager
def _progress(inputs: Sequence[str]) -> "Iterator[Observer | None]":
    """A line with count, rate and time left, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from dragoman.commands.progress import show_progress

    with show_progress(inputs) as observe:
        yield observe
