"""`dragoman explain`: what stands behind an entry, and why the rest was left out."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.commands.asking import record_argument, tell

if TYPE_CHECKING:
    from dragoman.pipeline import Reader
    from dragoman.record.explaining import Entry
    from dragoman.types import Reading, Span

    Whys = list[tuple[Span, tuple[str, ...]]]


@click.command()
@record_argument
@click.argument("entry", metavar="EVENT|REPORT")
@click.option(
    "--actors", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV file of your own actors, where the report was added with one.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def explain(record: Path, entry: str, actors: Path | None, as_json: bool) -> None:
    """Show the words behind an event and why it was coded so, or for each sentence of a report why it has none.

    EVENT is an id from a listing, such as report-7#e1; its end, from where a word begins, will do if no other id
    ends so. The text is read again with the program as it is now to
    tell which rule or word decided; if that gives something else than the record has, it says so.

    Example: dragoman explain myrecord report-7#e1
    """
    from dragoman.record.explaining import Entry, find_entry

    found = find_entry(record, entry)
    from dragoman.pipeline import load_reader

    reader = load_reader(actors=actors)
    if isinstance(found, Entry):
        _explain_entry(found, reader, as_json=as_json)
    else:
        _explain_report(found, reader, as_json=as_json)


def _explain_entry(entry: "Entry", reader: "Reader", *, as_json: bool) -> None:
    from dragoman.explanation import print_entry
    from dragoman.layout import page
    from dragoman.reasons import why_coded

    coded: dict[str, tuple[str, ...]] = {}
    for telling in entry.tellings:
        if telling.event is not None:
            _tell_change(telling.reading, reader)
            _, trace = reader.trace(telling.reading.report)
            text = telling.reading.report.text
            lines = why_coded(text, telling.event, trace, reader.codebook)
            coded[telling.id] = lines or ("reading the report again finds no such event",)
    if as_json:
        plain: dict[str, Any] = asdict(entry)
        for telling_ in plain["tellings"]:
            telling_["coded_by"] = coded.get(telling_["id"], ())
            telling_["reading"] = {"report": telling_["reading"]["report"], "entities": telling_["reading"]["entities"]}
        click.echo(json.dumps(plain, ensure_ascii=False, default=str))
    else:
        print_entry(page(), entry, coded)


def _explain_report(reading: "Reading", reader: "Reader", *, as_json: bool) -> None:
    from dragoman.explanation import print_report
    from dragoman.layout import page
    from dragoman.reasons import why_not

    _tell_change(reading, reader)
    again, trace = reader.trace(reading.report)
    if replace(again, dragoman=reading.dragoman) != reading:
        tell("the report is read otherwise now than when it was added; what follows is the reading of now")
    whys: Whys = []
    for i, span in enumerate(trace.sentences):
        has_event = any(e.sentence.start <= span.start < e.sentence.end for e in again.events)
        lines = () if has_event else why_not(reading.report.text, i, trace, again.events, reader.codebook)
        whys.append((span, lines))
    if as_json:
        sentences = [
            {
                "sentence": list(span), "text": reading.report.text[slice(*span)], "why_not": list(lines),
                "events": [e.id for e in again.events if e.sentence.start <= span.start < e.sentence.end],
            }
            for span, lines in whys
        ]  # fmt: skip
        click.echo(json.dumps({"report": reading.report.id, "sentences": sentences}, ensure_ascii=False))
    else:
        print_report(page(), again, whys)


def _tell_change(reading: "Reading", reader: "Reader") -> None:
    """Say so where the record was made with another model or codebook than is at hand."""
    made = reading.dragoman
    if (made.model, made.codebook) != (reader.model.digest, reader.codebook.name):
        tell(
            f"{reading.report.id}: read with model {made.model[:19]} and codebook {made.codebook}; "
            f"explained with {reader.model.digest[:19]} and {reader.codebook.name}"
        )
