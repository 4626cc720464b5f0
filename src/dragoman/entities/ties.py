"""What ties an entity to each country of a report: the language model's links, the tree of its sentence, the scene set.

These are features of the ranker in `homes.py`, beside how often and how near a country is told of.
"""

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from dragoman.entities.nodes import Node
from dragoman.entities.setting import Sign
from dragoman.language.parse import Parse
from dragoman.types import NO_COUNTRY

Floats = NDArray[np.float32]

OF_NONE = "none"
_EDGE = 0.01  # chances nearer 0 and 1 tell no more
_BODY = 0.04  # how likely a body without a country must be to be weighed at all
_SURE = 0.5
_MOST = 4  # links; more count as many
_OPENING = 6  # words: a place told so early in a sentence sets the scene
_FAR = 9  # steps in the tree, where the mention's own ancestors do not meet a sign's
_SETTING = frozenset("in at near outside around across inside throughout".split())
_ROLES = (
    "nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "conj", "appos", "root", "nmod:poss", "compound",
)  # fmt: skip
_KINDS = ("place", "state", "other")
_BODIES = tuple(sorted(NO_COUNTRY))


class Ties:
    """The signs of countries in one report, asked what ties an entity to each country."""

    def __init__(self, parse: Parse, signs: Sequence[Sign], countries: Sequence[str]) -> None:
        self._parse, self._signs, self._countries = parse, signs, countries
        numbers = {country: i for i, country in enumerate(countries)}
        self._tokens = np.array([s.token for s in signs], dtype=np.int64)
        self._numbers = [numbers[s.country] for s in signs]
        by_country = np.argsort(np.array(self._numbers, dtype=np.int64), kind="stable")
        self._ordered = self._tokens[by_country]  # the signs of each country together, and where they start
        self._starts = np.searchsorted(
            np.array(self._numbers, dtype=np.int64)[by_country], range(len(set(self._numbers)))
        )
        self._by_sentence = np.searchsorted(
            self._tokens, [first for first, _ in parse.sentences] + [len(parse)]
        ).tolist()
        self._scenes = self._find_scenes()
        self._opening: dict[int, int] = {}  # paragraphs to their first sign
        for i, sign in enumerate(signs):
            self._opening.setdefault(parse.paragraph_of[sign.token], i)

    def bodies(self, chances: dict[str, float]) -> list[str]:
        """The codes of bodies without a country that an entity may well be one of, by the language model."""
        return [code for code in _BODIES if chances.get(code, 0.0) >= _BODY and code not in self._countries]

    def features(self, node: Node, bodies: Sequence[str], chances: dict[str, float]) -> Floats:
        """[countries, bodies and none, F]."""
        about = self._about(node)
        count = len(self._countries)
        features = np.zeros((count + len(bodies) + 1, _LINKS + _STANDINGS + _PLACES + len(about)), dtype=np.float32)
        features[:, -len(about) :] = about
        best = self._link(node, features[:count])
        standing = features[:, _LINKS : _LINKS + _STANDINGS]
        none, body = chances.get(OF_NONE, 0.0), max((chances.get(code, 0.0) for code in _BODIES), default=0.0)
        standing[:count, 0:3] = _log_odds(none), _log_odds(body), _log_odds(chances.get("country", 0.0))
        standing[-1, 3:5] = _log_odds(best), _log_odds(none)
        for i, code in enumerate((*self._countries, *bodies)):
            if code in NO_COUNTRY:
                standing[i, 5] = _log_odds(chances.get(code, 0.0))
                standing[i, 6:8] = i >= count, chances.get(code, 0.0) == body
        self._place(node, features[:, _LINKS + _STANDINGS :])
        return features

    def _link(self, node: Node, features: Floats) -> float:
        """The language model's links from the entity's mentions to the signs of each country; the strongest of all."""
        acts, count = self._parse.acts, len(self._countries)
        if not count:
            return 0.0
        chances = np.zeros((3, count), dtype=np.float32)  # the strongest, the mean, the first mention's strongest
        seen = sure = np.zeros(count, dtype=np.float32)
        if acts is not None and len(self._ordered):
            heads, named = [m.head for m in node.mentions], len(self._starts)
            told = acts.homes_of(heads)[self._ordered]
            seen, sure = np.zeros((2, count), dtype=np.float32)
            seen[:named] = np.add.reduceat(told > 0, self._starts, dtype=np.float32)
            sure[:named] = np.add.reduceat(told > _SURE, self._starts, dtype=np.float32)
            chances[0, :named] = np.maximum.reduceat(told, self._starts)
            chances[1, :named] = np.add.reduceat(told, self._starts) / np.maximum(seen[:named], 1)
            chances[2] = chances[0]
            if len(heads) > 1:
                first = acts.homes_of(heads[:1])[self._ordered]
                chances[2, :named] = np.maximum.reduceat(first, self._starts)
        odds, strongest = _odds(chances), chances[0]
        ranked = np.sort(strongest)
        second = _log_odds(float(ranked[-2])) if count > 1 else _log_odds(0.0)
        best = float(ranked[-1])
        features[:, 0:3] = odds.T
        features[:, 3] = seen == 0
        features[:, 4] = np.minimum(sure, _MOST)
        is_best = features[:, 5] = strongest == ranked[-1]
        features[:, 6] = odds[0] - np.where(is_best, second, _log_odds(best))
        features[:, 7] = strongest / max(float(strongest.sum()), 1e-6)
        return best

    def _place(self, node: Node, features: Floats) -> None:
        """How the signs of the sentence hang together with the mention, and the scene that it stands in."""
        parse, head = self._parse, node.mentions[0].head
        at = parse.sentence_of[head]
        for column, sentence in enumerate((at, at - 1)):
            scene = self._scenes[sentence] if sentence >= 0 else None
            if scene is not None:
                features[scene, column] = 1.0
        steps = {head: 0}
        for distance, above in enumerate(parse.ancestors(head), 1):
            steps[above] = distance
        first, last = self._by_sentence[at], self._by_sentence[at + 1]
        for i in range(first, last):
            sign, row = self._signs[i], features[self._numbers[i]]
            token, distance = sign.token, 0
            while token not in steps and parse.heads[token] != token:
                token, distance = parse.heads[token], distance + 1
            kind = 2 + _KINDS.index(sign.kind)
            row[kind] = max(row[kind], 1 / (1 + distance + steps.get(token, _FAR)))
            relation = parse.relations[sign.token].partition(":")[0]
            row[5] = max(row[5], relation == "nsubj")
            row[6] = max(row[6], steps.get(token) == 0)
            joined = (parse.heads[sign.token], relation) == (head, "conj")
            row[7] = max(row[7], joined or (parse.heads[head], parse.relations[head]) == (sign.token, "conj"))
            row[8] = max(row[8], sign.token < head)
        if last > first:
            nearest = min(range(first, last), key=lambda i: abs(self._signs[i].token - head))
            features[self._numbers[nearest], 9] = 1.0
        for i in range(self._by_sentence[at - 1] if at else first, first):
            if parse.relations[self._signs[i].token].startswith("nsubj"):
                features[self._numbers[i], 10] = 1.0
        opening = self._opening.get(parse.paragraph_of[head])
        if opening is not None and self._signs[opening].token < head:
            features[self._numbers[opening], 11] = 1.0

    def _find_scenes(self) -> list[int | None]:
        """For each sentence the country of the place last told at a sentence's beginning: "In Seoul, the ministry"."""
        parse, scene = self._parse, None
        found: list[int | None] = []
        for sentence, (start, _) in enumerate(parse.sentences):
            for i in range(self._by_sentence[sentence], self._by_sentence[sentence + 1]):
                token = self._signs[i].token
                case = {parse.lower[c] for c in parse.children[token] if parse.relations[c] == "case"}
                if token - start <= _OPENING and case & _SETTING:
                    scene = self._numbers[i]
                    break
            found.append(scene)
        return found

    def _about(self, node: Node) -> list[float]:
        """How the entity's first mention stands in its sentence."""
        parse, first = self._parse, node.mentions[0]
        before = parse.lower[first.first - 1] if first.first else ""
        mention = parse.mention_at.get(first.head)
        kind = "" if mention is None else mention.type
        return [
            *(float(parse.relations[first.head] == role) for role in _ROLES),
            float(any(parse.dependents(first.head, "nmod:poss"))),
            float(before == "the"),
            float(before in {"a", "an"}),
            float(node.gender is not None),
            len(self._countries) / 10,
            float(kind == "organization"),
            float(kind == "person"),
        ]


_LINKS, _STANDINGS, _PLACES = 8, 8, 12  # features


def _odds(chances: Floats) -> Floats:
    """Log odds of chances, those near 0 and 1 clipped."""
    clipped = np.clip(chances, _EDGE, 1 - _EDGE)
    odds: Floats = np.log(clipped / (1 - clipped))
    return odds


def _log_odds(chance: float) -> float:
    """The log odds of one chance."""
    clipped = min(max(chance, _EDGE), 1 - _EDGE)
    return log(clipped / (1 - clipped))
