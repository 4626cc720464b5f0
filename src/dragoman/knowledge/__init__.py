"""Tables of facts: countries, bodies, offices and role nouns, each file with its sources in its head."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Nation:
    """What a word tells about a country. `kind`: name, adjective, demonym, capital or metonym."""

    code: str
    name: str
    kind: str
    sector: tuple[str, ...]
    identifier: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body known by name: its country or PLOVER code, and PLOVER sectors."""

    name: str
    code: str
    sector: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A title that people bear: the name shown, and PLOVER sectors."""

    title: str
    sector: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An office-holder: country, office, PLOVER sectors, and the years in which the office was held."""

    name: str
    country: str
    office: str
    sector: tuple[str, ...]
    first_year: int
    last_year: int
    identifier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """All tables; keys are phrases in lower case without a leading "the"."""

    nations: dict[str, Nation]
    organisations: dict[str, Organisation]
    offices: dict[str, Office]
    roles: dict[str, tuple[str, ...]]
    people: dict[str, tuple[Person, ...]]

    def nation(self, phrase: str) -> Nation | None:
        """The country that a phrase names, describes or stands for.

        >>> knowledge = load_knowledge()
        >>> knowledge.nation("Azerbaijani").code, knowledge.nation("Baku").kind
        ('AZE', 'capital')
        """
        if phrase == "us":  # the pronoun
            return None
        return self.nations.get(plain_phrase(phrase))

    def organisation(self, phrase: str) -> Organisation | None:
        """The body that a phrase names. One-word names count only when capitalised."""
        if phrase.islower() and " " not in phrase:
            return None
        return self.organisations.get(plain_phrase(phrase))

    def office(self, phrase: str) -> Office | None:
        """The office that a title names, in any case."""
        return self.offices.get(plain_phrase(phrase))

    def role(self, lemma: str) -> tuple[str, ...] | None:
        """The sectors of a common noun for people or bodies."""
        return self.roles.get(lemma)

    def person(self, name: str, on: date | None) -> Person | None:
        """Who bears a full name or surname, in the office held on a day; surnames of several people tell nothing.

        Somebody who holds no office on that day is known by the latest office before it, else by the first after it.
        """
        found = self.people.get(plain_phrase(name))
        if not found or len({p.name for p in found}) > 1:
            return None
        if on is None:
            return found[-1]
        held = [p for p in found if p.first_year <= on.year <= p.last_year]
        past = [p for p in found if p.last_year < on.year]
        return (held or past or list(found[:1]))[-1]


def plain_phrase(phrase: str) -> str:
    """A phrase as a key: lower case, straight apostrophes, single blanks, no leading "the".

    >>> plain_phrase("The  People’s Republic")
    "people's republic"
    """
    key = " ".join(phrase.lower().replace("’", "'").split())
    return key.removeprefix("the ").replace(" - ", "-").replace(" '", "'")


def load_knowledge(folder: Path = _FOLDER) -> Knowledge:
    """Read the tables of a folder."""
    nations: dict[str, Nation] = {}
    for code, wikidata, name, others, adjectives, capital, metonyms in _rows(folder / "countries.tsv"):
        for kind, phrases in (
            ("metonym", metonyms), ("capital", capital), ("adjective", adjectives), ("name", others), ("name", name),
        ):  # fmt: skip
            sector = () if kind == "adjective" else ("GOV",)
            nation = Nation(code=code, name=name, kind=kind, sector=sector, identifier=wikidata or None)
            for phrase in _cells(phrases):
                nations[plain_phrase(phrase)] = nation
    organisations: dict[str, Organisation] = {}
    for code, sectors, names in _rows(folder / "organisations.tsv"):
        listed = _cells(names)
        together = _are_variants(listed)
        for name in listed:
            shown = listed[0] if together else name
            body = Organisation(name=shown, code=code, sector=tuple(sectors.split()))
            organisations.setdefault(plain_phrase(name), body)
    offices = {
        plain_phrase(phrase): Office(title=name, sector=tuple(sectors.split()))
        for sectors, name, phrases in _rows(folder / "offices.tsv")
        for phrase in _cells(phrases)
    }
    roles: dict[str, tuple[str, ...]] = {}
    for sectors, nouns in _rows(folder / "roles.tsv"):
        for noun in _cells(nouns):
            roles.setdefault(noun, tuple(sectors.split()))
    people: dict[str, tuple[Person, ...]] = {}
    for name, code, office, sectors, first, last, others in _rows(folder / "people.tsv"):
        person = Person(
            name=name, country=code, office=office, sector=tuple(sectors.split()), first_year=int(first),
            last_year=int(last or 9999),
        )  # fmt: skip
        for phrase in {name, name.split()[-1], *_cells(others)}:
            key = plain_phrase(phrase)
            people[key] = (*people.get(key, ()), person)
    return Knowledge(nations=nations, organisations=organisations, offices=offices, roles=roles, people=people)


def _rows(path: Path) -> Iterator[list[str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    width = lines[0].count("\t") + 1
    for line in lines[1:]:
        cells = line.split("\t")
        yield cells + [""] * (width - len(cells))


def _cells(text: str) -> list[str]:
    return [cell for part in text.split(";") if (cell := part.strip())]


def _are_variants(names: list[str]) -> bool:
    """Names of one body, not a list of several: each shares a word or its initials with the first."""
    first = names[0].lower().replace(".", "").replace("-", " ").split()
    initials = "".join(w[0] for w in first if w not in {"of", "the", "and", "for", "on", "in"})
    for name in names[1:]:
        words = name.lower().replace(".", "").replace("-", " ").split()
        spelled = "".join(w[0] for w in words if w not in {"of", "the", "and", "for", "on", "in"})
        compact = "".join(words)
        if not (set(words) & set(first) or compact in {initials, "".join(first)} or spelled == "".join(first)):
            return False
    return True
