"""What tells bodies of one noun apart: "the Unison union" and "the Solidar union", a court in Lagos and one in Kano."""

from collections.abc import Iterator

from dragoman.entities.profile import Profile
from dragoman.knowledge import Knowledge
from dragoman.language.parse import Parse
from dragoman.places import cases_of

_NAMING = frozenset(("compound", "flat"))
_KINDS = frozenset(("body", "group"))


def with_own_names(parse: Parse, knowledge: Knowledge, profiles: list[Profile]) -> list[Profile]:
    """Profiles of bodies and groups with the words that name which one of their noun is meant."""
    for p in profiles:
        if p.kind in _KINDS and parse.upos[p.head] == "NOUN":
            noun = parse.lemmas[p.head].lower()
            p.own = frozenset((noun, word) for word in _words(parse, knowledge, p.head))
    return profiles


def _words(parse: Parse, knowledge: Knowledge, head: int) -> Iterator[str]:
    """Names before the noun that are no nation's, those whom it is of, and the place that it is in."""
    for c in parse.children[head]:
        relation = parse.relations[c]
        if relation in _NAMING and parse.upos[c] == "PROPN" and knowledge.nation(parse.words[c]) is None:
            yield parse.lower[c]
        elif relation == "nmod:poss" and parse.upos[c] == "NOUN" and "Number=Plur" in parse.features[c]:
            yield parse.lemmas[c].lower()
        elif relation == "nmod" and parse.upos[c] == "PROPN" and "in" in cases_of(parse, c):
            yield parse.lower[c]
