"""The tables of a record: names, DuckDB types, and what refers to what.

`report` and `revision` together are the key of a report in every table. A span is a struct of two
offsets into the report's text, counted in Unicode code points, end exclusive.
"""

from dataclasses import dataclass

SCHEMA = 1
SPAN = 'STRUCT("start" INTEGER, "end" INTEGER)'


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column; `refers` names the table of the same report whose ids it holds."""

    name: str
    type: str
    refers: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; `id` is the column that numbers its rows inside a report."""

    name: str
    id: str | None
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """The table's file in a shard."""
        return f"{self.name}.parquet"

    @property
    def struct(self) -> str:
        """The DuckDB type of a row."""
        fields = ", ".join(f"{c.name} {c.type}" for c in self.columns)
        return f"STRUCT({fields})"


def _table(name: str, id: str | None, columns: str) -> Table:
    """A table from lines of `name TYPE [-> table]`."""
    found = []
    for line in columns.strip().splitlines():
        rest, _, refers = line.partition("->")
        column, _, type_ = rest.strip().partition(" ")
        found.append(Column(name=column, type=type_.strip().replace("SPAN", SPAN), refers=refers.strip() or None))
    return Table(name=name, id=id, columns=tuple(found))


REPORTS = _table("reports", None, """
    report VARCHAR
    revision INTEGER
    hash VARCHAR
    date DATE
    title VARCHAR
    source VARCHAR
    url VARCHAR
    language VARCHAR
    text VARCHAR
    file VARCHAR
    position VARCHAR
""")  # fmt: skip

ENTITIES = _table("entities", "entity", """
    report VARCHAR
    revision INTEGER
    entity VARCHAR
    name VARCHAR
    country VARCHAR
    sector VARCHAR[]
    office VARCHAR
    identifier VARCHAR
    mentions SPAN[]
    reason VARCHAR
""")  # fmt: skip

STATEMENTS = _table("statements", "statement", """
    report VARCHAR
    revision INTEGER
    statement VARCHAR
    speaker VARCHAR[] -> entities
    addressee VARCHAR[] -> entities
    cue SPAN
    content SPAN[]
    quotes SPAN[]
    via VARCHAR -> statements
    hedged BOOLEAN
    when_start DATE
    when_end DATE
    when_precision VARCHAR
    when_text SPAN
    when_reason VARCHAR
""")  # fmt: skip

EVENTS = _table("events", "event", """
    report VARCHAR
    revision INTEGER
    event VARCHAR
    type VARCHAR
    mode VARCHAR[]
    context VARCHAR[]
    quad TINYINT
    intensity DOUBLE
    actor VARCHAR[] -> entities
    recipient VARCHAR[] -> entities
    when_start DATE
    when_end DATE
    when_precision VARCHAR
    when_text SPAN
    when_reason VARCHAR
    where_name VARCHAR
    where_country VARCHAR
    lat DOUBLE
    lon DOUBLE
    geonameid INTEGER
    feature VARCHAR
    where_precision VARCHAR
    where_text SPAN
    where_reason VARCHAR
    auxiliary VARCHAR[]
    according_to VARCHAR[] -> entities
    triggers SPAN[]
    sentence SPAN
    confidence DOUBLE
""")  # fmt: skip

REJECTS = _table("rejects", None, """
    report VARCHAR
    file VARCHAR
    position VARCHAR
    stage VARCHAR
    reason VARCHAR
""")  # fmt: skip

TABLES = (REPORTS, ENTITIES, STATEMENTS, EVENTS, REJECTS)
