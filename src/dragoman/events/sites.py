"""Where an act took place: the places of the report ranked by a small network, or none and why.

What the words of the act's own clause say (dragoman.places.cost_of_place) is one sign among many: how far
off a place stands, in which role, how exact it is, whether the report keeps to it, what kind of act it is.
What the acts and words around it tell is in dragoman.events.scenes; the language model's links from acts to places
are a second opinion. Fitted to the corpus by training/sites.py; measured in docs/where.md.
"""

import math
import re
from bisect import bisect_left
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
_AUXILIARY = ("future", "historical", "hypothetical", "negated")
_FORMS = ("VerbForm=Inf", "VerbForm=Ger", "Tense=Past", "Tense=Pres", "VerbForm=Fin", "Number=Plur")
_PRECISIONS = ("city", "feature", "region", "country", "unknown")
_ANAPHORS = frozenset("city town village capital province district region country there here camp port".split())
_BACK, _ON = 6, 2  # sentences before and after an act in which a place of it is looked for
_DATELINE = 8  # words
_OFTEN = 2  # a place named more often may be that of any act
_DEEPEST = 7
# The least probability of a country at which a place in it is told. Share of acts with a place that are put in its
# country, and F1: development split 0.744 and 0.703 at 0.22, 0.735 and 0.721 at 0.27, 0.720 and 0.719 at 0.3; held
# back, where fewer places are annotated than told, 0.750 and 0.678 at 0.27.
LEAST = 0.27
# A place that the gazetteer lacks has the country of this share and more of the signs around it, each weighed by its
# sentences' distance over the reach and people of a country less than places. Right of 1,000 such places in the
# training and held-back reports and of 28 in the development split: 796 and 24 (189 and 2 wrong); with a share of 0.4
# and people at 0.7 762 and 22 (184 and 1), counted by words instead of sentences 783 and 23 (189 and 2).
_AGREED, _REACH, _FOLK = 0.3, 3.0, 0.4
# The weights of the ranker and of the model's links (as log odds, within bounds), and the log odds' bound. Acts held
# back, F1 of their countries: 0.666 so, 0.651 at 1.0 and 0.3. An earlier ranker alone 0.607, the links alone 0.578.
_RANKED, _LINKED, _LEAST_LINK = 0.7, 0.3, 1e-4

Floats = NDArray[np.float32]
Columns = NDArray[np.float64]
Numbers = NDArray[np.int64]


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
        self._country = [t.where.country if t.where is not None else None for t in toponyms]
        self._countries = Counter(country for country in self._country if country)
        self._signs = [(t.where.country, t.head, 1.0) for t in toponyms if t.where is not None and t.where.country]
        self._signs += [(country, token, _FOLK) for token, country in folk]
        self._groups = [self._country_of(t) or key for t, key in zip(toponyms, self._keys, strict=True)]
        self._heads: Numbers = np.array([t.head for t in toponyms], dtype=np.int64)
        self._in_order = np.sort(self._heads)
        self._sentences: Numbers = np.array([parse.sentence_of[t.head] for t in toponyms], dtype=np.int64)
        self._is_told_often = np.array([self._named[key] > _OFTEN for key in self._keys], dtype=bool)
        self._is_early = np.array([t.first < _DATELINE for t in toponyms], dtype=bool)
        self._tokens = [token for t in toponyms for token in range(t.first, t.last + 1)]
        self._firsts = np.cumsum([0, *(t.last + 1 - t.first for t in toponyms)])[:-1]  # of each toponym in `_tokens`
        self._breaks = [match.start() for match in re.finditer("\n", parse.text)]
        self._lines: Numbers = np.array([self._line_of(t.head) for t in toponyms], dtype=np.int64)
        self._fixed = self._describe()
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
            scores[:-1] += _LINKED * self._linked(act)[numbers]
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
        act, sentence_of = self._acts[n], self.parse.sentence_of
        sentences = [sentence_of[word] for word, _ in act.words]
        is_near = (min(sentences) - _BACK <= self._sentences) & (self._sentences <= max(sentences) + _ON)
        numbers = np.flatnonzero(is_near | self._is_early | self._is_told_often | self._scenes.of_occasion)
        if not len(numbers):
            return [], np.zeros((0, 0), dtype=np.float32)
        about = [*self._about(act), *self._told_as(act), *self._scenes.about(n)]
        costs = self._scenes.costs(numbers.tolist(), [word for word, _ in act.words])
        nearest = self._find_nearest(act, numbers, costs)
        groups = [(k, at) for k in range(len(act.words)) if len(at := np.flatnonzero(nearest == k))]
        parts = [self._compare(n, act.words[k][0], numbers[at], costs[k, at], costs.min()) for k, at in groups]
        width = parts[0].shape[1]
        features = np.zeros((len(numbers) + 1, width + len(about)), dtype=np.float32)
        for (_, at), part in zip(groups, parts, strict=True):
            features[at, :width] = part
        features[-1, :2] = 1.0, costs.min() < math.inf
        features[:, width:] = about
        return numbers.tolist(), features

    def _linked(self, act: Act) -> Floats:
        """The log odds of the model's strongest link from the act to each toponym."""
        if self._links is None:
            return np.zeros(len(self.toponyms), dtype=np.float32)
        found = self._links.strongest("place", act.tokens)
        chances = np.clip(np.maximum.reduceat(found[self._tokens], self._firsts), _LEAST_LINK, 1 - _LEAST_LINK)
        odds: Floats = np.log(chances / (1 - chances))
        return odds

    def _find_nearest(self, act: Act, numbers: Numbers, costs: Columns) -> Numbers:
        """Which of the act's words each toponym stands nearest to: in its clause, in sentences, in words."""
        words = np.array([[word] for word, _ in act.words])
        at = np.array([[self.parse.sentence_of[word]] for word, _ in act.words])
        sentences, apart = abs(self._sentences[numbers] - at), abs(self._heads[numbers] - words)
        first: Numbers = np.lexsort((apart, sentences, costs), axis=0)[0]
        return first

    def _compare(self, n: int, word: int, numbers: Numbers, costs: Columns, least: float) -> Columns:
        """Features [numbers, F] of toponyms beside an act; `word` is the act's that is nearest to them."""
        act, is_told = self._acts[n], costs < math.inf
        countries = [self._country[i] for i in numbers.tolist()]
        return np.column_stack([
            np.zeros(len(numbers)), np.full(len(numbers), least < math.inf), is_told, np.where(is_told, costs, 0.0),
            is_told & (costs == least), [c in act.actors for c in countries], [c in act.recipients for c in countries],
            self._between(numbers, word), self._fixed[numbers], self._scenes.around(n, word, numbers),
        ])  # fmt: skip

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

    def _told_as(self, act: Act) -> list[float]:
        """How an act is told: as to come, over, imagined or denied by the model, and in which form of the verb."""
        parse, (word, support) = self.parse, act.words[0]
        form = parse.features[word if support is None else support]
        forms = [float(feature in form) for feature in _FORMS]
        if self._links is None or not act.tokens:
            return [0.0] * len(_AUXILIARY) + forms
        columns = [self._links.labels.auxiliary.index(mode) for mode in _AUXILIARY]
        return [*self._links.auxiliary[list(act.tokens)].max(axis=0)[columns].tolist(), *forms]

    def _describe(self) -> Columns:
        """What is to be said of each toponym whatever the act [toponyms, F]."""
        parse = self.parse
        finer = {
            (t.where.country, parse.sentence_of[t.head])
            for t in self.toponyms if t.where is not None and t.where.precision in {"city", "feature"}
        }  # fmt: skip
        most_named = self._named.most_common(1)[0][0] if self.toponyms else None
        total = max(1, self._countries.total())
        rows = []
        for number, (t, key) in enumerate(zip(self.toponyms, self._keys, strict=True)):
            case, relation = cases_of(parse, t.head), parse.relations[t.head].partition(":")[0]
            precision = t.where.precision if t.where is not None else "unknown"
            country = t.where.country if t.where is not None else None
            has_finer = (country, parse.sentence_of[t.head]) in finer
            rows.append([
                *(bool(case & group) for group in _CASES), not case, *(relation == r for r in _RELATIONS),
                parse.relations[t.head] == "nmod:poss", *(precision == p for p in _PRECISIONS),
                precision == "country" and has_finer, t.first < _DATELINE, number == 0, parse.words[t.first].isupper(),
                self._named[key] / len(self.toponyms), key == most_named,
                self._countries[country] / total if country else 0.0,
            ])  # fmt: skip
        return np.array(rows, dtype=np.float64)

    def _between(self, numbers: Numbers, word: int) -> Columns:
        """How toponyms stand to a word of the act."""
        parse, heads = self.parse, self._heads[numbers]
        sentences = parse.sentence_of[word] - self._sentences[numbers]
        first, second = np.minimum(heads, word), np.maximum(heads, word)
        others = np.searchsorted(self._in_order, second) - np.searchsorted(self._in_order, first, side="right")
        others[first == second] = 0
        steps = np.full((len(numbers), 2), _DEEPEST)
        for i in np.flatnonzero(sentences == 0).tolist():
            steps[i] = steps_between(parse, int(heads[i]), word)
        return np.column_stack([
            *(sentences == n for n in range(4)), sentences > 3, sentences < 0, np.log1p(abs(heads - word)),
            heads < word, np.log1p(others), (others == 0) & (heads < word),
            self._lines[numbers] != self._line_of(word), steps, (sentences == 0) & (steps[:, 1] == 0),
        ])  # fmt: skip

    def _line_of(self, token: int) -> int:
        """The number of the line that a token stands in."""
        return bisect_left(self._breaks, self.parse.starts[token])

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
