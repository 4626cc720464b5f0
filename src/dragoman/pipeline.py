"""The order of the stages, and nothing else: reports to readings."""

import os

# The matrices between the graphs are small: shared out over threads they take ten times as long. Read by numpy
# when it is first imported; who has imported it before, or set this, keeps what they have.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from dragoman.codebook import Codebook, load_codebook
from dragoman.dates import find_dates
from dragoman.entities import find_cast
from dragoman.events import find_events
from dragoman.events.trace import Trace, trace_events
from dragoman.gazetteer import Gazetteer
from dragoman.knowledge import Knowledge, load_knowledge, with_actors
from dragoman.language import LanguageModel, Parse, load_model
from dragoman.places import find_places
from dragoman.statements import Cues, find_statements, load_cues
from dragoman.types import Cast, Event, Provenance, Reading, Report, Statement
from dragoman.version import VERSION

_BATCH = 16  # reports parsed together; more gained no speed and costs memory


class Reader:
    """Everything that reading needs, loaded once."""

    def __init__(
        self, *, model: LanguageModel, knowledge: Knowledge, codebook: Codebook, gazetteer: Gazetteer, cues: Cues
    ) -> None:
        self.model, self.knowledge, self.codebook, self.gazetteer, self.cues = (
            model,
            knowledge,
            codebook,
            gazetteer,
            cues,
        )
        self._provenance = Provenance(version=VERSION, model=model.digest, codebook=codebook.name)

    def read(self, report: Report) -> Reading:
        """The reading of one report."""
        return next(self.read_many([report]))

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Readings in the order of the reports, a batch at a time."""
        waiting = iter(reports)
        while batch := list(islice(waiting, _BATCH)):
            for report, parse in zip(batch, self.model.parse([r.text for r in batch]), strict=True):
                yield self.read_parse(report, parse)

    def read_parse(self, report: Report, parse: Parse) -> Reading:
        """The stages after the language model."""
        return _put_together(report, self._provenance, *self._stages(report, parse))

    def trace(self, report: Report) -> tuple[Reading, Trace]:
        """The reading of one report, and what was considered as an act on the way."""
        parse = next(iter(self.model.parse([report.text])))
        cast, statements, events = self._stages(report, parse)
        reading = _put_together(report, self._provenance, cast, statements, events)
        return reading, trace_events(parse, cast, statements, self.codebook)

    def _stages(self, report: Report, parse: Parse) -> tuple[Cast, tuple[Statement, ...], tuple[Event, ...]]:
        toponyms = find_places(parse, self.gazetteer, self.knowledge)
        cast = find_cast(parse, self.knowledge, report.date, report.source, toponyms, report.title)
        statements = find_statements(parse, cast, self.cues)
        dates = find_dates(parse, report.date)
        events = find_events(parse, cast, statements, self.codebook, dates, toponyms, report.date)
        return cast, statements, events


def load_reader(*, threads: int | None = None, actors: Path | None = None) -> Reader:
    """A reader with the packaged model, tables and codebook.

    `threads` bounds the cores the model uses; `actors` is a CSV file of the user's own actors, which win over the
    tables. Raises ActorsError with all faults of that file.
    """
    codebook, knowledge = load_codebook(), load_knowledge()
    if actors is not None:
        knowledge = with_actors(knowledge, actors, sectors=codebook.sectors)
    return Reader(
        model=load_model(threads=threads), knowledge=knowledge, codebook=codebook, gazetteer=Gazetteer(),
        cues=load_cues(),
    )  # fmt: skip


def _put_together(
    report: Report, provenance: Provenance, cast: Cast, statements: tuple[Statement, ...], events: tuple[Event, ...]
) -> Reading:
    """The reading, with only those entities that play a part, numbered anew in order of first mention."""
    playing = {i for s in statements for i in (*s.speaker, *s.addressee)}
    playing |= {i for e in events for i in (*e.actor, *e.recipient, *e.according_to)}
    kept = [e for e in cast.entities if e.id in playing]
    new = {e.id: f"n{i}" for i, e in enumerate(kept, 1)}

    def renamed(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(new[i] for i in ids)

    return Reading(
        dragoman=provenance,
        report=report,
        entities=tuple(replace(e, id=new[e.id]) for e in kept),
        statements=tuple(replace(s, speaker=renamed(s.speaker), addressee=renamed(s.addressee)) for s in statements),
        events=tuple(
            replace(e, actor=renamed(e.actor), recipient=renamed(e.recipient), according_to=renamed(e.according_to))
            for e in events
        ),
    )
