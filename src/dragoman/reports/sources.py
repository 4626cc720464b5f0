"""The files behind the inputs: folders walked in order, archives opened, standard input as a file."""

import gzip
import io
import os
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from dragoman.errors import InputError
from dragoman.reports.found import Notice, Notify, Reject
from dragoman.reports.kinds import is_known

_BUFFER = 1 << 18  # bytes that a look ahead sees
_MAX_RATIO = 200  # a member that grows more is a bomb; the 840 articles of the load test, as JSONL, grow 3 times
_BOMB_BYTES = 10_000_000  # below this any ratio is harmless
_STDIN = "standard input"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An open file: `file` as told to people, `name` its own name, `id` that of a report that fills it."""

    file: str
    name: str
    id: str
    stream: io.BufferedReader
    path: Path | None = None


def open_sources(inputs: Sequence[str], *, stdin: IO[bytes] | None, notify: Notify) -> Iterator[Source | Reject]:
    """Each file of the inputs in order, open until the next is asked for."""
    ids = _distinct_ids([Path(name) for name in inputs if name != "-"])
    for name in inputs:
        path = Path(name)
        if name == "-":
            stream = _buffered(stdin or os.fdopen(0, "rb", closefd=False))
            yield Source(file=_STDIN, name="", id="stdin", stream=stream)
            stream.detach()
        elif path.is_dir():
            yield from _walk(path, _text(path.resolve().name), notify)
        else:
            yield from _open(path, ids[path])


def open_members(source: Source, notify: Notify) -> Iterator[Source | Reject]:
    """Each file in a ZIP archive by name, open until the next is asked for; bombs and locked ones as rejects."""
    with on_disk(source) as path, zipfile.ZipFile(path) as archive:
        known = sorted(
            (i for i in archive.infolist() if not i.is_dir() and not _is_hidden(PurePosixPath(i.filename))),
            key=lambda info: info.filename,
        )
        members = [info for info in known if is_known(info.filename)]
        _tell_left_out([i.filename for i in known if not is_known(i.filename)], source.file, notify)
        ids = _ids_in_folder([PurePosixPath(info.filename) for info in members])
        for info in members:
            file = f"{source.file}!{_text(info.filename)}"
            fault = _fault(info)
            if fault is not None:
                yield Reject(file=file, reason=fault)
                continue
            name = PurePosixPath(info.filename)
            with archive.open(info) as member:
                stream = _buffered(member)
                yield Source(file=file, name=_text(name.name), id=f"{source.id}/{ids[name]}", stream=stream)


@contextmanager
def unpacked(source: Source) -> Iterator[Source]:
    """What is in a gzip file."""
    name = source.name.removesuffix(".gz")
    with gzip.GzipFile(fileobj=source.stream) as file:
        stream = _buffered(file)
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
            while chunk := source.stream.read(_BUFFER):
                copy.write(chunk)
        yield path


def stem(name: str) -> str:
    """A file's name without its ending and that of its packing.

    >>> stem("talks.2.txt"), stem("news.jsonl.gz")
    ('talks.2', 'news')
    """
    return PurePosixPath(name.removesuffix(".gz")).stem or name


def _buffered(stream: IO[bytes] | gzip.GzipFile) -> io.BufferedReader:
    """A stream that can be looked into."""
    return io.BufferedReader(cast(Any, stream), _BUFFER)


def _walk(folder: Path, id: str, notify: Notify) -> Iterator[Source | Reject]:
    """The known kinds of files under a folder, sorted; no hidden ones, nor what browsers save beside a page."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Reject(file=_text(folder), reason=f"cannot be read ({error.strerror}); check its permissions")
        return
    entries = [entry for entry in entries if not entry.name.startswith(".")]
    pages = {stem(entry.name) for entry in entries if entry.name.lower().endswith((".html", ".htm"))}
    files = [PurePosixPath(entry.name) for entry in entries if entry.is_file()]
    _tell_left_out([file.name for file in files if not is_known(file.name)], _text(folder), notify)
    ids = _ids_in_folder([file for file in files if is_known(file.name)])
    for entry in entries:
        name = PurePosixPath(entry.name)
        if entry.is_dir(follow_symlinks=False):  # a link may lead back up
            if not (entry.name.endswith("_files") and entry.name.removesuffix("_files") in pages):
                yield from _walk(folder / name, f"{id}/{_text(name)}", notify)
        elif name in ids:
            yield from _open(folder / name, f"{id}/{ids[name]}")


def _open(path: Path, id: str) -> Iterator[Source | Reject]:
    try:
        stream = _buffered(path.open("rb", buffering=0))
    except FileNotFoundError:
        yield Reject(file=_text(path), reason="not found; check the name")
    except OSError as error:
        yield Reject(file=_text(path), reason=f"cannot be read ({error.strerror}); check its permissions")
    else:
        with stream:
            yield Source(file=_text(path), name=_text(path.name), id=id, stream=stream, path=path)


def _distinct_ids(paths: Iterable[Path]) -> dict[Path, str]:
    """A file's own name, with as many folders before it as set it apart from the other files given."""
    paths = sorted(set(paths))
    ids = {path: stem(path.name) for path in paths}
    for depth in range(1, max((len(path.parts) for path in paths), default=0)):
        count = Counter(ids.values())
        for path in paths:
            if count[ids[path]] > 1:
                ids[path] = "/".join((*path.parts[:-1][-depth:], stem(path.name)))
    count = Counter(ids.values())
    return {path: _text(id if count[id] == 1 else path) for path, id in ids.items()}


def _ids_in_folder(names: Sequence[PurePosixPath]) -> dict[PurePosixPath, str]:
    """Names without their endings, where that leaves them apart."""
    bare = {name: str(name.with_name(stem(name.name))) for name in names}
    count = Counter(bare.values())
    return {name: _text(id if count[id] == 1 else name) for name, id in bare.items()}


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


def _tell_left_out(names: Sequence[str], file: str, notify: Notify) -> None:
    if names:
        count = Counter(PurePosixPath(name).suffix.lower() or "no ending" for name in names)
        kinds = ", ".join(f"{kind} {number:,}" for kind, number in sorted(count.items()))
        notify(Notice(file=file, text=f"left out files of other kinds ({kinds}); name a file to have it read"))


def _text(name: object) -> str:
    """A file's name may be no text."""
    return str(name).encode("utf-8", "replace").decode("utf-8")


def check_inputs(inputs: Iterable[str | Path]) -> list[str]:
    """The inputs as text. Raises InputError for none, or for standard input twice."""
    names = [str(name) for name in inputs]
    if not names:
        raise InputError("no inputs; name files or folders, or - for standard input")
    if names.count("-") > 1:
        raise InputError("-: standard input can be read once only")
    return names
