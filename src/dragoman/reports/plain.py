"""Plain text to a report: its date, its text, and clear words where one of them is missing."""

import datetime
import re
from pathlib import Path

from dragoman.errors import DateError, InputError
from dragoman.types import Report

MAX_BYTES = 2_000_000  # a report, not an archive: the longest of 2,000 real ones has 60,000
MAX_WORD = 5_000  # characters without a blank; longer ones are encoded data, not text
_DATE = re.compile(r"\s*date:?[ \t]+(\S+)[ \t]*(\n|[ \t]|$)")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_report(path: Path, *, date: str | None = None) -> Report:
    """The report in a UTF-8 text file, named after it. Raises InputError or DateError naming file, place and remedy."""
    if path.is_dir():
        raise InputError(f"{path}: a folder, not a report; name the files in it")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: not found; check the name") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    return report_from_bytes(data, source=str(path), id=path.stem, date=date)


def report_from_bytes(data: bytes, *, source: str, id: str, date: str | None = None) -> Report:
    """The report in the bytes of a file; `source` names it in messages."""
    if len(data) > MAX_BYTES:
        raise InputError(f"{source}: {len(data):,} bytes; a report has at most {MAX_BYTES:,}: split it into reports")
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
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    match = _DATE.match(text)
    leading: str | None = None
    if match is not None and match[1][:1].isdigit():
        leading, text = match[1], text[match.end() :]
    text = text.strip()
    if not text:
        raise InputError(f"{source}: empty; a report needs at least one sentence")
    longest = max(map(len, text.split()))
    if longest > MAX_WORD:
        raise InputError(f"{source}: a word of {longest:,} characters; is this encoded data? Give plain text")
    if date is None and leading is None:
        raise DateError(f"{source}:1: date: missing; begin the text with a line `date YYYY-MM-DD` or give --date")
    given = date if date is not None else leading
    where = f"{source}:1: date" if date is None else "--date"
    return Report(id=id, text=text, date=given if isinstance(given, datetime.date) else parse_date(str(given), where))


def parse_date(text: str, where: str) -> datetime.date:
    """The day in YYYY-MM-DD. Raises DateError that names `where` it stands."""
    if not _ISO.fullmatch(text):
        raise DateError(f"{where}: expected YYYY-MM-DD, got {text!r}")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise DateError(f"{where}: {text} is no day of the calendar; expected YYYY-MM-DD") from None
