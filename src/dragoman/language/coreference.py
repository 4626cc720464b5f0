"""Which mentions of a report stand for the same thing.

Each mention takes the best-scoring earlier mention as its antecedent, or none (mention ranking,
Denis & Baldridge 2008). A score is a bilinear form of two mention vectors plus learned weights of
discrete features: how the words match, what kinds of mention they are, and how far apart.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dragoman.language.parse import Mention, Parse

Floats = NDArray[np.float32]
Codes = NDArray[np.int32]
Ints = NDArray[np.int64]

_DISTANCES = np.array((0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89))
_BUCKETS, _KINDS, _FORMS, _MATCHES = len(_DISTANCES) + 1, 3, 16, 5
_BUCKET_OF = np.searchsorted(_DISTANCES, np.arange(_DISTANCES[-1] + 2))  # by distance; the last has all beyond
_SIZES = (_KINDS * _KINDS * _MATCHES, _KINDS * _BUCKETS, _KINDS * _BUCKETS, 10 * 10, _FORMS * _FORMS)
PAIR_FEATURES = sum(_SIZES)
_OFFSETS = np.cumsum((0, *_SIZES[:-1]))  # of the first feature of each column
MAX_ANTECEDENTS = 150  # candidates looked back at, in mentions
_STRIDE = 200  # mentions linked at a time, so that memory stays flat on long texts
_IGNORED = frozenset("the a an this that these those 's ’s ' ’ \" “ ” , .".split())
_PRONOUN_FORMS = {
    form: code
    for code, forms in enumerate(
        ("i me my mine myself", "we us our ours ourselves", "you your yours yourself", "he him his himself",
         "she her hers herself", "it its itself", "they them their theirs themselves", "who whom whose which",
         "this that these those")
    )
    for form in forms.split()
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorer:
    """The learned weights: bilinear form, score of having no antecedent, and feature weights."""

    bilinear: Floats
    none_weight: Floats
    none_bias: float
    features: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class _Described:
    """What is compared of some mentions: codes [mentions], and their heads and other telling words."""

    kinds: Ints
    forms: Ints
    types: Ints
    sentences: Ints
    heads: list[str]
    words: list[tuple[str, ...]]


def link_mentions(parse: Parse, vectors: Sequence[Floats], types: Sequence[int], scorer: Scorer) -> Parse:
    """The parse with chain numbers on its mentions, from their vectors and type numbers, in order."""
    mentions, count = parse.mentions, len(parse.mentions)
    described = _describe(mentions, parse.lower, parse.upos, parse.features, parse.sentence_of, types)
    weights = np.split(scorer.features, _OFFSETS[1:])
    chains: list[int] = []
    for start in range(0, count, _STRIDE):
        low, high = max(0, start - MAX_ANTECEDENTS), min(count, start + _STRIDE)
        block = np.stack(vectors[low:high])
        later = block[start - low :]
        scores = later @ scorer.bilinear @ block.T
        columns = _code_columns(described, low, start, high)
        scores += sum(of_column.take(column) for of_column, column in zip(weights, columns, strict=True))
        gaps = np.subtract.outer(np.arange(start, high), np.arange(low, high))
        scores[(gaps <= 0) | (gaps > MAX_ANTECEDENTS)] = -np.inf
        best = scores.argmax(axis=1)
        is_linked = scores.max(axis=1) > later @ scorer.none_weight + scorer.none_bias
        for i, (antecedent, linked) in enumerate(zip(best.tolist(), is_linked.tolist(), strict=True), start):
            chains.append(chains[low + antecedent] if linked else i)
    linked = [Mention(m.start, m.end, m.head, m.type, c) for m, c in zip(mentions, chains, strict=True)]
    return replace(parse, mentions=tuple(linked))


def pair_codes(
    mentions: Sequence[Mention], lower: Sequence[str], upos: Sequence[str], features: Sequence[str],
    sentence_of: Sequence[int], type_numbers: Sequence[int],
) -> Codes:  # fmt: skip
    """Feature numbers [mentions, mentions, 5] of every pair of mentions, the later one first."""
    described = _describe(mentions, lower, upos, features, sentence_of, type_numbers)
    columns = _code_columns(described, 0, 0, len(mentions))
    codes: Codes = (np.stack(columns, axis=-1) + _OFFSETS).astype(np.int32)
    return codes


def _describe(
    mentions: Sequence[Mention], lower: Sequence[str], upos: Sequence[str], features: Sequence[str],
    sentence_of: Sequence[int], type_numbers: Sequence[int],
) -> _Described:  # fmt: skip
    kinds, forms, heads, phrases = [], [], [], []
    for m in mentions:
        head = lower[m.head]
        kind = 0 if head in _PRONOUN_FORMS and upos[m.head] in {"PRON", "DET"} else 1 if upos[m.head] == "PROPN" else 2
        kinds.append(kind)
        plural = "Number=Plur" in features[m.head]
        forms.append(_PRONOUN_FORMS[head] if kind == 0 else 8 + 2 * kind + plural)
        phrases.append(tuple([w for w in lower[m.start : m.end] if w not in _IGNORED]) or (head,))
        heads.append(head)
    sentences = [sentence_of[m.head] for m in mentions]
    kind_of, form_of, type_of, at = (np.array(c, dtype=np.int64) for c in (kinds, forms, type_numbers, sentences))
    return _Described(kinds=kind_of, forms=form_of, types=type_of, sentences=at, heads=heads, words=phrases)


def _code_columns(told: _Described, low: int, start: int, high: int) -> list[Ints]:
    """The five columns of `pair_codes` for mentions `start` to `high` beside those from `low` on, each as a table.

    Each is counted from its own first feature.
    """
    places = np.arange(low, high)
    later, kind = start - low, told.kinds[start:high, None]
    match = _match_wordings(told.heads[low:high], told.words[low:high], later)
    near, far = (
        _BUCKET_OF.take(np.subtract.outer(a[later:], a), mode="clip") for a in (places, told.sentences[low:high])
    )
    return [
        kind * (_KINDS * _MATCHES) + told.kinds[low:high] * _MATCHES + match,
        kind * _BUCKETS + near,
        kind * _BUCKETS + far,
        told.types[start:high, None] * 10 + told.types[low:high],
        told.forms[start:high, None] * _FORMS + told.forms[low:high],
    ]


def _match_wordings(heads: Sequence[str], phrases: Sequence[tuple[str, ...]], later: int) -> NDArray[np.uint8]:
    """How the words of mentions from number `later` on match those of all [mentions from there on, mentions].

    4 where they are the same, 3 where the heads are and one has all words of the other, 2 where the heads are, 1 where
    one's head is among the other's words, else 0.
    """
    numbers: dict[tuple[str, tuple[str, ...]], int] = {}
    wording = [numbers.setdefault(pair, len(numbers)) for pair in zip(heads, phrases, strict=True)]
    bags = [frozenset(words) for _, words in numbers]
    of_head, of_phrase = defaultdict[str, list[int]](list), defaultdict[tuple[str, ...], list[int]](list)
    holding = defaultdict[str, list[int]](list)
    for (head, words), number in numbers.items():
        of_head[head].append(number)
        of_phrase[words].append(number)
        for word in bags[number]:
            holding[word].append(number)
    table = np.zeros((len(numbers), len(numbers)), dtype=np.uint8)
    cells = table.data
    for head, bearers in of_head.items():
        for i in holding.get(head, ()):
            for j in bearers:
                cells[i, j] = cells[j, i] = 1
    for bearers in of_head.values():
        for i in bearers:
            for j in bearers:
                cells[i, j] = 3 if bags[i] <= bags[j] or bags[j] <= bags[i] else 2
    for alike in of_phrase.values():
        for i in alike:
            for j in alike:
                cells[i, j] = 4
    return table[wording[later:]][:, wording]
