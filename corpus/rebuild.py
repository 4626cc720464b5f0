"""Put the corpus together with its texts: `python corpus/rebuild.py --texts FILE… --into corpus/build`.

Reports written for the corpus carry their text. Annotations of real texts do not: their texts come
from the files named (JSONL with `id` and `text`, CoNLL-U or TimeML; sources.py), every one is checked
against its sha256, and a missing or different one is reported and left out. corpus/README.md says where
the texts are found. Writes `written/`, `real/`, `news/` and the two annotators' own versions,
`double/first/` and `double/second/`, as gold files
with character offsets for anchors; standard library only.
"""

import argparse
import json
import sys
from pathlib import Path

from sources import read_texts
from standoff import PARTS, TWICE, TextMismatchError, compact, put_together, with_offsets

CORPUS = Path(__file__).parent


def usual_texts(data: Path) -> list[Path]:
    """The files of a data folder that the annotated texts stand in."""
    return [
        *(data / "raw" / name for name in ("open-articles.jsonl", "dated-articles.jsonl")),
        *(data / "ud" / name for name in ("ewt-train.conllu", "gum-train.conllu")),
        *sorted((data / "dates/wikiwars-train/tml").glob("*.tml")),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", nargs="+", type=Path, help="files with the real texts")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of them, without --texts")
    parser.add_argument("--into", type=Path, default=CORPUS / "build")
    args = parser.parse_args()
    args.texts = args.texts or usual_texts(args.data)
    absent = [file for file in args.texts if not file.exists()]
    for file in absent:
        print(f"{file} is not there; corpus/README.md says how to get it")
    texts = {key: row["text"] for key, row in read_texts(f for f in args.texts if f.exists()).items()}
    written = (json.loads(file.read_text(encoding="utf-8")) for file in (CORPUS / "written").glob("*.json"))
    texts |= {record["id"]: record["text"] for record in written}
    faults = 0
    for part in (*PARTS, *TWICE):
        folder = args.into / part
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.json"):
            old.unlink()
        built = 0
        for file in sorted((CORPUS / part).glob("*.json")):
            record = json.loads(file.read_text(encoding="utf-8"))
            try:
                record = put_together(record, texts) if "text_of" in record else with_offsets(record)
            except TextMismatchError as fault:
                print(fault)
                faults += 1
                continue
            (folder / file.name).write_text(compact(record), encoding="utf-8")
            built += 1
        print(f"{part}: {built} reports")
    print(f"{faults} texts missing or different" if faults else f"all texts as annotated, in {args.into}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
