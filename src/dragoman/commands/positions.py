"""`dragoman positions`: where each side stands on a matter."""

from pathlib import Path
from typing import Any

import click

from dragoman.commands.asking import (
    asked,
    filter_options,
    form_options,
    give,
    record_argument,
    take_form,
    tell_total,
    tell_undated,
)


@click.command()
@record_argument
@filter_options
@form_options
def positions(record: Path, **given: Any) -> None:
    """Line up what each actor demanded, refused, offered and said about a matter, and who relays it.

    Needs --about, --actor, --recipient, --pair or --country.

    Example: dragoman positions myrecord --about corridor --actor AZE
    """
    form = take_form(given)
    with asked(record, given) as (opened, filters):
        from dragoman.listing import print_positions
        from dragoman.record.answers import ON_POSITIONS, list_positions

        question = list_positions(filters, limit=form.rows, counted=form.counted)
        rows = give(opened, question, form, print_positions)
        tell_total(rows, "positions")
        tell_undated(opened, filters, more=ON_POSITIONS)
