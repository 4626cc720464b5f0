"""A small record with an index for tests of asking: two countries, a visit, shots that one side denies, and demands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from dragoman.record.store import Record
from dragoman.reports import Found
from dragoman.types import Entity, Event, Provenance, Reading, Report, Span, Statement, When, Where

VISIT = "Norland’s minister Ada Brandt visited Keld on Monday."
TALKS = "Ada Brandt of Norland was in Keld on Monday for talks."
SHOTS = "Sudland’s navy said on Wednesday that Norland had fired on a boat. Norland said that it had not fired."
PORT = "“Open the harbour at once,” Ada Brandt told Sudland on April 1. Sudland refused. Norland may close its straits."
_QUADS = {"CONSULT": (1, 4.0), "ASSAULT": (4, -9.0), "REQUEST": (3, -1.0), "REJECT": (3, -4.0), "SANCTION": (4, -6.5)}
_PEOPLE = {
    "brandt": ("Ada Brandt", "NRL", "Q1", "Minister"), "norland": ("Norland", "NRL", "Q2", None),
    "sudland": ("Sudland", "SDL", "Q3", None), "navy": ("navy of Sudland", "SDL", None, None),
}  # fmt: skip


def readings() -> list[Reading]:
    """Four reports of two publishers."""
    visit = _day(2024, 3, 11)
    shots = _day(2024, 3, 13)
    april = _day(2024, 4, 1)
    keld = Where(
        name="Keld", country="SDL", lat=54.5, lon=9.25, geonameid=1, feature="PPL", precision="city", text=None
    )
    return [
        _reading("gazette-1", date(2024, 3, 12), "Gazette", "Minister in Keld", VISIT, [
            _event(VISIT, "CONSULT", "visited", ["brandt"], ["sudland"], mode=("visit",), when=visit, where=keld),
        ]),
        _reading("herald-1", date(2024, 3, 12), "Herald", "Talks", TALKS, [
            _event(TALKS, "CONSULT", "talks", ["brandt"], ["sudland"], when=visit),
        ]),
        _reading("herald-2", date(2024, 3, 14), "Herald", "Boat under fire", SHOTS, [
            _event(SHOTS, "ASSAULT", "fired", ["norland"], ["sudland"], when=shots, word=["navy"]),
            _event(SHOTS, "ASSAULT", "not fired", ["norland"], ["sudland"], word=["norland"], auxiliary=("negated",)),
        ], [
            _statement(SHOTS, ["navy"], "said", "Norland had fired on a boat"),
        ]),
        _reading("gazette-2", date(2024, 4, 2), "Gazette", "Harbour stays shut", PORT, [
            _event(PORT, "REQUEST", "Open", ["brandt"], ["sudland"], when=april),
            _event(PORT, "REJECT", "refused", ["sudland"], ["norland"]),
            _event(PORT, "SANCTION", "close", ["norland"], [], auxiliary=("hypothetical",)),
        ], [
            _statement(PORT, ["brandt"], "told", "Open the harbour at once"),
            _statement(PORT, ["navy"], None, "straits", via="s1"),
        ]),
    ]  # fmt: skip


class GivenReader:
    """Gives the readings above, or others."""

    def __init__(self, given: Sequence[Reading] | None = None) -> None:
        self._given = {r.report.id: r for r in given or readings()}

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        return (self._given[report.id] for report in reports)


def make_record(folder: Path, *, index: bool = True) -> Path:
    """A record of the four reports; in its index the two tellings of the visit are one event."""
    record = Record(folder, create=True)
    found = [Found(report=r.report, file="news.jsonl", position=str(i)) for i, r in enumerate(readings(), 1)]
    record.add(found, jobs=1, load=GivenReader)
    if index:
        record.index()
    return folder


def _reading(
    id: str, day: date, source: str, title: str, text: str, events: Sequence[Event],
    statements: Sequence[Statement] = (),
) -> Reading:  # fmt: skip
    entities = tuple(
        Entity(
            id=key, name=name, country=country, sector=("GOV",), office=office, identifier=known, mentions=(),
            reason="table of countries",
        )
        for key, (name, country, known, office) in _PEOPLE.items()
    )  # fmt: skip
    return Reading(
        dragoman=Provenance(version="0.1.0", model="sha256:0123456789abcdef", codebook="plover-2.0"),
        report=Report(id=id, text=text, date=day, title=title, source=source, url=f"https://news.example/{id}"),
        entities=entities,
        statements=tuple(replace(s, id=f"s{i}") for i, s in enumerate(statements, 1)),
        events=tuple(replace(e, id=f"e{i}") for i, e in enumerate(events, 1)),
    )


def _event(
    text: str, type: str, words: str, actor: Sequence[str], recipient: Sequence[str], *, mode: tuple[str, ...] = (),
    when: When | None = None, where: Where | None = None, auxiliary: tuple[str, ...] = (), word: Sequence[str] = (),
) -> Event:  # fmt: skip
    start = text.index(words)
    first = text.rfind(". ", 0, start) + 2 if ". " in text[:start] else 0
    last = text.find(". ", start)
    quad, intensity = _QUADS[type]
    return Event(
        id="", type=type, mode=mode, context=(), quad=quad, intensity=intensity, actor=tuple(actor),
        recipient=tuple(recipient), when=when, when_reason=None if when else "no time expression", where=where,
        where_reason=None if where else "no place told for it", auxiliary=auxiliary, according_to=tuple(word),
        triggers=(Span(start, start + len(words)),), sentence=Span(first, last + 1 if last > 0 else len(text)),
        confidence=0.9,
    )  # fmt: skip


def _statement(text: str, speaker: Sequence[str], cue: str | None, words: str, *, via: str | None = None) -> Statement:
    start = text.index(words)
    return Statement(
        id="", speaker=tuple(speaker), addressee=(), quotes=(), via=via, hedged=False,
        cue=None if cue is None else Span(text.index(cue), text.index(cue) + len(cue)),
        content=(Span(start, start + len(words)),),
    )  # fmt: skip


def _day(*day: int) -> When:
    return When(start=date(*day), end=date(*day), precision="day", text=None, reason="weekday before the report's date")
