"""`dragoman sql`: any question in SQL over the record's views."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.commands.asking import asked, form_options, give, record_argument, take_form, tell

if TYPE_CHECKING:
    from rich.console import Console


@click.command()
@record_argument
@click.argument("query", required=False)
@form_options
def sql(record: Path, query: str | None, **given: Any) -> None:
    """Put one SELECT to the record's views; without one, list the views and their columns.

    The dialect is DuckDB's. Nothing that a query does changes the record. Tables show the first 50 rows, as lines
    of column and value where the columns do not fit.

    Example: dragoman sql myrecord "SELECT type, count(*) FROM acts GROUP BY type" --csv
    """
    form = take_form(given)
    with asked(record, {}) as (opened, _):
        from dragoman.layout import print_table
        from dragoman.listing import print_views
        from dragoman.record.answers import LIST_VIEWS

        def show(console: "Console", rows: list[dict[str, Any]]) -> None:
            print_table(console, list(rows[0]), [list(row.values()) for row in rows[: form.rows]])

        if query is None:
            opened.select("SELECT 1")  # the views over the shards too
            give(opened, LIST_VIEWS, replace(form, limit=0), print_views)
            return
        shown = form.rows if form.counted else None
        most = form.rows if shown is None else shown + 1  # one more tells whether there are more
        rows = give(opened, opened.select(query, limit=most), form, show)
        if rows is not None and not rows:
            tell("no rows")
        elif rows and shown is not None and len(rows) > shown:
            tell(f"the first {f'{shown:,} rows' if shown > 1 else 'row'}; --limit 0 gives all")
