"""The output for people: everything on the page, no line too long, colour only where it can be shown."""

import io
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from dragoman.render import print_reading
from dragoman.types import Reading, Span, When
from readings import reading


def rendered(found: Reading, *, width: int = 80, terminal: bool = False, no_color: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=terminal, color_system="standard" if terminal else None,
        no_color=no_color, highlight=False,
    )  # fmt: skip
    print_reading(found, console)
    return out.getvalue()


def test_a_page_of_eighty_columns_tells_who_did_what_to_whom_when_where_and_on_whose_word() -> None:
    assert rendered(reading()).splitlines() == [
        "keld  2024-03-13  3 events, 2 statements",
        "",
        "EVENTS",
        "e1   2024-03-12         REJECT (future, negated)  Ada Brandt (NRL) → Sudland",
        "     │ Norland’s interior minister, Ada Brandt, *said* on Tuesday that Sudland’s",
        "     │ navy would *not be “allowed* to board a single fishing boat” in the",
        "     │ straits.",
        "e2   undated            SANCTION discontinue  Sudland",
        "                        in Keld (SDL)",
        "     │ Sudland *closed* the port of Keld on March 1, and dockers have blocked",
        "     │ its gates since then, according to the mayor.",
        "e3   since 2024-03-01   PROTEST obstruct  dockers",
        "                        in Keld (SDL) · according to mayor of Keld (SDL)",
        "     │ Sudland closed the port of Keld on March 1, and dockers have *blocked*",
        "     │ its gates since then, according to the mayor.",
        "",
        "STATEMENTS",
        "s1   Ada Brandt (NRL)  said · 2024-03-12",
        "     │ Sudland’s navy would not be “allowed to board a single fishing boat” in",
        "     │ the straits",
        "s2   mayor of Keld (SDL) → Ada Brandt (NRL), Sudland  according to · reportedly",
        "     · relayed in s1",
        "     │ dockers have blocked its gates since then",
        "",
        "Places: GeoNames (https://www.geonames.org), CC BY 4.0",
    ]


def test_a_page_without_places_names_no_source_of_places() -> None:
    found = reading()
    placeless = tuple(replace(e, where=None, where_reason="no place told for it") for e in found.events)
    found = replace(found, events=placeless)
    assert "GeoNames" not in rendered(found)


@pytest.mark.parametrize("width", [60, 80, 110])
def test_no_line_is_longer_than_the_page(width: int) -> None:
    long = replace(
        reading().entities[1], name="the All-Sudland Confederation of Harbour and Inland Waterway Workers " * 2
    )
    found = reading()
    found = replace(found, entities=(found.entities[0], long, *found.entities[2:]))
    assert max(map(len, rendered(found, width=width).splitlines())) <= width


def test_a_pipe_gets_no_escape_sequences_and_a_terminal_does() -> None:
    assert "\x1b" not in rendered(reading())
    shown = rendered(reading(), terminal=True)
    assert "\x1b[1;4mclosed" in shown
    assert "*closed*" not in shown


def test_without_colour_a_terminal_still_underlines() -> None:
    shown = rendered(reading(), terminal=True, no_color=True)
    assert "\x1b[1;4mclosed" in shown
    assert "\x1b[31m" not in shown


def test_escape_sequences_in_names_and_titles_do_not_reach_the_terminal() -> None:
    found = replace(reading(title="\x1b[2J\x1b]0;gone\x07Port closed"))
    found = replace(found, entities=(replace(found.entities[0], name="Ada\x1b[8m\nBrandt"), *found.entities[1:]))
    shown = rendered(found)
    assert "\x1b" not in shown
    assert "Ada[8m Brandt" in shown


def test_square_brackets_in_a_text_are_words_not_markup() -> None:
    found = reading()
    found = replace(found, entities=(replace(found.entities[0], name="[bold]Brandt[/bold]"), *found.entities[1:]))
    assert "[bold]Brandt[/bold] (NRL)" in rendered(found)


def test_a_long_sentence_is_cut_around_its_trigger() -> None:
    found = reading()
    before, after = "on and on " * 60, "and so forth " * 60
    text = before + "Sudland closed the port " + after
    start = len(before) + len("Sudland ")
    event = replace(found.events[1], triggers=(Span(start, start + 6),), sentence=Span(0, len(text)), where=None)
    report = replace(found.report, text=text)
    shown = rendered(replace(found, report=report, events=(event,), statements=()))
    assert "*closed*" in shown
    assert "│ … " in shown
    assert shown.rstrip().splitlines()[-3].endswith(" …")
    assert len(shown.splitlines()) < 12


def test_a_reading_of_nothing_says_so() -> None:
    assert rendered(reading(events=False)).splitlines() == [
        "keld  2024-03-13  0 events, 0 statements", "", "EVENTS  none found", "", "STATEMENTS  none found",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ((2024, 2, 1), (2024, 2, 29), "2024-02 "),
        ((2024, 1, 1), (2024, 3, 31), "2024-01..2024-03 "),
        ((2023, 1, 1), (2023, 12, 31), "2023 "),
        ((2010, 1, 1), (2019, 12, 31), "2010..2019 "),
        ((9999, 1, 1), (9999, 12, 31), "9999 "),
        ((2024, 3, 4), (2024, 3, 10), "2024-03-04..03-10 "),
        ((2023, 12, 30), (2024, 1, 2), "2023-12-30..2024-01-02 "),
        (None, (2024, 3, 10), "until 2024-03-10 "),
        (None, None, "undated "),
    ],
)
def test_spans_of_days_are_written_short(
    first: tuple[int, int, int] | None, last: tuple[int, int, int] | None, shown: str
) -> None:
    when = When(
        start=date(*first) if first else None, end=date(*last) if last else None, precision="day", text=None, reason="x"
    )
    found = reading()
    text = rendered(replace(found, events=(replace(found.events[0], when=when),)))
    assert f"e1   {shown}" in text
    assert max(map(len, text.splitlines())) <= 80
