"""Readings as a stream of acts to write: an event with its report and its people, chosen, counted."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from dragoman.codebook import load_codebook
from dragoman.exports.days import DayParts, day_parts
from dragoman.types import Entity, Event, Provenance, Reading, Report, Span, When

if TYPE_CHECKING:
    from dragoman.record.fitting import Telling

_DENIED = frozenset(("negated", "hypothetical"))
_BATCH = 128  # readings looked up together
Lookup: TypeAlias = "Callable[[Sequence[str]], Mapping[str, Telling]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One event of one report.

    `sources` are those on whose word the report has it; `day` is what is sure of its day. `unreal` holds the
    auxiliary modes by which it did not happen: negated, hypothetical, and future where it is not itself a promise.
    `cluster` is the merged event that it tells, where that is known.
    """

    report: Report
    made: Provenance
    event: Event
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    sources: tuple[Entity, ...]
    day: DayParts
    unreal: tuple[str, ...]
    cluster: str | None = None

    @property
    def id(self) -> str:
        """The act's id in the whole record."""
        return f"{self.report.id}#{self.event.id}"

    def words(self, span: Span | None) -> str | None:
        """The text of a span on one line."""
        return " ".join(self.report.text[span.start : span.end].split()) if span else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which acts to write; every condition must hold.

    `since` and `until` are the first and last day that an act's time must touch. `types` are event types, `countries`
    codes of which an actor or recipient has one, `actors` parts of names in any case. `facts_only` leaves out what
    did not happen: denied, imagined, or still planned unless it is itself a promise. `own_word_only` leaves out what
    the report has on somebody's word. `fill_dates` gives acts without any time the day of their report. `merged`
    takes one telling of each merged event.
    """

    since: date | None = None
    until: date | None = None
    types: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    actors: tuple[str, ...] = ()
    facts_only: bool = False
    own_word_only: bool = False
    fill_dates: bool = False
    merged: bool = False


@dataclass(slots=True, kw_only=True)
class Tally:
    """What became of the acts: how many were written, of which without a sure day, and why others were not."""

    written: int = 0
    undated: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def select_acts(
    readings: Iterable[Reading], selection: Selection, tally: Tally, *, fitting: "Lookup | None" = None
) -> Iterator[Act]:
    """The acts of readings that a selection lets through, in order; the tally counts as they pass.

    `fitting` gives the acts of some reports that may pass beside that, each with the merged event that it tells; of
    one `merged` the first that passes is taken.
    """
    promises = frozenset(t.planned_as for t in load_codebook().types.values() if t.planned_as)
    parts = tuple(part.casefold() for part in selection.actors)
    seen: set[str] = set()
    for reading, tellings in _looked_up(readings, fitting):
        people = {entity.id: entity for entity in reading.entities}
        for event in reading.events:
            act = _act(reading, event, people, promises, fill=selection.fill_dates)
            reason = _objection(act, selection, parts)
            if reason is None and tellings is not None:
                telling = tellings.get(act.id)
                act = replace(act, cluster=telling.cluster if telling else None)
                reason = _objection_to_telling(telling, seen) if selection.merged or telling is None else None
            if reason is None:
                tally.written += 1
                tally.undated += act.day.as_date() is None
                yield act
            else:
                tally.left_out[reason] += 1


def _looked_up(
    readings: Iterable[Reading], fitting: "Lookup | None"
) -> Iterator[tuple[Reading, Mapping[str, "Telling"] | None]]:
    """Each reading with what is looked up of it, which is quicker for many at once."""
    if fitting is None:
        yield from ((reading, None) for reading in readings)
        return
    remaining = iter(readings)
    while batch := list(islice(remaining, _BATCH)):
        tellings = fitting([reading.report.id for reading in batch])
        yield from ((reading, tellings) for reading in batch)


def _act(reading: Reading, event: Event, people: dict[str, Entity], promises: frozenset[str], *, fill: bool) -> Act:
    day = day_parts(event.when)
    if fill and event.when is None and not {"historical", "future"} & set(event.auxiliary):
        on = reading.report.date
        day = DayParts(year=on.year, month=on.month, day=on.day)
    unreal = _DENIED if event.type in promises else {*_DENIED, "future"}
    return Act(
        report=reading.report, made=reading.dragoman, event=event, day=day,
        actors=tuple(people[id] for id in event.actor), recipients=tuple(people[id] for id in event.recipient),
        sources=tuple(people[id] for id in event.according_to),
        unreal=tuple(auxiliary for auxiliary in event.auxiliary if auxiliary in unreal),
    )  # fmt: skip


def _objection(act: Act, selection: Selection, parts: tuple[str, ...]) -> str | None:
    event, sides = act.event, (*act.actors, *act.recipients)
    if selection.types and event.type not in selection.types:
        return "of another type"
    if selection.countries and not any(e.country in selection.countries for e in sides):
        return "of other countries"
    if parts and not any(part in e.name.casefold() for part in parts for e in sides):
        return "of other actors"
    if (selection.since or selection.until) and not _touches(act, selection.since, selection.until):
        return "outside the days asked for" if event.when or act.day.day else "without a date"
    if selection.facts_only and act.unreal:
        return "denied or imagined" if _DENIED & set(act.unreal) else "still to come"
    if selection.own_word_only and act.sources:
        return "on somebody's word"
    return None


def _objection_to_telling(telling: "Telling | None", seen: set[str]) -> str | None:
    """What does not fit, or tells again what was seen; what no other tells need not be remembered."""
    if telling is None:
        return "outside the other filters"
    if telling.is_only or telling.cluster is None:
        return None
    if telling.cluster in seen:
        return "told again"
    seen.add(telling.cluster)
    return None


def _touches(act: Act, since: date | None, until: date | None) -> bool:
    when = act.event.when or _one_day(act.day)
    if when is None or (when.start is None and when.end is None):
        return False
    after_since = since is None or when.end is None or when.end >= since
    return after_since and (until is None or when.start is None or when.start <= until)


def _one_day(day: DayParts) -> When | None:
    on = day.as_date()
    return When(start=on, end=on, precision="day", text=None, reason="the report's day") if on else None
