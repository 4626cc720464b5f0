"""Who said what, against brat files of attributions: `python benchmarks/attribution.py DIR [--json]`.

DIR holds texts `NAME.txt` and beside them `NAME.ann` with Source, Cue and Content spans joined by
Attribution events (the form of PolNeAR). `content_30` and `content_80` are the F1 of attributions whose
content shares at least 30 or 80 % of its tokens with gold's (intersection over union) and whose source
overlaps gold's (where gold has one); `cue` is the F1 of cues that overlap. Pairs are one to one, the best
first. PolNeAR has one attribution for a quotation that its cue interrupts or that goes on after it; Dragoman's
statement without a cue that follows one of the same speaker in the same paragraph, or in the next one with its
quotation not closed, is put together with it.
PolNeAR has no attribution inside another's content (none of 22,024); Dragoman's statements inside others are left out,
before any is put together with one after it: in "“They say no,” Lund said. “Well.”" both quotations are Lund's.
Where PolNeAR's source is a relative pronoun ("Lund, who said", "voters, most of whom say"), the last mention before it
is whom that stands for; where it is the label that is Dragoman's cue ("LUND:"), the label names the speaker. Spans
whose roles are exchanged in the file (a Source "said", its Cue "Lund") are read for what they are.
A date in a file's name is the report's; without one it is 2016-01-01, which attribution ignores.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dragoman.pipeline import load_reader
from dragoman.types import Reading, Report

Spans = tuple[tuple[int, int], ...]
_WORD = re.compile(r"\w+")
_MARKS = '"“”'
_BESIDE = re.compile(r"[\s,(–—-]*(\w+[\s,(–—-]+)?")  # with one word between at most: "protesters here, who"
_RELATIVE = re.compile(r"(\w+ of )?(who|whom|which|that)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content, cue and source of one attribution, as spans of characters."""

    content: Spans
    cue: Spans
    source: Spans


def main() -> None:
    """Read every text, score what is found, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    files = sorted(args.folder.glob("*.txt"))
    if not files:
        sys.exit(f"{args.folder}: no *.txt; give a folder of texts with brat files beside them")
    scores = score(files)
    if args.json:
        print(json.dumps(scores))
        return
    for name, value in scores.items():
        print(f"{name:12} {value:.4f}")


def score(files: Sequence[Path]) -> dict[str, float]:
    """F1 of each measure over all files, and the numbers of attributions."""
    texts = [file.read_text(encoding="utf-8") for file in files]
    reports = [Report(id=f.stem, text=t, date=date_of(f.stem)) for f, t in zip(files, texts, strict=True)]
    hits = {"content_30": 0, "content_80": 0, "cue": 0}
    wanted = made = 0
    for file, text, reading in zip(files, texts, load_reader().read_many(reports), strict=True):
        gold, found = read_brat(file.with_suffix(".ann").read_text(encoding="utf-8")), attributions(reading)
        wanted, made = wanted + len(gold), made + len(found)
        for share in (30, 80):
            hits[f"content_{share}"] += count_pairs(gold, found, text, share / 100)
        hits["cue"] += count_cues(gold, found)
    return {name: round(2 * n / max(1, wanted + made), 4) for name, n in hits.items()} | {
        "gold": wanted,
        "system": made,
    }


def date_of(name: str) -> date:
    """The day in a file name."""
    found = re.search(r"(\d{4})-(\d\d)-(\d\d)", name)
    return date(*map(int, found.groups())) if found else date(2016, 1, 1)


def read_brat(annotation: str) -> list[Attribution]:
    """The attributions of a brat file.

    >>> spans = ["T1\\tSource 0 4\\tPoll", "T2\\tCue 4 5\\t:", "T3\\tContent 6 9;11 12\\tyes"]
    >>> read_brat("\\n".join([*spans, "E1\\tAttribution:T2 Content:T3 Cue:T2 Source:T1"]))
    [Attribution(content=((6, 9), (11, 12)), cue=((4, 5),), source=((0, 4),))]
    """
    spans: dict[str, Spans] = {}
    found = []
    for line in annotation.splitlines():
        key, *fields = line.split("\t")
        if key.startswith("T"):
            places = fields[0].partition(" ")[2].split(";")
            spans[key] = tuple((int(a), int(b)) for a, b in (place.split(" ") for place in places))
        elif key.startswith("E"):
            roles: dict[str, Spans] = {}
            for part in fields[0].split():
                role, _, span = part.partition(":")
                name = role.rstrip("0123456789")
                roles[name] = (*roles.get(name, ()), *spans.get(span, ()))
            if "Content" in roles:
                found.append(Attribution(roles["Content"], roles.get("Cue", ()), roles.get("Source", ())))
    return found


def attributions(reading: Reading) -> list[Attribution]:
    """The statements of a reading that are inside no other; the source is every mention of a speaker."""
    mentions = {entity.id: entity.mentions for entity in reading.entities}
    made = [
        Attribution(
            content=tuple((a, b) for a, b in s.content),
            cue=((s.cue.start, s.cue.end),) if s.cue else (),
            source=tuple((a, b) for i in s.speaker for a, b in mentions[i]),
        )
        for s in sorted(reading.statements, key=lambda s: s.content[0])
    ]
    found: list[Attribution] = []
    for one in made:
        if any(is_inside(one, other) for other in made):
            continue
        before = [] if one.cue else [f for f in found if goes_on(f, one.content, one.source, reading.report.text)]
        if before:
            quoted = [f for f in before if reading.report.text[f.content[-1][1] - 1] in _MARKS]
            told = (quoted or before)[-1]
            found[found.index(told)] = replace(told, content=told.content + one.content)
        else:
            found.append(one)
    return found


def is_inside(one: Attribution, other: Attribution) -> bool:
    """An attribution whose cue stands in another's content.

    >>> told = Attribution(((9, 30),), ((5, 8),), ((0, 4),))
    >>> is_inside(Attribution(((20, 30),), ((12, 16),), ((9, 11),)), told)
    True
    """
    return one is not other and overlap(one.cue[:1], other.content)


def goes_on(before: Attribution, content: Spans, source: Spans, text: str) -> bool:
    """Somebody's words go on in the paragraph of their last ones, or in the next where their quotation is not closed.

    >>> told = Attribution(((1, 5),), ((12, 16),), ((7, 11),))
    >>> goes_on(told, ((19, 23),), ((7, 11),), '"Yes," Lima said. "Now."')
    True
    """
    end = max(end for _, end in (*before.content, *before.cue))
    start = content[0][0]
    gap = text[end:start]
    unclosed = not gap.strip(" .\n") and text[end - 1] not in _MARKS and text[start] in _MARKS
    return ("\n" not in gap or unclosed) and overlap(before.source, source)


def tokens(spans: Spans, text: str) -> set[int]:
    """First characters of the words in spans."""
    return {start + word.start() for start, end in spans for word in _WORD.finditer(text[start:end])}


def overlap(one: Spans, two: Spans) -> bool:
    """Some span of the one shares a character with some span of the other."""
    return any(a < d and c < b for a, b in one for c, d in two)


def count_pairs(gold: Sequence[Attribution], found: Sequence[Attribution], text: str, share: float) -> int:
    """Pairs, best first, whose contents share enough tokens and whose sources overlap."""
    mine = [tokens(f.content, text) for f in found]
    ranked = []
    for i, g in enumerate(gold):
        theirs = tokens(g.content, text)
        for j, f in enumerate(found):
            common = len(theirs & mine[j])
            ratio = common / len(theirs | mine[j]) if common else 0.0
            if ratio >= share and has_source(g, f, text):
                ranked.append((-ratio, i, j))
    return one_to_one((i, j) for _, i, j in sorted(ranked))


def has_source(gold: Attribution, found: Attribution, text: str) -> bool:
    """Gold has no source, or it is the speaker found; also where the file has source and cue exchanged.

    >>> gold = Attribution(((0, 6),), cue=((12, 16),), source=((7, 11),))
    >>> has_source(gold, Attribution(((0, 6),), cue=((7, 11),), source=((12, 16),)), "“Yes,” said Lund")
    True
    """
    if not gold.source or is_source(gold.source, found.source, text):
        return True
    return overlap(gold.source, found.cue) and (overlap(gold.cue, found.source) or is_label(found.cue, text))


def is_label(cue: Spans, text: str) -> bool:
    """A cue that is a speaker's name and a colon.

    >>> is_label(((0, 5),), "LUND: Yes"), is_label(((5, 9),), "Lund said: yes")
    (True, False)
    """
    return any(text[start:end].endswith(":") and text[start].isupper() for start, end in cue)


def is_source(source: Spans, mentions: Spans, text: str) -> bool:
    """A source shares a character with a mention of the speaker, or is the relative pronoun after one.

    >>> is_source(((6, 9),), ((0, 4),), "Lund, who left"), is_source(((10, 14),), ((0, 4),), "Lund, who left")
    (True, False)
    """
    if overlap(source, mentions):
        return True
    start, end = source[0]
    before = [text[b:start] for _, b in mentions if b <= start]
    return bool(_RELATIVE.fullmatch(text[start:end])) and any(_BESIDE.fullmatch(gap) for gap in before)


def count_cues(gold: Sequence[Attribution], found: Sequence[Attribution]) -> int:
    """Pairs whose cues overlap."""
    return one_to_one((i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if overlap(g.cue, f.cue))


def one_to_one(pairs: Iterable[tuple[int, int]]) -> int:
    """How many pairs are taken in order when none is used twice."""
    left: set[int] = set()
    right: set[int] = set()
    for i, j in pairs:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
    return len(left)


if __name__ == "__main__":
    main()
