"""Fit the network that tells which day an act has: `python training/days.py --build corpus/build`.

Reads the reports held back from the language model's training (split `held`: on reports that it was trained on its
links are surer than elsewhere), takes the mentions of acts that the program finds and that are annotated, and fits
the ranker of dragoman.events.days so that the candidates which mean the annotated days score highest, or "none"
where no day is annotated. A mention whose annotated days no candidate means is left out. Writes days.npz. Three
minutes on two cores, nearly all of it parsing; seeds are fixed.
"""

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

from dragoman.events.days import Days, Value, value_of
from mentions import Mentions, held_back
from rankers import Example, fit
from rows import Record, add_arguments

_EPOCHS, _WIDTH, _DROPOUT, _DECAY, _NETS = 8, 24, 0.5, 0.3, 4


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, Path("src/dragoman/events/days.npz"))
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    found = [e for record, mentions in held_back(args) for e in examples_of(record, mentions)]
    np.savez(args.out, **fit_days(found, args.seed))


def fit_days(found: list[Example], seed: int) -> dict[str, np.ndarray]:
    """Several networks side by side as one, whose score is their mean: single ones lie 0.012 apart (dev split)."""
    nets = [fit(found, [], _EPOCHS, seed + n, width=_WIDTH, dropout=_DROPOUT, decay=_DECAY) for n in range(_NETS)]
    return {
        "mean": nets[0]["mean"], "scale": nets[0]["scale"],
        "hidden": np.concatenate([net["hidden"] for net in nets], axis=1),
        "hidden_bias": np.concatenate([net["hidden_bias"] for net in nets]),
        "out": np.concatenate([net["out"] for net in nets]) / _NETS,
    }  # fmt: skip


def examples_of(record: Record, mentions: Mentions) -> Iterator[Example]:
    """The mentions of a report's annotated acts that the program finds: candidates and which of them are right."""
    parse = mentions.who.parse
    days = Days(mentions.scores, mentions.dates, mentions.deeds, mentions.codebook, mentions.on)
    for deed in mentions.deeds:
        tokens = set(deed.coded.tokens)
        told = {
            days_of(event)
            for event in record["events"]
            if event["type"] == deed.coded.type
            and any(tokens & set(parse.tokens_in(tuple(span))) for span in event["triggers"])
        }
        choices, features = days.candidates(deed)
        right = [i for i, choice in enumerate(choices) if value_of(choice) in told]
        if right:
            yield features, right


def days_of(event: Record) -> Value | None:
    """The annotated first and last day."""
    if not event.get("when"):
        return None
    first, last = (date.fromisoformat(day) if day else None for day in event["when"])
    return first, last


if __name__ == "__main__":
    main()
