"""Turn gold files back into the shorthand, to amend them by hand: `python corpus/amend.py FILE.json… --into DIR`.

The opposite of corpus/shorthand.py: what it writes is read back as the same record (checked here for
every file). A record built from a stand-off file gets `text-of:` in its head unless --whole is given.
Standard library only.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from shorthand import Reader, find, pattern
from standoff import Record, Span, with_offsets

LONG = 9  # words; longer stretches are written as `first words ~ last words`


def anchor(span: Span, text: str) -> str:
    """The shorthand of a stretch of characters.

    >>> anchor((8, 12), "It said said: go.")
    'said#2'
    """
    words = " ".join(text[span[0] : span[1]].split())
    parts = words.split(" ")
    if len(parts) > LONG:
        for size in range(4, len(parts) // 2):
            first, last = " ".join(parts[:size]), " ".join(parts[-size:])
            head = numbered(first, text, span[0])
            if head and find(last, text, find(head, text)[1])[1] == span[1]:
                return f"{head} ~ {last}"
    return numbered(words, text, span[0]) or words


def numbered(words: str, text: str, start: int) -> str | None:
    """The words with the number of their occurrence at `start`, None where no whole words begin there."""
    starts = [hit.start() for hit in pattern(words).finditer(text)]
    if start not in starts:
        return None
    n = starts.index(start) + 1
    return words if n == 1 else f"{words}#{n}"


def lines_of(record: Record) -> list[str]:
    """The three annotated parts of a record, whose anchors are offsets, in shorthand."""
    text = record["text"]

    def all_of(spans: list[Any]) -> str:
        return " ;; ".join(anchor((s[0], s[1]), text) for s in spans)

    def ids(keys: list[str]) -> str:
        return ", ".join(keys) or "-"

    out = ["--- entities"]
    for e in record["entities"]:
        codes = f"{e['country'] or '-'} | {','.join(e['sector']) or '-'} | {e['office'] or '-'}"
        out.append(f"{e['id']} = {e['name']} | {codes} | {all_of(e['mentions'])}")
    out.append("--- statements")
    for s in record["statements"]:
        fields = [s["id"], ids(s["speaker"]), anchor(s["cue"], text) if s["cue"] else "-", all_of(s["content"])]
        fields += [f"to: {ids(s['addressee'])}"] * bool(s["addressee"]) + [f"via: {s['via']}"] * bool(s["via"])
        fields += [f"quotes: {all_of(s['quotes'])}"] * bool(s["quotes"]) + ["hedged"] * bool(s["hedged"])
        out.append(" | ".join(fields))
    out.append("--- events")
    for e in record["events"]:
        first, last = e["when"] or (None, None)
        days = "?" if not e["when"] else first if first == last else f"{first or ''}..{last or ''}"
        who = f"{ids(e['actor'])} > {ids(e['recipient'])}"
        fields = [e["id"], " ".join([e["type"], *e["mode"]]), who, str(days), all_of(e["triggers"])]
        if e["where"]:
            fields.append(f"at: {e['where']['name']}, {e['where']['country'] or '-'}")
        fields += [f"aux: {ids(e['auxiliary'])}"] * bool(e["auxiliary"])
        fields += [f"by: {ids(e['according_to'])}"] * bool(e["according_to"])
        out.append(" | ".join(fields))
    return out


def to_shorthand(record: Record, *, whole: bool) -> str:
    """A whole shorthand file for a record; `whole` keeps the text in it."""
    record = with_offsets(record)
    head = [f"date: {record['date']}"]
    if whole:
        head += [f"{key}: {record[key]}" for key in ("title", "manner") if record.get(key)]
        head += ["--- text", record["text"]]
    else:
        head = [f"text-of: {record['id']}", *head]
    return "\n".join([*head, *lines_of(record)]) + "\n"


def differences(written: str, record: Record) -> list[str]:
    """What the shorthand, read again, says otherwise than the record."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"{record['id']}.json").write_text(json.dumps(record), encoding="utf-8")
        file = Path(folder) / f"{record['id']}.ann"
        file.write_text(written, encoding="utf-8")
        again = Reader(file, Path(folder))
    return again.wrong or [
        f"{part}: {entry['id']}"
        for part in ("entities", "statements", "events")
        for entry, other in zip(with_offsets(record)[part], with_offsets(again.doc)[part], strict=True)
        if any(entry[key] != other[key] for key in entry)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--whole", action="store_true", help="keep the text in the file")
    args = parser.parse_args()
    args.into.mkdir(parents=True, exist_ok=True)
    faults = 0
    for path in args.files:
        record = json.loads(path.read_text(encoding="utf-8"))
        written = to_shorthand(record, whole=args.whole)
        (args.into / f"{path.stem}.ann").write_text(written, encoding="utf-8")
        for fault in differences(written, record):
            print(f"{path.stem}: {' '.join(fault.split())}")
            faults += 1
    print(f"{len(args.files)} files, {faults} differences")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
