"""How a phrase of a text or of a table becomes the key under which facts are kept."""

import re
import unicodedata
from functools import lru_cache

_DOTTED = re.compile(r"(?<![A-Za-z.])(?:[A-Z]\.\s?){2,}")
_NOT_REGULAR = {"person": "people", "child": "children", "wife": "wives", "thief": "thieves"}


@lru_cache(maxsize=1 << 16)
def plain_phrase(phrase: str) -> str:
    """A phrase as a key: lower case, no accents, straight apostrophes, single blanks, no leading "the".

    A lone dotted acronym keeps its capitals, because acronyms are kept case-sensitively (`is_acronym`).

    >>> plain_phrase("The  People’s Republic"), plain_phrase("U.S. Navy"), plain_phrase("I. L. O.")
    ("people's republic", 'us navy', 'ILO')
    """
    if "." in phrase and (match := _DOTTED.search(phrase)) is not None:
        letters = match.group().replace(".", "").replace(" ", "")
        rest = phrase[match.end() :].strip()
        before = phrase[: match.start()].strip()
        if not rest and before.lower() in {"", "the"}:
            return letters
        phrase = " ".join(part for part in (before, letters, rest) if part)
    key = " ".join(phrase.lower().split())
    if not key.isascii():
        key = key.replace("’", "'").replace("‘", "'").replace("ı", "i")
        key = "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))
    if " " in key:
        key = key.removeprefix("the ").replace(" - ", "-").replace(" '", "'")
    return key


def is_acronym(phrase: str) -> bool:
    """Whether a table's phrase is written in capitals only, so that "WHO" is a body and "Who" is none.

    >>> is_acronym("WHO"), is_acronym("G20"), is_acronym("NATO forces")
    (True, True, False)
    """
    return phrase.isupper() and " " not in phrase and "." not in phrase and phrase.isascii()


def table_key(phrase: str) -> str:
    """The key of a table's phrase: an acronym as it stands, anything else by `plain_phrase`."""
    return phrase if is_acronym(phrase) else plain_phrase(phrase)


def plural(noun: str) -> str:
    """The regular plural of a noun or noun phrase; "head of state" makes "heads of state".

    >>> plural("deputy minister"), plural("head of state"), plural("policewoman"), plural("lady")
    ('deputy ministers', 'heads of state', 'policewomen', 'ladies')
    """
    first, preposition, rest = noun.partition(" of ")
    stem, blank, last = first.rpartition(" ")
    if last in _NOT_REGULAR:
        last = _NOT_REGULAR[last]
    elif last.endswith(("man", "woman")) and last not in {"human", "german", "roman", "ottoman"}:
        last = last[:-3] + "men"
    elif last.endswith("y") and last[-2:-1] not in set("aeiou"):
        last = last[:-1] + "ies"
    elif last.endswith(("s", "x", "ch", "sh")):
        last += "es"
    else:
        last += "s"
    return stem + blank + last + preposition + rest
