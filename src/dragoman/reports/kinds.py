"""What kind of file a source is: its first bytes decide where they are plain, else its name."""

import re
from enum import Enum
from pathlib import PurePosixPath

from dragoman.errors import InputError


class Kind(Enum):
    """The kinds of files that reports are read from."""

    PLAIN = "plain text"
    JSON_LINES = "JSON Lines"
    JSON = "JSON"
    CSV = "CSV"
    PARQUET = "Parquet"
    HTML = "HTML"
    WARC = "WARC"
    FEED = "feed"
    ZIP = "ZIP"
    GZIP = "gzip"


_BY_ENDING = {
    ".txt": Kind.PLAIN, ".text": Kind.PLAIN, ".md": Kind.PLAIN, ".markdown": Kind.PLAIN, ".jsonl": Kind.JSON_LINES,
    ".ndjson": Kind.JSON_LINES, ".json": Kind.JSON, ".csv": Kind.CSV, ".tsv": Kind.CSV, ".tab": Kind.CSV,
    ".parquet": Kind.PARQUET, ".html": Kind.HTML, ".htm": Kind.HTML, ".xhtml": Kind.HTML, ".warc": Kind.WARC,
    ".arc": Kind.WARC, ".rss": Kind.FEED, ".atom": Kind.FEED, ".xml": Kind.FEED, ".zip": Kind.ZIP,
}  # fmt: skip
_OFFICE = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".epub", ".doc", ".rtf", ".pdf"})
_FEED = re.compile(rb"\s*(<\?xml[^>]*>\s*|<!--.*?-->\s*|<\?xml-stylesheet[^>]*>\s*)*<(rss|feed|rdf:RDF)\b", re.DOTALL)
_HTML = re.compile(
    rb"\s*(<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.DOTALL | re.IGNORECASE
)


def is_known(name: str) -> bool:
    """Whether a file found in a folder or archive is to be read.

    >>> is_known("news.jsonl.gz"), is_known("photo.jpg")
    (True, False)
    """
    return _ending(name.lower().removesuffix(".gz")) in _BY_ENDING


def find_kind(name: str, head: bytes, *, has_columns: bool) -> Kind:
    """The kind of a file by name and first bytes. Raises InputError for what is none of ours."""
    if head.startswith(b"\x1f\x8b"):
        return Kind.GZIP
    ending = _ending(name)
    if ending in _OFFICE:  # some of these are ZIP archives inside
        raise InputError(f"a {ending[1:]} file; save it as plain text or HTML and give that")
    if head.startswith(b"PK\x03\x04"):
        return Kind.ZIP
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    if head.startswith((b"WARC/", b"filedesc://")):  # the second begins ARC, its forerunner
        return Kind.WARC
    kind = _BY_ENDING.get(ending)
    if kind is Kind.FEED and _HTML.match(head):
        return Kind.HTML
    return kind if kind is not None else _kind_of_nameless(head, has_columns=has_columns)


def _kind_of_nameless(head: bytes, *, has_columns: bool) -> Kind:
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _FEED.match(bare):
        return Kind.FEED
    if _HTML.match(bare):
        return Kind.HTML
    if bare.startswith((b'{"', b"[{")) or re.match(rb"[{\[]\s+[\"{]", bare):
        return Kind.JSON
    return Kind.CSV if has_columns else Kind.PLAIN


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
