"""A record opened for asking from Python: every question as a data frame, and the views in SQL."""

# ruff: noqa: S608 (questions are of this package, or a user's own SELECT; paths are quoted)

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import duckdb

from dragoman.errors import RecordError
from dragoman.record import answers
from dragoman.record.answers import Question
from dragoman.record.database import literal
from dragoman.record.explaining import Entry, find_entry
from dragoman.record.index_state import index_is_fresh
from dragoman.record.query import Filters
from dragoman.record.shards import list_shards
from dragoman.record.views import connect_record
from dragoman.types import Reading

_FRAMES = {"pandas": "df", "polars": "pl", "arrow": "to_arrow_table"}
_MODULES = {"pandas": "pandas", "polars": "polars", "arrow": "pyarrow"}
_BATCH = 1000  # rows fetched together


class OpenRecord:
    """A record to ask. Each question takes the filters of `dragoman events` as keywords and gives a frame.

    `from` and `to` are `since` and `until`; a filter takes one value or a sequence, of which any will do.
    """

    def __init__(self, folder: Path, *, frames: str | None = None) -> None:
        self.folder, self._frames = folder, frames
        self._db = connect_record(folder, stored=False)
        self._has_stored = False

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
        self._db.close()

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
        """Who to whom, by period (`by="month"`) and type if asked; `named`: single names instead of countries."""
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
            self._db.close()
            self._db, self._has_stored = connect_record(self.folder), True

    def frame(self, question: Question) -> Any:
        """The answer as a frame of the kind that is wanted, or of the first kind that is installed."""
        kind = _kind_of_frames(self._frames)
        with self._told(question):
            try:
                return getattr(self._db.sql(question.sql, params=list(question.values)), _FRAMES[kind])()
            except duckdb.OutOfMemoryException:
                with self._on_disk(question) as kept:
                    return getattr(self._db.sql(kept), _FRAMES[kind])()

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
                self._db.execute(f"SELECT {columns} FROM ({question.sql}) AS answer", list(question.values))
                batch = self._db.fetchmany(_BATCH)
            except duckdb.OutOfMemoryException:
                with self._on_disk(question) as kept:
                    self._db.execute(f"SELECT {columns} FROM ({kept}) AS answer")
                    while batch := self._db.fetchmany(_BATCH):
                        yield from batch
            while batch:
                yield from batch
                batch = self._db.fetchmany(_BATCH)

    @contextmanager
    def _on_disk(self, question: Question) -> Iterator[str]:
        """The answer in a file that goes when it has been read, as a query of it."""
        with TemporaryDirectory(prefix="dragoman-") as folder:
            file = literal(str(Path(folder) / "answer.parquet"))
            self._db.execute(f"COPY ({question.sql}) TO {file} (FORMAT parquet)", list(question.values))
            yield f"SELECT * FROM read_parquet({file})"

    def columns(self, question: Question) -> list[str]:
        """The names of an answer's columns."""
        described = self._run(replace(question, sql=f"DESCRIBE {question.sql}")).fetchall()
        return [str(row[0]) for row in described]

    def value(self, question: Question) -> Any:
        """The first value of an answer, None if it is empty."""
        row = self._run(question).fetchone()
        return None if row is None else row[0]

    def write_parquet(self, question: Question, path: Path) -> None:
        """Write an answer to a Parquet file, aside and then renamed into place."""
        self.columns(question)  # what is wrong with the question is told as such, not as a failure to write
        aside = path.with_name(f".tmp-{path.name}")
        copy = f"COPY ({question.sql}) TO {literal(str(aside))} (FORMAT parquet, COMPRESSION zstd)"
        try:
            self._db.execute(copy, list(question.values))
            aside.replace(path)
        except (OSError, duckdb.IOException) as error:
            aside.unlink(missing_ok=True)
            raise RecordError(f"{path}: cannot be written ({error}); give a folder with room") from None

    def _run(self, question: Question) -> duckdb.DuckDBPyConnection:
        with self._told(question):
            return self._db.execute(question.sql, list(question.values))

    @contextmanager
    def _told(self, question: Question) -> Iterator[None]:
        """What goes wrong as an error of the record, with its remedy."""
        try:
            yield
        except duckdb.OutOfMemoryException as error:
            raise RecordError(f"{self.folder}: the question needs too much memory ({error}); narrow it") from None
        except duckdb.IOException as error:
            raise RecordError(f"{self.folder}: cannot be read ({error}); see `dragoman check {self.folder}`") from None
        except duckdb.Error as error:
            if not question.foreign:
                raise
            raise RecordError(f"query: {error}; `dragoman sql {self.folder}` lists views and columns") from None


def make_filters(given: Mapping[str, Any]) -> Filters:
    """Filters from keywords, where one value may stand for a sequence and a text for a day.

    >>> make_filters({"actor": "FRA", "since": "2023-02-01"}).since
    datetime.date(2023, 2, 1)
    """
    known = Filters.__dataclass_fields__
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise RecordError(f"{', '.join(unknown)}: no such filter; filters are {', '.join(known)}")
    found: dict[str, Any] = {}
    for name, value in given.items():
        if name in {"since", "until"} and isinstance(value, str):
            found[name] = _parse_day(value, name)
        elif isinstance(known[name].default, tuple):
            found[name] = (value,) if isinstance(value, str) else tuple(value)
        else:
            found[name] = value
    return Filters(**found)


def _parse_day(value: str, name: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise RecordError(f"{name}: expected a day YYYY-MM-DD, got {value!r}") from None


def _kind_of_frames(wanted: str | None) -> str:
    if wanted is not None and wanted not in _FRAMES:
        raise RecordError(f"frames: expected one of {', '.join(_FRAMES)}, got {wanted!r}")
    for kind in [wanted] if wanted else list(_FRAMES):
        if find_spec(_MODULES[kind]) is not None:
            import_module(_MODULES[kind])
            return kind
    raise RecordError("no pandas, polars or pyarrow here; install one, or use `.connect()` and its fetchall()")
