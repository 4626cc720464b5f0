"""Cut texts into windows of several sentences, as arrays for the network."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from dragoman.language.headlines import in_sentence_case
from dragoman.language.inventory import case_code, gap_codes

WINDOW_PIECES = 200  # training windows held 60 to 240
MAX_WORD_PIECES = 12  # as in training; the head of a longer word decides
_KNOWN_WORDS = 200_000  # remembered words, about 40 MB at most
_SEPARATOR, _START, _UNKNOWN = 102, 101, 100
_CLOSERS = frozenset('"”’»)]')
_STOPS = frozenset(".!?…")

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Words `first` to `last` (exclusive) of text number `text`, as codes for the network."""

    text: int
    first: int
    last: int
    pieces: list[int]
    cases: list[int]
    gaps: list[int]
    firsts: list[int]


class PieceTable:
    """Word piece ids of words; what was looked up is remembered."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()  # the published tokenizer file pads every text to 128 pieces
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[int, ...]] = {}

    def look_up(self, word: str) -> tuple[int, ...]:
        """The ids of one word, never empty."""
        ids = self._known.get(word)
        if ids is None:
            found = self._tokenizer.encode(word[:200], add_special_tokens=False).ids
            ids = tuple(found[:MAX_WORD_PIECES]) or (_UNKNOWN,)
            if len(self._known) >= _KNOWN_WORDS:
                self._known.clear()
            self._known[word] = ids
        return ids


def cut_windows(
    number: int, text: str, starts: Sequence[int], ends: Sequence[int], table: PieceTable,
    bounds: Sequence[int] | None = None,
) -> Iterator[Window]:  # fmt: skip
    """Windows of about WINDOW_PIECES, cut where a sentence probably ends, or at `bounds` (first words) only."""
    words = [text[s:e] for s, e in zip(starts, ends, strict=True)]
    ids = [table.look_up(w) for w in words]
    gaps = gap_codes(text, starts, ends)
    words = in_sentence_case(words, gaps)
    known = None if bounds is None else set(bounds)
    first, used, cut = 0, 0, 0
    for i, word_ids in enumerate(ids):
        if i > first and (i in known if known is not None else _may_end_before(words, gaps, i)):
            cut = i
        if used + len(word_ids) > WINDOW_PIECES and i > first and (cut > first or used + len(word_ids) > 400):
            stop = cut if cut > first else i
            yield _window(number, first, stop, words, ids, gaps)
            first, used = stop, sum(map(len, ids[stop:i]))
        used += len(word_ids)
    if first < len(words):
        yield _window(number, first, len(words), words, ids, gaps)


def _may_end_before(words: list[str], gaps: list[int], i: int) -> bool:
    """A sentence may end before word i: a blank line, or a stop (and closing quotes) before a capital."""
    if gaps[i] == 3:
        return True
    if gaps[i] == 0 or words[i][0].islower():
        return False
    last = i - 1
    while last > 0 and words[last] in _CLOSERS:
        last -= 1
    return words[last][-1] in _STOPS and (len(words[last]) == 1 or words[last][0] == ".")


def _window(
    number: int, first: int, last: int, words: list[str], ids: list[tuple[int, ...]], gaps: list[int]
) -> Window:
    pieces, cases, spaces, firsts = [_START], [4], [0], []
    for i in range(first, last):
        firsts.append(len(pieces))
        word_ids = ids[i]
        case = case_code(words[i])
        pieces.extend(word_ids)
        if len(word_ids) == 1:
            cases.append(case)
            spaces.append(gaps[i])
        else:
            cases.extend([case] * len(word_ids))
            spaces.append(gaps[i])
            spaces.extend([0] * (len(word_ids) - 1))
    pieces.append(_SEPARATOR)
    cases.append(4)
    spaces.append(0)
    return Window(text=number, first=first, last=last, pieces=pieces, cases=cases, gaps=spaces, firsts=firsts)


def as_arrays(window: Window) -> tuple[dict[str, Ints], Ints]:
    """The encoder's inputs [1, pieces], and each word's first piece [words].

    Windows go through the network one at a time: dynamic int8 scales its activations over a whole
    batch, so that in a batch a window's result would depend on its neighbours (2 % of the heads
    differed), and the same report would not always give the same reading.
    """
    inputs = {
        "pieces": np.array([window.pieces], dtype=np.int64),
        "mask": np.ones((1, len(window.pieces)), dtype=np.int64),
        "cases": np.array([window.cases], dtype=np.int64),
        "gaps": np.array([window.gaps], dtype=np.int64),
    }
    return inputs, np.array(window.firsts, dtype=np.int64)
