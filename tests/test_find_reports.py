"""Files of every kind to reports: text, title, date, publisher, address, id and place, or a clear reason."""

import datetime
import doctest
import gzip
import io
import json
import random
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.reports import Found, Notice, Reject, find_reports
from dragoman.reports.columns import NAMES
from dragoman.reports.ids import UsedIds
from dragoman.types import Report
from inputs import BODY, GERMAN, atom, json_lines, page, rss, warc, zip_of

DAY = datetime.date(2023, 2, 10)


@pytest.fixture
def write(tmp_path: Path):
    def _write(name: str, data: bytes | str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return _write


def find(*inputs: object, **options: object) -> tuple[list[Found], list[Reject], list[str]]:
    """What is found, what is rejected, and what is told about it."""
    notices: list[Notice] = []
    items = list(find_reports([str(i) for i in inputs], notify=notices.append, **options))  # type: ignore[arg-type]
    founds = [item for item in items if isinstance(item, Found)]
    return founds, [item for item in items if isinstance(item, Reject)], [notice.text for notice in notices]


def only(*inputs: object, **options: object) -> Report:
    """The one report of inputs that make no trouble."""
    founds, rejects, _ = find(*inputs, **options)
    assert rejects == []
    assert len(founds) == 1
    return founds[0].report


def reason(*inputs: object, **options: object) -> str:
    """The one reason why nothing was found."""
    founds, rejects, _ = find(*inputs, **options)
    assert founds == []
    assert len(rejects) == 1
    return str(rejects[0])


# Plain text and Markdown


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.txt", "date 2023-02-10\n\nThey met.", None),
        ("a.md", "date 2023-02-10\n\n# Talks\n\nThey **met**.", "Talks"),
        ("a.md", "---\ntitle: 'Talks: the end'\ndate: 2023-02-10 09:30:00 +0100\n---\n\nThey met.", "Talks: the end"),
        ("a.txt", "---\npublished: 2023-02-10\nheadline: Talks\ntags:\n  - ports\n---\nThey met.", "Talks"),
        ("2023-02-10-talks.txt", "They met.", None),
        ("talks_2023-02-10.md", "# Talks\n\nThey [met](https://x.example).", "Talks"),
        ("a.md", "---\ndate: 1999-01-01\n---\ndate 2023-02-10\nThey met.", None),
        ("1999-01-01.txt", "date 2023-02-10\nThey met.", None),
    ],
)
def test_a_text_file_tells_its_date_and_title(write, name: str, text: str, title: str | None) -> None:
    report = only(write(name, text))
    assert (report.date, report.title, report.text) == (DAY, title, "They met.")


def test_front_matter_tells_publisher_and_address(write) -> None:
    report = only(
        write("a.md", "---\nsource: Quay Gazette\nlink: https://q.example/a\ndate: 2023-02-10\n---\nThey met.")
    )
    assert (report.source, report.url) == ("Quay Gazette", "https://q.example/a")


def test_a_rule_of_dashes_is_no_front_matter(write) -> None:
    for line in ("They met.", "Rome: they met."):
        text = f"---\n{line}\n---\nThey left."
        assert only(write("a.txt", text), date="2023-02-10").text == text


def test_markdown_paragraphs_stay_apart_and_its_marks_go(write) -> None:
    text = "They *met*.\n\n- One left.\n- One stayed.\n\n> “No,” she said.\n\n```\ncode\n```\n\nIt’s &amp; was."
    assert only(write("a.md", text), date="2023-02-10").text == (
        "They met.\n\nOne left.\n\nOne stayed.\n\n“No,” she said.\n\nIt’s & was."
    )


def test_several_reports_in_one_text_file_are_told(write) -> None:
    path = write("a.txt", "date 2023-02-10\nThey met.\n\ndate 2023-02-11\nThey left.\n\nDate: 2023-02-12\nThey came.")
    founds, _, notices = find(path)
    assert len(founds) == 1
    assert notices == ["read as one report, though 2 paragraphs begin with a date; give each report a file"]
    path = write("b.txt", "date 2023-02-10\nA note\nPlace: Vik\nDate: 2023-02-10\n\nDate of birth: 1955-01-01.")
    assert find(path)[2] == []


def test_a_date_in_front_matter_that_is_none_is_told(write) -> None:
    path = write("a.md", "---\ndate: last week\n---\nThey met.")
    assert reason(path).startswith(f"{path}: front matter: date: expected YYYY-MM-DD, with or without a time")


@pytest.mark.parametrize("name", ["2023-02-10-to-2023-02-12.txt", "12023-02-101.txt", "20230210.txt", "note.txt"])
def test_a_name_that_tells_no_one_day_is_no_date(write, name: str) -> None:
    path = write(name, "They met.")
    assert reason(path).startswith(f"{path}:1: date: missing; begin the text with a line `date YYYY-MM-DD`")


# Encodings and languages


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_in_any_form_is_read_and_needs_no_word(write, encoding: str) -> None:
    founds, _, notices = find(write("a.txt", f"date 2023-02-10\n\n{BODY}".encode(encoding)))
    assert (founds[0].report.text, notices) == (BODY, [])


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_what_is_no_unicode_is_guessed_and_the_guess_is_told(write, encoding: str) -> None:
    text = f"date 2023-02-10\n\n{BODY}\n\n“Señor Núñez – the café owner’s brother – said so,” she added."
    founds, _, notices = find(write("a.txt", text.encode(encoding)))
    assert founds[0].report.text in text
    assert notices == [f"not UTF-8; read as {encoding}, a guess"]


def test_another_language_is_set_aside_with_that_reason(write) -> None:
    founds, rejects, _ = find(
        write("a.txt", f"date 2023-02-10\n\n{GERMAN}"), write("b.txt", f"date 2023-02-10\n\n{BODY}")
    )
    assert [found.report.id for found in founds] == ["b"]
    assert (rejects[0].stage, rejects[0].report) == ("language", "a")
    assert "another language than English (de)" in rejects[0].reason


def test_a_russian_text_in_an_old_encoding_is_set_aside_not_mangled(write) -> None:
    text = (
        "Министр гавани Норландии встретилась в четверг со своим коллегой, и они сказали, что переговоры продолжатся. "
    )
    founds, rejects, notices = find(write("a.txt", (text * 4).encode("cp1251")), date="2023-02-10")
    assert founds == []
    assert ("(ru)" in rejects[0].reason, notices) == (True, ["not UTF-8; read as cp1251, a guess"])


@pytest.mark.parametrize("text", ["They met.", "Minister Kovács met Szabó in Győr.", "Oslo, Vik, 12 34 56 78 90 12 34"])
def test_a_text_too_short_to_tell_its_language_is_kept(write, text: str) -> None:
    assert only(write("a.txt", text), date="2023-02-10").text == text


# JSON, CSV and Parquet

RECORD = {"body": BODY, "published_at": "2023-02-10T23:30:00-05:00", "headline": "Talks", "outlet": "Quay Gazette",
          "link": "https://q.example/a", "guid": "x1"}  # fmt: skip
WANTED = ("x1", DAY, "Talks", "Quay Gazette", "https://q.example/a", BODY)


def told(report: Report) -> tuple[object, ...]:
    return report.id, report.date, report.title, report.source, report.url, report.text


def test_json_lines_are_read_by_sensible_names_and_the_choice_is_told(write) -> None:
    founds, rejects, notices = find(write("a.jsonl", json_lines(RECORD)))
    assert (told(founds[0].report), founds[0].position, rejects) == (WANTED, "1", [])
    assert notices == ["columns text=body,date=published_at,title=headline,source=outlet,url=link,id=guid"]


@pytest.mark.parametrize(
    "data",
    [json.dumps([RECORD]), json.dumps(RECORD, indent=2), json.dumps([RECORD], indent=2), json.dumps(RECORD)],
)
def test_a_json_file_holds_an_object_or_a_list_of_them(write, data: str) -> None:
    founds, rejects, _ = find(write("a.json", data))
    assert (told(founds[0].report), founds[0].position, rejects) == (WANTED, "record 1", [])


def test_a_long_json_list_is_read_piece_by_piece(write) -> None:
    records = [RECORD | {"guid": f"x{i}", "body": f"{BODY} {i}"} for i in range(9_000)]
    founds, rejects, _ = find(write("a.json", json.dumps(records, indent=1)))
    assert ([found.report.id for found in founds], rejects) == ([f"x{i}" for i in range(9_000)], [])


def test_a_choice_of_columns_is_told_once_for_a_thousand_files(write, tmp_path: Path) -> None:
    for i in range(5):
        write(f"news/{i}.json", json.dumps(RECORD))
    write("news/other.json", json.dumps({"text": "They met.", "date": "2023-02-10"}))
    founds, _, notices = find(tmp_path / "news")
    assert (len(founds), len(notices), notices[-1]) == (6, 2, "columns text=text,date=date")


def test_names_inside_objects_have_dots(write) -> None:
    path = write("a.jsonl", json_lines({"meta": {"day": "2023-02-10"}, "source": {"name": "Q"}, "text": BODY}))
    report = only(path, columns="date=meta.day")
    assert (report.date, report.source) == (DAY, "Q")


def test_a_text_in_paragraphs_is_one_text(write) -> None:
    path = write("a.jsonl", json_lines({"text": ["They met.", "They left."], "date": "2023-02-10"}))
    assert only(path).text == "They met.\n\nThey left."


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_with_any_usual_delimiter_is_read_and_lines_are_counted(write, delimiter: str) -> None:
    body = BODY.replace("\n\n", "\n")
    quoted = f'"{body}"'
    lines = [delimiter.join(["text", "date", "title"])] + [
        delimiter.join([quoted, "2023-02-10", t]) for t in ("A", "B")
    ]
    founds, rejects, _ = find(write("a.tsv" if delimiter == "\t" else "a.csv", "\r\n".join(lines)))
    assert [(f.report.title, f.position, f.report.id) for f in founds] == [("A", "2", "a:2"), ("B", "4", "a:4")]
    assert ({f.report.text for f in founds}, rejects) == ({body}, [])


@pytest.mark.parametrize("writer", ["pyarrow", "duckdb"])
def test_parquet_is_read_whoever_wrote_it(tmp_path: Path, writer: str) -> None:
    path = tmp_path / "we[i]rd * name?.parquet"
    if writer == "pyarrow":
        zone = datetime.timezone(datetime.timedelta(hours=1))
        day = datetime.datetime(2023, 2, 10, 9, 30, tzinfo=zone)
        table = pa.table(
            {"text": [BODY], "published": [day], "source": [{"name": "Q"}], "id": pa.array([7], pa.int32())}
        )
        pq.write_table(table, path)
    else:
        plain = tmp_path / "plain.parquet"
        duckdb.execute(
            "COPY (SELECT ? AS text, DATE '2023-02-10' AS published, {'name': 'Q'} AS source, 7 AS id) "
            f"TO '{plain}' (FORMAT parquet)",
            [BODY],
        )
        plain.rename(path)
    founds, rejects, notices = find(path)
    assert (told(founds[0].report), rejects) == (("7", DAY, None, "Q", None, BODY), [])
    assert (founds[0].position, notices) == ("row 1", ["columns text=text,date=published,source=source.name,id=id"])


def test_an_unknown_column_lists_the_columns_with_all_faults_at_once(write) -> None:
    path = write("a.csv", "story_text,when\nx,y\n")
    assert reason(path, columns="text=body") == (
        f"{path}: no column 'body' for the text; no column found for the date; the columns are: story_text, when; "
        "say which with --columns text=NAME,date=NAME"
    )


@pytest.mark.parametrize("columns", ["body", "text=body,when=x", "text=", "=x"])
def test_a_mapping_that_is_none_is_wrong_usage(write, columns: str) -> None:
    with pytest.raises(InputError, match=r"^--columns: expected FIELD=COLUMN"):
        find_reports(["a.csv"], columns=columns)


def test_each_bad_record_is_rejected_where_it_stands_with_all_its_faults(write) -> None:
    good = {"text": BODY, "date": "2023-02-10"}
    lines = [
        json.dumps(good),
        '{"text": ',
        "[1]",
        json.dumps({"text": " ", "date": "10.2.23"}),
        "",
        json.dumps({"text": "x"}),
    ]
    path = write("a.jsonl", "\n".join([*lines, json.dumps(good | {"date": "2023-02-30"})]))
    founds, rejects, _ = find(path)
    assert [found.position for found in founds] == ["1"]
    assert [str(reject).removeprefix(f"{path}:").split(";")[0] for reject in rejects] == [
        "2: no JSON: Expecting value at character 11",
        "3: expected an object with named values, got list",
        "4: text: empty",
        "6: date: missing",
        "7: date: 2023-02-30 is no day of the calendar",
    ]
    assert (
        "; date: expected YYYY-MM-DD, with or without a time, or a date of RFC 822, got '10.2.23'" in rejects[2].reason
    )
    assert [reject.report for reject in rejects] == [None, None, "a:4", "a:6", "a:7"]


def test_a_row_of_another_length_than_the_header_is_rejected(write) -> None:
    path = write("a.csv", "text,date\nThey met.,2023-02-10\nThey, left,2023-02-10\nOnly\n")
    founds, rejects, _ = find(path)
    assert len(founds) == 1
    assert [str(r) for r in rejects] == [
        f"{path}:3: expected 2 values as in the header, got 3", f"{path}:4: expected 2 values as in the header, got 1",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["They met.", '"They met."', '"They met.\n\nThey left."'])
def test_a_row_whose_quotation_mark_is_left_open_takes_no_other_row_into_its_text(write, text: str) -> None:
    head, good = "id,date,text\n", "2023-02-10,They met."
    path = write("a.csv", f'{head}1,{good}\n2,2023-02-10,"They met\n3,{good}\n4,{good}\n')
    founds, rejects, _ = find(path)
    assert [f.report.id for f in founds] == ["1"]
    assert [str(r).partition("; ")[0] for r in rejects] == [f"{path}:3: no CSV: unexpected end of data"]
    assert "Lines 3 to 5 were not read" in rejects[0].reason
    path = write("b.csv", f'{head}1,2023-02-10,"They met\n2,2023-02-10,"They left."\n3,2023-02-10,{text}\n')
    founds, rejects, _ = find(path)
    assert [f.report.id for f in founds] == ["3"]
    assert [r.position for r in rejects] == ["2"]
    assert "Lines 2 to 3 were not read" in rejects[0].reason


def test_quoted_texts_of_several_lines_and_marks_that_are_not_doubled_are_read(write) -> None:
    path = write("a.csv", 'id,date,text\n1,2023-02-10,"They met.\n\n2,2023-02-10,""No"", she said."\n')
    assert only(path).text == 'They met.\n\n2,2023-02-10,"No", she said.'
    path = write("b.csv", 'id,date,text\n1,2023-02-10,"The "Harbour" talks went on."')
    assert "talks went on" in only(path).text


def test_an_id_used_for_two_reports_is_told_and_another_column_helps(write) -> None:
    data = json_lines(*[{"id": "news", "url": f"u{i}", "text": f"{BODY} {i}", "date": "2023-02-10"} for i in range(3)])
    path = write("a.jsonl", data)
    founds, rejects, _ = find(path)
    assert (len(founds), len(rejects)) == (1, 2)
    assert "id: 'news' was used for another report before" in rejects[0].reason
    assert [f.report.id for f in find(path, columns="id=url")[0]] == ["u0", "u1", "u2"]
    assert [f.report.id for f in find(path, columns="id=")[0]] == ["u0", "u1", "u2"]
    assert [f.report.id for f in find(path, columns="id=,url=")[0]] == ["a:1", "a:2", "a:3"]


def test_used_ids_are_remembered_as_their_table_grows() -> None:
    used = UsedIds()
    assert all(used.is_free(str(i), "They met.") for i in range(20_000))
    assert all(used.is_free(str(i), "They met.") for i in range(20_000))
    assert not any(used.is_free(str(i), "They left.") for i in range(20_000))


def test_the_same_report_twice_in_a_file_is_no_fault(write) -> None:
    record = {"id": "x", "text": BODY, "date": "2023-02-10"}
    assert [f.report.id for f in find(write("a.jsonl", json_lines(record, record)))[0]] == ["x", "x"]


def test_a_line_that_is_not_in_the_files_encoding_is_rejected_alone(write) -> None:
    good = json_lines(*[{"text": f"{BODY} {i}", "date": "2023-02-10"} for i in range(2000)])
    founds, rejects, _ = find(write("a.jsonl", good + b'{"text": "Caf\xe9 talks.", "date": "2023-02-10"}\n'))
    assert len(founds) == 2000
    assert [r.position for r in rejects] == ["2001"]
    assert "byte 0xe9 is not UTF-8; convert the file" in rejects[0].reason


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2023-02-10", "2023-02-10"), ("20230210", "2023-02-10"), (" 2023-02-10 ", "2023-02-10"),
        ("2023-02-10T00:30:00+11:00", "2023-02-10"), ("2023-02-10 23:59", "2023-02-10"),
        ("2023-02-10T23:59:59.999Z", "2023-02-10"), ("2023-02-10 12:00:00 UTC", "2023-02-10"),
        ("Fri, 10 Feb 2023 23:30:00 -0500", "2023-02-10"), ("10 Feb 2023 01:00 GMT", "2023-02-10"),
    ],
)  # fmt: skip
def test_the_day_is_taken_as_written(write, date: str, day: str) -> None:
    assert only(write("a.jsonl", json_lines({"text": BODY, "date": date}))).date.isoformat() == day


@pytest.mark.parametrize(
    "date",
    [
        "02/10/2023",
        "10.2.23",
        "Feb 10",
        "1676070000",
        "2023-02",
        "2023-W06-5",
        "Friday",
        "2023-02-10T25h",
        "10 Foo 2023 1:00",
    ],
)
def test_any_other_date_is_rejected(write, date: str) -> None:
    assert "date: expected YYYY-MM-DD" in reason(write("a.jsonl", json_lines({"text": BODY, "date": date})))


# HTML, WARC and feeds


def test_a_saved_page_gives_its_article_alone(write) -> None:
    report = only(write("saved page.html", page()))
    assert told(report) == ("saved page", DAY, "Harbour talks", "Quay Gazette", None, BODY)


def test_a_page_in_the_encoding_it_names_is_read_as_that(write) -> None:
    text = page(head='<meta charset="koi8-r">').replace("Vik.", "Vik (Вик).").replace("“", "").replace("”", "")
    assert "Vik (Вик)." in only(write("a.html", text.encode("koi8-r"))).text


def test_a_page_without_a_date_of_its_own_is_rejected_unless_its_name_tells_one(write) -> None:
    undated = page(published=None).replace("Thursday", "2 March 2021")
    path = write("a.html", undated)
    assert reason(path) == f"{path}: date: the page tells none of its own; give --date"
    assert only(write("2023-02-10.html", undated)).date == DAY
    assert only(path, date="2023-02-10").date == DAY


def test_a_page_of_menus_is_no_report(write) -> None:
    menu = "<html><body><nav><a href='/'>Home</a></nav></body></html>"
    assert "no article found in the page" in reason(write("a.html", menu), date="2023-02-10")


def test_each_page_of_a_web_archive_is_a_report_and_the_rest_is_passed_over(write) -> None:
    html = "text/html; charset=utf-8"
    responses = [
        ("https://quay.example/a", "200 OK", html, page().encode()),
        ("https://quay.example/logo.png", "200 OK", "image/png", b"\x89PNG"),
        ("https://quay.example/gone", "404 Not Found", html, page().encode()),
        ("https://quay.example/b", "200 OK", "text/html", page("Ferry").encode("cp1252")),
        ("https://quay.example/c", "200 OK", html, page(published=None).encode()),
    ]
    for name, data in (
        ("a.warc.gz", warc(responses)),
        ("a.warc", warc(responses, gzipped=False)),
        ("nameless", warc(responses)),
    ):
        founds, rejects, notices = find(write(name, data))
        assert [(f.report.id, f.report.url, f.report.title, f.position) for f in founds] == [
            ("https://quay.example/a", "https://quay.example/a", "Harbour talks", "record 2"),
            ("https://quay.example/b", "https://quay.example/b", "Ferry", "record 5"),
        ]
        assert {f.report.text for f in founds} == {BODY}
        assert [(r.position, r.report) for r in rejects] == [("record 6", "https://quay.example/c")]
        assert notices == ["3 of 7 records are pages"]


def test_a_web_archive_cut_off_gives_what_came_before(write) -> None:
    responses = [(f"https://quay.example/{i}", "200 OK", "text/html", page(f"Talks {i}").encode()) for i in range(3)]
    data = warc(responses, gzipped=False)
    founds, rejects, _ = find(write("a.warc", data[: data.index(b"Talks 2")]))
    assert [found.report.title for found in founds] == ["Talks 0", "Talks 1"]
    assert [str(r).rpartition("a.warc: ")[2] for r in rejects] == [
        "record 4: cut off: the file ends before the record does"
    ]


def test_a_web_archive_packed_as_one_gzip_file_is_read_too(write) -> None:
    data = warc([("https://quay.example/a", "200 OK", "text/html", page().encode())], gzipped=False)
    founds, rejects, _ = find(write("a.warc.gz", gzip.compress(data)))
    assert ([found.report.id for found in founds], rejects) == (["https://quay.example/a"], [])


def test_entries_of_rss_are_reports_with_the_fullest_text(write) -> None:
    feed = rss(
        "<item><title>Harbour &amp; talks</title><link>https://quay.example/a</link>"
        "<guid>https://quay.example/?p=1</guid>"
        "<pubDate>Fri, 10 Feb 2023 23:30:00 -0500</pubDate><description>They met.</description>"
        f"<content:encoded><![CDATA[<p>{BODY.replace(chr(10) * 2, '</p><p>')}</p><script>x()</script>]]>"
        "</content:encoded></item>",
        "<item><title>Ferry sinks</title><link>https://quay.example/b</link><guid>17</guid>"
        "<pubDate>10 Feb 2023 01:00:00 GMT</pubDate></item>",
        "<item><title>Undated</title><description>They left.</description></item>",
    )
    for name in ("a.xml", "a.rss", "nameless"):
        founds, rejects, _ = find(write(name, feed))
        assert told(founds[0].report) == (
            "https://quay.example/?p=1", DAY, "Harbour & talks", "Quay Gazette", "https://quay.example/a", BODY,
        )  # fmt: skip
        assert (founds[1].report.id, founds[1].report.text) == ("https://quay.example/b", "Ferry sinks")
        assert [(r.position, r.reason) for r in rejects] == [("entry 3", "date: missing; give it there or with --date")]


def test_entries_of_atom_are_reports(write) -> None:
    entry = (
        "<entry><id>tag:quay.example,2023:1</id><title type='html'>The &lt;b&gt;talks&lt;/b&gt;</title>"
        "<link href='https://quay.example/a'/><published>2023-02-10T23:30:00-05:00</published>"
        "<updated>2023-03-01T00:00:00Z</updated><summary>They met in Vik.</summary></entry>"
    )
    assert told(only(write("a.atom", atom(entry)))) == (
        "tag:quay.example,2023:1", DAY, "The talks", "Quay Gazette", "https://quay.example/a", "They met in Vik.",
    )  # fmt: skip


def test_a_feed_with_faults_is_read_as_far_as_it_goes(write) -> None:
    item = "<item><title>Harbour&nbsp;talks</title><pubDate>10 Feb 2023 01:00:00 GMT</pubDate></item>"
    founds, rejects, notices = find(write("a.rss", rss(item)))
    assert ([found.report.title for found in founds], rejects) == (["Harbour talks"], [])
    assert notices[0].startswith("no well-formed XML (")


def test_xml_that_is_no_feed_is_rejected(write) -> None:
    assert "no RSS or Atom feed" in reason(write("a.xml", "<?xml version='1.0'?><invoice><sum>3</sum></invoice>"))


# Folders, archives and standard input

TREE = {
    "b.txt": "date 2023-02-10\n\nThey met.",
    "a.jsonl": json_lines({"text": "They left.", "date": "2023-02-10"}).decode(),
    "sub/b.txt": "date 2023-02-10\n\nThey ate.", "sub/page.html": page(), "c.txt": "date 2023-02-10\n\nC.",
    "c.md": "date 2023-02-10\n\nD.",
}  # fmt: skip
TREE_IDS = ["a:1", "b", "c.md", "c.txt", "sub/b", "sub/page"]


def ids(founds: Sequence[Found]) -> list[str]:
    return [found.report.id for found in founds]


def test_a_folder_is_read_in_order_without_what_is_hidden_or_no_report(write, tmp_path: Path) -> None:
    for name, data in TREE.items():
        write(f"news/{name}", data)
    for name in (".hidden.txt", ".git/x.txt", "sub/page_files/ad.html", "photo.jpg", "NOTES"):
        write(f"news/{name}", "date 2023-02-10\n\nNo report.")
    founds, rejects, notices = find(tmp_path / "news")
    assert (ids(founds), rejects) == ([f"news/{id}" for id in TREE_IDS], [])
    assert founds[4].file == str(tmp_path / "news" / "sub" / "b.txt")
    assert "left out files of other kinds (.jpg 1, no ending 1); name a file to have it read" in notices
    assert find(tmp_path / "news")[0] == founds


def test_a_folder_that_links_to_itself_ends(write, tmp_path: Path) -> None:
    write("news/a.txt", "date 2023-02-10\n\nThey met.")
    (tmp_path / "news" / "loop").symlink_to(tmp_path / "news", target_is_directory=True)
    assert ids(find(tmp_path / "news")[0]) == ["news/a"]


def test_a_zip_archive_is_read_as_a_folder_is_and_archives_in_it_too(tmp_path: Path) -> None:
    inner = zip_of(tmp_path / "inner.zip", {"x.txt": b"date 2023-02-10\n\nThey sang."}).read_bytes()
    table = io.BytesIO()
    pq.write_table(pa.table({"text": [BODY], "date": ["2023-02-10"], "id": ["p"]}), table)
    members = {name: data.encode() for name, data in reversed(TREE.items())}
    members |= {
        "z.zip": inner,
        "t.parquet": table.getvalue(),
        "__MACOSX/._b.txt": b"x",
        "g.txt.gz": gzip.compress(b"G."),
    }
    founds, rejects, _ = find(zip_of(tmp_path / "news.zip", members), date="2023-02-10")
    prefixed = [f"news/{id}" for id in [*TREE_IDS[:4], "g", *TREE_IDS[4:]]]
    assert (ids(founds), rejects) == ([*prefixed, "p", "news/z/x"], [])
    assert founds[-1].file == f"{tmp_path / 'news.zip'}!z.zip!x.txt"


def test_a_bomb_a_locked_member_and_too_deep_an_archive_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    deep = zip_of(tmp_path / "deep.zip", {"x.txt": b"They met."}).read_bytes()
    for _ in range(4):
        deep = zip_of(tmp_path / "deep.zip", {"d.zip": deep}).read_bytes()
    path = zip_of(tmp_path / "a.zip", {"bomb.txt": bytes(30_000_000), "deep.zip": deep, "ok.txt": b"They met."})
    founds, rejects, _ = find(path, date="2023-02-10")
    assert ids(founds) == ["a/ok"]
    assert [r.file.rpartition("!")[2] for r in rejects] == ["bomb.txt", "d.zip"]
    assert "as archives made to fill a disk are" in rejects[0].reason
    with zipfile.ZipFile(path) as archive:
        archive.infolist()
    data = bytearray(zip_of(tmp_path / "b.zip", {"ok.txt": b"They met."}).read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "b.zip").write_bytes(data)
    assert "locked with a password" in reason(tmp_path / "b.zip")


@pytest.mark.parametrize("name", ["a.zip", "a.txt.gz", "a.parquet", "a.warc.gz"])
def test_a_damaged_file_is_one_reject_and_the_next_is_read(write, tmp_path: Path, name: str) -> None:
    noise = random.Random(1).randbytes(5_000)  # noqa: S311
    if name == "a.zip":
        data = zip_of(tmp_path / "x.zip", {"a.txt": b"date 2023-02-10\n\n" + noise.hex(" ").encode()}).read_bytes()
    elif name == "a.parquet":
        data = b"PAR1" + noise
    else:
        data = gzip.compress(b"WARC/1.0\r\n" + noise if "warc" in name else noise.hex(" ").encode())
    founds, rejects, _ = find(write(name, data[:3000]), write("b.txt", "date 2023-02-10\n\nThey met."))
    assert (ids(founds), len(rejects)) == (["b"], 1)
    assert "\n" not in str(rejects[0])


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.pdf", b"%PDF-1.7", "a pdf file; save it as plain text or HTML and give that"),
        ("a.docx", b"PK\x03\x04", "a docx file; save it as"),
        ("a.csv", b"", "no record with named values in it"),
        ("a.jsonl", b"", "no record with named values in it"),
        ("a.jsonl", b"{}", "no record with named values in it"),
        ("a.jsonl", b"text,date\0", "byte 9: a NUL byte"),
        ("a.zip", b"no archive", "not a zip file"),
        ("a.rss", b"", "no RSS or Atom feed"),
        ("nowhere", None, "not found; check the name"),
    ],
)
def test_what_is_no_report_is_rejected_with_a_remedy(
    write, tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    path = tmp_path / name if data is None else write(name, data)
    assert message in reason(path)


@pytest.mark.parametrize(
    ("data", "columns", "id"),
    [
        (b"date 2023-02-10\n\nThey met.", "", "stdin"),
        (json_lines({"text": BODY, "date": "2023-02-10"}), "", "stdin:1"),
        (b"body\tday\nThey met.\t2023-02-10\n", "text=body,date=day", "stdin:2"),
        (page().encode(), "", "stdin"),
        (
            rss("<item><title>They met.</title><pubDate>10 Feb 2023 01:00:00 GMT</pubDate></item>").encode(),
            "",
            "stdin:1",
        ),
        (gzip.compress(b"date 2023-02-10\n\nThey met."), "", "stdin"),
    ],
)
def test_standard_input_may_be_of_any_kind(data: bytes, columns: str, id: str) -> None:
    report = only("-", stdin=io.BytesIO(data), columns=columns)
    assert (report.id, report.date) == (id, DAY)


def test_parquet_and_zip_come_through_standard_input_too(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {"x.txt": b"date 2023-02-10\n\nThey met."})
    assert only("-", stdin=io.BytesIO(path.read_bytes())).id == "stdin/x"


def test_files_of_one_name_in_two_folders_have_two_ids(write) -> None:
    first, second = (write(f"{day}/talks.txt", "date 2023-02-10\n\nThey met.") for day in ("mon", "tue"))
    assert ids(find(first, second)[0]) == ["mon/talks", "tue/talks"]
    assert ids(find(first, first)[0]) == ["talks", "talks"]


def test_a_folder_or_an_archive_without_reports_says_so(write, tmp_path: Path) -> None:
    write("news/photo.jpg", b"x")
    for path in (tmp_path / "news", zip_of(tmp_path / "news.zip", {"photo.jpg": b"x"})):
        assert reason(path) == f"{path}: no file in it of a kind that can be read"


def test_a_long_file_that_is_no_json_lines_is_not_rejected_line_by_line(write) -> None:
    _, rejects, _ = find(write("a.jsonl", "They met.\n" * 1000))
    assert len(rejects) == 101
    assert rejects[-1].reason == "no record with named values in it in the first 100, so the rest was not read"


def test_a_table_in_utf_16_may_be_cut_off_anywhere(write) -> None:
    data = "text,date\nThey met.,2023-02-10\n".encode("utf-16")
    for size in range(3, len(data) - 2):
        assert find(write("a.csv", data[:size]))[1] != []


@pytest.mark.parametrize("title", ["&lt;!-- x --&gt;", "&lt;/p&gt;", "&lt;", "\x00"])
def test_a_feed_may_have_titles_that_are_no_html(write, title: str) -> None:
    day = "<pubDate>10 Feb 2023 01:00 GMT</pubDate>"
    item = f"<item><title>{title}</title><description>They met.</description>{day}</item>"
    assert find(write("a.rss", rss(item)))[0][0].report.text == "They met."


def test_no_input_and_standard_input_twice_are_refused() -> None:
    for inputs in ([], ["-", "-"]):
        with pytest.raises(InputError):
            find_reports(inputs)


def test_the_page_about_input_tells_the_truth(monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parent.parent
    monkeypatch.chdir(root)
    failed, tried = doctest.testfile(str(root / "docs" / "input.md"), module_relative=False)
    assert (failed, tried) == (0, 4)


def test_the_page_about_input_names_the_columns_that_are_looked_for() -> None:
    page_text = (Path(__file__).parent.parent / "docs" / "input.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| (text|date|title|source|url|id) \| ([^|]+) \|$", page_text, re.MULTILINE))
    assert {f: [n.replace(" ", "") for n in names.split(", ")] for f, names in listed.items()} == {
        f: names.split() for f, names in NAMES.items()
    }


ENDINGS = [".txt", ".md", ".jsonl", ".json", ".csv", ".parquet", ".html", ".warc", ".rss", ".zip", ".txt.gz", ""]
BEGINNINGS = [
    b"",
    b"PK\x03\x04",
    b"PAR1",
    b"WARC/1.0\r\n",
    b"\x1f\x8b\x08\x00",
    b"\xff\xfe",
    b'{"text":',
    b"<?xml?><rss>",
    b"---\n",
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ending=st.sampled_from(ENDINGS), beginning=st.sampled_from(BEGINNINGS), rest=st.binary(max_size=300))
def test_no_bytes_whatever_stop_the_run(tmp_path: Path, ending: str, beginning: bytes, rest: bytes) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(beginning + rest)
    (tmp_path / "b.txt").write_bytes(b"date 2023-02-10\n\nThey met.")
    founds, rejects, notices = find(path, tmp_path / "b.txt")
    assert founds[-1].report.text == "They met."
    assert len(founds) + len(rejects) + len(notices) >= 2
    assert find(path, tmp_path / "b.txt") == (founds, rejects, notices)
