"""Who said what: cues, contents, quotations, relays."""

from datetime import date
from functools import cache

import pytest

import dragoman
from dragoman.language import load_model
from dragoman.quotations import find_quotations
from dragoman.statements import load_cues
from dragoman.types import Reading


@cache
def read(text: str) -> Reading:
    return dragoman.read(text, date=date(2023, 2, 10))


def said(text: str) -> list[tuple[list[str], str]]:
    """Speakers' names and contents of a text's statements."""
    reading = read(text)
    names = {e.id: e.name for e in reading.entities}
    return [
        ([names[i] for i in s.speaker], " … ".join(reading.report.text[a:b] for a, b in s.content))
        for s in reading.statements
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Foreign Minister Kari Lund said the talks had failed.", "Kari Lund", "the talks had failed"),
        ("“We want peace,” said President Otieno of Kenya.", "Otieno", "“We want peace,”"),
        ("The talks failed, according to Foreign Minister Kari Lund.", "Kari Lund", "The talks failed"),
        ("France called for an end to the siege.", "France", "an end to the siege"),
        ("Russia urged Japan to release the ship.", "Russia", "to release the ship"),
        ("Kenya condemned the attack on the embassy.", "Kenya", "the attack on the embassy"),
    ],
)
def test_a_statement_has_its_speaker_and_its_content(text: str, speaker: str, content: str) -> None:
    found = said(text)
    assert any(speaker in names[0] for names, _ in found)
    assert any(content.removeprefix("to ") in told for _, told in found)


def test_a_relayed_statement_names_the_relay() -> None:
    reading = read("According to the Kenyan Foreign Ministry, President Otieno said the border must be opened.")
    inner = next(s for s in reading.statements if s.via is not None)
    outer = next(s for s in reading.statements if s.id == inner.via)
    names = {e.id: e.name for e in reading.entities}
    assert "Otieno" in names[inner.speaker[0]]
    assert "Ministry" in names[outer.speaker[0]]


def test_reportedly_keeps_a_distance() -> None:
    reading = read("President Otieno reportedly told her that the border was open.")
    assert any(s.hedged for s in reading.statements)


def test_scare_quotes_belong_to_the_speaker() -> None:
    reading = read("President Otieno said the “illegal” siege must end.")
    quotes = [reading.report.text[a:b] for s in reading.statements for a, b in s.quotes]
    assert quotes == ["illegal"]


def test_a_quotation_goes_on_after_its_speaker() -> None:
    text = "“We want peace,” said President Otieno. “We will talk to all sides about it.”"
    assert all(
        any(words in told for names, told in said(text) if "Otieno" in names[0]) for words in ("peace", "will talk")
    )


def test_what_nobody_says_is_no_statement() -> None:
    assert said("Troops crossed the river at dawn and burned two villages.") == []


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ('He said "yes" and "no".', ["yes", "no"]),
        ("“One.\n\n“Two,” she said.", ["One.", "Two,"]),
        ("''Fine,'' he said.", ["Fine,"]),
        ("”Fine,” he said.", ["Fine,"]),
        ("It’s the minister’s.", []),
    ],
)
def test_quotations_are_found_across_marks_and_paragraphs(text: str, quotations: list[str]) -> None:
    parse = load_model(threads=1).parse([text])[0]
    assert [text[a:b] for a, b in find_quotations(parse)] == quotations


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Russia dared Japan to close the strait.", "Russia", "to close the strait"),
        ("Foreign Minister Kari Lund described the vote as a farce.", "Kari Lund", "the vote as a farce"),
        ("Kenya vowed to reopen the border.", "Kenya", "to reopen the border"),
        ("France accused Russia of shelling the port.", "France", "shelling the port"),
        ("France ruled out a new war against Kenya.", "France", "a new war against Kenya"),
        ("Kenya’s demand that the ships leave was ignored.", "Kenya", "the ships leave"),
        ("Japan's claim that the ship had sunk surprised nobody.", "Japan", "the ship had sunk"),
        ("France's promise to close the port came late.", "France", "to close the port"),
    ],
)
def test_a_cue_keeps_its_content_where_its_frame_says(text: str, speaker: str, content: str) -> None:
    assert ([speaker], content) in [([name.removeprefix("the ") for name in names], told) for names, told in said(text)]


@pytest.mark.parametrize(
    "text",
    [
        "President Otieno did not say who fired.",
        "Kenya tried to reopen the border.",
    ],
)
def test_silence_and_efforts_are_no_statements(text: str) -> None:
    assert said(text) == []


def test_she_added_is_said_by_the_one_who_spoke_before() -> None:
    reading = read(
        "“The port is open and safe,” said Foreign Minister Kari Lund of Norway.\n\n"
        "“We shall keep it open for everybody,” she added."
    )
    assert len({s.speaker for s in reading.statements}) == 1
    assert [reading.report.text[s.cue.start : s.cue.end] for s in reading.statements if s.cue] == ["said", "added"]


def test_the_table_of_cues_is_wide_and_every_row_has_frames() -> None:
    frames = load_cues().frames
    assert sum(pos == "VERB" for pos, _ in frames) >= 250
    assert sum(pos == "NOUN" for pos, _ in frames) >= 80
    assert all(kinds and lemma and lemma == lemma.lower() for (_, lemma), kinds in frames.items())


def test_nothing_is_told_twice_of_one_speaker_nor_said_to_oneself() -> None:
    text = (
        "“I think the wall could be forty feet high. It is so simple,” Anna Kessler told Jon Moss on Monday. "
        "“Who knows?” Kessler told him."
    )
    reading = read(text)
    spans = [(set(s.speaker), b) for s in reading.statements for b in s.content]
    assert all(not set(s.speaker) & set(s.addressee) for s in reading.statements)
    assert not any(
        i != j and speakers & others and a.start <= b.start and b.end <= a.end
        for i, (speakers, a) in enumerate(spans)
        for j, (others, b) in enumerate(spans)
    )


def test_quotations_go_to_the_tag_beside_them() -> None:
    text = (
        'The owner of the yard said on Monday that he would sue. "Where is the money?" Lee Ward asked the board. '
        '"We must vote now," said Governor Dan Brown. "We won the vote!" shouted Kim Yates, a teacher.\n\n'
        '"Why would I resign?" Mayor Helen Strand told reporters. "I was elected to build things!" she added.'
    )
    found = [(names, told) for names, told in said(text) if told.startswith('"')]
    assert [(names[0].split()[-1], told) for names, told in found] == [
        ("Ward", '"Where is the money?"'),
        ("Brown", '"We must vote now,"'),
        ("Yates", '"We won the vote!"'),
        ("Strand", '"Why would I resign?"'),
        ("Strand", '"I was elected to build things!"'),
    ]


def test_who_speaks_is_whom_the_phrase_is_about() -> None:
    found = said("Omar Ward was deported to Chad, his lawyer said.\n\nThe town is quiet.")
    assert (["Omar Ward's lawyer"], "Omar Ward was deported to Chad") in found


@pytest.mark.parametrize("text", ["None said they wanted war.", "The minister said little about how it would work."])
def test_saying_nothing_is_no_statement(text: str) -> None:
    assert said(text) == []


def test_a_report_speaks_for_itself() -> None:
    assert (["report"], "troops burned two villages") in said("The report says that troops burned two villages.")


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Senator Kari Lund endorsed Otieno.", "Kari Lund", "Otieno"),
        ("Prime Minister Kari Lund strongly supports him.", "Kari Lund", "him"),
        ("The plan was backed by Senator Kari Lund.", "Kari Lund", "The plan"),
    ],
)
def test_an_attitude_is_told_by_what_it_is_about(text: str, speaker: str, content: str) -> None:
    assert ([speaker], content) in said(text)


@pytest.mark.parametrize("text", ["Kenya thanked Japan.", "Lund blamed nobody."])
def test_who_is_thanked_and_nobody_are_not_what_is_said(text: str) -> None:
    assert said(text) == []


def test_a_document_that_others_saw_speaks_for_itself() -> None:
    assert said("A leaked letter seen by the Morning Herald says the dam will close.")[0][0] == ["leaked letter"]


def test_according_to_names_its_own_speaker() -> None:
    found = said("The Lund Institute found that few voted. According to exit polls, the senator lost the city.")
    assert (["exit polls"], "the senator lost the city") in found


def test_a_participle_before_its_clause_has_the_subject_as_speaker() -> None:
    found = said("Claiming the vote was rigged, Senator Kari Lund told reporters that he would go to court.")
    assert (["Kari Lund"], "the vote was rigged") in found


def test_what_others_say_beside_it_is_told_apart() -> None:
    found = said("Kenya said the talks had failed, with officials warning that the border would close.")
    assert found == [(["Kenya"], "the talks had failed"), (["officials"], "the border would close")]


def test_the_name_of_a_broadcast_goes_on_from_nothing() -> None:
    airs = "The network also airs “Harbour Notes” and “Larsen Live Now” from Oslo."
    assert len(said(f"“I like the sea,” Kari Lund said on Monday. {airs}")) == 1
