"""An act's modes, PLOVER's finer kinds within a type: a demand to yield, an arrest, an attack from the air.

A logistic regression over what the language model and the codebook's rules say of each mode of the act's type, fitted
to the reports held back by training/modes.py. The model reads a mode that stands in the words after the act ("urged
them to lift the ban"), rules read those of the act's own word ("shelled"). Modes of the acts found right on the
development split: 0.765 before, 0.814 so (demands 0.19 and 0.61).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from dragoman.codebook import Codebook
from dragoman.events.coded import Coded
from dragoman.events.coreference import Told
from dragoman.events.learned import BY_MODEL, VISITING, Scores
from dragoman.events.weighing import Weights, load_weights, logit
from dragoman.language.parse import Parse

# Words within a few of an act's that tell how it was done.
_WORDS = {
    word: mode
    for mode, words in {
        "abduct": "abduct abducted abduction hostage kidnap kidnapper kidnapping",
        "aerial": "aerial air airstrike bomber helicopter jet plane warplane",
        "beat": "baton beat beating kick",
        "crowd-control": "cannon gas pepper rubber tear teargas truncheon",
        "drone": "drone quadcopter uav",
        "explosives": "blast bomb bombing car-bomb detonate explosive grenade ied landmine mine",
        "firearms": "ammunition bullet gun gunfire gunman pistol rifle shoot shooting shot sniper",
        "heavy-weapons": "artillery howitzer missile mortar rocket shell shelling tank",
        "primitive": "bottle knife machete molotov petrol stab stabbing stone sword",
        "sexual": "rape sexual sexually",
        "suicide-attack": "suicide",
        "torture": "torture",
    }.items()
    for word in words.split()
}
_REACH = 8  # words
_TALK = frozenset("call conference link meeting talk".split())
_REMOTE, _PHONE = frozenset("phone teleconference telephone telephonic videoconference".split()), "phone"
# Of 1,219 annotated meetings of two of different countries 33 are multilateral; a noun ("summit") may tell so.
_OF_MANY, _PAIR = "multilateral", 2
_WEIGHTS = Path(__file__).with_name("modes.json")


@cache
def load_modes() -> Weights:
    """The packaged weights, fitted by training/modes.py."""
    return load_weights(_WEIGHTS)


def with_likely_modes(scores: Scores, told: Sequence[Told], codebook: Codebook) -> list[Told]:
    """The events of a report with the modes that model and rules together find."""
    return [replace(t, coded=choose_modes(scores, t.coded, codebook)) for t in told]


def choose_modes(scores: Scores, c: Coded, codebook: Codebook) -> Coded:
    """An act with its likely modes, or the likeliest if that is likelier than none at all.

    Those of an act of both sides alike stay, since they tell who is on which side; but two are not many.
    """
    weights = load_modes()
    if codebook.types[c.type].mutual:
        if _PHONE in codebook.types[c.type].modes and VISITING not in c.mode and _is_remote(scores.who.parse, c):
            return replace(c, mode=(_PHONE,))
        two = len({*c.actor, *c.recipient}) == _PAIR and scores.who.parse.upos[c.predicate] == "VERB"
        return replace(c, mode=tuple(m for m in c.mode if m != _OF_MANY)) if two else c
    likely = {mode: weights.judge(features) for mode, features in features_of(scores, c)}
    if not likely:
        return c
    best = max(likely, key=lambda mode: likely[mode])
    modes = tuple(mode for mode, chance in likely.items() if chance >= weights.least)
    return replace(c, mode=modes or ((best,) if likely[best] >= 1 - sum(likely.values()) else ()))


def _is_remote(parse: Parse, c: Coded) -> bool:
    """Its own words tell of a telephone: "a phone conversation", "telephone talks", "a video conference"."""
    words = c.tokens
    below = {parse.lemmas[x].lower() for t in words for x in (t, *parse.dependents(t, "compound", "amod"))}
    return not below.isdisjoint(_REMOTE) or ("video" in below and not below.isdisjoint(_TALK))


def features_of(scores: Scores, c: Coded) -> Iterator[tuple[str, Mapping[str, float]]]:
    """Each mode of an act's type that the model knows, with what speaks for it, by name."""
    tokens = sorted(set(c.tokens))
    acts = scores.acts
    columns = {m: i for i, name in enumerate(acts.labels.modes) if (m := _mode_of(name, c.type))}
    seen = {mode: logit(float(acts.mode[tokens, i].max())) for mode, i in columns.items()}
    told = _told_by_words(scores.who.parse, tokens)
    for mode, i in columns.items():
        ruled = mode in c.mode
        yield (
            mode,
            {
                "model on any word": seen[mode],
                "model": logit(float(acts.mode[c.predicate, i])),
                "best other": max((v for m, v in seen.items() if m != mode), default=logit(0.0)),
                "rule": float(ruled),
                "rule has one": float(bool(c.mode)),
                "word": float(mode in told),
                "word of another": float(bool(told - {mode})),
                "rule has none": float(c.rule != BY_MODEL and not c.mode),
                f"model {c.type}": seen[mode],
                f"rule {c.type}": float(ruled),
                f"{c.type} {mode}": 1.0,
            },
        )


def _told_by_words(parse: Parse, tokens: Sequence[int]) -> set[str]:
    """The modes that words tell in the sentence of an act's words, near them."""
    found = set()
    for token in tokens:
        first, last = parse.sentences[parse.sentence_of[token]]
        near = range(max(first, token - _REACH), min(last, token + _REACH + 1))
        found |= {_WORDS[parse.lemmas[t].lower()] for t in near if parse.lemmas[t].lower() in _WORDS}
    return found


def _mode_of(name: str, kind: str) -> str:
    of, _, mode = name.partition(" ")
    return mode if of == kind else ""
