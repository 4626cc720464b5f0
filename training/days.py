"""Fit the network that tells which day an act has: `python training/days.py --build corpus/build`.

Reads the reports held back from the language model's training (split `held`: on reports that it was trained on its
links are surer than elsewhere), takes the mentions of acts that the program finds and that are annotated, and fits
the ranker of dragoman.events.days so that the candidates which mean the annotated days score highest, or "none"
where no day is annotated. A mention whose annotated days no candidate means is left out. Writes days.npz. Three
minutes on two cores, nearly all of it parsing; seeds are fixed.
"""

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

from dragoman.codebook import Codebook, load_codebook
from dragoman.dates import find_dates
from dragoman.entities import find_cast
from dragoman.events import find_deeds
from dragoman.events.days import Days, Value, value_of
from dragoman.events.learned import scores_for
from dragoman.events.participants import Participants
from dragoman.gazetteer import Gazetteer
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.language import LanguageModel
from dragoman.places import find_places
from dragoman.statements import Cues, find_statements, load_cues
from rankers import Example, fit
from rows import Record, add_arguments, read

_EPOCHS, _WIDTH, _DROPOUT, _DECAY, _NETS = 8, 24, 0.5, 0.3, 4


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, Path("src/dragoman/events/days.npz"))
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    held = set(json.loads(args.splits.read_text(encoding="utf-8"))["held"])
    tools = LanguageModel(args.model), Gazetteer(), load_knowledge(), load_cues(), load_codebook()
    found = [e for record in read(args.build, held) for e in examples_of(record, *tools)]
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


def examples_of(
    record: Record, model: LanguageModel, gazetteer: Gazetteer, knowledge: Knowledge, cues: Cues, codebook: Codebook
) -> Iterator[Example]:
    """The mentions of a report's annotated acts that the program finds: candidates and which of them are right."""
    parse, on = model.parse([record["text"]])[0], date.fromisoformat(record["date"])
    cast = find_cast(parse, knowledge, on, record.get("source"), find_places(parse, gazetteer, knowledge))
    who = Participants(parse, cast, find_statements(parse, cast, cues))
    scores, dates = scores_for(who, codebook), find_dates(parse, on)
    if scores is None:
        raise SystemExit("the model knows another codebook; give --model one trained on this one")
    deeds, _ = find_deeds(who, scores, codebook, dates, on)
    days = Days(scores, dates, deeds, codebook, on)
    for deed in deeds:
        tokens = {t for group in deed.coded.triggers for t in group}
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
