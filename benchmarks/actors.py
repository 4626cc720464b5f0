"""Who is who, against annotated reports: `python benchmarks/actors.py GOLD_DIR [--split NAME] [--json]`.

GOLD_DIR, --split and --scorer are as for gold.py. Of the gold entities that were found (a mention in common, or the
name): `country`, `sector` (the primary one) and `office` right, those with none in the gold counted too, save for
`office`. `purity`: gold mentions whose system entity holds mostly mentions of theirs; `completeness`: gold mentions
that lie in the one system entity with most of their entity's. `entities` is the scorer's F1.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from dragoman.knowledge import Knowledge, load_knowledge
from gold import gold_files, gold_parser, load_scorer, read_files

Entity = Mapping[str, Any]
_SMALL_WORDS = frozenset("of the and for to in a".split())


def main() -> None:
    """Read every gold text with the packaged reader and score its entities."""
    args = gold_parser(__doc__).parse_args()
    files = gold_files(args.gold, args.split)
    scorer = load_scorer(args.scorer, files)
    knowledge = load_knowledge()
    counts: Counter[str] = Counter()
    tally = scorer.Tally()
    for gold, system in read_files(files, scorer):
        scorer.score_report(gold, system, tally)
        counts += count_report(gold, system, scorer, knowledge)
    figures = {"entities": tally.figures()["entities"]["f1"], **shares(counts)}
    if args.json:
        print(json.dumps(figures))
        return
    print(f"{len(files)} reports, {counts['gold']} entities, {counts['found']} found")
    for name, value in figures.items():
        print(f"{name:14} {value:.3f}")


def shares(counts: Mapping[str, int]) -> dict[str, float]:
    """The figures by name; 0 where there was nothing to count."""
    wholes = {
        "found": "gold", "country": "found", "sector": "found", "office": "with office", "purity": "mentions",
        "completeness": "mentions",
    }  # fmt: skip
    parts = {"found": "found"} | {name: f"{name} right" for name in wholes if name != "found"}
    return {
        name: round(counts[parts[name]] / counts[whole], 4) if counts[whole] else 0.0 for name, whole in wholes.items()
    }


def count_report(
    gold: Mapping[str, Any], system: Mapping[str, Any], scorer: ModuleType, knowledge: Knowledge
) -> Counter[str]:
    """What one report adds to the counts."""
    known = {key: {**e, "mentions": [tuple(m) for m in e["mentions"]]} for key, e in system["entities"].items()}
    counts: Counter[str] = Counter()
    chains: dict[str, list[str]] = {}
    for key, entity in gold["entities"].items():
        chains[key] = [other for span in entity["mentions"] if (other := _holder(span, known))]
        counts["gold"] += 1
        found = _counterpart(entity, chains[key], known, scorer)
        if found is None:
            continue
        counts["found"] += 1
        counts["country right"] += found["country"] == entity.get("country")
        counts["sector right"] += list(found["sector"])[:1] == list(entity.get("sector") or [])[:1]
        if entity.get("office"):
            counts["with office"] += 1
            counts["office right"] += is_same_office(entity["office"], found["office"], knowledge)
    counts["mentions"] = sum(map(len, chains.values()))
    counts["completeness right"] = sum(max(Counter(chain).values(), default=0) for chain in chains.values())
    by_holder: dict[str, Counter[str]] = {}
    for key, chain in chains.items():
        for other in chain:
            by_holder.setdefault(other, Counter())[key] += 1
    counts["purity right"] = sum(max(held.values()) for held in by_holder.values())
    return counts


def is_same_office(gold: str, found: str | None, knowledge: Knowledge) -> bool:
    """Whether one title's words hold the other's, or the tables take the two for one office.

    >>> is_same_office("Minister of Foreign Affairs", "Foreign Minister", load_knowledge())
    True
    >>> is_same_office("spokeswoman of the mission", "Spokesperson", load_knowledge())
    True
    """
    one, two = _title_words(gold), _title_words(found or "")
    if one and two and (one <= two or two <= one):
        return True
    title = _known_title(gold, knowledge)
    return title is not None and found is not None and title == found.removeprefix("former ")


def _title_words(title: str) -> set[str]:
    return set(re.findall(r"\w+", title.lower())) - _SMALL_WORDS - {"affairs"}


def _known_title(phrase: str, knowledge: Knowledge) -> str | None:
    """The office of the longest part of a phrase that names one."""
    words = phrase.split()
    parts = ((first, last) for size in range(len(words), 0, -1) for first in range(len(words) - size + 1)
             for last in (first + size,))  # fmt: skip
    offices = (knowledge.office(" ".join(words[first:last])) for first, last in parts)
    return next((office.title for office in offices if office is not None), None)


def _counterpart(
    entity: Entity, chain: Sequence[str], known: Mapping[str, Entity], scorer: ModuleType
) -> Entity | None:
    """The system's entity with most of the gold one's mentions, else one of the same name."""
    if chain:
        named = [key for key in chain if scorer.same_name(entity["name"], known[key]["name"])]
        return known[Counter(named or chain).most_common(1)[0][0]]
    return next((e for e in known.values() if scorer.same_name(entity["name"], e["name"])), None)


def _holder(span: tuple[int, int], known: Mapping[str, Entity]) -> str | None:
    """The entity with the mention that shares most of a gold one's characters, for its own length."""
    best = max(
        ((_shared(span, m), key) for key, e in known.items() for m in e["mentions"]), default=(0.0, ""),
        key=lambda pair: pair[0],
    )  # fmt: skip
    return best[1] if best[0] > 0 else None


def _shared(a: tuple[int, int], b: tuple[int, int]) -> float:
    both = min(a[1], b[1]) - max(a[0], b[0])
    return both / (max(a[1], b[1]) - min(a[0], b[0])) if both > 0 else 0.0


if __name__ == "__main__":
    main()
