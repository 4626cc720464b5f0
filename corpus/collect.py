"""Take annotators' shorthand files into the corpus: `python corpus/collect.py PART FILE.ann…`.

PART is `written` (the report's text stands in the file and goes along) or a part of stand-off
annotations: `real`, `news`, `double/first`, `double/second` (the text is looked up by the id in the
head, and only offsets into it are kept). A file with a fault is named and left out; corpus/shorthand.py
says more about it. Standard library only.

    python corpus/collect.py written drafts/*.ann
    python corpus/collect.py news drafts/*.ann --texts drafts/texts --sources ../shared/data/raw/dated-articles.jsonl
"""

import argparse
import json
import re
import sys
from pathlib import Path

from shorthand import Reader, ShorthandError
from sources import documents_of
from standoff import PARTS, TWICE, Record, TextMismatchError, compact, take_apart

CORPUS = Path(__file__).parent
WRITTEN = "written"


def plain(key: str) -> str:
    """A source's id as a file name.

    >>> plain("nyt_2016-02-18_trump-fires-up-")
    'nyt-2016-02-18-trump-fires-up'
    """
    return re.sub(r"-+$", "", key.replace("_", "-"))


def sources(files: list[Path]) -> list[tuple[str, Record]]:
    """Every whole text at hand with the name of the file it stands in, the written reports included."""
    found = [(file.name, row) for file in files for row in documents_of(file)]
    written = (json.loads(file.read_text(encoding="utf-8")) for file in sorted((CORPUS / WRITTEN).glob("*.json")))
    return found + [(WRITTEN, row) for row in written]


def stand_off(record: Record, at_hand: list[tuple[str, Record]], of: str | None = None) -> Record:
    """The stand-off form of a record, cut from the source named `of`, else from the one whose id its own id begins.

    Raises TextMismatchError where no source of that id holds the text.
    """
    for file, source in at_hand:
        named = source["id"] == of if of else plain(source["id"]).startswith(record["id"])
        if named and (start := source["text"].find(record["text"])) >= 0:
            return take_apart(record, source, file, start)
    raise TextMismatchError(f"{record['id']}: its text stands in no source at hand")


def part_of(record: Record, texts: Path) -> str | None:
    """The id of the document that an annotated text is a part of, if its JSON file names one."""
    of: str | None = json.loads((texts / f"{record['id']}.json").read_text(encoding="utf-8")).get("of")
    return of


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=(*PARTS, *TWICE))
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--texts", type=Path, help="folder with one JSON file a text that was annotated")
    parser.add_argument("--sources", nargs="*", type=Path, default=[], help="files with the whole texts")
    args = parser.parse_args()
    at_hand = [] if args.part == WRITTEN else sources(args.sources)
    folder = CORPUS / args.part
    folder.mkdir(parents=True, exist_ok=True)
    taken, faults = 0, 0
    for path in args.files:
        try:
            reader = Reader(path, args.texts)
            if reader.wrong:
                raise ShorthandError(f"{len(reader.wrong)} faults, the first: {reader.wrong[0]}")
            record = (
                reader.doc if args.part == WRITTEN else stand_off(reader.doc, at_hand, part_of(reader.doc, args.texts))
            )
        except (ShorthandError, TextMismatchError, OSError, UnicodeDecodeError) as fault:
            print(f"{path.name}: {fault}")
            faults += 1
            continue
        (folder / f"{path.stem}.json").write_text(compact(record), encoding="utf-8")
        taken += 1
    print(f"{args.part}: {taken} taken, {faults} left out")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
