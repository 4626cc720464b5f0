"""Which candidate each name of a report means, all names weighed together.

Every name begins with votes for its candidates after their priors. In each round a candidate's score is its
prior plus what the votes of the other names say for it: the share of them in its country and in its division,
places near it, its division named. New votes follow from the scores. Votes instead of first choices keep a
famous namesake from deciding what the rest of the report means (mean-field inference, as in Parisi's
"Statistical Field Theory").
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.gazetteer import Place

# Chosen on made-up local reports and GeoVirus: docs/decisions.md, "Places".
_SHARPNESS = 2.0  # how fast votes grow with the score: ten times the people are e² times the votes
_ROUNDS = 4
_SAME_COUNTRY, _SAME_DIVISION, _NAMED_DIVISION, _NEAR = 4.0, 2.0, 1.0, 1.0
_NEAR_KM, _FARTHEST_KM = 120.0, 500.0
_MOST_NEAR = 2.0  # near places beyond so many say nothing new
_LOCAL = frozenset(("PPL", "PPLX", "ADM1", "ADM2", "ISL", "VAL"))
_EARTH_KM = 6371.0

Vectors = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean, and how likely it is meant where nothing else is known: about log10 of people."""

    place: Place
    prior: float


@dataclass(frozen=True, slots=True)
class Choice:
    """The number of the candidate chosen for a name, and how much the other names said for it."""

    number: int
    support: float


def choose(names: Sequence[Sequence[Candidate]], bonuses: Sequence[Mapping[int, float]]) -> list[Choice]:
    """The candidate that each name means; `bonuses` are added to the priors by the candidate's number."""
    if not names:
        return []
    sizes = np.array([len(candidates) for candidates in names])
    firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    every = [c for candidates in names for c in candidates]
    base = np.array([c.prior for c in every])
    for n, bonus in enumerate(bonuses):
        for i, value in bonus.items():
            base[firsts[n] + i] += value
    report = _Report([c.place for c in every], np.repeat(np.arange(len(names)), sizes))
    score = base
    for _ in range(_ROUNDS):
        score = base + report.support(_votes(score, firsts, sizes))
    gained = score - base
    tops = [first + int(score[first : first + size].argmax()) for first, size in zip(firsts, sizes, strict=True)]
    return [Choice(int(top - first), float(gained[top])) for top, first in zip(tops, firsts, strict=True)]


def _votes(score: Vectors, firsts: Numbers, sizes: Numbers) -> Vectors:
    """One vote a name, split over its candidates."""
    shifted = np.exp(_SHARPNESS * (score - np.repeat(np.maximum.reduceat(score, firsts), sizes)))
    votes: Vectors = shifted / np.repeat(np.add.reduceat(shifted, firsts), sizes)
    return votes


class _Report:
    """All candidates of a report in one row, and what votes for some say for others."""

    def __init__(self, places: Sequence[Place], owner: Numbers) -> None:
        self._names = int(owner[-1]) + 1
        self._country = _Groups([p.country for p in places], owner)
        self._division = _Groups([p.division for p in places], owner)
        self._is_division = np.array([p.feature == "ADM1" for p in places])
        self._near = _closeness(places, owner)

    def support(self, votes: Vectors) -> Vectors:
        """What the votes say for each candidate, those of its own name apart."""
        shares = _SAME_COUNTRY * self._country.others(votes) + _SAME_DIVISION * self._division.others(votes)
        named = np.minimum(self._division.others(votes * self._is_division), 1.0) * ~self._is_division
        near = np.minimum(self._near @ votes, _MOST_NEAR)
        result: Vectors = shares / (self._names + 1) + _NAMED_DIVISION * named + _NEAR * near
        return result


class _Groups:
    """Candidates that share a country or a division."""

    def __init__(self, keys: Sequence[str | None], owner: Numbers) -> None:
        numbers = {key: i for i, key in enumerate(sorted({key for key in keys if key}))}
        self._group = np.array([numbers.get(key or "", len(numbers)) for key in keys])
        self._known = self._group < len(numbers)
        self._own = owner * (len(numbers) + 1) + self._group

    def others(self, votes: Vectors) -> Vectors:
        """For each candidate the votes in its group, less those of its own name; 0 where it has no group."""
        every = np.bincount(self._group, votes)[self._group] - np.bincount(self._own, votes)[self._own]
        result: Vectors = np.where(self._known, every, 0.0)
        return result


def _closeness(places: Sequence[Place], owner: Numbers) -> Vectors:
    """1 for two places at one point, less the farther apart, 0 for far ones, candidates of one name and wide areas."""
    lat, lon = (np.radians([degrees(p) for p in places]) for degrees in (_latitude, _longitude))
    points = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    with np.errstate(invalid="ignore"):
        distance_km = _EARTH_KM * np.sqrt(np.maximum(2.0 - 2.0 * (points @ points.T), 0.0))
        near = (distance_km < _FARTHEST_KM) & (owner[:, None] != owner[None, :])
    result: Vectors = np.zeros_like(distance_km)
    result[near] = np.exp(distance_km[near] / -_NEAR_KM)
    return result


def _latitude(place: Place) -> float:
    return math.nan if place.lat is None or place.feature not in _LOCAL else place.lat


def _longitude(place: Place) -> float:
    return math.nan if place.lon is None or place.feature not in _LOCAL else place.lon
