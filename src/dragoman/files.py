"""Where a file of ours may be written, and what to say where it cannot be."""

import errno
import os
import re
from pathlib import Path

_DENIED = tuple(map(os.strerror, (errno.EACCES, errno.EPERM, errno.EROFS)))


def fault_of_target(path: Path) -> str | None:
    """Why nothing is to be written under a name: what is there is a device, a pipe or a folder; None for none.

    Files are written aside and renamed into place, which would put a file where the device was.

    >>> fault_of_target(Path("nowhere.csv")), fault_of_target(Path("/"))
    (None, 'is a folder; give the name of a file')
    """
    if path.is_dir():
        return "is a folder; give the name of a file"
    if path.exists() and not path.is_file():
        return "is no regular file and is not replaced; give the name of a file"
    return None


def reason_of(error: Exception) -> str:
    """The system's words for a failure to write; DuckDB gives its number in a long message.

    >>> reason_of(PermissionError(13, "Permission denied")), reason_of(ValueError('IO Error: {"errno":"28"}'))
    ('Permission denied', 'No space left on device')
    """
    number = re.search(r'"errno":"(\d+)"', str(error))
    if number is not None:
        return os.strerror(int(number[1]))
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error).splitlines()[0]


def remedy_of(error: Exception) -> str:
    """What is to be done about it.

    >>> remedy_of(PermissionError(13, "Permission denied")), remedy_of(OSError(28, "No space left on device"))
    ('see to the permissions there', 'make room there')
    """
    return "see to the permissions there" if reason_of(error).endswith(_DENIED) else "make room there"
