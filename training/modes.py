"""Fit what tells an act's modes: `python training/modes.py --build corpus/build`.

Reads the reports held back from the language model's training (split `held`) as the program does, and fits the
logistic regression of dragoman.events.modes to whether the annotation gives an act each of its type's modes. Only
events found teach: those with a word in common with an annotated one of their type. Writes modes.json. Two minutes on
two cores, nearly all of it parsing.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from dragoman.events import tell_events
from dragoman.events.modes import features_of
from mentions import Mentions, annotated_triggers, held_back
from rows import Record, add_arguments
from weigh import fit

_LEAST = 0.5


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, Path("src/dragoman/events/modes.json"))
    args = parser.parse_args()
    found = [example for record, mentions in held_back(args) for example in examples_of(record, mentions)]
    names = sorted({name for features, _ in found for name in features})
    values = np.array([[features.get(name, 0.0) for name in names] for features, _ in found])
    bias, weights = fit(values, np.array([right for _, right in found], dtype=float))
    named = {name: round(w, 4) for name, w in zip(names, weights.tolist(), strict=True)}
    result = {"bias": round(bias, 4), "features": named, "least": _LEAST}
    args.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def examples_of(record: Record, mentions: Mentions) -> Iterator[tuple[Mapping[str, float], bool]]:
    """The events found of a report's annotated ones: each mode's features, and whether the annotation has it."""
    who, codebook = mentions.who, mentions.codebook
    owners = annotated_triggers(record, who.parse)
    told, _ = tell_events(who, mentions.scores, codebook, mentions.dates, mentions.toponyms, mentions.on)
    for t in told:
        c = t.coded
        numbers = [owners[c.type, k] for k in c.tokens if (c.type, k) in owners]
        if numbers and not codebook.types[c.type].mutual:
            annotated = record["events"][min(numbers)].get("mode", [])
            for mode, features in features_of(mentions.scores, c):
                yield features, mode in annotated


if __name__ == "__main__":
    main()
