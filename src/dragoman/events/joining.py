"""Which event told of before a mention tells of again, if any: a small ranker over those of its type.

The network's word that two triggers are one event, what the rules of `coreference.py` say, sides, days, words and
distance are weighed together. The weights are fitted to reports held back by training/joins.py; without scores of a
network the rules decide alone.
"""

from collections.abc import Mapping, Sequence
from math import exp, log, log1p
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.codebook import Codebook
from dragoman.entities.homes import Ranker, load_ranker, pack_features
from dragoman.events.apart import Apart
from dragoman.events.coded import Coded
from dragoman.events.coreference import (
    Told,
    are_related,
    days_agree,
    is_answered,
    is_complement,
    is_definite_noun,
    is_subject_of,
)
from dragoman.events.learned import Scores
from dragoman.language.parse import Parse
from dragoman.types import Entity

Floats = NDArray[np.float32]
_WEIGHTS = Path(__file__).with_name("joins.npz")
_EDGE = 0.005  # probabilities nearer to 0 count as that
# How much a new event is discounted, in log odds: what is told twice counts against precision, but two acts in one only
# against recall. Held back detected 0.757, coded 0.418 at 0; 0.759, 0.419 at 0.4; 0.759, 0.420 at 1.
_DISCOUNT = 0.4
_NEVER = -1e9
_SURE = 1e3
_LEAD = 3  # sentences behind a headline
_STOPS = frozenset(".!?:;")
_APART = ("negated", "future", "historical")
_TIMING = frozenset(("after", "before"))


def load_joins() -> Ranker:
    """The packaged weights."""
    return load_ranker(_WEIGHTS)


class Joins:
    """Chooses for the mentions of one report, in text order; without a ranker as the rules do."""

    def __init__(
        self, scores: Scores, entities: Mapping[str, Entity], codebook: Codebook, ranker: Ranker | None,
        apart: Apart | None = None,
    ) -> None:  # fmt: skip
        self._scores, self._entities, self._ranker = scores, entities, ranker
        self._types = tuple(codebook.types)
        self._is_mutual = {kind: entry.mutual for kind, entry in codebook.types.items()}
        self._parse = scores.who.parse
        self._apart = apart
        self._parting = (self._is_returned, self._is_before_or_after, self._is_answered)
        self._has_headline = _has_headline(self._parse)
        self._places_at: dict[int, frozenset[str]] = {}

    def choose(self, t: Told, before: Sequence[Told], ruled: Told | None) -> tuple[Told | None, float]:
        """The event that a mention tells of again, None if a new one, and how likely it tells of a new one.

        `ruled` is the event that the rules take.
        """
        known = [k for k in before if k.coded.type == t.coded.type]
        if not known or self._ranker is None:
            return ruled, 1.0
        scores = self._ranker.score(self.features(t, known, ruled)).tolist()
        for i, k in enumerate(known):
            is_elsewhere = self._apart is not None and self._apart.are(k.coded, t.coded)
            if is_elsewhere or any(part(k.coded, t.coded) for part in self._parting):
                scores[i] = _NEVER
        top = max(scores)
        new = exp(scores[-1] - top) / sum(exp(score - top) for score in scores)
        scores[-1] -= _DISCOUNT
        for i, k in enumerate(known):
            is_again = is_subject_of(self._parse, k.coded, t.coded) or self._is_of_headline(k, t)
            if scores[i] > _NEVER and is_again:
                scores[i] += _SURE
        best = scores.index(max(scores))
        return (known[best] if best < len(known) else None), new

    def _is_returned(self, a: Coded, b: Coded) -> bool:
        """One side does to the other what that has done to it: "India expelled a Canadian, hours after Ottawa …".

        A subject that the other mention has as its victim need not have one of its own: "said that Azeris fired first".
        Of 81 such pairs of annotated mentions (held back and development reports) 77 tell of two acts.
        """
        if self._is_mutual[a.type]:
            return False
        sides = [self._countries(side) for side in (a.actor, a.recipient, b.actor, b.recipient)]
        if len(sides[0]) == len(sides[1]) == 1 and sides[0] != sides[1] and sides == sides[::-1]:
            return True
        return self._strikes_back(sides[0], sides[1], b, sides[3]) or self._strikes_back(
            sides[2], sides[3], a, sides[1]
        )

    def _strikes_back(self, doer: set[str], victim: set[str], other: Coded, suffers: set[str]) -> bool:
        if len(doer) != 1 or len(victim) != 1 or doer == victim or suffers:
            return False
        return self._countries(other.actor) == victim and self._subject(other.verb) is not None

    def _is_of_headline(self, k: Told, t: Told) -> bool:
        """A headline's act told by the lead: one act in all 14 annotated pairs that no side, day or negation parts."""
        here = self._parse.sentence_of[t.coded.predicate]
        if not 0 < here <= _LEAD or not self._has_headline:
            return False
        if not any(self._parse.sentence_of[w] == 0 for w in k.coded.tokens):
            return False
        if k.when is not None and t.when is not None and not days_agree(k.when, t.when):
            return False
        sides = ((k.coded.actor, t.coded.actor), (k.coded.recipient, t.coded.recipient))
        countries = ((self._countries(one), self._countries(other)) for one, other in sides)
        fit = all(not one or not other or one == other for one, other in countries)
        return fit and ("negated" in k.auxiliary) == ("negated" in t.auxiliary)

    def _is_before_or_after(self, a: Coded, b: Coded) -> bool:
        """One is told to be before or after the other, each with a subject of its own."""
        verbs = a.verb, b.verb
        return any(self._is_dated_by(x, y) for x, y in (verbs, verbs[::-1]))

    def _is_answered(self, a: Coded, b: Coded) -> bool:
        return is_answered(self._parse, a, b) or is_answered(self._parse, b, a)

    def _is_dated_by(self, verb: int, clause: int) -> bool:
        if self._parse.heads[clause] != verb or self._parse.opening(clause) not in _TIMING:
            return False
        return self._subject(verb) is not None and self._subject(clause) is not None

    def _subject(self, verb: int) -> int | None:
        return next(self._parse.dependents(verb, "nsubj", "nsubj:pass"), None)

    def features(self, t: Told, known: Sequence[Told], ruled: Told | None) -> Floats:
        """Features [known + 1, F] of the events of its type that were told before, and of a new one."""
        about = self._about(t, len(known))
        latest = max(known, key=lambda k: _last(k.coded))
        rows = [[*self._pair(k, t), k is ruled, k is latest] for k in known]
        features = np.zeros((len(rows) + 1, len(rows[0]) + len(about) + 1), dtype=np.float32)
        features[:-1, : len(rows[0])] = pack_features(rows)
        features[:, len(rows[0]) : -1] = about
        features[-1, -1] = 1.0 + (ruled is None)
        return features

    def _about(self, t: Told, known: int) -> list[float]:
        c, parse = t.coded, self._parse
        return [
            *[float(c.type == kind) for kind in self._types],
            float(parse.upos[c.predicate] == "NOUN"),
            float(is_definite_noun(parse, c.predicate)),
            float(bool(c.actor)),
            float(bool(c.recipient)),
            float(t.when is not None),
            log1p(known),
            c.confidence,
            min(parse.sentence_of[c.predicate], 10) / 10,
        ]

    def _pair(self, known: Told, t: Told) -> list[float]:
        a, b, parse = known.coded, t.coded, self._parse
        words = a.tokens
        linked = self._scores.same(words, b.tokens)
        lemma = parse.lemmas[b.predicate].lower()
        gap = min(abs(parse.sentence_of[w] - parse.sentence_of[b.predicate]) for w in words)
        both = known.when is not None and t.when is not None
        agree = known.when is not None and t.when is not None and days_agree(known.when, t.when)
        return [
            linked,
            log(max(linked, _EDGE)),
            self._scores.same(words, [b.predicate]),
            parse.lemmas[a.predicate].lower() == lemma,
            any(parse.lemmas[w].lower() == lemma for w in words),
            are_related(parse, a, b),
            is_complement(parse, known, t),
            *_compare(set(a.actor), set(b.actor)),
            *_compare(set(a.recipient), set(b.recipient)),
            *_compare(self._countries(a.actor), self._countries(b.actor))[:3],
            *_compare(self._countries(a.recipient), self._countries(b.recipient))[:3],
            agree,
            both and not agree,
            both and known.when == t.when,
            (known.when is None) != (t.when is None),
            *[(mode in known.auxiliary) != (mode in t.auxiliary) for mode in _APART],
            log1p(gap),
            gap == 0,
            gap == 1,
            log1p(len(a.triggers)),
            bool(a.according_to) != bool(b.according_to),
            bool(a.mode) and set(a.mode) == set(b.mode),
            bool(a.mode and b.mode) and not set(a.mode) & set(b.mode),
            *_compare(self._places(a), self._places(b))[2:],
        ]

    def _places(self, c: Coded) -> set[str]:
        """Names of places that hang on a mention's own words: "the Oklahoma City bombing"."""
        return {name for word in c.tokens for name in self._places_below(word)}

    def _places_below(self, word: int) -> frozenset[str]:
        known, parse = self._places_at.get(word), self._parse
        if known is None:
            mentions = [m for t in (word, *parse.children[word]) if (m := parse.mention_at.get(t)) is not None]
            names = (parse.lower[m.head] for m in mentions if m.type == "place" and parse.upos[m.head] == "PROPN")
            known = self._places_at[word] = frozenset(names)
        return known

    def _countries(self, ids: Sequence[str]) -> set[str]:
        return {c for i in ids if (c := self._entities[i].country) is not None}


def _last(c: Coded) -> int:
    return max(c.tokens)


def _compare(a: set[str], b: set[str]) -> list[float]:
    """Equal, one in the other, nothing shared, both empty, one empty, something shared."""
    return [
        float(bool(a) and a == b),
        float(bool(a and b) and (a < b or b < a)),
        float(bool(a and b) and not a & b),
        float(not a and not b),
        float((not a) != (not b)),
        float(bool(a & b)),
    ]


def _has_headline(parse: Parse) -> bool:
    """The first sentence is a paragraph of its own that ends without a stop."""
    end = parse.sentences[0][1] if parse.sentences else 0
    return 0 < end < len(parse) and parse.paragraph_of[end] == 1 and parse.words[end - 1] not in _STOPS
