"""`dragoman dyads`: who to whom, counted."""

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
    tell_total,
    tell_undated,
)


@click.command()
@record_argument
@click.option("--by", type=click.Choice(["day", "week", "month", "quarter", "year"]), help="Count by period.")
@click.option("--by-type", is_flag=True, help="Count each event type apart.")
@click.option("--named", is_flag=True, help="Between single names instead of countries.")
@filter_options
@form_options
def dyads(record: Path, by: str | None, by_type: bool, named: bool, **given: Any) -> None:
    """Count who did how much to whom: events, quad classes and mean intensity of pairs of countries.

    Sums count what is told as happened; CLAIMS of these rest on somebody's word, NOT SO is denied, planned or
    imagined and in no sum. VERB+ and MAT+ are verbal and material cooperation, VERB− and MAT− conflict.
    What both sides do together counts in both directions, and so does a visit. With --by month --json each line is a
    country-month of a panel.

    Example: dragoman dyads myrecord --by month --json
    """
    form = take_form(given)
    with asked(record, given) as (opened, filters):
        from dragoman.listing import print_dyads
        from dragoman.record.answers import count_dyads
        from dragoman.record.pairs import on_pairs

        question = count_dyads(filters, by=by, by_type=by_type, named=named, limit=form.rows, counted=form.counted)
        rows = give(opened, question, form, partial(print_dyads, by=by))
        tell_total(rows, "pairs")
        tell_undated(opened, filters.of_anybody, by=by, more=on_pairs(filters, named=named))
