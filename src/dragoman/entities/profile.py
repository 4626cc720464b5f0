"""One mention's reading, before mentions become entities."""

from dataclasses import dataclass

MAX_PHRASE = 8
# Titles that tell nothing of the sector: a spokesman or leader is of that of the body that he speaks for or leads.
GENERAL_OFFICES = frozenset(("Spokesperson", "Leader", "Adviser"))
# Offices that states have and other bodies too: "the president of Harbor Watch" governs nobody.
OF_BODIES = frozenset(("President", "Vice President", "Leader", "Director", "Director-General"))


@dataclass(slots=True, kw_only=True)
class Profile:
    """One mention's reading. `kind`: person, country, body, group, pronoun; `key` is what equal mentions share."""

    head: int
    first: int
    last: int
    kind: str
    name: str
    key: str
    country: str | None = None
    sector: tuple[str, ...] = ()
    office: str | None = None
    gender: str | None = None
    plural: bool = False
    definite: bool = False
    named: bool = False
    identifier: str | None = None
    chain: int = -1
    likeliest: str | None = None  # of whom a body of a common name is where the report tells no country
    joined: int | None = None  # head of the nation told by the same words: "North" in "North and South Korea"
    nations: tuple[tuple[str, str], ...] = ()  # code and words of each, of a group of several: "Thai and Lao officers"
    own: frozenset[tuple[str, str]] = frozenset()  # noun and words that tell which of its bodies: "Unison union"
    settled: bool = False  # by the user's own file of actors
    reason: str = "not told"
