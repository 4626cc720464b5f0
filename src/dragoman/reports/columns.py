"""Which column holds what: told by the user, else found by the names that such columns go by."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from dragoman.errors import InputError

FIELDS = ("text", "date", "title", "source", "url", "id")
Columns: TypeAlias = Mapping[str, str]
# Names in the order of preference, without case and punctuation: `publishedAt`, `published_at`, `Published at`.
NAMES = {
    "text": "text body content articletext articlebody bodytext fulltext maintext plaintext rawtext story article",
    "date": "date publishedat published publicationdate pubdate datepublished publishdate datepublish publisheddate"
    " storydate articledate datetime",
    "title": "title headline heading",
    "source": "source publisher sourcename publishername sitename site outlet publication newspaper sourcedomain"
    " domain",
    "url": "url link href weburl sourceurl articleurl permalink canonicalurl",
    "id": "id guid uuid articleid docid documentid reportid storyid",
}
_SHOWN = 40  # columns listed in a message


def parse_columns(told: str | Columns) -> Columns:
    """`text=body,date=published_at` as a mapping; an empty name leaves a field out. Raises InputError.

    >>> parse_columns("text=body,id=")
    {'text': 'body', 'id': ''}
    """
    if isinstance(told, str):
        pairs = [part.partition("=")[::2] for part in told.split(",")] if told else []
    else:
        pairs = list(told.items())
    columns = {field.strip(): name.strip() for field, name in pairs}
    if not set(columns) <= set(FIELDS) or columns.get("text") == "":
        raise InputError(f"--columns: expected FIELD=COLUMN,… with FIELD one of {', '.join(FIELDS)}; got {told!r}")
    return columns


def choose_columns(names: Sequence[str], told: Columns, *, needs_date: bool) -> Columns:
    """The column of each field that has one. Raises InputError that tells all faults and lists the columns."""
    chosen, faults = {}, []
    for field in FIELDS:
        if field not in told:
            name = find_field(field, names)
        elif (name := told[field]) and name not in names:
            faults.append(f"no column {name!r} for the {field}")
            continue
        if name:
            chosen[field] = name
        elif field == "text" or (field == "date" and needs_date):
            faults.append(f"no column found for the {field}")
    if faults:
        listed = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
        raise InputError(
            f"{'; '.join(faults)}; the columns are: {listed or 'none'}; say which with --columns text=NAME,date=NAME"
        )
    return chosen


def find_field(field: str, names: Iterable[str]) -> str | None:
    """The name that a field goes by among these, in our order of preference.

    >>> find_field("date", ["Section", "Publication Date"])
    'Publication Date'
    """
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(re.sub(r"[\W_]", "", name).lower(), name)
    return next((by_key[key] for key in NAMES[field].split() if key in by_key), None)


def describe_columns(columns: Columns) -> str:
    """The choice as `--columns` takes it.

    >>> describe_columns({"text": "body", "date": "day"})
    'text=body,date=day'
    """
    return ",".join(f"{field}={name}" for field, name in columns.items())
