"""`dragoman actors`: who appears, how often, and as what."""

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
    tell_counts,
    tell_undated,
)


@click.command()
@record_argument
@filter_options
@form_options
def actors(record: Path, **given: Any) -> None:
    """List who acts, is acted on or is a source, how often, with countries, sectors and identifiers.

    --actor and --country choose who is listed; the other filters choose the events that count.

    Example: dragoman actors myrecord --country FRA --from 2023-01-01
    """
    form = take_form(given)
    with asked(record, given) as (opened, filters):
        from dragoman.listing import print_actors
        from dragoman.record.answers import list_actors

        shown = give(opened, list_actors(filters, limit=form.rows), form, print_actors)
        tell_counts(opened, form, shown, "actors", list_actors(filters).count())
        tell_undated(opened, filters)
