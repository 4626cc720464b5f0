"""WARC files of web archives, and ARC as they were before 2009: each page that was answered with 200 is a report."""

from collections.abc import Iterator
from email.message import Message
from typing import TYPE_CHECKING

from dragoman.errors import InputError
from dragoman.reports.found import Found, Notice, Reject
from dragoman.reports.html_files import MAX_PAGE, PARSER_FAULTS, report_from_page
from dragoman.reports.options import Options
from dragoman.reports.sources import Source

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord  # type: ignore[import-untyped]

_PAGES = ("text/html", "application/xhtml+xml")


def read_warc(source: Source, options: Options) -> Iterator[Found | Reject]:
    """A report a page, called by its address; positions count the records of the file.

    Revisits, redirects, errors, pictures and the like are passed over and counted in a notice. A page
    archived twice comes twice under one id, so that a changed one can become a new revision.
    """
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
    from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
    from warcio.statusandheaders import StatusAndHeadersParserException  # type: ignore[import-untyped]

    number, pages = 0, 0
    records = ArchiveIterator(source.stream, arc2warc=True)
    try:
        for number, record in enumerate(records, 1):
            if _is_page(record):
                pages += 1
                yield _found_or_reject(record, source, f"record {number}", options)
    except (ArchiveLoadFailed, StatusAndHeadersParserException, *PARSER_FAULTS) as error:
        reason = " ".join(str(error).split())
        yield Reject(
            file=source.file, position=f"record {number + 1}",
            reason=f"damaged WARC ({reason[:200]}); the rest was not read",
        )  # fmt: skip
    if number == 0:
        yield Reject(file=source.file, reason="no record in it; is it a WARC file?")
    options.notify(Notice(file=source.file, text=f"{pages:,} of {number:,} records are pages"))


def _is_page(record: "ArcWarcRecord") -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    content_type = (record.http_headers.get_header("Content-Type") or "").lower()
    return record.http_headers.get_statuscode() == "200" and content_type.startswith(_PAGES)


def _found_or_reject(record: "ArcWarcRecord", source: Source, position: str, options: Options) -> Found | Reject:
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    headers = Message()
    headers["Content-Type"] = record.http_headers.get_header("Content-Type")
    try:
        data = record.content_stream().read(MAX_PAGE + 1)
        if len(data) <= MAX_PAGE and record.raw_stream.limit > 0 and not record.raw_stream.read(1):
            raise InputError("cut off: the file ends before the record does")
        report = report_from_page(
            data, id=url or f"{source.id}:{position.split()[-1]}", options=options, url=url or None,
            charset=headers.get_content_charset(),
        )  # fmt: skip
    except InputError as error:
        return Reject(file=source.file, position=position, reason=error.reason, report=url or None)
    return Found(report=report, file=source.file, position=position)
