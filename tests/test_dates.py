"""When: every row of dates_cases.tsv, and which event a date belongs to."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from dragoman.date_rules import RULES, words_of
from dragoman.dates import date_event, day_of_speaking, find_dates, find_vague, is_of_dateline
from dragoman.language import LanguageModel, load_model
from trees import tree

ON = date(2023, 2, 10)
ROWS = [
    row
    for row in csv.reader((Path(__file__).parent / "dates_cases.tsv").read_text().splitlines()[2:], delimiter="\t")
    if row
]


@cache
def model() -> LanguageModel:
    return load_model(threads=1)


@pytest.mark.parametrize(("sentence", "start", "end"), ROWS)
def test_an_expression_means_these_days(sentence: str, start: str, end: str) -> None:
    found = find_dates(model().parse([sentence])[0], ON)
    assert len(found) == 1
    when = found[0].when
    assert tuple("" if day is None else day.isoformat() for day in (when.start, when.end)) == (start, end)
    assert when.reason


@pytest.mark.parametrize("sentence", ["A court jailed the clerk for two years.", "They could bar him for three years."])
def test_how_long_an_act_lasts_is_not_counted_back_from_the_report(sentence: str) -> None:
    assert find_dates(model().parse([sentence])[0], ON) == ()


def test_a_rule_matches_nothing_without_the_words_that_it_needs() -> None:
    text = " ".join(sentence.lower() for sentence, _, _ in ROWS)
    matches = [(rule, match) for rule in RULES for match in rule.pattern.finditer(text)]
    assert len({rule.pattern for rule, _ in matches}) > len(RULES) / 2
    assert [match.group() for rule, match in matches if not rule.may_match(words_of(match.group()))] == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The minister resigned in May 2021, and his party fell that December.", date(2021, 12, 1), date(2021, 12, 31)),
        ("The envoys met on Monday. A day earlier, shells had fallen.", date(2023, 2, 5), date(2023, 2, 5)),
        ("In January the envoys met. A day earlier, shells had fallen.", date(2023, 2, 9), date(2023, 2, 9)),
        ("The envoys met on Monday. The next morning shells fell.", date(2023, 2, 7), date(2023, 2, 7)),
        ("The mayor fled in 2011. Two years afterwards he came back.", date(2013, 1, 1), date(2013, 12, 31)),
        ("The envoys met on Monday. Shells fell that night.", date(2023, 2, 6), date(2023, 2, 6)),
        ("The envoys met on Monday. Shells had fallen the night before.", date(2023, 2, 5), date(2023, 2, 5)),
        (
            "The mayor fled on Monday, ahead of next Tuesday's vote. A day earlier shells fell.",
            date(2023, 2, 5),
            date(2023, 2, 5),
        ),
        (
            "Last summer the mayor met the wife of a man held since 2019. A year later she was free.",
            date(2023, 1, 1),
            date(2023, 12, 31),
        ),
    ],
)
def test_counted_days_begin_at_the_last_day_told_and_not_at_a_month(text: str, start: date, end: date) -> None:
    last = find_dates(model().parse([text])[0], ON)[-1].when
    assert (last.start, last.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("The troops came on Tuesday, two days after two guards were shot at the gate.", "shot", date(2023, 2, 5)),
        ("A day after a judge barred the march, thousands filled the square.", "barred", date(2023, 2, 9)),
        ("Hours after the governor backed the senator on Monday, the mayor resigned.", "backed", date(2023, 2, 6)),
        ("Rebels raided the port on 2 February. Three days after the raid the governor fled.", "fled",
         date(2023, 2, 5)),
        ("Two days after Monday's attack the envoys met.", "met", date(2023, 2, 8)),
        ("Shells fell on Thursday. Twelve days after being seized, the captain was freed.", "seized",
         date(2023, 1, 28)),
    ],
)  # fmt: skip
def test_days_counted_from_an_act_date_it_or_its_clause(text: str, word: str, day: date) -> None:
    parse = model().parse([text])[0]
    when, _ = date_event(parse, find_dates(parse, ON), parse.words.index(word))
    assert when is not None
    assert (when.start, when.end) == (day, day)


def test_what_happened_when_the_span_began_has_its_first_days_alone() -> None:
    parse = model().parse(["The teams have met every spring since 1995, when guards seized a trawler."])[0]
    dates = find_dates(parse, ON)
    spans = [date_event(parse, dates, parse.words.index(word))[0] for word in ("met", "seized")]
    assert [(when.start, when.end) for when in spans if when is not None] == [
        (date(1995, 1, 1), None), (date(1995, 1, 1), date(1995, 12, 31)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "The senate passed HB 1523 without a debate.", "The council recalled Resolution 1973.",
        "Flight 1549 was held at the gate.",
    ],
)  # fmt: skip
def test_the_number_of_a_bill_or_a_flight_is_no_year(text: str) -> None:
    assert find_dates(model().parse([text])[0], ON) == ()


def test_news_with_a_background_of_old_years_is_no_history() -> None:
    text = (
        "The envoys met in Oslo on Monday, a year after talks of last week had been called off.\n\n"
        "The ports were shelled in 1943 and rebuilt in 1951. On Thursday a court freed the captain. "
        "The group held a rally for him in January."
    )
    assert find_dates(model().parse([text])[0], ON)[-1].when.start == date(2023, 1, 1)


def test_may_and_march_count_only_as_months() -> None:
    assert find_dates(model().parse(["The army may march in the rain."])[0], ON) == ()


def test_each_event_has_its_own_day() -> None:
    parse = model().parse(["France met Iran on Monday. Kenya met Japan on Tuesday."])[0]
    expressions = find_dates(parse, ON)
    days = [date_event(parse, expressions, t)[0] for t, word in enumerate(parse.words) if word == "met"]
    assert [d.start.day if d and d.start else None for d in days] == [6, 7]


def test_an_event_with_no_day_says_why() -> None:
    parse = model().parse(["France met Iran."])[0]
    assert date_event(parse, (), 1) == (None, "no time expression")


@pytest.mark.parametrize(
    ("words", "dated"),
    [
        ("We//o/2/nsubj condemn//v/0/root/Tense=Pres|VerbForm=Fin it//o/2/obj", True),
        ("We//o/2/nsubj condemned/condemn/v/0/root/Tense=Past|VerbForm=Fin it//o/2/obj", False),
        ("They//o/2/nsubj condemn//v/0/root/Tense=Pres|VerbForm=Fin it//o/2/obj", False),
    ],
)
def test_what_the_author_does_with_words_is_done_on_the_reports_day(words: str, dated: bool) -> None:
    when = day_of_speaking(tree(words), 1, date(2024, 5, 2))
    assert (when is not None) == dated
    if when is not None:
        assert (when.start, when.end, when.text) == (date(2024, 5, 2), date(2024, 5, 2), None)


def starts(text: str) -> list[str]:
    return [str(e.when.start) for e in find_dates(model().parse([text])[0], ON)]


def test_days_are_counted_from_the_one_told_before() -> None:
    assert starts("The fort fell on 3 January 2021. Two days later the garrison left.") == ["2021-01-03", "2021-01-05"]


def test_what_has_no_day_before_it_to_be_counted_from_has_none() -> None:
    assert starts("Two days later the garrison left.") == []


def test_in_a_history_a_month_belongs_to_the_year_told_before() -> None:
    text = (
        "The league was founded in 1911. Its army took Orsk in 1912. In March 1913 the king fled. "
        "The peace was signed in November 1913. In January the ports were opened."
    )
    assert starts(text)[-1] == "1914-01-01"


def test_a_quarter_is_compared_with_the_same_one_a_year_before() -> None:
    text = "Its loss in the third quarter of 2021 was 3 million, twice that of a year earlier."
    assert starts(text) == ["2021-07-01", "2020-07-01"]


def test_expressions_that_fix_no_day_are_kept_apart() -> None:
    parse = model().parse(["The bridge is now open after two weeks of work."])[0]
    assert [value for _, value in find_vague(parse, find_dates(parse, ON))] == ["PRESENT_REF", "P2W"]


@pytest.mark.parametrize(
    "text",
    [
        "The march drew 2000 protesters.",
        "They fired 1800 rockets.",
        "A convoy of 1200 vehicles left.",
        "Protests spread since the fall of the government.",
        "He was named person of the year.",
        "99999999 days later the garrison left.",
    ],
)
def test_numbers_and_like_words_are_no_dates(text: str) -> None:
    assert find_dates(model().parse([text])[0], ON) == ()


def test_a_count_of_days_out_of_all_calendars_fixes_none() -> None:
    assert starts("The fort fell on 3 January 2021. 99999999 days later the garrison left.") == ["2021-01-03"]


def test_to_record_something_is_not_to_look_ahead() -> None:
    assert starts("The ministry recorded five deaths in November.") == ["2022-11-01"]


def test_a_quarter_of_last_year() -> None:
    assert starts("Exports fell in last year's fourth quarter.") == ["2022-10-01"]


def test_a_base_form_after_we_is_present_whatever_the_tag() -> None:
    words = "We//o/2/nsubj {}/congratulate/v/0/root/Tense=Past|VerbForm=Fin them//o/2/obj"
    assert day_of_speaking(tree(words.format("congratulate")), 1, ON) is not None
    assert day_of_speaking(tree(words.format("congratulated")), 1, ON) is None


@pytest.mark.parametrize(
    ("text", "datelines"),
    [
        ("NAIROBI, March 14 — Kenya agreed on Wednesday to reopen the posts.", [True, False]),
        ("Port of Spain, Trinidad, Nov. 3 (Wire) - The council met on Friday.", [True, False]),
        ("Lund said on March 14 – a Thursday – that he would go.", [False, False]),
    ],
)
def test_the_day_of_a_dateline_dates_no_act(text: str, datelines: list[bool]) -> None:
    parse = model().parse([text])[0]
    assert [is_of_dateline(parse, e) for e in find_dates(parse, date(2024, 3, 15))] == datelines


def test_hours_later_is_the_day_told_before() -> None:
    found = find_dates(model().parse(["The truce collapsed on Monday. Hours later, the army fired again."])[0], ON)
    assert [str(e.when.start) for e in found] == ["2023-02-06", "2023-02-06"]
