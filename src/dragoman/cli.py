"""The command line: thin. Heavy modules are imported inside the commands, so that --help answers at once."""

import io
import os
import re
import sys
from contextlib import suppress
from typing import TextIO

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


# In a line of the list of commands; the first sentences of their own helps are longer than there is room for.
_SUMMARIES = {
    read: "Read reports and print who did and said what.",
    add: "Read reports and keep what was read in a record.",
    index: "Merge what many reports tell, where that is not up to date.",
    check: "Verify that a record's files are as they were written.",
    rejects: "List what a record could not read, and why.",
    events: "List who did what to whom, and on whose word.",
    statements: "List who said what to whom, and through whom we know.",
    actors: "List who acts, is acted on or is a source, and how often.",
    dyads: "Count who did how much to whom, between countries.",
    timeline: "Count events by day, week, month, quarter or year.",
    positions: "Line up what each actor demanded, refused, offered and said.",
    explain: "Show the words behind an entry, and why it was coded so.",
    sql: "Put one SELECT to a record's views, or list these.",
    export: "Write events as another data set, a table or a network.",
}
for command, summary in _SUMMARIES.items():
    command.short_help = summary
    cli.add_command(command)


def main() -> None:
    """Run the command line; what goes wrong is one line on stderr and exit code 1, a closed pipe is quiet."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # the same bytes on every machine, whatever its locale
    try:
        code = _run()
        sys.stdout.flush()  # what cannot be written is told here, not by the interpreter at its end
    except BrokenPipeError:
        code = 0
        _let_go(sys.stdout)
    except OSError as error:
        code = 1
        with suppress(OSError):  # standard error may be full too
            _tell(describe_failure(error))
        try:
            sys.stdout.flush()
        except OSError:
            _let_go(sys.stdout)
    if code:
        sys.exit(code)


def _run() -> int:
    """The exit code of a command, its errors told."""
    try:
        cli(prog_name="dragoman", standalone_mode=False)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except DragomanError as error:
        _tell(str(error))
        return 2 if str(error).startswith("--") else 1
    except _database_errors() as error:
        _tell(describe_damage(error))
        return 1
    return 0


def describe_failure(error: OSError) -> str:
    """What the system refused, with a remedy; what has no name is standard output, the one file we do not open.

    >>> describe_failure(OSError(28, "No space left on device"))
    'standard output: cannot be written (No space left on device); make room, or send it elsewhere'
    >>> describe_failure(PermissionError(13, "Permission denied", "my.csv"))
    'my.csv: Permission denied; check that it is there and its permissions'
    """
    reason = error.strerror or str(error) or type(error).__name__
    if error.filename is None:
        return f"standard output: cannot be written ({reason}); make room, or send it elsewhere"
    return f"{error.filename}: {reason}; check that it is there and its permissions"


def describe_damage(error: Exception) -> str:
    """What the database says of a record's files, with the commands that name the damaged ones and mend them.

    >>> describe_damage(ValueError('No file "rec/shards/7c/events.parquet"')).partition("; ")[::2]
    ('a record cannot be read (No file "rec/shards/7c/events.parquet")', '`dragoman check rec` names what is damaged, \
`dragoman index --rebuild rec` makes the index again')
    """
    reason = " ".join(str(error).partition("\n\nLINE ")[0].split())  # the line is of a query of ours
    path = re.search(r"[^\"'\[]*(?=[/\\](?:shards|index)[/\\])", reason)
    record = path[0] if path and path[0] else "RECORD"
    return (
        f"a record cannot be read ({reason}); `dragoman check {record}` names what is damaged, "
        f"`dragoman index --rebuild {record}` makes the index again"
    )


def _database_errors() -> tuple[type[Exception], ...]:
    """What the database raises, where it was loaded at all: --help does without."""
    return (sys.modules["duckdb"].Error,) if "duckdb" in sys.modules else ()


def _let_go(stream: TextIO) -> None:
    """Send what is left to nowhere, so that the interpreter does not try it again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _tell(fault: str) -> None:
    click.echo(f"dragoman: {fault}", err=True)
