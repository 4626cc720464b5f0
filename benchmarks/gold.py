"""Accuracy against annotated reports: `python benchmarks/gold.py GOLD_DIR [--split NAME] [--json]`.

GOLD_DIR holds gold files (or is one). With --split those of that split of `splits.json` (in GOLD_DIR or
above it) are read, from the folders inside GOLD_DIR: `corpus/build --split dev`. score.py is looked for in
it, beside it and above it, or given by --scorer. Prints the scorer's F1 figures under its own names.
"""

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from dragoman.output import to_json
from dragoman.pipeline import load_reader
from dragoman.types import Report


def main() -> None:
    """Read every gold text with the packaged reader and score what it finds."""
    parser = gold_parser(__doc__)
    parser.add_argument("--show", action="store_true", help="also print what was missed and what was extra")
    args = parser.parse_args()
    files = gold_files(args.gold, args.split)
    scorer = load_scorer(args.scorer, files)
    show: list[str] | None = [] if args.show else None
    figures = score_files(files, scorer, show)
    flat = {name: f["f1"] for name, f in sorted(figures.items()) if not name.startswith(("coded.", "report."))}
    if args.json:
        print(json.dumps(flat))
        return
    for line in show or []:
        print(line)
    print(f"{len(files)} reports")
    for name, value in flat.items():
        f = figures[name]
        print(f"{name:18} F1 {value:.3f}   P {f['precision']:.3f}  R {f['recall']:.3f}  ({f['gold']} gold)")


def gold_parser(description: str | None) -> argparse.ArgumentParser:
    """What every benchmark against annotated reports takes: GOLD_DIR, --split, --scorer, --json."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--split", help="a split of the corpus: dev, held, test")
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--json", action="store_true")
    return parser


def gold_files(path: Path, split: str | None = None) -> list[Path]:
    """The gold files of a folder, or those of one split of the corpus inside it, or one file; empty if none."""
    if split is None:
        return sorted(path.glob("*.json")) if path.is_dir() else [path] if path.exists() else []
    listed = next((f for f in (path / "splits.json", path.parent / "splits.json") if f.exists()), None)
    if listed is None:
        sys.exit(f"no splits.json in {path} or above it")
    ids = json.loads(listed.read_text(encoding="utf-8")).get(split)
    if ids is None:
        sys.exit(f"{listed} has no split {split!r}")
    found = {f.stem: f for f in sorted(path.glob("*/*.json"))}
    absent = [key for key in ids if key not in found]
    if absent:
        sys.exit(f"{path} lacks {len(absent)} of {len(ids)} reports of {split}, {absent[0]} first: corpus/rebuild.py")
    return [found[key] for key in ids]


def load_scorer(given: Path | None, files: list[Path]) -> ModuleType:
    """The scorer as a module."""
    if not files:
        sys.exit("no gold files found; name one, or a folder of *.json")
    here = files[0].resolve().parent
    candidates = [given] if given else [folder / "score.py" for folder in (here, here.parent, Path("../shared/gold"))]
    for path in candidates:
        if path is not None and path.exists():
            spec = importlib.util.spec_from_file_location("gold_scorer", path)
            if spec is not None and spec.loader is not None:
                module = importlib.util.module_from_spec(spec)
                spec.loader.exec_module(module)
                return module
    sys.exit(f"score.py not found near {here}; give --scorer PATH")


def score_files(files: list[Path], scorer: ModuleType, show: list[str] | None) -> dict[str, dict[str, float]]:
    """The scorer's figures over the files; `show` takes what was missed and what was extra."""
    tally = scorer.Tally()
    for gold, system in read_files(files, scorer):
        scorer.score_report(gold, system, tally, show)
    figures: dict[str, dict[str, float]] = tally.figures()
    return figures


def read_files(files: list[Path], scorer: ModuleType) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each file's annotation and what the packaged reader finds in its text, both in the scorer's form."""
    reader = load_reader()
    documents = [json.loads(f.read_text(encoding="utf-8")) for f in files]
    reports = [
        Report(
            id=d["id"], text=d["text"], date=date.fromisoformat(d["date"]), title=d.get("title"),
            source=d.get("source"), url=d.get("url"),
        )
        for d in documents
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "system.json"
        for file, reading in zip(files, reader.read_many(reports), strict=True):
            out.write_text(to_json(reading), encoding="utf-8")
            yield scorer.load_gold(file), scorer.load_system(out)


if __name__ == "__main__":
    main()
