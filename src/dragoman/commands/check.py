"""`dragoman check`: is a record sound."""

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
    from collections.abc import Callable


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print each fault as a JSON object.")
def check(folder: Path, as_json: bool) -> None:
    """Verify a record: each shard's files, digests and tables, offsets inside the texts, and that ids resolve.

    Prints each fault with its shard and what to do about it. The index is not verified: `dragoman index`
    makes it again. Exit code: 0 sound, 1 faults.

    Example: dragoman check my-record
    """
    from dragoman.record.shards import list_shards
    from dragoman.record.store import Record

    record = Record(folder)
    faults = 0
    with _progress() as observe:
        for fault in record.check(observe=observe):
            faults += 1
            click.echo(json.dumps(asdict(fault), ensure_ascii=False) if as_json else str(fault))
    shards = count(len(list_shards(record.shards)), "shard")
    if faults:
        click.echo(f"{folder}: {count(faults, 'fault')} in {shards}", err=True)
        sys.exit(1)
    click.echo(f"{folder}: {shards}, sound", err=as_json)


@contextmanager
def _progress() -> "Iterator[Callable[[int, int], None] | None]":
    if not sys.stderr.isatty():
        yield None
        return
    from dragoman.commands.progress import show_count

    with show_count("checking") as observe:
        yield observe
