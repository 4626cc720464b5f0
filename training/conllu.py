"""Read CoNLL-U files, with GUM's entities and chains, into the parses that the program works on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.language.parse import Mention, Parse


@dataclass
class Document:
    """One document of a treebank, as gold columns."""

    id: str
    text: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    features: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    has_entities: bool = False

    def parse(self) -> Parse:
        """The document as a gold parse."""
        return Parse(
            text=self.text,
            starts=tuple(self.starts),
            ends=tuple(self.ends),
            lemmas=tuple(self.lemmas),
            upos=tuple(self.upos),
            features=tuple(self.features),
            heads=tuple(self.heads),
            relations=tuple(self.relations),
            sentences=tuple(self.sentences),
            mentions=tuple(self.mentions),
        )


def read_documents(path: Path) -> Iterator[Document]:
    """The documents of a CoNLL-U file, each with its text put together from tokens and SpaceAfter."""
    document: Document | None = None
    chains: dict[str, int] = {}
    open_mentions: list[tuple[str, int, str]] = []
    rows: list[list[str]] = []
    new_paragraph = True
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc id"):
            if document is not None:
                yield document
            document, chains, open_mentions = Document(id=line.partition("=")[2].strip()), {}, []
        elif line.startswith("# global.Entity"):
            assert document is not None
            document.has_entities = True
        elif line.startswith("# newpar"):
            new_paragraph = True
        elif line.startswith("#"):
            continue
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            assert document is not None
            _add_sentence(document, rows, chains, open_mentions, new_paragraph)
            rows, new_paragraph = [], False
    if document is not None:
        yield document


def _add_sentence(
    document: Document,
    rows: list[list[str]],
    chains: dict[str, int],
    open_mentions: list[tuple[str, int, str]],
    new_paragraph: bool,
) -> None:
    if document.text:
        document.text = document.text.rstrip() + ("\n\n" if new_paragraph else " ")
    first = len(document.starts)
    inside_until, no_space = 0, False
    for row in rows:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            inside_until = int(row[0].split("-")[1])
            no_space = "SpaceAfter=No" in row[9]
            continue
        number = int(row[0])
        token = len(document.starts)
        document.starts.append(len(document.text))
        document.text += row[1]
        document.ends.append(len(document.text))
        if number == inside_until:
            inside_until = 0
            if not no_space:
                document.text += " "
        elif inside_until == 0 and "SpaceAfter=No" not in row[9]:
            document.text += " "
        document.lemmas.append(row[2])
        document.upos.append(row[3])
        document.features.append("" if row[5] == "_" else row[5])
        head = int(row[6])
        document.heads.append(token if head == 0 else first + head - 1)
        document.relations.append(row[7])
        _add_entities(document, row[9], token, chains, open_mentions)
    document.sentences.append((first, len(document.starts)))


def _add_entities(
    document: Document, misc: str, token: int, chains: dict[str, int], open_mentions: list[tuple[str, int, str]]
) -> None:
    value = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
    for piece in re.findall(r"\([^()]*\)?|[^()]*\)", value):
        body = piece.strip("()")
        if piece.startswith("("):
            name, kind = body.split("-")[:2]
            if piece.endswith(")"):
                _close(document, name, kind, token, token, chains)
            else:
                open_mentions.append((name, token, kind))
        else:
            for i in range(len(open_mentions) - 1, -1, -1):
                if open_mentions[i][0] == body:
                    name, start, kind = open_mentions.pop(i)
                    _close(document, name, kind, start, token, chains)
                    break


def _close(document: Document, name: str, kind: str, first: int, last: int, chains: dict[str, int]) -> None:
    chain = chains.setdefault(name, len(chains))
    document.mentions.append(Mention(first, last + 1, first, kind, chain))


def with_heads(document: Document) -> Document:
    """The document with each mention's syntactic head worked out from the trees."""
    found = []
    for mention in document.mentions:
        inside = range(mention.start, mention.end)
        tops = [t for t in inside if document.heads[t] == t or document.heads[t] not in inside]
        head = tops[0] if tops else mention.start
        for top in tops:
            if document.upos[top] in {"NOUN", "PROPN", "PRON"}:
                head = top
                break
        found.append(Mention(mention.start, mention.end, head, mention.type, mention.chain))
    document.mentions = found
    return document
