"""Time expressions against TimeML: `python benchmarks/dates.py DIR [--type DATE] [--json] [--show]`.

DIR holds TimeML files with TIMEX3 elements. `strict` is the F1 of expressions with exactly gold's extent,
`relaxed` of those that overlap, `value` of those that overlap and have gold's normalised value (a day, week,
month, quarter, season, year or decade as TIMEX3 writes it). Relative expressions are counted from the
document's creation time. With --type only gold expressions of that type count, and system expressions on
others are left out of the count, and so are ours of another type.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

from dragoman.dates import TimeExpression, find_dates, find_vague
from dragoman.language import Parse
from dragoman.pipeline import load_reader
from dragoman.types import When

_LEADING = re.compile(
    r"(?:(?:on|in|since|by|until|till|during|through|of|from|to|between|and|after|before|at|for|about|over|well into)"
    r"\s+)+"
)
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
_WEEKEND, _WEEK = 1, 6  # days between first and last


@dataclass(frozen=True, slots=True)
class Timex:
    """An expression: characters, type and value."""

    start: int
    end: int
    kind: str
    value: str


def main() -> None:
    """Read every file, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--type", dest="kind", help="only gold expressions of this type: DATE, TIME, DURATION, SET")
    parser.add_argument("--show", action="store_true", help="also print what was missed, extra or of another value")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    files = sorted(args.folder.rglob("*.tml"))
    if not files:
        sys.exit(f"{args.folder}: no *.tml; give a folder of TimeML files")
    scores = score(files, args.kind, show=args.show)
    if args.json:
        print(json.dumps(scores))
        return
    for name, number in scores.items():
        print(f"{name:8} {number:.4f}")


def score(files: Sequence[Path], kind: str | None, *, show: bool) -> dict[str, float]:
    """F1 of extents and values over all files, and the numbers of expressions."""
    documents = [read_timeml(file) for file in files]
    parses = load_reader().model.parse([text for text, _, _ in documents])
    tally: Counter[str] = Counter()
    for (text, on, annotated), parse in zip(documents, parses, strict=True):
        gold = [g for g in annotated if kind in {None, g.kind}]
        others = [g for g in annotated if kind not in {None, g.kind}]
        dated = find_dates(parse, on)
        found = [to_timex(parse, e) for e in dated]
        found += [Timex(a, b, kind_of(value), value) for (a, b), value in find_vague(parse, dated)]
        found = [f for f in found if kind in {None, f.kind} and not any(overlap(f, g) for g in others)]
        tally["gold"] += len(gold)
        tally["system"] += len(found)
        taken: set[int] = set()
        for g in gold:
            match = next((i for i, f in enumerate(found) if i not in taken and overlap(f, g)), None)
            if match is not None:
                f = found[match]
                taken.add(match)
                tally["relaxed"] += 1
                tally["strict"] += (f.start, f.end) == (g.start, g.end)
                tally["value"] += f.value == g.value
            if show and (match is None or found[match].value != g.value):
                near = text[max(0, g.start - 50) : g.end + 30].replace("\n", " ")
                print(f"{g.value:12} {found[match].value if match is not None else 'missed':12} {on} … {near}")
        if show:
            for i, f in enumerate(found):
                if i not in taken:
                    print(f"extra {f.value:12} … {text[max(0, f.start - 50) : f.end + 30]!r}")
    every = tally["gold"] + tally["system"]
    return {name: round(2 * tally[name] / max(1, every), 4) for name in ("strict", "relaxed", "value")} | {
        "gold": tally["gold"],
        "system": tally["system"],
    }


def read_timeml(file: Path) -> tuple[str, date, list[Timex]]:
    """A document's text, its creation time and its expressions."""
    root = ElementTree.parse(file).getroot()  # noqa: S314 (a data set at hand)
    body, created = root.find("TEXT"), root.find("DCT/TIMEX3")
    if body is None or created is None:
        sys.exit(f"{file}: no TEXT or no DCT")
    text, found = "", []

    def walk(element: ElementTree.Element) -> None:
        nonlocal text
        start = len(text)
        text += element.text or ""
        for child in element:
            walk(child)
            text += child.tail or ""
        if element.tag == "TIMEX3":
            found.append(Timex(start, len(text), element.get("type", ""), element.get("value", "")))

    walk(body)
    found.sort(key=lambda t: t.start)
    return text, date.fromisoformat(created.get("value", "")[:10]), found


def overlap(one: Timex, two: Timex) -> bool:
    """They share a character."""
    return one.start < two.end and two.start < one.end


def to_timex(parse: Parse, expression: TimeExpression) -> Timex:
    """An expression of ours in TIMEX3's terms: without the preposition before it."""
    start, end = parse.starts[expression.first], parse.ends[expression.last]
    leading = _LEADING.match(parse.text[start:end].lower())
    value = value_of(expression.when)
    return Timex(start + (leading.end() if leading else 0), end, kind_of(value), value)


def kind_of(value: str) -> str:
    """DATE or DURATION, by the value.

    >>> kind_of("P2W"), kind_of("PAST_REF")
    ('DURATION', 'DATE')
    """
    return "DURATION" if re.match(r"P(?:\d|X|T)", value) else "DATE"


def value_of(when: When) -> str:
    """Days as TIMEX3 writes them.

    >>> value_of(When(start=date(2003, 7, 1), end=date(2003, 7, 31), precision="month", text=None, reason=""))
    '2003-07'
    """
    first, last = when.start or when.end, when.end or when.start
    if first is None or last is None:
        return ""
    counted = re.match(r"for (\d+) (\w)", when.reason)
    if counted:
        return f"P{counted[1]}{counted[2].upper()}"
    if when.precision == "decade":
        return f"{first.year // 10}"
    if when.precision == "year":
        return f"{first.year}"
    if when.precision == "quarter":
        if first.day == 1 and first.month % 3 == 0:
            return f"{last.year}-{_SEASONS[first.month]}"  # a winter is that of its January
        return f"{first.year}-Q{(first.month + 2) // 3}"
    if when.precision == "month":
        return f"{first.year}-{first.month:02d}"
    if when.precision == "week" and (last - first).days in {_WEEKEND, _WEEK}:
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02d}" + ("-WE" if (last - first).days == _WEEKEND else "")
    return (when.start or last).isoformat()


if __name__ == "__main__":
    main()
