"""ICEWS: 20 columns, tab-separated, with a header; one row a dyad."""

from collections.abc import Iterable
from typing import TextIO

from dragoman.exports.acts import Act
from dragoman.exports.cameo import Cameo
from dragoman.exports.codes import Codes, icews_sectors
from dragoman.exports.dyads import Dyad, dyads_of, number_of
from dragoman.exports.lines import Cell, write_line

HEADER = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City",
    "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
_MISSING = "NULL"


def write_icews(acts: Iterable[Act], out: TextIO) -> None:
    """Write acts as ICEWS does, missing values as `NULL`. Intensities are PLOVER's; sentences have no number."""
    codes, cameo = Codes(), Cameo()
    write_line(out, HEADER, missing=_MISSING)
    for act in acts:
        for dyad in dyads_of(act):
            write_line(out, _row(dyad, codes, cameo), missing=_MISSING)


def _row(dyad: Dyad, codes: Codes, cameo: Cameo) -> list[Cell]:
    act, source, target = dyad.act, dyad.source, dyad.target
    on, where, code = act.day.as_date(), act.event.where, dyad.code(cameo)
    feature = where.feature or "" if where else ""
    name = where.name if where else None
    return [
        dyad.id, on.isoformat() if on else None, source.name if source else None, icews_sectors(source),
        codes.name(source.country) if source else None, code.name if code else None, code.code if code else None,
        act.event.intensity, target.name if target else None, icews_sectors(target),
        codes.name(target.country) if target else None, number_of(act.report.id), None, act.report.source,
        name if feature.startswith("PPL") else None, name if feature == "ADM2" else None,
        name if feature == "ADM1" else None, codes.name(where.country) if where else None,
        where.lat if where else None, where.lon if where else None,
    ]  # fmt: skip
