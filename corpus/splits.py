"""Divide the corpus: `python corpus/splits.py [--write]`.

dev holds the reports annotated twice (`double/`), test the other news articles, held every third of the
written reports w849 to w1048, all of w1649 to w1848, and every eighth from w1999 on, which have as few events as
news has (what stands behind the network is fitted to them: weights, thresholds, days, confidence), train all the rest;
so nothing of the news is trained on. Without
--write it only compares `splits.json` with that and lists events that stand in two splits: same type, same
first and last day, same countries on both sides, and the same named actor or recipient. Standard library only.
"""

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from standoff import Record
from stats import load

CORPUS = Path(__file__).parent
HELD_AMONG = range(849, 1049)  # numbers of the written reports of which a third are held back
HELD = range(1649, 1849)  # and of these all
HELD_FROM = 1999  # and from here on every eighth


def divide(parts: dict[str, list[str]], twice: set[str]) -> dict[str, list[str]]:
    """The ids of each split, sorted; `parts` holds the ids of written, real and news reports.

    >>> divide({"written": ["w1", "w2", "w900"], "real": ["r1"], "news": ["n1", "n2"]}, {"w2", "n1"})
    {'train': ['r1', 'w1'], 'held': ['w900'], 'dev': ['n1', 'w2'], 'test': ['n2']}
    """
    everything = {key for ids in parts.values() for key in ids}
    test = set(parts["news"]) - twice
    numbers = {key: int(key[1:]) for key in parts["written"]}
    held = {key for key, n in numbers.items() if _is_held(n)} - twice
    return {
        "train": sorted(everything - twice - test - held),
        "held": sorted(held),
        "dev": sorted(everything & twice),
        "test": sorted(test),
    }


def _is_held(number: int) -> bool:
    if number in HELD_AMONG:
        return number % 3 == 0
    return number in HELD or (number >= HELD_FROM and number % 8 == 4)


def told_twice(records: list[Record], split_of: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """Events told by reports of two splits, as (report, event, other report, its event)."""
    seen: defaultdict[tuple[Any, ...], list[tuple[str, str, set[str]]]] = defaultdict(list)
    found = []
    for record in records:
        people = {e["id"]: e for e in record["entities"]}
        for event in record["events"]:
            when = event["when"]
            if not when or not when[0] or not when[1]:
                continue
            sides = [sorted(people[i]["country"] or "?" for i in event[role]) for role in ("actor", "recipient")]
            names = {people[i]["name"] for role in ("actor", "recipient") for i in event[role]}
            key = (event["type"], *when, *map(tuple, sides))
            for other, its, who in seen[key]:
                if split_of[other] != split_of[record["id"]] and who & names:
                    found.append((other, its, record["id"], event["id"]))
            seen[key].append((record["id"], event["id"], names))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write splits.json")
    args = parser.parse_args()
    corpus = load()
    twice = {file.stem for file in (CORPUS / "double" / "second").glob("*.json")}
    made = divide({part: [record["id"] for record in found] for part, found in corpus.items()}, twice)
    target = CORPUS / "splits.json"
    if args.write:
        target.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    same = target.exists() and json.loads(target.read_text(encoding="utf-8")) == made
    records = [record for found in corpus.values() for record in found]
    split_of = {key: split for split, ids in made.items() for key in ids}
    both = told_twice(records, split_of)
    for row in both:
        print("in two splits:", *row)
    sizes = ", ".join(f"{split} {len(ids)}" for split, ids in made.items())
    print(f"{sizes}; {len(both)} events in two splits{'' if same else '; splits.json says otherwise'}")
    return 0 if same and not both else 1


if __name__ == "__main__":
    sys.exit(main())
