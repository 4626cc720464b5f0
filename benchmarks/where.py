"""Where events took place, against annotated reports: `python benchmarks/where.py GOLD_DIR [--split NAME] [--show]`.

Of the detected events with a gold place `country` is the share that is put in gold's country, `none` the share
that is given no place, and `both` the share in gold's country of those that are given one. `right` is the share
of all places given whose country is gold's, `extra` the share of the detected events without a gold place that
are given one; `f1` is that of `country` and `right`. GOLD_DIR, --split and --scorer as in gold.py.
"""

import json
from collections import Counter
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from gold import gold_files, gold_parser, load_scorer, read_files

Event = dict[str, Any]


def main() -> None:
    """Read every gold text, pair the events, compare the places."""
    parser = gold_parser(__doc__)
    parser.add_argument("--show", action="store_true", help="also print the events that were put elsewhere")
    args = parser.parse_args()
    files = gold_files(args.gold, args.split)
    scorer = load_scorer(args.scorer, files)
    tally: Counter[str] = Counter()
    for gold, system in read_files(files, scorer):
        for g, s in detected(gold, system, scorer):
            wrong = count(g, s, tally)
            if wrong and args.show:
                start, end = g["triggers"][0]
                told = " ".join(gold["text"][max(0, start - 100) : end + 100].split())
                print(f"{wrong:8} {g['type']:9} gold {told_place(g)}, got {told_place(s)} ({s.get('where_reason')})")
                print(f"         … {told} …")
    shares = (("country", "right", "gold"), ("none", "none", "gold"), ("both", "right", "both"),
              ("right", "right", "given"), ("extra", "extra", "null"))  # fmt: skip
    scores = {name: round(tally[part] / max(1, tally[whole]), 4) for name, part, whole in shares}
    scores["f1"] = round(2 * tally["right"] / max(1, tally["gold"] + tally["given"]), 4)
    scores["gold"] = tally["gold"]
    if args.json:
        print(json.dumps(scores))
        return
    for name, value in scores.items():
        print(f"{name:12} {value:.4f}")


def detected(gold: dict[str, Any], system: dict[str, Any], scorer: ModuleType) -> Iterator[tuple[Event, Event]]:
    """The pairs of gold's and the system's events that have their type and a trigger in common."""
    ge, se = gold["events"], system["events"]

    def score(i: int, j: int) -> float:
        g, s = ge[i], se[j]
        if g["type"] != s["type"] or not scorer.overlap(g["triggers"], s["triggers"]):
            return 0.0
        return 1 + 2 * float(scorer.dyad(g, gold) == scorer.dyad(s, system)) + float(g.get("when") == s.get("when"))

    for i, j in scorer.pair(range(len(ge)), range(len(se)), score):
        yield ge[i], se[j]


def count(g: Event, s: Event, tally: Counter[str]) -> str:
    """Count a pair; the kind of its error, blank where there is none."""
    wanted, given = g.get("where"), s.get("where")
    right = bool(wanted and given and wanted.get("country") == given["country"])
    tally["gold" if wanted else "null"] += 1
    tally["given"] += given is not None
    tally["both"] += bool(wanted and given)
    tally["right"] += right
    tally["none"] += bool(wanted) and given is None
    tally["extra"] += not wanted and given is not None
    if right or not (wanted or given):
        return ""
    return "other" if wanted and given else "none" if wanted else "extra"


def told_place(event: Event) -> str:
    """Name and country of an event's place."""
    where = event.get("where")
    return f"{where['name']} {where.get('country')}" if where else "-"


if __name__ == "__main__":
    main()
