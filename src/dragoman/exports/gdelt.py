"""GDELT 2.0: events in 61 columns and mentions in 16, tab-separated, without a header; one row a dyad."""

import re
from collections.abc import Iterable
from datetime import date
from typing import TextIO

from dragoman.exports.acts import Act
from dragoman.exports.cameo import Cameo
from dragoman.exports.codes import Codes
from dragoman.exports.dyads import Dyad, dyads_of
from dragoman.exports.lines import Cell, write_line
from dragoman.exports.mentions import nearest_mention
from dragoman.types import Entity, Report, Where

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GlobalEventID", "Day", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{part}" for n in (1, 2) for part in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{whose}Geo_{part}" for whose in ("Actor1", "Actor2", "Action") for part in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTION_COLUMNS = (
    "GlobalEventID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
_MIDNIGHT = "000000"
_WEB, _CITATION = 1, 2  # MentionType: a URL identifies the report, or only a citation does


def write_gdelt(acts: Iterable[Act], out: TextIO) -> None:
    """Write acts as GDELT's table of events, missing values blank; each report's telling is a row of its own.

    The Goldstein scale holds PLOVER's intensities. Tone is not measured; places of actors are not known.
    """
    codes, cameo = Codes(), Cameo()
    for act in acts:
        for dyad in dyads_of(act):
            write_line(out, _event(dyad, codes, cameo), missing="")


def write_gdelt_mentions(acts: Iterable[Act], out: TextIO) -> None:
    """Write acts as GDELT's table of mentions: a row for each place in a report that tells of a dyad's act."""
    for act in acts:
        for dyad in dyads_of(act):
            for trigger in act.event.triggers:
                write_line(out, _mention(dyad, trigger.start), missing="")


def _event(dyad: Dyad, codes: Codes, cameo: Cameo) -> list[Cell]:
    act, event, day = dyad.act, dyad.act.event, dyad.act.day
    on, code = day.as_date(), dyad.code(cameo)
    return [
        dyad.id, on.strftime("%Y%m%d") if on else None,
        f"{day.year:04}{day.month:02}" if day.year and day.month else None, day.year, _fraction(on),
        *_actor(dyad.source, codes), *_actor(dyad.target, codes),
        int(event.sentence.start < _end_of_lead(act.report)),
        code.code if code else None, code.base if code else None, code.root if code else None,
        code.gdelt_quad if code else None, event.intensity, max(1, len(event.triggers)), 1, 1, None,
        0, *[None] * 7, 0, *[None] * 7, *_place(event.where, codes),
        act.report.date.strftime("%Y%m%d") + _MIDNIGHT, act.report.url,
    ]  # fmt: skip


def _fraction(on: date | None) -> str | None:
    """The year and the part of it gone by, in GDELT's reckoning of 30 days a month.

    >>> _fraction(date(2023, 2, 10))
    '2023.1096'
    """
    if on is None:
        return None
    return f"{on.year}.{round(((on.month - 1) * 30 + on.day) / 365 * 10000):04}"


def _actor(entity: Entity | None, codes: Codes) -> list[Cell]:
    actor = codes.actor(entity)
    types = (*actor.roles, "", "", "")[:3]
    name = entity.name.upper() if entity else None
    return [actor.code, name, actor.country, actor.group, None, actor.religion, None, *types]


def _place(where: Where | None, codes: Codes) -> list[Cell]:
    """Type 1 a country, 2 and 3 a state and a city of the United States, 4 and 5 a city and a state elsewhere."""
    if where is None:
        return [0, *[None] * 7]
    fips, country = codes.fips(where.country), codes.name(where.country)
    american = where.country == "USA"
    if where.precision == "country":
        return [1, where.name, fips, fips, None, where.lat, where.lon, fips]
    kind = (2 if american else 5) if where.precision == "region" else (3 if american else 4)
    full = f"{where.name}, {country}" if country else where.name
    return [kind, full, fips, None, None, where.lat, where.lon, None]


def _end_of_lead(report: Report) -> int:
    """Where the report's first paragraph ends; a headline above it does not count."""
    title = " ".join((report.title or "").split()).rstrip(".")
    for paragraph in re.finditer(r"\S.*?(?=\n\s*\n|\Z)", report.text, re.DOTALL):
        if " ".join(paragraph[0].split()).rstrip(".") != title:
            return paragraph.end()
    return len(report.text)


def _mention(dyad: Dyad, action: int) -> list[Cell]:
    act, event, report = dyad.act, dyad.act.event, dyad.act.report
    on = act.day.as_date()
    sides = [nearest_mention(entity, event) if entity else None for entity in (dyad.source, dyad.target)]
    return [
        dyad.id, on.strftime("%Y%m%d") + _MIDNIGHT if on else None, report.date.strftime("%Y%m%d") + _MIDNIGHT,
        _WEB if report.url else _CITATION, report.source, report.url or report.id, None,
        *(side.start if side else -1 for side in sides), action, 1, round(100 * event.confidence), len(report.text),
        None, None, None,
    ]  # fmt: skip
