"""Who publishes a report, as far as its source tells: the country, and the office if it is a release."""

from dataclasses import dataclass

from dragoman.entities.profile import NO_COUNTRY
from dragoman.knowledge import Knowledge

_RELEASERS = frozenset(
    "minister government department ministry office president chancellor command delegation embassy commission council "
    "secretary".split()
)
_MAX_WORDS = 6


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

    >>> from dragoman.knowledge import load_knowledge
    >>> find_publisher("Prime Minister of Australia, media release", load_knowledge())
    Publisher(country='AUS', author='Prime Minister of Australia')
    """
    if not source:
        return Publisher(country=None, author=None)
    words = source.replace("-", " ").replace(",", " ").split()
    country = None
    for size in range(min(_MAX_WORDS, len(words)), 0, -1):
        for first in range(len(words) - size + 1):
            phrase = " ".join(words[first : first + size])
            body = knowledge.organisation(
                phrase.title() if phrase.islower() and size > 1 else phrase.upper() if phrase.islower() else phrase
            )
            nation = knowledge.nation(phrase) if phrase[0].isupper() else None
            if body is not None or nation is not None:
                country = body.code if body is not None else nation.code if nation is not None else None
                break
        if country is not None:
            break
    lowered = {w.lower() for w in words}
    author = source.split(",")[0].strip() if country and lowered & _RELEASERS else None
    return Publisher(country=country, author=author)
