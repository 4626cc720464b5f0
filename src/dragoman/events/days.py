"""Which of a report's days is an act's: time expressions ranked by a small network, or none.

The nearest expression of the act's own clause (dragoman.dates.date_event) and the language model's link are two
signs among many: tense, distance, whose words the expression stands in, and which other acts have that day: a talk,
a visit or an attack told before lends its day to what was said and done at it. Expressions that mean the same days
are counted together. Fitted to the reports held back from the network's training by training/days.py; measured
against clause and link alone in docs/when.md.
"""

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.codebook import Codebook
from dragoman.dates import TimeExpression, cost_of_day, time_word
from dragoman.entities.homes import Ranker, load_ranker, pack_features
from dragoman.events.coded import Coded
from dragoman.events.days_of_others import may_date
from dragoman.events.learned import Scores
from dragoman.events.sites import TYPES, steps_between
from dragoman.events.weighing import logit
from dragoman.types import When

_WEIGHTS = Path(__file__).with_name("days.npz")
_BACK, _ON = 8, 2  # sentences before and after an act in which its day is looked for
_LEAD = 2  # sentences: a day told there may hold for the whole report
_FAR = 7.0  # tree steps
_MONTH = 31  # days
_CASES = tuple(
    frozenset(words.split())
    for words in ("on at", "in during over within", "since from", "by before until till", "after", "of for", "'s ’s")
)
_RELATIONS = ("obl", "nmod", "advmod", "compound", "nmod:poss", "acl", "root")
_PRECISIONS = ("day", "week", "month", "quarter", "year")
_TENSES = ("past", "present", "perfect", "future", "infinitive", "noun")

Floats = NDArray[np.float32]
Value = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A mention of an act as the network sees it, and the day that its own clause or the model's link gives it."""

    coded: Coded
    support: int | None
    near: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Others:
    """The mentions of acts by other words that have a day, by those days, and the last of them before a mention."""

    dated: int
    by_value: Mapping[Value | None, Sequence[Deed]]
    last: Deed | None

    @classmethod
    def of(cls, dated: Sequence[Deed], deed: Deed) -> "_Others":
        at = deed.coded.predicate
        others = [d for d in dated if d.coded.predicate != at]
        by_value = defaultdict[Value | None, list[Deed]](list)
        for d in others:
            by_value[value_of(d.near)].append(d)
        last = next((d for d in reversed(others) if d.coded.predicate < at), None)
        return cls(dated=len(others), by_value=by_value, last=last)


class Days:
    """The days of one report, asked for each of its mentions of acts."""

    def __init__(
        self, scores: Scores, dates: Sequence[TimeExpression], deeds: Sequence[Deed], codebook: Codebook, on: date
    ) -> None:
        self._scores, self._dates, self._codebook, self._on = scores, dates, codebook, on
        self._parse = scores.who.parse
        deeds = sorted(deeds, key=lambda d: d.coded.predicate)
        self._predicates = [d.coded.predicate for d in deeds]
        self._dated = [d for d in deeds if d.near is not None]
        self._heads = [time_word(self._parse, e) for e in dates]
        self._in_order = sorted(self._heads)
        self._going_on = [self._without_end(e.when) for e in dates]
        self._counts = Counter(value_of(e.when) for e in dates)
        self._holders = [scores.who.innermost(h) for h in self._heads]
        self._fixed = [self._features_of(n) for n in range(len(dates))]

    def find(self, deed: Deed, ranker: Ranker | None = None) -> When | None:
        """The days of a mention, or None where none is likelier."""
        choices, features = self.candidates(deed)
        chances = (ranker or _load_ranker()).score(features)
        chances = np.exp(chances - chances.max())
        votes = Counter[Value | None]()
        for choice, chance in zip(choices, chances.tolist(), strict=True):
            votes[value_of(choice)] += chance
        best = votes.most_common(1)[0][0]
        if best is None:
            return deed.near  # to take a day of the own clause away was wrong in 21 of 25 cases (development split)
        rivals = [i for i, choice in enumerate(choices) if value_of(choice) == best]
        return choices[max(rivals, key=lambda i: float(chances[i]))]

    def candidates(self, deed: Deed) -> tuple[list[When | None], Floats]:
        """What may be an act's days, None last, and the features of each.

        Expressions, each also as the first day of what goes on, and the author's own day.
        """
        numbers, about = self._near(deed), self._about(deed)
        links = self._links(deed)
        costs = {n: cost_of_day(self._parse, self._dates[n], deed.coded.predicate, deed.support) for n in numbers}
        least = min((c for c in costs.values() if c is not None), default=None)
        best = max((links[n] for n in numbers), default=0.0)
        whole = [float(least is not None), logit(best), float(deed.near is not None), float(bool(numbers)), *about]
        choices: list[When | None] = []
        rows = []
        others, timed = _Others.of(self._dated, deed), self._timing(deed)
        for n in numbers:
            cost = costs[n]
            told = [float(cost is not None), float(cost or 0), float(cost is not None and cost == least)]
            linked = [logit(links[n]), float(links[n] == best)]
            between = self._between(n, deed)
            for when in (self._dates[n].when, self._going_on[n]):
                if when is not None:
                    choices.append(when)
                    value = value_of(when)
                    rows.append([
                        0.0, 0.0, float(when is not self._dates[n].when), *told, *linked, *self._fixed[n], *between,
                        *self._shared(value, deed, n, others), *self._timed(value, timed),
                    ])  # fmt: skip
        rest = [0.0] * (_OWN - 2)
        for when in self._spoken(deed):
            choices.append(when)
            rows.append([1.0, 0.0, *rest])
        choices.append(None)
        rows.append([0.0, 1.0, *rest])
        features = np.empty((len(rows), _OWN + len(whole)), dtype=np.float32)
        features[:, :_OWN], features[:, _OWN:] = pack_features(rows), whole
        return choices, features

    def _near(self, deed: Deed) -> list[int]:
        at = self._parse.sentence_of[deed.coded.predicate]
        fits = may_date(self._scores.who, deed.coded, deed.support)
        found = []
        for n, head in enumerate(self._heads):
            sentence = self._parse.sentence_of[head]
            if (at - _BACK <= sentence <= at + _ON or sentence < _LEAD) and fits(self._dates[n]):
                found.append(n)
        return found

    def _without_end(self, when: When) -> When | None:
        """From its first day on: "was jailed on Nov. 20" of somebody who still is."""
        if when.start is None or when.end is None or when.start > self._on:
            return None
        return replace(when, end=None, reason=f"{when.reason}, and goes on as it reads")

    def _spoken(self, deed: Deed) -> list[When]:
        """The report's own day, for what its author does with words in the present tense."""
        coded = deed.coded
        if not self._codebook.types[coded.type].verbal or self._scores.who.innermost(coded.predicate) is not None:
            return []
        if self._tense(_verb_of(deed)) != "present":
            return []
        reason = "said by the author on the report's day"
        return [When(start=self._on, end=self._on, precision="day", text=None, reason=reason)]

    def _links(self, deed: Deed) -> list[float]:
        tokens = deed.coded.tokens
        return self._scores.acts.strongest_in("time", tokens, [(e.first, e.last + 1) for e in self._dates])

    def _features_of(self, number: int) -> list[float]:
        """What is to be said of an expression whatever the act."""
        parse, e, head = self._parse, self._dates[number], self._heads[number]
        words = {parse.lower[c] for c in parse.children[head] if parse.relations[c] == "case"}
        before = parse.lower[e.first - 1] if e.first else ""
        when, relation = e.when, parse.relations[head]
        day = when.end or when.start or self._on
        back = (self._on - day).days
        return [
            *(float(bool((words | {before}) & group)) for group in _CASES), float(not words),
            *(float(relation == r or relation.partition(":")[0] == r) for r in _RELATIONS),
            *(float(when.precision == p) for p in _PRECISIONS), float(when.start is None), float(when.end is None),
            float(back == 0), float(back < 0), float(0 < back < 8), float(back > _MONTH), math.log1p(abs(back)) / 4,
            self._counts[value_of(when)] / len(self._dates), float(len(self._counts) == 1),
            float(number == 0), float(parse.sentence_of[head] == 0), float(self._holders[number] is not None),
        ]  # fmt: skip

    def _between(self, number: int, deed: Deed) -> list[float]:
        """How an expression stands to the act's word."""
        parse, head, word = self._parse, self._heads[number], deed.coded.predicate
        apart = parse.sentence_of[word] - parse.sentence_of[head]
        low, high = sorted((head, word))
        others, acts = _count_between(self._in_order, low, high), _count_between(self._predicates, low, high)
        up, down = steps_between(parse, head, word) if apart == 0 else (_FAR, _FAR)
        holder, inner = self._holders[number], self._scores.who.innermost(word)
        return [
            *(float(apart == n) for n in range(4)), float(apart > 3), float(apart < 0), float(head < word),
            math.log1p(high - low), math.log1p(others), math.log1p(acts), float(up), float(down),
            float(apart == 0 and down == 0), float(apart == 0 and up <= 1),
            float(parse.paragraph_of[head] == parse.paragraph_of[word]),
            float(others == 0 and head < word),
            float(holder is inner), float(holder is not None and holder is not inner),
            float(inner is not None and holder is None),
        ]  # fmt: skip

    def _shared(self, value: Value | None, deed: Deed, number: int, others: "_Others") -> list[float]:
        """Which other acts have that day by their own clause or link."""
        parse, c = self._parse, deed.coded
        sides = {*c.actor, *c.recipient}
        at, paragraph = parse.sentence_of[c.predicate], parse.paragraph_of[c.predicate]
        tokens = c.tokens
        last = others.last
        having = others.by_value.get(value, ())
        same = max((self._scores.same(tokens, [t for g in d.coded.triggers for t in g]) for d in having), default=0.0)
        together = [d for d in having if sides & {*d.coded.actor, *d.coded.recipient}]
        inside = [d for d in having if parse.sentence_of[d.coded.predicate] == at]
        meeting = [d for d in having if d.coded.type == "CONSULT"]
        return [
            float(deed.near is not None and value_of(deed.near) == value),
            float(last is not None and value_of(last.near) == value),
            float(last is not None and value_of(last.near) == value and bool(together)),
            float(any(d.coded.predicate > c.predicate for d in inside)), float(bool(inside)),
            float(any(parse.sentence_of[d.coded.predicate] == at for d in together)),
            float(any(d.coded.predicate in parse.ancestors(c.predicate) for d in inside)),
            float(any(parse.paragraph_of[d.coded.predicate] == paragraph for d in together)), float(bool(together)),
            float(any(parse.paragraph_of[d.coded.predicate] == paragraph for d in meeting)),
            float(any(d.coded.type == "CONSULT" for d in together)), same, float(bool(having)),
            float(any(d.coded.type == c.type for d in together)),
            len(having) / max(1, others.dated),
            float(any(cost_of_day(parse, self._dates[number], d.coded.predicate, d.support) == 0 for d in inside)),
        ]  # fmt: skip

    def _timing(self, deed: Deed) -> tuple[float, float, float]:
        """How likely the model takes an act for one to come and for one long over; 1 where it is told in the past."""
        likely = self._scores.auxiliary(deed.coded.predicate)
        told_as_past = float(self._tense(_verb_of(deed)) == "past")
        return likely.get("future", 0.0), likely.get("historical", 0.0), told_as_past

    def _timed(self, value: Value | None, timing: tuple[float, float, float]) -> list[float]:
        """Whether the day fits what the model takes the act for."""
        future, past, told_as_past = timing
        start, end = value or (None, None)
        ahead, over = (start or self._on) > self._on, (self._on - (end or self._on)).days > _MONTH
        return [
            float(ahead) * future, float(ahead) * (1 - future), float(not ahead) * future, float(over) * past,
            float(over) * (1 - past), float(not over) * past, float(ahead) * told_as_past,
            float(start is not None and end is None) * told_as_past,
        ]  # fmt: skip

    def _about(self, deed: Deed) -> list[float]:
        parse, c = self._parse, deed.coded
        inner, tense = self._scores.who.innermost(c.predicate), self._tense(_verb_of(deed))
        likely = self._scores.auxiliary(c.predicate)
        verb = _verb_of(deed)
        first = any(parse.lower[x] in {"i", "we"} for x in parse.dependents(verb, "nsubj"))
        return [
            *(float(c.type == t) for t in TYPES), float(self._codebook.types[c.type].verbal),
            *(float(tense == t) for t in _TENSES), float(inner is not None), float(c.anaphoric), float(first),
            float(parse.sentence_of[c.predicate] == 0), float(bool(c.actor)), float(bool(c.recipient)),
            float(c.said_at is not None),
            *(likely.get(k, 0.0) for k in ("future", "historical", "hypothetical", "negated")),
            float(c.predicate in self._scores.who.cue_of),
        ]  # fmt: skip

    def _tense(self, verb: int) -> str:
        parse = self._parse
        if parse.upos[verb] not in {"VERB", "AUX"}:
            return "noun"
        helpers = {parse.lower[c] for c in parse.children[verb] if parse.relations[c].startswith("aux")}
        form = parse.features[verb]
        if helpers & {"will", "'ll", "’ll", "shall", "would"}:
            return "future"
        if helpers & {"have", "has", "'ve", "’ve"}:
            return "perfect"
        if "VerbForm=Inf" in form or "VerbForm=Ger" in form:
            return "infinitive"
        if helpers & {"is", "are", "am"} or ("Tense=Pres" in form and "VerbForm=Fin" in form):
            return "present"
        return "past"


def _count_between(in_order: Sequence[int], low: int, high: int) -> int:
    """How many of some tokens in order stand between two others."""
    return max(0, bisect_left(in_order, high) - bisect_right(in_order, low))


def value_of(when: When | None) -> Value | None:
    """First and last day."""
    return None if when is None else (when.start, when.end)


def _verb_of(deed: Deed) -> int:
    c = deed.coded
    return deed.support if deed.support is not None else c.verb


_OWN = 8 + len(_CASES) + 1 + len(_RELATIONS) + len(_PRECISIONS) + 12 + 19 + 16 + 8


@cache
def _load_ranker() -> Ranker:
    return load_ranker(_WEIGHTS)
