"""Where a text quotes: pairs of quotation marks, across paragraphs too."""

import re

from dragoman.language.parse import Parse
from dragoman.types import Span

_MARK = re.compile(r"[\"“”„«»]|``|''|(?<!\w)[‘](?=\w)|(?<=[\w.,!?])[’](?!\w)")
_LONGEST = 3000  # characters; a longer pair is a missing mark


def find_quotations(parse: Parse) -> list[Span]:
    """Spans of what stands between quotation marks, without the marks, in text order.

    A paragraph that opens with a mark while the last one was not closed goes on with the same
    quotation, as news style has it; each paragraph is a span of its own.
    """
    text = parse.text
    found: list[Span] = []
    open_double: int | None = None
    open_single: int | None = None
    for match in _MARK.finditer(text):
        mark, start, end = match.group(), match.start(), match.end()
        if mark == "‘":
            open_single = end
            continue
        if mark == "’":
            if open_single is not None and start - open_single < _LONGEST:
                found.append(Span(open_single, start))
            open_single = None
            continue
        opens = mark in {"“", "„", "«", "``"} or (mark in {'"', "''"} and _may_open(text, start, open_double))
        opens = opens or (mark == "”" and open_double is None and _begins_a_line(text, start))
        if opens:
            if open_double is not None:
                _close_at_paragraph(text, open_double, start, found)
            open_double = end
        elif open_double is not None:
            if 0 < start - open_double < _LONGEST:
                found.append(Span(open_double, start))
            open_double = None
    return sorted(found)


def _may_open(text: str, at: int, open_double: int | None) -> bool:
    width = 2 if text.startswith("''", at) else 1
    before, after = text[at - 1 : at], text[at + width : at + width + 1]
    if open_double is None:
        return True
    starts_paragraph = text[max(0, at - 2) : at].endswith("\n") or at == 0
    return starts_paragraph and bool(after.strip()) and "\n" in text[open_double:at] and not before.strip()


def _begins_a_line(text: str, at: int) -> bool:
    """A closing mark that begins a line, right before a word, is a slip for an opening one."""
    return (at == 0 or text[at - 1] == "\n") and text[at + 1 : at + 2].isalnum()


def _close_at_paragraph(text: str, start: int, stop: int, found: list[Span]) -> None:
    """An unclosed quotation ends with its paragraph, if the next mark begins a later one."""
    end = text.find("\n\n", start, stop)
    if end < 0:
        end = text.find("\n", start, stop)
    if end > start and end - start < _LONGEST:
        found.append(Span(start, len(text[:end].rstrip())))
