"""Modes and directions of detected acts, which the scorer leaves out: `python benchmarks/details.py GOLD_DIR`.

Of the detected events `modes` is the share whose modes are gold's, `moded` that of those to which gold gives a mode.
Of the detected events of types that both sides do (AGREE, CONSULT, COOPERATE) with the states of gold, all sides
together, `directions` is the share with gold's states on each side, `directed` that of those to which gold gives a
recipient: who promises whom, who visits whom. GOLD_DIR, --split and --scorer as in gold.py; --show lists the rest.
"""

import json
from collections import Counter
from types import ModuleType
from typing import Any

from dragoman.codebook import load_types
from gold import gold_files, gold_parser, load_scorer, read_files
from where import detected

Event = dict[str, Any]
Document = dict[str, Any]
Sides = tuple[frozenset[str], frozenset[str]]

FIGURES = {
    "modes": ("modes right", "events"), "moded": ("moded right", "moded"),
    "directions": ("directions right", "mutual"), "directed": ("directed right", "directed"),
}  # fmt: skip


def main() -> None:
    """Read every gold text, pair the events, compare modes and sides."""
    parser = gold_parser(__doc__)
    parser.add_argument("--show", action="store_true", help="also print the events that differ")
    args = parser.parse_args()
    files = gold_files(args.gold, args.split)
    scorer = load_scorer(args.scorer, files)
    tally: Counter[str] = Counter()
    for gold, system in read_files(files, scorer):
        for g, s in detected(gold, system, scorer):
            for difference in count(g, s, (sides(g, gold, scorer), sides(s, system, scorer)), tally):
                if args.show:
                    start, end = g["triggers"][0]
                    print(f"{g['type']:9} {difference}")
                    print(f"          … {' '.join(gold['text'][max(0, start - 100) : end + 100].split())} …")
    scores = {name: round(tally[part] / max(1, tally[whole]), 4) for name, (part, whole) in FIGURES.items()}
    if args.json:
        print(json.dumps(scores))
        return
    for name, (_, whole) in FIGURES.items():
        print(f"{name:12} {scores[name]:.4f} of {tally[whole]}")


def count(g: Event, s: Event, both: tuple[Sides, Sides], tally: Counter[str]) -> list[str]:
    """Count a pair; how it differs."""
    differences = []
    wanted, given = (sorted(event.get("mode") or []) for event in (g, s))
    tally["events"] += 1
    tally["moded"] += bool(wanted)
    tally["modes right"] += wanted == given
    tally["moded right"] += bool(wanted) and wanted == given
    if wanted != given:
        differences.append(f"modes: gold {' '.join(wanted) or '-'}, got {' '.join(given) or '-'}")
    (actors, recipients), told = both
    if load_types()[g["type"]].mutual and actors | recipients == told[0] | told[1]:
        right = both[0] == both[1]
        tally["mutual"] += 1
        tally["directed"] += bool(recipients)
        tally["directions right"] += right
        tally["directed right"] += bool(recipients) and right
        if not right:
            differences.append(f"sides: gold {arrow(both[0])}, got {arrow(both[1])}")
    return differences


def sides(event: Event, document: Document, scorer: ModuleType) -> Sides:
    """The countries of an event's actors and of its recipients."""
    actors, recipients = (
        frozenset(scorer.countries(event.get(side) or [], document)) for side in ("actor", "recipient")
    )
    return actors, recipients


def arrow(both: Sides) -> str:
    """Two sides in a line."""
    return " > ".join(" ".join(sorted(side)) or "-" for side in both)


if __name__ == "__main__":
    main()
