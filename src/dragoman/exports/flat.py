"""The flat table behind CSV and Parquet: one row an event, or one row a dyad of an event."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

from dragoman.exports.acts import Act
from dragoman.exports.cameo import Cameo
from dragoman.exports.dyads import code_act, dyads_of
from dragoman.types import Entity

Value: TypeAlias = "str | int | float | date | None"
_SIDES = ("actor", "recipient")
# Column and type, in order; Stata takes names of 32 characters, and none is a reserved word in Stata, R or SQL.
COLUMNS = (
    ("event_id", "VARCHAR"), ("dyad_id", "BIGINT"), ("report_id", "VARCHAR"), ("report_date", "DATE"),
    ("publisher", "VARCHAR"), ("title", "VARCHAR"), ("url", "VARCHAR"),
    ("event_type", "VARCHAR"), ("event_mode", "VARCHAR"), ("context", "VARCHAR"), ("quad_code", "TINYINT"),
    ("intensity", "DOUBLE"), ("cameo_code", "VARCHAR"),
    *((f"{side}_{part}", "VARCHAR") for side in _SIDES for part in ("name", "country", "sector", "office", "id")),
    ("start_date", "DATE"), ("end_date", "DATE"), ("date_precision", "VARCHAR"), ("date_reason", "VARCHAR"),
    ("place_name", "VARCHAR"), ("place_country", "VARCHAR"), ("latitude", "DOUBLE"), ("longitude", "DOUBLE"),
    ("geonames_id", "BIGINT"), ("place_feature", "VARCHAR"), ("place_precision", "VARCHAR"),
    ("place_reason", "VARCHAR"),
    ("is_historical", "TINYINT"), ("is_future", "TINYINT"), ("is_hypothetical", "TINYINT"), ("is_negated", "TINYINT"),
    ("is_claim", "TINYINT"), ("claimed_by", "VARCHAR"), ("claimed_by_country", "VARCHAR"),
    ("trigger_words", "VARCHAR"), ("trigger_start", "INTEGER"), ("sentence_start", "INTEGER"),
    ("sentence_end", "INTEGER"), ("sentence_text", "VARCHAR"), ("confidence", "DOUBLE"), ("cluster", "VARCHAR"),
)  # fmt: skip


def event_rows(acts: Iterable[Act]) -> Iterator[list[Value]]:
    """One row an act, without a dyad's id; several parties stand in one cell in the same order in every column."""
    cameo = Cameo()
    for act in acts:
        code = code_act(act, cameo)
        yield _row(act, None, act.actors, act.recipients, code.code if code else None)


def dyad_rows(acts: Iterable[Act]) -> Iterator[list[Value]]:
    """One row a dyad, with one actor and one recipient at most."""
    cameo = Cameo()
    for act in acts:
        for dyad in dyads_of(act):
            code = dyad.code(cameo)
            source, target = ((one,) if one else () for one in (dyad.source, dyad.target))
            yield _row(act, dyad.id, source, target, code.code if code else None)


def _row(
    act: Act, dyad: int | None, actors: tuple[Entity, ...], recipients: tuple[Entity, ...], cameo: str | None
) -> list[Value]:
    event, report, when, where = act.event, act.report, act.event.when, act.event.where
    on = act.day.as_date()
    filled = on is not None and when is None
    return [
        act.id, dyad, report.id, report.date, _flat(report.source), _flat(report.title), _flat(report.url),
        event.type, _joined(event.mode), _joined(event.context), event.quad, event.intensity, cameo,
        *_side(actors), *_side(recipients),
        when.start if when else on, when.end if when else on, when.precision if when else "day" if filled else None,
        "the report's day (--fill-dates)" if filled else when.reason if when else event.when_reason,
        where.name if where else None, where.country if where else None, where.lat if where else None,
        where.lon if where else None, where.geonameid if where else None, where.feature if where else None,
        where.precision if where else None, event.where_reason,
        *(int(auxiliary in event.auxiliary) for auxiliary in ("historical", "future", "hypothetical", "negated")),
        int(bool(act.sources)), _joined(e.name for e in act.sources), _aligned(e.country for e in act.sources),
        _joined(act.words(trigger) or "" for trigger in event.triggers),
        event.triggers[0].start if event.triggers else None, event.sentence.start, event.sentence.end,
        act.words(event.sentence), event.confidence, act.cluster,
    ]  # fmt: skip


def _side(entities: tuple[Entity, ...]) -> list[Value]:
    return [
        _joined(e.name for e in entities), _aligned(e.country for e in entities),
        _aligned(" ".join(e.sector) for e in entities), _aligned(e.office for e in entities),
        _aligned(e.identifier for e in entities),
    ]  # fmt: skip


def _joined(values: Iterable[str]) -> str | None:
    return "; ".join((_flat(value) or "").replace(";", ",") for value in values) or None


def _aligned(values: Iterable[str | None]) -> str | None:
    """Like the names' cell, with nothing between the semicolons for what is unknown; None if nothing is known."""
    found = [value or "" for value in values]
    return _joined(found) if any(found) else None


def _flat(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None
