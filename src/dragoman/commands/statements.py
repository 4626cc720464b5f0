"""`dragoman statements`: who said what."""

from pathlib import Path
from typing import Any

import click

from dragoman.commands.asking import (
    asked,
    form_options,
    give,
    record_argument,
    said_filter_options,
    take_form,
    tell_total,
)


@click.command()
@record_argument
@said_filter_options
@form_options
def statements(record: Path, **given: Any) -> None:
    """List statements in order of time: who said what to whom, and through whom we know.

    --actor is the speaker, --recipient the addressee, --source who relays it.
    A statement without days of its own counts on the day of its report.

    Example: dragoman statements myrecord --actor Macron --about "grain port"
    """
    form = take_form(given)
    with asked(record, given) as (opened, filters):
        from dragoman.listing import print_statements
        from dragoman.record.answers import list_statements

        question = list_statements(filters, limit=form.rows, counted=form.counted)
        rows = give(opened, question, form, print_statements)
        tell_total(rows, "statements")
