"""`dragoman timeline`: what happened when."""

from functools import partial
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
    tell,
    tell_left_out,
    tell_total,
    tell_undated,
)


@click.command()
@record_argument
@click.option(
    "--by", type=click.Choice(["day", "week", "month", "quarter", "year"]), default="month", show_default=True,
    help="Length of the periods.",
)  # fmt: skip
@filter_options
@form_options
def timeline(record: Path, by: str, **given: Any) -> None:
    """Count events by day, week, month, quarter or year, and name the main entries of each.

    EVENTS are told as happened; CLAIMS of these rest on somebody's word; NOT SO is denied, planned or imagined.
    The bar shows cooperation, then conflict.

    Example: dragoman timeline myrecord --by week --country ARM --from 2022-12-01
    """
    form = take_form(given)
    with asked(record, given) as (opened, filters):
        from dragoman.listing import print_timeline
        from dragoman.record.answers import list_timeline

        question = list_timeline(filters, by=by, limit=form.rows, counted=form.counted)
        rows = give(opened, question, form, partial(print_timeline, by=by))
        tell_total(rows, "periods")
        if rows and rows[0]["unplaced"]:
            tell(f"{rows[0]['unplaced']:,} events span more than a {by}, or began before the first, and are in none")
        if rows and not (filters.since or filters.until):
            tell_left_out(rows[0]["undated"])  # counted with the periods: the spans of days leave out none before
        else:
            tell_undated(opened, filters, by=by)
