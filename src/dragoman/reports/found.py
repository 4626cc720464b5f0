"""What comes out of people's files: reports with the place they stand at, rejects, and notices on the way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from dragoman.errors import locate
from dragoman.types import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A report and where it was found.

    `file` is the path as given, with what is inside an archive after "!". `position` is a line
    number, "row 5", "record 5" or "entry 5"; None for a report that is a whole file.
    """

    report: Report
    file: str
    position: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """What could not be read, or is no report in English, and why; `report` is its id where known."""

    file: str
    position: str | None = None
    stage: str = "input"
    reason: str
    report: str | None = None

    def __str__(self) -> str:
        return locate(self.reason, self.file, self.position)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What was chosen without being told: columns, an encoding, files left out."""

    file: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}: {self.text}"


Notify: TypeAlias = Callable[[Notice], None]
