"""What the corpus holds: `python corpus/stats.py [--json]`.

Counts reports, events, statements and entities by part, split, type, mode, auxiliary, licence, year
and country, and says which of the corpus's own floors are met: 640 written reports (50 of them with
no event), 150 real ones for training (80 of them dated by their publisher), 60 news articles, 150
events of every type, 100 of every auxiliary, 3,000 statements, and at most 1 % of the written
reports' 8-grams in more than one report. Needs no texts but the written ones; standard library only.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from shorthand import AUXILIARY, modes
from standoff import PARTS, Record

CORPUS = Path(__file__).parent
TYPES = tuple(modes())


def load(folder: Path = CORPUS) -> dict[str, list[Record]]:
    """The corpus's records by part, in the order of their ids."""
    return {
        part: [json.loads(file.read_text(encoding="utf-8")) for file in sorted((folder / part).glob("*.json"))]
        for part in PARTS
    }


def shared_grams(texts: Iterable[str], n: int = 8) -> float:
    """The share of distinct word n-grams that stand in more than one text.

    >>> shared_grams(["a b c", "a b d"], n=2)
    0.3333333333333333
    """
    holders: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        words = re.findall(r"\w+", text.lower())
        holders.update({tuple(words[i : i + n]) for i in range(len(words) - n + 1)})
    return sum(count > 1 for count in holders.values()) / len(holders) if holders else 0.0


def count(corpus: dict[str, list[Record]], splits: dict[str, list[str]]) -> Record:
    """All counts, as one JSON-ready object."""
    records = [record for part in PARTS for record in corpus[part]]
    events = [event for record in records for event in record["events"]]
    split_of = {key: split for split, ids in splits.items() for key in ids}
    modes = Counter(f"{e['type']} {mode}" for e in events for mode in e["mode"] or ["–"])
    return {
        "reports": {part: len(corpus[part]) for part in PARTS},
        "reports with no event": {part: sum(not r["events"] for r in corpus[part]) for part in PARTS},
        "real, dated by the publisher": sum(r.get("date_source") == "report" for r in corpus["real"]),
        "splits": Counter(split_of.get(r["id"], "none") for r in records),
        "events": {part: sum(len(r["events"]) for r in corpus[part]) for part in PARTS},
        "statements": {part: sum(len(r["statements"]) for r in corpus[part]) for part in PARTS},
        "relayed statements": sum(bool(s["via"]) for r in records for s in r["statements"]),
        "quotes": sum(len(s["quotes"]) for r in records for s in r["statements"]),
        "entities": {part: sum(len(r["entities"]) for r in corpus[part]) for part in PARTS},
        "types": {t: sum(e["type"] == t for e in events) for t in TYPES},
        "modes": dict(sorted(modes.items())),
        "auxiliary": {a: sum(a in e["auxiliary"] for e in events) for a in AUXILIARY},
        "on someone's word": sum(bool(e["according_to"]) for e in events),
        "with a day": sum(bool(e["when"]) for e in events),
        "with a place": sum(bool(e["where"]) for e in events),
        "licences": Counter(r["license"] or "none: annotation only" for r in records),
        "decades": dict(sorted(Counter(f"{r['date'][:3]}0s" for r in records).items())),
        "countries": len({e["country"] for r in records for e in r["entities"] if e["country"]}),
        "words in written reports": sum(len(r["text"].split()) for r in corpus["written"]),
        "shared 8-grams": round(shared_grams(r["text"] for r in corpus["written"]), 5),
    }


def floors(counts: Record) -> list[tuple[str, float, float, bool]]:
    """Each floor as (what, figure, bound, met)."""
    rows = [
        ("written reports", counts["reports"]["written"], 640),
        ("written reports with no event", counts["reports with no event"]["written"], 50),
        ("real reports", counts["reports"]["real"], 150),
        ("real reports dated by their publisher", counts["real, dated by the publisher"], 80),
        ("news articles", counts["reports"]["news"], 60),
        ("statements", sum(counts["statements"].values()), 3000),
        *((f"{kind} events", number, 150) for kind, number in counts["types"].items()),
        *((f"{kind} events", number, 100) for kind, number in counts["auxiliary"].items()),
    ]
    met: list[tuple[str, float, float, bool]] = [(what, got, bound, got >= bound) for what, got, bound in rows]
    return [*met, ("share of 8-grams in two reports", counts["shared 8-grams"], 0.01, counts["shared 8-grams"] <= 0.01)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    splits_file = CORPUS / "splits.json"
    splits = json.loads(splits_file.read_text(encoding="utf-8")) if splits_file.exists() else {}
    counts = count(load(), splits)
    rows = floors(counts)
    if args.json:
        print(json.dumps({**counts, "floors": {what: met for what, _, _, met in rows}}, ensure_ascii=False))
        return 0
    for name, value in counts.items():
        if isinstance(value, dict):
            print(f"{name}: " + ", ".join(f"{key} {number}" for key, number in value.items()))
        else:
            print(f"{name}: {value}")
    print("\nfloors")
    for what, got, bound, met in rows:
        print(f"  {'met   ' if met else 'NOT YET'} {what}: {got:g} of {bound:g}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
