"""Acts as one flat row each: the SQL that makes index/acts.parquet from shards."""

WINDOW_DAYS = 3  # an act without a day is one of the report's day or of so many days before
SHORT_DAYS = 7  # a stretch of days that is longer does not fix an act

# "Oman denied that its boats fired": what is told on the word of who denies it in that sentence is their denial.
_DENYING = r"\b(den(y|ies|ied|ying|ials?)|refut(e|es|ed|ing|ation)|repudiat(e|es|ed|ing|ion))\b"

# Reports whose latest revision is in a shard: the table `chosen` (report, revision, shard).
CHOOSE = """
    CREATE TABLE chosen AS
    SELECT report, revision, filename AS shard FROM read_parquet($reports, filename = true)
    QUALIFY row_number() OVER (PARTITION BY report ORDER BY revision DESC, filename) = 1
"""


def _party(role: str, one: str, many: str) -> str:
    return f"""coalesce({role}.names, []) AS {many}, coalesce({role}.countries, []) AS {one}_countries,
        coalesce({role}.sectors, []) AS {one}_sectors, coalesce({role}.ids, []) AS {one}_ids"""


def _role(column: str) -> str:
    return f"""SELECT shard, report, event, '{column}' AS role, unnest({column}) AS entity,
        generate_subscripts({column}, 1) AS place FROM told"""  # noqa: S608


# Rows of index/acts.parquet but for the column `cluster`, and the days on which an act is compared with others.
# `fresh` (report, revision, shard) names the reports that are wanted.
ACTS = f"""
    WITH told AS (
        SELECT e.* EXCLUDE (filename), f.shard
        FROM read_parquet($events, filename = true) e
        JOIN fresh f ON e.report = f.report AND e.revision = f.revision
            AND parse_dirpath(e.filename) = parse_dirpath(f.shard)
    ), cast_of AS (
        SELECT f.shard, n.report, n.entity, n.name, n.country, n.sector[1] AS sector,
            coalesce(n.identifier, 'local:' || lower(n.name) || coalesce('|' || n.country, '')) AS id
        FROM read_parquet($entities, filename = true) n
        JOIN fresh f ON n.report = f.report AND n.revision = f.revision
            AND parse_dirpath(n.filename) = parse_dirpath(f.shard)
    ), parties AS (
        SELECT shard, report, event, role, list(name ORDER BY place) AS names,
            list(country ORDER BY place) AS countries, list(sector ORDER BY place) AS sectors,
            list(id ORDER BY place) AS ids
        FROM ({_role("actor")} UNION ALL {_role("recipient")} UNION ALL {_role("according_to")})
        LEFT JOIN cast_of USING (shard, report, entity)
        GROUP BY ALL
    ), denials AS (
        SELECT e.shard, e.report, e.event, e.sentence, e.actor
        FROM told e JOIN read_parquet($reports, filename = true) r
            ON r.report = e.report AND r.revision = e.revision AND r.filename = e.shard
        WHERE len(list_filter(e.triggers, lambda t:
            regexp_matches(lower(r.text[t."start" + 1 : t."end"]), '{_DENYING}'))) > 0
    )
    SELECT e.report || '#' || e.event AS act, e.report, e.revision, e.event, r.date AS report_date,
        r.source AS publisher, r.title, r.url, e.type, e.mode, e.context, e.quad, e.intensity,
        {_party("a", "actor", "actors")}, {_party("b", "recipient", "recipients")}, {_party("c", "source", "sources")},
        e.when_start, e.when_end, e.when_precision, e.where_name, e.where_country, e.lat, e.lon, e.where_precision,
        e.auxiliary, list_contains(e.auxiliary, 'negated') AS negated,
        EXISTS (FROM denials d WHERE d.shard = e.shard AND d.report = e.report AND d.event <> e.event
            AND d.sentence = e.sentence AND list_has_any(d.actor, e.according_to)) AS denied,
        list_transform(e.triggers, lambda t: r.text[t."start" + 1 : t."end"]) AS triggers,
        r.text[e.sentence."start" + 1 : e.sentence."end"] AS sentence, e.confidence
    FROM told e
    JOIN read_parquet($reports, filename = true) r
        ON r.report = e.report AND r.revision = e.revision AND r.filename = e.shard
    LEFT JOIN parties a ON a.shard = e.shard AND a.report = e.report AND a.event = e.event AND a.role = 'actor'
    LEFT JOIN parties b ON b.shard = e.shard AND b.report = e.report AND b.event = e.event AND b.role = 'recipient'
    LEFT JOIN parties c ON c.shard = e.shard AND c.report = e.report AND c.event = e.event AND c.role = 'according_to'
"""  # noqa: S608 (names of this file's own)

ORDER = "when_start NULLS LAST, report_date, report, length(event), event"


def with_windows(acts: str) -> str:
    """Acts with the first and last of the days on which each may be told with others.

    A stretch too long to fix an act is cut to the days before its report; if it lies before those, its first day
    stands for it.
    """
    return f"""
        SELECT *, CASE
                WHEN coalesce(when_end, when_start) - when_start <= {SHORT_DAYS} THEN when_start
                WHEN is_near THEN greatest(report_date - {WINDOW_DAYS}, when_start)
                ELSE coalesce(when_start, when_end) END AS first_day,
            CASE
                WHEN coalesce(when_end, when_start) - when_start <= {SHORT_DAYS} THEN coalesce(when_end, when_start)
                WHEN is_near THEN least(report_date, when_end)
                ELSE coalesce(when_start, when_end) END AS last_day
        FROM (SELECT *, coalesce(when_start <= report_date, true)
            AND coalesce(when_end >= report_date - {WINDOW_DAYS}, true) AS is_near FROM {acts})
    """  # noqa: S608


# Rows of index/clusters.parquet. `lines_of_merged` (cluster, members, why, disputed_by, dispute) holds those of acts
# with links; every other act is an event of its own. Days are those that all members leave open.
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
