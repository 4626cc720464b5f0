"""A reading for people: events and statements in the report's order, each with the words it was read from."""

import shutil

from rich.console import Console
from rich.text import Text

from dragoman.types import Entity, Event, Reading, Span, Statement, When

_LEAST, _MOST = 60, 110  # columns
_INDENT = "    "


def print_reading(reading: Reading, console: Console | None = None) -> None:
    """Print a reading to the terminal, in at most 110 columns; plain where there is no colour."""
    if console is None:
        width = max(_LEAST, min(_MOST, shutil.get_terminal_size((80, 24)).columns))
        console = Console(width=width, highlight=False, soft_wrap=False)
    people = {e.id: e for e in reading.entities}
    r = reading.report
    console.print(Text.assemble((r.id, "bold"), "  ", r.date.isoformat(), "  ", (_counts(reading), "dim")))
    console.print()
    console.print(Text("EVENTS", style="bold"))
    if not reading.events:
        console.print(Text(f"{_INDENT}none found", style="dim"))
    for event in reading.events:
        _print_event(console, event, people, r.text)
    console.print()
    console.print(Text("STATEMENTS", style="bold"))
    if not reading.statements:
        console.print(Text(f"{_INDENT}none found", style="dim"))
    for statement in reading.statements:
        _print_statement(console, statement, people, r.text)


def _counts(reading: Reading) -> str:
    return f"{_number(len(reading.events), 'event')}, {_number(len(reading.statements), 'statement')}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


def _print_event(console: Console, event: Event, people: dict[str, Entity], text: str) -> None:
    head = Text(f"{event.id:<4}")
    head.append(event.type, style=f"bold {_COLOURS[event.quad]}")
    if event.mode:
        head.append(" " + ", ".join(event.mode), style=_COLOURS[event.quad])
    head.append("  ")
    head.append(_names(event.actor, people) or "(nobody named)")
    if event.recipient:
        head.append(" → " + _names(event.recipient, people))
    _wrapped(console, head)
    details = [_when(event.when)]
    if event.where is not None:
        details.append(f"in {event.where.name}")
    details.extend(event.auxiliary)
    if event.according_to:
        details.append(f"according to {_names(event.according_to, people)}")
    line = Text(_INDENT)
    line.append(" · ".join(details), style="dim")
    _wrapped(console, line)
    _wrapped(console, _evidence(event, text, console.width))


def _print_statement(console: Console, statement: Statement, people: dict[str, Entity], text: str) -> None:
    head = Text(f"{statement.id:<4}")
    head.append(_names(statement.speaker, people), style="bold")
    if statement.addressee:
        head.append(" → " + _names(statement.addressee, people))
    marks = []
    if statement.cue is not None:
        marks.append(_plain(text, statement.cue))
    if statement.via:
        marks.append(f"as relayed in {statement.via}")
    if statement.hedged:
        marks.append("reportedly")
    if marks:
        head.append("  " + ", ".join(marks), style="dim")
    _wrapped(console, head)
    said = " … ".join(_plain(text, span) for span in statement.content)
    _wrapped(console, Text(_INDENT + _shorten(said, 3 * (console.width - len(_INDENT)))))


def _names(ids: tuple[str, ...], people: dict[str, Entity]) -> str:
    return ", ".join(_name(people[i]) for i in ids)


def _name(e: Entity) -> str:
    """Name and country; a country's own government needs no code."""
    return f"{e.name} ({e.country})" if e.country and e.reason != "table of countries" else e.name


def _when(when: When | None) -> str:
    if when is None:
        return "when not told"
    if when.start == when.end and when.start is not None:
        return when.start.isoformat()
    if when.end is None and when.start is not None:
        return f"since {when.start.isoformat()}"
    if when.start is None and when.end is not None:
        return f"until {when.end.isoformat()}"
    return f"{when.start} to {when.end}"


def _evidence(event: Event, text: str, width: int) -> Text:
    """The words around the first trigger, the trigger marked."""
    inside = [t for t in event.triggers if event.sentence.start <= t.start < event.sentence.end] or list(event.triggers)
    first = inside[0]
    room = 2 * (width - len(_INDENT)) - 6
    start = max(event.sentence.start, first.start - room // 2)
    end = min(event.sentence.end, max(first.end + room // 2, start + room))
    while start > event.sentence.start and not text[start - 1].isspace():
        start += 1
    while end < event.sentence.end and not text[end].isspace():
        end -= 1
    line = Text(_INDENT + ("… " if start > event.sentence.start else "") + "“")
    at = start
    for span in inside:
        if span.start < at or span.end > end:
            continue
        line.append(_flat(text[at : span.start]))
        line.append(_flat(text[span.start : span.end]), style="bold underline")
        at = span.end
    line.append(_flat(text[at:end]) + "”" + (" …" if end < event.sentence.end else ""))
    return line


def _flat(text: str) -> str:
    return text.replace("\n", " ")


def _plain(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())


def _shorten(text: str, room: int) -> str:
    return text if len(text) <= room else text[: text.rfind(" ", 0, room - 2)] + " …"


def _wrapped(console: Console, line: Text) -> None:
    """Print a line, broken between words, later lines indented."""
    rows = line.wrap(console, console.width - len(_INDENT))
    for i, row in enumerate(rows):
        row.rstrip()
        console.print(row if i == 0 else Text.assemble(_INDENT, row), no_wrap=True, overflow="ignore", crop=False)


_COLOURS = {1: "green", 2: "cyan", 3: "yellow", 4: "red"}
