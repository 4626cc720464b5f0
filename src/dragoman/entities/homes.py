"""Which country those belong to whose own words tell none: a small ranker over the countries of the report.

The countries that a report names or has places in are weighed by where their signs stand and how often, by what
ties the entity to each (`ties.py`) and by what the entity is; bodies without a country that it reads like, and "none
of them", are weighed too. The weights are fitted to the corpus's training
split by training/homes.py.
"""

import struct
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.entities.nodes import Node
from dragoman.entities.publisher import Publisher
from dragoman.entities.setting import Sign, own_place
from dragoman.entities.ties import Ties
from dragoman.language.parse import Parse

Floats = NDArray[np.float32]
_WEIGHTS = Path(__file__).with_name("homes.npz")
_OFFICIAL = frozenset(("GOV", "MIL", "COP", "JUD", "LEG", "PTY", "OPP"))
_CIVIL = frozenset(("CVL", "LAB", "AGR", "EDU", "BUS", "JRN", "MED", "REL"))
_ARMED = frozenset(("REB", "UAF", "CRM"))
_KINDS = ("place", "state", "other")
_DATELINE = 8  # words: a place named so early is where the report was filed
_BACK = 2  # sentences
_MOST = 3.0  # signs; more count as many


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """Two layers: features [candidates, F] to one score a candidate."""

    mean: Floats
    scale: Floats
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    _scaled: Floats = field(init=False, repr=False, compare=False)  # the first layer with mean and scale put into it
    _scaled_bias: Floats = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        scaled = self.hidden / self.scale[:, None].astype(np.float64)
        object.__setattr__(self, "_scaled", scaled.astype(np.float32))
        object.__setattr__(self, "_scaled_bias", (self.hidden_bias - self.mean @ scaled).astype(np.float32))

    def score(self, features: Floats) -> Floats:
        """Scores [candidates]."""
        inner = features @ self._scaled
        inner += self._scaled_bias
        scores: Floats = np.maximum(inner, 0, out=inner) @ self.out
        return scores


def pack_features(rows: Sequence[Sequence[float]]) -> Floats:
    """Rows of plain numbers and truth values [candidates, F] for a ranker, in two thirds of the time numpy takes."""
    values = struct.pack(f"{sum(map(len, rows))}f", *chain.from_iterable(rows))
    return np.frombuffer(values, dtype=np.float32).reshape(len(rows), -1)


@cache
def load_ranker(path: Path = _WEIGHTS) -> Ranker:
    """The packaged weights."""
    found = np.load(path)
    return Ranker(**{k: found[k] for k in ("mean", "scale", "hidden", "hidden_bias", "out")})


class Scene:
    """The signs of countries in one report, asked for the candidates of an entity and their features."""

    def __init__(self, parse: Parse, signs: Sequence[Sign], publisher: Publisher) -> None:
        self.parse, self.signs, self.publisher = parse, signs, publisher
        self.tokens = [s.token for s in signs]
        self.counts = Counter(s.country for s in signs)
        self.by_kind = {k: Counter(s.country for s in signs if s.kind == k) for k in _KINDS}
        home = publisher.country if publisher.is_national else None
        self.countries = list(dict.fromkeys([*self.counts, *([home] if home else [])]))
        self._numbers = {country: i for i, country in enumerate(self.countries)}
        self._fixed = [self._features(country) for country in self.countries]
        self._ties = Ties(parse, signs, self.countries)
        self._by_sentence: dict[int, list[Sign]] = defaultdict(list)
        self._by_paragraph: dict[int, list[Sign]] = defaultdict(list)
        for sign in signs:
            self._by_sentence[parse.sentence_of[sign.token]].append(sign)
            self._by_paragraph[parse.paragraph_of[sign.token]].append(sign)

    def candidates(self, node: Node) -> tuple[list[str | None], Floats, str | None]:
        """Countries, bodies without one and None, the features of each [candidates, F], and whom its own words tell."""
        about, own = _about(node), own_place(self.parse, node, self.signs)
        acts = self.parse.acts
        chances = {} if acts is None else acts.standings([m.head for m in node.mentions])
        bodies, known = self._ties.bodies(chances), len(self.countries)
        ties = self._ties.features(node, bodies, chances)
        features = np.zeros((known + len(bodies) + 1, _WIDTH + 1 + len(about) + ties.shape[1]), dtype=np.float32)
        features[:, _WIDTH + 1 + len(about) :] = ties
        if self.countries:
            features[:known, :_OWN] = self._fixed
            features[:known, _IN_OWN_WORDS] = [own == country for country in self.countries]
        for name, around in self._near(node).items():
            column, total = _OWN + 2 * _NEAR.index(name), around.total()
            for country, value in around.items():
                features[self._numbers[country], column : column + 2] = min(value, _MOST), value / total
        features[-1, _WIDTH] = 1.0
        features[:, _WIDTH + 1 : _WIDTH + 1 + len(about)] = about
        return [*self.countries, *bodies, None], features, own

    def _near(self, node: Node) -> dict[str, Counter[str]]:
        """What stands around the entity's mentions, each as countries counted."""
        parse, signs = self.parse, self.signs
        head = node.mentions[0].head
        at, paragraph = parse.sentence_of[head], parse.paragraph_of[head]
        found: dict[str, Counter[str]] = defaultdict(Counter)

        def count(name: str, sign: Sign, value: float = 1.0) -> None:
            found[name][sign.country] += value  # type: ignore[assignment]

        here = bisect_left(self.tokens, head)
        for kind in _KINDS:
            before = next((s for s in reversed(signs[:here]) if s.kind == kind), None)
            if before is not None:
                count(f"last {kind}", before)
        if here:
            count("last", signs[here - 1])
            count("last near", signs[here - 1], 1.0 / (1 + at - parse.sentence_of[signs[here - 1].token]))
        if here < len(signs) and parse.sentence_of[signs[here].token] == at:
            count("next", signs[here])
        verb = parse.heads[head]
        for back in range(_BACK, 0, -1):
            for s in self._by_sentence.get(at - back, ()):
                count(f"back {s.kind}", s)
        for s in self._by_sentence.get(at, ()):
            count(f"sentence {s.kind}", s)
            top = self._argument(s.token, verb)
            if top is not None and top != head:
                count("placed" if s.kind == "place" or parse.relations[top].startswith("obl") else "beside", s)
        for s in self._by_paragraph.get(paragraph, ()):
            count(f"paragraph {s.kind}", s)
        sentences = sorted({parse.sentence_of[m.head] for m in node.mentions})
        for sentence in sentences:
            for s in self._by_sentence.get(sentence, ()):
                count("with place" if s.kind == "place" else "with other", s, 1 / len(sentences))
        return found

    def _argument(self, token: int, verb: int) -> int | None:
        """The dependent of a verb that a token stands in."""
        while self.parse.heads[token] != token:
            if self.parse.heads[token] == verb:
                return token
            token = self.parse.heads[token]
        return None

    def _features(self, country: str) -> list[float]:
        """What is to be said of a country whatever the entity."""
        total = max(1, len(self.signs))
        places, states = self.by_kind["place"], self.by_kind["state"]
        first_place = next((s for s in self.signs if s.kind == "place"), None)
        home = self.publisher.is_national and self.publisher.country == country
        return [
            self.counts[country] / total,
            places[country] / max(1, places.total()),
            states[country] / max(1, states.total()),
            self.by_kind["other"][country] / max(1, self.by_kind["other"].total()),
            float(bool(self.signs) and self.signs[0].country == country),
            float(first_place is not None and first_place.country == country),
            float(first_place is not None and first_place.country == country and first_place.token < _DATELINE),
            float(places[country] == max(places.values(), default=0) > 0),
            float(self.counts[country] == max(self.counts.values(), default=0) > 0),
            1.0 / len(self.countries),
            0.0,  # whether it stands in the entity's own words
            float(home),
            float(home) * self.counts[country] / total,
            float(self.publisher.is_national and not home),
        ]


_NEAR = (
    *[f"last {k}" for k in _KINDS], "last", "last near", "next", *[f"sentence {k}" for k in _KINDS], "placed", "beside",
    *[f"back {k}" for k in _KINDS], *[f"paragraph {k}" for k in _KINDS], "with place", "with other",
)  # fmt: skip
_OWN, _IN_OWN_WORDS = 14, 10  # features of the country itself, and which of them depends on the entity
_WIDTH = _OWN + 2 * len(_NEAR)


def _about(node: Node) -> list[float]:
    """What the entity is."""
    sector = node.sector[0] if node.sector else ""
    first = node.mentions[0]
    return [
        float(node.kind == "person"),
        float(node.kind == "body"),
        float(node.kind == "group"),
        float(node.named),
        float(node.plural),
        float(first.definite),
        float(node.office is not None),
        float(sector in _OFFICIAL),
        float(sector in _CIVIL),
        float(sector in _ARMED),
        float(not sector),
        float(len(node.mentions) > 1),
    ]


def fill_homes(
    parse: Parse, nodes: Sequence[Node], signs: Sequence[Sign], publisher: Publisher, ranker: Ranker,
    elsewhere: Mapping[int, Container[str | None]] | None = None,
) -> None:  # fmt: skip
    """A country for those without: the likeliest of the report's, a place in their own words counting most, or none.

    `elsewhere` are countries, by id(node), that somebody is not of.
    """
    scene = Scene(parse, signs, publisher)
    for node in nodes:
        if node.country is not None or node.kind in {"country", "pronoun"}:
            continue
        countries, features, own = scene.candidates(node)
        scores = ranker.score(features)
        if any(mention.likeliest for mention in node.mentions):
            # A name that bodies of several countries bear is some country's, however international its words read.
            scores[len(scene.countries) :] = -np.inf
        barred = (elsewhere or {}).get(id(node), ())
        scores[[i for i, country in enumerate(countries) if country in barred]] = -np.inf
        if not np.isfinite(scores.max()):
            continue
        country = countries[int(scores.argmax())]
        node.country = country
        if country is None:
            node.reason = "of no country that is told, as it reads"
        elif country not in scene.countries:
            node.reason = "a body of no single country, as it reads"
        elif country == own:
            node.reason = "country in its own words"
        else:
            told = country in scene.counts
            node.reason = "country of the places and states around it" if told else "country of the publisher"
