"""Fit how rules and model are weighed: `python training/weigh.py --build corpus/build`.

Reads the reports held back from training (split `held`), gathers the mentions of acts that rules code and
the model proposes, and fits the logistic regression of dragoman.events.weighing to whether the annotation
has an event of that type on those words. `least`, the probability at which a mention stands, is set for
the best F1. Writes weights.json. A minute or two, nearly all of it parsing.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.codebook import Codebook, load_codebook
from dragoman.entities import find_cast
from dragoman.events.coding import code_events
from dragoman.events.frames import find_frames
from dragoman.events.learned import scores_for
from dragoman.events.participants import Participants
from dragoman.events.weighing import features_of, gather_candidates
from dragoman.gazetteer import Gazetteer
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.language import LanguageModel
from dragoman.places import find_places
from dragoman.statements import Cues, find_statements, load_cues
from rows import Record, read

Floats = NDArray[np.float64]
_STEPS, _RATE, _SHRINK = 4000, 0.1, 1.0


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, required=True, help="the folder corpus/rebuild.py wrote")
    parser.add_argument("--splits", type=Path, default=Path(__file__).parents[1] / "corpus" / "splits.json")
    parser.add_argument("--model", type=Path, default=Path("src/dragoman/language/model"))
    parser.add_argument("--out", type=Path, default=Path("src/dragoman/events/weights.json"))
    args = parser.parse_args()
    ids = json.loads(args.splits.read_text(encoding="utf-8"))["held"]
    tools = LanguageModel(args.model), load_knowledge(), Gazetteer(), load_cues(), load_codebook()
    names: list[str] = []
    rows: list[list[float]] = []
    hits: list[frozenset[str]] = []
    wanted = 0
    for record in read(args.build, set(ids)):
        wanted += len(record["events"])
        for features, hit in judged(record, *tools):
            names = list(features)
            rows.append(list(features.values()))
            hits.append(hit)
    values, labels = np.array(rows), np.array([bool(hit) for hit in hits], dtype=float)
    bias, weights = fit(values, labels)
    likely = 1 / (1 + np.exp(-(values @ weights + bias)))
    least = best_threshold(likely, hits, wanted)
    kept = likely >= least
    print(f"{len(ids)} reports, {len(rows)} mentions, {labels.mean():.3f} right")
    print(f"at {least:.2f} {int(kept.sum())} stand, {labels[kept].mean():.3f} of them right")
    found = {
        "bias": round(bias, 4), "features": dict(zip(names, [round(w, 4) for w in weights.tolist()], strict=True)),
        "least": round(least, 2),
    }  # fmt: skip
    args.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def judged(
    record: Record, model: LanguageModel, knowledge: Knowledge, gazetteer: Gazetteer, cues: Cues, codebook: Codebook
) -> Iterator[tuple[dict[str, float], frozenset[str]]]:
    """Features of every candidate of a report, and the annotated events that it tells of."""
    parse = model.parse([record["text"]])[0]
    on = date.fromisoformat(record["date"])
    cast = find_cast(parse, knowledge, on, record.get("source"), find_places(parse, gazetteer, knowledge))
    statements = find_statements(parse, cast, cues)
    who = Participants(parse, cast, statements)
    scores = scores_for(who, codebook)
    if scores is None:
        raise SystemExit("the model has no heads for this codebook")
    coded = code_events(who, find_frames(parse, codebook.rules), codebook)
    for candidate in gather_candidates(scores, coded):
        spans = [(parse.starts[t], parse.ends[t]) for group in candidate.coded.triggers for t in group]
        hit = frozenset(
            f"{record['id']} {event['id']}"
            for event in record["events"]
            if event["type"] == candidate.coded.type
            and any(a < end and start < b for a, b in event["triggers"] for start, end in spans)
        )
        yield features_of(scores, candidate), hit


def fit(values: Floats, labels: Floats) -> tuple[float, Floats]:
    """Logistic regression by gradient descent on standardised features, with a ridge."""
    mean, scale = values.mean(axis=0), values.std(axis=0) + 1e-6
    inputs, count = (values - mean) / scale, len(labels)
    weights, bias = np.zeros(values.shape[1]), 0.0
    for _ in range(_STEPS):
        error = 1 / (1 + np.exp(-(inputs @ weights + bias))) - labels
        weights -= _RATE * (inputs.T @ error + _SHRINK * weights) / count
        bias -= _RATE * float(error.mean())
    weights = weights / scale
    return bias - float(weights @ mean), weights


def best_threshold(likely: Floats, hits: Sequence[frozenset[str]], wanted: int) -> float:
    """Half the best F1 of mentions' precision and annotated events' recall.

    That is where the F1 of calibrated probabilities is best (Lipton, Elkan & Naryanaswamy 2014); the best
    mark on so few reports would depend on chance, and other kinds of text score lower.
    """

    def score(mark: float) -> float:
        kept = [hit for p, hit in zip(likely, hits, strict=True) if p >= mark]
        precision, recall = sum(map(bool, kept)) / max(1, len(kept)), len(frozenset().union(*kept)) / wanted
        return 2 * precision * recall / max(1e-9, precision + recall)

    return max(score(float(mark)) for mark in np.arange(0.2, 0.7, 0.01)) / 2


if __name__ == "__main__":
    main()
