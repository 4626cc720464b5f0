"""Front matter: the block of `key: value` lines between two lines of dashes that begins many Markdown files."""

import re

from dragoman.reports.columns import find_field

_MAX_LINES = 200
_FENCE = re.compile(r"---[ \t]*")
_PAIR = re.compile(r"([A-Za-z_][\w .-]{0,60}):(?:[ \t]+(.*))?")


def split_front_matter(text: str) -> tuple[dict[str, str], int, str]:
    """The fields told in front matter, the number of its lines, and the text after it.

    Keys go by the names that columns go by. Lists and nested keys are passed over.

    >>> split_front_matter("---\\ntitle: 'Talks'\\npublished: 2023-02-10\\n---\\nThey met.")
    ({'title': 'Talks', 'date': '2023-02-10'}, 4, 'They met.')
    """
    lines = text.split("\n", _MAX_LINES)
    if len(lines) < 3 or not _FENCE.fullmatch(lines[0]) or not _PAIR.fullmatch(lines[1]):
        return {}, 0, text
    end = next((i for i, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), None)
    if end is None:
        return {}, 0, text
    pairs = [match for line in lines[1:end] if (match := _PAIR.fullmatch(line.rstrip()))]
    values = {match[1]: _unquote(match[2] or "") for match in pairs}
    found = {field: find_field(field, list(values)) for field in ("title", "date", "source", "url")}
    fields = {field: values[key] for field, key in found.items() if key and values[key]}
    return (fields, end + 1, "\n".join(lines[end + 1 :])) if fields else ({}, 0, text)


def _unquote(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return re.sub(r"\s+#.*", "", value)  # a comment
