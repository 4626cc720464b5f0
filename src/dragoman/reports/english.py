"""Whether a report is in English: the program reads no other language, and would make nonsense of one."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

_SAMPLE = 3_000  # characters looked at
# Words that English is full of and that no other language in Latin script has often. 1,399 of 1,443 real English texts
# have a share of 0.1 or more; fifteen languages tried had at most 0.05. What passes so needs no model, which takes a
# second to load and 3 ms a text; of the other 44 it called none foreign.
_ENGLISH = frozenset("the of and that with from his their were which said".split())
_SHARE, _WORDS = 0.1, 20
# A shorter text is kept, and so is one that may be English by this. Of 7,198 English pieces of 60 characters one fell
# below it and the next had 14 times as much; of 22 languages none had a tenth of it. The best guess tells less: what is
# Croatian is half Bosnian.
_MIN_BYTES, _MAY_BE_ENGLISH = 60, 0.001
_ENGLISH_OR_UNCLEAR = ("en", "pcm", "zxx")  # Nigerian English passes for Pidgin; zxx is no language at all
_WORD = re.compile(r"[^\W\d_]+")


def foreign_language(text: str) -> str | None:
    """The ISO 639 code of a text's language if that is surely not English, else None.

    >>> foreign_language("Der Minister reiste am Montag zu Gesprächen mit seinem Amtskollegen nach Wien.")
    'de'
    """
    sample = text[:_SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)]
    if len(words) >= _WORDS and sum(word in _ENGLISH for word in words) >= _SHARE * len(words):
        return None
    if len(sample.encode()) < _MIN_BYTES:
        return None
    ranked: list[tuple[str, float]] = _identifier().rank(sample)
    probability = dict(ranked)
    may_be = sum(probability.get(language, 0.0) for language in _ENGLISH_OR_UNCLEAR)
    return ranked[0][0] if may_be < _MAY_BE_ENGLISH else None


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
