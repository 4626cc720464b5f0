"""A reading for people: events and statements in the report's order, each with the words it was read from."""

import re
import shutil
from calendar import monthrange
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from dragoman.gazetteer import ATTRIBUTION
from dragoman.types import Entity, Event, Reading, Span, Statement, When, Where

_LEAST, _MOST = 60, 110  # columns
_INDENT = 5  # ids stand in front, evidence begins here
_TYPE = 24  # an event's type begins here, after times as long as "2022-12-12..12-18"
_ROWS = 3  # rows of evidence at most
_TRIGGER = "bold underline"
QUAD_COLOURS = {1: "green", 2: "cyan", 3: "yellow", 4: "red"}  # by quad class


def print_reading(reading: Reading, console: Console | None = None) -> None:
    """Print a reading to the terminal, in at most 110 columns; plain where there is no colour."""
    if console is None:
        width = max(_LEAST, min(_MOST, shutil.get_terminal_size((80, 24)).columns))
        console = Console(width=width, highlight=False, soft_wrap=False)
    entities = {e.id: e for e in reading.entities}
    r = reading.report
    head = Text.assemble((flatten(r.id), "bold"), f"  {r.date}  ", (_counts(reading), "dim"))
    print_wrapped(console, Text(), head)
    if r.title:
        print_wrapped(console, Text(), Text(flatten(r.title)))
    _print_heading(console, "EVENTS", empty=not reading.events)
    for event in reading.events:
        _print_event(console, event, entities, r.text)
    _print_heading(console, "STATEMENTS", empty=not reading.statements)
    for statement in reading.statements:
        _print_statement(console, statement, entities, r.text)
    if any(event.where is not None and event.where.lat is not None for event in reading.events):
        console.print()
        console.print(Text(ATTRIBUTION, style="dim"))


def _counts(reading: Reading) -> str:
    return f"{_number(len(reading.events), 'event')}, {_number(len(reading.statements), 'statement')}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


def _print_heading(console: Console, title: str, *, empty: bool) -> None:
    console.print()
    console.print(Text.assemble((title, "bold"), ("  none found" if empty else "", "dim")))


def _print_event(console: Console, event: Event, entities: dict[str, Entity], text: str) -> None:
    """Time, type, mode and parties; what qualifies them; the words."""
    time = f"{event.id:<{_INDENT}}{write_days(event.when)}  ".ljust(_TYPE)
    act = Text(event.type, style=f"bold {QUAD_COLOURS[event.quad]}")
    line = Text.assemble(act, (f" {', '.join(event.mode)}" if event.mode else "", QUAD_COLOURS[event.quad]))
    if event.auxiliary:
        line.append(f" ({', '.join(event.auxiliary)})", style="bold")
    line.append("  " + (_names(event.actor, entities) or "nobody named"))
    if event.recipient:
        line.append(" → " + _names(event.recipient, entities))
    print_wrapped(console, Text(time), line)
    details = [] if event.where is None else [f"in {_place(event.where)}"]
    if event.according_to:
        details.append(f"according to {_names(event.according_to, entities)}")
    if details:
        print_wrapped(console, Text(" " * _TYPE), Text(" · ".join(details), style="dim"))
    inside = [t for t in sorted(event.triggers) if event.sentence.start <= t.start < event.sentence.end]
    print_words(console, _cut(text, event.sentence, inside, _room(console)))


def _print_statement(console: Console, statement: Statement, entities: dict[str, Entity], text: str) -> None:
    """Speaker and addressee, the cue, through whom, and what was said."""
    head = Text(_names(statement.speaker, entities) or "nobody named", style="bold")
    if statement.addressee:
        head.append(" → " + _names(statement.addressee, entities), style="not bold")
    marks = [flatten(text[slice(*statement.cue)])] if statement.cue is not None else []
    if statement.hedged:
        marks.append("reportedly")
    if statement.when is not None:
        marks.append(write_days(statement.when))
    if statement.via:
        marks.append(f"relayed in {statement.via}")
    if marks:
        head.append("  " + " · ".join(marks), style="not bold dim")
    print_wrapped(console, Text(statement.id.ljust(_INDENT)), head)
    said = " … ".join(flatten(text[slice(*span)]) for span in statement.content)
    print_words(console, Text(_shorten(said, _room(console))))


def _names(ids: tuple[str, ...], entities: dict[str, Entity]) -> str:
    return ", ".join(_name(entities[i]) for i in ids)


def _name(e: Entity) -> str:
    """Name and country; a country's own government needs no code."""
    name = flatten(e.name)
    return f"{name} ({e.country})" if e.country and e.reason != "table of countries" else name


def _place(where: Where) -> str:
    """Name and country; a country needs no code."""
    return f"{where.name} ({where.country})" if where.country and where.precision != "country" else where.name


def write_days(when: When | None) -> str:
    """Days as written in the record, `..` between first and last; whole months and years by their number."""
    if when is None or (when.start is None and when.end is None):
        return "undated"
    if when.end is None:
        return f"since {when.start}"
    if when.start is None:
        return f"until {when.end}"
    if when.start == when.end:
        return when.start.isoformat()
    first, last = when.start, when.end
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        if first.month == 1 and last.month == 12:
            return f"{first:%Y}" if first.year == last.year else f"{first:%Y}..{last:%Y}"
        return f"{first:%Y-%m}" if f"{first:%Y-%m}" == f"{last:%Y-%m}" else f"{first:%Y-%m}..{last:%Y-%m}"
    return f"{first}..{last:%m-%d}" if first.year == last.year else f"{first}..{last}"


def _room(console: Console) -> int:
    """Characters of evidence; rows break between words, so the last few columns stay empty."""
    return _ROWS * (console.width - _INDENT - 8)


def _cut(text: str, sentence: Span, triggers: Sequence[Span], room: int) -> Text:
    """The sentence, cut around its first trigger to about `room` characters, with its triggers marked."""
    start, end = sentence
    first = triggers[0] if triggers else Span(start, start)
    if end - start > room:
        start = max(sentence.start, min(first.start - room // 2, sentence.end - room))
        end = min(sentence.end, max(start + room, first.end))
    while sentence.start < start < first.start and not text[start - 1].isspace():
        start += 1
    while first.end < end < sentence.end and not text[end].isspace():
        end -= 1
    line = Text("… " if start > sentence.start else "")
    at = start
    for span in triggers:
        if at <= span.start and span.end <= end:
            line.append(flatten(text[at : span.start]))
            line.append(flatten(text[slice(*span)]), style=_TRIGGER)
            at = span.end
    return line.append(flatten(text[at:end]) + (" …" if end < sentence.end else ""))


def flatten(text: str) -> str:
    """Text on one row: every stretch of white space a blank, control characters left out."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", "", re.sub(r"\s+", " ", text))


def _shorten(text: str, room: int) -> str:
    """The text, cut after a word if it is longer than `room` characters."""
    return text if len(text) <= room else text[: text.rfind(" ", 0, room)].rstrip(" ,;:") + " …"


def print_words(console: Console, words: Text, *, indent: int = _INDENT) -> None:
    """The report's own words behind a bar; their marks as asterisks where nothing can be underlined."""
    if not console.is_terminal or console.is_dumb_terminal:
        plain = words.plain
        for span in reversed(words.spans):
            plain = f"{plain[: span.start]}*{plain[span.start : span.end]}*{plain[span.end :]}"
        words = Text(plain)
    bar = Text.assemble(" " * indent, ("│ ", "dim"))
    print_wrapped(console, bar, words, every_row=True)


def print_wrapped(console: Console, prefix: Text, line: Text, *, every_row: bool = False) -> None:
    """Print a line broken between words, its rows below one another; the prefix on the first row or on all."""
    for i, row in enumerate(line.wrap(console, console.width - prefix.cell_len)):
        row.rstrip()
        front = prefix if i == 0 or every_row else Text(" " * prefix.cell_len)
        console.print(Text.assemble(front, row), no_wrap=True, crop=False)
