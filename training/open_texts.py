"""Rows of open texts that nobody annotated, for the teacher to read: `python training/open_texts.py --data DIR --out FILE`.

What remains of the texts marked for training (government releases, Wikinews, encyclopedia, UD English EWT
and GUM train, WikiWars train) once the annotated parts are taken out, in pieces of whole paragraphs of
about 350 words. Documents of which any part is in another split than train are left out whole. hints.py
adds the parser's trees to the rows, acts.py learns from them what the teachers see there.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.language.tokens import split_words
from rows import Row

sys.path.insert(0, str(Path(__file__).parents[1] / "corpus"))
from sources import read_texts

CORPUS = Path(__file__).parents[1] / "corpus"
WORDS = 350  # of a piece, about
UNKNOWN = "2010-01-01"  # day of a text without one: only time expressions are found by it
LEAST = 40  # words of a piece worth reading
Span = tuple[int, int]


def main() -> None:
    """Write one JSONL file of rows without annotation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds raw/, ud/ and dates/")
    parser.add_argument("--splits", type=Path, default=CORPUS / "splits.json")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    files = [
        args.data / "raw/open-articles.jsonl",
        *(args.data / "ud" / f"{name}-train.conllu" for name in ("ewt", "gum")),
        *sorted((args.data / "dates/wikiwars-train/tml").glob("*.tml")),
    ]
    annotated, barred = parts_annotated(json.loads(args.splits.read_text(encoding="utf-8")))
    rows = [
        row
        for key, document in read_texts(files).items()
        if key not in barred
        for row in pieces_of(key, document, annotated[key])
    ]
    args.out.write_text("".join(row.as_json() + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} pieces, {sum(len(row.words) for row in rows)} words")


def parts_annotated(splits: dict[str, list[str]]) -> tuple[dict[str, list[Span]], set[str]]:
    """The annotated stretches of each document, and the documents with a part outside the training split."""
    train = set(splits["train"])
    spans: dict[str, list[Span]] = defaultdict(list)
    barred = set()
    for part in ("real", "news"):
        for file in (CORPUS / part).glob("*.json"):
            of = json.loads(file.read_text(encoding="utf-8"))["text_of"]
            spans[of["id"]].append((of["start"], of["end"]))
            if file.stem not in train:
                barred.add(of["id"])
    return spans, barred


def pieces_of(key: str, document: dict[str, Any], annotated: list[Span]) -> Iterator[Row]:
    """The unannotated paragraphs of a document in pieces; a paragraph that is annotated in part ends a piece."""
    text, start = document["text"], 0
    piece: list[Span] = []
    for paragraph in text.split("\n"):
        span = (start, start + len(paragraph))
        start = span[1] + 1
        free = not any(a < span[1] and b > span[0] for a, b in annotated)
        if free:
            piece.append(span)
        if piece and (not free or len(text[piece[0][0] : piece[-1][1]].split()) >= WORDS):
            yield from row_of(key, document, piece)
            piece = []
    if piece:
        yield from row_of(key, document, piece)


def row_of(key: str, document: dict[str, Any], piece: list[Span]) -> Iterator[Row]:
    """One row, if there is enough to read in it."""
    text = document["text"][piece[0][0] : piece[-1][1]].strip()
    words = list(zip(*split_words(text), strict=True))
    if LEAST <= len(words) <= 3 * WORDS:
        day = document["date"] or ""
        yield Row(f"{key}@{piece[0][0]}", day if len(day) == len(UNKNOWN) else UNKNOWN, text, words, unread=True)


if __name__ == "__main__":
    main()
