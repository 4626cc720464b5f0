"""Single sentences with their acts marked inline: `python corpus/inline.py FILE…` checks them.

A line is one sentence or two. An act's words stand in `{TYPE#1 words}`, with a mode `{TYPE.mode#1 words}` and
auxiliary modes `{TYPE#1/future words}`; who does it in `{A1 words}`, to whom in `{R1 words}`, both with
several numbers where somebody takes part in several acts, `{A1,2 words}`. Blank lines and lines that begin
with `#` are skipped. Standard library only.
"""

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

from shorthand import AUXILIARY

CODEBOOK = Path(__file__).parents[1] / "src" / "dragoman" / "codebook" / "plover" / "codebook.toml"
MUTUAL = frozenset(("CONSULT", "COOPERATE"))
_TAG = re.compile(r"\{([A-Z]+)(?:\.([a-z-]+))?(?:#(\d+))?((?:\d+)(?:,\d+)*)?((?:/[a-z]+)*) ([^{}]+)\}")


class SentenceError(Exception):
    """A line's marks do not make sense."""


def read_line(line: str, types: dict[str, set[str]]) -> dict[str, Any]:
    """Text, `events` with offsets of triggers, actors and recipients.

    >>> found = read_line("{A1 Oslo} {RETREAT.release#1 freed} {R1 the crew}.", {"RETREAT": {"release"}})
    >>> found["text"], found["events"][0]["triggers"], found["events"][0]["actor"]
    ('Oslo freed the crew.', [(5, 10)], [(0, 4)])
    """
    text, at = "", 0
    events: dict[int, dict[str, Any]] = {}
    sides: list[tuple[str, int, tuple[int, int]]] = []
    for tag in _TAG.finditer(line):
        text += line[at : tag.start()]
        at = tag.end()
        kind, mode, number, numbers, auxiliary, words = tag.groups()
        span = (len(text), len(text) + len(words))
        text += words
        if kind in {"A", "R"}:
            if not numbers or number or mode or auxiliary:
                raise SentenceError(f"{tag[0]}: write {{A1 words}}")
            sides += [("actor" if kind == "A" else "recipient", int(n), span) for n in numbers.split(",")]
            continue
        if kind not in types or not number or numbers:
            raise SentenceError(f"{tag[0]}: write {{TYPE#1 words}} with a PLOVER type")
        if mode and mode not in types[kind]:
            raise SentenceError(f"{tag[0]}: {kind} has no mode {mode}")
        found = [a for a in auxiliary.split("/") if a]
        if set(found) - set(AUXILIARY):
            raise SentenceError(f"{tag[0]}: auxiliary modes are {', '.join(sorted(AUXILIARY))}")
        event = events.setdefault(
            int(number), {"type": kind, "mode": [], "auxiliary": [], "triggers": [], "actor": [], "recipient": []}
        )
        if event["type"] != kind:
            raise SentenceError(f"{tag[0]}: number {number} is a {event['type']}")
        event["mode"] = [mode] if mode else event["mode"]
        event["auxiliary"] = found or event["auxiliary"]
        event["triggers"].append(span)
    text += line[at:]
    if "{" in text or "}" in text:
        raise SentenceError("a brace that is no mark")
    for side, number, span in sides:
        if number not in events:
            raise SentenceError(f"somebody takes part in {number}, which is no event")
        events[number][side].append(span)
    for event in events.values():
        if event["type"] in MUTUAL and event["recipient"] and "visit" not in event["mode"]:
            raise SentenceError(f"{event['type']}: all sides are actors")
    return {"text": text, "events": [events[n] for n in sorted(events)]}


def load_types() -> dict[str, set[str]]:
    """The codebook's types with their modes."""
    book = tomllib.loads(CODEBOOK.read_text(encoding="utf-8"))
    return {kind: set(entry["modes"]) for kind, entry in book["types"].items()}


def read_file(path: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """The sentences of a file, and what is wrong with it."""
    types, found, wrong = load_types(), [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            found.append({"id": f"{path.stem}-{number}", **read_line(line, types)})
        except SentenceError as error:
            wrong.append(f"{path.name}:{number}: {error}")
    return found, wrong


def main() -> int:
    faults = 0
    for name in sys.argv[1:]:
        found, wrong = read_file(Path(name))
        faults += len(wrong)
        for line in wrong:
            print(line)
        events = sum(len(s["events"]) for s in found)
        empty = sum(not s["events"] for s in found)
        print(json.dumps({"file": name, "sentences": len(found), "without an event": empty, "events": events}))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
