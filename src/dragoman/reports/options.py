"""What the user told about all inputs, passed to each reader."""

import datetime
from dataclasses import dataclass, field

from dragoman.reports.columns import Columns
from dragoman.reports.found import Notice, Notify
from dragoman.reports.ids import UsedIds


def _say_nothing(notice: Notice) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`date` wins over the reports' own; `columns` are those told; `notify` hears what was chosen untold."""

    columns: Columns = field(default_factory=dict)
    date: datetime.date | None = None
    notify: Notify = _say_nothing
    used_ids: UsedIds = field(default_factory=UsedIds)


