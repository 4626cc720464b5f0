"""Days that are counted from an act: "two days after the guards were shot", "the night before the vote".

One of the two acts has a day of its own, and the other gets its day by counting. The act that is counted from has
one where its words hold it ("after Monday's raid") or where the report has told of it before ("after the invasion",
when it began on 24 February). Else the clause has one, and what is told after "after" happened so much earlier.
"""

import re
from collections.abc import Sequence
from datetime import date

from dragoman.date_meanings import TimeExpression, count_of, shift
from dragoman.date_rules import COUNT
from dragoman.language.parse import Parse
from dragoman.types import Span, When

_ANCHOR = re.compile(
    rf"\b(?:{COUNT}\s+(?P<unit>day|week|month|year|hour|minute)s?|(?P<unit_only>hours|minutes|moments)|"
    r"the\s+(?P<one>day|morning|evening|night|week|month|year))\s+"
    r"(?P<way>after|before)\s+(?!that\b|this\b|all\b|then\b|yesterday\b|tomorrow\b|last\b|next\b)(?=\w)"
)
_HOURS = 24
_STEM = 4  # letters that "invaded" and "invasion" share
_LEAD = 2  # sentences: what they tell without a day is news of the report's day
_RECENT = 2  # sentences in which a day told before still holds
_OUTER = {"advcl", "obl", "nmod", "acl"}


def count_from_acts(parse: Parse, found: Sequence[TimeExpression], on: date | None) -> list[TimeExpression]:
    """Expressions that count from an act, beside those found already, each with the word that it dates.

    Where the first sentences tell no day, `on`, the report's, stands for it; None in a history, which is not about it.
    """
    taken = {t for e in found for t in range(e.first, e.last + 1)}
    result = []
    for match in _ANCHOR.finditer(parse.text.lower().replace("\n", " ")):
        text = Span(match.start(), match.end("way"))
        tokens = parse.tokens_in(text)
        if len(tokens) < 2 or taken & set(tokens):
            continue
        told = _told_by(parse, match, tokens.stop - 1, found, on)
        if told is not None:
            (first, last, precision, reason), word = told
            when = When(start=first, end=last, precision=precision, text=text, reason=reason)
            result.append(TimeExpression(first=tokens.start, last=tokens.stop - 1, when=when, dates=word))
    return result


def _told_by(
    parse: Parse, match: re.Match[str], link: int, found: Sequence[TimeExpression], on: date | None
) -> tuple[tuple[date | None, date | None, str, str], int] | None:
    """The days, and the word that has them: the clause's if the act after "after" has a day, else the act's."""
    act, (n, unit) = parse.heads[link], _count(match)
    if n is None or parse.relations[link] not in {"mark", "case"} or act < link:
        return None
    sign = 1 if match["way"] == "after" else -1
    inside = set(parse.subtree(act))
    own = next((e.when.start for e in found if e.first in inside and e.first > link and _is_day(e)), None)
    own = own or _told_before(parse, act, found)
    if own is not None:
        days = shift(own, sign * n, unit, "the act that it names")
        outer = parse.relations[act].partition(":")[0] in _OUTER
        return (days, parse.heads[act]) if days is not None and outer else None
    ahead = match["way"] == "before" and "Tense=Past" in parse.features[act]  # it too is told, so not of days to come
    base = _day_of_clause(parse, act, inside, found, None if ahead else on)
    days = shift(base, -sign * n, unit, "the day of its clause") if base is not None else None
    return (days, act) if days is not None else None


def _count(match: re.Match[str]) -> tuple[int | None, str]:
    """How many of which unit; hours are of the same day unless they make one; None where no number is told."""
    if match["unit_only"]:
        return 0, "day"
    n, unit = count_of(match["n"] or "one"), match["unit"] or match["one"]
    if unit in {"hour", "minute"}:
        return (round(n / _HOURS) if unit == "hour" else 0), "day"
    return n or None, unit


def _is_day(e: TimeExpression) -> bool:
    return e.when.precision == "day" and e.when.start is not None and e.when.start == e.when.end


def _told_before(parse: Parse, act: int, found: Sequence[TimeExpression]) -> date | None:
    """The day of an act that a definite noun names again: "they attacked on Monday … two days after the attack"."""
    definite = any(parse.lower[c] in {"the", "this", "that", "his", "her", "their", "its"} for c in parse.children[act])
    stem = parse.lower[act][:_STEM]
    if parse.upos[act] != "NOUN" or not definite or len(stem) < _STEM:
        return None
    for word in range(act - 1, -1, -1):
        if parse.lower[word].startswith(stem) and parse.upos[word] in {"NOUN", "VERB"}:
            near = [e for e in found if _is_day(e) and _hangs_on(parse, e, word)]
            if near:
                return near[0].when.start
    return None


def _hangs_on(parse: Parse, e: TimeExpression, word: int) -> bool:
    """An expression is among what depends on a word or on the verb above it."""
    return any(h in {word, parse.heads[word]} for h in (*parse.ancestors(e.first), e.first))


def _day_of_clause(
    parse: Parse, act: int, inside: set[int], found: Sequence[TimeExpression], on: date | None
) -> date | None:
    """The day told in the act's sentence outside it, the nearest before it first, else in the sentences before."""
    here = parse.sentence_of[act]
    same = [e for e in found if parse.sentence_of[e.first] == here and e.first not in inside and _is_day(e)]
    before = [e for e in found if e.first < act and 0 < here - parse.sentence_of[e.first] <= _RECENT and _is_day(e)]
    earlier = [e for e in same if e.first < act]
    told: list[TimeExpression] = [*reversed(earlier), *same, *(reversed(before) if on is not None else ())]
    if told:
        return told[0].when.start
    return on if parse.upos[act] == "VERB" and here < _LEAD else None
