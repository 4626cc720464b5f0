"""What the user told about all inputs, passed to each reader."""

import datetime
from dataclasses import dataclass, field

from dragoman.reports.columns import Columns
from dragoman.reports.found import Notify
from dragoman.reports.ids import UsedIds


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`date` wins over the reports' own; `columns` are those told; `notify` hears what was chosen untold.

    `used_ids` and `told_choices` remember what came before in the same run.
    """

    columns: Columns
    date: datetime.date | None
    notify: Notify
    used_ids: UsedIds = field(default_factory=UsedIds)
    told_choices: set[str] = field(default_factory=set)
