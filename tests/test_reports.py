"""Plain text to reports: dates, offsets, and one clear line for everything that is wrong."""

import datetime
from pathlib import Path

import pytest

from dragoman.errors import DateError, DragomanError, InputError
from dragoman.reports import read_report, report_from_text
from dragoman.reports.plain import MAX_BYTES, MAX_WORD, parse_date, report_from_bytes

DAY = datetime.date(2023, 2, 10)


@pytest.fixture
def write(tmp_path: Path):
    def _write(data: bytes, name: str = "report.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return _write


@pytest.mark.parametrize(
    "text",
    [
        "date 2023-02-10\n\nThey met.",
        "date 2023-02-10\nThey met.\n",
        " date 2023-02-10 They met.",
        "date: 2023-02-10\n\nThey met.",
        "date\t2023-02-10\tThey met.",
        "\n\ndate 2023-02-10.\nThey met.",
        "\ufeffdate 2023-02-10\r\n\r\nThey met.\r\n",
    ],
)
def test_a_leading_date_is_taken_off_the_text(text: str) -> None:
    report = report_from_text(text)
    assert (report.date, report.text) == (DAY, "They met.")


def test_a_given_date_wins_over_the_leading_one_which_still_leaves_the_text() -> None:
    report = report_from_text("date 1999-01-01\n\nThey met.", date="2023-02-10")
    assert (report.date, report.text) == (DAY, "They met.")


@pytest.mark.parametrize(
    "text", ["They met on 2023-02-10.", "date palms grow in 40 oases of the country.", "Up to date 1 of 2."]
)
def test_a_text_without_a_leading_date_is_kept_whole(text: str) -> None:
    assert report_from_text(text, date=DAY).text == text


def test_a_date_with_a_time_gives_its_day() -> None:
    noon = datetime.datetime(2023, 2, 10, 12, tzinfo=datetime.UTC)
    assert type(report_from_text("They met.", date=noon).date) is datetime.date


def test_line_ends_become_newlines_so_that_offsets_agree_everywhere() -> None:
    assert report_from_text("They met.\r\nThey ate.\rThey left.", date=DAY).text == "They met.\nThey ate.\nThey left."


def test_a_report_in_a_file_is_named_after_the_file(write) -> None:
    report = read_report(write(b"date 2023-02-10\n\nThey met.", "talks.2.txt"))
    assert (report.id, report.source) == ("talks.2", None)


def test_offsets_count_characters_not_bytes(write) -> None:
    report = read_report(write("date 2023-02-10\n\n“Café” was what Zoë said.".encode()))
    assert report.text.index("said") == 20


def test_a_date_needs_no_text_but_a_report_does() -> None:
    with pytest.raises(InputError, match="empty; a report needs"):
        report_from_text("date 2023-02-10\n\n")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "F: empty; a report needs at least one sentence"),
        (b" \n\t\n", "F: empty; a report needs at least one sentence"),
        (b"date 2023-02-10\n\nThey\0met.", "F: byte 21: a NUL byte, so this is no text"),
        (b"\xff\xfeThey met!", "F: byte 10: no utf-16-le, as its first bytes say it is"),
        (b"date 2023-02-10\n" + b"a " * MAX_BYTES, "F: more than 1,000,000 bytes; split the file"),
        (b"date 2023-02-10\n" + b"a" * 3000, "F: a word of 3,000 characters; is this encoded data?"),
    ],
)
def test_what_is_no_text_is_refused_with_place_and_remedy(write, data: bytes, message: str) -> None:
    path = write(data)
    with pytest.raises(InputError) as error:
        read_report(path)
    assert str(error.value).startswith(message.replace("F", str(path), 1))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("They met.", "text:1: date: missing; begin the text with a line `date YYYY-MM-DD` or give --date"),
        ("date 2023-02-30\n\nThey met.", "text:1: date: 2023-02-30 is no day of the calendar; expected YYYY-MM-DD"),
        ("date 2023-13-01 They met.", "text:1: date: 2023-13-01 is no day of the calendar; expected YYYY-MM-DD"),
        ("\n\ndate 10.2.23\n\nThey met.", "text:3: date: expected YYYY-MM-DD, got '10.2.23'"),
        ("date 10 February 2023\nThey met.", "text:1: date: expected YYYY-MM-DD, got '10 February 2023'"),
        ("date Feb. 10, 2023\nThey met.", "text:1: date: expected YYYY-MM-DD, got 'Feb. 10, 2023'"),
        ("date 2023-02-10T12:00:00Z\nThey met.", "text:1: date: expected YYYY-MM-DD, got '2023-02-10T12:00:00Z'"),
        ("date 0000-01-01\nThey met.", "text:1: date: 0000-01-01 is no day of the calendar; expected YYYY-MM-DD"),
    ],
)
def test_a_missing_or_impossible_date_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(DateError) as error:
        report_from_text(text)
    assert str(error.value) == message


@pytest.mark.parametrize("text", ["2023-2-10", "20230210", "10/02/2023", "today", "", "2023-02-10 ", "２０２３-02-10"])
def test_only_one_form_of_date_is_understood(text: str) -> None:
    with pytest.raises(DateError, match=r"^--date: expected YYYY-MM-DD, got "):
        parse_date(text, "--date")


def test_a_missing_file_and_a_folder_are_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.txt: not found; check the name"):
        read_report(tmp_path / "nowhere.txt")
    with pytest.raises(InputError, match="a folder, not a report; name the files in it"):
        read_report(tmp_path)


def test_an_endless_input_is_read_no_further_than_the_limit() -> None:
    with pytest.raises(InputError, match="more than"):
        read_report(Path("/dev/zero"))


def test_the_longest_word_and_the_largest_report_allowed_are_read() -> None:
    assert len(report_from_text("a" * MAX_WORD, date=DAY).text) == MAX_WORD
    assert report_from_bytes(b"a " * (MAX_BYTES // 2), source="x", id="x", date="2023-02-10").date == DAY


def test_a_broken_surrogate_in_a_string_is_refused_before_it_reaches_the_model() -> None:
    with pytest.raises(InputError, match="character 5: half a surrogate pair"):
        report_from_text("They \ud83d met.", date=DAY)


def test_every_error_of_an_input_is_an_error_of_the_program() -> None:
    assert issubclass(DateError, InputError)
    assert issubclass(InputError, DragomanError)
