"""A reading to rows of the record's tables, and back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from dragoman.output import Json
from dragoman.types import Entity, Event, Provenance, Reading, Report, Span, Statement, When, Where

Row: TypeAlias = dict[str, Json]
Stored: TypeAlias = Mapping[str, Any]  # a row as DuckDB gives it: dates are dates, structs are dicts


def rows_of(reading: Reading, revision: int) -> dict[str, list[Row]]:
    """The rows of the tables entities, statements and events, in the order of the reading."""
    key: Row = {"report": reading.report.id, "revision": revision}
    return {
        "entities": [key | _entity_row(e) for e in reading.entities],
        "statements": [key | _statement_row(s) for s in reading.statements],
        "events": [key | _event_row(e) for e in reading.events],
    }


def report_row(report: Report, *, revision: int, hash: str, file: str, position: str | None) -> Row:
    """The row of the table reports."""
    return {
        "report": report.id, "revision": revision, "hash": hash, "date": report.date.isoformat(), "title": report.title,
        "source": report.source, "url": report.url, "language": report.language, "text": report.text, "file": file,
        "position": position,
    }  # fmt: skip


def reading_of(
    report: Stored, entities: Iterable[Stored], statements: Iterable[Stored], events: Iterable[Stored], made: Provenance
) -> Reading:
    """The reading that the rows of one report and revision were made from."""
    return Reading(
        dragoman=made,
        report=Report(
            id=report["report"], text=report["text"], date=report["date"], title=report["title"],
            source=report["source"], url=report["url"], language=report["language"],
        ),
        entities=tuple(_entity(row) for row in entities),
        statements=tuple(_statement(row) for row in statements),
        events=tuple(_event(row) for row in events),
    )  # fmt: skip


def _entity_row(e: Entity) -> Row:
    return {
        "entity": e.id, "name": e.name, "country": e.country, "sector": list(e.sector), "office": e.office,
        "identifier": e.identifier, "mentions": _structs(e.mentions), "reason": e.reason,
    }  # fmt: skip


def _statement_row(s: Statement) -> Row:
    row: Row = {
        "statement": s.id, "speaker": list(s.speaker), "addressee": list(s.addressee), "cue": _struct(s.cue),
        "content": _structs(s.content), "quotes": _structs(s.quotes), "via": s.via, "hedged": s.hedged,
    }  # fmt: skip
    return row | _when_row(s.when, None)


def _event_row(e: Event) -> Row:
    row: Row = {
        "event": e.id, "type": e.type, "mode": list(e.mode), "context": list(e.context), "quad": e.quad,
        "intensity": e.intensity, "actor": list(e.actor), "recipient": list(e.recipient),
        "auxiliary": list(e.auxiliary), "according_to": list(e.according_to), "triggers": _structs(e.triggers),
        "sentence": _struct(e.sentence), "confidence": e.confidence, "where_reason": e.where_reason,
    }  # fmt: skip
    if e.where is not None:
        w = e.where
        row |= {
            "where_name": w.name, "where_country": w.country, "lat": w.lat, "lon": w.lon, "geonameid": w.geonameid,
            "feature": w.feature, "where_precision": w.precision, "where_text": _struct(w.text),
        }  # fmt: skip
    return row | _when_row(e.when, e.when_reason)


def _when_row(when: When | None, reason: str | None) -> Row:
    """`when_reason` says how the days were found or, without a precision, why there are none."""
    if when is None:
        return {"when_reason": reason}
    return {
        "when_start": when.start.isoformat() if when.start else None,
        "when_end": when.end.isoformat() if when.end else None,
        "when_precision": when.precision, "when_text": _struct(when.text), "when_reason": when.reason,
    }  # fmt: skip


def _struct(span: Span | None) -> Json:
    return {"start": span.start, "end": span.end} if span else None


def _structs(spans: Sequence[Span]) -> Json:
    return [_struct(span) for span in spans]


def _entity(row: Stored) -> Entity:
    return Entity(
        id=row["entity"], name=row["name"], country=row["country"], sector=tuple(row["sector"]), office=row["office"],
        identifier=row["identifier"], mentions=_spans(row["mentions"]), reason=row["reason"],
    )  # fmt: skip


def _statement(row: Stored) -> Statement:
    return Statement(
        id=row["statement"], speaker=tuple(row["speaker"]), addressee=tuple(row["addressee"]), cue=_span(row["cue"]),
        content=_spans(row["content"]), quotes=_spans(row["quotes"]), via=row["via"], hedged=row["hedged"],
        when=_when(row),
    )  # fmt: skip


def _event(row: Stored) -> Event:
    when = _when(row)
    sentence: dict[str, int] = row["sentence"]
    return Event(
        id=row["event"], type=row["type"], mode=tuple(row["mode"]), context=tuple(row["context"]), quad=row["quad"],
        intensity=row["intensity"], actor=tuple(row["actor"]), recipient=tuple(row["recipient"]), when=when,
        when_reason=row["when_reason"] if when is None else None, where=_where(row), where_reason=row["where_reason"],
        auxiliary=tuple(row["auxiliary"]), according_to=tuple(row["according_to"]), triggers=_spans(row["triggers"]),
        sentence=Span(sentence["start"], sentence["end"]), confidence=row["confidence"],
    )  # fmt: skip


def _when(row: Stored) -> When | None:
    if row["when_precision"] is None:
        return None
    start: date | None = row["when_start"]
    end: date | None = row["when_end"]
    return When(
        start=start, end=end, precision=row["when_precision"], text=_span(row["when_text"]), reason=row["when_reason"]
    )


def _where(row: Stored) -> Where | None:
    if row["where_precision"] is None:
        return None
    return Where(
        name=row["where_name"], country=row["where_country"], lat=row["lat"], lon=row["lon"],
        geonameid=row["geonameid"], feature=row["feature"], precision=row["where_precision"],
        text=_span(row["where_text"]),
    )  # fmt: skip


def _span(struct: Mapping[str, int] | None) -> Span | None:
    return None if struct is None else Span(struct["start"], struct["end"])


def _spans(structs: Sequence[Mapping[str, int]]) -> tuple[Span, ...]:
    return tuple(Span(s["start"], s["end"]) for s in structs)
