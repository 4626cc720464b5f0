"""Names inside phrases for places: "the Tete province", "Sanaa airport", "on Syrian soil".

The noun is what is told as an act's place; its name, or its country's adjective, says which one is meant.
"""

from collections.abc import Iterator

from dragoman.knowledge import Knowledge
from dragoman.language.parse import Mention, Parse

# Nouns that lie in the country whose adjective they have: "Syrian soil"; an embassy or a base may lie elsewhere.
_OF_COUNTRY = frozenset(
    "soil territory water airspace mainland capital coast shore city town village countryside province region island "
    "border frontier port harbour harbor airport desert jungle highland highway hospital jail prison side".split()
)  # fmt: skip
_NAME_PARTS = frozenset(("compound", "flat"))


def names_before(parse: Parse, place: Mention) -> Iterator[tuple[int, int]]:
    """First and last tokens of the names that stand before the noun of a place and say which it is."""
    token = place.start
    while token < place.head:
        first = token
        while token < place.head and _is_of_name(parse, token):
            token += 1
        if token > first and _hangs_on(parse, token - 1, place.head):
            yield first, token - 1
        token = max(token, first + 1)


def adjective_of(parse: Parse, place: Mention, knowledge: Knowledge) -> tuple[int, int] | None:
    """First and last tokens of the adjective of a country that a noun for a place has."""
    if parse.lemmas[place.head].lower() not in _OF_COUNTRY:
        return None
    for first in parse.dependents(place.head, "amod"):
        last = max([first, *(c for c in parse.dependents(first, "flat") if c < place.head)])
        if parse.words[first][:1].isupper() and knowledge.nation(" ".join(parse.words[first : last + 1])) is not None:
            return first, last
    return None


def bearer_of(parse: Parse, name: int) -> int:
    """The noun for a place that a name is put before, or the name's own head."""
    above = parse.heads[name]
    if parse.relations[name] not in {"compound", "amod"} or parse.upos[above] != "NOUN" or above < name:
        return name
    around = parse.mention_at.get(above)
    return above if around is not None and around.type == "place" else name


def _is_of_name(parse: Parse, token: int) -> bool:
    return parse.upos[token] == "PROPN" and parse.relations[token] in _NAME_PARTS and parse.words[token][:1].isupper()


def _hangs_on(parse: Parse, token: int, noun: int) -> bool:
    """Whether a token's chain of name parts ends at the noun."""
    above = token
    while above != noun and parse.relations[above] in _NAME_PARTS and parse.heads[above] != above:
        above = parse.heads[above]
    return above == noun
