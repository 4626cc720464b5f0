"""Annotations kept apart from their texts, and put together with them again.

A stand-off file is a gold file without `text`: its anchors are character offsets, and in place of
the text it has `text_of`, where the text comes from:

    {"file": "open-articles.jsonl", "id": "re3d-9104bdcc8e", "start": 0, "end": 2987, "sha256": "…"}

`start` and `end` (code points, end exclusive) cut the annotated part out of the whole text, and
`sha256` is that part's, UTF-8. Standard library only.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

PARTS = ("written", "real", "news")
TWICE = ("double/first", "double/second")
Record = dict[str, Any]
Span = tuple[int, int]


class TextMismatchError(Exception):
    """A text that is not the one the annotation was made on, or is not at hand."""


def locate(anchor: Any, text: str) -> Span:
    """The offsets of a gold anchor: a string, `{"text", "n"}` or `[start, end]`."""
    if isinstance(anchor, list):
        return anchor[0], anchor[1]
    wanted, n = (anchor, 1) if isinstance(anchor, str) else (anchor["text"], anchor.get("n", 1))
    start = -1
    for _ in range(n):
        start = text.index(wanted, start + 1)
    return start, start + len(wanted)


def with_offsets(record: Record) -> Record:
    """The record with every anchor as `[start, end]`."""
    text = record["text"]

    def all_of(anchors: Iterable[Any]) -> list[list[int]]:
        return [list(locate(a, text)) for a in anchors]

    entities = [{**e, "mentions": all_of(e["mentions"])} for e in record["entities"]]
    statements = [
        {
            **s,
            "cue": list(locate(s["cue"], text)) if s["cue"] else None,
            "content": all_of(s["content"]),
            "quotes": all_of(s["quotes"]),
        }
        for s in record["statements"]
    ]
    events = [{**e, "triggers": all_of(e["triggers"])} for e in record["events"]]
    return {**record, "entities": entities, "statements": statements, "events": events}


def take_apart(record: Record, source: Record, file: str, start: int) -> Record:
    """The stand-off form of a record whose text stands at `start` in the text of `source`."""
    text = record["text"]
    end = start + len(text)
    if source["text"][start:end] != text:
        raise TextMismatchError(f"{record['id']}: its text does not stand at {start} in {source['id']}")
    whole = with_offsets(record)
    of = {"file": file, "id": source["id"], "start": start, "end": end, "sha256": digest(text)}
    head = {"id": record["id"], "date": record["date"]}
    head["date_source"] = "report" if source["date"] == record["date"] else "assigned"
    head |= {key: source.get(key) for key in ("source", "url", "license")}
    return {**head, "text_of": of, **{part: whole[part] for part in ("entities", "statements", "events")}}


def put_together(record: Record, texts: dict[str, str]) -> Record:
    """The gold record of a stand-off one; `texts` holds whole texts by id."""
    of = record["text_of"]
    whole = texts.get(of["id"])
    if whole is None:
        raise TextMismatchError(f"{record['id']}: no text {of['id']} in {of['file']}")
    text = whole[of["start"] : of["end"]]
    if digest(text) != of["sha256"]:
        raise TextMismatchError(f"{record['id']}: the text of {of['id']} differs from the annotated one")
    return {**{key: value for key, value in record.items() if key != "text_of"}, "text": text}


def digest(text: str) -> str:
    """The sha256 of a text's UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def compact(record: Record) -> str:
    """JSON with one entity, statement or event a line, so that a change of one shows as one."""
    lines = []
    for key, value in record.items():
        if isinstance(value, list) and value:
            rows = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in value)
            lines.append(f" {json.dumps(key)}: [\n  {rows}\n ]")
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"
