"""Plain text to a report: its date, its text, and clear words where one of them is missing."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from dragoman.errors import DateError, InputError
from dragoman.reports.days import day_in_name, parse_day
from dragoman.reports.encoding import decode
from dragoman.reports.found import Found, Notice, Notify, Reject
from dragoman.reports.front import split_front_matter
from dragoman.reports.options import Options
from dragoman.reports.sources import Source, as_name
from dragoman.types import Report

MAX_BYTES = 1_000_000  # a report, not an archive: the longest of 1,440 real ones has 34,309
MAX_WORD = 2_000  # characters without a blank; the longest in those is 87, what is longer is encoded data
_MAX_DATE = 30  # characters of a date that fills a line
_DATE = re.compile(r"(\s*)date:?[ \t]+(?=\S)")
# A paragraph that begins so: none of 1,443 real reports has one; what has is likely to be several reports in one file.
_INNER_DATE = re.compile(r"\n[ \t]*\n[ \t]*date:?[ \t]+\d{4}-\d{2}-\d{2}\b", re.ASCII | re.IGNORECASE)
_NUMERIC = re.compile(r"(\d+([-./])\d+\2\d+)[.,:;]?(?=\s|$)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MARKDOWN = frozenset({".md", ".markdown"})


def read_plain(source: Source, options: Options) -> Iterator[Found | Reject]:
    """The one report in a text or Markdown file."""
    try:
        data = source.stream.read(MAX_BYTES + 1)
        report = report_from_bytes(
            data, source=source.file, id=source.id, date=options.date, name=source.name, notify=options.notify
        )
    except InputError as error:
        yield Reject(file=source.file, position=error.position, reason=error.reason, report=source.id)
        return
    yield Found(report=report, file=source.file)


def read_report(path: Path, *, date: str | None = None) -> Report:
    """The report in a text file, named after it. Raises InputError or DateError naming file, place and remedy."""
    if path.is_dir():
        raise InputError(f"{path}: a folder, not a report; name the files in it")
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputError(f"{path}: not found; check the name") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    return report_from_bytes(data, source=str(path), id=as_name(path.stem), date=date, name=path.name)


def report_from_bytes(
    data: bytes, *, source: str, id: str, date: str | datetime.date | None = None, name: str = "",
    notify: Notify | None = None,
) -> Report:  # fmt: skip
    """The report in the bytes of a file; `source` names it in messages."""
    if len(data) > MAX_BYTES:
        raise InputError(f"more than {MAX_BYTES:,} bytes; split the file into reports", file=source)
    try:
        decoded, guess = decode(data)
    except UnicodeDecodeError as error:
        raise InputError(
            f"byte {error.start}: no {error.encoding}, as its first bytes say it is", file=source
        ) from None
    except ValueError as error:
        raise InputError(str(error), file=source) from None
    if guess is not None and notify is not None:
        notify(Notice(file=source, text=f"not UTF-8; read as {guess}, a guess"))
    report = report_from_text(decoded, date=date, id=id, source=source, name=name)
    if notify is not None and (count := len(_INNER_DATE.findall(report.text))):
        parts = f"{count} paragraphs begin" if count > 1 else "a paragraph begins"
        notify(Notice(file=source, text=f"read as one report, though {parts} with a date; give each report a file"))
    return report


def report_from_text(
    text: str, *, date: str | datetime.date | None = None, id: str = "report", source: str = "text", name: str = ""
) -> Report:
    """The report in a string; a leading `date YYYY-MM-DD` is taken off and counts unless `date` is given.

    Front matter is taken off too. `name` is the name of its file: `.md` makes it Markdown, and a day
    in it serves a text that tells none.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    front, skipped, text = split_front_matter(text)
    leading, line, text = _split_date(text)
    title = front.get("title")
    if PurePosixPath(name).suffix.lower() in _MARKDOWN:
        from dragoman.reports.markdown import plain_from_markdown

        heading, text = plain_from_markdown(text)
        title = title or heading
    text = text.strip()
    faults = text_faults(text)
    if faults:
        raise InputError("; ".join(faults), file=source)
    if isinstance(date, datetime.date):
        day = date.date() if isinstance(date, datetime.datetime) else date
    elif date is not None:
        day = parse_date(date, "date")
    elif leading is not None:
        day = parse_date(leading, "date", file=source, position=str(skipped + line))
    elif "date" in front:
        try:
            day = parse_day(front["date"])
        except DateError as error:
            raise DateError(f"front matter: {error.reason}", file=source) from None
    else:
        named = day_in_name(name)
        if named is None:
            raise DateError(
                "date: missing; begin the text with a line `date YYYY-MM-DD` or give --date", file=source, position="1"
            )
        day = parse_date(named, "date in the file's name", file=source)
    return Report(id=id, text=text, date=day, title=title, source=front.get("source"), url=front.get("url"))


def text_faults(text: str) -> list[str]:
    """Everything for which a text is no text of a report."""
    if not text:
        return ["empty; a report needs at least one sentence"]
    faults = []
    if len(text) > MAX_BYTES:
        faults.append(f"more than {MAX_BYTES:,} characters; split it into reports")
    longest = max(map(len, text.split()))
    if longest > MAX_WORD:
        faults.append(f"a word of {longest:,} characters; is this encoded data? Give plain text")
    broken = _SURROGATE.search(text)
    if broken is not None and "\udc80" <= broken[0] <= "\udcff":
        faults.append(
            f"byte 0x{ord(broken[0]) - 0xDC00:02x} is not UTF-8; convert the file, e.g. with `iconv -f cp1252 -t utf-8`"
        )
    elif broken is not None:
        faults.append(f"character {broken.start()}: half a surrogate pair, which is no text; decode the text anew")
    return faults


def parse_date(text: str, where: str, *, file: str | None = None, position: str | None = None) -> datetime.date:
    """The day in YYYY-MM-DD. Raises DateError that names `where` it stands."""
    if not _ISO.fullmatch(text):
        raise DateError(f"{where}: expected YYYY-MM-DD, got {text!r}", file=file, position=position)
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise DateError(
            f"{where}: {text} is no day of the calendar; expected YYYY-MM-DD", file=file, position=position
        ) from None


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
