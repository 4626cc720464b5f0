"""Turn the corpus into training rows: `python training/rows.py corpus/build --out training/work/rows`.

Reads the gold files that `corpus/rebuild.py` wrote and the splits, and writes one JSONL file a split
(train.jsonl, dev.jsonl, test.jsonl). A row is one report with

- `text`, `date`, and `words`: the words' [start, end) character offsets;
- `spans`: [first word, end word, label, owner] of every annotated stretch: `mention` of an entity,
  `trigger` of an event, `cue`, `content` and `quote` of a statement; the owner is its number in
  `entities`, `events` or `statements`;
- `links`: [from span, to span, label] by number in `spans`: a trigger's `actor`, `recipient` and
  `according_to`, a cue's `speaker` and `addressee` (each to the nearest mention of the entity), a
  cue's `content`, `same` from each trigger to the next of its event, and `via` from a cue to the cue
  of the statement that relays it. A statement without a cue links from its first content span;
- `entities`, `events`, `statements` as the gold has them, ids replaced by numbers.

The sentences of `corpus/sentences` follow the reports of train, each a row of its own with `partial` true:
their acts are marked with some of those who take part, and nothing else.

Nothing here needs torch. `--check` also prints every span whose words are not exactly its characters.
"""

import argparse
import itertools
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.language.tokens import split_words

sys.path.insert(0, str(Path(__file__).parents[1] / "corpus"))
from inline import read_file

Record = dict[str, Any]
Span = tuple[int, int]


def is_written(key: str) -> bool:
    """Whether a report is a written one: "w1032"."""
    return re.fullmatch(r"w\d+", key) is not None


@dataclass
class Row:
    """One report as labels over its words; see the module's description."""

    id: str
    date: str
    text: str
    words: list[Span]
    spans: list[tuple[int, int, str, int]] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    entities: list[Record] = field(default_factory=list)
    events: list[Record] = field(default_factory=list)
    statements: list[Record] = field(default_factory=list)
    partial: bool = False
    unread: bool = False
    inexact: list[str] = field(default_factory=list)

    def add(self, anchor: Span, label: str, owner: int) -> int:
        """Number of the span added for a stretch of characters; ValueError where no word stands in it."""
        first, end = to_words(self.words, anchor)
        covered = self.text[self.words[first][0] : self.words[end - 1][1]]
        if covered != self.text[anchor[0] : anchor[1]]:
            self.inexact.append(f"{self.id}: {label} {self.text[anchor[0] : anchor[1]]!r} became {covered!r}")
        self.spans.append((first, end, label, owner))
        return len(self.spans) - 1

    def nearest(self, span: int, entity: int) -> int:
        """The mention of the entity that stands nearest to a span, the earlier one of two."""
        at = self.spans[span][0]
        mentions = [i for i, s in enumerate(self.spans) if s[2] == "mention" and s[3] == entity]
        return min(mentions, key=lambda i: (abs(self.spans[i][0] - at), self.spans[i][0]))

    def as_json(self) -> str:
        """The row as one line."""
        fields = {key: value for key, value in vars(self).items() if key != "inexact"}
        return json.dumps(fields, ensure_ascii=False)


def to_words(words: list[Span], anchor: Span) -> Span:
    """First word and end word of a stretch of characters.

    >>> to_words([(0, 3), (4, 8), (8, 9)], (4, 9))
    (1, 3)
    """
    inside = [i for i, (start, end) in enumerate(words) if start < anchor[1] and end > anchor[0]]
    if not inside:
        raise ValueError(f"no word between {anchor[0]} and {anchor[1]}")
    return inside[0], inside[-1] + 1


def to_row(record: Record) -> Row:
    """The training row of a gold record whose anchors are offsets."""
    text = record["text"]
    row = Row(record["id"], record["date"], text, list(zip(*split_words(text), strict=True)))
    number = {entity["id"]: i for i, entity in enumerate(record["entities"])}
    for i, entity in enumerate(record["entities"]):
        row.entities.append({key: entity.get(key) for key in ("name", "country", "sector", "office")})
        for anchor in entity["mentions"]:
            row.add(tuple(anchor), "mention", i)
    _add_statements(row, record, number)
    _add_events(row, record, number)
    return row


def _add_statements(row: Row, record: Record, number: dict[str, int]) -> None:
    said = {statement["id"]: i for i, statement in enumerate(record["statements"])}
    marks: list[int] = []
    for i, statement in enumerate(record["statements"]):
        content = [row.add(tuple(a), "content", i) for a in statement["content"]]
        for anchor in statement["quotes"]:
            row.add(tuple(anchor), "quote", i)
        cue = statement["cue"]
        mark = row.add(tuple(cue), "cue", i) if cue else content[0]
        marks.append(mark)
        row.links += [(mark, c, "content") for c in content if c != mark]
        for role, label in (("speaker", "speaker"), ("addressee", "addressee")):
            row.links += [(mark, row.nearest(mark, number[e]), label) for e in statement[role]]
        row.statements.append(
            {
                "speaker": [number[e] for e in statement["speaker"]],
                "addressee": [number[e] for e in statement["addressee"]],
                "via": said.get(statement["via"]),
                "hedged": statement["hedged"],
            }
        )
    row.links += [(marks[i], marks[s["via"]], "via") for i, s in enumerate(row.statements) if s["via"] is not None]


def _add_events(row: Row, record: Record, number: dict[str, int]) -> None:
    for i, event in enumerate(record["events"]):
        triggers = sorted(row.add(tuple(a), "trigger", i) for a in event["triggers"])
        row.links += [(a, b, "same") for a, b in itertools.pairwise(triggers)]
        for role in ("actor", "recipient", "according_to"):
            row.links += [(t, row.nearest(t, number[e]), role) for t in triggers for e in event[role]]
        kept = {key: event[key] for key in ("type", "mode", "when", "where", "auxiliary")}
        roles = {role: [number[e] for e in event[role]] for role in ("actor", "recipient", "according_to")}
        row.events.append(kept | roles)


def sentence_rows(folder: Path) -> Iterator[Row]:
    """Rows of the single sentences; ValueError where a file has a fault."""
    for file in sorted(folder.glob("*.txt")):
        sentences, wrong = read_file(file)
        if wrong:
            raise ValueError(wrong[0])
        for sentence in sentences:
            yield to_sentence_row(sentence)


def to_sentence_row(sentence: Record) -> Row:
    """A row of one sentence: everybody who is marked is an entity of one mention."""
    text = sentence["text"]
    row = Row(sentence["id"], "2020-01-01", text, list(zip(*split_words(text), strict=True)), partial=True)
    number: dict[Span, int] = {}
    for i, event in enumerate(sentence["events"]):
        triggers = [row.add(tuple(a), "trigger", i) for a in event["triggers"]]
        roles: dict[str, list[int]] = {"according_to": []}
        for role in ("actor", "recipient"):
            roles[role] = []
            for anchor in map(tuple, event[role]):
                if anchor not in number:
                    number[anchor] = row.add(anchor, "mention", len(row.entities))
                    row.entities.append({"name": text[slice(*anchor)]})
                mention = number[anchor]
                roles[role].append(row.spans[mention][3])
                row.links += [(t, mention, role) for t in triggers]
        kept = {"type": event["type"], "mode": event["mode"], "auxiliary": event["auxiliary"]}
        row.events.append(kept | {"when": None, "where": None} | roles)
    return row


def read(build: Path, ids: set[str]) -> Iterator[Record]:
    """The built gold records of the ids, in the order of their names."""
    for part in ("written", "real", "news"):
        for file in sorted((build / part).glob("*.json")):
            if file.stem in ids:
                yield json.loads(file.read_text(encoding="utf-8"))


def add_arguments(parser: argparse.ArgumentParser, out: Path) -> None:
    """What the scripts take that fit something behind the network to reports of the corpus and write it to `out`."""
    parser.add_argument("--build", type=Path, required=True, help="the folder corpus/rebuild.py wrote")
    parser.add_argument("--splits", type=Path, default=Path(__file__).parents[1] / "corpus" / "splits.json")
    parser.add_argument("--model", type=Path, default=Path("src/dragoman/language/model"))
    parser.add_argument("--out", type=Path, default=out)


def main() -> int:
    """Write a JSONL file for each split; the exit status tells of spans lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path, help="the folder corpus/rebuild.py wrote")
    parser.add_argument("--splits", type=Path, default=Path(__file__).parents[1] / "corpus" / "splits.json")
    parser.add_argument("--sentences", type=Path, default=Path(__file__).parents[1] / "corpus" / "sentences")
    parser.add_argument("--out", type=Path, default=Path("training/work/rows"))
    parser.add_argument("--check", action="store_true", help="print spans that words do not render exactly")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    inexact: list[str] = []
    for split, ids in json.loads(args.splits.read_text(encoding="utf-8")).items():
        rows = [to_row(record) for record in read(args.build, set(ids))]
        reports = len(rows)
        rows += sentence_rows(args.sentences) if split == "train" else []
        lines = "".join(row.as_json() + "\n" for row in rows)
        (args.out / f"{split}.jsonl").write_text(lines, encoding="utf-8")
        inexact += [complaint for row in rows for complaint in row.inexact]
        absent = len(ids) - reports
        print(
            f"{split}: {reports} reports, {len(rows) - reports} sentences, {sum(len(r.spans) for r in rows)} spans, {absent} not built"
        )
    if args.check:
        print(*inexact, f"{len(inexact)} spans not exact", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
