"""RSS and Atom feeds that were saved as files: each entry is a report."""

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.reports.found import Found, Notice, Reject
from dragoman.reports.html_files import PARSER_FAULTS
from dragoman.reports.options import Options
from dragoman.reports.sources import Source
from dragoman.reports.tabular import found_or_reject

if TYPE_CHECKING:
    from feedparser.util import FeedParserDict  # type: ignore[import-untyped]
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

MAX_FEED = 50_000_000  # bytes; a feed is read whole
_BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section table td"
    " th tr ul br".split()
)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")  # no HTML, and refused by the parser
_SILENT = frozenset({"script", "style", "figcaption"})


def read_feed(source: Source, options: Options) -> Iterator[Found | Reject]:
    """A report an entry: its full content, else its summary, else its title; positions count entries.

    An entry that came before with other words comes again, so that it can become a new revision.
    """
    import feedparser  # type: ignore[import-untyped]

    data = source.stream.read(MAX_FEED + 1)
    if len(data) > MAX_FEED:
        yield Reject(file=source.file, reason=f"more than {MAX_FEED:,} bytes; split the feed")
        return
    try:
        feed = feedparser.parse(io.BytesIO(data))
    except PARSER_FAULTS as error:
        yield Reject(file=source.file, reason=f"no feed that can be read ({error!r:.200})")
        return
    if not feed.get("version"):  # an empty file has none
        yield Reject(file=source.file, reason=f"no RSS or Atom feed{_fault(feed)}; give HTML pages as .html")
    elif not feed.entries:
        yield Reject(file=source.file, reason=f"no entry in the feed{_fault(feed)}")
    for number, entry in enumerate(feed.entries, 1):
        title = _text_of(entry.get("title"))
        values = {
            "text": _body(entry) or title, "title": title, "date": entry.get("published") or entry.get("updated"),
            "source": _text_of(feed.feed.get("title")), "url": entry.get("link"), "id": _id(entry),
        }  # fmt: skip
        yield found_or_reject(values, source=source, position=f"entry {number}", options=options, is_id_unique=False)
    if feed.bozo and feed.entries and not isinstance(feed.bozo_exception, feedparser.CharacterEncodingOverride):
        options.notify(Notice(file=source.file, text=f"no well-formed XML{_fault(feed)}; read as far as it goes"))


def _body(entry: "FeedParserDict") -> str | None:
    """The fullest of an entry's texts."""
    bodies = [content.get("value") for content in entry.get("content", ())] + [entry.get("summary")]
    return max((_text_of(body) or "" for body in bodies), key=len) or None


def _id(entry: "FeedParserDict") -> str | None:
    """The entry's own id if it is one for the whole world, as an address or a tag is; else its address."""
    id, link = entry.get("id"), entry.get("link")
    return str(id) if id and (":" in id or not link) else link and str(link)


def _text_of(html: str | None) -> str | None:
    """The words of a piece of HTML, in paragraphs; feeds hold no menus that would have to be told from the text.

    >>> _text_of("<p>They <b>met</b>.</p><p>They left.<br>Now</p>")
    'They met.\\n\\nThey left.\\n\\nNow'
    """
    if not html or not html.strip():
        return None
    from lxml.etree import ParserError  # type: ignore[import-untyped]
    from lxml.html import fragment_fromstring

    try:
        words = "".join(_pieces(fragment_fromstring(_CONTROLS.sub(" ", html), create_parent="div")))
    except ParserError:  # nothing but a comment, or an end of what never began
        return None
    paragraphs = (" ".join(paragraph.split()) for paragraph in re.split("\f+", words))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) or None


def _pieces(root: "HtmlElement") -> Iterator[str]:
    """Text in order, with a form feed where a block begins or ends."""
    from lxml.etree import iterwalk

    for event, element in iterwalk(root, events=("start", "end", "comment")):
        edge = "\f" if element.tag in _BLOCKS else ""
        if event == "start":
            yield edge
            yield "" if element.tag in _SILENT else element.text or ""
        else:
            yield edge
            yield element.tail or ""


def _fault(feed: "FeedParserDict") -> str:
    return f" ({str(feed.bozo_exception)[:200]})" if feed.bozo else ""
