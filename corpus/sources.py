"""The whole texts that stand-off annotations are put together with, from the files that carry them.

JSONL: one object a line with `id` and `text`. CoNLL-U (UD English EWT and GUM): each document by its
name in the file, sentences parted by a blank, paragraphs by a line break. TimeML (WikiWars): the file's
name, runs of white space made one. Standard library only.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

LICENSES = {"ewt": "CC BY-SA 4.0", "gum": "CC BY 4.0", "wikiwars": "CC BY-SA 3.0"}
Record = dict[str, Any]


def read_texts(files: Iterable[Path]) -> dict[str, Record]:
    """The documents of all files by id; each has at least `id` and `text`."""
    return {document["id"]: document for file in files for document in documents_of(file)}


def documents_of(file: Path) -> Iterator[Record]:
    """The documents of one file."""
    if file.suffix == ".conllu":
        yield from _of_treebank(file)
    elif file.suffix == ".tml":
        yield _of_timeml(file)
    else:
        with file.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _of_treebank(file: Path) -> Iterator[Record]:
    treebank = next((name for name in LICENSES if name in file.stem), None)
    if treebank is None:
        raise ValueError(f"{file}: neither EWT nor GUM, by its name")
    name, text, paragraph = "", "", True
    for line in file.open(encoding="utf-8"):
        if line.startswith("# newdoc id"):
            if name:
                yield _document(name, text, treebank)
            name, text, paragraph = line.partition("=")[2].strip(), "", True
        elif line.startswith("# newpar"):
            paragraph = True
        elif line.startswith("# text ="):
            text += ("\n" if paragraph else " ") * bool(text) + line.partition("=")[2].strip()
            paragraph = False
    if name:
        yield _document(name, text, treebank)


def _of_timeml(file: Path) -> Record:
    found = ElementTree.parse(file).getroot().find("TEXT")  # noqa: S314 (a data set at hand)
    if found is None:
        raise ValueError(f"{file}: no TEXT element")
    paragraphs = re.split(r"\n\s*\n", "".join(found.itertext()))
    text = "\n".join(" ".join(p.split()) for p in paragraphs if p.strip())
    return _document(f"wikiwars-{file.stem}", text, "wikiwars")


def _document(name: str, text: str, of: str) -> Record:
    """A document with the day that its name tells.

    >>> _document("weblog-a.com_b_20051126063000_ENG_20051126_063000", "Talks.", "ewt")["date"]
    '2005-11-26'
    """
    stamp = re.search(r"_(\d{4})(\d\d)(\d\d)_\d{6}$", name)
    day = "-".join(stamp.groups()) if stamp else None
    return {"id": name, "date": day, "source": of, "url": None, "license": LICENSES[of], "text": text}
