"""Markdown to plain paragraphs: the words as a reader of the page sees them."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token


def plain_from_markdown(text: str) -> tuple[str | None, str]:
    """The title, which is a heading before all else, and the text below it.

    >>> plain_from_markdown("# Talks\\n\\nThey **met** [in Oslo](https://x.example).\\nThey left.")
    ('Talks', 'They met in Oslo.\\nThey left.')
    """
    blocks = list(_blocks(MarkdownIt("commonmark").enable("table").parse(text)))
    title = blocks.pop(0)[1] if blocks and blocks[0][0] == "heading_open" else None
    return title, "\n\n".join(words for _, words in blocks if words)


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Each block's opening and its words; code and raw HTML are no prose."""
    opening = ""
    for token in tokens:
        if token.type == "inline":
            yield opening, "".join(_words(token.children or ())).strip()
        else:
            opening = token.type


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif token.type in ("text", "code_inline"):
            yield token.content
