"""Fit what tells whether an act is history: `python training/history.py --build corpus/build`.

Reads the reports held back from the language model's training (split `held`), and fits the logistic regression of
dragoman.events.history to whether the annotation calls the act of a mention historical. Only mentions on annotated
triggers of their type teach. Writes history.json. Two minutes on two cores, nearly all of it parsing.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from dragoman.events import assess_deed
from dragoman.events.days import Days
from dragoman.events.history import HISTORICAL, features_of
from mentions import Mentions, annotated_triggers, held_back
from rows import Record, add_arguments
from weigh import fit


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, Path("src/dragoman/events/history.json"))
    args = parser.parse_args()
    found = [example for record, mentions in held_back(args) for example in examples_of(record, mentions)]
    values = np.array([list(features.values()) for features, _ in found])
    bias, weights = fit(values, np.array([right for _, right in found], dtype=float))
    named = {name: round(w, 4) for name, w in zip(found[0][0], weights.tolist(), strict=True)}
    args.out.write_text(json.dumps({"bias": round(bias, 4), "features": named, "least": 0.5}, indent=1) + "\n")


def examples_of(record: Record, mentions: Mentions) -> Iterator[tuple[Mapping[str, float], bool]]:
    """The mentions of a report's annotated acts: features, and whether the act is annotated as historical."""
    parse = mentions.who.parse
    days = Days(mentions.scores, mentions.dates, mentions.deeds, mentions.codebook, mentions.on)
    owners = annotated_triggers(record, parse)
    for deed in mentions.deeds:
        kind, tokens = deed.coded.type, deed.coded.tokens
        numbers = [owners[kind, t] for t in tokens if (kind, t) in owners]
        if numbers:
            when, event = days.find(deed), record["events"][min(numbers)]
            ruled = HISTORICAL in assess_deed(parse, deed, when, mentions.on)
            yield features_of(mentions.scores, deed, when, mentions.on, ruled=ruled), HISTORICAL in event["auxiliary"]


if __name__ == "__main__":
    main()
