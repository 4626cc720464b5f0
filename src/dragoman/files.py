"""Where a file of ours may be written."""

from pathlib import Path


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
