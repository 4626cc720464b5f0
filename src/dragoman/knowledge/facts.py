"""What the tables tell, and how they are asked."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from dragoman.knowledge.phrases import plain_phrase, table_key
from dragoman.knowledge.spelling import are_names_alike, name_skeleton

# Lower-case words that are common nouns before they are countries or peoples.
_NO_NATIONS = frozenset("turkey china chad jordan polish pole poles male swede swedes dane us jersey".split())
_RANKS = {
    "deputy": "Deputy", "vice": "Vice", "assistant": "Assistant", "associate": "Associate", "junior": "Junior",
    "first deputy": "First Deputy", "shadow": "Shadow", "senior": "Senior", "chief": "Chief", "special": "Special",
}  # fmt: skip
_HEADS = {"minister": "Minister", "ministers": "Minister", "secretary": "Secretary", "secretaries": "Secretary"}
_FIRST_OFFICES = frozenset(("President", "Prime Minister", "Chancellor", "Supreme Leader", "King", "Queen"))
BODY_CODES = frozenset("UNO EUR IGO NGO ISM IMG MNC".split())  # PLOVER's, for bodies without a country
_START = 2  # letters
_TOKENS = re.compile(r"\w+|[^\w\s]")
_STATE_SECTORS = frozenset(("GOV", "LEG", "MIL", "JUD", "COP", "SPY"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Nation:
    """What a word tells about a country. `kind`: name, adjective, demonym, capital or metonym."""

    code: str
    name: str
    kind: str
    sector: tuple[str, ...]
    identifier: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerState:
    """The state that a country's code stood for up to the day `last`."""

    code: str
    name: str
    identifier: str | None
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body known by name: its country or PLOVER code, and PLOVER sectors.

    `name` is what to show: the body's first name in the table, or the phrase itself where the two have no word in
    common ("Daesh"). `identifier` is a Wikidata id where there is one. `common` marks names that bodies of several
    countries bear ("Supreme Court"); `code` is then only the likeliest.
    """

    name: str
    code: str
    sector: tuple[str, ...]
    identifier: str | None = None
    common: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A title that people bear: the name shown, and PLOVER sectors."""

    title: str
    sector: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who held an office from `first` to `last`, both inclusive; `last` is None while it lasts.

    `office` is None where the day asked for lies before every office that the table has.
    """

    name: str
    country: str
    office: str | None
    sector: tuple[str, ...]
    first: date
    last: date | None
    identifier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnActor:
    """An actor of an analyst's own file, in the office held from `first` to `last`; None where the file tells nothing.

    `source` says in which line of which file.
    """

    name: str
    country: str | None
    sector: tuple[str, ...]
    office: str | None
    first: date | None
    last: date | None
    identifier: str | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnActors:
    """The user's actors by phrase: the rows of the one actor that it means.

    `in_small` are the phrases given in small letters, `starts` how phrases begin, `longest` how many words and marks
    the longest has.
    """

    by_phrase: dict[str, tuple[OwnActor, ...]] = field(default_factory=dict)
    in_small: frozenset[str] = frozenset()
    starts: frozenset[str] = frozenset()
    longest: int = 0

    def __bool__(self) -> bool:
        return bool(self.by_phrase)

    def may_begin(self, word: str) -> bool:
        """Whether a phrase may begin with a word; quick, to look no further at most words."""
        return plain_phrase(word)[:_START].lower() in self.starts

    def find(self, phrase: str) -> tuple[OwnActor, ...]:
        """The rows of the actor that a phrase of a text means; names and acronyms need their capitals."""
        key = table_key(phrase)
        capital = phrase[:1].isupper() or phrase[:1].isdigit()
        return self.by_phrase.get(key, ()) if capital or key in self.in_small else ()


def own_actors(by_phrase: dict[str, tuple[OwnActor, ...]], in_small: frozenset[str]) -> OwnActors:
    """The actors of a file, ready to be looked for."""
    return OwnActors(
        by_phrase=by_phrase, in_small=in_small, starts=frozenset(key[:_START].lower() for key in by_phrase),
        longest=max((len(_TOKENS.findall(key)) for key in by_phrase), default=0),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """All tables; keys are phrases as `table_key` makes them.

    `given_names` are a woman's (f) or a man's (m); `skeletons` are the spellings of people by the consonants of
    their first and last words; `own` are the actors that the user has brought, which win over the tables.
    """

    nations: dict[str, Nation]
    organisations: dict[str, Organisation]
    offices: dict[str, Office]
    portfolios: dict[str, str]
    roles: dict[str, tuple[str, ...]]
    people: dict[str, tuple[Person, ...]]
    surnames: frozenset[str]
    skeletons: dict[str, tuple[str, ...]] = field(default_factory=dict)
    former: tuple[FormerState, ...] = ()
    given_names: dict[str, str] = field(default_factory=dict)
    own: OwnActors = field(default_factory=OwnActors)

    def as_of(self, on: date | None) -> "Knowledge":
        """The tables as they were on a day: a country is the state that it was then; None is today.

        >>> from dragoman.knowledge import load_knowledge
        >>> load_knowledge().as_of(date(1985, 11, 19)).nation("Moscow").name
        'Soviet Union'
        """
        then = {state.code: state for state in self.former if on is not None and on <= state.last}
        if not then:
            return self
        renamed = {
            phrase: replace(nation, name=then[nation.code].name, identifier=then[nation.code].identifier)
            for phrase, nation in self.nations.items()
            if nation.code in then
        }
        return replace(self, nations=self.nations | renamed)

    def gender(self, name: str) -> str | None:
        """Whether the first of a person's names is a woman's ("f") or a man's ("m"); None for a lone name or neither.

        >>> from dragoman.knowledge import load_knowledge
        >>> load_knowledge().gender("Catherine Colonna"), load_knowledge().gender("Colonna")
        ('f', None)
        """
        words = name.split()
        return self.given_names.get(plain_phrase(words[0])) if len(words) > 1 else None

    def nation(self, phrase: str) -> Nation | None:
        """The country that a phrase names, describes or stands for.

        >>> from dragoman.knowledge import load_knowledge
        >>> knowledge = load_knowledge()
        >>> knowledge.nation("Azerbaijani").code, knowledge.nation("Baku").kind
        ('AZE', 'capital')
        """
        if phrase in _NO_NATIONS:
            return None
        return self.nations.get(phrase) or self.nations.get(plain_phrase(phrase))

    def organisation(self, phrase: str) -> Organisation | None:
        """The body that a phrase names. Lower-case words are no names, save those that only one body bears."""
        key = plain_phrase(phrase)
        found = self.organisations.get(phrase.removeprefix("the ")) or self.organisations.get(key)
        if found is None:
            return self._longer_name(key) if " " in key and not phrase.islower() else None
        if phrase.islower() and (found.common or " " not in key):
            return None
        if " " not in key and phrase.isascii() and not found.name.isascii() and plain_phrase(found.name) == key:
            return None  # "Liberation" is no "Libération"
        return found

    def _longer_name(self, key: str) -> Organisation | None:
        """A body with more before its name than the table has: "United Nations World Health Organization"."""
        of_un = key.removeprefix("united nations ").removeprefix("un ")
        body = self.organisations.get(of_un) if of_un != key else None
        return body if body is not None and body.code == "UNO" else self._body_of_country(key)

    def _body_of_country(self, key: str) -> Organisation | None:
        """ "Pakistani Supreme Court", "Pakistan's Supreme Court", "Supreme Court of Pakistan"."""
        words = key.split()
        for cut in range(1, min(4, len(words))):
            before = " ".join(words[:cut]).removesuffix("'s").removesuffix("'")
            nation = self.nations.get(before) or self.nations.get(before.upper())
            body = self.organisations.get(" ".join(words[cut:])) if nation is not None else None
            if nation is not None and body is not None and body.common:
                of_whom = nation.name if nation.kind != "adjective" else before.title()
                return _national(body, f"{of_whom} {body.name}", nation)
        left, of, right = key.rpartition(" of ")
        body = self.organisations.get(left) if of else None
        nation = self.nations.get(right.removeprefix("the ")) if body is not None and body.common else None
        if body is None or nation is None:
            return None
        return _national(body, f"{body.name} of {nation.name}", nation)

    def office(self, phrase: str) -> Office | None:
        """The office that a title names, in any case; ministers of any known portfolio and deputies included.

        >>> from dragoman.knowledge import load_knowledge
        >>> load_knowledge().office("minister for health and ageing").title
        'Minister for Health and Ageing'
        """
        key = plain_phrase(phrase)
        found = self.offices.get(phrase) or self.offices.get(key)
        return found or (self._composed_office(key) if " " in key else None)

    def _composed_office(self, key: str) -> Office | None:
        first, _, rest = key.partition(" ")
        if first == "first":
            second, _, rest = rest.partition(" ")
            first = f"first {second}"
        if first in _RANKS:
            base = self.offices.get(rest) or self._composed_office(rest)
            if base is None:
                return None
            sector = ("PTY", "OPP") if first == "shadow" else base.sector
            return Office(title=f"{_RANKS[first]} {base.title}", sector=sector)
        if first in _HEADS:
            link, _, field = rest.partition(" ")
            shown = self._portfolio(field) if link in {"of", "for"} else None
            if shown is None:
                return None
            one = field.removeprefix("the ") in self.portfolios and first.startswith("minister")
            return Office(title=f"{shown} Minister" if one else f"{_HEADS[first]} {link} {shown}", sector=("GOV",))
        field, _, head = key.rpartition(" ")
        shown = self._portfolio(field) if head in _HEADS else None
        return None if shown is None else Office(title=f"{shown} {_HEADS[head]}", sector=("GOV",))

    def _portfolio(self, field: str) -> str | None:
        """The name of one field of government, or of several joined by "and"."""
        whole = self.portfolios.get(field.removeprefix("the "))
        if whole is not None:
            return whole
        parts = [p.strip().removeprefix("the ") for p in field.replace(" and ", ",").replace(" & ", ",").split(",")]
        parts = [part for part in parts if part]
        if len(parts) < 2 or not all(part in self.portfolios for part in parts):
            return None
        shown = [" ".join(word.capitalize() for word in part.split()) for part in parts]
        return f"{', '.join(shown[:-1])} and {shown[-1]}"

    def role(self, lemma: str) -> tuple[str, ...] | None:
        """The sectors of a common noun for people or bodies, in lower case; hyphens count as blanks."""
        if "-" in lemma:
            lemma = lemma.replace(" - ", " ").replace("-", " ")
        return self.roles.get(lemma)

    def person(self, name: str, on: date | None) -> Person | None:
        """Who bears a full name or a surname, in the office held on a day.

        A name of several people means the one in office on that day, the head of state or government first,
        else nobody, or only their country where it is the same of all ("George Bush"); so does a bare surname
        whose bearer was last in office more than ten years before. Somebody whose last office in the table has
        ended is "former" and, if it was one of state, of no sector: the table may lack what came after. Before
        the first office it is None.
        """
        key = plain_phrase(name)
        key = key if key in self.people else self._spelled_otherwise(key) or key
        found = self.people.get(key) or self.people.get(_first_and_last(key))
        if not found:
            return None
        names = {p.name for p in found}
        if on is None:
            return max(found, key=lambda p: p.first) if len(names) == 1 else None
        held = [p for p in found if p.first <= on and (p.last is None or on <= p.last)]
        held = [p for p in held if p.office in _FIRST_OFFICES] or held
        if held:
            return max(held, key=lambda p: p.first) if len({p.name for p in held}) == 1 else None
        past = [p for p in found if p.last is not None and p.last < on]
        latest = max(past or found, key=lambda p: p.first)
        remembered = latest.last is not None and latest.last < on and on.year - latest.last.year <= 10
        if len(names) > 1 and " " in key and len({p.country for p in found}) == 1:
            return replace(latest, office=None, sector=(), identifier=None)  # either George Bush is American
        if len(names) > 1 or (key in self.surnames and not remembered):
            return None
        if not past:
            return replace(min(found, key=lambda p: p.first), office=None, sector=())
        sector = () if latest.sector[:1] and latest.sector[0] in _STATE_SECTORS else latest.sector
        return replace(latest, office=f"former {latest.office}", sector=sector)

    def _spelled_otherwise(self, key: str) -> str | None:
        """The table's spelling of a name in another romanisation, if one person's only: "Muammar Qadhafi"."""
        if " " not in key or _first_and_last(key) in self.people:
            return None  # a bare surname spelled otherwise is most often somebody else's
        alike = [other for other in self.skeletons.get(name_skeleton(key), ()) if are_names_alike(key, other)]
        names = {person.name for other in alike for person in self.people[other]}
        return min(alike) if len(names) == 1 else None


def _national(body: Organisation, name: str, nation: Nation) -> Organisation:
    """A country's body of a common name; "Kenya Red Cross" stays a body without a country."""
    code = body.code if body.code in BODY_CODES else nation.code
    return Organisation(name=name, code=code, sector=body.sector)


def _first_and_last(key: str) -> str:
    """ "Vladimir V. Putin" and "Joseph Robinette Biden Jr." without initials, middle names and suffixes."""
    words = [w for w in key.replace(",", " ").split() if w not in {"jr.", "jr", "sr.", "sr", "ii", "iii"}]
    return f"{words[0]} {words[-1]}" if len(words) > 1 else key
