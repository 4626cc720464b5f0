"""Time expressions to days: "Thursday", "mid-March", "since December 12", and which event they date.

date_rules.py has the patterns and what they mean.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.date_rules import RULES, Context
from dragoman.language.parse import Parse
from dragoman.types import Span, When


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """Tokens `first` to `last` (inclusive) and the days they mean."""

    first: int
    last: int
    when: When


def find_dates(parse: Parse, report_date: date) -> tuple[TimeExpression, ...]:
    """All expressions of a report that fix days, in text order, none inside another."""
    text = parse.text.lower().replace("\n", " ")
    taken: list[tuple[int, int]] = []
    found: list[TimeExpression] = []
    for pattern, resolve in RULES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken):
                continue
            tokens = parse.tokens_in(Span(start, end))
            if not tokens or not _is_written_as_date(parse, match):
                continue
            result = resolve(match, Context(report_date, _looks_ahead(parse, tokens.start)))
            taken.append((start, end))
            if result is not None:
                first, last, precision, reason = result
                when = When(start=first, end=last, precision=precision, text=Span(start, end), reason=reason)
                found.append(TimeExpression(first=tokens.start, last=tokens.stop - 1, when=when))
    found.sort(key=lambda e: e.first)
    return tuple(_with_bounds(parse, found))


def date_event(
    parse: Parse, expressions: Sequence[TimeExpression], predicate: int, support: int | None = None
) -> tuple[When | None, str | None]:
    """The days of the act that a predicate stands for, or None and why."""
    chain = _chain_of(parse, predicate)
    if support is not None:
        chain = [predicate, *_chain_of(parse, support)]
    sentence = parse.sentence_of[predicate]
    best: tuple[int, TimeExpression] | None = None
    for e in expressions:
        if parse.sentence_of[e.first] != sentence:
            continue
        cost = _distance(parse, chain, e)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, e)
    if best is None:
        return None, "no time expression"
    return best[1].when, None


def _chain_of(parse: Parse, predicate: int) -> list[int]:
    """The predicate and what it hangs on, up to its clause's verb."""
    chain, token = [predicate], predicate
    for _ in range(6):
        if parse.upos[token] == "VERB" and parse.relations[token] != "xcomp":
            break
        relation, above = parse.relations[token].partition(":")[0], parse.heads[token]
        if above == token or (
            relation in {"ccomp", "parataxis", "advcl", "conj", "nsubj"} and parse.upos[token] == "VERB"
        ):
            break
        if relation in {"conj", "appos", "parataxis"}:
            break
        chain.append(above)
        token = above
    return chain


def _distance(parse: Parse, chain: list[int], e: TimeExpression) -> int | None:
    inside = range(e.first, e.last + 1)
    head = next((t for t in inside if parse.heads[t] not in inside or parse.heads[t] == t), e.first)
    token, steps = head, 0
    while steps < 6:
        if token in chain:
            return chain.index(token) * 2 + steps
        above = parse.heads[token]
        if above == token:
            return None
        if parse.upos[token] == "VERB" and token != head:
            return None
        token = above
        steps += 1
    return None


def _looks_ahead(parse: Parse, token: int) -> bool:
    """The clause of a token is in the future tense or tells of a plan."""
    for above in [token, *parse.ancestors(token)]:
        if parse.upos[above] in {"VERB", "AUX", "ADJ", "NOUN"}:
            words = {parse.lower[c] for c in parse.children[above]}
            if words & {"will", "'ll", "’ll", "shall", "would"} or parse.lemmas[above] in {
                "schedule",
                "plan",
                "due",
                "expect",
                "upcoming",
                "set",
                "slate",
            }:
                return True
            if parse.relations[above] in {"acl", "xcomp"} and "to" in words and "VerbForm=Inf" in parse.features[above]:
                return True
        if parse.upos[above] == "VERB" and parse.relations[above] != "xcomp":
            return False
    return False


def _is_written_as_date(parse: Parse, match: re.Match[str]) -> bool:
    """ "may" and "march" count only with a capital."""
    group = match.groupdict().get("month")
    if group in {"may", "march", "mar"}:
        start = match.start("month")
        return parse.text[start].isupper()
    return True


def _with_bounds(parse: Parse, found: list[TimeExpression]) -> list[TimeExpression]:
    """ "since X", "until X", "by X", "from X to Y", "between X and Y" around expressions already found."""
    result: list[TimeExpression] = []
    for e in found:
        before = parse.lower[e.first - 1] if e.first else ""
        if result and before in {"to", "until", "through", "and", "till", "-", "–"} and result[-1].last == e.first - 2:
            opening = parse.lower[result[-1].first - 1] if result[-1].first else ""
            earlier = result[-1].when
            joined = opening in {"from", "between"} or before in {"through", "-", "–"}
            if joined and earlier.start and e.when.end and earlier.start <= e.when.end:
                when = replace(
                    e.when, start=earlier.start, reason="from one day to another",
                    text=Span(earlier.text.start if earlier.text else 0, e.when.text.end if e.when.text else 0),
                )  # fmt: skip
                result[-1] = replace(e, first=result[-1].first, when=when)
                continue
        when = e.when
        if before == "since" and when.start:
            when = replace(when, end=None, reason=f"since: {when.reason}, and goes on")
        elif before in {"until", "till"} and when.end:
            when = replace(when, start=None, reason=f"until: {when.reason}")
        result.append(replace(e, when=when))
    return result
