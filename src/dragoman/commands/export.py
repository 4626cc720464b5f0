"""`dragoman export`: a record in the formats that analysts already use."""

import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.errors import RecordError

if TYPE_CHECKING:
    from dragoman.exports import Tally
    from dragoman.exports.acts import Lookup
    from dragoman.record.query import Filters
    from dragoman.types import Reading

_NAMES = ("polecat", "icews", "gdelt", "gdelt-mentions", "phoenix", "plover", "csv", "parquet", "graphml")
_CLOSE = 60  # per cent alike: below that a guess at the type meant is no help
_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.argument("record", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(_NAMES), required=True, help="What to write; see docs/exports.md.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write; else standard output.")
@click.option(
    "--from", "since", type=_DAY, metavar="DAY", help="First day, YYYY-MM-DD, that an event's time must touch."
)
@click.option("--to", "until", type=_DAY, metavar="DAY", help="Last day, YYYY-MM-DD, that an event's time must touch.")
@click.option("--type", "types", multiple=True, help="Only events of this type; may be given several times.")
@click.option(
    "--actor", "actors", multiple=True,
    help="Only events with an actor or recipient whose name has this in it; --pair tells the two sides apart.",
)  # fmt: skip
@click.option(
    "--country", "countries", multiple=True, metavar="CODE",
    help="Only events with an actor or recipient of this country: three letters, such as KEN.",
)  # fmt: skip
@click.option("--recipient", multiple=True, help="To whom: part of a name, identifier or country code.")
@click.option("--pair", nargs=2, multiple=True, metavar="A B", help="Who act on each other, or together.")
@click.option("--about", multiple=True, metavar="WORDS", help="Words that all stand in sentence or title.")
@click.option("--source", multiple=True, help="On whose word: as --recipient; - is the report itself.")
@click.option("--publisher", multiple=True, help="Part of the publisher's name.")
@click.option("--min-confidence", type=float, help="The least confidence, from 0 to 1.")
@click.option("--only-happened", is_flag=True, help="Leave out what is negated, planned or imagined.")
@click.option("--by-report-date", is_flag=True, help="Days are those of the reports, not of the events.")
@click.option("--rows", type=click.Choice(["events", "dyads"]), default="events", show_default=True,
              help="csv and parquet: one row an event, or one for each actor with each recipient.")  # fmt: skip
@click.option("--all", "keep_all", is_flag=True,
              help="Keep denied, imagined and planned acts in formats that cannot mark them.")  # fmt: skip
@click.option("--no-claims", is_flag=True, help="Leave out what a report has only on somebody's word.")
@click.option("--merged", is_flag=True, help="One row for what several reports tell: their first that fits.")
@click.option("--fill-dates", is_flag=True, help="Date events without any time by their report's day.")
def export(
    record: Path, form: str, out: Path | None, since: datetime | None, until: datetime | None, types: tuple[str, ...],
    actors: tuple[str, ...], countries: tuple[str, ...], rows: str, keep_all: bool, no_claims: bool, fill_dates: bool,
    merged: bool, by_report_date: bool, **given: Any,
) -> None:  # fmt: skip
    """Write a record's events in the format of another data set, or as a table or network.

    Example: dragoman export my-record --format polecat --from 2023-01-01 --out 2023.tsv
    """
    from dragoman.exports import FORMATS, Selection, Tally, select_acts, write_export
    from dragoman.record.index_state import index_is_fresh
    from dragoman.record.query import Filters

    if out is None and form == "parquet":
        raise click.UsageError("--out: parquet goes to a file; name one")
    if out is not None and not out.parent.is_dir():
        raise click.UsageError(f"--out: {out.parent} is no folder; make it first")
    if since and until and since > until:
        raise click.UsageError(f"--from: {since:%Y-%m-%d} is after --to {until:%Y-%m-%d}; change one")
    if rows == "dyads" and not FORMATS[form].rows:
        raise click.UsageError("--rows: only csv and parquet have a choice; leave it out")
    faults = [*_faults_of_types(types), *_faults_of_countries(countries)]
    if faults:
        raise click.UsageError("\n".join(faults))
    days = _day(since), _day(until)
    reported, own = (days, (None, None)) if by_report_date else ((None, None), days)
    filters = Filters(since=reported[0], until=reported[1], by_report_date=by_report_date, **given)
    selection = Selection(
        since=own[0], until=own[1], types=frozenset(t.upper() for t in types),
        countries=frozenset(c.upper() for c in countries), actors=actors, own_word_only=no_claims,
        facts_only=not keep_all and not FORMATS[form].marks, fill_dates=fill_dates, merged=merged,
    )  # fmt: skip
    tally = Tally()
    known = index_is_fresh(record)
    if merged and not known:
        raise RecordError(f"{record}: --merged: index missing or out of date; `dragoman index {record}` makes it")
    looks_up = filters != Filters() or merged or (known and FORMATS[form].rows)
    fitting = _fitting(record, filters) if looks_up else None
    write_export(select_acts(_readings(record), selection, tally, fitting=fitting), form, out or sys.stdout, rows=rows)
    click.echo(_summary(tally), err=True)


def _faults_of_types(types: tuple[str, ...]) -> "Iterator[str]":
    """What is no type of the codebook, with the likest that is.

    >>> list(_faults_of_types(("CONSULT", "protests")))
    ["--type: 'protests' is no type of events; did you mean PROTEST?"]
    """
    if not types:
        return
    from rapidfuzz import fuzz
    from rapidfuzz.process import extractOne

    from dragoman.codebook import load_codebook

    known = list(load_codebook().types)
    for type in types:
        if type.upper() not in known:
            close = extractOne(type.upper(), known, scorer=fuzz.ratio, score_cutoff=_CLOSE)
            yield f"--type: {type!r} is no type of events; " + (
                f"did you mean {close[0]}?" if close else f"give one of {', '.join(known)}"
            )


def _faults_of_countries(countries: tuple[str, ...]) -> "Iterator[str]":
    """What is no code of a country or of PLOVER's bodies without one, with the code where it is a country's name.

    >>> list(_faults_of_countries(("FRA", "Kenya")))
    ["--country: 'Kenya' is no code; give KEN"]
    """
    if not countries:
        return
    from dragoman.knowledge import load_knowledge
    from dragoman.knowledge.facts import BODY_CODES

    knowledge = load_knowledge()
    known = BODY_CODES | {nation.code for nation in knowledge.nations.values()}
    for country in countries:
        if country.upper() not in known:
            nation = knowledge.nation(country) or knowledge.nation(country.title())
            remedy = nation.code if nation else f"an ISO 3166 code of three letters or {' '.join(sorted(BODY_CODES))}"
            yield f"--country: {country!r} is no code; give {remedy}"


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _readings(record: Path) -> "Iterator[Reading]":
    from dragoman.record.store import Record

    return Record(record).readings()


def _fitting(record: Path, filters: "Filters") -> "Lookup":
    from dragoman.record.fitting import Fitting

    return Fitting(record, filters).tellings


def _summary(tally: "Tally") -> str:
    """What was written and what was not, in one line.

    >>> from collections import Counter
    >>> from dragoman.exports import Tally
    >>> _summary(Tally(written=2, undated=1, left_out=Counter({"still to come": 1})))
    '2 events, 1 without a sure day; left out: 1 still to come'
    """
    undated = f", {tally.undated} without a sure day" if tally.undated else ""
    left_out = ", ".join(f"{count} {reason}" for reason, count in sorted(tally.left_out.items()))
    return f"{tally.written} event{'' if tally.written == 1 else 's'}{undated}" + (
        left_out and f"; left out: {left_out}"
    )
