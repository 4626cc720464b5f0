"""Treebank documents as augmented windows of several sentences, ready for the network.

Augmentation keeps the parser from breaking on what news text does and treebanks rarely show:
lower-cased, title-cased and upper-cased lines, missing final stops, curly quotes, bracketed
insertions and hard-wrapped lines.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from conllu import Document
from dragoman.language.coreference import pair_codes
from dragoman.language.inventory import MENTION_TYPES, UPOS, case_code, gap_code, keep_features
from dragoman.language.parse import Mention

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")
IGNORE = -100
MAX_SPAN = 40


@dataclass(frozen=True)
class Sentence:
    """A sentence with local token numbers; `gaps` holds the codes of what stands before each word."""

    words: list[str]
    upos: list[str]
    features: list[str]
    heads: list[int]
    relations: list[str]
    gaps: list[int]
    mentions: list[Mention]


def sentences_of(document: Document) -> list[Sentence]:
    """A document's sentences, with relations and features as the model learns them."""
    owner: dict[int, list[Mention]] = {}
    for mention in document.mentions:
        owner.setdefault(next(i for i, (a, b) in enumerate(document.sentences) if a <= mention.start < b), []).append(
            mention
        )
    found = []
    for i, (a, b) in enumerate(document.sentences):
        gaps = [gap_code(document.text[document.ends[t - 1] : document.starts[t]]) if t else 3 for t in range(a, b)]
        mentions = [
            Mention(m.start - a, m.end - a, m.head - a, m.type, m.chain) for m in owner.get(i, []) if m.end <= b
        ]
        found.append(
            Sentence(
                [document.text[s:e] for s, e in zip(document.starts[a:b], document.ends[a:b], strict=True)],
                document.upos[a:b],
                [keep_features(f) for f in document.features[a:b]],
                [h - a for h in document.heads[a:b]],
                document.relations[a:b],
                gaps,
                mentions,
            )
        )
    return found


def augment(sentence: Sentence, chance: random.Random) -> Sentence:
    """The sentence as a headline writer, a typesetter or an editor might have left it."""
    words, gaps = list(sentence.words), list(sentence.gaps)
    if chance.random() < 0.5:
        words = _curl(words)
    draw = chance.random()
    if draw < 0.06:
        words = [w.lower() for w in words]
    elif draw < 0.10:
        words = [w[:1].upper() + w[1:] for w in words]
    elif draw < 0.12:
        words = [w.upper() for w in words]
    if chance.random() < 0.04:
        gaps = [2 if g == 1 and chance.random() < 0.12 else g for g in gaps]
    sentence = replace(sentence, words=words, gaps=gaps)
    if len(words) > 3 and sentence.upos[-1] == "PUNCT" and chance.random() < 0.08:
        sentence = _without_last(sentence)
    if chance.random() < 0.05:
        sentence = _bracket(sentence, chance)
    return sentence


def _curl(words: list[str]) -> list[str]:
    opened, found = False, []
    for word in words:
        if word in {'"', "``", "''"}:
            opened = not opened
            found.append("“" if opened else "”")
        else:
            found.append(word.replace("'", "’"))
    return found


def _without_last(s: Sentence) -> Sentence:
    last = len(s.words) - 1
    if last in s.heads[:last] or s.heads[last] == last or any(m.end > last for m in s.mentions):
        return s
    return Sentence(s.words[:-1], s.upos[:-1], s.features[:-1], s.heads[:-1], s.relations[:-1], s.gaps[:-1], s.mentions)


def _bracket(s: Sentence, chance: random.Random) -> Sentence:
    able = [
        t
        for t, r in enumerate(s.relations)
        if r in {"amod", "compound"} and t not in s.heads and (s.words[t][:1].isupper() or chance.random() < 0.2)
    ]
    if not able:
        return s
    at = chance.choice(able)

    def moved(t: int) -> int:
        return t + (t >= at) + (t > at)

    def insert(column: list, opening: object, closing: object) -> list:  # type: ignore[type-arg]
        return [*column[:at], opening, column[at], closing, *column[at + 1 :]]

    heads = [moved(h) for h in s.heads]
    mentions = [
        Mention(
            moved(m.start) - (m.start == at), moved(m.end - 1) + 1 + (m.end - 1 == at), moved(m.head), m.type, m.chain
        )
        for m in s.mentions
    ]
    gaps = insert(s.gaps, s.gaps[at], 0)
    gaps[at + 1] = 0
    return Sentence(
        insert(s.words, "[", "]"), insert(s.upos, "PUNCT", "PUNCT"), insert(s.features, "", ""),
        insert(heads, at + 1, at + 1), insert(s.relations, "punct", "punct"), gaps, mentions,
    )  # fmt: skip


class Pieces:
    """Word piece ids of words, remembered."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()  # the published tokenizer file pads every text to 128 pieces
        tokenizer.no_truncation()
        self.tokenizer = tokenizer
        self.known: dict[str, list[int]] = {}

    def __call__(self, word: str) -> list[int]:
        ids = self.known.get(word)
        if ids is None:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids or [100]
            self.known[word] = ids = ids[:12]
        return ids


def windows_of(sentences: Sequence[Sentence], pieces: Pieces, limit: int) -> Iterator[list[Sentence]]:
    """Runs of whole sentences of at most `limit` word pieces (a longer sentence stands alone, cut at 400)."""
    run: list[Sentence] = []
    used = 0
    for sentence in sentences:
        size = sum(len(pieces(w)) for w in sentence.words)
        if size > 400:
            continue
        if run and used + size > limit:
            yield run
            run, used = [], 0
        run.append(sentence)
        used += size
    if run:
        yield run


@dataclass
class Batch:
    """Tensors of a batch of windows; `*_gold` are labels with IGNORE where there is none."""

    pieces: Tensor
    mask: Tensor
    cases: Tensor
    gaps: Tensor
    firsts: Tensor
    words: Tensor  # bool [windows, words]
    sentence: Tensor  # [windows, words] sentence number, -1 padding
    start_gold: Tensor
    upos_gold: Tensor
    features_gold: Tensor
    heads_gold: Tensor
    relations_gold: Tensor
    spans: list[tuple[int, int, int, int, int, int]] = field(
        default_factory=list
    )  # window, first, last, head, type, chain
    has_entities: bool = False
    codes: Tensor | None = None


def changed(value: Any, change: Callable[[Any], Any]) -> Any:
    """A batch or dictionary with each part of it changed; anything else as it is."""
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{entry.name: change(getattr(value, entry.name)) for entry in fields(value)})
    if isinstance(value, dict):
        return {name: change(part) for name, part in value.items()}
    return value


def moved(batch: Any) -> Any:
    """A batch with its tensors, and those of batches inside it, on the device that trains."""
    return batch.to(DEVICE, non_blocking=True) if isinstance(batch, Tensor) else changed(batch, moved)


def make_batch(
    windows: Sequence[Sequence[Sentence]], pieces: Pieces, features: dict[str, int], relations: dict[str, int],
    has_entities: bool, *, chained: bool = True,
) -> Batch:  # fmt: skip
    """One batch from windows; with chained entities the windows must follow one another in one document."""
    rows = []
    for window in windows:
        row: dict[str, list[int]] = {k: [] for k in ("p", "c", "g", "f", "s", "b", "u", "m", "h", "r")}
        row["p"], row["c"], row["g"] = [101], [4], [0]
        for number, s in enumerate(window):
            base = len(row["f"])
            for t, word in enumerate(s.words):
                ids = pieces(word)
                row["f"].append(len(row["p"]))
                row["p"] += ids
                row["c"] += [case_code(word)] * len(ids)
                row["g"] += [s.gaps[t]] + [0] * (len(ids) - 1)
                row["s"].append(number)
                row["b"].append(int(t == 0))
                row["u"].append(UPOS.index(s.upos[t]) if s.upos[t] in UPOS else IGNORE)
                row["m"].append(features.get(s.features[t], IGNORE))
                row["h"].append(base + s.heads[t])
                row["r"].append(relations.get(s.relations[t], IGNORE))
        row["p"].append(102)
        row["c"].append(4)
        row["g"].append(0)
        rows.append(row)

    def pad(key: str, value: int) -> Tensor:
        longest = max(len(r[key]) for r in rows)
        return torch.tensor([r[key] + [value] * (longest - len(r[key])) for r in rows])

    batch = Batch(
        pieces=pad("p", 0), mask=pad("p", -1) >= 0, cases=pad("c", 4), gaps=pad("g", 0), firsts=pad("f", 0),
        words=pad("s", -1) >= 0, sentence=pad("s", -1), start_gold=pad("b", IGNORE), upos_gold=pad("u", IGNORE),
        features_gold=pad("m", IGNORE), heads_gold=pad("h", IGNORE), relations_gold=pad("r", IGNORE),
        has_entities=has_entities,
    )  # fmt: skip
    if has_entities:
        _add_mentions(batch, windows, chained=chained)
    return batch


def _add_mentions(batch: Batch, windows: Sequence[Sequence[Sentence]], *, chained: bool) -> None:
    lower: list[str] = []
    upos: list[str] = []
    morph: list[str] = []
    sentence_of: list[int] = []
    found = []
    number = 0
    for w, window in enumerate(windows):
        base = 0
        for s in window:
            offset = len(lower)
            for m in s.mentions:
                if m.type in MENTION_TYPES and 0 < m.end - m.start <= MAX_SPAN:
                    kind = MENTION_TYPES.index(m.type)
                    flat = Mention(offset + m.start, offset + m.end, offset + m.head, m.type, m.chain)
                    found.append((flat, (w, base + m.start, base + m.end - 1, base + m.head, kind, m.chain)))
            lower += [x.lower() for x in s.words]
            upos += s.upos
            morph += s.features
            sentence_of += [number] * len(s.words)
            number += 1
            base += len(s.words)
    found.sort(key=lambda pair: (pair[0].start, -pair[0].end))
    batch.spans = [local for _, local in found]
    if found and chained:
        mentions = [m for m, _ in found]
        types = [local[4] for _, local in found]
        batch.codes = torch.from_numpy(pair_codes(mentions, lower, upos, morph, sentence_of, types).astype(np.int64))
