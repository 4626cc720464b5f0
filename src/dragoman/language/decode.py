"""The network's scores for one window into sentences, trees, labels and mentions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.language.inventory import MENTION_TYPES
from dragoman.language.trees import best_heads

Floats = NDArray[np.float32]
MAX_SPAN = 40  # words; as in training
_STOPS = frozenset(".!?")
_OPEN = frozenset((",", ";", ":", "-", "–", "—", "and", "or"))
_BLANK_LINE = 3
_SELDOM = 0.1
_LEAST_LETTERS = 3  # of the word before a stop
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Weights of the functions that are applied to chosen pairs only."""

    relation_weight: Floats
    relation_bias: Floats
    kind_weight: Floats
    kind_bias: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A mention inside a window: words `first` to `last` (inclusive), type, and its coreference vector."""

    first: int
    last: int
    kind: int
    vector: Floats


def follow_stops(words: Sequence[str]) -> list[int]:
    """Words with which a sentence begins whatever the network sees: capitals after a stop after a word in lower case.

    Of 7,228 such places in the reports of the development split and those held back the network takes 16 for none,
    and all are. Stops of abbreviations are part of their word.
    """
    return [
        i
        for i in range(2, len(words))
        if words[i - 1] in _STOPS
        and words[i][0].isupper()
        and len(words[i - 2]) >= _LEAST_LETTERS
        and words[i - 2].isalpha()
        and words[i - 2].islower()
    ]


def begin_paragraphs(words: Sequence[str], gaps: Sequence[int]) -> list[int]:
    """Words of a text with which a sentence begins since a paragraph does: headlines end without a stop.

    `gaps` are codes as of `gap_code`. Not in texts whose paragraphs often begin in lower case, typescripts that have
    been read by machine, nor after a comma or the like. Of the paragraphs of the development split and those held back
    that begin so the network takes four for no sentence, and all are.
    """
    first = [i for i in range(1, len(words)) if gaps[i] == _BLANK_LINE]
    if sum(words[i][0].islower() for i in first) > _SELDOM * len(first):
        return []
    return [i for i in first if not words[i][0].islower() and words[i - 1] not in _OPEN]


def decode_sentences(
    start: Floats, words: Sequence[str], forced: Sequence[int] | None = None, begun: Sequence[int] = ()
) -> list[tuple[int, int]]:
    """Sentence bounds from start scores [words], stops and `begun` paragraphs, or from the given first words."""
    found = {*np.flatnonzero(start > 0).tolist(), *follow_stops(words), *begun}
    firsts = sorted(found) if forced is None else list(forced)
    if not firsts or firsts[0] != 0:
        firsts.insert(0, 0)
    return list(zip(firsts, [*firsts[1:], len(start)], strict=True))


def decode_heads(arc: Floats, sentences: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """Heads [words] in window numbers, one tree a sentence."""
    heads = np.empty(len(arc), dtype=np.int64)
    for first, last in sentences:
        heads[first:last] = best_heads(arc[first:last, first:last]) + first
    return heads


def decode_relations(outputs: Mapping[str, Floats], heads: NDArray[np.int64], pairs: Pairs, root: int) -> list[int]:
    """Relation numbers [words]; a root has the relation root and no other word has."""
    dep, head = outputs["rel_dep"], outputs["rel_head"][heads]
    scores = np.concatenate([dep * head, dep + head], axis=1) @ pairs.relation_weight + pairs.relation_bias
    scores[:, root] = -np.inf
    found: list[int] = scores.argmax(axis=1).tolist()
    for word, above in enumerate(heads.tolist()):
        if above == word:
            found[word] = root
    return found


def decode_mentions(outputs: Mapping[str, Floats], sentences: Sequence[tuple[int, int]], pairs: Pairs) -> list[Found]:
    """Mentions that do not cross one another, best first where they would, in text order."""
    spans: list[tuple[int, int, float]] = []
    for first, last in sentences:
        block = outputs["span"][first:last, first:last]
        rows, columns = np.nonzero(block > 0)
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True):
            if 0 <= j - i < MAX_SPAN:
                spans.append((first + i, first + j, float(block[i, j])))
    spans.sort(key=lambda s: -s[2])
    kept = _without_crossing([(a, b) for a, b, _ in spans])
    if not kept:
        return []
    kept.sort(key=lambda s: (s[0], -s[1]))
    firsts, lasts = np.array([a for a, _ in kept]), np.array([b for _, b in kept])
    hidden = np.maximum(outputs["type_first"][firsts] + outputs["type_last"][lasts], 0)
    kinds = (hidden @ pairs.kind_weight + pairs.kind_bias).argmax(axis=1).tolist()
    vectors = np.maximum(outputs["coref_first"][firsts] + outputs["coref_last"][lasts], 0)
    return [
        Found(first=a, last=b, kind=k, vector=vectors[i]) for i, ((a, b), k) in enumerate(zip(kept, kinds, strict=True))
    ]


def _without_crossing(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that cross none kept before them."""
    ends = np.array(spans, dtype=np.int64).reshape(-1, 2)
    first, last = ends[:, :1], ends[:, 1:]
    begins_before = (first < first.T) & (last >= first.T) & (last < last.T)
    crosses = begins_before | begins_before.T
    is_kept = np.ones(len(spans), dtype=bool)
    for i in np.flatnonzero(crosses.any(axis=1)).tolist():
        is_kept[i] = not (crosses[i, :i] & is_kept[:i]).any()
    return [span for span, keep in zip(spans, is_kept.tolist(), strict=True) if keep]


def head_of(first: int, last: int, heads: Sequence[int], upos: Sequence[str]) -> int:
    """The syntactic head of words `first` to `last` (inclusive): the first nominal governed from outside.

    A number only where no noun is: of "the two countries' ministers" the tree may give "two" to "ministers".
    """
    outside = [w for w in range(first, last + 1) if heads[w] == w or not first <= heads[w] <= last]
    nominal = [w for w in outside if upos[w] in _NOMINAL]
    nouns = [w for w in nominal if upos[w] != "NUM"]
    return next(iter((*nouns, *nominal, *outside)), first)


def type_name(kind: int) -> str:
    """The name of a mention type."""
    return MENTION_TYPES[kind]
