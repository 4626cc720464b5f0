"""The types that pass between the stages: frozen, slotted, and without copies of the text.

A span is a pair of offsets into `Report.text`, counted in Unicode code points, end exclusive:
`text[start:end]` is the evidence. Unknown values are `None` with a reason beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

NO_COUNTRY = frozenset("IGO NGO UNO EUR IMG MNC ISM".split())  # PLOVER's codes for bodies without a country


class Span(NamedTuple):
    """Offsets of a stretch of a report's text.

    >>> "said on Friday"[slice(*Span(8, 14))]
    'Friday'
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One dated text, as it was published."""

    id: str
    text: str
    date: date
    title: str | None = None
    source: str | None = None
    url: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody who speaks or acts in a report: a person, a body, a government or a group.

    `country` is an ISO 3166 alpha-3 code or one of PLOVER's codes for bodies without a country
    (IGO, NGO, UNO, EUR, MNC, IMG, ISM). `sector` holds PLOVER's sector codes, primary first.
    """

    id: str
    name: str
    country: str | None
    sector: tuple[str, ...]
    office: str | None
    identifier: str | None
    mentions: tuple[Span, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Days on which something happened, both inclusive; an open end is `None`.

    `precision` is day, week, month, quarter, year, decade or unknown.
    """

    start: date | None
    end: date | None
    precision: str
    text: Span | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A gazetteer place. `feature` is a GeoNames feature code, `precision` names its size.

    A place that the gazetteer lacks has the report's name for it, the country, and precision "unknown".
    """

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    feature: str | None
    precision: str
    text: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What somebody said, wrote or declared. `speaker` and `addressee` are entity ids."""

    id: str
    speaker: tuple[str, ...]
    addressee: tuple[str, ...]
    cue: Span | None
    content: tuple[Span, ...]
    quotes: tuple[Span, ...]
    via: str | None
    hedged: bool
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act in the codebook's types. `actor`, `recipient` and `according_to` are entity ids."""

    id: str
    type: str
    mode: tuple[str, ...]
    context: tuple[str, ...]
    quad: int
    intensity: float
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    when: When | None
    when_reason: str | None
    where: Where | None
    where_reason: str | None
    auxiliary: tuple[str, ...]
    according_to: tuple[str, ...]
    triggers: tuple[Span, ...]
    sentence: Span
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What made a reading: program version, model hash and codebook."""

    version: str
    model: str
    codebook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that was read from one report."""

    dragoman: Provenance
    report: Report
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The entities of a report and the tokens that stand for them.

    `ids_by_token` maps the head token of each mention that refers to somebody to the ids of the
    entities it stands for: one as a rule, several for "both countries" or "they". `author` holds the id of whoever
    a title or heading announces as the author.
    """

    entities: tuple[Entity, ...]
    ids_by_token: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    author: tuple[str, ...] = ()
