"""Readings as JSON objects, in the form and key order of the format description."""

import json
from datetime import date
from typing import TypeAlias

from dragoman.types import Entity, Event, Reading, Span, Statement, When, Where

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def to_json(reading: Reading, *, indent: int | None = None) -> str:
    """A reading as JSON text: the same reading always gives the same bytes."""
    return json.dumps(to_object(reading), ensure_ascii=False, indent=indent)


def to_object(reading: Reading) -> dict[str, Json]:
    """A reading as nested dicts and lists."""
    r = reading.report
    return {
        "dragoman": {
            "version": reading.dragoman.version, "model": reading.dragoman.model, "codebook": reading.dragoman.codebook,
        },
        "report": {
            "id": r.id, "date": r.date.isoformat(), "title": r.title, "source": r.source, "url": r.url,
            "language": r.language, "text": r.text,
        },
        "entities": [_entity(e) for e in reading.entities],
        "statements": [_statement(s) for s in reading.statements],
        "events": [_event(e) for e in reading.events],
    }  # fmt: skip


def _entity(e: Entity) -> Json:
    return {
        "id": e.id, "name": e.name, "country": e.country, "sector": list(e.sector), "office": e.office,
        "identifier": e.identifier, "mentions": _spans(e.mentions), "reason": e.reason,
    }  # fmt: skip


def _statement(s: Statement) -> Json:
    return {
        "id": s.id, "speaker": list(s.speaker), "addressee": list(s.addressee), "cue": _span(s.cue),
        "content": _spans(s.content), "quotes": _spans(s.quotes), "via": s.via, "hedged": s.hedged,
        "when": _when(s.when),
    }  # fmt: skip


def _event(e: Event) -> Json:
    found: dict[str, Json] = {
        "id": e.id, "type": e.type, "mode": list(e.mode), "context": list(e.context), "quad": e.quad,
        "intensity": e.intensity, "actor": list(e.actor), "recipient": list(e.recipient), "when": _when(e.when),
    }  # fmt: skip
    if e.when is None:
        found["when_reason"] = e.when_reason
    found["where"] = _where(e.where)
    if e.where is None:
        found["where_reason"] = e.where_reason
    found |= {
        "auxiliary": list(e.auxiliary), "according_to": list(e.according_to), "triggers": _spans(e.triggers),
        "sentence": _span(e.sentence), "confidence": e.confidence,
    }  # fmt: skip
    return found


def _when(w: When | None) -> Json:
    if w is None:
        return None
    return {
        "start": _day(w.start), "end": _day(w.end), "precision": w.precision, "text": _span(w.text), "reason": w.reason,
    }  # fmt: skip


def _where(w: Where | None) -> Json:
    if w is None:
        return None
    return {
        "name": w.name, "country": w.country, "lat": w.lat, "lon": w.lon, "geonameid": w.geonameid,
        "feature": w.feature, "precision": w.precision, "text": _span(w.text),
    }  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _span(span: Span | None) -> Json:
    return [span.start, span.end] if span else None


def _spans(spans: tuple[Span, ...]) -> Json:
    return [[s.start, s.end] for s in spans]
