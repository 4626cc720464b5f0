"""The patterns of time expressions: a table that anybody may extend.

The first rule that matches at a place decides; date_meanings.py has what each of them means. A rule may name words
without which it matches nothing: a text that lacks them is not searched for it.
"""

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from dragoman import date_meanings as means
from dragoman.date_feasts import FEASTS

_M = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|"
    r"sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_W = r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_WORDS = "|".join((*means.TEENS, *means.TENS, *means.ONES))
COUNT = (
    rf"(?P<n>\d+|(?:{'|'.join(means.TENS)})[\s-](?:{'|'.join(means.ONES)})|{_WORDS}|an?|several|a few|some|many|"
    r"a couple of)"
)
_U = r"(?P<unit>day|week|month|year|decade|hour|minute)s?"
_Y = r"(?P<year>1\d\d\d|20[0-4]\d)"
_LATER_Y = r"(?P<year>1[5-9]\d\d|20[0-4]\d)"  # a bare number that is a year
_PART = r"(?:(?P<part>early|mid|late|beginning of|end of|middle of)(?:\s+in)?[\s-]+)?"
_AT = rf"(?:{_W},?\s+(?:the\s+)?)?"  # "Monday, 20 February": the date decides
_DAY_PART = r"(?:\s+(?:morning|afternoon|evening|night|noon))?"


_MONTHS = (
    "january jan february feb march mar april apr may june jun july jul august aug september sept sep october oct "
    "november nov december dec"
)
_SEASONS = "spring summer autumn fall winter"
_UNITS = "day days week weeks month months year years decade decades hour hours minute minutes"
_TOKENS = re.compile(r"[a-z]+|\d0s")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of lower-case text, what it means, and words of each set of which a text it matches has one."""

    pattern: re.Pattern[str]
    resolve: means.Resolver
    needs: tuple[frozenset[str], ...]

    def may_match(self, words: AbstractSet[str]) -> bool:
        """Whether a text of these words (`words_of`) may have such an expression."""
        return not any(need.isdisjoint(words) for need in self.needs)


def words_of(text: str) -> frozenset[str]:
    """The words of a lower-case text, and the ends of decades.

    >>> sorted(words_of("in the late 1990s, by mid-may"))
    ['90s', 'by', 'in', 'late', 'may', 'mid', 'the']
    """
    return frozenset(_TOKENS.findall(text))


def _rule(pattern: str, resolve: means.Resolver, *needs: str) -> Rule:
    return Rule(re.compile(pattern), resolve, tuple(frozenset(words.split()) for words in needs))


RULES: tuple[Rule, ...] = (
    _rule(rf"\b{_Y}-(?P<mm>\d\d)-(?P<dd>\d\d)\b", means.resolve_iso),
    _rule(
        rf"\b(?:on|since|by|until|before|after|at|over|last|this|next)\s+(?P<feast>{FEASTS})(?:,?\s+{_Y})?"
        r"(?!\s+(?:party|parties|trees?|island|sales?|market|bonus|rising|uprising|cards?|massacre|accords?|agreement))",
        means.resolve_feast,
    ),
    _rule(
        rf"\b(?P<day>\d{{1,2}})\s*(?:-|–|to|and)\s*(?P<to>\d{{1,2}})\s+{_M}(?:,?\s+{_Y})?\b",
        means.resolve_day_month,
        _MONTHS,
    ),
    _rule(rf"\b{_AT}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+{_M},?\s+{_Y}\b", means.resolve_day_month, _MONTHS),
    _rule(
        rf"\b{_M}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*[-–]\s*(?P<to>\d{{1,2}}))?,?\s+{_Y}\b",
        means.resolve_day_month,
        _MONTHS,
    ),
    _rule(
        rf"\bthe\s+(?P<nth>first|second|third|last)\s+week\s+of\s+{_M}(?:,?\s+{_Y})?\b",
        means.resolve_week_of_month,
        "week",
        _MONTHS,
    ),
    _rule(
        rf"\b(?:(?P<by>by)\s+(?:the\s+)?(?=end\s+of))?{_PART}{_M},?\s+(?:of\s+)?{_Y}\b",
        means.resolve_month_year,
        _MONTHS,
    ),
    _rule(rf"\b{_M}(?:,|\s+of)?\s+(?P<which>last|this|next)\s+year\b", means.resolve_month_of_year, "year", _MONTHS),
    _rule(
        rf"\b{_M}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*(?:[-–]|to)\s*(?P<to>\d{{1,2}}))?\b(?!:)(?P<year>)?",
        means.resolve_day_month,
        _MONTHS,
    ),
    _rule(
        rf"\b{_AT}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+{_M}\b(?P<year>)?", means.resolve_day_month, _MONTHS
    ),
    _rule(
        rf"\b(?:on\s+)?(?:(?P<which>last|next|this|coming|earlier|previous)\s+)?{_W}{_DAY_PART}(?P<week>,?\s+(?:of\s+)?(?:last|next)\s+week)?\b",
        means.resolve_weekday,
        "monday tuesday wednesday thursday friday saturday sunday",
    ),
    _rule(
        r"\b(?P<word>the day before yesterday|yesterday|tomorrow|today|tonight|last night|"
        r"this (?:morning|afternoon|evening)|"
        r"hours (?:earlier|later|ago)|earlier in the day|later in the day)\b",
        means.resolve_relative_day,
        "yesterday tomorrow today tonight night morning afternoon evening hours day",
    ),
    _rule(
        r"\b(?:(?P<which>last|this|next)\s+year(?:'s|’s)\s+)?(?P<q>first|second|third|fourth)[\s-]quarter\b"
        r"(?:\s+of\s+(?P<year>(?:19|20)\d\d))?",
        means.resolve_quarter,
        "quarter",
    ),
    _rule(
        r"\b(?:a year|year)[\s-](?:ago|earlier)(?:\s+(?:quarter|period))?\b",
        means.resolve_year_before,
        "year",
        "ago earlier",
    ),
    _rule(rf"\b{COUNT}\s+{_U}\s+ago\b", means.resolve_ago, "ago"),
    _rule(
        r"\b(?P<which>last|this|next|coming|past|previous)\s+(?P<unit>weekend|week|month|year|spring|summer|autumn|fall|winter)\b",
        means.resolve_period,
        f"weekend week month year {_SEASONS}",
    ),
    _rule(r"\b(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?" + _Y + r"\b", means.resolve_season, _SEASONS),
    _rule(
        r"\b(?:the\s+)?(?:early|mid|late)?[\s-]*(?:the\s+)?(?P<decade>(?:1[89]|20)\d0)s\b",
        means.resolve_decade,
        "00s 10s 20s 30s 40s 50s 60s 70s 80s 90s",
    ),
    _rule(
        r"\b(?:the\s+(?:latest\s+)?quarter|the\s+latest\s+period)\b(?!\s+(?:ended|of|from|century|finals?))",
        means.resolve_last_quarter,
        "quarter period",
    ),
    _rule(
        rf"\b{COUNT}\s+{_U}\s+(?P<way>later|afterwards?|earlier|before(?=\s*(?:[.,;:)]|$)))\b",
        means.resolve_later,
        "later afterward afterwards earlier before",
        _UNITS,
    ),
    _rule(
        r"\bthe\s+(?P<way>next|following|previous)\s+(?P<unit>day|morning|afternoon|evening|night|week|month|year)\b",
        means.resolve_later,
        "next following previous",
    ),
    _rule(
        r"\bthe\s+(?P<unit>day|night|week|month|year)\s+(?P<way>before|after)\b(?=\s*[.,;:)])",
        means.resolve_later,
        "before after",
        "day night week month year",
    ),
    _rule(
        r"\b(?:that|the\s+same)\s+(?P<unit>day|morning|afternoon|evening|night|month|year)\b",
        means.resolve_that,
        "that same",
        "day morning afternoon evening night month year",
    ),
    _rule(rf"\bthat\s+{_M}\b", means.resolve_that_month, "that", _MONTHS),
    _rule(r"\b(?:over\s+)?the\s+(?P<unit>weekend)(?P<which>)\b", means.resolve_period, "weekend"),
    _rule(
        r"\b(?:overnight|(?:in|during)\s+the\s+night)\b(?!\s+(?:of|before|to|from|on|flights?|stays?|trains?|bus))",
        means.resolve_overnight,
        "overnight night",
    ),
    _rule(
        rf"\b(?:(?P<for>for)\s+(?:a|the)|(?:in|into|by|entered|on)\s+(?:its|their|the|a))\s+(?P<nth>{'|'.join(means.ORDINALS)})"
        r"(?:\s+(?:straight|consecutive|successive|running))?\s+day\b(?!\s+of\s+(?:the|a)\b)",
        means.resolve_nth_day,
        " ".join(means.ORDINALS),
        "day",
    ),
    _rule(
        r"\b(?:on|since|until|till|by|before|after|from)\s+the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)\b"
        r"(?=\s*(?:[.,;:)]|(?:and|but|when|at|in|to|with|by)\b))",
        means.resolve_day_alone,
        "st nd rd th",
    ),
    _rule(
        r"\b(?:on|since|until|by|before|from)\s+the\s+(?P<day>first)\s+of\s+the\s+month\b",
        means.resolve_day_alone,
        "month",
    ),
    _rule(
        r"\b(?:in|during|over|through|throughout)\s+the\s+week\b(?=\s*(?:[.,;:)]|and\b|but\b))",
        means.resolve_running_week,
        "week",
    ),
    _rule(rf"\b(?P<by>by)\s+the\s+end\s+of\s+{_Y}\b", means.resolve_year, "end"),
    _rule(
        r"\b(?P<by>by\s+)?(?:the\s+end\s+of\s+(?:the|this)\s+(?P<unit>year|month)|(?:the\s+)?year(?:'s|’s)?[\s-]end)\b",
        means.resolve_end_of,
        "end",
    ),
    _rule(
        r"\bthe\s+(?:full|fiscal|current)\s+(?:fiscal\s+)?year\b(?!\s+(?:\d|ended))",
        means.resolve_running_year,
        "full fiscal current",
        "year",
    ),
    _rule(
        r"\bnineteen\s+(?P<tens>twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
        r"(?:[\s-]+(?P<ones>one|two|three|four|five|six|seven|eight|nine))?\b",
        means.resolve_spelled_year,
        "nineteen",
    ),
    _rule(
        r"\b(?:in|over|during|throughout|since|by|until|for|well into|of)\s+(?:the\s+)?(?:early\s+|late\s+)?"
        r"(?P<season>spring|summer|autumn|fall|winter)\b(?!\s+(?:of\b|\d|olympic|games|palace|camp|offensive))",
        means.resolve_season_alone,
        _SEASONS,
    ),
    _rule(
        rf"\b(?:in|since|by|until|during|of|from|to|between|and|after|before|late|early|mid)[\s-]+{_PART}{_Y}\b",
        means.resolve_year,
    ),
    _rule(rf"(?<=\(){_Y}(?=\))", means.resolve_year),
    _rule(r"\b(?:in|since|of|by|until|from)\s+['’](?P<year_of_century>\d\d)\b(?!['’]?s\b)", means.resolve_short_year),
    _rule(
        rf"(?<![\d$#£€.,-])\b{_LATER_Y}\b(?![\d%]|[.,]\d)",
        means.resolve_year,
    ),
    _rule(
        rf"\b(?:(?P<which>last|next|this)\s+)(?P<part>)?{_M}\b", means.resolve_month_alone, "last next this", _MONTHS
    ),
    _rule(rf"\b(?P<part>early|mid|late)(?:\s+in)?[\s-]+{_M}\b", means.resolve_month_alone, "early mid late", _MONTHS),
    _rule(
        r"\b(?:(?P<by>by)(?=\s+(?:the\s+)?end\s+of)|in|since|by|until|during|through|throughout|of|from|to|between|"
        r"and|after|before|as\s+(?:late|recently|early)\s+as)\s+(?:the\s+)?"
        rf"(?:(?P<part>beginning of|end of|middle of)\s+)?{_M}\b",
        means.resolve_month_alone,
        _MONTHS,
    ),
    _rule(
        r"\b(?:for\s+the\s+(?:last|past)\s+|(?P<for>for)\s+(?:(?:more than|nearly|almost|about|over)\s+)?)"
        rf"{COUNT}\s+{_U}\b",
        means.resolve_for_period,
        "for",
        _UNITS,
    ),
    _rule(
        rf"\b(?P<within>(?:in|over|during|within)\s+)?(?:the\s+)?(?:last|past)\s+{COUNT}\s+{_U}\b",
        means.resolve_for_period,
        "last past",
        _UNITS,
    ),
)

DEICTIC = frozenset(
    (
        means.resolve_weekday,
        means.resolve_relative_day,
        means.resolve_ago,
        means.resolve_period,
        means.resolve_overnight,
    )
)  # what only a report of news counts from


def _reference(value: str) -> Callable[[re.Match[str]], str]:
    return lambda _: value


def _duration(m: re.Match[str]) -> str:
    """A counted period as TIMEX3 writes it, the count X where it is not told.

    >>> _duration(re.fullmatch(r"(?P<count>two) (?P<unit>weeks)", "two weeks"))
    'P2W'
    """
    n = means.count_of(re.sub(r"\s+", " ", m["count"]))
    unit = m["unit"].rstrip("s")
    if unit == "decade":
        return f"P{10 * n}Y" if n else "PXY"
    return ("PT" if unit in {"hour", "minute"} else "P") + (str(n) if n else "X") + unit[0].upper()


VAGUE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(r"\b(?:now|nowadays|currently|presently|at\s+present|at\s+this\s+time|these\s+days|current)\b"),
        _reference("PRESENT_REF"),
    ),
    (
        re.compile(r"\b(?:recently|recent(?:\s+(?:years|months|weeks|days|times))?)\b"),
        _reference("PAST_REF"),
    ),
    (re.compile(r"(?<=\bin )the\s+past\b(?!\s+\w+\s+(?:year|month|week|day|decade))"), _reference("PAST_REF")),
    (re.compile(r"\b(?:the\s+future|future)\b"), _reference("FUTURE_REF")),
    (
        re.compile(
            r"\b(?:the\s+(?:first|next|last|past|previous|following|latest|coming)\s+)?(?:nearly|almost|about)?\s*"
            r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|"
            r"forty|fifty|several|a\s+few|some|few|many)[\s-]+(?P<unit>(?:day|week|month|year|decade|hour|minute)s?)\b"
            r"(?!\s*(?:ago|later|earlier|before|after|-old|old))"
        ),
        _duration,
    ),
)
