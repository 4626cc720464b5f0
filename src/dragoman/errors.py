"""The program's errors: one tree. Every message says what happened, where, and how to mend it."""


class DragomanError(Exception):
    """Anything that the program itself finds wrong."""


class InputError(DragomanError):
    """A report that cannot be read: missing, empty, binary, too large, not UTF-8."""


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
