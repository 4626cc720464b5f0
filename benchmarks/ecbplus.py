"""Articles of ECB+ (Cybulska and Vossen 2014) with their event mentions and chains, as its CAT files have them."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

SENTENCES = "ECBplus_coreference_sentences.csv"
_ACTIONS = ("ACTION", "NEG_ACTION")
_CHAINS = ("CROSS_DOC_COREF", "INTRA_DOC_COREF")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article: its words, the first words of its sentences, and the event mentions of the validated sentences.

    `validated` says for each word whether its sentence is validated. `mentions` are tuples of word numbers,
    `chains` the gold chain of each.
    """

    name: str
    topic: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[int, ...]
    validated: tuple[bool, ...]
    mentions: tuple[tuple[int, ...], ...]
    chains: tuple[str, ...]


def read_articles(folder: Path, topics: Sequence[str] = ()) -> Iterator[Article]:
    """The articles of a copy of ECB+ in order of topic and name; those of some topics only, if given."""
    wanted = read_sentences(folder / SENTENCES)
    for file in sorted(folder.glob("*/*.xml"), key=_in_order):
        topic, _, name = file.stem.partition("_")
        if not topics or topic in topics:
            yield read_article(file, wanted.get((topic, name), frozenset()))


def read_sentences(file: Path) -> dict[tuple[str, str], frozenset[int]]:
    """Numbers of the validated sentences by topic and article."""
    found: dict[tuple[str, str], set[int]] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault((row["Topic"], row["File"]), set()).add(int(row["Sentence Number"]))
    return {key: frozenset(numbers) for key, numbers in found.items()}


def read_article(file: Path, validated: frozenset[int]) -> Article:
    """One CAT file. The address that newer articles have as sentence 0 is left out."""
    root = ET.parse(file).getroot()  # noqa: S314 (files of a known corpus, given by the user)
    tokens = [t for t in root.iter("token") if not (t.get("sentence") == "0" and "ecbplus" in file.stem)]
    number = {t.get("t_id"): i for i, t in enumerate(tokens)}
    words = [t.text or "_" for t in tokens]
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    sentence = [int(t.get("sentence") or 0) for t in tokens]
    heads = {
        source.get("m_id"): _chain_name(file, relation)
        for relation in root.iter()
        if relation.tag in _CHAINS
        for source in relation.iter("source")
    }
    mentions, chains = [], []
    for markable in root.find("Markables") or ():
        anchors = [number[a.get("t_id")] for a in markable.iter("token_anchor") if a.get("t_id") in number]
        if markable.tag.startswith(_ACTIONS) and anchors and sentence[anchors[0]] in validated:
            mentions.append(tuple(sorted(anchors)))
            chains.append(heads.get(markable.get("m_id"), f"{file.stem}#{markable.get('m_id')}"))
    return Article(
        name=file.stem, topic=file.stem.partition("_")[0], text=" ".join(words), starts=tuple(starts),
        ends=tuple(s + len(w) for s, w in zip(starts, words, strict=True)),
        sentences=tuple(i for i, s in enumerate(sentence) if i == 0 or s != sentence[i - 1]),
        validated=tuple(s in validated for s in sentence), mentions=tuple(mentions), chains=tuple(chains),
    )  # fmt: skip


def _chain_name(file: Path, relation: ET.Element) -> str:
    """Chains across articles share a name over a topic's files; those inside one are its own."""
    if relation.tag == "CROSS_DOC_COREF":
        return f"{file.stem.partition('_')[0]}/{relation.get('note')}"
    return f"{file.stem}/{relation.get('r_id')}"


def _in_order(file: Path) -> tuple[int, str]:
    return int(file.parent.name), file.stem
