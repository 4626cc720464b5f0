"""Time expressions to days: "Thursday", "mid-March", "since December 12", and which event they date.

date_rules.py has the patterns, date_meanings.py what they mean.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dragoman.date_anchors import count_from_acts
from dragoman.date_meanings import Context, Resolver, TimeExpression, resolve_for_period, resolve_year_before
from dragoman.date_rules import DEICTIC, RULES, VAGUE, words_of
from dragoman.language.parse import Parse
from dragoman.types import Span, When

__all__ = [
    "TimeExpression",
    "cost_of_day",
    "date_event",
    "day_of_speaking",
    "find_dates",
    "find_vague",
    "is_limit",
    "time_word",
]

_LEADING = re.compile(
    r"(?:(?:on|in|since|by|until|till|during|through|well into|of|from|to|between|and|after|before|at|for|over)\s+)+"
    r"(?:the\s+(?=\w+day\b))?"
)
_NEXT_WORD = re.compile(r"[\s-]*([a-z]+)")
_MODERN = 1900  # before it, a number that a noun follows is rather a count
_FUNCTION_WORDS = frozenset(
    "and or but to by when as with the a an in on at of until after before while where which who that this he she it "
    "they his her their its was were is had has would could for from under because during despite bc ad".split()
)
_COUNTED = frozenset(
    "people men women children troops soldiers protesters demonstrators marchers rockets shells missiles bombs "
    "refugees migrants vehicles trucks lorries buses tons tonnes km kilometers kilometres miles metres meters feet "
    "acres hectares dollars euros pounds million billion hours hrs gmt utc local houses homes families workers "
    "members police officers jobs prisoners detainees deaths cases votes seats fighters militants rebels civilians "
    "students tents beds barrels employees strikers guards sheep cattle flights ships".split()
)
# What these govern happened when they did: "were able to leave on Monday".
_DONE = frozenset(
    "able manage begin start continue fail refuse force help happen come use go allow permit enable let compel oblige "
    "cause lead".split()
)
_AHEAD = frozenset("schedule plan due expect upcoming slate payable effective".split())
# In the present tense with a day these tell of what is to come: "the union meets the admiral on Tuesday".
_BY_TIMETABLE = frozenset(
    "meet open begin start resume convene arrive leave depart expire fly sail travel visit host return go close "
    "vote".split()
)
_IS = frozenset(("is", "are", "'s", "’s", "was", "were"))
_GOING_ON = frozenset("have has 've ’ve is are 's ’s".split())
_DATING = frozenset(("date", "stem"))  # "dates from 1909": when it was made
_LABEL = 16  # letters before a number that may say what it numbers
_NUMBERED = re.compile(
    r"\b(?:(?:[HS]B|[HS]R|[HS]J|AB|EO|[HS]\.(?:\s?[RJ]\.)?(?:\s?(?:Res|Con)\.)*|UA|BA|AA)|[Bb]ill|[Rr]esolution|[Ff]light|"
    r"[Rr]oute|[Hh]ighway|[Rr]oom|[Ss]ection|[Aa]rticle|[Pp]roposition|[Nn]o\.|[Nn]umber|[Uu]nit|[Mm]odel|[Pp]age)[\s-]*$"
)
# A dateline: what stands before its day (names of places, an agency) and after it.
_PLACE_BEFORE = re.compile(r"(?:[A-Z][\w.'’-]*+|(?:of|de|la|al)\b|[(/),]|\s)++")
_DASH_AFTER = re.compile(r"(?:,? \d{4})?\s*(?:\([^()\n]{1,30}\))?\s*(?:—|–|--|-)\s")
_LIMITS = frozenset(("by", "before", "until", "till", "through"))
_COMPARED = 150  # tokens within which "a year earlier" is compared with a business quarter
_QUARTERS = (1, 4, 7, 10)  # first months
_YEAR = 366  # days
_DEICTIC = 0.25  # days counted from the report for each year named: more of them and it is news, with a background
_LONG_PAST, _SEVERAL, _MOSTLY = 2, 4, 0.7  # years; named so often; of all named


def find_dates(parse: Parse, report_date: date) -> tuple[TimeExpression, ...]:
    """All expressions of a report that fix days, in text order, none inside another."""
    matches = _matches(parse)
    years = [int(m["year"]) for m, _ in matches if _names_year(m)]
    deictic = sum(resolve in DEICTIC for _, resolve in matches)
    history = _is_history(years, report_date) and deictic <= _DEICTIC * len(years)
    found: list[TimeExpression] = []
    told = date(years[0], 1, 1) if history else None
    told_days: list[date] = []
    year_only = history
    quarter: tuple[date, int] | None = None
    for match, resolve in matches:
        start, end = _extent(match)
        tokens = parse.tokens_in(Span(start, end))
        if not tokens:
            continue
        if resolve is resolve_for_period and match.groupdict().get("for") and not _goes_on(parse, tokens.start):
            continue
        recent = quarter is not None and tokens.start - quarter[1] <= _COMPARED
        ahead = _looks_ahead(parse, tokens.start)
        told_day = next((d for d in reversed(told_days) if ahead or history or d <= report_date), None)
        result = resolve(
            match,
            Context(
                report_date, ahead, near=ahead and _is_told_as_past(parse, tokens.start), told=told, told_day=told_day,
                year_only=year_only, history=history, quarter=quarter[0] if quarter and recent else None,
            ),
        )  # fmt: skip
        if result is None:
            continue
        first, last, precision, reason = result
        when = When(start=first, end=last, precision=precision, text=Span(start, end), reason=reason)
        found.append(TimeExpression(first=tokens.start, last=tokens.stop - 1, when=when))
        day = first or last
        counted = history and not _names_year(match) and day is not None and abs((day - report_date).days) < _YEAR
        open_ended = precision == "year" and not history and parse.lower[max(0, tokens.start - 1)] == "since"
        # "Today" in a quotation of a history is not where its story stands, nor is "since 2012" that of other news.
        if not counted and not open_ended:
            told, year_only = day or told, precision == "year"
            if day is not None and precision == "day" and not is_limit(parse, tokens.start):
                told_days.append(day)
        if precision == "quarter" and first is not None and first.month in _QUARTERS:
            quarter = quarter[0] if quarter and resolve is resolve_year_before else first, tokens.start
    bounded = _with_bounds(parse, found)
    return tuple(
        sorted([*bounded, *count_from_acts(parse, bounded, None if history else report_date)], key=lambda e: e.first)
    )


def find_vague(parse: Parse, dated: Sequence[TimeExpression]) -> tuple[tuple[Span, str], ...]:
    """Expressions that fix no day, beside those that do: "now", "recently", "two weeks", by TIMEX3's value."""
    text = parse.text.lower().replace("\n", " ")
    taken = [(parse.starts[e.first], parse.ends[e.last]) for e in dated]
    found: list[tuple[Span, str]] = []
    for pattern, value in VAGUE:
        for match in pattern.finditer(text):
            start, end = match.start() + len(match.group()) - len(match.group().lstrip()), match.end()
            if not any(start < b and a < end for a, b in taken):
                taken.append((start, end))
                found.append((Span(start, end), value(match)))
    return tuple(sorted(found))


def _matches(parse: Parse) -> list[tuple[re.Match[str], Resolver]]:
    """What the rules match, in text order; where two overlap, the rule that stands first has it."""
    text = parse.text.lower().replace("\n", " ")
    words = words_of(text)
    taken: list[tuple[int, int]] = []
    found: list[tuple[re.Match[str], Resolver]] = []
    for rule in RULES:
        if not rule.may_match(words):
            continue
        for match in rule.pattern.finditer(text):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken) or not _is_written_as_date(parse, match):
                continue
            bare = _names_year(match) and match.start("year") == start
            if bare and _is_number_of(parse.text[max(0, start - _LABEL) : start]):
                continue
            if _names_year(match) and match.end("year") == end and _is_count(text, match):
                continue
            taken.append((start, end))
            found.append((match, rule.resolve))
    return sorted(found, key=lambda pair: pair[0].start())


def _is_count(text: str, match: re.Match[str]) -> bool:
    """A bare number before what it counts: "2000 protesters", "a convoy of 1200 vehicles"; no dates of months."""
    if "month" in match.groupdict():
        return False
    following = _NEXT_WORD.match(text, match.end())
    word = following[1] if following else ""
    if int(match["year"]) < _MODERN:
        return bool(word) and word not in _FUNCTION_WORDS
    return word in _COUNTED


def _is_number_of(before: str) -> bool:
    """What stands before a number says that it numbers something: "HB 1523", "Resolution 1973", "Flight 1549"."""
    return _NUMBERED.search(before) is not None


def _extent(match: re.Match[str]) -> tuple[int, int]:
    """The expression without the prepositions that its rule looks at."""
    leading = _LEADING.match(match.group())
    return match.start() + (leading.end() if leading else 0), match.end()


def _names_year(match: re.Match[str]) -> bool:
    return (match.groupdict().get("year") or "").isdigit()


def _is_history(years: Sequence[int], report_date: date) -> bool:
    """Most of the years that the text names lie well before the report."""
    past = sum(year <= report_date.year - _LONG_PAST for year in years)
    return past >= _SEVERAL and past > _MOSTLY * len(years)


def date_event(
    parse: Parse, expressions: Sequence[TimeExpression], predicate: int, support: int | None = None
) -> tuple[When | None, str | None]:
    """The days of the act that a predicate stands for, or None and why."""
    best: tuple[int, TimeExpression] | None = None
    for e in expressions:
        cost = cost_of_day(parse, e, predicate, support)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, e)
    if best is None:
        return None, "no time expression"
    return best[1].when, None


def cost_of_day(parse: Parse, expression: TimeExpression, predicate: int, support: int | None = None) -> int | None:
    """How far off an expression stands in the clause of a predicate, in tree steps; None outside it."""
    if parse.sentence_of[expression.first] != parse.sentence_of[predicate]:
        return None
    chain = _chain_of(parse, predicate)
    if support is not None:
        chain = [predicate, *_chain_of(parse, support)]
    return _distance(parse, chain, expression)


def is_limit(parse: Parse, token: int) -> bool:
    """An expression that begins at a token only bounds what is told: "by Friday", "ahead of Tuesday's vote"."""
    before = parse.lower[token - 1] if token else ""
    return before in _LIMITS or (before == "of" and token > 1 and parse.lower[token - 2] == "ahead")


def time_word(parse: Parse, expression: TimeExpression) -> int:
    """The word of an expression that the others hang on, or the one that it dates."""
    if expression.dates is not None:
        return expression.dates
    inside = range(expression.first, expression.last + 1)
    return next((t for t in inside if parse.heads[t] not in inside or parse.heads[t] == t), expression.first)


def day_of_speaking(parse: Parse, predicate: int, on: date) -> When | None:
    """The report's day for what its own author does with words: "we condemn the attack"."""
    form = parse.features[predicate]
    speaks = any(parse.lower[c] in {"i", "we"} for c in parse.dependents(predicate, "nsubj"))
    present = "Tense=Pres" in form or parse.lower[predicate] == parse.lemmas[predicate]  # "we thank", whatever the tag
    if not speaks or not present or "VerbForm=Fin" not in form:
        return None
    return When(start=on, end=on, precision="day", text=None, reason="said by the author on the report's day")


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
    token = head = time_word(parse, e)
    steps = 0
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
    if _is_set_for(parse, token):
        return True
    for above in [token, *parse.ancestors(token)]:
        governor = parse.lemmas[parse.heads[above]]
        words = {parse.lower[c] for c in parse.children[above]}
        if "due" in words and words & _IS:  # read as a mark of the day or the place
            return True
        if parse.upos[above] in {"VERB", "AUX", "ADJ", "NOUN"}:
            if words & {"will", "'ll", "’ll", "shall", "would"} or parse.lemmas[above] in _AHEAD:
                return True
            if "due" in words and "VerbForm=Inf" in parse.features[above]:  # "due to arrive", both told as marks
                return True
            if "to" in words and "VerbForm=Inf" in parse.features[above]:
                if parse.relations[above] in {"acl", "xcomp"} and governor not in _DONE:
                    return True
                if words & _IS or "due" in words or governor in _AHEAD:  # "is to arrive"
                    return True
        if parse.upos[above] == "VERB" and parse.relations[above] != "xcomp":
            return _is_by_timetable(parse, above) or _is_set(parse, above)
    return False


def _is_by_timetable(parse: Parse, verb: int) -> bool:
    form = parse.features[verb]
    return parse.lemmas[verb] in _BY_TIMETABLE and "Tense=Pres" in form and "VerbForm=Fin" in form


def _is_set(parse: Parse, verb: int) -> bool:
    """ "The vote is set for Tuesday", and not "they set the house alight on Tuesday"."""
    return (
        parse.lemmas[verb] == "set"
        and "VerbForm=Part" in parse.features[verb]
        and any(parse.lower[c] == "for" for o in parse.dependents(verb, "obl") for c in parse.children[o])
    )


def _is_set_for(parse: Parse, token: int) -> bool:
    """ "Called a strike for Monday", and not "condemned it for Monday's attack"."""
    cases = [parse.lower[c] for c in parse.dependents(token, "case")]
    return parse.relations[token] in {"obl", "nmod", "obl:unmarked"} and cases == ["for"]


def _is_told_as_past(parse: Parse, token: int) -> bool:
    """The plan that a token stands in is told as a past one: "was due on Monday", "was to cross", "would meet"."""
    for above in [token, *parse.ancestors(token)]:
        if {parse.lower[c] for c in parse.children[above]} & {"was", "were", "had", "would"}:
            return True
        if parse.upos[above] == "VERB" and "VerbForm=Inf" not in parse.features[above]:
            return parse.lower[above] in {"was", "were"}
    return False


def _goes_on(parse: Parse, token: int) -> bool:
    """The clause of a token tells of what goes on: "has been held for two years", not "held him for two years"."""
    for above in parse.ancestors(token):
        helpers = {parse.lower[c] for c in parse.children[above] if parse.relations[c].startswith(("aux", "cop"))}
        if helpers & _GOING_ON:
            return True
        if parse.upos[above] in {"VERB", "AUX"}:
            form = parse.features[above]
            return not helpers and "Tense=Pres" in form and "VerbForm=Fin" in form
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
    begun: list[TimeExpression] = []
    for e in found:
        before = parse.lower[e.first - 1] if e.first else ""
        if result and before in {"to", "until", "through", "and", "till", "-", "–"} and result[-1].last == e.first - 2:
            opening = parse.lower[result[-1].first - 1] if result[-1].first else ""
            earlier = result[-1].when
            years = before == "to" and earlier.precision == e.when.precision == "year"
            joined = opening in {"from", "between"} or before in {"through", "-", "–"} or years
            in_order = earlier.start and e.when.end and earlier.start <= e.when.end
            if (joined and in_order) or _follows_next_day(earlier, e.when):
                when = replace(
                    e.when, start=earlier.start, reason="from one day to another",
                    text=Span(earlier.text.start if earlier.text else 0, e.when.text.end if e.when.text else 0),
                )  # fmt: skip
                result[-1] = replace(e, first=result[-1].first, when=when)
                continue
        when = e.when
        if before == "since" and when.start:
            begun += [replace(e, dates=verb) for verb in _dated_by_when(parse, e)]
            when = replace(when, end=None, reason=f"since: {when.reason}, and goes on")
        elif before in {"until", "till"} and when.end:
            when = replace(when, start=None, reason=f"until: {when.reason}")
        elif before == "from" and when.start and _begins(parse, e):
            when = replace(when, end=None, reason=f"from: {when.reason}, and goes on")
        result.append(replace(e, when=when))
    return result + begun


def _dated_by_when(parse: Parse, e: TimeExpression) -> list[int]:
    """The verbs that "when" ties to an expression: "since 1995, when boats were chased and one was seized"."""
    after = e.last + 1 + (parse.lower[e.last + 1 : e.last + 2] == (",",))
    if parse.lower[after : after + 1] != ("when",) or parse.heads[after] <= after:
        return []
    verb = parse.heads[after]
    return [verb, *parse.dependents(verb, "conj")]


def _begins(parse: Parse, e: TimeExpression) -> bool:
    """ "Patrols from January"; not "dates from 1909", "from 4 to 8 May", "from Sunday's vote"."""
    words = {parse.lower[t] for t in range(e.first, e.last + 1)}
    owns = any(parse.relations[c] == "case" and c > e.last for c in parse.children[e.last])
    governor = parse.heads[time_word(parse, e)]
    return not words & {"to", "-", "–"} and not owns and parse.lemmas[governor] not in _DATING


def _follows_next_day(earlier: When, later: When) -> bool:
    """ "On Thursday and Friday": two days in a row are one span."""
    days = (earlier.start, earlier.end, later.start, later.end)
    return (
        earlier.precision == later.precision == "day"
        and None not in days
        and earlier.end is not None
        and later.start is not None
        and later.start - earlier.end == timedelta(days=1)
    )


def is_of_dateline(parse: Parse, expression: TimeExpression) -> bool:
    """The day of writing that a dateline tells dates no act: "NAIROBI, March 14 (Reuters) — "."""
    text = parse.text
    start, end = parse.span(expression.first, expression.last)
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return _PLACE_BEFORE.fullmatch(line) is not None and _DASH_AFTER.match(text, end) is not None
