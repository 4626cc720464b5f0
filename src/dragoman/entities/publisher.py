"""Who publishes a report, as far as its source tells: the country, and the office if it is a release."""

import re
from dataclasses import dataclass

from dragoman.knowledge import Knowledge
from dragoman.knowledge.phrases import is_acronym
from dragoman.types import NO_COUNTRY

_RELEASERS = frozenset(
    "minister government department ministry office president chancellor command delegation embassy commission council "
    "secretary".split()
)
_MEDIA = frozenset(
    "news newspaper times daily weekly today post herald tribune telegraph standard star sun mail journal gazette "
    "press agency radio television tv broadcasting broadcaster network online report review monitor guardian observer "
    "express mirror chronicle independent".split()
)
_BEFORE_COUNTRY = frozenset("of in for the".split())
_MAX_WORDS = 6
_CLEAR = 5  # letters of an acronym that few others bear: "CENTCOM"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """`country` is a code; `author` names the office whose own release the report is, else None."""

    country: str | None
    author: str | None

    @property
    def is_national(self) -> bool:
        """The publisher is of one country, whose people and bodies need no naming in its reports."""
        return self.country is not None and len(self.country) == 3 and self.country not in NO_COUNTRY


def find_publisher(source: str | None, knowledge: Knowledge) -> Publisher:
    """Country and author by the tables of bodies and countries.

    A country's name counts only where it can tell whose the publisher is, a short acronym only as that of a
    company or of a body of many countries: "GNA" is Ghana's news agency as well as a government in Libya.

    >>> from dragoman.knowledge import load_knowledge
    >>> find_publisher("Prime Minister of Australia, media release", load_knowledge())
    Publisher(country='AUS', author='Prime Minister of Australia')
    >>> find_publisher("GNA (Ghana)", load_knowledge()).country, find_publisher("Chad Miller Show", load_knowledge())
    ('GHA', Publisher(country=None, author=None))
    """
    if not source:
        return Publisher(country=None, author=None)
    parts = [part.split() for part in re.split(r"[,()|:;–—]", source.replace("-", " ")) if part.strip()]
    words = [word for part in parts for word in part]
    country = _country(parts, knowledge)
    lowered = {w.lower() for w in words}
    author = source.split(",")[0].strip() if country and lowered & _RELEASERS else None
    return Publisher(country=country, author=author)


def _country(parts: list[list[str]], knowledge: Knowledge) -> str | None:
    """The country of the longest phrase that tells one, the first of equals."""
    for size in range(_MAX_WORDS, 0, -1):
        for words in parts:
            for first in range(len(words) - size + 1):
                phrase = " ".join(words[first : first + size])
                code = _code_of_body(phrase, knowledge) or _code_of_nation(phrase, words, first, knowledge)
                if code is not None:
                    return code
    return None


def _code_of_body(phrase: str, knowledge: Knowledge) -> str | None:
    if phrase.islower():
        phrase = phrase.title() if " " in phrase else phrase.upper()
    body = knowledge.organisation(phrase)
    is_vague = is_acronym(phrase) and len(phrase) < _CLEAR
    if body is None or (is_vague and body.code not in NO_COUNTRY and not {"JRN", "BUS"} & set(body.sector)):
        return None
    return body.code


def _code_of_nation(phrase: str, words: list[str], first: int, knowledge: Knowledge) -> str | None:
    """Of an adjective, or of a country's name by itself, after "of" or before a word for a medium or an office."""
    nation = knowledge.nation(phrase) if phrase[0].isupper() else None
    if nation is None:
        return None
    last = first + len(phrase.split())
    after = words[last].lower() if last < len(words) else ""
    alone = len(phrase.split()) == len(words)
    follows = first > 0 and words[first - 1].lower() in _BEFORE_COUNTRY
    tells = nation.kind in {"adjective", "demonym"} or alone or follows or after in _MEDIA | _RELEASERS
    return nation.code if tells else None
