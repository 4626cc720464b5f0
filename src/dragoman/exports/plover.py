"""PLOVER's own JSON: one object a line, with the field names of the manual's chapter "Data Fields"."""

import json
from collections.abc import Iterable
from typing import TextIO

from dragoman.exports.acts import Act
from dragoman.exports.codes import Codes, plover_country
from dragoman.exports.mentions import nearest_mention
from dragoman.output import Json
from dragoman.types import Entity, Where

_RESOLUTION = {"city": 4, "region": 2, "country": 1}
_CLASSES = {"PPL": "P", "ADM": "A", "PCL": "A"}


def write_plover(acts: Iterable[Act], out: TextIO) -> None:
    """Write acts as PLOVER's JSON lines; what is not known is left out, but for a missing `date`, which is null.

    Four fields are ours: `auxiliary`, `according_to`, `date_precision` and `confidence`.
    """
    codes = Codes()
    for act in acts:
        out.write(json.dumps(_object(act, codes), ensure_ascii=False) + "\n")


def _object(act: Act, codes: Codes) -> dict[str, Json]:
    event, report, when = act.event, act.report, act.event.when
    start, end, precision = (when.start, when.end, when.precision) if when else (act.day.as_date(), None, "day")
    found: dict[str, Json] = {
        "id": act.id,
        "date": start.isoformat() if start else None,
        "enddate": end.isoformat() if end else None,
        "date_precision": precision if start or end else None,
        "actor": [_entity(e, act) for e in act.actors],
        "recipient": [_entity(e, act) for e in act.recipients],
        "event": [event.type],
        "mode": list(event.mode),
        "context": list(event.context),
        "auxiliary": list(event.auxiliary),
        "according_to": [_entity(e, act) for e in act.sources],
        "quad_code": event.quad,
        "event_scale": event.intensity,
        "event_loc": _location(event.where, act, codes) if event.where else None,
        "event_text": [act.words(trigger) for trigger in event.triggers],
        "text": act.words(event.sentence),
        "text_info": {"start": event.sentence.start, "end": event.sentence.end},
        "confidence": event.confidence,
        "cite_info": _known(
            {
                "citation": report.id, "url": report.url, "title": report.title, "language": report.language,
                "publication": report.source, "coder": f"dragoman {act.made.version} {act.made.model}",
                "codebook": act.made.codebook,
            }
        ),
    }  # fmt: skip
    return {"id": found["id"], "date": found["date"], "actor": found["actor"], "event": found["event"]} | _known(found)


def _known(fields: dict[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in fields.items() if value is not None and value != []}


def _entity(entity: Entity, act: Act) -> Json:
    return _known(
        {
            "code": plover_country(entity.country), "sector": entity.sector[0] if entity.sector else None,
            "other_sectors": list(entity.sector[1:]), "entity_text": act.words(nearest_mention(entity, act.event)),
            "identifier_id": entity.identifier, "identifier_text": entity.name, "office": entity.office,
        }
    )  # fmt: skip


def _location(where: Where, act: Act, codes: Codes) -> Json:
    feature = where.feature or ""
    return _known(
        {
            "extracted_place": act.words(where.text), "resolved_place": where.name, "geonameid": where.geonameid,
            "lat": where.lat, "lon": where.lon, "city": where.name if feature.startswith("PPL") else None,
            "district": where.name if feature == "ADM2" else None,
            "province": where.name if feature == "ADM1" else None, "country": codes.name(where.country),
            "country_code": plover_country(where.country), "feature_class": _CLASSES.get(feature[:3]),
            "feature_code": where.feature, "resolution": 3 if feature == "ADM2" else _RESOLUTION.get(where.precision),
        }
    )  # fmt: skip
