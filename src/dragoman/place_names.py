"""Names taken for those of places that the report uses as somebody's or something else's.

Small places bear many names, and what the gazetteer lacks may be anything: "the Kamau regime" in a report on
President Kamau is no town of that name, nor is "West" a province of Cameroon or "Climate" in "Climate Action" a place.
"""

from collections import Counter
from collections.abc import Set

from dragoman.language.parse import Mention, Parse

_DIRECTIONS = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west".split()
)
_THERE = frozenset("in at near outside around inside into".split())
_OF_TOWNS = frozenset("from of through to toward towards".split())  # and of people: "the talks with", "close to"
# Before what acts, is acted on or is compared, not before places.
_OF_PARTIES = frozenset("against among as because by under versus with".split())
# What a place's name that the gazetteer lacks may be put before.
_OF_PLACES = frozenset(
    "airport airstrip atoll barracks base bay beach block border bridge camp canal cape cathedral church clinic club "
    "creek crossing dam district dock estate farm field forest front garrison gate gorge harbor harbour highway hill "
    "hospital hotel island jail junction lake market mine monastery mosque mountain nightclub pass peninsula pier "
    "plain plant port prison province quarter reef region reserve ridge river road sector settlement shrine square "
    "stadium station strait street suburb temple theatre theater town valley village ward zone".split()
)
# What is called after whoever leads it: "the Kamau administration".
_OF_LEADERS = frozenset(
    "administration aide cabinet campaign doctrine era faction family foundation government junta lawyer "
    "loyalist presidency regime supporter team transition".split()
)
_TOWNS = frozenset(["PPL"])
_IN_NAMES = frozenset(("flat", "compound"))
_LEADING = frozenset(("flat", "compound", "nmod:poss"))


def names_other(parse: Parse, first: int, last: int, features: Set[str]) -> bool:
    """Whether a name that no well-known place has stands for something else; `features`: what places are called so."""
    if first == last and parse.lower[last] in _DIRECTIONS:
        return True
    case = {parse.lower[c] for c in parse.children[last] if parse.relations[c] == "case"}
    there = _THERE | _OF_TOWNS if features else _THERE
    above = parse.heads[last]
    if features <= _TOWNS and _leads(parse, last):
        return True
    if first == last and features <= _TOWNS and not case & there and is_somebodys(parse, last):
        return True
    if features:
        return False
    if case & _OF_PARTIES:
        return True
    return parse.relations[last] == "compound" and above > last and parse.lemmas[above].lower() not in _OF_PLACES


def is_somebodys(parse: Parse, token: int) -> bool:
    """The word elsewhere ends somebody's full name or tells who leads, or is more often a person's than a place's."""
    word, alone = parse.words[token], Counter[str]()
    if word.isupper():  # "SMITHERS, B.C. -"
        return False
    for mention in parse.mentions:
        last = mention.end - 1
        if parse.words[last] != word:
            continue
        if last == mention.start:
            alone[mention.type] += 1
        elif mention.type == "person" and parse.upos[last - 1] == "PROPN" and parse.relations[last] in _IN_NAMES:
            return True
    if alone["person"] > alone["place"]:
        return True
    return any(parse.words[t] == word and _leads(parse, t) for t in range(len(parse)))


def _leads(parse: Parse, token: int) -> bool:
    """ "The Kamau administration", "Kamau's regime"."""
    return parse.relations[token] in _LEADING and parse.lemmas[parse.heads[token]].lower() in _OF_LEADERS


def is_place_elsewhere(parse: Parse, mention: Mention) -> bool:
    """A lone name before a noun that the report elsewhere only tells as a place: "the Lyon attacks"."""
    if mention.end - mention.start > 1 or parse.relations[mention.head] != "compound":
        return False
    word = parse.words[mention.head]
    alone = {m.type for m in parse.mentions if m.end - m.start == 1 and m != mention and parse.words[m.start] == word}
    return alone == {"place"}
