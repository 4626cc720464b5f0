"""The stored tables made flat for asking: one row an act, one row a statement, with names in place of ids.

Each is a query over the views `reports`, `entities`, `statements` and `events`, which hold one revision of a report:
the latest of all, or of those that an index has not yet.
"""

# ruff: noqa: S608 (names are this package's own, values are parameters, paths are quoted)

from dragoman.record.local import identify_sql

# Names and codes of the entities in a list of ids, each in the list's order, null where unknown.
_PARTIES = """
        list_transform({ids}, lambda i: cast_of.names[i]) AS {names},
        list_transform({ids}, lambda i: cast_of.countries[i]) AS {countries},
        list_transform({ids}, lambda i: cast_of.sectors[i]) AS {sectors},
        list_transform({ids}, lambda i: cast_of.ids[i]) AS {identifiers}"""

_CAST = f"""
    cast_of AS (
        SELECT report, map_from_entries(list((entity, name))) AS names,
            map_from_entries(list((entity, country))) AS countries,
            map_from_entries(list((entity, sector[1]))) AS sectors,
            map_from_entries(list((entity, {identify_sql("identifier", "name", "country")}))) AS ids
        FROM entities GROUP BY report
    )"""


def _parties(ids: str, one: str, many: str) -> str:
    return _PARTIES.format(
        ids=f"coalesce({ids}, [])", names=many, countries=f"{one}_countries", sectors=f"{one}_sectors",
        identifiers=f"{one}_ids",
    )  # fmt: skip


# "Oman denied that its boats fired": what is told on the word of who denies it in that sentence is their denial.
_DENYING = r"\b(den(y|ies|ied|ying|ials?)|refut(e|es|ed|ing|ation)|repudiat(e|es|ed|ing|ion))\b"

ACTS_ORDER = "when_start NULLS LAST, report_date, report, length(event), event"
ACTS = f"""
    WITH {_CAST},
    denials AS (
        SELECT e.report, e.event, e.sentence, e.actor FROM events e JOIN reports r USING (report)
        WHERE len(list_filter(e.triggers, lambda t:
            regexp_matches(lower(r.text[t."start" + 1 : t."end"]), '{_DENYING}'))) > 0
    )
    SELECT e.report || '#' || e.event AS act, e.report, e.revision, e.event, r.date AS report_date,
        r.source AS publisher, r.title, r.url, e.type, e.mode, e.context, e.quad, e.intensity,
        {_parties("e.actor", "actor", "actors")}, {_parties("e.recipient", "recipient", "recipients")},
        {_parties("e.according_to", "source", "sources")},
        e.when_start, e.when_end, e.when_precision, e.where_name, e.where_country, e.lat, e.lon, e.where_precision,
        e.auxiliary, list_contains(e.auxiliary, 'negated') AS negated,
        EXISTS (FROM denials d WHERE d.report = e.report AND d.event <> e.event AND d.sentence = e.sentence
            AND list_has_any(d.actor, e.according_to)) AS denied,
        list_transform(e.triggers, lambda t: r.text[t."start" + 1 : t."end"]) AS triggers,
        r.text[e.sentence."start" + 1 : e.sentence."end"] AS sentence, e.confidence
    FROM events e JOIN reports r USING (report) LEFT JOIN cast_of USING (report)
"""
# Without an index every act is a merged event of its own.
UNMERGED = f"SELECT *, act AS cluster FROM ({ACTS}) ORDER BY {ACTS_ORDER}"

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
"""

ALONE = """
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

# Merged events as an index has them. `lines_of_merged` (cluster, members, why, disputed_by, dispute) holds those of
# acts with links; every other act is an event of its own. Days are those that all members leave open.
CLUSTERS = """
    WITH named AS (
        SELECT cluster, members, why, disputed_by, dispute FROM lines_of_merged
        UNION ALL
        SELECT act, [act], [], [], [] FROM merged_acts
        WHERE cluster = act AND act NOT IN (SELECT cluster FROM lines_of_merged)
    ), counted AS (
        SELECT cluster, count(*) AS acts, count(DISTINCT report) AS reports, count(DISTINCT publisher) AS publishers,
            max(when_start) AS when_start, min(when_end) AS when_end, any_value(type) FILTER (act = cluster) AS type
        FROM merged_acts GROUP BY cluster
    )
    SELECT cluster, c.acts::INTEGER AS acts, c.reports::INTEGER AS reports, c.publishers::INTEGER AS publishers,
        members, c.type, c.when_start, c.when_end, why, disputed_by, dispute
    FROM named JOIN counted c USING (cluster) ORDER BY c.when_start NULLS LAST, cluster
"""
