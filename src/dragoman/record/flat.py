"""The stored tables made flat for asking: one row an act, one row a statement, with names in place of ids.

Each is a query over the views `reports`, `entities`, `statements` and `events`, which hold the latest
revision of every report.
"""

# ruff: noqa: S608 (names are this package's own, values are parameters, paths are quoted)

# Names and codes of the entities in a list of ids, each in the list's order, null where unknown.
_PARTIES = """
        list_transform({ids}, lambda i: cast_of.names[i]) AS {names},
        list_transform({ids}, lambda i: cast_of.countries[i]) AS {countries},
        list_transform({ids}, lambda i: cast_of.sectors[i]) AS {sectors},
        list_transform({ids}, lambda i: cast_of.ids[i]) AS {identifiers}"""

_CAST = """
    cast_of AS (
        SELECT report, map_from_entries(list((entity, name))) AS names,
            map_from_entries(list((entity, country))) AS countries,
            map_from_entries(list((entity, sector[1]))) AS sectors,
            map_from_entries(list((entity, coalesce(
                identifier, 'local:' || lower(name) || coalesce('|' || country, '')
            )))) AS ids
        FROM entities GROUP BY report
    )"""


def _parties(ids: str, one: str, many: str) -> str:
    return _PARTIES.format(
        ids=f"coalesce({ids}, [])", names=many, countries=f"{one}_countries", sectors=f"{one}_sectors",
        identifiers=f"{one}_ids",
    )  # fmt: skip


ACTS = f"""
    WITH {_CAST}
    SELECT e.report || '#' || e.event AS act, e.report, e.revision, e.event, r.date AS report_date,
        r.source AS publisher, r.title, r.url, e.type, e.mode, e.context, e.quad, e.intensity,
        {_parties("e.actor", "actor", "actors")}, {_parties("e.recipient", "recipient", "recipients")},
        {_parties("e.according_to", "source", "sources")},
        e.when_start, e.when_end, e.when_precision, e.where_name, e.where_country, e.lat, e.lon, e.auxiliary,
        list_contains(e.auxiliary, 'negated') AS negated,
        list_transform(e.triggers, lambda t: r.text[t."start" + 1 : t."end"]) AS triggers,
        r.text[e.sentence."start" + 1 : e.sentence."end"] AS sentence, e.confidence,
        e.report || '#' || e.event AS cluster
    FROM events e JOIN reports r USING (report) LEFT JOIN cast_of USING (report)
    ORDER BY e.when_start NULLS LAST, r.date, e.report, length(e.event), e.event
"""

SAID_ORDER = "when_start NULLS LAST, report_date, report, length(statement), statement"
SAID = f"""
    WITH {_CAST},
    speakers AS (
        SELECT report, map_from_entries(list((statement, speaker))) AS spoke FROM statements GROUP BY report
    ),
    told AS (
        SELECT s.report, s.statement, list(e.report || '#' || e.event ORDER BY length(e.event), e.event) AS acts
        FROM statements s JOIN events e USING (report)
        WHERE len(list_filter(list_prepend(s.cue, s.content), lambda p:
            len(list_filter(e.triggers, lambda t: t."start" < p."end" AND p."start" < t."end")) > 0)) > 0
        GROUP BY ALL
    )
    SELECT s.report || '#' || s.statement AS said, s.report, s.revision, s.statement, r.date AS report_date,
        r.source AS publisher, r.title, r.url,
        {_parties("s.speaker", "speaker", "speakers")}, {_parties("s.addressee", "addressee", "addressees")},
        {_parties("spoke[s.via]", "relay", "relays")},
        r.text[s.cue."start" + 1 : s.cue."end"] AS cue,
        array_to_string(list_transform(s.content, lambda c: r.text[c."start" + 1 : c."end"]), ' … ') AS content,
        list_transform(s.quotes, lambda q: r.text[q."start" + 1 : q."end"]) AS quotes, s.hedged,
        s.when_start, s.when_end, s.when_precision, coalesce(told.acts, []) AS acts
    FROM statements s JOIN reports r USING (report) LEFT JOIN cast_of USING (report)
        LEFT JOIN speakers USING (report) LEFT JOIN told USING (report, statement)
    ORDER BY {SAID_ORDER}
"""

CLUSTERS = """
    SELECT cluster, 1 AS acts, 1 AS reports, 1 AS publishers, [act] AS members, type, when_start, when_end,
        []::VARCHAR[] AS why, []::VARCHAR[] AS disputed_by, []::VARCHAR[] AS dispute
    FROM acts
"""

# Everybody who acts, is acted on or is a source, under the identifier that acts have them by.
PARTIES = """
    WITH everybody AS (
        SELECT unnest(actor_ids) AS identifier, unnest(actors) AS name, unnest(actor_countries) AS country,
            unnest(actor_sectors) AS sector FROM acts
        UNION ALL SELECT unnest(recipient_ids), unnest(recipients), unnest(recipient_countries),
            unnest(recipient_sectors) FROM acts
        UNION ALL SELECT unnest(source_ids), unnest(sources), unnest(source_countries), unnest(source_sectors) FROM acts
    ),
    called AS (
        SELECT identifier, name, country, sector, count(*) AS times FROM everybody
        WHERE identifier IS NOT NULL GROUP BY ALL
    )
    SELECT identifier, arg_max(name, (times, name)) AS name,
        coalesce(list(DISTINCT country ORDER BY country) FILTER (country IS NOT NULL), []) AS party_countries,
        coalesce(list(DISTINCT sector ORDER BY sector) FILTER (sector IS NOT NULL), []) AS party_sectors,
        list(DISTINCT name ORDER BY name) AS names
    FROM called GROUP BY identifier ORDER BY identifier
"""
