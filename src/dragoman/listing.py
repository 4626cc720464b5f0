"""Answers for people: rows that fit the page, claims and what did not happen marked, ids to explain them by."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from dragoman.layout import Cell, Column, Line, Parties, print_lines
from dragoman.render import QUAD_COLOURS, flatten, write_days
from dragoman.types import When

Row = Mapping[str, Any]
_MARKS = {"historical": "past", "future": "future", "hypothetical": "if", "negated": "NOT"}
_BAR = 16
_WIDE = 100  # columns of a page where countries beside names leave the names of dyads room
_LEAST_PARTY = 12  # columns of a side of a main entry
_WHOLE = 80  # the least width of a column that is as wide as it is, whoever else must give
_BEFORE_MAIN = 43  # the usual widths of the columns before the main entries of a timeline, with the gaps
_BESIDE_ID = 74  # the least widths of the other columns of actors, with the gaps


def print_events(console: Console, rows: Iterable[Row]) -> None:
    """When, what, who to whom and on whose word; below it the id, the place, how many tell it, and the words."""
    columns = [
        Column(title="WHEN", least=_WHOLE, most=22), Column(title="WHAT", least=16, most=34),
        Column(title="WHO", least=16, most=44), Column(title="TO WHOM", least=12, most=40),
        Column(title="ON WHOSE WORD", least=13, most=34),
    ]  # fmt: skip
    print_lines(console, columns, [_event_line(row) for row in rows])


def print_statements(console: Console, rows: Iterable[Row]) -> None:
    """When, who, to whom and through whom; below it the id and the words."""
    lines = []
    for row in rows:
        cue = ("reportedly " if row["hedged"] else "") + flatten(row["cue"] or "")
        cells: list[Cell] = [
            Text(_days(row)), Parties(row["speakers"] or ["nobody named"], row["speaker_countries"]), Text(cue),
            Parties(row["addressees"], row["addressee_countries"]), Parties(row["relays"], row["relay_countries"]),
        ]  # fmt: skip
        lines.append(Line(cells=cells, facts=row["said"], words=flatten(row["content"])))
    columns = [
        Column(title="WHEN", least=_WHOLE, most=22), Column(title="WHO", least=18, most=44),
        Column(title="CUE", least=10, most=24), Column(title="TO WHOM", least=12, most=36),
        Column(title="THROUGH WHOM", least=12, most=36),
    ]  # fmt: skip
    print_lines(console, columns, lines)


def print_actors(console: Console, rows: Iterable[Row]) -> None:
    """Who, of which countries and sectors, how often in which part, from when to when, and the identifier.

    The identifier is there to be copied: where the page is too narrow for it, it stands below.
    """
    rows = list(rows)
    beside = console.width >= _BESIDE_ID + max((len(row["identifier"]) for row in rows), default=0)
    lines = []
    for row in rows:
        cells: list[Cell] = [
            Text(flatten(row["name"])), Text(" ".join(row["countries"])), Text(" ".join(row["sectors"])),
            *[Text(f"{row[key]:,}") for key in ("acted", "received", "source")],
            Text(_months(row["first"], row["last"])),
        ]  # fmt: skip
        if beside:
            cells.append(Text(row["identifier"]))
        lines.append(Line(cells=cells, facts=None if beside else row["identifier"]))
    columns = [
        Column(title="NAME", least=14, most=44), Column(title="COUNTRY", least=7, most=15),
        Column(title="SECTOR", least=6, most=15), Column(title="ACTED", least=5, most=9, right=True),
        Column(title="TARGET", least=6, most=9, right=True), Column(title="SOURCE", least=6, most=9, right=True),
        Column(title="FROM..TO", least=16, most=16),
    ]  # fmt: skip
    if beside:
        columns.append(Column(title="ID", least=_WHOLE, most=80))
    print_lines(console, columns, lines)


def print_dyads(console: Console, rows: Sequence[Row], *, by: str | None = None) -> None:
    """Who to whom: events that happened, how many of them claims, by quad class, and the mean intensity."""
    keys = [key for key in ("period", "actor", "recipient", "type") if rows and key in rows[0]]
    counts = {
        "events": "EVENTS", "claims": "CLAIMS", "verbal_cooperation": "VERB+", "material_cooperation": "MAT+",
        "verbal_conflict": "VERB−", "material_conflict": "MAT−", "not_happened": "NOT SO",
    }  # fmt: skip
    lines = []
    for row in rows:
        mean = row["mean_intensity"]
        cells: list[Cell] = [_dyad_cell(row, key, by, wide=console.width >= _WIDE) for key in keys]
        cells += [Text(f"{row[key]:,}", style="" if row[key] else "dim") for key in counts]
        lines.append(Line(cells=[*cells, Text("" if mean is None else f"{mean:+.1f}")]))
    widths = {"period": (_WHOLE, 10), "actor": (3, 40), "recipient": (3, 40), "type": (9, 12)}
    columns = [Column(title=key.upper(), least=widths[key][0], most=widths[key][1]) for key in keys]
    columns += [Column(title=title, least=len(title), most=9, right=True) for title in counts.values()]
    print_lines(console, [*columns, Column(title="MEAN", least=5, most=5, right=True)], lines)


def print_timeline(console: Console, rows: Sequence[Row], *, by: str) -> None:
    """A line a period: events, how many of them claims, what is not so, a bar, and the main entries."""
    most = max((row["events"] for row in rows), default=0)
    lines: list[Line] = []
    for row in rows:
        first, *others = [_entry(entry, console.width - _BEFORE_MAIN) for entry in row["main"]]
        cells: list[Cell] = [
            Text(_period(row["period"], by)), Text(f"{row['events']:,}"), Text(f"{row['claims']:,}"),
            Text(f"{row['not_happened']:,}"), _bar(row, most), first,
        ]  # fmt: skip
        lines.append(Line(cells=cells))
        lines += [Line(cells=[*[Text()] * 5, other]) for other in others]
    columns = [
        Column(title="PERIOD", least=_WHOLE, most=10), Column(title="EVENTS", least=6, most=9, right=True),
        Column(title="CLAIMS", least=6, most=9, right=True), Column(title="NOT SO", least=6, most=9, right=True),
        Column(title="", least=8, most=_BAR), Column(title="MAIN ENTRIES", least=20, most=120),
    ]  # fmt: skip
    print_lines(console, columns, lines)


def print_positions(console: Console, rows: Iterable[Row]) -> None:
    """A heading for each actor; below it, in order of time, what they demanded, refused, offered and said."""
    lines: list[Line] = []
    actor: object = None
    for row in rows:
        key = (row["identifier"], row["actor"], row["country"])
        heading = Parties([row["actor"] or "nobody named"], [row["country"]]).fit(None) if key != actor else None
        actor = key
        marks = "".join(f"{_MARKS[a]} " for a in row["auxiliary"])
        cells: list[Cell] = [
            Text(_days(row)), Text(marks + row["position"]), Parties(row["toward"], row["toward_countries"]),
            Parties(row["on_word_of"], row["on_word_of_countries"]),
        ]  # fmt: skip
        lines.append(Line(cells=cells, facts=row["entry"], words=flatten(row["words"] or ""), heading=heading))
    columns = [
        Column(title="WHEN", least=_WHOLE, most=22), Column(title="POSITION", least=14, most=30),
        Column(title="TOWARD WHOM", least=16, most=44), Column(title="ON WHOSE WORD", least=16, most=44),
    ]  # fmt: skip
    print_lines(console, columns, lines)


def print_views(console: Console, rows: Iterable[Row]) -> None:
    """Each view, what it holds, and its columns with their types."""
    for row in rows:
        console.print(Text.assemble((row["view"], "bold"), "  ", row["holds"]))
        for line in Text(", ".join(row["columns"]), "dim").wrap(console, console.width - 4):
            console.print(Text.assemble("    ", line))


def _dyad_cell(row: Row, key: str, by: str | None, *, wide: bool) -> Cell:
    """A period by its number, on a wide page a name with the first of its countries, anything else as it is."""
    if key == "period" and by:
        return Text(_period(row[key], by))
    if wide and f"{key}_countries" in row:
        return Parties([row[key]], (row[f"{key}_countries"] or [None])[:1])
    return Text(flatten(str(row[key])))


def _event_line(row: Row) -> Line:
    cells: list[Cell] = [
        Text(_days(row)), _what(row), Parties(row["actors"] or ["nobody named"], row["actor_countries"]),
        Parties(row["recipients"], row["recipient_countries"]), Parties(row["sources"], row["source_countries"]),
    ]  # fmt: skip
    facts = [row["act"]]
    if row["where_name"]:
        code = f" ({row['where_country']})" if row["where_country"] else ""
        facts.append(f"in {flatten(row['where_name'])}{code}")
    if row["reports"] > 1:
        facts.append(f"{row['reports']} reports")
    if row["disputed_by"]:
        word = "DENIES" if "negated" in row["auxiliary"] else "DISPUTED by"
        facts.append(f"{word} {', '.join(row['disputed_by'])}")
    if 0 < row["claims"] < row["acts"]:
        facts.append(f"a claim in {row['claims']} of {row['acts']} tellings")
    return Line(cells=cells, facts=" · ".join(facts), words=flatten(_around(row["sentence"], row["triggers"])))


def _what(row: Row) -> Text:
    """Type and mode; what is negated, planned or imagined says so in front, where it cannot be cut off."""
    colour = QUAD_COLOURS.get(row.get("quad") or 0, "")
    marks = " ".join(_MARKS[a] for a in row["auxiliary"])
    front = (f"{marks} ", "bold") if marks else ""
    return Text.assemble(front, (row["type"], f"bold {colour}"), (f" {', '.join(row['mode'])}" if row["mode"] else ""))


def _around(sentence: str, triggers: Sequence[str]) -> str:
    """The sentence from a few words before its first trigger."""
    at = min((i for i in (sentence.find(t) for t in triggers) if i >= 0), default=0)
    start = sentence.rfind(" ", 0, max(0, at - 20)) + 1 if at > 30 else 0
    return ("… " if start else "") + sentence[start:]


def _entry(entry: Row, room: int) -> Text:
    """One main entry of a period, for about as much room: what, who to whom, on whose word."""
    text = _what(entry)
    parties = [
        (before, Parties(names, entry[f"{side}_countries"]), style)
        for side, before, names, style in (
            ("actor", "  ", entry["actors"] or ["nobody named"], ""),
            ("recipient", " → ", entry["recipients"], ""),
            ("source", "  says ", entry["sources"], "italic"),
        )
        if names
    ]
    room -= sum(cell_len(before) for before, _, _ in parties)
    if room - text.cell_len < _LEAST_PARTY * len(parties):
        text = _what({**entry, "mode": ()})  # who it was says more
    left = room - text.cell_len
    for number, (before, party, style) in enumerate(parties):
        shown = party.fit(max(_LEAST_PARTY, left // (len(parties) - number)))
        text.append(before + shown, style=style)
        left -= cell_len(shown)
    return text


def _bar(row: Row, most: int) -> Text:
    """A bar as long as the period has events: cooperation, then conflict."""
    if not most:
        return Text()
    length = max(1, round(_BAR / 2 * row["events"] / most)) if row["events"] else 0
    conflict = row["verbal_conflict"] + row["material_conflict"]
    hard = round(length * conflict / row["events"]) if row["events"] else 0
    return Text.assemble(("█" * (length - hard), "green"), ("▒" * hard, "red"))


def _days(row: Row) -> str:
    """The days of an entry; where it has none, the day on which it was told, said to be that."""
    if row["when_precision"] is None or (row["when_start"] is None and row["when_end"] is None):
        return f"told {row['report_date']}"
    when = When(start=row["when_start"], end=row["when_end"], precision=row["when_precision"], text=None, reason="")
    return write_days(when)


def _period(first: date, by: str) -> str:
    """A period by its number: 2023-02, 2023-Q1, 2023-W06; a day by its date."""
    if by == "week":
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02d}"
    if by == "quarter":
        return f"{first:%Y}-Q{(first.month + 2) // 3}"
    return {"month": f"{first:%Y-%m}", "year": f"{first:%Y}"}.get(by, first.isoformat())


def _months(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return "undated"
    return f"{first:%Y-%m}" if f"{first:%Y-%m}" == f"{last:%Y-%m}" else f"{first:%Y-%m}..{last:%Y-%m}"
