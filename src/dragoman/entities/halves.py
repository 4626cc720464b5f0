"""Nations that share a name: "North and South Korea", and "the South" once the report has named one of them."""

from collections.abc import Iterator

from dragoman.entities.known import country_profile
from dragoman.entities.profile import Profile
from dragoman.knowledge import Knowledge
from dragoman.knowledge.facts import Nation
from dragoman.language.parse import Parse

BY_HALF = "half of a name that two nations share"
_OTHER = {"north": "south", "south": "north", "east": "west", "west": "east"}
_AGAINST = frozenset("into against by with".split())


def find_halves(parse: Parse, knowledge: Knowledge) -> Iterator[Profile]:
    """Profiles of nations told by half of their name, in text order."""
    halves: dict[str, Nation] = {}
    for token in range(len(parse) - 1):
        half = _half(parse, knowledge, token)
        if half is not None:
            halves |= half
    for token in range(len(parse)):
        yield from _joined(parse, knowledge, token)
        nation = halves.get(parse.lower[token])
        if nation is not None and _stands_alone(parse, token):
            yield _profile(nation, token, token)


def _half(parse: Parse, knowledge: Knowledge, token: int) -> dict[str, Nation] | None:
    """Both nations where the words here name one of two that differ by direction only."""
    word = parse.lower[token]
    if not parse.words[token][0].isupper():
        return None
    capital = knowledge.nation(parse.words[token]) if word not in _OTHER else None
    if capital is not None and capital.kind == "capital":  # "Pyongyang accused the South"
        word, _, after = capital.name.partition(" ")
        word = word.lower()
    else:
        after = parse.words[token + 1]
        if after in {"and", "or"} and token + 3 < len(parse):
            after = parse.words[token + 3]
    if word not in _OTHER:
        return None
    one, two = (knowledge.nation(f"{w.title()} {after}") for w in (word, _OTHER[word]))
    return {word: one, _OTHER[word]: two} if one and two and one.code != two.code else None


def _joined(parse: Parse, knowledge: Knowledge, token: int) -> Iterator[Profile]:
    """ "X and Y Z" where "X Z" and "Y Z" are nations: one profile each, the second standing for both in the tree."""
    if parse.lower[token] not in {"and", "or"} or not 0 < token < len(parse) - 2:
        return
    x, y, z = parse.words[token - 1], parse.words[token + 1], parse.words[token + 2]
    one, two = knowledge.nation(f"{x} {z}"), knowledge.nation(f"{y} {z}")
    if one is None or two is None or {one.kind, two.kind} != {"name"} or one.code == two.code:
        return
    if knowledge.nation(x) is not None:
        return  # "Chad and South Sudan"
    head = token + 2
    yield _profile(one, token - 1, token - 1)
    second = _profile(two, token + 1, head)
    second.joined = token - 1 if parse.heads[token - 1] == head else None
    yield second


def _stands_alone(parse: Parse, token: int) -> bool:
    """ "The North", no part of a longer name and no direction; in small letters only as who acts, has or is struck."""
    if not token or parse.lower[token - 1] != "the":
        return False
    struck = any(parse.lower[c] in _AGAINST for c in parse.children[token])
    acts = struck or parse.relations[token] in {"nsubj", "nmod:poss"}
    if not parse.words[token][0].isupper() and not acts:
        return False
    after = parse.words[token + 1] if token + 1 < len(parse) else "."
    return not (after[0].isupper() or after in {"-", "and", "or"}) and not parse.relations[token].startswith("compound")


def _profile(nation: Nation, first: int, head: int) -> Profile:
    profile = country_profile(nation.code, nation.name, nation.identifier, head, first, head)
    profile.reason = BY_HALF
    return profile
