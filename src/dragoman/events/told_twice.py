"""One act under two types: "banned" is a sanction or a restraint, not both.

A prison sentence is both (PLOVER's notes on courts), and nothing else is: of 49 pairs of a sanction and a restraint
on one word that would be told in the reports held back and the development split 24 are sentences, 15 of them
annotated as both; of the 25 others none is. There the sanction is the right one in 16, the restraint in seven.
"""

from collections.abc import Sequence
from dataclasses import replace

from dragoman.events.coreference import Told
from dragoman.language.parse import Parse

_SANCTION, _RESTRAINT = "SANCTION", "COERCE"
_PRISON = "arrest"
# A restraint that is so much likelier stands: right in 18 of 23, at 0 in 13, sanctions alone in 16.
_LIKELIER = 0.2
_ENCIRCLING = frozenset(("blockade", "siege"))  # annotated as restraints 49 times, twice as sanctions


def without_second_type(parse: Parse, told: Sequence[Told]) -> list[Told]:
    """The events of a report but for one of each sanction and restraint that share a word; the other has its words."""
    found = {id(t): t for t in told}
    for restraint in told:
        if restraint.coded.type != _RESTRAINT or _PRISON in restraint.coded.mode:
            continue
        for sanction in told:
            if sanction.coded.type == _SANCTION and not _words(sanction).isdisjoint(_words(restraint)):
                encircles = any(parse.lemmas[t] in _ENCIRCLING for t in _words(restraint))
                is_restraint = encircles or restraint.standing >= sanction.standing + _LIKELIER
                weaker = sanction if is_restraint else restraint
                stronger = restraint if weaker is sanction else sanction
                if id(weaker) in found and id(stronger) in found:
                    found[id(stronger)] = _joined(found[id(stronger)], found.pop(id(weaker)))
                break
    return list(found.values())


def _words(t: Told) -> set[int]:
    return set(t.coded.tokens)


def _joined(stronger: Told, weaker: Told) -> Told:
    own = _words(stronger)
    more = tuple(group for group in weaker.coded.triggers if own.isdisjoint(group))
    return replace(stronger, coded=replace(stronger.coded, triggers=(*stronger.coded.triggers, *more)))
