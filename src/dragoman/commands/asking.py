"""What the verbs that ask a record share: the record, the filters, and how answers are given."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.record.answers import Question
    from dragoman.record.condition import Condition
    from dragoman.record.opened import OpenRecord
    from dragoman.record.query import Filters

Command = TypeVar("Command", bound=Callable[..., Any])
TABLE_LIMIT = 50  # rows of a table for people, if they do not say otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How an answer is wanted: a table for people unless one of these is given; `limit` 0 is all."""

    json: bool = False
    csv: bool = False
    parquet: Path | None = None
    limit: int | None = None

    @property
    def counted(self) -> bool:
        """A table says how many rows there are."""
        return not (self.json or self.csv or self.parquet)

    @property
    def rows(self) -> int | None:
        """The most rows to give; None is all of them."""
        if self.limit is None:
            return TABLE_LIMIT if self.counted else None
        return self.limit or None


record_argument = click.argument("record", type=click.Path(path_type=Path), metavar="RECORD")


def filter_options(command: Command) -> Command:
    """The filters that questions of events take."""
    return _with_options(_with_options(command, _act_options()), _shared_options())


def said_filter_options(command: Command) -> Command:
    """Those of them that statements have something for."""
    return _with_options(command, _shared_options())


def _with_options(command: Command, options: Sequence[Callable[[Command], Command]]) -> Command:
    for option in reversed(options):
        command = option(command)
    return command


def _shared_options() -> list[Callable[[Command], Command]]:
    return [
        click.option("--from", "since", callback=_day, metavar="DAY", help="First day of the events, YYYY-MM-DD."),
        click.option("--to", "until", callback=_day, metavar="DAY", help="Last day of the events, YYYY-MM-DD."),
        click.option("--by-report-date", is_flag=True, help="Days are those of the reports, not of the events."),
        click.option("--actor", multiple=True, help="Who acts or speaks: part of a name, identifier or country code."),
        click.option("--recipient", multiple=True, help="To whom: part of a name, identifier or country code."),
        click.option("--pair", nargs=2, multiple=True, metavar="A B", help="Who act on each other, or together."),
        click.option("--about", multiple=True, metavar="WORDS", help="Words that all stand in sentence or title."),
        click.option("--source", multiple=True, help="On whose word: as --actor; - is the report itself."),
        click.option("--publisher", multiple=True, help="Part of the publisher's name."),
        click.option("--country", multiple=True, metavar="CODE", help="Country of either side or of the place."),
    ]


def _act_options() -> list[Callable[[Command], Command]]:
    return [
        click.option("--type", multiple=True, help="Event type or mode, such as CONSULT or visit."),
        click.option("--auxiliary", multiple=True, help="historical, future, hypothetical or negated."),
        click.option("--only-happened", is_flag=True, help="Leave out what is negated, planned or imagined."),
        click.option("--min-confidence", type=float, help="The least confidence, from 0 to 1."),
    ]


def form_options(command: Command) -> Command:
    """How the answer is given."""
    options = [
        click.option("--limit", type=click.IntRange(min=0), help="The most rows; 0 is all. Tables show 50."),
        click.option("--json", "as_json", is_flag=True, help="One JSON object a line."),
        click.option("--csv", "as_csv", is_flag=True, help="CSV with a head, lists parted by semicolons."),
        click.option("--parquet", type=click.Path(path_type=Path), metavar="FILE", help="Write a Parquet file."),
    ]
    return _with_options(command, options)


def take_form(given: dict[str, Any]) -> Form:
    """The form among a command's values, taken out of them."""
    form = Form(
        json=given.pop("as_json"), csv=given.pop("as_csv"), parquet=given.pop("parquet"), limit=given.pop("limit")
    )
    if form.json + form.csv + (form.parquet is not None) > 1:
        raise click.UsageError("--json, --csv and --parquet: give one of them")
    return form


@contextmanager
def asked(record: Path, given: Mapping[str, Any]) -> "Iterator[tuple[OpenRecord, Filters]]":
    """The record opened, and the filters; what is wrong with these is told before the record is looked at."""
    from dragoman.record.query import Filters

    filters = Filters(**given)
    from dragoman.record.opened import OpenRecord

    with OpenRecord(record) as opened:
        if not opened.is_indexed:
            tell(f"index missing or out of date: slower, nothing merged; `dragoman index {record}` makes it")
        yield opened, filters


def give(
    opened: "OpenRecord", question: "Question", form: Form, printer: "Callable[[Console, list[dict[str, Any]]], None]"
) -> list[dict[str, Any]] | None:
    """Give an answer in its form; the rows of a table, None in other forms."""
    if form.parquet is not None:
        opened.write_parquet(question, form.parquet)
    elif form.json:
        for line in opened.json_lines(question):
            sys.stdout.write(line + "\n")
    elif form.csv:
        write_csv(opened.columns(question), (list(row.values()) for row in opened.rows(question)))
    else:
        from dragoman.layout import page

        rows = list(opened.rows(question))
        if rows:
            printer(page(), rows)
        return rows
    return None


def write_csv(names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """CSV on standard output; lists parted by semicolons, days as YYYY-MM-DD, nothing for what is unknown."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_cell(value) for value in row])


def tell(note: str) -> None:
    """A note for people, beside the answer."""
    click.echo(f"dragoman: {note}", err=True)


def tell_total(rows: Sequence[Mapping[str, Any]] | None, noun: str) -> None:
    """How many of how many rows a table shows; nothing where there are no more."""
    if rows is not None and not rows:
        tell(f"no {noun} fit")
    elif rows and rows[0]["total"] > len(rows):
        tell(f"{len(rows):,} of {rows[0]['total']:,} {noun}; --limit 0 gives all")


def tell_undated(
    opened: "OpenRecord", filters: "Filters", *, by: str | None = None, more: "Condition | None" = None
) -> None:
    """How many events have no day and so are in no span of days, and in no period where it goes `by` these.

    `more` is what the question asks of acts beside the filters.
    """
    from dragoman.record.answers import ANYTHING, count_undated

    if (by or filters.since or filters.until) and not filters.by_report_date:
        tell_left_out(opened.value(count_undated(filters, more=more or ANYTHING)))


def tell_left_out(undated: int) -> None:
    """How many events are left out because they have no day."""
    if undated:
        tell(f"{undated:,} more that fit have no day and are left out; --by-report-date goes by their reports' days")


def tell_types(opened: "OpenRecord", filters: "Filters", rows: Sequence[object] | None) -> None:
    """Where nothing fits a type that the record does not have: which it has."""
    from dragoman.record.answers import list_types

    if rows is not None and not rows and filters.type:
        known = list(opened.rows(list_types()))
        names = {str(row["name"]) for row in known}
        unknown = [t for t in filters.type if not {t.upper(), t.lower()} & names]
        if unknown:
            tell(f"--type: no {', '.join(unknown)} in this record; it has {', '.join(sorted(names))}")


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "; ".join("" if v is None else str(_cell(v)) for v in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return value


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _day(_: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"expected a day YYYY-MM-DD, got {value!r}", param=parameter) from None
