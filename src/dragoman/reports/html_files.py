"""HTML pages to reports, by trafilatura: the article without what stands around it."""

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.errors import DateError, InputError
from dragoman.reports.days import day_in_name, parse_day
from dragoman.reports.encoding import declared_in, decode
from dragoman.reports.found import Found, Reject
from dragoman.reports.options import Options
from dragoman.reports.plain import text_faults
from dragoman.reports.sources import Source
from dragoman.types import Report

if TYPE_CHECKING:
    from trafilatura.settings import Document

MAX_PAGE = 10_000_000  # bytes; the weightiest news pages have a fifth of it
# What a library's parser may raise on a page that nobody thought of; one page must not stop an archive.
PARSER_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_MIN_WORDS = 5  # fewer are a menu's, not a report's
# Only days that the page itself marks as its own, the first one if it was changed: of the 996 pages that htmldate is
# measured on, 860 right, 66 none, 70 wrong; a search of the whole text has 900, 6, 90. From the time of the first
# telegrams to long from now, since the standard bounds are 1995 and the day of the run.
_DATES = {
    "original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d", "min_date": "1840-01-01",
    "max_date": "2200-01-01",
}  # fmt: skip

# What they log goes to standard error unless somebody listens; all that matters of it becomes a reject.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def read_html(source: Source, options: Options) -> Iterator[Found | Reject]:
    """The one report in a saved page."""
    data = source.stream.read(MAX_PAGE + 1)
    try:
        report = report_from_page(data, id=source.id, options=options, name=source.name)
    except InputError as error:
        yield Reject(file=source.file, reason=error.reason, report=source.id)
    else:
        yield Found(report=report, file=source.file)


def report_from_page(
    data: bytes, *, id: str, options: Options, url: str | None = None, charset: str | None = None, name: str = ""
) -> Report:
    """The report in a page that came from `url` in `charset`. Raises InputError with all that it lacks."""
    if len(data) > MAX_PAGE:
        raise InputError(f"more than {MAX_PAGE:,} bytes; save the article alone")
    try:
        page, _ = decode(data, declared=charset or declared_in(data))
    except ValueError as error:
        raise InputError(str(error)) from None
    article = _extract(page, url)
    text = _paragraphs(article.text or "", article.title) if article is not None else ""
    faults = text_faults(text) if len(text.split()) >= _MIN_WORDS else ["no article found in the page"]
    date, told = options.date, (article.date if article is not None else None) or day_in_name(name)
    if date is None and told is None:
        faults.append("date: the page tells none of its own; give --date")
    elif date is None:
        try:
            date = parse_day(told or "")
        except DateError as error:
            faults.append(error.reason)
    if faults or date is None or article is None:
        raise InputError("; ".join(faults))
    return Report(
        id=id, text=text, date=date, title=article.title or None, source=article.sitename or article.hostname or None,
        url=url or article.url or None,
    )  # fmt: skip


def _extract(page: str, url: str | None) -> "Document | None":
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    try:
        found = bare_extraction(
            page, url=url, with_metadata=True, include_comments=False, include_tables=False,
            date_extraction_params=_DATES,
        )  # fmt: skip
    except PARSER_FAULTS as error:
        raise InputError(f"no page that can be read ({error!r:.200})") from None
    return found if isinstance(found, Document) else None


def _paragraphs(text: str, title: str | None) -> str:
    """Paragraphs a blank line apart, as the sentence finder knows them, without the heading on top and list marks."""
    lines = [re.sub(r"^[-•*] ", "", line.strip()) for line in text.split("\n")]
    lines = [line for line in lines if line]
    if title and lines and lines[0] == title.strip():
        del lines[0]
    return "\n\n".join(lines)
