"""The steps in which an index is built: stories, flat acts, links by day, merged events."""

# ruff: noqa: S608 (paths are quoted, names are this file's own)

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import duckdb

from dragoman.record.act import Act, Weights
from dragoman.record.act_rows import COLUMNS, Background, as_act
from dragoman.record.blocks import pairs_of_day
from dragoman.record.clustering import components
from dragoman.record.database import literal, parquet, path_literal
from dragoman.record.flat import ACTS, ACTS_ORDER, CLUSTERS, PARTIES, SAID, SAID_ORDER
from dragoman.record.merge import Link, Merged, link_acts, merge_acts
from dragoman.record.schema import ENTITIES, EVENTS, REPORTS, STATEMENTS
from dragoman.record.shards import stored_table
from dragoman.record.windows import with_windows

Observer: TypeAlias = Callable[[str, int, int], None]
_TERMS = 64  # heaviest words kept of a report; with 200 of them ECB+'s CoNLL F1 rises by 0.002
_FETCHED = 2000
_TOGETHER = 50  # shards whose rows are made flat at a time: the memory that this takes is theirs
_FORMS = {
    "stories": "{'report': 'VARCHAR', 'revision': 'INTEGER', 'terms': 'VARCHAR[]', 'weights': 'DOUBLE[]'}",
    "links": "{'day': 'DATE', 'a': 'VARCHAR', 'b': 'VARCHAR', 'chance': 'DOUBLE', 'disputed': 'BOOLEAN', "
    "'why': 'VARCHAR'}",
    "components": "{'act': 'VARCHAR', 'component': 'INTEGER'}",
    "merged": "{'cluster': 'VARCHAR', 'members': 'VARCHAR[]', 'why': 'VARCHAR[]', 'disputed_by': 'VARCHAR[]', "
    "'dispute': 'VARCHAR[]'}",
}


class _Timed(NamedTuple):
    """An act with the first and last of the days on which it may be told with others."""

    first: date
    last: date
    act: Act


class IndexBuilder:
    """One building of an index from some shards in a folder into the folder `aside`, over a database of its own.

    `observe` is told what is being done, and how much of how much of it is.
    """

    def __init__(
        self, db: duckdb.DuckDBPyConnection, folder: Path, shards: Sequence[str], aside: Path, background: Background,
        observe: Observer,
    ) -> None:  # fmt: skip
        self._db, self._folder, self._shards, self._aside = db, folder, shards, aside
        self._background, self._observe = background, observe

    def build(self, old: Path | None) -> None:
        """Write all files. `old` is the folder of an index of some of the shards, whose work is kept."""
        self._choose(old)
        self._write_stories(old)
        self._flatten(old)
        self._find_days(old)
        self._write_links(old)
        self._number_components()
        self._write_merged()
        self._copy(PARTIES, "parties")

    def _choose(self, old: Path | None) -> None:
        """`chosen`: the latest revisions and their shards; `fresh`: those the old index has not, `gone`: its others."""
        source = stored_table(self._folder, self._shards, REPORTS, options="filename = true")
        self._db.execute(
            f"CREATE TABLE chosen AS SELECT report, revision, parse_path(filename)[-2] AS shard FROM {source} "
            "QUALIFY row_number() OVER (PARTITION BY report ORDER BY revision DESC, shard) = 1"
        )
        if old is None:
            self._db.execute("CREATE TABLE fresh AS FROM chosen")
            return
        had = f"(SELECT report, revision FROM {parquet(old / 'stories.parquet')})"
        self._db.execute(f"CREATE TABLE fresh AS FROM chosen ANTI JOIN {had} USING (report, revision)")
        self._db.execute(f"CREATE TABLE gone AS FROM {had} ANTI JOIN chosen USING (report, revision)")

    def _write_stories(self, old: Path | None) -> None:
        """`stories`: the heaviest words of every report."""
        self._write_lines("stories", self._weigh_fresh())
        query = "FROM lines_of_stories"
        if old is not None:
            query += f" UNION ALL FROM {parquet(old / 'stories.parquet')} SEMI JOIN chosen USING (report, revision)"
        self._copy(f"SELECT * FROM ({query}) ORDER BY report", "stories")

    def _weigh_fresh(self) -> Iterator[dict[str, Any]]:
        ((total,),) = self._db.execute("SELECT count(*) FROM fresh").fetchall()
        done = 0
        for _ in self._see_fresh():
            for report, revision, text in _stream(
                self._db, "SELECT report, revision, concat_ws('\n', title, text) FROM reports"
            ):
                story = self._background.words.weigh(text, most=_TERMS)
                weights = [round(weight, 6) for weight in story.values()]
                yield {"report": report, "revision": revision, "terms": list(story), "weights": weights}
                done += 1
                self._observe("weighing words", done, total)

    def _flatten(self, old: Path | None) -> None:
        """`acts`: the flat rows of all chosen reports, without clusters; `fresh_acts`: the new ones' names; said."""
        self._see(self._shards[:1])
        self._db.execute(f"CREATE TABLE acts AS SELECT * FROM ({ACTS}) LIMIT 0")
        self._db.execute(f"CREATE TABLE spoken AS SELECT * FROM ({SAID}) LIMIT 0")
        for _ in self._see_fresh():
            self._db.execute(f"INSERT INTO acts {ACTS}")
            self._db.execute(f"INSERT INTO spoken {SAID}")
        self._db.execute("CREATE TABLE fresh_acts AS SELECT act FROM acts")
        said = "FROM spoken"
        if old is not None:
            kept = "SEMI JOIN chosen USING (report, revision)"
            self._db.execute(f"INSERT INTO acts SELECT * EXCLUDE (cluster) FROM {parquet(old / 'acts.parquet')} {kept}")
            said += f" UNION ALL FROM {parquet(old / 'said.parquet')} {kept}"
        self._copy(f"SELECT * FROM ({said}) ORDER BY {SAID_ORDER}", "said")
        self._db.execute("DROP TABLE spoken")

    def _see_fresh(self) -> Iterator[None]:
        """The fresh reports and what was found in them as views, the reports of some shards at a time."""
        used = [shard for (shard,) in self._db.execute("SELECT DISTINCT shard FROM fresh ORDER BY shard").fetchall()]
        for first in range(0, len(used), _TOGETHER):
            self._see(used[first : first + _TOGETHER])
            yield

    def _see(self, shards: Sequence[str]) -> None:
        for table in (REPORTS, ENTITIES, STATEMENTS, EVENTS):
            source = stored_table(self._folder, shards, table, options="filename = true")
            self._db.execute(
                f"CREATE OR REPLACE VIEW {table.name} AS SELECT t.* EXCLUDE (filename) FROM {source} t "
                "SEMI JOIN fresh f ON f.report = t.report AND f.revision = t.revision "
                "AND f.shard = parse_path(t.filename)[-2]"
            )

    def _find_days(self, old: Path | None) -> None:
        """`windows`: acts with the days they may be of; `days`: the days to be worked, all of them in a rebuild."""
        self._db.execute(f"CREATE VIEW windows AS {with_windows('acts')}")
        if old is None:
            self._db.execute("CREATE TABLE days AS SELECT DISTINCT first_day AS day FROM windows")
            return
        lost = with_windows(f"{parquet(old / 'acts.parquet')} SEMI JOIN gone USING (report, revision)")
        self._db.execute(
            "CREATE TABLE days AS "
            "SELECT DISTINCT unnest(generate_series(first_day, last_day, INTERVAL 1 DAY))::DATE AS day FROM ("
            "SELECT first_day, last_day FROM windows SEMI JOIN fresh_acts USING (act) "
            f"UNION ALL SELECT first_day, last_day FROM ({lost}))"
        )

    def _write_links(self, old: Path | None) -> None:
        """`links`: what may be one event or the denial of one, by the day on which it was worked."""
        rows = (
            {"day": day.isoformat(), **asdict(link), "chance": round(link.chance, 6)}
            for day, links in self._work_days()
            for link in links
        )
        self._write_lines("links", rows)
        query = "FROM lines_of_links"
        if old is not None:
            query += f" UNION ALL FROM {parquet(old / 'links.parquet')} ANTI JOIN days USING (day)"
        self._copy(f"SELECT * FROM ({query}) ORDER BY day, a, b", "links")

    def _work_days(self) -> Iterator[tuple[date, Iterator[Link]]]:
        """Each day to be worked with the links of its acts; only acts that may still be told of are held."""
        days = [day for (day,) in self._db.execute("SELECT day FROM days ORDER BY day").fetchall()]
        coming = self._timed_acts()
        ahead = next(coming, None)
        going: list[_Timed] = []
        for done, day in enumerate(days):
            self._observe("comparing", done, len(days))
            going = [timed for timed in going if timed.last >= day]
            while ahead is not None and ahead.first <= day:
                if ahead.last >= day:
                    going.append(ahead)
                ahead = next(coming, None)
            going.sort(key=lambda timed: timed.act.order)
            fresh = frozenset(i for i, timed in enumerate(going) if timed.first == day)
            pairs = pairs_of_day([timed.act for timed in going], fresh)
            yield day, link_acts(pairs, self._background.words)

    def _timed_acts(self) -> Iterator[_Timed]:
        """Acts of the days to be worked, by first day."""
        cursor = self._db.cursor()
        cursor.execute(
            f"SELECT {COLUMNS}, first_day, last_day FROM windows "
            f"WHERE EXISTS (FROM days WHERE day BETWEEN first_day AND last_day) ORDER BY first_day, {ACTS_ORDER}"
        )
        while rows := cursor.fetchmany(_FETCHED):
            stories = self._load_stories({row[1] for row in rows})
            for *row, first, last in rows:
                yield _Timed(first, last, as_act(tuple(row), self._background, stories[row[1]]))

    def _load_stories(self, reports: set[str]) -> dict[str, Weights]:
        wanted = "(SELECT unnest($1::VARCHAR[]) AS report)"
        query = f"SELECT report, terms, weights FROM stories SEMI JOIN {wanted} USING (report)"
        found = self._db.execute(query, [sorted(reports)]).fetchall()
        return {report: dict(zip(terms, weights, strict=True)) for report, terms, weights in found}

    def _number_components(self) -> None:
        """`components`: acts that hang together by links, numbered."""
        number: dict[str, int] = {}
        pairs = [
            (number.setdefault(a, len(number)), number.setdefault(b, len(number)))
            for a, b in _stream(self._db, "SELECT a, b FROM links ORDER BY a, b")
        ]
        names = list(number)
        parts = enumerate(components(len(names), pairs))
        self._write_lines("components", ({"act": names[i], "component": n} for n, part in parts for i in part))

    def _write_merged(self) -> None:
        """`acts` with their clusters, and `clusters`."""
        rows = ({"cluster": m.members[0], **asdict(m)} for m in self._merge() if len(m.members) > 1 or m.disputed_by)
        self._write_lines("merged", rows)
        member = "(SELECT unnest(members) AS act, cluster FROM lines_of_merged)"
        self._copy(
            "SELECT acts.*, coalesce(cluster, act) AS cluster FROM acts "
            f"LEFT JOIN {member} USING (act) ORDER BY {ACTS_ORDER}",
            "merged_acts",
            "acts",
        )
        self._copy(CLUSTERS, "clusters")

    def _merge(self) -> Iterator[Merged]:
        """The merged events of all acts with links, one component after the other."""
        acts = f"SELECT component, {COLUMNS} FROM acts JOIN lines_of_components USING (act) ORDER BY component, act"
        links = (
            "SELECT component, a, b, chance, disputed, why FROM links JOIN lines_of_components ON act = a "
            "ORDER BY component, a, b"
        )
        told, linked = (groupby(_stream(self._db, query), key=itemgetter(0)) for query in (acts, links))
        for (_, rows), (_, pairs) in zip(told, linked, strict=True):
            yield from merge_acts(
                [as_act(row[1:], self._background) for row in rows],
                [Link(a=a, b=b, chance=c, disputed=d, why=w) for _, a, b, c, d, w in pairs],
            )

    def _write_lines(self, name: str, rows: Iterator[dict[str, Any]]) -> None:
        """Rows by way of JSON, the one way into DuckDB that is quick and needs no other package, as `lines_of_…`."""
        path = self._aside / f"{name}.jsonl"
        with path.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row) + "\n" for row in rows)
        source = f"read_json({path_literal(path)}, format = 'newline_delimited', columns = {_FORMS[name]})"
        self._db.execute(f"CREATE TABLE lines_of_{name} AS SELECT * FROM {source}")

    def _copy(self, query: str, name: str, file: str | None = None) -> None:
        """Write a query's rows to a file of the index, from now on a view of that name.

        Twice: how lists lie in memory after a join or a sort shows in the bytes that DuckDB writes of them, after
        reading a file it does not.
        """
        path, draft = self._aside / f"{file or name}.parquet", self._aside / "draft.parquet"
        self._db.execute(f"COPY ({query}) TO {literal(str(draft))} (FORMAT parquet)")
        self._db.execute(f"COPY (FROM {parquet(draft)}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)")
        self._db.execute(f"CREATE VIEW {name} AS FROM {parquet(path)}")


def _stream(db: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    """A query's rows, some thousand at a time, beside whatever else the database is asked meanwhile."""
    cursor = db.cursor()
    cursor.execute(query)
    while rows := cursor.fetchmany(_FETCHED):
        yield from rows
