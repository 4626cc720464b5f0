"""Phoenix: 26 columns, tab-separated, without a header; one row a dyad."""

from collections.abc import Iterable
from typing import TextIO

from dragoman.exports.acts import Act
from dragoman.exports.cameo import Cameo
from dragoman.exports.codes import Codes
from dragoman.exports.dyads import Dyad, dyads_of
from dragoman.exports.lines import Cell, write_line
from dragoman.types import Entity

COLUMNS = (
    "EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity", "SourceActorRole",
    "SourceActorAttribute", "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute",
    "EventCode", "EventRootCode", "QuadClass", "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName", "StateName",
    "CountryCode", "SentenceID", "URLs", "NewsSources",
)  # fmt: skip


def write_phoenix(acts: Iterable[Act], out: TextIO) -> None:
    """Write acts as Phoenix does, missing values blank. Scores are PLOVER's intensities, issues its contexts."""
    codes, cameo = Codes(), Cameo()
    for act in acts:
        for dyad in dyads_of(act):
            write_line(out, _row(dyad, codes, cameo), missing="")


def _row(dyad: Dyad, codes: Codes, cameo: Cameo) -> list[Cell]:
    act, event, where, day = dyad.act, dyad.act.event, dyad.act.event.where, dyad.act.day
    on, code = day.as_date(), dyad.code(cameo)
    return [
        f"{dyad.id}_{act.made.version}", on.strftime("%Y%m%d") if on else None, day.year, day.month, day.day,
        *_actor(dyad.source, codes), *_actor(dyad.target, codes),
        code.code if code else None, code.root if code else None, code.phoenix_quad if code else None, event.intensity,
        ";".join(f"{context.upper()},1" for context in event.context),
        where.lat if where else None, where.lon if where else None, where.name if where else None,
        where.name if where and where.feature == "ADM1" else None, where.country if where else None,
        act.id, _listed(act.report.url), _listed(act.report.source),
    ]  # fmt: skip


def _actor(entity: Entity | None, codes: Codes) -> list[Cell]:
    """The whole code, and its three-letter parts as entity, role and attribute."""
    code = codes.actor(entity).code
    return [code, code[:3], code[3:6], code[6:]]


def _listed(value: str | None) -> str | None:
    return value.replace(";", "%3B") if value else None
