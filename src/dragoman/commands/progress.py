"""The progress of a long run on a terminal: how many, how fast, how long still."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

from dragoman.reports import Found, Reject

_LATEST = 200  # reports whose rate is shown: those skipped long ago say nothing about the time left


class Share:
    """How much of the inputs is done, in bytes: files gone through, and of the present one the text found in it.

    Only an estimate: a compressed file or a page holds more or less text than it has bytes.
    """

    def __init__(self, inputs: Sequence[str]) -> None:
        self.total = None if "-" in inputs else sum(_size(Path(name)) for name in inputs)
        self._before = self._here = self._size = 0
        self._file: str | None = None

    def done(self, item: Found | Reject) -> int:
        """The bytes that are done with this report."""
        file = item.file.partition("!")[0]  # an archive's members belong to the archive
        if file != self._file:
            self._before += self._size
            self._file, self._size, self._here = file, _size(Path(file)), 0
        if isinstance(item, Found):
            self._here += len(item.report.text.encode("utf-8", "replace"))
        return self._before + min(self._here, self._size)


@contextmanager
def show_progress(inputs: Sequence[str]) -> Iterator[Callable[[Found | Reject], None]]:
    """Show a line on standard error; what it gives is called for each report that is done with."""
    share = Share(inputs)
    with _bar() as progress:
        task = progress.add_task("reading", total=share.total, count=0, rate="")
        latest: deque[float] = deque([time.monotonic()], maxlen=_LATEST)
        count = 0

        def observe(item: Found | Reject) -> None:
            nonlocal count
            count += 1
            latest.append(time.monotonic())
            rate = (len(latest) - 1) / max(latest[-1] - latest[0], 1e-3)
            progress.update(task, completed=share.done(item), count=count, rate=f"{rate:.1f}/s")

        yield observe


@contextmanager
def show_count(noun: str) -> Iterator[Callable[[int, int], None]]:
    """The same for work whose parts are counted: what it gives is called with how many of how many are done."""
    with _bar() as progress:
        task = progress.add_task(noun, total=None, count=0, rate="")

        def observe(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total, count=done)

        yield observe


@contextmanager
def show_steps() -> Iterator[Callable[[str, int, int], None]]:
    """The same for work of several steps: what it gives is called with the step's name too."""
    with _bar() as progress:
        task = progress.add_task("indexing", total=None, count=0, rate="")
        now = ""

        def observe(step: str, done: int, total: int) -> None:
            nonlocal now
            if step != now:  # its rate says nothing about the time that another step needs
                progress.reset(task, total=total, count=0, rate="")
                now = step
            progress.update(task, description=f"indexing: {step}", completed=done, total=total, count=done)

        yield observe


def _bar() -> Progress:
    columns: tuple[ProgressColumn, ...] = (
        TextColumn("{task.description}"), BarColumn(bar_width=20), TaskProgressColumn(),
        TextColumn("{task.fields[count]:,} done {task.fields[rate]}"), TimeRemainingColumn(compact=True),
    )  # fmt: skip
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _size(path: Path) -> int:
    """The bytes of a file or of all files in a folder; 0 for what is not there."""
    try:
        if path.is_dir():
            return sum(_size(child) for child in path.iterdir() if not child.name.startswith("."))
        return path.stat().st_size
    except OSError:
        return 0
