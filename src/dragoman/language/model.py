"""The language model: the only place that runs a network.

Three ONNX graphs, an int8 encoder over word pieces and small heads over words for language and for
acts, and a few weight arrays for functions of pairs. Everything is loaded once and passed in; nothing is global.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# onnxruntime ≥ 1.27 for Linux keeps usage events in the user's cache folder and tries to send them
# unless this is set before it is imported. Dragoman writes nothing and talks to nobody.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from dragoman.errors import ModelError
from dragoman.language.acts import ActColumns, known_types, read_labels
from dragoman.language.coreference import Scorer, link_mentions
from dragoman.language.decode import (
    Found,
    Pairs,
    begin_paragraphs,
    decode_heads,
    decode_mentions,
    decode_relations,
    decode_sentences,
    head_of,
    type_name,
)  # fmt: skip
from dragoman.language.inventory import UPOS, gap_codes
from dragoman.language.lemmas import lemmatize
from dragoman.language.parse import Mention, Parse
from dragoman.language.tokens import split_words
from dragoman.language.windows import PieceTable, Window, as_arrays, cut_windows

_FOLDER = Path(__file__).parent / "model"
_FILES = (
    "encoder.onnx", "heads.onnx", "acts.onnx", "pairs.npz", "lexicon.json", "tokenizer.json", "manifest.json",
)  # fmt: skip

Offsets = tuple[Sequence[int], Sequence[int]]
Floats = NDArray[np.float32]


@dataclass(slots=True)
class _Columns:
    """A text's columns while its windows come in."""

    upos: list[str]
    features: list[str]
    heads: list[int]
    relations: list[str]
    sentences: list[tuple[int, int]]
    mentions: list[tuple[int, int, int, Floats]]  # first, last, kind, vector
    acts: ActColumns


class LanguageModel:
    """Texts to parses, many texts at a time.

    `threads` bounds the cores that one call uses; None leaves it to onnxruntime. Raises ModelError
    where a file of the model is missing or does not fit.
    """

    def __init__(self, folder: Path = _FOLDER, *, threads: int | None = None) -> None:
        missing = [name for name in _FILES if not (folder / name).exists()]
        if missing:
            raise ModelError(f"{folder}: lacks {', '.join(missing)}; reinstall dragoman or give a whole model folder")
        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        if threads is not None:
            options.intra_op_num_threads = threads
        providers = ["CPUExecutionProvider"]
        self._encoder = onnxruntime.InferenceSession(str(folder / "encoder.onnx"), options, providers=providers)
        self._heads = onnxruntime.InferenceSession(str(folder / "heads.onnx"), options, providers=providers)
        self._acts = onnxruntime.InferenceSession(str(folder / "acts.onnx"), options, providers=providers)
        self._outputs = [output.name for output in self._heads.get_outputs()]
        self._pieces = PieceTable(Tokenizer.from_file(str(folder / "tokenizer.json")))
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        self._features: list[str] = manifest["labels"]["features"]
        self._relations: list[str] = manifest["labels"]["relations"]
        self._act_labels = read_labels(manifest["acts"])
        self._lexicon: dict[str, list[int]] = json.loads((folder / "lexicon.json").read_text(encoding="utf-8"))
        weights = np.load(folder / "pairs.npz")
        self._pairs = Pairs(**{k: weights[k] for k in ("relation_weight", "relation_bias", "kind_weight", "kind_bias")})
        self._scorer = Scorer(
            bilinear=weights["coref_bilinear"],
            none_weight=weights["coref_none_weight"],
            none_bias=float(weights["coref_none_bias"][0]),
            features=weights["coref_features"],
        )
        self._folder = folder

    @property
    def digest(self) -> str:
        """`sha256:` and the first 16 hex digits over the model's files: the model's name in every reading."""
        total = hashlib.sha256()
        for name in _FILES:
            total.update((self._folder / name).read_bytes())
        return f"sha256:{total.hexdigest()[:16]}"

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """Parse raw texts: words, sentences, trees, mentions and chains."""
        return self.parse_tokens(texts, [split_words(text) for text in texts], None)

    def parse_tokens(
        self, texts: Sequence[str], offsets: Sequence[Offsets], sentences: Sequence[Sequence[int]] | None
    ) -> list[Parse]:
        """Parse texts with the given words and, if given, the given first words of sentences."""
        windows = self._cut(texts, offsets, sentences)
        columns = [
            _Columns(
                [""] * len(s), [""] * len(s), [0] * len(s), [""] * len(s), [], [], ActColumns(self._act_labels, len(s))
            )
            for s, _ in offsets
        ]
        begun = [_paragraphs(text, *o) for text, o in zip(texts, offsets, strict=True)]
        for window in windows:
            forced = None
            if sentences is not None:
                forced = [i - window.first for i in sentences[window.text] if window.first <= i < window.last]
            column, states = columns[window.text], self._encode(window)
            words = _words_of(window, texts[window.text], offsets[window.text])
            outputs = self._run(states)
            opened = [i - window.first for i in begun[window.text] if window.first <= i < window.last]
            self._fill(column, window, outputs, decode_sentences(outputs["start"], words, forced, opened))
            column.acts.fill(window.first, self._run_acts(states, words))
        return [
            self._finish(text, starts, ends, column)
            for text, (starts, ends), column in zip(texts, offsets, columns, strict=True)
        ]

    def encode_only(self, texts: Sequence[str]) -> int:
        """Run the bare encoder over the texts' windows; the number of word pieces. For benchmarks."""
        total = 0
        for window in self._cut(texts, [split_words(text) for text in texts], None):
            inputs, _ = as_arrays(window)
            self._encoder.run(None, inputs)
            total += len(window.pieces)
        return total

    def _cut(
        self, texts: Sequence[str], offsets: Sequence[Offsets], sentences: Sequence[Sequence[int]] | None
    ) -> list[Window]:
        return [
            window
            for i, (text, (starts, ends)) in enumerate(zip(texts, offsets, strict=True))
            for window in cut_windows(i, text, starts, ends, self._pieces, None if sentences is None else sentences[i])
        ]

    def _encode(self, window: Window) -> Floats:
        """Hidden states of the words' first pieces [1, words, width]."""
        inputs, firsts = as_arrays(window)
        states: Floats = self._encoder.run(None, inputs)[0][:, firsts]
        return states

    def _run(self, states: Floats) -> dict[str, Floats]:
        """Language head outputs of a window, one row a word."""
        found = self._heads.run(None, {"words": states})
        return {name: values[0] for name, values in zip(self._outputs, found, strict=True)}

    def _run_acts(self, states: Floats, words: Sequence[str]) -> list[Floats]:
        """Act head outputs of a window, as probabilities, and the words that hold links."""
        known = known_types([word.lower() for word in words], self._lexicon, len(self._act_labels.types))
        *scores, holders, links, homes = self._acts.run(None, {"words": states, "known": known[None]})
        return [*(values[0] for values in scores), holders, links, homes]

    def _fill(
        self, column: _Columns, window: Window, outputs: dict[str, Floats], bounds: Sequence[tuple[int, int]]
    ) -> None:
        heads = decode_heads(outputs["arc"], bounds)
        relations = decode_relations(outputs, heads, self._pairs, self._relations.index("root"))
        first, last = window.first, window.last
        column.upos[first:last] = [UPOS[i] for i in outputs["upos"].argmax(axis=1).tolist()]
        column.features[first:last] = [self._features[i] for i in outputs["features"].argmax(axis=1).tolist()]
        column.heads[first:last] = (heads + first).tolist()
        column.relations[first:last] = [self._relations[i] for i in relations]
        column.sentences.extend([(a + first, b + first) for a, b in bounds])
        mentions: list[Found] = decode_mentions(outputs, bounds, self._pairs)
        column.mentions.extend([(m.first + first, m.last + first, m.kind, m.vector) for m in mentions])

    def _finish(self, text: str, starts: Sequence[int], ends: Sequence[int], column: _Columns) -> Parse:
        column.sentences.sort()
        column.mentions.sort(key=lambda m: (m[0], -m[1]))
        words = [text[s:e] for s, e in zip(starts, ends, strict=True)]
        mentions = [
            Mention(first, last + 1, head_of(first, last, column.heads, column.upos), type_name(kind), i)
            for i, (first, last, kind, _) in enumerate(column.mentions)
        ]
        bare = Parse(
            text=text,
            starts=tuple(starts),
            ends=tuple(ends),
            lemmas=tuple(lemmatize(words, column.upos)),
            upos=tuple(column.upos),
            features=tuple(column.features),
            heads=tuple(column.heads),
            relations=tuple(column.relations),
            sentences=tuple(column.sentences),
            mentions=tuple(mentions),
            acts=column.acts.finish(),
        )
        return link_mentions(bare, [m[3] for m in column.mentions], [m[2] for m in column.mentions], self._scorer)


def _words_of(window: Window, text: str, offsets: Offsets) -> list[str]:
    starts, ends = offsets
    return [text[starts[i] : ends[i]] for i in range(window.first, window.last)]


def _paragraphs(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    return begin_paragraphs([text[s:e] for s, e in zip(starts, ends, strict=True)], gap_codes(text, starts, ends))
