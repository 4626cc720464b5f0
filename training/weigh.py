"""Fit how rules and model are weighed: `python training/weigh.py --build corpus/build`.

Reads the reports held back from training (split `held`), gathers the mentions of acts that rules code and
the model proposes, and fits the logistic regression of dragoman.events.weighing to whether the annotation
has an event of that type on those words. `least`, the probability at which a mention stands, is set for
the best F1. The reports held back are all written ones, on which the model is surer than on others; so the log odds
are taken CALM times, `least` STRICT times, and bias and `least` are then moved by the log odds that make the
confidence of the development split's written and other real reports (no news: those are only measured on) the share
of them that is right. Writes weights.json. A minute or two, nearly all of it parsing.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.codebook import Codebook, load_codebook
from dragoman.dates import find_dates
from dragoman.entities import find_cast
from dragoman.events import find_events
from dragoman.events.coding import code_events
from dragoman.events.frames import find_frames
from dragoman.events.learned import scores_for
from dragoman.events.participants import Participants
from dragoman.events.weighing import Weights, features_of, gather_candidates
from dragoman.gazetteer import Gazetteer
from dragoman.knowledge import Knowledge, load_knowledge
from dragoman.language import LanguageModel
from dragoman.places import find_places
from dragoman.statements import Cues, find_statements, load_cues
from rows import Record, add_arguments, read

Floats = NDArray[np.float64]
# Of the threshold. Dev detected 0.687 and coded 0.430 at 1.17 (mark 0.51), 0.691 and 0.428 at 1.02 (0.44).
STRICT = 1.02
# What the log odds are multiplied by, since on kinds of text that are not held back (news) the sure ones are right less
# often. Calibration error on dev 0.061 at 1, 0.037 so.
CALM = 0.7
# How often reports count where confidence is evened out: on written ones the model is surer than on the news that
# users have. Calibration error on dev 0.061 at 1 and 1, 0.064 at 1 and 3.
TIMES = (("written", 2), ("real", 3))
_WIDEST, _TOP = 3.0, 0.995  # log odds; a confidence is kept below 1
_STEPS, _SHRINK = 20, 1.0


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, Path("src/dragoman/events/weights.json"))
    args = parser.parse_args()
    splits = json.loads(args.splits.read_text(encoding="utf-8"))
    tools = LanguageModel(args.model), load_knowledge(), Gazetteer(), load_cues(), load_codebook()
    held = list(read(args.build, set(splits["held"])))
    names, values, hits = gather(held, *tools)
    labels = np.array([bool(hit) for hit in hits], dtype=float)
    wanted = sum(len(record["events"]) for record in held)
    bias, weights = fit(values, labels)
    bias, weights = CALM * bias, CALM * weights
    likely = 1 / (1 + np.exp(-(values @ weights + bias)))
    least = STRICT * best_threshold(likely, hits, wanted)
    kept = likely >= least
    print(f"{len(held)} reports, {len(values)} mentions, {labels.mean():.3f} right")
    print(f"at {least:.2f} {int(kept.sum())} stand, {labels[kept].mean():.3f} of them right")
    named = dict(zip(names, weights.tolist(), strict=True))
    weighed = Weights(bias=bias, features=named, least=least)
    told: list[tuple[float, bool]] = []
    for part, times in TIMES:
        ids = {f.stem for f in (args.build / part).glob("*.json")} & set(splits["dev"])
        told += times * [t for record in read(args.build, ids) for t in coded(record, weighed, *tools)]
    shift = even_out(np.array([np.log(p / (1 - p)) for p, _ in told]), np.array([right for _, right in told]))
    bias, least = bias + shift, 1 / (1 + (1 - least) / least * np.exp(-shift))
    print(f"moved by {shift:.3f}, so that other reports' confidence is right in the mean")
    found = {
        "bias": round(bias, 4), "features": {name: round(w, 4) for name, w in named.items()},
        "least": round(least, 2),
    }  # fmt: skip
    args.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def gather(
    records: Iterable[Record], model: LanguageModel, knowledge: Knowledge, gazetteer: Gazetteer, cues: Cues,
    codebook: Codebook,
) -> tuple[list[str], Floats, list[frozenset[str]]]:  # fmt: skip
    """Names and values [mentions, features] of all candidates, and the annotated events that each tells of."""
    found = [j for record in records for j in judged(record, model, knowledge, gazetteer, cues, codebook)]
    return list(found[0][0]), np.array([list(features.values()) for features, _ in found]), [hit for _, hit in found]


def coded(
    record: Record, weights: Weights, model: LanguageModel, knowledge: Knowledge, gazetteer: Gazetteer, cues: Cues,
    codebook: Codebook,
) -> Iterator[tuple[float, bool]]:  # fmt: skip
    """Confidence of each event coded in a report, and whether the annotation has it and no event before it is it."""
    parse, on = model.parse([record["text"]])[0], date.fromisoformat(record["date"])
    toponyms = find_places(parse, gazetteer, knowledge)
    cast = find_cast(parse, knowledge, on, record.get("source"), toponyms)
    statements = find_statements(parse, cast, cues)
    events = find_events(parse, cast, statements, codebook, find_dates(parse, on), toponyms, on, weights)
    left = list(record["events"])
    for event in sorted(events, key=lambda e: -e.confidence):
        match = next((g for g in left if g["type"] == event.type and touch(g["triggers"], event.triggers)), None)
        if match is not None:
            left.remove(match)
        yield min(_TOP, max(1 - _TOP, event.confidence)), match is not None


def touch(ones: Sequence[Sequence[int]], others: Sequence[Sequence[int]]) -> bool:
    """Some span of the ones shares a character with some of the others."""
    return any(a < d and c < b for a, b in ones for c, d in others)


def even_out(odds: Floats, right: NDArray[np.bool_]) -> float:
    """What to add to log odds so that their mean probability is the share that is right, by bisection."""
    low, high = -_WIDEST, _WIDEST
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (low, middle) if (1 / (1 + np.exp(-odds - middle))).mean() > right.mean() else (middle, high)
    return (low + high) / 2


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
    for candidate in gather_candidates(scores, coded, codebook):
        spans = [(parse.starts[t], parse.ends[t]) for t in candidate.coded.tokens]
        hit = frozenset(
            f"{record['id']} {event['id']}"
            for event in record["events"]
            if event["type"] == candidate.coded.type and touch(event["triggers"], spans)
        )
        yield features_of(scores, candidate), hit


def fit(values: Floats, labels: Floats) -> tuple[float, Floats]:
    """Logistic regression by Newton's method on standardised features, with a ridge."""
    mean, scale = values.mean(axis=0), values.std(axis=0) + 1e-6
    inputs = np.column_stack([(values - mean) / scale, np.ones(len(labels))])
    ridge = np.full(inputs.shape[1], _SHRINK)
    ridge[-1] = 0.0
    found = np.zeros(inputs.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-(inputs @ found)))
        slope = inputs.T @ (labels - likely) - ridge * found
        bend = (inputs * (likely * (1 - likely))[:, None]).T @ inputs + np.diag(ridge)
        found += np.linalg.solve(bend, slope)
    weights = found[:-1] / scale
    return float(found[-1] - weights @ mean), weights


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
