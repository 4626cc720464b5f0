"""The codebook's conventions, applied to acts however they were seen."""

from collections.abc import Sequence
from dataclasses import replace

from dragoman.codebook import Codebook, Convention
from dragoman.events.coded import Coded
from dragoman.language.parse import Parse

_PHRASE = frozenset("obj obl nmod nsubj compound amod advcl xcomp acl conj".split())
_REACH = 10  # words from the trigger


def settle_type(parse: Parse, coded: Coded, codebook: Codebook) -> Coded | None:
    """The mention with the type that the first fitting convention gives it: sent peacekeepers are aid.

    None where that makes it no act: who claims responsibility accuses nobody.
    """
    found = fitting(parse, coded.type, coded.mode, coded.predicate, codebook)
    if found is None:
        return coded
    return None if found.becomes is None else replace(coded, type=found.becomes, mode=found.becomes_mode)


def fitting(
    parse: Parse, kind: str, mode: Sequence[str], predicate: int, codebook: Codebook
) -> Convention | None:  # fmt: skip
    """The first convention that fits an act at a predicate, or None."""
    for convention in codebook.conventions:
        if kind == convention.type and set(convention.mode) <= set(mode) and _fits(parse, convention, predicate):
            return convention
    return None


def _fits(parse: Parse, convention: Convention, predicate: int) -> bool:
    if convention.own and parse.lemmas[predicate].lower() not in convention.own:
        return False
    if not convention.lemmas:
        return True
    words = {parse.lemmas[t].lower() for t in _phrase(parse, predicate) if t == predicate or parse.upos[t] != "VERB"}
    return not words.isdisjoint(convention.lemmas) and words.isdisjoint(convention.excluded)


def _phrase(parse: Parse, predicate: int) -> list[int]:
    """The predicate and what hangs on it near by, or on the noun whose adjective it is; clauses of others left out."""
    top = parse.heads[predicate] if parse.relations[predicate] == "amod" else predicate
    found, waiting = [top], [top]
    while waiting:
        for child in parse.children[waiting.pop()]:
            if parse.relations[child].partition(":")[0] in _PHRASE and abs(child - predicate) <= _REACH:
                found.append(child)
                waiting.append(child)
    return found
