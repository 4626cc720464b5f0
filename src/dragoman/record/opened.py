"""A record opened for asking from Python: every question as a data frame, and the views in SQL."""

# ruff: noqa: S608 (questions are of this package, or a user's own SELECT; paths are quoted)

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, Self, TypeVar

import duckdb

from dragoman.errors import RecordError
from dragoman.files import fault_of_target, reason_of, remedy_of
from dragoman.record import answers
from dragoman.record.answers import Question
from dragoman.record.database import literal, parquet
from dragoman.record.explaining import Entry, find_entry
from dragoman.record.index_state import index_is_fresh
from dragoman.record.query import Filters
from dragoman.record.shards import list_shards
from dragoman.record.views import MEMORY, connect_record
from dragoman.types import Reading

_BATCH = 1000  # rows fetched together
Answer = TypeVar("Answer")


class _Kind(NamedTuple):
    """A kind of frame: DuckDB's method that makes it, and the modules that this needs."""

    method: str
    modules: tuple[str, ...]


_FRAMES = {
    "pandas": _Kind("df", ("pandas",)),
    "polars": _Kind("pl", ("polars", "pyarrow")),  # by way of Arrow
    "arrow": _Kind("to_arrow_table", ("pyarrow",)),
}


class OpenRecord:
    """A record to ask. Each question takes the filters of `dragoman events` as keywords and gives a frame.

    `from` and `to` are `since` and `until`; a filter takes one value or a sequence, of which any will do.
    `frames` is one of "pandas", "polars" (which needs pyarrow too) and "arrow"; `memory_limit` is DuckDB's. Raises
    RecordError for a folder that is no record, or frames that cannot be made here.
    """

    def __init__(self, folder: Path, *, frames: str | None = None, memory_limit: str = MEMORY) -> None:
        if frames is not None:
            _check_kind(frames)
        self.folder, self._frames, self._memory_limit = folder, frames, memory_limit
        self._has_stored = False
        self._databases: list[duckdb.DuckDBPyConnection] = []  # the last one answers
        self._connect()

    @property
    def is_indexed(self) -> bool:
        """Whether the index answers: events are merged. Else the shards do, slower, each act an event of its own."""
        return index_is_fresh(self.folder) or not list_shards(self.folder / "shards")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the record's files."""
        for db in self._databases:
            db.close()

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A DuckDB connection of your own, in memory, with the record's views; the record is never written to."""
        return connect_record(self.folder)

    def events(self, *, limit: int | None = None, **filters: Any) -> Any:
        """Merged events in order of time."""
        return self.frame(answers.list_events(make_filters(filters), limit=limit))

    def statements(self, *, limit: int | None = None, **filters: Any) -> Any:
        """Who said what to whom, in order of time."""
        return self.frame(answers.list_statements(make_filters(filters), limit=limit))

    def actors(self, *, limit: int | None = None, **filters: Any) -> Any:
        """Who appears how often."""
        return self.frame(answers.list_actors(make_filters(filters), limit=limit))

    def dyads(
        self, *, by: str | None = None, by_type: bool = False, named: bool = False, limit: int | None = None,
        **filters: Any,
    ) -> Any:  # fmt: skip
        """Who to whom, by period (`by="month"`) and type if asked; `named`: single names, not countries."""
        return self.frame(
            answers.count_dyads(make_filters(filters), by=by, by_type=by_type, named=named, limit=limit)
        )  # fmt: skip

    def timeline(self, *, by: str = "month", limit: int | None = None, **filters: Any) -> Any:
        """Counts and main entries by day, week, month, quarter or year."""
        return self.frame(answers.list_timeline(make_filters(filters), by=by, limit=limit))

    def positions(self, *, limit: int | None = None, **filters: Any) -> Any:
        """What each actor demanded, refused, offered and said about a matter."""
        return self.frame(answers.list_positions(make_filters(filters), limit=limit))

    def explain(self, name: str) -> Entry | Reading:
        """All tellings of an event (REPORT#e1) or statement, as they were read, or the reading of a whole report."""
        return find_entry(self.folder, name)

    def sql(self, query: str, values: Sequence[object] = ()) -> Any:
        """One SELECT over the views, with `?` for values."""
        return self.frame(replace(self.select(query), values=tuple(values)))

    def select(self, query: str, *, limit: int | None = None) -> Question:
        """A user's own query, if it only reads. Raises RecordError for any other."""
        self._need_stored()
        return answers.select(query, limit=limit)

    def _need_stored(self) -> None:
        """The views over the shards, which the questions of a fresh index do without."""
        if not self._has_stored:
            self._has_stored = True
            self._connect()

    def _connect(self) -> None:
        """A new database over the record as it is now; answers that are being read still come from the one before."""
        self._databases.append(
            connect_record(self.folder, stored=self._has_stored, memory_limit=self._memory_limit)
        )  # fmt: skip

    def _put(self, work: Callable[[duckdb.DuckDBPyConnection], Answer]) -> Answer:
        """Work on a connection of its own, so that no question ends another's answer.

        What has gone since the record was opened, as when its index was made anew, is looked for where it is now.
        """
        try:
            return work(self._databases[-1].cursor())
        except duckdb.IOException:
            self._connect()
            return work(self._databases[-1].cursor())

    def frame(self, question: Question) -> Any:
        """The answer as a frame of the kind that is wanted, or of the first kind that is installed."""
        method = _FRAMES[self._frames or _first_kind()].method
        with self._told(question):
            try:
                values = list(question.values)
                return self._put(lambda db: getattr(db.sql(question.sql, params=values), method)())
            except duckdb.OutOfMemoryException:
                with self._on_disk(question) as kept:
                    return self._put(lambda db: getattr(db.sql(kept), method)())

    def rows(self, question: Question) -> Iterator[dict[str, Any]]:
        """The answer row by row, under the names of its columns."""
        names = self.columns(question)
        for row in self._fetch(question, "*"):
            yield dict(zip(names, row, strict=True))

    def json_lines(self, question: Question) -> Iterator[str]:
        """The answer as one JSON object a row."""
        for row in self._fetch(question, "to_json(answer)::VARCHAR"):
            yield str(row[0])

    def _fetch(self, question: Question, columns: str) -> Iterator[tuple[Any, ...]]:
        """The rows of an answer; one too large to be sorted in memory is written to a file first, and read from it."""
        with self._told(question):
            try:
                found = self._put(
                    lambda db: db.execute(f"SELECT {columns} FROM ({question.sql}) AS answer", list(question.values))
                )
                batch = found.fetchmany(_BATCH)
            except duckdb.OutOfMemoryException:
                with self._on_disk(question) as kept:
                    found = self._put(lambda db: db.execute(f"SELECT {columns} FROM ({kept}) AS answer"))
                    while batch := found.fetchmany(_BATCH):
                        yield from batch
            while batch:
                yield from batch
                batch = found.fetchmany(_BATCH)

    @contextmanager
    def _on_disk(self, question: Question) -> Iterator[str]:
        """The answer in a file that goes when it has been read, as a query of it."""
        with TemporaryDirectory(prefix="dragoman-") as folder:
            path = Path(folder) / "answer.parquet"
            copy = f"COPY ({question.sql}) TO {literal(str(path))} (FORMAT parquet)"
            self._put(lambda db: db.execute(copy, list(question.values)))
            yield f"SELECT * FROM {parquet(path)}"

    def columns(self, question: Question) -> list[str]:
        """The names of an answer's columns."""
        return [
            column[0] for column in self._run(f"SELECT * FROM ({question.sql}) LIMIT 0", question).description or ()
        ]

    def value(self, question: Question) -> Any:
        """The first value of an answer, None if it is empty."""
        row = self._run(question.sql, question).fetchone()
        return None if row is None else row[0]

    def write_parquet(self, question: Question, path: Path) -> None:
        """Write an answer to a Parquet file, aside and then renamed into place."""
        if fault := fault_of_target(path):
            raise RecordError(f"{path}: {fault}")
        if not path.parent.is_dir():
            raise RecordError(f"{path}: cannot be written, there is no folder {path.parent}; make it or give another")
        self.columns(question)  # what is wrong with the question is told as such, not as a failure to write
        aside = path.with_name(f".tmp-{token_hex(4)}-{path.name}")
        copy = f"COPY ({question.sql}) TO {literal(str(aside))} (FORMAT parquet, COMPRESSION zstd)"
        try:
            with self._told(question, writes=True):
                self._put(lambda db: db.execute(copy, list(question.values)))
                aside.replace(path)
        except (OSError, duckdb.IOException) as error:
            raise RecordError(
                f"{path}: cannot be written ({reason_of(error)}); {remedy_of(error)} or give another"
            ) from None
        finally:
            aside.unlink(missing_ok=True)

    def _run(self, sql: str, question: Question) -> duckdb.DuckDBPyConnection:
        with self._told(question):
            return self._put(lambda db: db.execute(sql, list(question.values)))

    @contextmanager
    def _told(self, question: Question, *, writes: bool = False) -> Iterator[None]:
        """What goes wrong as an error of the record, with its remedy; failures to write are left to who `writes`."""
        try:
            yield
        except duckdb.OutOfMemoryException as error:
            raise RecordError(f"{self.folder}: the question needs too much memory ({error}); narrow it") from None
        except duckdb.Error as error:
            if isinstance(error, duckdb.IOException) and writes:
                raise
            if question.foreign:  # its own files may be what cannot be read
                what = " ".join(str(error).partition("\n\nLINE ")[0].split())  # the line is of our words around it
                raise RecordError(f"query: {what}; `dragoman sql {self.folder}` lists views and columns") from None
            if isinstance(error, duckdb.IOException):
                remedy = f"see `dragoman check {self.folder}`, and make the index again: `dragoman index {self.folder}`"
                raise RecordError(f"{self.folder}: cannot be read ({error}); {remedy}") from None
            raise


def make_filters(given: Mapping[str, Any]) -> Filters:
    """Filters from keywords, where one value may stand for a sequence, a text for a day, and None for no filter.

    Raises RecordError with all faults.

    >>> make_filters({"actor": "FRA", "since": "2023-02-01", "until": None}).since
    datetime.date(2023, 2, 1)
    """
    known = Filters.__dataclass_fields__
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise RecordError(f"{', '.join(unknown)}: no such filter; filters are {', '.join(known)}")
    found: dict[str, Any] = {}
    faults: list[str] = []
    for name, value in given.items():
        if value is None:
            continue
        try:
            found[name] = _value(name, value, known[name].default)
        except ValueError as error:
            faults.append(f"{name}: expected {error}, got {value!r}")
    if faults:
        raise RecordError("\n".join(faults))
    return Filters(**found)


def _value(name: str, value: object, default: object) -> object:
    """A filter's value from a keyword's. Raises ValueError with what was expected."""
    if name in {"since", "until"}:
        return _parse_day(value)
    if name == "pair":
        return _pairs(value)
    if isinstance(default, tuple):
        values = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, Iterable) else (value,)
        if not all(isinstance(v, str) for v in values):
            raise ValueError("a text or several")
        return values
    if isinstance(default, bool):
        if not isinstance(value, bool):
            raise ValueError("True or False")
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("a number")
    return value


def _pairs(value: object) -> tuple[tuple[str, str], ...]:
    """One pair of texts, or several."""
    given = list(value) if isinstance(value, Iterable) and not isinstance(value, str) else []
    pairs = [given] if all(isinstance(v, str) for v in given) else given
    if not all(isinstance(p, list | tuple) and len(p) == 2 and all(isinstance(v, str) for v in p) for p in pairs):
        raise ValueError("two texts, or several pairs of them")
    return tuple((one, other) for one, other in pairs)


def _parse_day(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueError("a day YYYY-MM-DD") from None


def _missing(kind: str) -> list[str]:
    return [module for module in _FRAMES[kind].modules if find_spec(module) is None]


def _check_kind(kind: str) -> None:
    if kind not in _FRAMES:
        raise RecordError(f"frames: expected one of {', '.join(_FRAMES)}, got {kind!r}")
    if missing := _missing(kind):
        raise RecordError(
            f"frames: {kind!r} needs {' and '.join(_FRAMES[kind].modules)}; install {' and '.join(missing)}"
        )  # fmt: skip


def _first_kind() -> str:
    for kind in _FRAMES:
        if not _missing(kind):
            return kind
    raise RecordError("frames: no pandas, pyarrow or polars here; install one, or use `.connect()` and its fetchall()")
