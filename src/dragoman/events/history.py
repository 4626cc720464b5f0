"""Whether an act is history: over, and by the report's own word more than thirty days back.

A logistic regression over what the rules of `auxiliary.py` say, the language model's probability, and how the act
is told: its day, its tense, its place in the report. Fitted to the reports held back by training/history.py; on the
development split history is told from the rest for 0.949 of the mentions where rule and model averaged told 0.930.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from math import log1p
from pathlib import Path

from dragoman.events.days import Deed
from dragoman.events.learned import Scores
from dragoman.events.weighing import Weights, load_weights, logit
from dragoman.types import When

_WEIGHTS = Path(__file__).with_name("history.json")
HISTORICAL = "historical"
_MONTH, _YEAR = 30, 365  # days
_LATE, _LEAD = 20, 2  # sentences


@cache
def load_history() -> Weights:
    """The packaged weights, fitted by training/history.py."""
    return load_weights(_WEIGHTS)


def is_history(scores: Scores, deed: Deed, when: When | None, on: date, *, ruled: bool) -> bool:
    """Whether a mention's act is history; `ruled` is what the rules say."""
    weights = load_history()
    return weights.judge(features_of(scores, deed, when, on, ruled=ruled)) >= weights.least


def features_of(scores: Scores, deed: Deed, when: When | None, on: date, *, ruled: bool) -> Mapping[str, float]:
    """What tells whether a mention's act is history, by name; arguments as those of `is_history`."""
    parse, c = scores.who.parse, deed.coded
    verb = c.said_at if c.said_at is not None else c.predicate if deed.support is None else deed.support
    column = scores.acts.labels.auxiliary.index(HISTORICAL)
    likely = logit(float(scores.acts.auxiliary[c.predicate, column]))
    gone = (on - when.end).days if when is not None and when.end is not None else 0
    sentence = parse.sentence_of[c.predicate]
    return {
        "rule": float(ruled),
        "model": likely,
        "model on any word": logit(max(float(scores.acts.auxiliary[t, column]) for g in c.triggers for t in g)),
        "no day": float(when is None),
        "no day and model": likely * (when is None),
        "going on": float(when is not None and when.end is None),
        "days gone": log1p(max(0, gone)),
        "a month gone": float(gone > _MONTH),
        "a year gone": float(gone > _YEAR),
        "past tense": float("Tense=Past" in parse.features[verb]),
        "pluperfect": float(any(parse.lower[k] == "had" for k in parse.dependents(verb, "aux"))),
        "noun": float(parse.upos[verb] == "NOUN"),
        "said": float(scores.who.innermost(c.predicate) is not None),
        "late": min(sentence, _LATE) / _LATE,
        "lead": float(sentence < _LEAD),
    }
