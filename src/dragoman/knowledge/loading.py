"""Reads the tables of a folder."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.errors import DragomanError
from dragoman.knowledge.dates import first_day, last_day
from dragoman.knowledge.facts import FormerState, Knowledge, Nation, Office, Organisation, Person
from dragoman.knowledge.phrases import plain_phrase, plural, table_key
from dragoman.knowledge.spelling import name_skeleton

_FOLDER = Path(__file__).parent
# Where the family name comes first, or is shared by too many, a single word of a name tells nobody.
_FAMILY_NAME_FIRST = frozenset(("CHN", "KOR", "PRK", "TWN", "VNM", "HKG", "KHM", "MMR", "LAO", "BTN", "MNG", "SGP"))
_STYLES = frozenset(("king", "queen", "pope", "prince", "sultan", "mullah", "dalai", "u"))


class KnowledgeError(DragomanError):
    """A table of facts with faults; the message lists all of them, one a line."""


def load_knowledge(folder: Path = _FOLDER) -> Knowledge:
    """Read the tables of a folder; raises KnowledgeError with file, line and remedy of every fault."""
    faults: list[str] = []
    offices, roles = _load_offices(folder, faults), _load_roles(folder, faults)
    people, surnames = _load_people(folder, faults)
    knowledge = Knowledge(
        nations=_load_nations(folder, faults),
        former=_load_former_states(folder, faults),
        organisations=_load_organisations(folder, faults),
        offices=offices,
        portfolios={plain_phrase(p): name for name, p in _phrases(folder / "portfolios.tsv", 2, faults)},
        roles=roles,
        people=people,
        surnames=surnames,
        skeletons=_by_skeleton(people),
        given_names={plain_phrase(n): gender for gender, n in _phrases(folder / "given_names.tsv", 2, faults)},
    )
    if faults:
        raise KnowledgeError("\n".join(faults))
    return knowledge


def load_nations(folder: Path = _FOLDER) -> dict[str, Nation]:
    """The countries alone, in a twentieth of the time.

    >>> load_nations()["baku"].code
    'AZE'
    """
    faults: list[str] = []
    nations = _load_nations(folder, faults)
    if faults:
        raise KnowledgeError("\n".join(faults))
    return nations


def _load_nations(folder: Path, faults: list[str]) -> dict[str, Nation]:
    nations: dict[str, Nation] = {}
    demonyms: dict[str, Nation] = {}
    for _, row in _rows(folder / "countries.tsv", 7, faults):
        code, wikidata, name, others, adjectives, capital, metonyms = row
        for kind, phrases in (
            ("metonym", metonyms), ("capital", capital), ("adjective", adjectives), ("name", others), ("name", name),
        ):  # fmt: skip
            sector = () if kind == "adjective" else ("GOV",)
            nation = Nation(code=code, name=name, kind=kind, sector=sector, identifier=wikidata or None)
            for phrase in _cells(phrases):
                nations[table_key(phrase)] = nation
                if kind == "adjective" and not phrase.endswith(("s", "ese", "sh", "ch", "ss", "ic")):
                    plain = Nation(code=code, name=name, kind="demonym", sector=(), identifier=wikidata or None)
                    demonyms[plain_phrase(plural(phrase))] = plain
    return demonyms | nations


def _load_former_states(folder: Path, faults: list[str]) -> tuple[FormerState, ...]:
    found: list[FormerState] = []
    for place, (code, name, wikidata, last) in _rows(folder / "former_names.tsv", 4, faults):
        day = last_day(last)
        if day is None:
            faults.append(f"{place}: expected YYYY, YYYY-MM or YYYY-MM-DD, got {last!r}")
        else:
            found.append(FormerState(code=code, name=name, identifier=wikidata or None, last=day))
    return tuple(found)


def _load_organisations(folder: Path, faults: list[str]) -> dict[str, Organisation]:
    """Names before "|" are shown as the first of them, names after it as they are."""
    organisations: dict[str, Organisation] = {}
    for _, (code, sectors, names, wikidata, scope) in _rows(folder / "organisations.tsv", 5, faults):
        alike, _, apart = names.partition("|")
        listed = _cells(alike)
        sector, common = tuple(sectors.split()), scope == "common"
        identifier = wikidata or (None if common else _own_id(code, listed[0]))
        body = Organisation(name=listed[0], code=code, sector=sector, identifier=identifier, common=common)
        for name in listed:
            organisations.setdefault(table_key(name), body)
        for name in _cells(apart):
            other = Organisation(name=name, code=code, sector=sector, identifier=identifier, common=common)
            organisations.setdefault(table_key(name), other)
    return organisations


def _load_offices(folder: Path, faults: list[str]) -> dict[str, Office]:
    offices: dict[str, Office] = {}
    plurals: dict[str, Office] = {}
    for _, (sectors, name, phrases) in _rows(folder / "offices.tsv", 3, faults):
        office = Office(title=name, sector=tuple(sectors.split()))
        for phrase in _cells(phrases):
            key = table_key(phrase)
            offices[key] = office
            if key.islower():
                plurals[plural(key)] = office
    return plurals | offices


def _load_roles(folder: Path, faults: list[str]) -> dict[str, tuple[str, ...]]:
    roles: dict[str, tuple[str, ...]] = {}
    for sectors, noun in _phrases(folder / "roles.tsv", 2, faults):
        roles.setdefault(noun.replace("-", " "), tuple(sectors.split()))
    return {plural(noun): sectors for noun, sectors in roles.items()} | roles


def _load_people(folder: Path, faults: list[str]) -> tuple[dict[str, tuple[Person, ...]], frozenset[str]]:
    """People by spelling, and which of the spellings are no more than surnames."""
    rows = list(_rows(folder / "people.tsv", 8, faults))
    shared = {plain_phrase(name) for _, name in _phrases(folder / "surnames.tsv", 2, faults)}
    spellings: dict[str, set[str]] = {}
    for _, (name, *_, others, _wikidata) in rows:
        spellings.setdefault(name, {plain_phrase(name)}).update(plain_phrase(phrase) for phrase in _cells(others))
    ids: dict[str, str] = {}  # one a name, whomever somebody served
    for _, (name, code, *_, wikidata) in sorted(rows, key=lambda row: not row[1][-1]):
        ids.setdefault(name, wikidata or _own_id(code, name))
    people: dict[str, tuple[Person, ...]] = {}
    bare: set[str] = set()
    for place, (name, code, office, sectors, first, last, _others, _wikidata) in rows:
        since, until = first_day(first), last_day(last)
        if since is None or (last and until is None):
            faults.append(f"{place}: expected YYYY, YYYY-MM or YYYY-MM-DD, got {first!r} and {last!r}")
            continue
        person = Person(
            name=name, country=code, office=office, sector=tuple(sectors.split()), first=since, last=until,
            identifier=ids[name],
        )  # fmt: skip
        given, _, surname = plain_phrase(name).rpartition(" ")
        family = {surname, surname.removeprefix("al-").removeprefix("el-")} if given not in _STYLES else set()
        if code in _FAMILY_NAME_FIRST or surname in shared:
            family = set()
        bare |= family
        for key in spellings[name] | family:
            people[key] = (*people.get(key, ()), person)
    return people, frozenset(bare).difference(*spellings.values())


def _own_id(code: str, name: str) -> str:
    """The tables' own id of somebody of whom they have no Wikidata id.

    >>> _own_id("AUS", "Gough Whitlam")
    'dragoman:AUS:gough-whitlam'
    """
    return f"dragoman:{code}:{plain_phrase(name).lower().replace(' ', '-')}"


def _by_skeleton(spellings: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for spelling in spellings:
        found.setdefault(name_skeleton(spelling), []).append(spelling)
    return {key: tuple(those) for key, those in found.items()}


def _phrases(path: Path, width: int, faults: list[str]) -> Iterator[tuple[str, str]]:
    """First cell and each phrase of the last cell of every row."""
    for _, row in _rows(path, width, faults):
        for phrase in _cells(row[-1]):
            yield row[0], phrase


def _rows(path: Path, width: int, faults: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Place and cells of each row after the head, filled up to the table's width."""
    head = True
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) > width or (len(cells) < 2 and not head):
            faults.append(f"{path}:{number}: expected 2 to {width} cells parted by tabs, got {len(cells)}")
        elif not head:
            yield f"{path}:{number}", cells + [""] * (width - len(cells))
        head = False


def _cells(text: str) -> list[str]:
    return [cell for part in text.split(";") if (cell := part.strip())]
