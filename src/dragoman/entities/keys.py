"""Keys by which those whom no table knows are the same in every report: from their name and country."""

import re

from dragoman.knowledge.spelling import fold_spelling

_WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]*")
_STYLES = frozenset("mr mrs ms miss sir dr prof lady lord dame jr sr".split())


def local_key(name: str, country: str | None) -> str | None:
    """A stable key of a person or body by full name and country, the same for all romanisations of the name.

    None for a name of one word: a lone surname tells nobody outside its report. Initials and styles do not count.
    Two people of one name and country share a key; an identifier of the tables or of one's own file tells them apart.

    >>> local_key("Nikol Pashinyan", "ARM") == local_key("Mr. Nikol V. Pashinian", "ARM")
    True
    >>> local_key("Ayşe Demirtaş", "TUR"), local_key("Demirtaş", "TUR")
    ('local:TUR:aise-demirtas', None)
    """
    words = [
        word for word in _WORD.findall(name) if len(word.rstrip(".")) > 1 and word.lower().rstrip(".") not in _STYLES
    ]
    if len(words) < 2:
        return None
    return f"local:{country or '-'}:{'-'.join(map(fold_spelling, words)).lower()}"
