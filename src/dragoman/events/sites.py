"""Where an act took place: the places of the report ranked by a small network, or none and why.

What the words of the act's own clause say (dragoman.places.cost_of_place) is one sign among many: how far
off a place stands, in which role, how exact it is, whether the report keeps to it, what kind of act it is.
What the acts and words around it tell is in dragoman.events.scenes; the language model's links from acts to places
are a second opinion. Fitted to the corpus by training/sites.py; measured in docs/where.md.
"""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.entities.homes import Ranker, load_ranker
from dragoman.events.scenes import Act, Scenes, Speech
from dragoman.gazetteer import name_key
from dragoman.language.acts import Acts
from dragoman.language.parse import Parse
from dragoman.places import Toponym, cases_of, is_movement, suffers_at_place
from dragoman.types import Where

_WEIGHTS = Path(__file__).parent / "sites.npz"
TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT"
).split()
_CASES = (
    frozenset("in at near outside around inside across throughout along within amid off".split()),
    frozenset("to into onto toward towards through".split()),
    frozenset(("from",)), frozenset(("of",)), frozenset(("on", "over")),
    frozenset("between with against for by".split()), frozenset(("'s", "’s")),
    frozenset("about regarding concerning like as than".split()),
)  # fmt: skip
_RELATIONS = ("nsubj", "obl", "nmod", "compound", "obj", "appos", "conj", "flat", "dep", "root")
_PRECISIONS = ("city", "feature", "region", "country", "unknown")
_ANAPHORS = frozenset("city town village capital province district region country there here camp port".split())
_BACK, _ON = 6, 2  # sentences before and after an act in which a place of it is looked for
_DATELINE = 8  # words
_DEEPEST = 7
# The least probability of a country at which a place in it is told. Acts held back from training, F1 of their
# countries: 0.650 at 0.2, 0.661 at 0.25, 0.666 at 0.3, 0.659 at 0.35.
LEAST = 0.3
# A place that the gazetteer lacks has the country of this share and more of the signs around it, each weighed by its
# sentences' distance over the reach and people of a country less than places. Right of 123 held back and 32 of the
# development split: 74 and 25 (30 and 3 wrong); the share of all places of the report alone 62 and 25 (22 and 1).
_AGREED, _REACH, _FOLK = 0.4, 3.0, 0.7
# The weights of the ranker and of the model's links (as log odds, within bounds), and the log odds' bound. Acts held
# back, F1 of their countries: 0.666 so, 0.651 at 1.0 and 0.3. An earlier ranker alone 0.607, the links alone 0.578.
_RANKED, _LINKED, _LEAST_LINK = 0.7, 0.3, 1e-4

Floats = NDArray[np.float32]


class Sites:
    """The places of one report, asked for each of its acts by its number.

    `speeches` are the report's statements, `folk` the tokens that stand for somebody of a country, `links` the
    model's, if it knows the acts.
    """

    def __init__(
        self, parse: Parse, toponyms: Sequence[Toponym], acts: Sequence[Act], speeches: Sequence[Speech] = (),
        folk: Sequence[tuple[int, str]] = (), links: Acts | None = None,
    ) -> None:  # fmt: skip
        self.parse, self.toponyms, self._acts, self._links = parse, toponyms, acts, links
        self._keys = [key_of(parse, t) for t in toponyms]
        self._named = Counter(self._keys)
        self._countries = Counter(t.where.country for t in toponyms if t.where is not None and t.where.country)
        self._signs = [(t.where.country, t.head, 1.0) for t in toponyms if t.where is not None and t.where.country]
        self._signs += [(country, token, _FOLK) for token, country in folk]
        self._groups = [self._country_of(t) or key for t, key in zip(toponyms, self._keys, strict=True)]
        self._heads = sorted(t.head for t in toponyms)
        self._fixed = [self._features_of(i) for i in range(len(toponyms))]
        self._scenes = Scenes(parse, toponyms, self._keys, self._groups, acts, speeches)

    def find(self, n: int, ranker: Ranker | None = None) -> tuple[Where | None, str | None]:
        """The place of an act, or None and why."""
        act = self._acts[n]
        numbers, features = self.candidates(n)
        if not numbers:
            return None, "no place told for it"
        scores = (ranker or _load_ranker()).score(features)
        if self._links is not None:
            scores = _RANKED * scores
            scores[:-1] += _LINKED * self._linked(act, numbers)
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        votes = Counter[str]()
        for number, chance in zip(numbers, chances.tolist(), strict=False):
            votes[self._groups[number]] += chance
        best, chance = votes.most_common(1)[0]
        if chance < LEAST:
            return None, "no place told for it"
        rivals = [i for i, n in enumerate(numbers) if self._groups[n] == best]
        return self._as_known(self.toponyms[numbers[max(rivals, key=lambda i: float(scores[i]))]])

    def candidates(self, n: int) -> tuple[list[int], Floats]:
        """The numbers of the toponyms that may be an act's place and the features of each, those of "none" last.

        Where no toponym may be, there are no features either.
        """
        parse, act, scenes = self.parse, self._acts[n], self._scenes
        sentences = [parse.sentence_of[word] for word, _ in act.words]
        low, high = min(sentences) - _BACK, max(sentences) + _ON
        numbers = [
            i for i, t in enumerate(self.toponyms)
            if low <= parse.sentence_of[t.head] <= high or t.first < _DATELINE or self._named[self._keys[i]] > 2
        ]  # fmt: skip
        if not numbers:
            return [], np.zeros((0, 0), dtype=np.float32)
        about = [*self._about(act), *scenes.about(n)]
        costs = {(i, word): scenes.cost(i, word) for i in numbers for word, _ in act.words}
        least = min((cost for cost in costs.values() if cost is not None), default=None)
        nearest = {
            i: min((word for word, _ in act.words), key=lambda w: self._nearness(i, w, costs[i, w])) for i in numbers
        }
        around = {word: scenes.around(n, word) for word in set(nearest.values())}
        rows = []
        for i, word in nearest.items():
            cost = costs[i, word]
            is_least = cost is not None and cost == least
            told = [0.0, float(least is not None), float(cost is not None), cost or 0.0, float(is_least)]
            where = self.toponyms[i].where
            country = where.country if where is not None else None
            sides = [float(country in act.actors), float(country in act.recipients)]
            rows.append([*told, *sides, *self._between(i, word), *self._fixed[i], *around[word](i), *about])
        width = len(rows[0]) - len(about)
        rows.append([1.0, float(least is not None), *[0.0] * (width - 2), *about])
        return numbers, np.array(rows, dtype=np.float32)

    def _linked(self, act: Act, numbers: Sequence[int]) -> Floats:
        """The log odds of the model's strongest link from the act to each toponym."""
        links = self._links
        if links is None:
            return np.zeros(len(numbers), dtype=np.float32)
        found = [
            max(links.link("place", a, b) for a in act.tokens for b in range(t.first, t.last + 1))
            for t in (self.toponyms[n] for n in numbers)
        ]
        chances = np.clip(np.array(found, dtype=np.float32), _LEAST_LINK, 1 - _LEAST_LINK)
        odds: Floats = np.log(chances / (1 - chances))
        return odds

    def _nearness(self, number: int, word: int, cost: float | None) -> tuple[float, int, int]:
        t = self.toponyms[number]
        sentences = abs(self.parse.sentence_of[t.head] - self.parse.sentence_of[word])
        return math.inf if cost is None else cost, sentences, abs(t.head - word)

    def _about(self, act: Act) -> list[float]:
        parse, word = self.parse, act.words[0][0]
        lemma = parse.lemmas[word].lower()
        start, end = parse.sentences[parse.sentence_of[word]]
        return [
            *(float(act.type == t) for t in TYPES), float(parse.upos[word] == "NOUN"), float(suffers_at_place(lemma)),
            float(is_movement(lemma)), float(parse.sentence_of[word] == 0),
            float(any(parse.lower[t] in _ANAPHORS for t in range(start, end))),
            float(bool(act.actors)), float(bool(act.recipients)), float(bool(act.actors & act.recipients)),
        ]  # fmt: skip

    def _features_of(self, number: int) -> list[float]:
        """What is to be said of a toponym whatever the act."""
        parse, t = self.parse, self.toponyms[number]
        case, relation = cases_of(parse, t.head), parse.relations[t.head].partition(":")[0]
        precision = t.where.precision if t.where is not None else "unknown"
        country = t.where.country if t.where is not None else None
        finer = any(
            o.where is not None and o.where.country == country and o.where.precision in {"city", "feature"}
            and parse.sentence_of[o.head] == parse.sentence_of[t.head]
            for o in self.toponyms
        )  # fmt: skip
        return [
            *(float(bool(case & group)) for group in _CASES), float(not case),
            *(float(relation == r) for r in _RELATIONS), float(parse.relations[t.head] == "nmod:poss"),
            *(float(precision == p) for p in _PRECISIONS), float(precision == "country" and finer),
            float(t.first < _DATELINE), float(number == 0), float(parse.words[t.first].isupper()),
            self._named[self._keys[number]] / len(self.toponyms),
            float(self._named.most_common(1)[0][0] == self._keys[number]),
            self._countries[country] / max(1, self._countries.total()) if country else 0.0,
        ]  # fmt: skip

    def _between(self, number: int, word: int) -> list[float]:
        """How a toponym stands to a word of the act."""
        parse, t = self.parse, self.toponyms[number]
        sentences = parse.sentence_of[word] - parse.sentence_of[t.head]
        apart = [float(sentences == n) for n in range(4)]
        first, second = min(t.head, word), max(t.head, word)
        others = bisect_left(self._heads, second) - bisect_right(self._heads, first) if first < second else 0
        broken = parse.text.find("\n", parse.starts[first], parse.starts[second]) >= 0
        up, down = steps_between(parse, t.head, word) if sentences == 0 else (_DEEPEST, _DEEPEST)
        return [
            *apart, float(sentences > 3), float(sentences < 0), math.log1p(abs(t.head - word)), float(t.head < word),
            math.log1p(others), float(not others and t.head < word), float(broken), float(up), float(down),
            float(sentences == 0 and down == 0),
        ]  # fmt: skip

    def _country_of(self, toponym: Toponym) -> str | None:
        """The country of a place; of one that the gazetteer lacks the one that most around it speaks for."""
        if toponym.where is not None:
            return toponym.where.country
        votes, at = Counter[str](), self.parse.sentence_of[toponym.head]
        for country, token, weight in self._signs:
            votes[country] += weight * math.exp(-abs(self.parse.sentence_of[token] - at) / _REACH)  # type: ignore[assignment]
        likeliest = max(votes, key=lambda country: (votes[country], country), default=None)
        return likeliest if likeliest and votes[likeliest] >= _AGREED * votes.total() else None

    def _as_known(self, toponym: Toponym) -> tuple[Where | None, str | None]:
        """The place, or the name alone with its country."""
        if toponym.where is not None:
            return toponym.where, None
        country = self._country_of(toponym)
        if country is None:
            return None, toponym.reason
        span = self.parse.span(toponym.first, toponym.last)
        return Where(
            name=" ".join(self.parse.text[span.start : span.end].split()), country=country, lat=None, lon=None,
            geonameid=None, feature=None, precision="unknown", text=span,
        ), None  # fmt: skip


def key_of(parse: Parse, toponym: Toponym) -> str:
    """One key for all names of a place."""
    span = parse.span(toponym.first, toponym.last)
    name = toponym.where.name if toponym.where is not None else parse.text[span.start : span.end]
    return name_key(name)


def steps_between(parse: Parse, token: int, word: int) -> tuple[int, int]:
    """Steps up from a token and from a word to the first word above both."""
    above = {}
    step = 0
    while word not in above:
        above[word] = step
        word, step = parse.heads[word], step + 1
    up = 0
    while token not in above and parse.heads[token] != token:
        token, up = parse.heads[token], up + 1
    return min(up, _DEEPEST), min(above.get(token, _DEEPEST), _DEEPEST)


@cache
def _load_ranker() -> Ranker:
    return load_ranker(_WEIGHTS)
