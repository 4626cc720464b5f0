"""The files behind the inputs: folders walked in order, standard input as a file."""

import io
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from dragoman.errors import InputError
from dragoman.record.manifest import is_record
from dragoman.reports.found import Notice, Notify, Reject
from dragoman.reports.kinds import is_known

BUFFER_BYTES = 1 << 18  # bytes that a look ahead sees
_STDIN = "standard input"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An open file: `file` as told to people, `name` its own name, `id` that of a report that fills it."""

    file: str
    name: str
    id: str
    stream: io.BufferedReader
    path: Path | None = None


def check_inputs(inputs: Iterable[str | Path]) -> list[str]:
    """The inputs as text. Raises InputError for none, or for standard input twice."""
    names = [str(name) for name in inputs]
    if not names:
        raise InputError("no inputs; name files or folders, or - for standard input")
    if names.count("-") > 1:
        raise InputError("-: standard input can be read once only")
    return names


def open_sources(inputs: Sequence[str], *, stdin: IO[bytes] | None, notify: Notify) -> Iterator[Source | Reject]:
    """Each file of the inputs in order, open until the next is asked for."""
    ids = _distinct_ids([Path(name) for name in inputs if name != "-"])
    for name in inputs:
        path = Path(name)
        if name == "-":
            stream = buffered(stdin or os.fdopen(0, "rb", closefd=False))
            yield Source(file=_STDIN, name="", id="stdin", stream=stream)
            stream.detach()
        elif path.is_dir():
            yield from or_nothing(_walk(path, as_name(path.resolve().name), notify), as_name(path))
        else:
            yield from _open(path, ids[path])


def or_nothing(sources: Iterator[Source | Reject], file: str) -> Iterator[Source | Reject]:
    """The sources in a folder or archive, or a reject that tells that it has none."""
    source = None
    for source in sources:
        yield source
    if source is None:
        yield Reject(file=file, reason="no file in it of a kind that can be read")


def stem(name: str) -> str:
    """A file's name without its ending and that of its packing.

    >>> stem("talks.2.txt"), stem("news.jsonl.gz")
    ('talks.2', 'news')
    """
    return PurePosixPath(name.removesuffix(".gz")).stem or name


def buffered(stream: IO[bytes] | io.BufferedIOBase) -> io.BufferedReader:
    """A stream that can be looked into."""
    return io.BufferedReader(cast(Any, stream), BUFFER_BYTES)


def _walk(folder: Path, id: str, notify: Notify) -> Iterator[Source | Reject]:
    """The known kinds of files under a folder, sorted; no hidden ones, nor what browsers save beside a page.

    A record of ours is left out: its tables look like reports.
    """
    if is_record(folder):
        notify(Notice(file=as_name(folder), text="left out, a record; give what it was made from"))
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Reject(file=as_name(folder), reason=f"cannot be read ({error.strerror}); check its permissions")
        return
    entries = [entry for entry in entries if not entry.name.startswith(".")]
    pages = {stem(entry.name) for entry in entries if entry.name.lower().endswith((".html", ".htm"))}
    files = [PurePosixPath(entry.name) for entry in entries if entry.is_file()]
    tell_left_out([file.name for file in files if not is_known(file.name)], as_name(folder), notify)
    ids = ids_in_folder([file for file in files if is_known(file.name)])
    for entry in entries:
        name = PurePosixPath(entry.name)
        if entry.is_dir(follow_symlinks=False):  # a link may lead back up
            if not (entry.name.endswith("_files") and entry.name.removesuffix("_files") in pages):
                yield from _walk(folder / name, f"{id}/{as_name(name)}", notify)
        elif name in ids:
            yield from _open(folder / name, f"{id}/{ids[name]}")


def _open(path: Path, id: str) -> Iterator[Source | Reject]:
    try:
        stream = buffered(path.open("rb", buffering=0))
    except FileNotFoundError:
        yield Reject(file=as_name(path), reason="not found; check the name")
    except OSError as error:
        yield Reject(file=as_name(path), reason=f"cannot be read ({error.strerror}); check its permissions")
    else:
        with stream:
            yield Source(file=as_name(path), name=as_name(path.name), id=id, stream=stream, path=path)


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
    return {path: as_name(id if count[id] == 1 else path) for path, id in ids.items()}


def ids_in_folder(names: Sequence[PurePosixPath]) -> dict[PurePosixPath, str]:
    """Names without their endings, where that leaves them apart."""
    bare = {name: str(name.with_name(stem(name.name))) for name in names}
    count = Counter(bare.values())
    return {name: as_name(id if count[id] == 1 else name) for name, id in bare.items()}


def tell_left_out(names: Sequence[str], file: str, notify: Notify) -> None:
    """Tell how many files of which other kinds a folder or archive has."""
    if names:
        count = Counter(PurePosixPath(name).suffix.lower() or "no ending" for name in names)
        kinds = ", ".join(f"{kind} {number:,}" for kind, number in sorted(count.items()))
        notify(Notice(file=file, text=f"left out files of other kinds ({kinds}); name a file to have it read"))


def as_name(name: object) -> str:
    """A file's name may be no text."""
    return str(name).encode("utf-8", "replace").decode("utf-8")
