"""Whose words a title or heading announces: "Statement by the Prime Minister of Chad on the floods"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.knowledge import Knowledge
from dragoman.types import NO_COUNTRY

_WRITING = (
    r"(?:statement|remark|comment|release|communiqu[eé]|declaration|address|speech|message|letter|repl(?:y|ie)|"
    r"answer|text|transcript|briefing)s?"
)
_KINDS = r"(?:(?:joint|press|media|official|full|final|regular|weekly|daily|the|text of|transcript of) )*"
_BY = re.compile(rf"(?:^|[.,:–—-] ){_KINDS}{_WRITING}(?: no\.? ?\d+)?,? (?:by|of|from) (?P<holder>\S.*)", re.IGNORECASE)
_LABELLED = re.compile(rf"^{_KINDS}{_WRITING}: (?P<holder>\S.*)", re.IGNORECASE)
_POSSESSOR = re.compile(
    rf"^(?:the )?(?P<holder>[^:,.]+?)(?:['’]s?)? {_KINDS}{_WRITING}(?= (?:on|after|at|to)\b|[,:]|$)", re.IGNORECASE
)
_SPOKEN_FOR = re.compile(r"^spokes\w+ (?:for|of) (?P<holder>\S[^:]*): ", re.IGNORECASE)
_ENDS = re.compile(
    r"[,;:(–—]| - | (?:on|after|at|following|about|regarding|concerning|to|before|during|upon|in|under|as|with) ",
    re.IGNORECASE,
)
# What tells a body's sector, the first of these that its name has.
_BODIES = {
    "parliament": "LEG", "assembly": "LEG", "parliamentary": "LEG", "congress": "LEG", "senate": "LEG",
    "representatives": "LEG", "duma": "LEG", "command": "MIL", "forces": "MIL", "army": "MIL", "government": "GOV",
    "ministry": "GOV", "department": "GOV", "embassy": "GOV", "office": "GOV", "cabinet": "GOV", "delegation": "GOV",
}  # fmt: skip
_SEGMENT = re.compile(r"[.,:;()] ?| [–—-] ")
_PLAIN = re.compile(rf"(?:{_WRITING}|press|media|news|update|summary|bulletin|notes?|on|for|to|by|of|the|and|in|no)\W*")
_SMALL = frozenset("of the and for in".split())
_OF_A_STATE = frozenset(("", "republic", "government", "state", "kingdom", "nation", "federation", "union"))
_LONGEST = 14  # words of an office's or a country's name
_HEADING = 160  # characters of a line that may be a heading
_LINES = 8
_WORD = 4  # letters; fewer in capitals may be an acronym


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who is announced as the author: an office or a body, its country where that is told, and its sector.

    `size` is how many of the announcing words tell an office and its country, 0 where others are left.
    """

    name: str
    country: str | None
    sector: tuple[str, ...]
    office: str | None
    size: int = 0


def find_author(title: str | None, text: str, knowledge: Knowledge) -> Author | None:
    """The holder of an office or the body whose words the title or the lines above the text announce.

    Of several lines the first that tells a country. A president of a union or an assembly is no state's, and who
    is announced by a name alone is not looked for.

    >>> from dragoman.knowledge import load_knowledge
    >>> found = find_author("Remarks by the President of Chad after the summit", "", load_knowledge())
    >>> found.name, found.country, found.office
    ('President of Chad', 'TCD', 'President')
    """
    found = [a for line in _headings(title, text) for a in [_announced(line, knowledge)] if a is not None]
    author = next((a for a in found if a.country is not None), found[0] if found else None)
    return author if author is None or author.country else replace(author, country=_seat(text, knowledge))


def _seat(text: str, knowledge: Knowledge) -> str | None:
    """The country or its capital that stands by itself in the lines above a text: "Nairobi, 3 May"."""
    for line in text.split("\n", 2 * _LINES)[: 2 * _LINES]:
        parts = [] if ":" in line else _SEGMENT.split(line[:_HEADING])[: None if len(line) <= _HEADING else 1]
        for part in parts:
            words = part.split()
            nation = knowledge.nation(" ".join(words[bool(words) and words[0].lower() == "the" :])) if words else None
            if nation is not None and nation.kind in {"name", "capital"}:
                return nation.code
        if len(line) > _HEADING:
            return None
    return None


def _headings(title: str | None, text: str) -> Iterator[str]:
    """The title, and the lines above the first paragraph."""
    if title:
        yield " ".join(title.split())
    for line in text.split("\n", 2 * _LINES)[: 2 * _LINES]:
        if len(line) > _HEADING:
            return
        if line.strip():
            yield " ".join(line.split())


def _announced(line: str, knowledge: Knowledge) -> Author | None:
    for pattern in (_BY, _LABELLED, _SPOKEN_FOR, _POSSESSOR):
        match = pattern.search(line)
        if match:
            words = _ENDS.split(match["holder"])[0].removesuffix(".").split()
            words = words[bool(words) and words[0].lower() == "the" :]
            if words and len(words) <= _LONGEST:
                return _known(words, knowledge) or _office(words, knowledge) or _body(words, knowledge)
    return _letterhead(line, knowledge)


def _letterhead(line: str, knowledge: Knowledge) -> Author | None:
    """An office or a body by itself, or before a comma or colon: "OFFICE OF THE PRIME MINISTER, Nairobi"."""
    words = _SEGMENT.split(line)[0].split()
    if not words or len(words) > _LONGEST or not all(w[0].isupper() or w in _SMALL for w in words):
        return None
    after = line[len(words[-1]) + line.index(words[-1]) :]
    if after.startswith(":"):  # not "Envoy: no answer yet"
        is_heading = not {"of", "for"}.isdisjoint(w.lower() for w in words)
    else:
        is_heading = all(not w[0].islower() or _PLAIN.fullmatch(w) for w in after.split())
    if not is_heading:
        return None
    words = words[words[0].lower() == "the" :]
    if (known := _known(words, knowledge)) is not None:
        return known
    held = words[3:] if [w.lower() for w in words[:3]] == ["office", "of", "the"] else words
    author = _office(held, knowledge) if held else None
    if author is not None and author.size == len(held):
        return author
    return _body(words, knowledge) if len(words) > 1 else None


def _shown(words: list[str]) -> str:
    """The words as one writes a name, those of a heading in capitals too."""
    if not " ".join(words).isupper():
        return " ".join(words)
    return " ".join(w.lower() if w.lower() in _SMALL else w if len(w) < _WORD else w.capitalize() for w in words)


def _known(words: list[str], knowledge: Knowledge) -> Author | None:
    """A body of many states that the tables know: "Office of the United Nations High Commissioner for Refugees"."""
    body = knowledge.organisation(" ".join(words))
    if body is None or body.common or body.code not in NO_COUNTRY:
        return None
    return Author(name=_shown(words), country=body.code, sector=body.sector, office=None)


def _office(words: list[str], knowledge: Knowledge) -> Author | None:
    """An office of a state: "the Federal Minister of Defence", "the Chadian President", "the President of Chad"."""
    code = _country_in(words[:1], knowledge)
    rest = words[code is not None or words[0].lower() in {"federal", "acting"} :]
    for size in range(min(_LONGEST, len(rest)), 0, -1):
        office = knowledge.office(" ".join(rest[:size]))
        if office is not None:
            of_whom = _of_whom(rest[size:], knowledge)
            if of_whom is None:
                return _of_a_body(words, knowledge)
            used = len(words) if of_whom or size == len(rest) else 0
            return Author(
                name=_shown(words), country=of_whom or code, sector=office.sector, office=office.title, size=used
            )
    return None


def _of_a_body(words: list[str], knowledge: Knowledge) -> Author | None:
    """An office of a body of many states: "the President of the General Assembly"."""
    code = _country_in(words, knowledge)
    return Author(name=_shown(words), country=code, sector=(), office=None) if code in NO_COUNTRY else None


def _of_whom(words: list[str], knowledge: Knowledge) -> str | None:
    """The country after "of", "" where none is told, None where the office is somebody else's."""
    if not words or words[0].lower() not in {"of", "for"}:
        return ""
    name = " ".join(words[1:]).removeprefix("the ").removeprefix("THE ")
    nation = knowledge.nation(name)
    return nation.code if nation is not None else "" if name.lower() in _OF_A_STATE else None


def _body(words: list[str], knowledge: Knowledge) -> Author | None:
    """A body of a state: "the Ministry of Defence of Chad", "the Government of Chad"."""
    lowered = {w.lower().removesuffix("'s") for w in words}
    sector = next((_BODIES[noun] for noun in _BODIES if noun in lowered), None)
    if sector is None or knowledge.office(words[0]) is not None:
        return None
    return Author(name=_shown(words), country=_country_in(words, knowledge), sector=(sector,), office=None)


def _country_in(words: list[str], knowledge: Knowledge) -> str | None:
    """The country of the longest run of words that names one, or a body of one."""
    for size in range(len(words), 0, -1):
        for first in range(len(words) - size + 1):
            phrase = " ".join(words[first : first + size]).removesuffix("'s").removesuffix("’s")
            body, nation = knowledge.organisation(phrase), knowledge.nation(phrase)
            if nation is not None and nation.kind != "metonym":
                return nation.code
            if body is not None and not body.common:
                return body.code
    return None
