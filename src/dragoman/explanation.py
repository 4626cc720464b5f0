"""An explanation for people: the words behind an entry, who, when and where and why so, and what coded it."""

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from dragoman.record.explaining import Entry, Telling
from dragoman.render import QUAD_COLOURS, flatten, print_words, print_wrapped, write_days
from dragoman.types import Entity, Event, Reading, Span

_LABEL = 15  # columns of a line's label
_TRIGGER = "bold underline"


def print_entry(console: Console, entry: Entry, coded: Mapping[str, Sequence[str]]) -> None:
    """Each telling with its evidence; `coded` maps their ids to the lines that say what coded them."""
    count = len(entry.tellings)
    head = Text(entry.id, "bold")
    if count > 1:
        reports = len({t.reading.report.id for t in entry.tellings})
        head.append(f"  one event from {count} acts in {reports} report{'s' if reports > 1 else ''}", "not bold")
    print_wrapped(console, Text(), head)
    if entry.disputed_by:
        _print_line(console, "disputed by", Text(", ".join(entry.disputed_by), "bold"))
    for telling in entry.tellings:
        console.print()
        _print_telling(console, telling, coded.get(telling.id, ()))


def print_report(console: Console, reading: Reading, whys: Sequence[tuple[Span, Sequence[str]]]) -> None:
    """Every sentence of a report with its events or, where `whys` has lines for it, why it has none."""
    report = reading.report
    entities = {e.id: e for e in reading.entities}
    head = Text.assemble((flatten(report.id), "bold"), f"  {report.date}  {flatten(report.title or '')}")
    print_wrapped(console, Text(), head)
    for span, lines in whys:
        console.print()
        events = [e for e in reading.events if e.sentence.start <= span.start < e.sentence.end]
        marks = sorted(t for e in reading.events for t in e.triggers if span.start <= t.start < span.end)
        print_words(console, mark(report.text, span, marks), indent=0)
        for event in events:
            line = Text.assemble((f"{event.id}  ", "bold"), _what(event), "  ", _who(event, entities))
            print_wrapped(console, Text("   "), line)
        for line_ in lines:
            print_wrapped(console, Text("   – "), Text(line_, "dim"))


def mark(text: str, span: Span, marks: Sequence[Span]) -> Text:
    """A stretch of text on one line, with some words marked."""
    line, at = Text(), span.start
    for word in marks:
        if at <= word.start and word.end <= span.end:
            line.append(flatten(text[at : word.start]))
            line.append(flatten(text[slice(*word)]), _TRIGGER)
            at = word.end
    return line.append(flatten(text[at : span.end]))


def _print_telling(console: Console, telling: Telling, coded: Sequence[str]) -> None:
    report = telling.reading.report
    facts = [f"published {report.date}", *([flatten(report.source)] if report.source else [])]
    facts += [flatten(report.title)] if report.title else []
    print_wrapped(console, Text(), Text.assemble((telling.id, "bold"), "  ", (" · ".join(facts), "dim")))
    if telling.joined_by:
        _print_line(console, "joined by", Text(telling.joined_by))
    if telling.event is not None:
        _print_event(console, telling.reading, telling.event)
        for i, line in enumerate(coded):
            _print_line(console, "coded by" if i == 0 else "", Text(line))
    elif telling.statement is not None:
        _print_statement(console, telling)


def _print_event(console: Console, reading: Reading, event: Event) -> None:
    entities, text = {e.id: e for e in reading.entities}, reading.report.text
    inside = [t for t in sorted(event.triggers) if event.sentence.start <= t.start < event.sentence.end]
    print_words(console, mark(text, event.sentence, inside), indent=0)
    elsewhere = [flatten(text[slice(*t)]) for t in event.triggers if t not in inside]
    if elsewhere:
        _print_line(console, "told again as", Text(", ".join(f"“{w}”" for w in elsewhere)))
    _print_line(console, "what", _what(event))
    if event.auxiliary:
        _print_line(console, "not plain fact", Text(", ".join(event.auxiliary), "bold"))
    for label, ids in (("who", event.actor), ("to whom", event.recipient), ("on whose word", event.according_to)):
        for i, id in enumerate(ids):
            _print_line(console, label if i == 0 else "", _described(entities[id]))
    if not event.actor:
        _print_line(console, "who", Text("nobody named"))
    if not event.according_to:
        _print_line(console, "on whose word", Text("the report itself"))
    _print_line(console, "when", _when(event, text))
    _print_line(console, "where", _where(event, text))
    _print_line(console, "confidence", Text(f"{event.confidence:.2f}"))


def _print_statement(console: Console, telling: Telling) -> None:
    statement, text = telling.statement, telling.reading.report.text
    if statement is None:
        return
    entities = {e.id: e for e in telling.reading.entities}
    for span in statement.content:
        print_words(
            console, mark(text, span, [q for q in statement.quotes if span.start <= q.start < span.end]), indent=0
        )
    for label, ids in (("who", statement.speaker), ("to whom", statement.addressee)):
        for i, id in enumerate(ids):
            _print_line(console, label if i == 0 else "", _described(entities[id]))
    if statement.cue is not None:
        _print_line(console, "cue", Text(f"“{flatten(text[slice(*statement.cue)])}”"))
    if statement.via:
        outer = next((s for s in telling.reading.statements if s.id == statement.via), None)
        speakers = ", ".join(entities[i].name for i in outer.speaker) if outer else ""
        _print_line(console, "relayed in", Text(f"{statement.via}  {speakers}"))
    if statement.when is not None:
        _print_line(console, "when", Text(f"{write_days(statement.when)}: {statement.when.reason}"))
    if statement.hedged:
        _print_line(console, "hedged", Text("the report does not vouch for it"))


def _what(event: Event) -> Text:
    text = Text(event.type, f"bold {QUAD_COLOURS[event.quad]}")
    text.append(f" {', '.join(event.mode)}" if event.mode else "", "not bold")
    if event.auxiliary:
        text.append(f" ({', '.join(event.auxiliary)})", "bold")
    return text


def _who(event: Event, entities: Mapping[str, Entity]) -> str:
    who = ", ".join(_short(entities[i]) for i in event.actor) or "nobody named"
    whom = ", ".join(_short(entities[i]) for i in event.recipient)
    word = ", ".join(_short(entities[i]) for i in event.according_to)
    return who + (f" → {whom}" if whom else "") + (f"  says {word}" if word else "")


def _short(e: Entity) -> str:
    return flatten(e.name) + (f" ({e.country})" if e.country else "")


def _described(e: Entity) -> Text:
    """Name, codes and office, and how they were found."""
    codes = " ".join([*([e.country] if e.country else ["no country"]), *e.sector])
    office = f", {e.office}" if e.office else ""
    known = f" [{e.identifier}]" if e.identifier else ""
    return Text.assemble(flatten(e.name), (f"  {codes}{office}{known}: {e.reason}", "dim"))


def _when(event: Event, text: str) -> Text:
    when = event.when
    if when is None:
        return Text.assemble("undated", (f": {event.when_reason}", "dim"))
    words = f", from “{flatten(text[slice(*when.text)])}”" if when.text else ""
    return Text.assemble(write_days(when), (f" ({when.precision}): {when.reason}{words}", "dim"))


def _where(event: Event, text: str) -> Text:
    where = event.where
    if where is None:
        return Text.assemble("no place", (f": {event.where_reason}", "dim"))
    words = f", from “{flatten(text[slice(*where.text)])}”" if where.text else ""
    number = f", GeoNames {where.geonameid}" if where.geonameid else ""
    country = f" ({where.country})" if where.country else ""
    return Text.assemble(flatten(where.name) + country, (f" ({where.precision}{number}){words}", "dim"))


def _print_line(console: Console, label: str, line: Text) -> None:
    print_wrapped(console, Text(f"  {label}".ljust(_LABEL + 2), "dim"), line)
