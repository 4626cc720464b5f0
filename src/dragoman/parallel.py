"""Batches of reports read on all cores, in order, a bounded number at a time."""

import hashlib
import multiprocessing
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from itertools import islice
from multiprocessing.connection import wait
from pathlib import Path
from typing import Protocol, TypeAlias

from dragoman.errors import DragomanError
from dragoman.types import Reading, Report

_AHEAD = 4  # batches waiting for each process: one long report does not leave the others idle
_MOST_DEATHS = 3  # of processes one after the other that are put down to their reports
_KILLED = "the process that read it was killed, perhaps for want of memory; read it alone, with --jobs 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A report whose reading failed, and with what error."""

    report: Report
    reason: str


class ReadsReports(Protocol):
    """What a process needs of a reader."""

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """Readings in the order of the reports."""
        ...


Load: TypeAlias = Callable[[], ReadsReports]
Outcome: TypeAlias = Reading | Failure


def load_one_thread_reader() -> ReadsReports:
    """The packaged reader on one core: processes share the machine out, not threads."""
    from dragoman.pipeline import load_reader

    return load_reader(threads=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadWithActors:
    """Loads that reader with a CSV file of the user's own actors, of which `digest` is the sha256."""

    actors: Path
    digest: str

    def __call__(self) -> ReadsReports:
        """Raises ActorsError if the file has changed: one shard's readings are all of one file."""
        from dragoman.knowledge.actors import ActorsError
        from dragoman.pipeline import load_reader

        if _digest(self.actors) != self.digest:
            raise ActorsError(f"{self.actors}: has changed while it was used; run the same again")
        return load_reader(threads=1, actors=self.actors)


def load_with_actors(actors: Path) -> LoadWithActors:
    """What loads a reader with the user's actors. Raises ActorsError with all faults of the file."""
    from dragoman.codebook import load_codebook
    from dragoman.knowledge import load_knowledge, with_actors

    with_actors(load_knowledge(), actors, sectors=load_codebook().sectors)
    return LoadWithActors(actors=actors, digest=_digest(actors))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_batches(
    batches: Iterable[Sequence[Report]], *, jobs: int | None = None, load: Load = load_one_thread_reader
) -> Iterator[list[Outcome]]:
    """For each batch its readings and failures, in the order of the batches and of their reports.

    `jobs` processes read (None: one a core); `load` gives each its reader and must be importable.
    Batches are drawn as there is room for them. A report whose reading fails does not stop the others, nor does one
    that kills the process that reads it, unless it is the only process. Raises DragomanError when memory runs out,
    or when processes die whatever they read.
    """
    jobs = jobs or count_cores()
    waiting: deque[_Sent] = deque()
    pool = _pool(jobs)
    try:
        for batch in batches:
            waiting.append(_send(pool, load, tuple(batch)))
            while len(waiting) > jobs * _AHEAD or (waiting and waiting[0].future.done()):
                pool = _mended(pool, waiting, jobs, load)
                yield waiting.popleft().future.result()
        while waiting:
            pool = _mended(pool, waiting, jobs, load)
            yield waiting.popleft().future.result()
    except MemoryError:
        raise DragomanError("memory ran out while reading; run the same again with fewer --jobs") from None
    finally:
        pool.shutdown(cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Sent:
    batch: tuple[Report, ...]
    future: "Future[list[Outcome]]"


def _send(pool: Executor, load: Load, batch: tuple[Report, ...]) -> _Sent:
    """A batch on its way; one that a broken pool no longer takes fails as those do that it had."""
    try:
        return _Sent(batch, pool.submit(_read_batch, load, batch) if batch else _done([]))
    except BrokenProcessPool as error:
        future: Future[list[Outcome]] = Future()
        future.set_exception(error)
        return _Sent(batch, future)


def _mended(pool: Executor, waiting: "deque[_Sent]", jobs: int, load: Load) -> Executor:
    """The pool, or where a process of it has died a new one, with what it left unread read report by report."""
    if not isinstance(waiting[0].future.exception(), BrokenProcessPool):
        return pool
    pool.shutdown(cancel_futures=True)
    unread = [i for i, s in enumerate(waiting) if isinstance(_error(s.future), BrokenProcessPool | CancelledError)]
    outcomes = _read_singly([report for i in unread for report in waiting[i].batch], load)
    for i in unread:
        batch = waiting[i].batch
        waiting[i] = _Sent(batch, _done(list(islice(outcomes, len(batch)))))
    return _pool(jobs)


def _error(future: "Future[list[Outcome]]") -> BaseException | None:
    try:
        return future.exception()
    except CancelledError as error:
        return error


def _read_singly(reports: Sequence[Report], load: Load) -> Iterator[Outcome]:
    """Each report on its own in a process, so that one which kills it is known."""
    pool = _processes(1)
    deaths = 0  # without a report read in between: it is not the reports then
    try:
        for report in reports:
            try:
                (outcome,) = pool.submit(_read_batch, load, (report,)).result()
                deaths = 0
            except BrokenProcessPool:
                deaths += 1
                if deaths == _MOST_DEATHS:
                    raise DragomanError(
                        "reading processes are killed whatever they read, perhaps for want of memory; "
                        "run the same again with fewer --jobs"
                    ) from None
                outcome = Failure(report=report, reason=_KILLED)
                pool.shutdown()
                pool = _processes(1)
            yield outcome
    finally:
        pool.shutdown(cancel_futures=True)


def count_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _pool(jobs: int) -> Executor:
    """Processes, or for one job a thread of this process: nothing to start and no second model in memory."""
    return ThreadPoolExecutor(1) if jobs == 1 else _processes(jobs)


def _processes(jobs: int) -> Executor:
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """End at once and without a word at Ctrl-C, and when the parent ends, even when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _done(outcomes: list[Outcome]) -> "Future[list[Outcome]]":
    future: Future[list[Outcome]] = Future()
    future.set_result(outcomes)
    return future


@cache
def _loaded(load: Load) -> ReadsReports:
    return load()


def _read_batch(load: Load, reports: Sequence[Report]) -> list[Outcome]:
    reader = _loaded(load)
    try:
        return list(reader.read_many(reports))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever it is, the reports beside the faulty one are read
        return [_read_alone(reader, report) for report in reports]


def _read_alone(reader: ReadsReports, report: Report) -> Outcome:
    try:
        return next(iter(reader.read_many([report])))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - told in the record with its place in the program
        at = traceback.extract_tb(error.__traceback__)[-1]
        return Failure(report=report, reason=f"{type(error).__name__}: {error} ({Path(at.filename).name}:{at.lineno})")
