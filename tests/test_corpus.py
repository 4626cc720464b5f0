"""The corpus: its shorthand, its stand-off files, its training rows, and the reports written for it."""

import json
from pathlib import Path

import pytest

import inline
import open_texts
import rows
import shorthand
import splits
import standoff

CORPUS = Path(__file__).parents[1] / "corpus"
WRITTEN = sorted((CORPUS / "written").glob("*.json"))

REPORT = """date: 2019-06-14
--- text
The harbour council told striking pilots on Wednesday to “go back to work”. Their union refused, it said.

It said on Thursday that police had arrested two pilots.
--- entities
council = Harbour council | NAM | GOV | - | The harbour council
pilots = striking pilots | NAM | LAB | - | striking pilots ;; two pilots
union = pilots' union | NAM | LAB | - | Their union ;; it ;; It
police = police | NAM | COP | - | police
--- statements
s1 | council | told | to “go back to work” | to: pilots | quotes: *
s2 | union | said#2 | police ~ two pilots
s3 | union | said | Their union refused
--- events
e1 | REQUEST yield | council > pilots | 2019-06-12 | told
e2 | REJECT yield | union > council | ? | refused
e3 | PROTEST strike | pilots > - | ? | striking
e4 | COERCE arrest | police > pilots | ? | arrested | by: union
"""


def reader(tmp_path: Path, report: str = REPORT) -> shorthand.Reader:
    file = tmp_path / "pilots.ann"
    file.write_text(report, encoding="utf-8")
    return shorthand.Reader(file)


def test_shorthand_becomes_a_gold_record(tmp_path: Path) -> None:
    read = reader(tmp_path)
    assert read.wrong == []
    told, said, _ = read.doc["statements"]
    assert told["quotes"] == ["go back to work"]
    assert told["addressee"] == ["pilots"]
    assert said["content"] == ["police had arrested two pilots"]
    assert said["cue"] == {"text": "said", "n": 2}
    assert read.doc["entities"][2]["mentions"] == ["Their union", "it", "It"]
    assert read.doc["events"][3]["according_to"] == ["union"]


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ("council > pilots | 2019-06-12", "council > sailors | 2019-06-12", "no entity sailors"),
        ("REQUEST yield", "REQUEST strike", "no mode strike"),
        ("| refused", "| declined", "not in the text"),
        ("2019-06-12", "2019-04-12", "historical"),
        ("COERCE arrest | police > pilots", "CONSULT | police > pilots", "only where it is a visit"),
        ("said#2 | police ~ two", "arrested | police ~ two", "the cue stands inside"),
        ("police = police", "harbour = Harbour | NAM | GOV | - | harbour\npolice = police", "plays no part"),
    ],
)
def test_shorthand_says_what_is_wrong(tmp_path: Path, right: str, wrong: str, complaint: str) -> None:
    assert right in REPORT
    assert complaint in " ".join(reader(tmp_path, REPORT.replace(right, wrong)).wrong)


def test_doubts_name_words_of_saying_that_nothing_uses(tmp_path: Path) -> None:
    assert shorthand.doubts(reader(tmp_path).doc) == []
    report = REPORT.replace("s3 | union | said | Their union refused\n", "")
    (doubt,) = shorthand.doubts(reader(tmp_path, report).doc)
    assert doubt.endswith("union refused, it [said] . It said on Thursday that police had a…")


def test_stand_off_annotation_finds_its_text_again(tmp_path: Path) -> None:
    record = reader(tmp_path).doc
    whole = {"id": "harbour", "date": "2019-06-14", "text": "WALVIS BAY\n\n" + record["text"] + "\n\nMore."}
    apart = standoff.take_apart(record, whole, "texts.jsonl", 12)
    assert "text" not in apart
    assert record["text"][:20] not in json.dumps(apart)
    again = standoff.put_together(apart, {"harbour": whole["text"]})
    start, end = again["statements"][0]["content"][0]
    assert again["text"][start:end] == "to “go back to work”"
    with pytest.raises(standoff.TextMismatchError):
        standoff.put_together(apart, {"harbour": whole["text"].replace("Wednesday", "Tuesday")})


def test_a_row_links_triggers_and_cues_to_the_nearest_mention(tmp_path: Path) -> None:
    row = rows.to_row(standoff.with_offsets(reader(tmp_path).doc))
    assert row.inexact == []

    def words(span: int) -> str:
        first, end = row.spans[span][:2]
        return row.text[row.words[first][0] : row.words[end - 1][1]]

    links = {(words(a), label, words(b)) for a, b, label in row.links}
    assert ("refused", "actor", "Their union") in links
    assert ("arrested", "recipient", "two pilots") in links
    assert ("arrested", "according_to", "It") in links
    assert ("told", "speaker", "The harbour council") in links


def test_an_event_told_in_two_splits_is_found() -> None:
    arrest = {"type": "COERCE", "when": ["2019-06-13", "2019-06-13"], "actor": ["p"], "recipient": ["q"]}
    people = [{"id": "p", "country": "NAM", "name": "police"}, {"id": "q", "country": "NAM", "name": "two pilots"}]
    first = {"id": "a", "events": [{"id": "e1", **arrest}], "entities": people}
    second = {"id": "b", "events": [{"id": "e7", **arrest}], "entities": people}
    assert splits.told_twice([first, second], {"a": "train", "b": "dev"}) == [("a", "e1", "b", "e7")]
    assert splits.told_twice([first, second], {"a": "train", "b": "train"}) == []


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: file.stem)
def test_every_span_of_a_written_report_survives_tokenization(file: Path) -> None:
    record = standoff.with_offsets(json.loads(file.read_text(encoding="utf-8")))
    assert rows.to_row(record).inexact == []


SENTENCE = "{A1,2 Oslo} {RETREAT.release#1 freed} {R1 the crew} and will {AGREE#2/future pay} {R2 their families}."
TYPES = {"RETREAT": {"release"}, "AGREE": set(), "CONSULT": {"visit"}}


def test_a_sentence_is_read_with_its_marks() -> None:
    found = inline.read_line(SENTENCE, TYPES)
    assert found["text"] == "Oslo freed the crew and will pay their families."
    first, second = found["events"]
    assert (first["type"], first["mode"], first["triggers"], first["recipient"]) == (
        "RETREAT",
        ["release"],
        [(5, 10)],
        [(11, 19)],
    )
    assert (second["auxiliary"], second["actor"]) == (["future"], [(0, 4)])


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{A1 Oslo} {RETREAT.stop#1 left}.", "no mode stop"),
        ("{A1 Oslo} {LEAVE#1 left}.", "PLOVER type"),
        ("{A2 Oslo} {AGREE#1 agreed}.", "which is no event"),
        ("{A1 Oslo} {CONSULT#1 met} {R1 Bonn}.", "all sides are actors"),
        ("{A1 Oslo} {AGREE#1 agreed", "a brace that is no mark"),
        ("{AGREE#1/soon agreed}", "auxiliary modes are"),
    ],
)
def test_a_faulty_mark_is_named(line: str, complaint: str) -> None:
    with pytest.raises(inline.SentenceError, match=complaint):
        inline.read_line(line, TYPES)


@pytest.mark.parametrize("file", sorted((CORPUS / "sentences").glob("*.txt")), ids=lambda file: file.stem)
def test_the_sentences_of_the_corpus_are_sound(file: Path) -> None:
    found, wrong = inline.read_file(file)
    assert wrong == []
    assert len(found) >= 250
    assert [rows.to_sentence_row(s).inexact for s in found if rows.to_sentence_row(s).inexact] == []


def test_a_sentence_becomes_a_partial_row() -> None:
    row = rows.to_sentence_row({"id": "x", **inline.read_line(SENTENCE, TYPES)})
    assert row.partial
    assert [(row.words[s[0]], s[2]) for s in row.spans if s[2] == "trigger"] == [
        ((5, 10), "trigger"),
        ((29, 32), "trigger"),
    ]
    assert sorted((label, row.spans[b][3]) for _, b, label in row.links) == [
        ("actor", 0), ("actor", 0), ("recipient", 1), ("recipient", 2),
    ]  # fmt: skip


def test_open_texts_leave_out_what_is_annotated() -> None:
    paragraphs = [" ".join([word] * 60) + "." for word in ("first", "second", "third", "fourth")]
    text = "\n".join(paragraphs)
    second = text.index("second")
    found = list(open_texts.pieces_of("a", {"text": text, "date": "2011-11"}, [(second + 5, second + 20)]))
    assert [row.text for row in found] == [paragraphs[0], "\n".join(paragraphs[2:])]
    assert all(row.unread and not row.spans for row in found)
    assert found[0].date == "2010-01-01", "a month fixes no day"


def test_open_texts_leave_out_scraps() -> None:
    assert list(open_texts.pieces_of("a", {"text": "Too short to read.", "date": None}, [])) == []
