"""Whose words a title or letterhead announces, and "I" and "we" as theirs."""

from datetime import date

import pytest

from dragoman.entities.announced import find_author
from dragoman.knowledge import load_knowledge
from dragoman.pipeline import load_reader
from dragoman.types import Reading, Report


@pytest.mark.parametrize(
    ("title", "name", "country", "sector"),
    [
        ("Statement by the Prime Minister of Chad on the floods", "Prime Minister of Chad", "TCD", "GOV"),
        ("Joint press release of the Government of Latvia after the talks", "Government of Latvia", "LVA", "GOV"),
        ("Remarks by the Norwegian Foreign Minister", "Norwegian Foreign Minister", "NOR", "GOV"),
        ("Prime Minister's statement on the ferry", "Prime Minister", None, "GOV"),
        ("Media release: Minister for Defence on the convoy", "Minister for Defence", None, "GOV"),
        (
            "Communiqué of the delegation of the Parliament of Peru",
            "delegation of the Parliament of Peru",
            "PER",
            "LEG",
        ),
        ("Letter of the President of the Republic", "President of the Republic", None, "GOV"),
    ],
)
def test_title_announces_author(title: str, name: str, country: str | None, sector: str) -> None:
    author = find_author(title, "", load_knowledge())
    assert author is not None
    assert (author.name, author.country, author.sector[0]) == (name, country, sector)


@pytest.mark.parametrize(
    "title",
    [
        "Minister's remark angers fishermen",
        "The general, the bridge and the boast",
        "Speech by Kari Lund in Oslo",
        "Address of the President of the Bakers' Union",
        "Envoy: no answer yet",
        "Farmers block the road after a letter from the minister",
    ],
)
def test_title_announces_nobody(title: str) -> None:
    assert find_author(title, "", load_knowledge()) is None


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("PRIME MINISTER OF CHAD\nMedia release, 3 May\n\nI met the pilots.", "Prime Minister of Chad", "TCD"),
        ("OFFICE OF THE PRIME MINISTER\nNairobi, 3 May 2015\n\nI met the pilots.", "Prime Minister", "KEN"),
        ("Ministry of Defence, Tallinn\n\nWe regret the noise.", "Ministry of Defence", "EST"),
        ("Spokesperson for the UN Human Rights Office: Ane Moe\n\nWe regret it.", "UN Human Rights Office", "UNO"),
    ],
)
def test_letterhead_announces_author(text: str, name: str, country: str) -> None:
    author = find_author(None, text, load_knowledge())
    assert author is not None
    assert (author.name, author.country) == (name, country)


def test_story_has_no_letterhead() -> None:
    text = "The minister, Kari Lund, said she was glad.\n\nThe ministry, in a statement by the spokesman, was not."
    assert find_author("Minister glad", text, load_knowledge()) is None


def _read(title: str | None, text: str) -> Reading:
    report = Report(id="r", text=text, date=date(2015, 5, 3), title=title)
    return load_reader(threads=1).read(report)


def test_first_person_is_the_announced_author() -> None:
    text = "I condemn the attack on the ferry at Lagos. We urge Nigeria to find the attackers."
    reading = _read("Statement by the Foreign Minister of Chad on the attack", text)
    names = {e.id: (e.name, e.country) for e in reading.entities}
    assert reading.statements
    assert {names[i] for s in reading.statements for i in s.speaker} == {("Foreign Minister of Chad", "TCD")}
    accused = next(e for e in reading.events if e.type == "ACCUSE")
    assert [names[i][1] for i in accused.actor] == ["TCD"]
    assert not _read("Ferry attacked", text).statements


def test_title_gives_no_mentions() -> None:
    title = "Statement by the Foreign Minister of Chad on the attack"
    text = 'The ferry was late. "I waited," Kari Lund said.'
    assert _read(title, text).entities == _read(None, text).entities
