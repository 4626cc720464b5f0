"""Who is who in a report: mentions to entities with country, sector and office."""

from collections.abc import Sequence
from datetime import date

from dragoman.entities.announced import find_author
from dragoman.entities.chains import chain_mentions
from dragoman.entities.halves import BY_HALF
from dragoman.entities.namesakes import of_the_report, without_namesakes
from dragoman.entities.own import place_own_actors
from dragoman.entities.profile import Profile
from dragoman.entities.profiles import profile_mentions
from dragoman.entities.publisher import Publisher, find_publisher
from dragoman.entities.releases import bind_author
from dragoman.entities.surnames import tell_genders
from dragoman.knowledge import Knowledge
from dragoman.language.parse import Parse
from dragoman.places import Toponym
from dragoman.types import Cast

__all__ = ["find_cast", "read_mentions", "resolve_participants"]
_OF_WHOM = frozenset(
    "some many several most all both each one none two three dozens hundreds thousands group number member part "
    "majority official leader crowd".split()
)


def find_cast(
    parse: Parse, knowledge: Knowledge, on: date | None = None, source: str | None = None,
    toponyms: Sequence[Toponym] = (), title: str | None = None,
) -> Cast:  # fmt: skip
    """The entities of a report and the tokens that stand for them.

    `on` is the report's date, `source` its publisher: "I" and "we" of an office's own release are that
    office. Those whose words tell no country have the likeliest of the publisher's and of those that the
    report names or has places in (`toponyms`), or none. `title` only tells whose words a report in the first
    person is: it has no mentions.
    """
    knowledge = knowledge.as_of(on)
    publisher = find_publisher(source, knowledge)
    profiles = read_mentions(parse, knowledge, on, publisher, toponyms)
    halves = {p.head for p in profiles if p.reason == BY_HALF}  # "the North" is no region of that name
    author = find_author(title, parse.text, knowledge) if publisher.author is None else None
    return chain_mentions(parse, profiles, publisher, [t for t in toponyms if t.head not in halves], author)


def read_mentions(
    parse: Parse, knowledge: Knowledge, on: date | None, publisher: Publisher, toponyms: Sequence[Toponym] = ()
) -> list[Profile]:
    """What each mention's own words tell, in text order, with the tables as they were on the report's date."""
    knowledge = of_the_report(parse, without_namesakes(parse, knowledge, toponyms))
    profiles = bind_author(parse, knowledge, profile_mentions(parse, knowledge, on), publisher)
    return tell_genders(place_own_actors(parse, knowledge, profiles, on))


def resolve_participants(parse: Parse, cast: Cast, token: int) -> tuple[str, ...]:
    """Entity ids of the noun phrase headed by a token, its conjuncts included; empty where it is nobody."""
    found: list[str] = []
    for part in [
        token,
        *[c for c in parse.dependents(token, "conj") if parse.upos[c] in {"NOUN", "PROPN", "PRON", "ADJ"}],
    ]:
        found.extend(_ids(parse, cast, part))
    return tuple(dict.fromkeys(found))


def _ids(parse: Parse, cast: Cast, token: int) -> tuple[str, ...]:
    ids = cast.ids_by_token.get(token)
    if ids:
        return ids
    for child in parse.children[token]:
        relation = parse.relations[child]
        if relation in {"appos", "flat", "nmod:desc"} and child in cast.ids_by_token:
            return cast.ids_by_token[child]
    if parse.upos[token] in {"NOUN", "NUM", "DET", "PRON", "ADJ"} and parse.lemmas[token] in _OF_WHOM:
        for child in parse.dependents(token, "nmod", "obl"):
            if child in cast.ids_by_token and any(parse.lower[c] == "of" for c in parse.children[child]):
                return cast.ids_by_token[child]
    return ()
