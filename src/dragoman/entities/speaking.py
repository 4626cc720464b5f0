"""In whose mouth a word is, before statements are read: "our soldiers" are the speaker's."""

from dragoman.language.parse import Parse
from dragoman.quotations import find_quotations

_SPEECH = frozenset(
    "say tell add ask claim complain note explain warn argue insist write continue reply announce recall declare "
    "state vow pledge stress accuse urge tweet".split()
)


def who_says(parse: Parse, token: int) -> int | None:
    """The subject of the verb of speech that a word stands in or that its quotation has beside it; None if neither."""
    for above in parse.ancestors(token):
        subject = _speaker(parse, above, token)
        if subject is not None:
            return subject
    if not any(start <= parse.starts[token] < end for start, end in find_quotations(parse)):
        return None
    first, last = parse.sentences[parse.sentence_of[token]]
    return next((s for t in range(first, last) for s in (_speaker(parse, t, token),) if s is not None), None)


def _speaker(parse: Parse, verb: int, token: int) -> int | None:
    if parse.lemmas[verb] not in _SPEECH or parse.upos[verb] != "VERB":
        return None
    return next((s for s in parse.dependents(verb, "nsubj") if token not in parse.subtree(s)), None)
