"""Modes of acts: which of a type's modes an act is given, and that the packaged weights know the model's modes."""

from types import SimpleNamespace

import numpy as np
import pytest

from dragoman.codebook import load_codebook
from dragoman.events import modes
from dragoman.events.coded import Coded
from dragoman.events.weighing import Weights
from dragoman.language import LanguageModel
from trees import tree

NAMES = ("REQUEST yield", "REQUEST change", "CONSULT visit")
KEYS = ["model on any word", "model", "best other", "rule", "rule has one", "rule has none", "word", "word of another"]
KEYS += ["model REQUEST", "rule REQUEST", "REQUEST yield", "REQUEST change"]


PARSE = tree("Urged//v/0/root them//o/1/obj")


def choose(chances: list[float], monkeypatch: pytest.MonkeyPatch, kind: str = "REQUEST") -> tuple[str, ...]:
    """What an act of one word is given where the model's chances alone count."""
    weights = Weights(bias=0.0, features={name: float(name == "model") for name in KEYS}, least=0.5)
    monkeypatch.setattr(modes, "load_modes", lambda: weights)
    acts = SimpleNamespace(labels=SimpleNamespace(modes=NAMES), mode=np.array([chances]))
    act = Coded(
        type=kind, mode=(), actor=(), recipient=(), predicate=0, triggers=((0,),), according_to=(), confidence=1.0,
        rule="model",
    )  # fmt: skip
    scores = SimpleNamespace(acts=acts, who=SimpleNamespace(parse=PARSE))
    return modes.choose_modes(scores, act, load_codebook()).mode  # type: ignore[arg-type]


def test_likely_modes_are_told_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose([0.9, 0.6, 0.0], monkeypatch) == ("yield", "change")


def test_the_likeliest_is_told_where_it_is_likelier_than_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose([0.45, 0.3, 0.0], monkeypatch) == ("yield",)
    assert choose([0.3, 0.1, 0.0], monkeypatch) == ()


def test_modes_that_tell_who_is_on_which_side_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose([0.0, 0.0, 0.9], monkeypatch, "CONSULT") == ()


def test_every_mode_of_the_model_is_weighed() -> None:
    kinds = load_codebook().types
    labels = LanguageModel().parse(["Togo rose."])[0].acts
    assert labels is not None
    known = modes.load_modes().features
    assert {n for n in labels.labels.modes if not kinds[n.partition(" ")[0]].mutual} <= set(known)
