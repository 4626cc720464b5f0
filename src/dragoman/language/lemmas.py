"""Lemmas from lemminflect."""
from collections.abc import Sequence
from functools import lru_cache
from lemminflect import getLemma
@lru_cache(200000)
def _one(word: str, pos: str) -> str:
    if pos in ("NOUN","VERB","ADJ","ADV","AUX"):
        found = getLemma(word.lower(), upos=pos)
        return found[0] if found else word.lower()
    return word if pos=="PROPN" else word.lower()
def lemmatize(words: Sequence[str], upos: Sequence[str]) -> list[str]:
    return [_one(w,u) for w,u in zip(words,upos)]
