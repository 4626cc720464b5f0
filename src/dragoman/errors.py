"""The program's errors: one tree. Every message says what happened, where, and how to mend it."""


class DragomanError(Exception):
    """Anything that the program itself finds wrong."""


class InputError(DragomanError):
    """A report that cannot be read: missing, empty, binary, too large, without a date."""

    def __init__(self, reason: str, *, file: str | None = None, position: str | None = None) -> None:
        super().__init__(reason if file is None else locate(reason, file, position))
        self.reason, self.position = reason, position


class DateError(InputError):
    """A report whose date is missing or impossible."""


class ModelError(DragomanError):
    """A language model whose files are missing or do not fit together."""


class GazetteerError(DragomanError):
    """A gazetteer whose table is missing or damaged."""


class CodebookError(DragomanError):
    """A codebook with faults; the message lists all of them, one a line."""


class RecordError(DragomanError):
    """A record that cannot be opened, read or written."""


def locate(reason: str, file: str, position: str | None) -> str:
    """A reason after the place it holds for; a bare number is a line.

    >>> locate("date: missing", "talks.jsonl", "17"), locate("no article", "crawl.warc", "record 5")
    ('talks.jsonl:17: date: missing', 'crawl.warc: record 5: no article')
    """
    if position is None:
        return f"{file}: {reason}"
    return f"{file}:{position}: {reason}" if position.isdecimal() else f"{file}: {position}: {reason}"
