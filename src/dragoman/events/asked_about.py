"""Whose release or return somebody asks for is not whom they ask, nor what is to be nationalised.

Of 70 demands in the annotated reports that tell whom they want freed or returned ("the release of Lund", "to free
Lund") seven have that one as their recipient.
"""

from collections.abc import Iterator, Sequence

from dragoman.events.participants import Participants
from dragoman.language.parse import Parse

_DEMAND = "REQUEST"
_FREEING = frozenset("acquittal extradition freedom liberation pardon reinstatement release removal return".split())
_FREE = frozenset("acquit extradite free liberate pardon reinstate release return".split())
_CLAUSES = 3  # "demanded the immediate and unconditional release"


def asked_about(who: Participants, kind: str, tokens: Sequence[int]) -> Iterator[str]:
    """Whom a demand with these tokens wants to be freed or returned, or "called for" something to be done to."""
    if kind == _DEMAND:
        yield from (i for token in (*freed(who, tokens), *_undergoing(who.parse, tokens)) for i in who.ids_at(token))


def freed(who: Participants, tokens: Sequence[int]) -> Iterator[int]:
    """The words for those whom a demand with these tokens wants to be freed or returned."""
    parse = who.parse
    asked = {t for t in tokens if parse.lemmas[t] not in _FREEING}
    for token in sorted({t for a in asked for t in parse.subtree(a)} - asked):
        if parse.upos[token] == "NOUN" and parse.lemmas[token] in _FREEING and _is_asked(parse, token, asked):
            yield from (c for c in parse.dependents(token, "nmod:poss", "nmod") if not _stands_at_other(parse, c))
        elif parse.upos[token] == "VERB" and parse.lemmas[token] in _FREE and _is_asked(parse, token, asked):
            yield from parse.dependents(token, "nsubj:pass", "obj")


def _undergoing(parse: Parse, tokens: Sequence[int]) -> Iterator[int]:
    """Whom or what something is to be done to: "called for the bank to be nationalised"."""
    for token in tokens:
        for clause in parse.dependents(token, "advcl", "ccomp", "xcomp", "obl"):
            if not any(parse.dependents(clause, "aux:pass")):
                continue
            under = [*parse.dependents(clause, "nsubj:pass"), *parse.dependents(token, "obj", "obl")]
            marks = [
                m for t in (clause, *under) for m in parse.dependents(t, "mark", "case") if parse.lower[m] == "for"
            ]
            yield from (t for t in under if marks and min(marks) < t < clause)


def _is_asked(parse: Parse, token: int, asked: set[int]) -> bool:
    for _ in range(_CLAUSES):
        token = parse.heads[token]
        if token in asked:
            return True
    return False


def _stands_at_other(parse: Parse, token: int) -> bool:
    """ "The release by Iran" or "to Oslo" tells who frees, or where to; "the release of Lund" who is freed."""
    return any(
        parse.relations[c] == "case" and parse.lower[c] not in {"of", "'s", "’s", "'"} for c in parse.children[token]
    )
