"""The formats by name, and writing one to a file or to standard output."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO, TypeAlias

from dragoman.errors import DragomanError
from dragoman.exports.acts import Act
from dragoman.exports.gdelt import write_gdelt, write_gdelt_mentions
from dragoman.exports.graphml import write_graphml
from dragoman.exports.icews import write_icews
from dragoman.exports.phoenix import write_phoenix
from dragoman.exports.plover import write_plover
from dragoman.exports.polecat import write_polecat
from dragoman.exports.tables import write_csv, write_parquet
from dragoman.files import fault_of_target, reason_of, remedy_of

Writer: TypeAlias = Callable[[Iterable[Act], TextIO], None]


class ExportError(DragomanError):
    """A file that cannot be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A way to write acts.

    `marks` says that the format tells denied, imagined and planned acts from facts. Formats with `rows` know one row
    an event and one row a dyad. `write` is None for Parquet, which is no text.
    """

    marks: bool
    write: Writer | None
    rows: bool = False


FORMATS = {
    "polecat": Format(marks=False, write=write_polecat),
    "icews": Format(marks=False, write=write_icews),
    "gdelt": Format(marks=False, write=write_gdelt),
    "gdelt-mentions": Format(marks=False, write=write_gdelt_mentions),
    "phoenix": Format(marks=False, write=write_phoenix),
    "plover": Format(marks=True, write=write_plover),
    "csv": Format(marks=True, write=write_csv, rows=True),
    "parquet": Format(marks=True, write=None, rows=True),
    "graphml": Format(marks=False, write=write_graphml),
}


def write_export(acts: Iterable[Act], name: str, out: Path | TextIO, *, rows: str = "events") -> None:
    """Write acts in a format to a stream or a file; the file is there when all of it is written, or not at all.

    `rows` is "events" or "dyads", for the formats that know both. Parquet goes to files only. Raises ExportError where
    the file cannot be written, or something is there that is no regular file: a device or a pipe is never replaced.
    """
    form = FORMATS[name]
    extra = {"rows": rows} if form.rows else {}
    if not isinstance(out, Path):
        if form.write is None:
            raise ValueError(f"{name} goes to files only; give a path")
        partial(form.write, **extra)(acts, out)
        return
    if fault := fault_of_target(out):
        raise ExportError(f"--out: {out} {fault}, or leave --out away for standard output")
    try:
        with TemporaryDirectory(dir=out.parent, prefix=".export-") as folder:
            aside = Path(folder) / out.name
            if form.write is None:
                write_parquet(acts, aside, rows=rows)
            else:
                with aside.open("w", encoding="utf-8", newline="") as file:
                    partial(form.write, **extra)(acts, file)
            aside.replace(out)
    except OSError as error:
        raise ExportError(f"{out}: {reason_of(error)}; {remedy_of(error)} or name another --out") from error
