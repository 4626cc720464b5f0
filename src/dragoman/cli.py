"""The command line: thin. Heavy modules are imported inside the commands, so that --help answers at once."""

import io
import os
import sys

import click

from dragoman.commands.actors import actors
from dragoman.commands.add import add
from dragoman.commands.check import check
from dragoman.commands.dyads import dyads
from dragoman.commands.events import events
from dragoman.commands.explain import explain
from dragoman.commands.export import export
from dragoman.commands.index import index
from dragoman.commands.positions import positions
from dragoman.commands.read import read
from dragoman.commands.rejects import rejects
from dragoman.commands.sql import sql
from dragoman.commands.statements import statements
from dragoman.commands.timeline import timeline
from dragoman.errors import DragomanError
from dragoman.version import VERSION


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="dragoman")
def cli() -> None:
    """Read dated news reports and keep the record: who did and said what to whom, when, where, on whose word.

    Example: dragoman read examples/lachin-corridor.txt
    """


for command in (
    read, add, index, check, rejects, events, statements, actors, dyads, timeline, positions, explain, sql, export,
):  # fmt: skip
    cli.add_command(command)


def main() -> None:
    """Run the command line; errors of ours are one line on stderr and exit code 1, a closed pipe is quiet."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # the same bytes on every machine, whatever its locale
    try:
        cli(prog_name="dragoman", standalone_mode=False)
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
