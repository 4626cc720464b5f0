"""Rows on a page of any width: columns that give and take, names cut but never their country codes."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from dragoman.render import flatten

_LEAST, _MOST = 60, 160  # columns of the page
_GAP = 2
_SEEN = 14  # columns of a name with its code, cut, that still tell who it is among several
_READABLE = 48  # columns that words need to be worth showing beside something else


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a listing: least and most width, and whether it is set to the right."""

    title: str
    least: int
    most: int
    right: bool = False


@dataclass(frozen=True, slots=True)
class Parties:
    """Names with their country codes, for as much room as there is."""

    names: Sequence[str]
    countries: Sequence[str | None]
    prefix: str = ""

    def fit(self, room: int | None) -> str:
        """All of them, cut but with their codes; or the first, and of which countries, or how many, the others are.

        >>> two = Parties(["Recep Tayyip Erdogan", "Nikol Pashinyan"], ["TUR", "ARM"])
        >>> two.fit(36), two.fit(20), two.fit(16)
        ('Recep Tayy… (TUR), Nikol Pash… (ARM)', 'Recep Ta… (TUR) +ARM', 'Recep… (TUR) +1')
        """
        shown = [self._one(i, None) for i in range(len(self.names))]
        full = self.prefix + ", ".join(shown)
        if room is None or cell_len(full) <= room or not shown:
            return full
        rooms = [cell_len(one) for one in shown]
        while sum(rooms) > max(0, room - len(self.prefix) - 2 * (len(rooms) - 1)):
            rooms[rooms.index(max(rooms))] -= 1
        if all(given >= min(_SEEN, cell_len(one)) for given, one in zip(rooms, shown, strict=True)):
            return self.prefix + ", ".join(self._one(i, given) for i, given in enumerate(rooms))
        more = f" +{len(shown) - 1}" if len(shown) > 1 else ""
        codes = self.countries[1:] if len(self.countries) == len(self.names) else ()
        if more and all(codes) and room - len(self.prefix) - 5 * len(codes) >= _SEEN:
            more = "".join(f" +{code}" for code in codes)
        return self.prefix + self._one(0, room - len(more) - len(self.prefix)) + more

    def _one(self, i: int, room: int | None) -> str:
        name = flatten(self.names[i])
        country = self.countries[i] if len(self.countries) == len(self.names) else None
        code = f" ({country})" if country else ""
        if room is not None and cell_len(name) + len(code) > room:
            return cut(name, room - len(code)) + code if room - len(code) >= 4 else cut(name, room)
        return name + code


Cell = Text | Parties


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a listing: its cells, what stands below them, and a heading where a new part begins."""

    cells: Sequence[Cell]
    facts: str | None = None
    words: str | None = None
    heading: str | None = None


def page() -> Console:
    """The terminal, as wide as it is but at most 160 columns."""
    width = max(_LEAST, min(_MOST, shutil.get_terminal_size((80, 24)).columns))
    return Console(width=width, highlight=False, soft_wrap=False, markup=False)


def print_table(console: Console, names: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Any rows under the names of their columns; where these do not fit, each row as lines of column and value."""
    if sum(min(8, max(3, cell_len(name))) + _GAP for name in names) - _GAP > console.width:
        _print_records(console, names, rows)
        return
    cells = [[Text(flatten(as_text(value))) for value in row] for row in rows]
    numeric = [all(isinstance(row[i], int | float) or row[i] is None for row in rows) for i in range(len(names))]
    columns = [
        Column(title=name, least=min(8, max(3, len(name))), most=60, right=bool(rows) and numeric[i])
        for i, name in enumerate(names)
    ]
    print_lines(console, columns, [Line(cells=row) for row in cells])


def _print_records(console: Console, names: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A row as lines, a column each, with a blank line between rows."""
    widest = min(max(map(cell_len, names)), console.width // 2)
    for number, row in enumerate(rows):
        if number:
            console.print()
        for name, value in zip(names, row, strict=True):
            front = set_cell_size(cut(name, widest), widest) + " " * _GAP
            words = cut(flatten(as_text(value)), console.width - cell_len(front))
            console.print(Text.assemble((front, "dim"), words), no_wrap=True, crop=False)


def print_lines(console: Console, columns: Sequence[Column], lines: Sequence[Line]) -> None:
    """A head, then each row one line high, with its facts and words below it, cut to the page."""
    room = _widths(console, columns, lines)
    _print_cells(console, columns, [Text(c.title, style="bold") for c in columns], room)
    for line in lines:
        if line.heading is not None:
            console.print()
            console.print(Text(cut(line.heading, console.width), "bold"), no_wrap=True)
        _print_cells(console, columns, line.cells, room)
        _print_below(console, room[0] + _GAP, line)


def _print_below(console: Console, indent: int, line: Line) -> None:
    """Facts and words on one line where that leaves the words room, else on two."""
    facts, words = line.facts or "", line.words or ""
    space, front = console.width - indent, " " * indent
    if facts and space - cell_len(facts) - _GAP < _READABLE:
        console.print(Text.assemble(front, (cut(facts, space), "dim")), no_wrap=True, crop=False)
        facts = ""
    if facts and words:
        words = cut(words, space - cell_len(facts) - _GAP)
        console.print(Text.assemble(front, (facts, "dim"), " " * _GAP, words), no_wrap=True, crop=False)
    elif facts or words:
        console.print(Text.assemble(front, (facts, "dim"), cut(words, space)), no_wrap=True, crop=False)


def cut(text: str, room: int) -> str:
    """Text cut to so many columns, with an ellipsis where something is missing."""
    return text if cell_len(text) <= room else set_cell_size(text, max(0, room - 1)).rstrip() + "…"


def as_text(value: object) -> str:
    """A value of any type as a person writes it."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(as_text(v) for v in value)
    return str(value)


def _widths(console: Console, columns: Sequence[Column], lines: Sequence[Line]) -> list[int]:
    """What each column needs, within its bounds; too much is taken from those that have most beyond their least."""
    needed = [0] * len(columns)
    for i, c in reversed(list(enumerate(columns))):  # names reach into what is empty behind them
        needs = (_length(line.cells[i]) - _reach(line.cells, i, needed) for line in lines)
        needed[i] = max(len(c.title), min(c.most, max(needs, default=0)))
    spare = console.width - _GAP * (len(columns) - 1)
    while sum(needed) > spare and max(needed) > 1:
        widest = max(range(len(columns)), key=lambda i: (needed[i] - columns[i].least, needed[i]))
        needed[widest] -= 1
    return needed


def _reach(cells: Sequence[Cell], i: int, room: Sequence[int]) -> int:
    """How many columns beyond its own names may take: those of the empty cells behind them, with the gaps."""
    if not isinstance(cells[i], Parties):
        return 0
    reach = 0
    for cell, width in zip(cells[i + 1 :], room[i + 1 :], strict=True):
        if _length(cell):
            break
        reach += _GAP + width
    return reach


def _length(cell: Cell) -> int:
    return cell.cell_len if isinstance(cell, Text) else cell_len(cell.fit(None))


def _print_cells(console: Console, columns: Sequence[Column], cells: Sequence[Cell], room: Sequence[int]) -> None:
    line, taken = Text(), 0  # columns that names before have taken already
    for i, (column, cell, width) in enumerate(zip(columns, cells, room, strict=True)):
        if taken:
            taken -= _GAP + width
            continue
        taken = _reach(cells, i, room) if _length(cell) else 0
        text = cell.copy() if isinstance(cell, Text) else Text(cell.fit(width + taken))
        text.truncate(width + taken, overflow="ellipsis")
        padding = " " * (width + taken - text.cell_len)
        line.append_text(Text.assemble(padding, text) if column.right else Text.assemble(text, padding))
        if i + 1 < len(columns):
            line.append(" " * _GAP)
    line.rstrip()
    console.print(line, no_wrap=True, crop=False)
