"""Planned acts: their type, and what only the present tense makes look planned."""

import re
from dataclasses import replace
from datetime import date

from dragoman.codebook import Codebook
from dragoman.events.coded import Coded
from dragoman.language.parse import Parse
from dragoman.types import When

FUTURE = "future"
_YEAR = re.compile(r"\b[12]\d{3}\b")


def as_planned(coded: Coded, auxiliary: tuple[str, ...], codebook: Codebook) -> Coded:
    """A planned meeting, visit or joint act is what the codebook says a plan of it is (PLOVER: AGREE, future)."""
    planned = codebook.types[coded.type].planned_as
    if planned is None or FUTURE not in auxiliary:
        return coded
    return replace(coded, type=planned, mode=())


def is_over(parse: Parse, when: When | None, on: date) -> bool:
    """Days told with their year have passed: "meets Germany's chancellor on March 12, 2018" is a caption, no plan."""
    if when is None or when.end is None or when.text is None:
        return False
    return when.end < on and _YEAR.search(parse.text[slice(*when.text)]) is not None


def as_done(parse: Parse, coded: Coded, codebook: Codebook) -> Coded:
    """What was taken for a plan as the act itself, where a word tells of an act of which that is the plan."""
    for token in (coded.predicate, *(t for group in coded.triggers for t in group)):
        kinds = [r.type for r in codebook.rules.get((parse.lemmas[token].lower(), parse.upos[token]), ())]
        done = next((k for k in kinds if codebook.types[k].planned_as == coded.type), None)
        if done is not None and coded.type not in kinds:
            return replace(coded, type=done)
    return coded
