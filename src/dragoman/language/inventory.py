"""The label sets of the language model, and the codes of its inputs. Training and running share them."""

from collections.abc import Sequence

UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
)  # fmt: skip
MENTION_TYPES = (
    "person", "organization", "place", "time", "event", "object", "abstract", "animal", "plant", "substance",
)  # fmt: skip
KEPT_FEATURES = frozenset(
    "Case Definite Degree Gender Mood NumType Number Person Polarity Poss PronType Tense VerbForm Voice".split()
)


def keep_features(bundle: str) -> str:
    """A UD feature bundle without the features that no stage uses.

    >>> keep_features("Mood=Ind|Typo=Yes|VerbForm=Fin")
    'Mood=Ind|VerbForm=Fin'
    """
    return "|".join([f for f in bundle.split("|") if f.partition("=")[0] in KEPT_FEATURES])


def case_code(word: str) -> int:
    """How a word is written: 0 lower, 1 Capitalised, 2 UPPER, 3 mixed, 4 without letters.

    >>> [case_code(w) for w in ("talks", "Baku", "NATO", "eBay", "12", "A")]
    [0, 1, 2, 3, 4, 1]
    """
    if word.islower():
        return 0
    if not any(map(str.isalpha, word)):
        return 4
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return 1
    return 2 if word.isupper() else 3


def gap_codes(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    """What stands before each word of a text, as if a blank line before the first."""
    return [gap_code(text[ends[i - 1] : starts[i]]) if i else 3 for i in range(len(starts))]


def gap_code(gap: str) -> int:
    """What stands before a word: 0 nothing, 1 blank, 2 line break, 3 blank line."""
    return 0 if not gap else min(3, 1 + gap.count("\n"))
