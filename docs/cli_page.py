"""Write docs/cli.md, the page of the command line, from the program's own help: `make docs`."""

from collections.abc import Iterator
from pathlib import Path

import click

from dragoman.cli import cli

PAGE = Path(__file__).parent / "cli.md"
_HEAD = "# The command line\n\nWritten from `--help` by `make docs`.\n"


def cli_page() -> str:
    """The page's text: the help of the program and of each command, at 80 columns."""
    parts = [f"\n## {title}\n\n```text\n{text}\n```\n" for title, text in _helps(cli, "dragoman", None)]
    return "".join([_HEAD, *parts])


def _helps(command: click.Command, name: str, parent: click.Context | None) -> Iterator[tuple[str, str]]:
    context = click.Context(command, info_name=name, parent=parent, terminal_width=80, max_content_width=80)
    context.help_option_names = ["-h", "--help"]
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            found = command.get_command(context, sub)
            if found is not None:
                yield from _helps(found, sub, context)


if __name__ == "__main__":
    PAGE.write_text(cli_page(), encoding="utf-8")
