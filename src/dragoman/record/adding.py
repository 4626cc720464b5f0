"""Reports into a record: which are new, on all cores, a shard at a time, in the order of the input."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from dragoman.errors import InputError
from dragoman.parallel import Failure, Load, Outcome, load_one_thread_reader, read_batches
from dragoman.record.known import Known, Version
from dragoman.record.locks import locked
from dragoman.record.rows import Row, report_row, rows_of
from dragoman.record.schema import TABLES
from dragoman.record.shards import Shard, ShardWriter
from dragoman.reports import Found, Reject
from dragoman.types import Reading, Report

SHARD_REPORTS = 128  # and rejects, of one shard: some seconds of work that a kill can cost, and files of about 100 kB
_BATCH = 16  # reports a process takes at a time, as many as the model parses together
_TOLD = 10  # new rejects that are kept to be told at the end

Item: TypeAlias = Found | Reject
Observer: TypeAlias = Callable[[Item], None]


@dataclass(slots=True, kw_only=True)
class Added:
    """What adding came to: `reports` new ones, of which `revisions` are changed texts; `known` were there before.

    `rejects` counts all that were met, `new_rejects` those that the record had not; `first_rejects` are some of these.
    """

    reports: int = 0
    revisions: int = 0
    known: int = 0
    rejects: int = 0
    new_rejects: int = 0
    shards: int = 0
    first_rejects: list[Reject] = field(default_factory=list)


def add_reports(
    folder: Path,
    found: Iterable[Item],
    *,
    jobs: int | None = None,
    strict: bool = False,
    actors: str | None = None,
    load: Load = load_one_thread_reader,
    observe: Observer | None = None,
) -> Added:
    """Read what a record's shards in `folder` have not yet and write it there; see `Record.add`.

    `actors` is the sha256 of the file of actors that `load` reads with, for the shards to keep.
    """
    with ShardWriter(folder) as writer:
        return _Adding(folder, writer, strict, actors, observe or _unobserved).run(found, jobs, load)


def hash_report(report: Report) -> str:
    """The sha256 of date, title and text, one after the other with a line feed between."""
    return hashlib.sha256(f"{report.date}\n{report.title or ''}\n{report.text}".encode()).hexdigest()


def _unobserved(_: Item) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fresh:
    """A report that is not in the record."""

    found: Found
    version: Version


@dataclass(slots=True, kw_only=True)
class _Group:
    """What becomes one shard, and the outcomes that have come so far."""

    items: list[_Fresh | Reject]
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def fresh(self) -> list[_Fresh]:
        return [item for item in self.items if isinstance(item, _Fresh)]


class _Adding:
    """One run. Shards are finished in the order of the input, so that a killed run leaves a beginning of it."""

    def __init__(
        self, folder: Path, writer: ShardWriter, strict: bool, actors: str | None, observe: Observer
    ) -> None:  # fmt: skip
        self._writer, self._strict, self._actors, self._observe = writer, strict, actors, observe
        self._known = Known(folder)
        self._pending: set[Version] = set()
        self._sent: deque[tuple[_Group, int]] = deque()  # each batch's group and the batches that follow in it
        self._added = Added()

    def run(self, found: Iterable[Item], jobs: int | None, load: Load) -> Added:
        for outcomes in read_batches(self._batches(found), jobs=jobs, load=load):
            group, following = self._sent.popleft()
            for fresh in group.fresh[len(group.outcomes) : len(group.outcomes) + len(outcomes)]:
                self._observe(fresh.found)
            group.outcomes += outcomes
            if not following:
                self._finish(group)
        return self._added

    def _batches(self, found: Iterable[Item]) -> Iterator[list[Report]]:
        for group in self._groups(found):
            reports = [fresh.found.report for fresh in group.fresh]
            batches = [reports[i : i + _BATCH] for i in range(0, len(reports), _BATCH)] or [[]]
            for number, batch in enumerate(batches, 1):
                self._sent.append((group, len(batches) - number))
                yield batch

    def _groups(self, found: Iterable[Item]) -> Iterator[_Group]:
        """What is left of the chunks; small remains of neighbours go together, so that daily additions stay few files.

        A chunk's bounds depend on the input alone: starting again after a kill makes the same shards.
        """
        items = iter(found)
        waiting: list[_Fresh | Reject] = []
        while chunk := list(islice(items, SHARD_REPORTS)):
            left = self._leave_out(chunk)
            if waiting and len(waiting) + len(left) > SHARD_REPORTS:
                yield _Group(items=waiting)
                waiting = []
            waiting += left
            if len(waiting) == SHARD_REPORTS:
                yield _Group(items=waiting)
                waiting = []
        if waiting:
            yield _Group(items=waiting)

    def _leave_out(self, chunk: Sequence[Item]) -> list[_Fresh | Reject]:
        """The chunk without what the record or this run has."""
        self._known.refresh()
        fresh = [
            _Fresh(found=item, version=Version(item.report.id, hash_report(item.report)))
            if isinstance(item, Found) else item
            for item in chunk
        ]  # fmt: skip
        revisions = iter(self._known.revisions([f.version for f in fresh if isinstance(f, _Fresh)]))
        unknown = set(self._known.unknown_rejects([r for r in fresh if isinstance(r, Reject)]))
        left: list[_Fresh | Reject] = []
        for item in fresh:
            if isinstance(item, Reject):
                self._reject(item)
                self._observe(item)
                if item in unknown:
                    left.append(item)
            elif next(revisions) is None or item.version in self._pending:
                self._added.known += 1
                self._observe(item.found)
            else:
                self._pending.add(item.version)
                left.append(item)
        return left

    def _reject(self, reject: Reject) -> None:
        if self._strict:
            raise InputError(f"{reject}; stopped there (--strict), finished shards are kept")
        self._added.rejects += 1

    def _finish(self, group: _Group) -> None:
        """Write a group whose reports are read, as one shard, if anything of it is new still."""
        pairs = list(zip(group.fresh, group.outcomes, strict=True))
        read = [(fresh, outcome) for fresh, outcome in pairs if isinstance(outcome, Reading)]
        failed = [_failure(fresh, outcome) for fresh, outcome in pairs if isinstance(outcome, Failure)]
        for reject in failed:
            self._reject(reject)
        rejects = [item for item in group.items if isinstance(item, Reject)] + failed
        versions = [fresh.version for fresh, _ in read]
        while True:
            self._known.refresh()
            plan = self._known.revisions(versions)
            new = self._known.unknown_rejects(rejects)
            if not new and not any(plan):
                break
            aside = self._writer.prepare(_shard(read, plan, new, self._actors))
            with locked(self._writer.lock):
                if not self._known.refresh() or (plan, new) == (
                    self._known.revisions(versions), self._known.unknown_rejects(rejects)
                ):  # fmt: skip
                    self._writer.publish(aside)
                    self._added.shards += 1
                    break
            # another process has just added some of these: what is left becomes another shard
        self._count(plan, new)
        self._pending.difference_update(fresh.version for fresh in group.fresh)

    def _count(self, plan: Sequence[int | None], new: Sequence[Reject]) -> None:
        self._added.reports += sum(revision is not None for revision in plan)
        self._added.revisions += sum(revision is not None and revision > 1 for revision in plan)
        self._added.known += sum(revision is None for revision in plan)
        self._added.new_rejects += len(new)
        self._added.first_rejects += new[: _TOLD - len(self._added.first_rejects)]


def _failure(fresh: _Fresh, failure: Failure) -> Reject:
    found = fresh.found
    return Reject(
        report=found.report.id, file=found.file, position=found.position, stage="reading", reason=failure.reason
    )


def _shard(
    read: Sequence[tuple[_Fresh, Reading]], plan: Sequence[int | None], rejects: Sequence[Reject], actors: str | None
) -> Shard:  # fmt: skip
    tables: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    for (fresh, reading), revision in zip(read, plan, strict=True):
        if revision is None:
            continue
        found = fresh.found
        tables["reports"].append(
            report_row(
                reading.report, revision=revision, hash=fresh.version.hash, file=found.file, position=found.position
            )
        )
        for name, rows in rows_of(reading, revision).items():
            tables[name] += rows
    tables["rejects"] += [
        {"report": r.report, "file": r.file, "position": r.position, "stage": r.stage, "reason": r.reason}
        for r in rejects
    ]
    made = read[0][1].dragoman if tables["reports"] else None
    return Shard(tables=tables, made=made, actors=actors if made else None)
