"""`dragoman actors`: who appears, how often, and as what."""

from dataclasses import replace
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
def actors(record: Path, **given: Any) -> None:
    """List who acts, is acted on or is a source, how often, with countries, sectors and identifiers.

    --actor and --country choose who is listed; the other filters choose the events that count.

    Example: dragoman actors myrecord --country FRA --from 2023-01-01
    """
    form = take_form(given)
    with asked(record, given) as (opened, filters):
        from dragoman.listing import print_actors
        from dragoman.record.answers import list_actors

        question = list_actors(filters, limit=form.rows, counted=form.counted)
        rows = give(opened, question, form, print_actors)
        tell_total(rows, "actors")
        tell_undated(opened, replace(filters, actor=(), country=()))  # these choose who is listed, not what counts
