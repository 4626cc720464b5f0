"""How alike two words are and how common a word is: what merging knows of English without running the model.

The table beside this file (made by training/word_table.py) has pairs of nouns, verbs and adjectives that the language
model takes for near each other, and the number of texts, of some two thousand, in which each word stands.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np
from lemminflect import getAllLemmas

_TABLE = Path(__file__).parent / "words.npz"
_WORD = re.compile(r"[^\W_]+")
_ORDER = ("VERB", "NOUN", "ADJ", "ADV")
_STEM = 5  # letters that derivations share: "nominate", "nominee"
_SHARE = 0.6  # and the share of the shorter word that they are
_LONGEST_ENDING = 6


class Words:
    """The table of words, loaded once and passed in."""

    def __init__(self, path: Path = _TABLE) -> None:
        with np.load(path) as table:
            names = str(table["words"]).split("\n")
            self._near = frozenset((names[i], names[j]) for i, j in table["near"].tolist())
            common = str(table["common"]).split("\n")
            texts, texts_with = int(table["texts"]), table["texts_with"].tolist()
        self._rarest = math.log(texts)
        self._rarity = {word: math.log(texts / n) for word, n in zip(common, texts_with, strict=True)}

    def rarity(self, lemma: str) -> float:
        """Natural logarithm of texts to texts with the word; a word of no text counts as one of a single text."""
        return self._rarity.get(lemma, self._rarest)

    def is_near(self, a: str, b: str) -> bool:
        """Whether two lemmas mean much the same, or stand in for each other: "die" and "kill"."""
        return ((a, b) if a < b else (b, a)) in self._near

    def weigh(self, text: str, *, without: frozenset[str] = frozenset(), most: int | None = None) -> dict[str, float]:
        """A text's lemmas with weights of unit length: rarity, more for repeated ones; the `most` heaviest of them."""
        counts = Counter(lemmas_in(text))
        weights = {w: (1 + math.log(n)) * self.rarity(w) for w, n in counts.items() if w not in without}
        heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:most]
        length = math.sqrt(sum(x * x for _, x in heaviest)) or 1.0
        return {w: x / length for w, x in heaviest}


def likeness(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Cosine of two texts weighed to unit length.

    >>> likeness({"siege": 0.6, "port": 0.8}, {"port": 1.0})
    0.8
    """
    if len(b) < len(a):
        a, b = b, a
    return sum(x * b[w] for w, x in a.items() if w in b)


def lemmas_in(text: str) -> list[str]:
    """The lemmas of a text's words, in order."""
    return [lemma_of(word) for word in _WORD.findall(text)]


@lru_cache(200_000)
def lemma_of(word: str) -> str:
    """The lemma of a word whose part of speech is not known: a verb's where it may be one.

    >>> [lemma_of(w) for w in ("Talks", "shooting", "shot", "ministers", "Baku")]
    ['talk', 'shoot', 'shoot', 'minister', 'baku']
    """
    lower = word.lower()
    found = getAllLemmas(lower)
    return next((str(found[tag][0]).lower() for tag in _ORDER if found.get(tag)), lower)


def is_derived(a: str, b: str) -> bool:
    """Two lemmas that look like one word with different endings.

    >>> is_derived("nominate", "nominee"), is_derived("announce", "announcement"), is_derived("attack", "attend")
    (True, True, False)
    """
    shared = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared += 1
    endings = max(len(a), len(b)) - shared
    return shared >= _STEM and shared >= _SHARE * min(len(a), len(b)) and endings <= _LONGEST_ENDING
