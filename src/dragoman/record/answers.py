"""The questions that can be put to a record, as SQL over its views: pure text, run by whoever holds the connection.

Everything counts merged events, not reports of them: of the acts that a filter lets through the first of each
merged event stands for it. `n` is an act's place in order of time.
"""

# ruff: noqa: S608 (names are this package's own, values are parameters, paths are quoted)

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dragoman.errors import RecordError
from dragoman.record.condition import Condition
from dragoman.record.pairs import list_ways
from dragoman.record.query import (
    HAPPENED,
    Filters,
    condition_on_party,
    conditions_on_acts,
    conditions_on_said,
)

PERIODS = ("day", "week", "month", "quarter", "year")
POSITIONS: Mapping[str, str] = {
    "REQUEST": "demanded", "REJECT": "refused", "AGREE": "offered", "CONCEDE": "conceded", "SUPPORT": "backed",
    "ACCUSE": "accused", "THREATEN": "threatened",
}  # fmt: skip
ON_POSITIONS = Condition(f"type IN ({', '.join(repr(t) for t in POSITIONS)})")  # what positions ask of acts
ANYTHING = Condition("true")
_MAIN = 3  # entries named in each period of a timeline


@dataclass(frozen=True, slots=True)
class Question:
    """A query and the values of its parameters, in order; a `foreign` one was not written here and may be wrong."""

    sql: str
    values: tuple[object, ...] = ()
    foreign: bool = False


def list_events(f: Filters, *, limit: int | None = None, counted: bool = False) -> Question:
    """Merged events in order of time: the first act of each, and how many acts, reports and publishers tell it.

    Of this and the other lists, `counted` adds a last column `total`: how many rows there are without the limit.
    """
    chosen = _chosen(f)
    return Question(
        f"""
        WITH {chosen.sql}, few AS (SELECT *{_total(counted)} FROM chosen ORDER BY n {_limit(limit)})
        SELECT a.when_start, a.when_end, a.when_precision, a.report_date, a.type, a.mode, a.auxiliary, a.actors,
            a.actor_countries, a.recipients, a.recipient_countries, a.sources, a.source_countries, a.where_name,
            a.where_country, a.lat, a.lon, a.context, a.quad, a.intensity, a.confidence, few.acts, few.claims,
            coalesce(c.reports, 1) AS reports, coalesce(c.publishers, 1) AS publishers,
            coalesce(c.disputed_by, []) AS disputed_by, a.publisher, a.title, a.url,
            a.triggers, a.sentence, a.act, a.cluster{", total" if counted else ""}
        FROM ordered_acts a JOIN few USING (n) LEFT JOIN clusters c ON c.cluster = a.cluster
        ORDER BY n
        """,
        chosen.values,
    )


def count_undated(f: Filters, *, more: Condition = ANYTHING) -> Question:
    """How many merged events are left out because they have no day, though all else fits.

    One of whose fitting acts any has a day is not left out for want of it. `more` is what a question asks of acts
    beside the filters: ON_POSITIONS, or `on_pairs` of a record's filters, which then are `of_anybody`.
    """
    where = conditions_on_acts(replace(f, since=None, until=None))
    return Question(
        f"SELECT count(*) FROM (SELECT cluster FROM acts WHERE {more.sql} AND {where.sql} "
        "GROUP BY cluster HAVING bool_and(when_start IS NULL AND when_end IS NULL))",
        (*more.values, *where.values),
    )


def list_statements(f: Filters, *, limit: int | None = None, counted: bool = False) -> Question:
    """Statements in order of time: who said what to whom, through whom, and which acts that amounts to."""
    where = conditions_on_said(f)
    return Question(
        f"""
        WITH few AS (SELECT n{_total(counted)} FROM ordered_said WHERE {where.sql} ORDER BY n {_limit(limit)})
        SELECT when_start, when_end, when_precision, report_date, speakers, speaker_countries, cue, addressees,
            addressee_countries, content, quotes, hedged, relays, relay_countries, publisher, title, url, acts, said
            {", total" if counted else ""}
        FROM ordered_said JOIN few USING (n) ORDER BY n
        """,
        where.values,
    )


def list_actors(f: Filters, *, limit: int | None = None, counted: bool = False) -> Question:
    """Who appears how often, and as what; `actor` and `country` choose who is listed, the rest which acts count."""
    chosen = _chosen(replace(f, actor=(), country=()))
    who = condition_on_party(f)
    return Question(
        f"""
        WITH {chosen.sql}, base AS (
            SELECT actor_ids, recipient_ids, source_ids, when_start FROM ordered_acts SEMI JOIN chosen USING (n)
        ),
        parts AS (
            SELECT unnest(actor_ids) AS identifier, 1 AS role, when_start FROM base
            UNION ALL SELECT unnest(recipient_ids), 2, when_start FROM base
            UNION ALL SELECT unnest(source_ids), 3, when_start FROM base
        ),
        listed AS (
            SELECT identifier, count(*) AS times, count(*) FILTER (role = 1) AS acted,
                count(*) FILTER (role = 2) AS received, count(*) FILTER (role = 3) AS source,
                min(when_start) AS first, max(when_start) AS last{_total(counted)}
            FROM parts WHERE {
            "identifier IS NOT NULL"
            if who is None
            else f"identifier IN (SELECT identifier FROM parties WHERE {who.sql})"
        }
            GROUP BY identifier ORDER BY times DESC, identifier {_limit(limit)}
        )
        SELECT name, party_countries AS countries, party_sectors AS sectors, acted, received, source, first, last,
            names, identifier{", total" if counted else ""}
        FROM listed JOIN parties USING (identifier) ORDER BY times DESC, identifier
        """,
        (*chosen.values, *(() if who is None else who.values)),
    )


def count_dyads(
    f: Filters, *, by: str | None = None, by_type: bool = False, named: bool = False, limit: int | None = None,
    counted: bool = False,
) -> Question:  # fmt: skip
    """Who to whom, by period if asked: events that happened, by quad class, with the mean intensity.

    Countries or, `named`, each identifier under its commonest name. `events`, the quad classes and the intensity
    count what is told as happened; `claims` how many of these somebody says so; `not_happened` what is denied,
    planned or imagined.
    `actor`, `recipient` and `pair` choose the rows, whose numbers are those without them; the rest which acts count.
    What several do together counts in both directions, if the codebook calls its type mutual, and so does what is
    answered, a visit; else what is done to nobody told is no act between them.
    """
    chosen, ways, period = _chosen(f.of_anybody), list_ways(f, named=named), _period(f, by)
    keys = ", ".join([*(["period"] if by else []), "actor", "recipient", *(["type"] if by_type else [])])
    counts = f"SELECT {keys}, {_SUMS} FROM once GROUP BY ALL"
    if named:
        counts = f"""SELECT c.* REPLACE (a.name AS actor, r.name AS recipient), a.party_countries AS actor_countries,
            r.party_countries AS recipient_countries, c.actor AS actor_id, c.recipient AS recipient_id
            FROM ({counts}) c JOIN parties a ON a.identifier = c.actor JOIN parties r ON r.identifier = c.recipient"""
    return Question(
        f"""
        WITH {chosen.sql}, base AS (
            SELECT n, type, quad, intensity, {HAPPENED} AS happened, len(sources) > 0 AS claimed, {period} AS period,
                unnest({ways.sql}, max_depth := 2)
            FROM ordered_acts SEMI JOIN chosen USING (n)
        ),
        acting AS (SELECT * EXCLUDE (doing), unnest(doing) AS actor FROM base),
        pairs AS (SELECT * EXCLUDE (done_to), unnest(done_to) AS recipient FROM acting),
        once AS (
            SELECT DISTINCT ON (n, actor, recipient) * FROM pairs
            WHERE actor IS NOT NULL AND recipient IS NOT NULL AND NOT (together AND actor = recipient)
                {"AND period IS NOT NULL" if by else ""}
        )
        SELECT *{_total(counted)} FROM ({counts})
        ORDER BY {"period, " if by else ""}events DESC, not_happened DESC, {keys}
            {", actor_id, recipient_id" if named else ""} {_limit(limit)}
        """,
        (*chosen.values, *ways.values),
    )


def list_timeline(f: Filters, *, by: str, limit: int | None = None, counted: bool = False) -> Question:
    """Events by period: counts as in dyads, and the main entries: most reports, then strongest, then surest.

    `counted` adds `undated` and `unplaced` too: how many events have no day, and how many have days but none of the
    periods, because they span more than one or go on since before the first.
    """
    chosen, period = _chosen(f), _period(f, by)
    left_out = "(SELECT count(*) FROM base WHERE period IS NULL AND day IS {}NULL)"
    lost = f", total, {left_out.format('')} AS undated, {left_out.format('NOT ')} AS unplaced" if counted else ""
    return Question(
        f"""
        WITH {chosen.sql}, base AS (
            SELECT n, type, quad, intensity, {HAPPENED} AS happened, len(sources) > 0 AS claimed, confidence,
                {period} AS period, coalesce(reports, 1) AS reports, coalesce(when_start, when_end) AS day
            FROM ordered_acts SEMI JOIN chosen USING (n)
                LEFT JOIN (SELECT cluster, reports FROM clusters WHERE reports > 1) USING (cluster)
        ),
        periods AS (
            SELECT *{_total(counted)} FROM (SELECT period, {_SUMS},
                arg_max(n, (happened, reports, abs(intensity), confidence, -n), {_MAIN}) AS main
            FROM base WHERE period IS NOT NULL GROUP BY period) ORDER BY period {_limit(limit)}
        ),
        named AS (
            SELECT period, list({{
                'act': act, 'type': type, 'mode': mode, 'quad': quad, 'auxiliary': auxiliary, 'actors': actors,
                'actor_countries': actor_countries, 'recipients': recipients,
                'recipient_countries': recipient_countries, 'sources': sources, 'source_countries': source_countries
            }} ORDER BY place) AS main
            FROM ordered_acts JOIN (
                SELECT period, unnest(main) AS n, generate_subscripts(main, 1) AS place FROM periods
            ) USING (n) GROUP BY period
        )
        SELECT periods.* EXCLUDE ({"main, total" if counted else "main"}), named.main{lost}
        FROM periods JOIN named USING (period) ORDER BY period
        """,
        chosen.values,
    )


def list_positions(f: Filters, *, limit: int | None = None, counted: bool = False) -> Question:
    """What each actor demanded, refused, offered … and said, in order of time, and on whose word we have it.

    Each identifier has its commonest name. An act shows the words of the statement it lies in; a statement that
    amounts to a listed act is not listed again. Raises RecordError without any of those filters that
    say on what matter, of whom or toward whom.
    """
    if not (f.actor or f.recipient or f.pair or f.about or f.country):
        raise RecordError(
            "--about: positions are on a matter, of somebody or toward somebody; give --about, --actor, --recipient, "
            "--pair or --country"
        )
    chosen = _chosen(f, ON_POSITIONS)
    where = conditions_on_said(replace(f, type=(), auxiliary=(), only_happened=False, min_confidence=None))
    stances = " ".join(f"WHEN '{kind}' THEN '{word}'" for kind, word in POSITIONS.items())
    if f.type or f.auxiliary or f.only_happened or f.min_confidence is not None:
        where = Condition("false")
    return Question(
        f"""
        WITH {chosen.sql}, acted AS (
            SELECT n, act, actors, actor_countries, actor_ids, when_start, when_end, report_date
            FROM ordered_acts SEMI JOIN chosen USING (n)
        ),
        linked AS (
            SELECT n, act FROM (SELECT n, unnest(acts) AS act FROM ordered_said) SEMI JOIN acted USING (act)
        ),
        found AS (
            SELECT unnest(actors) AS actor, unnest(actor_countries) AS country, unnest(actor_ids) AS identifier,
                coalesce(when_start, when_end, report_date) AS day, act AS entry, n, true AS is_act
            FROM acted
            UNION ALL
            SELECT unnest(speakers), unnest(speaker_countries), unnest(speaker_ids),
                coalesce(when_start, when_end, report_date), said, n, false
            FROM ordered_said ANTI JOIN linked USING (n) WHERE {where.sql}
        ),
        few AS (
            SELECT * REPLACE (coalesce(name, actor) AS actor){_total(counted)}
            FROM found LEFT JOIN (SELECT identifier, name FROM parties SEMI JOIN found USING (identifier))
                USING (identifier)
            ORDER BY actor, country, identifier, day, entry {_limit(limit)}
        ),
        spoken AS (
            SELECT act, arg_min(content, n) AS content FROM ordered_said
            JOIN (SELECT linked.n, act FROM linked JOIN few ON few.is_act AND few.entry = linked.act) USING (n)
            GROUP BY act
        )
        SELECT * EXCLUDE (day) FROM (
            SELECT actor, country, identifier, when_start, when_end, when_precision, report_date,
                CASE type {stances} END AS position, auxiliary, recipients AS toward,
                recipient_countries AS toward_countries, sources AS on_word_of,
                source_countries AS on_word_of_countries, coalesce(content, sentence) AS words, publisher, entry,
                day{", total" if counted else ""}
            FROM (SELECT * FROM few WHERE is_act) JOIN ordered_acts USING (n) LEFT JOIN spoken USING (act)
            UNION ALL
            SELECT actor, country, identifier, when_start, when_end, when_precision, report_date, 'said', [],
                addressees, addressee_countries, relays, relay_countries, content, publisher, entry,
                day{", total" if counted else ""}
            FROM (SELECT * FROM few WHERE NOT is_act) JOIN ordered_said USING (n)
        ) ORDER BY actor, country, identifier, day, entry
        """,
        (*chosen.values, *where.values),
    )


def list_types() -> Question:
    """The event types and modes that the record has."""
    return Question("SELECT DISTINCT type AS name FROM acts UNION SELECT DISTINCT unnest(mode) FROM acts ORDER BY name")


LIST_VIEWS = Question(
    """
    SELECT v.view_name AS view, v.comment AS holds,
        list(c.column_name || ' ' || c.data_type ORDER BY c.column_index) AS columns
    FROM duckdb_views() v JOIN duckdb_columns() c ON c.table_oid = v.view_oid
    WHERE v.comment IS NOT NULL GROUP BY ALL ORDER BY view
    """
)


def select(query: str, *, limit: int | None = None) -> Question:
    """A user's own query, if it is one that only reads. Raises RecordError for any other."""
    import duckdb

    try:
        found = duckdb.extract_statements(query)
    except duckdb.Error as error:
        raise RecordError(f"query: {error}") from None
    if len(found) != 1 or found[0].type != duckdb.StatementType.SELECT:
        raise RecordError("query: expected one SELECT; write your tables with --csv or --parquet FILE")
    return Question(f"SELECT * FROM ({found[0].query.rstrip().rstrip(';')}\n) {_limit(limit)}", foreign=True)


_SUMS = """count(*) FILTER (happened) AS events, count(*) FILTER (happened AND claimed) AS claims,
                count(*) FILTER (NOT happened) AS not_happened,
                count(*) FILTER (happened AND quad = 1) AS verbal_cooperation,
                count(*) FILTER (happened AND quad = 2) AS material_cooperation,
                count(*) FILTER (happened AND quad = 3) AS verbal_conflict,
                count(*) FILTER (happened AND quad = 4) AS material_conflict,
                round(avg(intensity) FILTER (happened), 3) AS mean_intensity"""


def _chosen(f: Filters, more: Condition = ANYTHING) -> Condition:
    """The first act of each merged event that has one that fits, with how many fit and how many of them are claims."""
    where = conditions_on_acts(f)
    return Condition(
        "chosen AS (SELECT min(n) AS n, count(*) AS acts, count(*) FILTER (len(sources) > 0) AS claims "
        f"FROM ordered_acts WHERE {more.sql} AND {where.sql} GROUP BY cluster)",
        (*more.values, *where.values),
    )


def _period(f: Filters, by: str | None) -> str:
    """The first day of the period that holds all of an act's days; an act that goes on is where it began."""
    if by is None:
        return "NULL"
    if by not in PERIODS:
        raise RecordError(f"--by: expected one of {', '.join(PERIODS)}, got {by!r}")
    if f.by_report_date:
        return f"date_trunc('{by}', report_date)::DATE"
    start = f"date_trunc('{by}', when_start)::DATE"
    fits = [f"(when_end IS NULL OR date_trunc('{by}', when_end)::DATE = {start})"]
    if f.since:
        fits.append(f"when_start >= date_trunc('{by}', DATE '{f.since}')")  # what goes on since before is in no period
    return f"CASE WHEN {' AND '.join(fits)} THEN {start} END"


def _total(counted: bool) -> str:
    return ", count(*) OVER () AS total" if counted else ""


def _limit(limit: int | None) -> str:
    if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int) or limit < 0):
        raise RecordError(f"limit: expected a whole number from 0, or None for all, got {limit!r}")
    return "" if limit is None else f"LIMIT {limit}"
