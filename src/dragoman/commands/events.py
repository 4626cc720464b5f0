"""`dragoman events`: what happened, and what is said to have happened."""

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
    tell_types,
    tell_undated,
)


@click.command()
@record_argument
@filter_options
@form_options
def events(record: Path, **given: Any) -> None:
    """List merged events in order of time: who did what to whom, and on whose word.

    Under each event stand its id for `dragoman explain`, its place, how many reports tell it, and the words.
    NOT, future, if and past mark what is denied, planned, imagined or long over.

    Example: dragoman events myrecord --actor FRA --from 2023-02-01 --to 2023-02-28 --only-happened
    """
    form = take_form(given)
    with asked(record, given) as (opened, filters):
        from dragoman.listing import print_events
        from dragoman.record.answers import list_events

        question = list_events(filters, limit=form.rows, counted=form.counted)
        rows = give(opened, question, form, print_events)
        tell_total(rows, "events")
        tell_types(opened, filters, rows)
        tell_undated(opened, filters)
