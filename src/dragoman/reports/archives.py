"""Files in files: members of ZIP archives, gzip, and copies on disk for what must be read from any place."""

import gzip
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from dragoman.reports.found import Notify, Reject
from dragoman.reports.kinds import is_known
from dragoman.reports.sources import BUFFER_BYTES, Source, as_name, buffered, ids_in_folder, tell_left_out

_MAX_RATIO = 200  # a member that grows more is a bomb; the 840 articles of the load test, as JSONL, grow 3 times
_BOMB_BYTES = 10_000_000  # below this any ratio is harmless


def open_members(source: Source, notify: Notify) -> Iterator[Source | Reject]:
    """Each file in a ZIP archive by name, open until the next is asked for; bombs and locked ones as rejects."""
    with on_disk(source) as path, zipfile.ZipFile(path) as archive:
        known = sorted(
            (i for i in archive.infolist() if not i.is_dir() and not _is_hidden(PurePosixPath(i.filename))),
            key=lambda info: info.filename,
        )
        members = [info for info in known if is_known(info.filename)]
        tell_left_out([i.filename for i in known if not is_known(i.filename)], source.file, notify)
        ids = ids_in_folder([PurePosixPath(info.filename) for info in members])
        for info in members:
            file = f"{source.file}!{as_name(info.filename)}"
            fault = _fault(info)
            if fault is not None:
                yield Reject(file=file, reason=fault)
                continue
            name = PurePosixPath(info.filename)
            with archive.open(info) as member:
                stream = buffered(member)
                yield Source(file=file, name=as_name(name.name), id=f"{source.id}/{ids[name]}", stream=stream)


@contextmanager
def unpacked(source: Source) -> Iterator[Source]:
    """What is in a gzip file."""
    name = source.name.removesuffix(".gz")
    with gzip.GzipFile(fileobj=source.stream) as file:
        stream = buffered(file)
        yield Source(file=source.file, name=name, id=source.id, stream=stream)


@contextmanager
def on_disk(source: Source) -> Iterator[Path]:
    """A source as a file that can be read from any place: its own, or a copy for the while."""
    if source.path is not None:
        yield source.path
        return
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        path = Path(folder) / "copy"
        with path.open("wb") as copy:
            while chunk := source.stream.read(BUFFER_BYTES):
                copy.write(chunk)
        yield path


def _fault(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & 1:
        return "locked with a password; unpack it and give the files"
    if info.file_size > max(_BOMB_BYTES, _MAX_RATIO * info.compress_size):
        return (
            f"{info.file_size:,} bytes packed into {info.compress_size:,}, as archives made to fill a disk are; "
            "unpack it yourself if you trust it"
        )
    return None


def _is_hidden(name: PurePosixPath) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in name.parts)
