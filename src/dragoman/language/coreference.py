"""Which mentions of a report stand for the same thing.

Each mention takes the best-scoring earlier mention as its antecedent, or none (mention ranking,
Denis & Baldridge 2008). A score is a bilinear form of two mention vectors plus learned weights of
discrete features: how the words match, what kinds of mention they are, and how far apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dragoman.language.parse import Mention, Parse

Floats = NDArray[np.float32]
Codes = NDArray[np.int32]

_DISTANCES = np.array((0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89))
_BUCKETS, _KINDS, _FORMS, _MATCHES = len(_DISTANCES) + 1, 3, 16, 5
_SIZES = (_KINDS * _KINDS * _MATCHES, _KINDS * _BUCKETS, _KINDS * _BUCKETS, 10 * 10, _FORMS * _FORMS)
PAIR_FEATURES = sum(_SIZES)
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


def link_mentions(parse: Parse, vectors: Sequence[Floats], types: Sequence[int], scorer: Scorer) -> Parse:
    """The parse with chain numbers on its mentions, from their vectors and type numbers, in order."""
    mentions, count = parse.mentions, len(parse.mentions)
    chains: list[int] = []
    for start in range(0, count, _STRIDE):
        low, high = max(0, start - MAX_ANTECEDENTS), min(count, start + _STRIDE)
        block = np.stack(vectors[low:high])
        columns = _code_columns(
            mentions[low:high], parse.lower, parse.upos, parse.features, parse.sentence_of, types[low:high]
        )
        scores = block @ scorer.bilinear @ block.T + sum(scorer.features.take(column) for column in columns)
        gaps = np.subtract.outer(np.arange(high - low), np.arange(high - low))
        scores[(gaps <= 0) | (gaps > MAX_ANTECEDENTS)] = -np.inf
        best = scores.argmax(axis=1)
        is_linked = scores.max(axis=1) > block @ scorer.none_weight + scorer.none_bias
        for i, row in enumerate(range(start - low, high - low), start):
            chains.append(chains[low + int(best[row])] if is_linked[row] else i)
    linked = [Mention(m.start, m.end, m.head, m.type, c) for m, c in zip(mentions, chains, strict=True)]
    return replace(parse, mentions=tuple(linked))


def pair_codes(
    mentions: Sequence[Mention], lower: Sequence[str], upos: Sequence[str], features: Sequence[str],
    sentence_of: Sequence[int], type_numbers: Sequence[int],
) -> Codes:  # fmt: skip
    """Feature numbers [mentions, mentions, 5] of every pair of mentions, the later one first."""
    columns = _code_columns(mentions, lower, upos, features, sentence_of, type_numbers)
    return np.stack(columns, axis=-1).astype(np.int32)


def _code_columns(
    mentions: Sequence[Mention], lower: Sequence[str], upos: Sequence[str], features: Sequence[str],
    sentence_of: Sequence[int], type_numbers: Sequence[int],
) -> list[NDArray[np.int64]]:  # fmt: skip
    """The five columns of `pair_codes`, each [mentions, mentions]."""
    vocabulary: dict[str, int] = {}
    kinds, forms, heads, plain = [], [], [], []
    phrases: dict[tuple[str, ...], int] = {}
    for m in mentions:
        head = lower[m.head]
        kind = 0 if head in _PRONOUN_FORMS and upos[m.head] in {"PRON", "DET"} else 1 if upos[m.head] == "PROPN" else 2
        kinds.append(kind)
        plural = "Number=Plur" in features[m.head]
        forms.append(_PRONOUN_FORMS[head] if kind == 0 else 8 + 2 * kind + plural)
        words = tuple([w for w in lower[m.start : m.end] if w not in _IGNORED]) or (head,)
        plain.append(phrases.setdefault(words, len(phrases)))
        heads.append(vocabulary.setdefault(head, len(vocabulary)))
    members = [[vocabulary.setdefault(w, len(vocabulary)) for w in words] for words in phrases]
    bag = np.zeros((len(phrases), len(vocabulary)), dtype=np.float32)
    for number, row in enumerate(members):
        bag[number, row] = 1
    sizes = bag.sum(axis=1)
    covers = bag @ bag.T >= np.minimum.outer(sizes, sizes)  # all words of one phrase are in the other
    head_of, phrase = np.array(heads), np.array(plain)
    holds = bag[phrase[:, None], head_of[None, :]] > 0
    same_head = head_of[:, None] == head_of[None, :]
    within = covers[phrase[:, None], phrase[None, :]]
    match = np.where(
        phrase[:, None] == phrase[None, :], 4, np.where(same_head, np.where(within, 3, 2), (holds | holds.T) * 1)
    )
    kind_of, form, types = np.array(kinds), np.array(forms), np.array(type_numbers)
    sentence = np.array(sentence_of)[[m.head for m in mentions]]
    near, far = _bucket_gaps(np.arange(len(mentions))), _bucket_gaps(sentence)
    blocks = (
        (kind_of[:, None] * _KINDS + kind_of[None, :]) * _MATCHES + match,
        kind_of[:, None] * _BUCKETS + near,
        kind_of[:, None] * _BUCKETS + far,
        types[:, None] * 10 + types[None, :],
        form[:, None] * _FORMS + form[None, :],
    )
    offsets = np.cumsum((0, *_SIZES[:-1]))
    return [block + offset for block, offset in zip(blocks, offsets, strict=True)]


def _bucket_gaps(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """How far each place lies behind each other one, in buckets [places, places]; those ahead are in the first."""
    gaps = np.clip(np.subtract.outer(places, places), 0, None)
    buckets = np.searchsorted(_DISTANCES, np.arange(gaps.max(initial=0) + 1))
    found: NDArray[np.int64] = buckets[gaps]
    return found
