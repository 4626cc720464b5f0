"""Documents that speak for themselves: "a poll found that …", "according to the study", "the ad says"."""

from collections.abc import Container, Iterator

from dragoman.language.parse import Parse

_DOCUMENTS = frozenset(
    "ad advertisement advert analysis article assessment average banner bill book complaint commercial "
    "documentary document editorial email estimate file film filing footage forecast headline indictment "
    "investigation lawsuit leaflet letter memo memoir memorandum note notice paper petition poll post poster "
    "presentation recording record regulation report research review ruling sign slide statement statistic study "
    "survey tally transcript treaty tweet video website".split()
)
_TELLING = frozenset(
    "accuse agree allege argue call claim conclude confirm describe estimate explain find forecast indicate list "
    "mention note point predict put question read recommend reference reveal say show state suggest urge warn "
    "write".split()
)
_PRESS = frozenset("media news press".split())
_OWNING = frozenset("by of from".split())


def is_certain_document(parse: Parse, token: int) -> bool:
    """A document that is told apart from others: "a new poll", "the transcript", not "polls" at large."""
    return parse.lemmas[token] in _DOCUMENTS and bool(parse.children[token])


def is_press_release(parse: Parse, token: int) -> bool:
    """A release that says something, or a "news release": nobody is let go."""
    if parse.lemmas[token] != "release" or parse.upos[token] != "NOUN":
        return False
    return _tells(parse, token) or any(parse.lower[c] in _PRESS for c in parse.children[token])


def find_documents(parse: Parse, known: Container[int]) -> Iterator[int]:
    """Nouns for documents that say something, or according to which something is, and that are nobody's."""
    for token, upos in enumerate(parse.upos):
        if upos != "NOUN" or token in known or parse.lemmas[token] not in _DOCUMENTS or not _tells(parse, token):
            continue
        if not any(_owns(parse, c, known) for c in parse.children[token]):
            yield token


def _tells(parse: Parse, token: int) -> bool:
    verb, relation = parse.heads[token], parse.relations[token]
    if relation == "nsubj":
        return parse.upos[verb] == "VERB" and parse.lemmas[verb] in _TELLING
    return any(parse.lower[c] == "according" for c in parse.children[token])


def _owns(parse: Parse, token: int, known: Container[int]) -> bool:
    """Somebody whose document it is."""
    if token not in known:
        return False
    relation = parse.relations[token]
    return relation in {"nmod:poss", "compound"} or any(parse.lower[c] in _OWNING for c in parse.children[token])
