"""The index of a record: acts made flat and merged, rebuilt from the shards or brought up to date with new ones.

Everything in `index/` can be deleted without loss. What costs time is kept by day (`links.parquet`), so that new
reports make only the days work again that their acts may be of; the result has the same bytes as a rebuild.
"""

# ruff: noqa: S608 (paths are quoted by _quoted, names are this file's own)

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from dragoman.record.act import Act, Weights
from dragoman.record.blocks import pairs_of_day
from dragoman.record.clustering import components
from dragoman.record.flatten import ACTS, CHOOSE, CLUSTERS, ORDER, with_windows
from dragoman.record.merge import Link, Merged, link_acts, merge_acts
from dragoman.record.rows import COLUMNS, Background, as_act, load_background

SCHEMA = 1
MERGING = 1  # raised when merging changes: an index merged otherwise is built anew
FILES = ("acts.parquet", "clusters.parquet", "links.parquet", "stories.parquet")
_MEMORY = "600MB"  # DuckDB's; what does not fit is spilled into the folder that is being written
_TERMS = 64  # heaviest words kept of a report; on ECB+ 0.750, with 200 of them 0.752
_FETCHED = 2000
_LINK = "{'day': 'DATE', 'a': 'VARCHAR', 'b': 'VARCHAR', 'chance': 'DOUBLE', 'disputed': 'BOOLEAN', 'why': 'VARCHAR'}"
_STORY = "{'report': 'VARCHAR', 'revision': 'INTEGER', 'terms': 'VARCHAR[]', 'weights': 'DOUBLE[]'}"
_MERGED = (
    "{'cluster': 'VARCHAR', 'members': 'VARCHAR[]', 'why': 'VARCHAR[]', 'disputed_by': 'VARCHAR[]', "
    "'dispute': 'VARCHAR[]'}"
)


def build_index(record: Path, *, background: Background | None = None) -> None:
    """Bring a record's `index/` up to date with its shards.

    `background` is the packaged one unless given. The new index is written aside and renamed into place; whoever has
    the old files open goes on reading them.
    """
    shards, known = list_shards(record), read_known(record / "index")
    if known == shards:
        return
    if not shards:
        shutil.rmtree(record / "index", ignore_errors=True)
        return
    old = record / "index" if known and set(known) <= set(shards) else None
    aside = Path(tempfile.mkdtemp(prefix=".index-", dir=record))
    try:
        with _connect(aside) as db:
            _Builder(db, record, shards, aside, background or load_background()).build(old)
        state = {"schema": SCHEMA, "merging": MERGING, "shards": list(shards)}
        (aside / "index.json").write_text(json.dumps(state, indent=1) + "\n", encoding="utf-8")
        _put_in_place(aside, record / "index")
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def list_shards(record: Path) -> tuple[str, ...]:
    """Names of the finished shards, sorted."""
    folder = record / "shards"
    return tuple(sorted(p.name for p in folder.iterdir() if not p.name.startswith("."))) if folder.is_dir() else ()


def read_known(index: Path) -> tuple[str, ...]:
    """The shards that an index was built from; none where there is no index that this program would have built."""
    try:
        state = json.loads((index / "index.json").read_text(encoding="utf-8"))
        if state["schema"] == SCHEMA and state["merging"] == MERGING and all((index / f).is_file() for f in FILES):
            return tuple(state["shards"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return ()


class _Timed(NamedTuple):
    """An act with the first and last of the days on which it may be told with others."""

    first: date
    last: date
    act: Act


class _Builder:
    """One building of an index: tables in `db`, files in `aside`."""

    def __init__(
        self, db: duckdb.DuckDBPyConnection, record: Path, shards: tuple[str, ...], aside: Path,
        background: Background,
    ) -> None:  # fmt: skip
        self._db, self._record, self._shards, self._aside = db, record, shards, aside
        self._background = background

    def build(self, old: Path | None) -> None:
        """Write all files. `old` is an index of some of the shards."""
        self._choose(old)
        self._write_stories(old)
        self._flatten(old)
        self._find_days(old)
        self._write_links(old)
        self._write_clusters()

    def _choose(self, old: Path | None) -> None:
        """`chosen`: the latest revisions; `fresh`: those that the old index does not have, `gone` its others."""
        reports = [str(self._record / "shards" / shard / "reports.parquet") for shard in self._shards]
        self._db.execute(CHOOSE, {"reports": reports})
        if old is None:
            self._db.execute("CREATE TABLE fresh AS FROM chosen")
            return
        had = f"(SELECT report, revision FROM {_table(old / 'stories.parquet')})"
        self._db.execute(f"CREATE TABLE fresh AS FROM chosen ANTI JOIN {had} USING (report, revision)")
        self._db.execute(f"CREATE TABLE gone AS FROM {had} ANTI JOIN chosen USING (report, revision)")

    def _write_stories(self, old: Path | None) -> None:
        with (self._aside / "stories.jsonl").open("w", encoding="utf-8") as out:
            for file in self._fresh_files("reports"):
                query = f"SELECT report, revision, concat_ws('\n', title, text) FROM {_table(file)} "
                for report, revision, text in _stream(self._db, query + "SEMI JOIN fresh USING (report, revision)"):
                    story = self._background.words.weigh(text, most=_TERMS)
                    terms, weights = list(story), [round(w, 6) for w in story.values()]
                    row = {"report": report, "revision": revision, "terms": terms, "weights": weights}
                    out.write(json.dumps(row) + "\n")
        kept = f"UNION ALL FROM {_table(old / 'stories.parquet')} SEMI JOIN chosen USING (report, revision)" if old else ""
        self._copy(f"SELECT * FROM ({self._lines('stories', _STORY)} {kept}) ORDER BY report", "stories")

    def _flatten(self, old: Path | None) -> None:
        """`acts`: the flat rows of all chosen reports, without their clusters."""
        files = {table: self._fresh_files(table) for table in ("reports", "events", "entities")}
        self._db.execute(f"CREATE TABLE acts AS {ACTS}", files)
        if old is not None:
            kept = f"SELECT * EXCLUDE (cluster) FROM {_table(old / 'acts.parquet')} SEMI JOIN chosen USING (report, revision)"
            self._db.execute("CREATE TABLE fresh_acts AS SELECT act FROM acts")
            self._db.execute(f"INSERT INTO acts {kept}")

    def _find_days(self, old: Path | None) -> None:
        """`windows`: acts with the days they may be of; `days`: the days to be worked, all of them in a rebuild."""
        self._db.execute(f"CREATE VIEW windows AS {with_windows('acts')}")
        if old is None:
            self._db.execute("CREATE TABLE days AS SELECT DISTINCT first_day AS day FROM windows")
            return
        lost = with_windows(f"{_table(old / 'acts.parquet')} SEMI JOIN gone USING (report, revision)")
        self._db.execute(
            "CREATE TABLE days AS "
            "SELECT DISTINCT unnest(generate_series(first_day, last_day, INTERVAL 1 DAY))::DATE AS day FROM ("
            "SELECT first_day, last_day FROM windows SEMI JOIN fresh_acts USING (act) "
            f"UNION ALL SELECT first_day, last_day FROM ({lost}))"
        )

    def _write_links(self, old: Path | None) -> None:
        with (self._aside / "links.jsonl").open("w", encoding="utf-8") as out:
            for day, links in self._work_days():
                for link in links:
                    row = {"day": day.isoformat(), **asdict(link), "chance": round(link.chance, 6)}
                    out.write(json.dumps(row) + "\n")
        kept = ""
        if old is not None:
            kept = f"UNION ALL FROM {_table(old / 'links.parquet')} ANTI JOIN days USING (day)"
        self._copy(f"SELECT * FROM ({self._lines('links', _LINK)} {kept}) ORDER BY day, a, b", "links")

    def _work_days(self) -> Iterator[tuple[date, Iterator[Link]]]:
        """Each day to be worked with the links of its acts; only acts that may still be told of are held."""
        days = [day for (day,) in self._db.execute("SELECT day FROM days ORDER BY day").fetchall()]
        coming = self._timed_acts()
        ahead = next(coming, None)
        going: list[_Timed] = []
        for day in days:
            going = [timed for timed in going if timed.last >= day]
            while ahead is not None and ahead.first <= day:
                if ahead.last >= day:
                    going.append(ahead)
                ahead = next(coming, None)
            going.sort(key=lambda timed: timed.act.order)
            fresh = frozenset(i for i, timed in enumerate(going) if timed.first == day)
            yield day, link_acts(pairs_of_day([timed.act for timed in going], fresh), self._background.words)

    def _timed_acts(self) -> Iterator[_Timed]:
        """Acts of the days to be worked, by first day."""
        cursor = self._db.cursor()
        cursor.execute(
            f"SELECT {COLUMNS}, first_day, last_day FROM windows "
            "WHERE EXISTS (FROM days WHERE day BETWEEN first_day AND last_day) "
            f"ORDER BY first_day, {ORDER}"
        )
        while rows := cursor.fetchmany(_FETCHED):
            stories = self._load_stories({row[1] for row in rows})
            for *row, first, last in rows:
                act = as_act(tuple(row), self._background, stories[row[1]])
                yield _Timed(first, last, act)

    def _load_stories(self, reports: set[str]) -> dict[str, Weights]:
        found = self._db.execute(
            "SELECT report, terms, weights FROM stories SEMI JOIN (SELECT unnest($1::VARCHAR[]) AS report) USING (report)",
            [sorted(reports)],
        ).fetchall()
        return {report: dict(zip(terms, weights, strict=True)) for report, terms, weights in found}

    def _write_clusters(self) -> None:
        self._number_components()
        with (self._aside / "merged.jsonl").open("w", encoding="utf-8") as out:
            for merged in self._merge():
                if len(merged.members) > 1 or merged.disputed_by:
                    out.write(json.dumps({"cluster": merged.members[0], **asdict(merged)}) + "\n")
        self._db.execute(f"CREATE TABLE merged AS {self._lines('merged', _MERGED)}")
        self._db.execute("CREATE TABLE cluster_of AS SELECT unnest(members) AS act, cluster FROM merged")
        self._copy(
            "SELECT a.*, coalesce(c.cluster, a.act) AS cluster FROM acts a LEFT JOIN cluster_of c USING (act) "
            f"ORDER BY {ORDER}",
            "acts",
        )
        self._db.execute(f"DROP VIEW windows; DROP TABLE acts; CREATE VIEW acts AS FROM {_table(self._aside / 'acts.parquet')}")
        self._copy(CLUSTERS, "clusters")

    def _number_components(self) -> None:
        """`component_of`: acts that hang together by links, numbered."""
        number: dict[str, int] = {}
        pairs: list[tuple[int, int]] = []
        for a, b in _stream(self._db, "SELECT a, b FROM links ORDER BY a, b"):
            pairs.append((number.setdefault(a, len(number)), number.setdefault(b, len(number))))
        names = list(number)
        with (self._aside / "components.jsonl").open("w", encoding="utf-8") as out:
            for i, part in enumerate(components(len(names), pairs)):
                for act in part:
                    out.write(json.dumps({"act": names[act], "component": i}) + "\n")
        form = "{'act': 'VARCHAR', 'component': 'INTEGER'}"
        self._db.execute(f"CREATE TABLE component_of AS {self._lines('components', form)}")

    def _merge(self) -> Iterator[Merged]:
        """The merged events of all acts with links, one connected part after the other."""
        told = _stream(self._db, f"SELECT component, {COLUMNS} FROM acts JOIN component_of USING (act) ORDER BY component, act")
        linked = _stream(
            self._db,
            "SELECT component, a, b, chance, disputed, why FROM links JOIN component_of ON act = a ORDER BY ALL",
        )
        parts = zip(groupby(told, key=itemgetter(0)), groupby(linked, key=itemgetter(0)), strict=True)
        for (_, rows), (_, links) in parts:
            acts = [as_act(row[1:], self._background) for row in rows]
            yield from merge_acts(acts, [Link(a=a, b=b, chance=c, disputed=d, why=w) for _, a, b, c, d, w in links])

    def _fresh_files(self, table: str) -> list[str]:
        """A table's files of the shards that hold reports which the old index does not have."""
        used = self._db.execute("SELECT DISTINCT shard FROM fresh ORDER BY shard").fetchall()
        folders = [Path(shard).parent for (shard,) in used] or [self._record / "shards" / self._shards[0]]
        return [str(folder / f"{table}.parquet") for folder in folders]

    def _copy(self, query: str, name: str) -> None:
        """Write a query's rows to a file of the index, and make it a view of that name unless there is one."""
        path = self._aside / f"{name}.parquet"
        self._db.execute(f"COPY ({query}) TO {_quoted(path)} (FORMAT parquet, COMPRESSION zstd)")
        if name in {"links", "stories"}:
            self._db.execute(f"CREATE TABLE {name} AS FROM {_table(path)}")

    def _lines(self, name: str, columns: str) -> str:
        path = _quoted(self._aside / f"{name}.jsonl")
        return f"SELECT * FROM read_json({path}, format = 'newline_delimited', columns = {columns})"


@contextmanager
def _connect(aside: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory with one thread, which writes the same bytes on every machine."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1, "memory_limit": _MEMORY, "temp_directory": str(aside / "spilled"),
        "autoinstall_known_extensions": False, "autoload_known_extensions": False,
    }  # fmt: skip
    db = duckdb.connect(":memory:", config=settings)
    try:
        yield db
    finally:
        db.close()


def _stream(db: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    """A query's rows, some thousand at a time, beside whatever else the database is asked meanwhile."""
    cursor = db.cursor()
    cursor.execute(query)
    while rows := cursor.fetchmany(_FETCHED):
        yield from rows


def _put_in_place(aside: Path, index: Path) -> None:
    """Keep the index's files of a folder and rename it to `index`."""
    for path in aside.iterdir():
        if path.name not in {*FILES, "index.json"}:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    aside.chmod(0o755)
    if index.exists():
        index.rename(aside.with_name(f"{aside.name}-old"))
    aside.rename(index)
    shutil.rmtree(aside.with_name(f"{aside.name}-old"), ignore_errors=True)


def _table(path: Path | str) -> str:
    return f"read_parquet({_quoted(path)})"


def _quoted(path: Path | str) -> str:
    """A path as an SQL literal in which `*`, `?` and `[` mean themselves."""
    plain = "".join(f"[{c}]" if c in "*?[" else c for c in str(path))
    return "'" + plain.replace("'", "''") + "'"
