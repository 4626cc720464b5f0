"""Actors that analysts bring themselves: one CSV file with a row for each actor, or each office somebody held."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.process import extractOne

from dragoman.errors import DragomanError
from dragoman.knowledge.dates import first_day, last_day
from dragoman.knowledge.facts import BODY_CODES, Knowledge, OwnActor, own_actors
from dragoman.knowledge.phrases import table_key

COLUMNS = ("name", "aliases", "country", "sector", "office", "from", "to", "identifier")
_MAX_BYTES = 50_000_000
_CLOSE = 75  # per cent alike: "alias" (83) is meant for aliases, "actor" (73) not for sector
_SEPARATORS = {";": "semicolons", "\t": "tabs"}  # what spreadsheets write where the comma parts decimals
_PARTS = re.compile(r"[\s|;,/]+")


class ActorsError(DragomanError):
    """A file of actors with faults; the message lists all of them, one a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One row of the file, its cells by column name, and how to say where a cell stands."""

    path: Path
    line: int
    cells: dict[str, str]
    order: tuple[str, ...]

    def at(self, column: str) -> str:
        number = self.order.index(column) + 1 if column in self.order else 0
        return f"{self.path}:{self.line}: column {number} ({column})"


def with_actors(knowledge: Knowledge, path: Path, *, sectors: Collection[str]) -> Knowledge:
    """The tables with the actors of a CSV file, which win over them.

    `sectors` are the codes that the codebook has. Raises ActorsError with file, line, column and remedy of every fault.
    """
    faults: list[str] = []
    rows_of: dict[str, list[OwnActor]] = {}
    told: dict[str, tuple[str, int]] = {}
    small: set[str] = set()
    for row in _read_rows(path, faults):
        actor = _read_actor(row, knowledge, sectors, faults)
        if actor is None:
            continue
        rows_of.setdefault(actor.name, []).append(actor)
        for column, phrase in [("name", actor.name), *(("aliases", p) for p in _parts(row.cells["aliases"], "|"))]:
            key = table_key(phrase)
            other, line = told.setdefault(key, (actor.name, row.line))
            if other != actor.name:
                faults.append(
                    f"{row.at(column)}: {phrase!r} is a name of {other!r} in line {line} already; "
                    "a phrase can mean one actor only; remove it from one of the two"
                )
            elif phrase.islower():
                small.add(key)
    if faults:
        raise ActorsError("\n".join(faults))
    by_phrase = {key: tuple(rows_of[name]) for key, (name, _) in told.items()}
    return replace(knowledge, own=own_actors(by_phrase, frozenset(small)))


def _read_rows(path: Path, faults: list[str]) -> Iterator[_Row]:
    rows = csv.reader(io.StringIO(_read_text(path), newline=""), strict=True)
    order: tuple[str, ...] = ()
    line = 1
    try:
        for cells in rows:
            first, line = line, rows.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if not order:
                if wrong := _separator_of_head(cells):
                    faults.append(f"{path}:{first}: saved with {wrong}; save the file as CSV with commas")
                    return
                order = tuple(cell.strip().lower() for cell in cells)
                faults += [f"{path}:{first}: {fault}" for fault in _faults_of_head(order)]
                if "name" not in order or len(set(order)) < len(order):
                    return
                continue
            if len(cells) > len(order):
                faults.append(
                    f"{path}:{first}: expected {len(order)} cells, got {len(cells)}; "
                    'put a cell with a comma in it between double quotes ("Reyes, Ana")'
                )
                continue
            filled = [cell.strip() for cell in cells] + [""] * (len(order) - len(cells))
            named = dict.fromkeys(COLUMNS, "") | dict(zip(order, filled, strict=True))
            yield _Row(path=path, line=first, cells=named, order=order)
    except csv.Error as error:
        faults.append(f"{path}:{line}: no well-formed CSV ({error}); save the file as CSV with commas, quotes doubled")
        return
    if not order:
        faults.append(f"{path}:1: empty; write a first line with the columns {','.join(COLUMNS)}")


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        raise ActorsError(f"{path}: not found; check the name") from None
    except OSError as error:
        raise ActorsError(f"{path}: cannot be read ({error.strerror}); name a CSV file that you may read") from None
    if len(data) > _MAX_BYTES:
        raise ActorsError(f"{path}: more than {_MAX_BYTES:,} bytes; give only actors that your reports name")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ActorsError(f"{path}:{line}: byte {error.start} is not UTF-8; save the file as CSV UTF-8") from None


def _separator_of_head(cells: Sequence[str]) -> str | None:
    """What parts the columns of a head that is one cell to a reader of commas."""
    parts = {mark: [part.strip().lower() for part in cells[0].split(mark)] for mark in _SEPARATORS}
    return next((_SEPARATORS[mark] for mark, names in parts.items() if len(names) > 1 and "name" in names), None)


def _faults_of_head(order: tuple[str, ...]) -> Iterator[str]:
    for number, column in enumerate(order, 1):
        if column in order[: number - 1]:
            yield f"column {number} ({column}): named twice; remove one of the two"
        elif column not in COLUMNS:
            missing = [name for name in COLUMNS if name not in order]
            # Not the default scorer: it takes any part of a word for the whole, and "actor" for "to".
            close = extractOne(column, missing, scorer=fuzz.ratio, score_cutoff=_CLOSE)
            remedy = f"did you mean {close[0]!r}?" if close else "remove it or call it by one of these"
            yield f"column {number}: {column!r} is not known; expected {', '.join(COLUMNS)}; {remedy}"
    if "name" not in order:
        yield f"no column 'name'; write a first line with some of {', '.join(COLUMNS)}, parted by commas"


def _read_actor(row: _Row, knowledge: Knowledge, sectors: Collection[str], faults: list[str]) -> OwnActor | None:
    cells, before = row.cells, len(faults)
    if not cells["name"]:
        faults.append(f"{row.at('name')}: empty; write the actor's name, or remove the row")
    country = _country(row, knowledge, faults)
    codes = tuple(_parts(cells["sector"].upper(), _PARTS))
    faults.extend(
        f"{row.at('sector')}: {code!r} is no sector; write codes parted by blanks, of {' '.join(sectors)}"
        for code in codes
        if code not in sectors
    )
    first, last = _day(row, "from", faults), _day(row, "to", faults)
    if first and last and last < first:
        faults.append(f"{row.at('to')}: {cells['to']} lies before {cells['from']}; put the earlier day under 'from'")
    if len(faults) > before:
        return None
    return OwnActor(
        name=cells["name"], country=country, sector=codes, office=cells["office"] or None, first=first, last=last,
        identifier=cells["identifier"] or None, source=f"{row.path.name}, line {row.line}",
    )  # fmt: skip


def _country(row: _Row, knowledge: Knowledge, faults: list[str]) -> str | None:
    code = row.cells["country"]
    known = BODY_CODES | {nation.code for nation in knowledge.nations.values()}
    if not code or code.upper() in known:
        return code.upper() or None
    nation = knowledge.nation(code)
    remedy = (
        f"write {nation.code}"
        if nation
        else f"write one, or of bodies without a country {' '.join(sorted(BODY_CODES))}"
    )
    faults.append(f"{row.at('country')}: expected an ISO 3166 code of three letters, got {code!r}; {remedy}")
    return None


def _day(row: _Row, column: str, faults: list[str]) -> date | None:
    text = row.cells[column]
    day = first_day(text) if column == "from" else last_day(text)
    if text and day is None:
        faults.append(
            f"{row.at(column)}: expected a day, month or year, got {text!r}; write YYYY-MM-DD, YYYY-MM or YYYY"
        )
    return day


def _parts(text: str, mark: str | re.Pattern[str]) -> list[str]:
    parts = text.split(mark) if isinstance(mark, str) else mark.split(text)
    return [part for part in map(str.strip, parts) if part]
