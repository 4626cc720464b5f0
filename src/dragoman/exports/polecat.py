"""POLECAT: 40 columns, tab-separated, with a header; one row an event."""

import re
from collections.abc import Callable, Iterable
from typing import TextIO

from dragoman.exports.acts import Act
from dragoman.exports.codes import Codes, plover_country
from dragoman.exports.lines import Cell, write_line
from dragoman.exports.mentions import nearest_mention
from dragoman.types import Entity

HEADER = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip
_MISSING = "None"
_QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
_PROVINCES, _DISTRICTS = frozenset(("ADM1", "ADM1H")), frozenset(("ADM2", "ADM2H"))


def write_polecat(acts: Iterable[Act], out: TextIO) -> None:
    """Write acts as POLECAT does, missing values as `None`, several values with `; ` between.

    Modes by which an act did not happen, which POLECAT does not have, stand behind its modes.
    """
    codes = Codes()
    write_line(out, HEADER, missing=_MISSING)
    for act in acts:
        write_line(out, _row(act, codes), missing=_MISSING)


def _row(act: Act, codes: Codes) -> list[Cell]:
    event, where, report = act.event, act.event.where, act.report
    on, feature = act.day.as_date(), where.feature or "" if where else ""
    name, country = (where.name, plover_country(where.country)) if where else (None, None)
    return [
        act.id, on.isoformat() if on else None, event.type, _joined((*event.mode, *act.unreal)), event.intensity,
        _QUADS.get(event.quad), _joined(event.context),
        *_side(act, act.actors, codes), *_side(act, act.recipients, codes),
        name, name if feature.startswith("PPL") else None, name if feature in _DISTRICTS else None,
        name if feature in _PROVINCES else None, country, where.lat if where else None,
        where.lon if where else None, where.geonameid if where else None, act.words(where.text) if where else None,
        feature, report.source, report.date.isoformat(), None, None, None, report.language,
        f"dragoman {act.made.version}",
    ]  # fmt: skip


def _side(act: Act, entities: tuple[Entity, ...], codes: Codes) -> list[Cell]:
    def each(value: Callable[[Entity], str | None]) -> str | None:
        found = [value(entity) for entity in entities]
        return _joined([one or _MISSING for one in found]) if any(found) else None

    return [
        each(lambda e: e.name), each(lambda e: plover_country(e.country)), each(lambda e: codes.cow(e.country)),
        each(lambda e: e.sector[0] if e.sector else None), each(lambda e: "|".join(e.sector)),
        each(lambda e: e.office), each(lambda e: act.words(nearest_mention(e, act.event))),
        each(lambda e: _wikidata_id(e.identifier)),
    ]  # fmt: skip


def _wikidata_id(identifier: str | None) -> str | None:
    """The identifier if it is one of Wikidata; of the others nobody else knows any.

    >>> _wikidata_id("Q1065"), _wikidata_id("dragoman:FRA:ada-brandt")
    ('Q1065', None)
    """
    return identifier if identifier and re.fullmatch(r"Q\d+", identifier) else None


def _joined(values: Iterable[str]) -> str | None:
    return "; ".join(value.replace(";", ",") for value in values) or None
