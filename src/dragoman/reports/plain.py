"""Plain text to a report: its date, its text, and clear words where one of them is missing."""

import datetime
import re
from pathlib import Path

from dragoman.errors import DateError, InputError
from dragoman.types import Report

MAX_BYTES = 1_000_000  # a report, not an archive: the longest of 1,440 real ones has 34,309
MAX_WORD = 2_000  # characters without a blank; the longest in those is 87, what is longer is encoded data
_MAX_DATE = 30  # characters of a date that fills a line
_DATE = re.compile(r"(\s*)date:?[ \t]+(?=\S)")
_NUMERIC = re.compile(r"(\d+([-./])\d+\2\d+)[.,:;]?(?=\s|$)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_report(path: Path, *, date: str | None = None) -> Report:
    """The report in a UTF-8 text file, named after it. Raises InputError or DateError naming file, place and remedy."""
    if path.is_dir():
        raise InputError(f"{path}: a folder, not a report; name the files in it")
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputError(f"{path}: not found; check the name") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    id = path.stem.encode("utf-8", "replace").decode("utf-8")  # a file's name may be no text
    return report_from_bytes(data, source=str(path), id=id, date=date)


def report_from_bytes(data: bytes, *, source: str, id: str, date: str | None = None) -> Report:
    """The report in the bytes of a file; `source` names it in messages."""
    if len(data) > MAX_BYTES:
        raise InputError(f"{source}: more than {MAX_BYTES:,} bytes; split the file into reports")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{source}: UTF-16, not UTF-8; convert the file with `iconv -f utf-16 -t utf-8`")
    if b"\0" in data:
        raise InputError(f"{source}: byte {data.index(0)}: a NUL byte, so this is no text; give plain text in UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{source}:{line}: byte {error.start} (0x{data[error.start]:02x}) is not UTF-8; "
            "convert the file, e.g. with `iconv -f latin1 -t utf-8`"
        ) from None
    return report_from_text(text, date=date, id=id, source=source)


def report_from_text(
    text: str, *, date: str | datetime.date | None = None, id: str = "report", source: str = "text"
) -> Report:
    """The report in a string; a leading `date YYYY-MM-DD` is taken off and counts unless `date` is given."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    leading, line, text = _split_date(text)
    text = text.strip()
    if not text:
        raise InputError(f"{source}: empty; a report needs at least one sentence")
    longest = max(map(len, text.split()))
    if longest > MAX_WORD:
        raise InputError(f"{source}: a word of {longest:,} characters; is this encoded data? Give plain text")
    broken = _SURROGATE.search(text)
    if broken is not None:
        raise InputError(
            f"{source}: character {broken.start()}: half a surrogate pair, which is no text; decode the text anew"
        )
    given = date if date is not None else leading
    if given is None:
        raise DateError(f"{source}:1: date: missing; begin the text with a line `date YYYY-MM-DD` or give --date")
    where = f"{source}:{line}: date" if date is None else "date"
    return Report(id=id, text=text, date=parse_date(given, where) if isinstance(given, str) else _day(given))


def _split_date(text: str) -> tuple[str | None, int, str]:
    """A leading date as written, its line, and the text after it.

    >>> _split_date("date 2023-02-10 They met.")
    ('2023-02-10', 1, ' They met.')
    """
    match = _DATE.match(text)
    if match is None:
        return None, 1, text
    line = match[1].count("\n") + 1
    numeric = _NUMERIC.match(text, match.end())
    if numeric is not None:
        return numeric[1], line, text[numeric.end() :]
    value, _, rest = text[match.end() :].partition("\n")
    if len(value.strip()) <= _MAX_DATE and any(c.isdigit() for c in value):  # `date 10 Feb 2023`, to be refused by name
        return value.strip(), line, rest
    return None, 1, text


def _day(day: datetime.date) -> datetime.date:
    """The bare day of a date that may carry a time."""
    return day.date() if isinstance(day, datetime.datetime) else day


def parse_date(text: str, where: str) -> datetime.date:
    """The day in YYYY-MM-DD. Raises DateError that names `where` it stands."""
    if not _ISO.fullmatch(text):
        raise DateError(f"{where}: expected YYYY-MM-DD, got {text!r}")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise DateError(f"{where}: {text} is no day of the calendar; expected YYYY-MM-DD") from None
