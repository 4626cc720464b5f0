"""`dragoman rejects`: what a record could not read, and why."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print each as a JSON object.")
def rejects(folder: Path, as_json: bool) -> None:
    """List what a record could not read, with file, position, stage and reason.

    What has been read since is left out. Stages: input, no report; language, not in English; reading, our error.

    Example: dragoman rejects my-record
    """
    from dragoman.errors import locate
    from dragoman.record.store import Record

    found = 0
    for reject in Record(folder).rejects():
        found += 1
        if as_json:
            click.echo(json.dumps(asdict(reject), ensure_ascii=False))
            continue
        click.echo(locate(f"{reject.stage}: {reject.reason}", reject.file, reject.position))
    if not found and sys.stderr.isatty():
        click.echo(f"{folder}: no rejects", err=True)
