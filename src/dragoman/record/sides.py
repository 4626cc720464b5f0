"""Who is asked for on a side of an act or a statement, as SQL over the columns that name those on that side."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.codebook import load_types
from dragoman.knowledge import Nation, load_nations, plain_phrase
from dragoman.knowledge.facts import BODY_CODES
from dragoman.record.condition import Condition, all_of, any_of
from dragoman.record.database import literal

REPORT_ITSELF = "-"
_STANDING_FOR = frozenset(("capital", "metonym"))


@dataclass(frozen=True, slots=True)
class Side:
    """The column of the names of those on one side; `one`_countries and `one`_ids have the same order."""

    names: str
    one: str


ACTORS, RECIPIENTS, SOURCES = Side("actors", "actor"), Side("recipients", "recipient"), Side("sources", "source")
SPEAKERS, ADDRESSEES, RELAYS = Side("speakers", "speaker"), Side("addressees", "addressee"), Side("relays", "relay")


def has(side: Side, values: Sequence[str]) -> Condition:
    """Somebody on the side is one of `values`: a name's part that begins a word, an identifier or a country code.

    A code in capitals that the tables know is the country's alone: NOR is no "Northern Alliance". A capital, or what
    else stands for a government, is that state too.
    """
    return any_of(
        Condition(f"len({side.names}) = 0")
        if side in {SOURCES, RELAYS} and value == REPORT_ITSELF
        else is_party(value, side.names, f"{side.one}_countries", f"list_has_any({side.one}_ids, ?)")
        for value in values
    )


def is_party(value: str, names: str, countries: str, identified: str) -> Condition:
    """A list of names, or of country codes, has one that a value means, or the condition `identified` holds."""
    if value in _codes():
        return Condition(f"list_contains({countries}, ?)", (value,))
    return Condition(
        f"(regexp_matches(array_to_string({names}, chr(10)), ?) OR list_contains({countries}, ?) OR {identified})",
        (begins_word(value), value.upper(), _identifiers(value)),
    )


def between(doing: Sequence[str], done_to: Sequence[str]) -> Condition:
    """One does it to another, or both do it together, of a mutual type and to nobody told."""
    here, there = (those(ACTORS, values, f"range(len({ACTORS.names}))") for values in (doing, done_to))
    together = [
        Condition(f"{types_that('mutual')} AND len({RECIPIENTS.names}) = 0"),
        has(ACTORS, doing),
        has(ACTORS, done_to),
        Condition(f"list_unique(list_concat({here.sql}, {there.sql})) > 1", (*here.values, *there.values)),
    ]
    return any_of([all_of([has(ACTORS, doing), has(RECIPIENTS, done_to)]), all_of(together)])


def those(side: Side, values: Sequence[str], column: str) -> Condition:
    """A column in the order of the side, of those on it alone who are one of `values`; without values the column."""
    if not values:
        return Condition(column)
    name, country, identifier = f"{side.names}[i]", f"{side.one}_countries[i]", f"{side.one}_ids[i]"
    one = any_of(
        Condition(f"{country} = ?", (value,))
        if value in _codes()
        else Condition(
            f"(regexp_matches({name}, ?) OR {country} = ? OR list_contains(?, {identifier}))",
            (begins_word(value), value.upper(), _identifiers(value)),
        )
        for value in values
    )
    return Condition(f"list_filter({column}, lambda x, i: {one.sql})", one.values)


@cache
def types_that(are: str) -> str:
    """A condition on the type of an act: the codebook says that it is `mutual`, or `answered`."""
    types = ", ".join(literal(t.name) for t in load_types().values() if getattr(t, are))
    return f"type IN ({types})"


def _identifiers(value: str) -> list[str]:
    """A value as an identifier, in any case, and the state that it stands for: "Baku says" is Azerbaijan's word."""
    state = _nations().get(plain_phrase(value))
    stands_for = {state.identifier} if state and state.identifier and state.kind in _STANDING_FOR else set()
    return sorted({value, value.upper(), value.lower()} | stands_for)


@cache
def _codes() -> frozenset[str]:
    """The codes of countries, and PLOVER's of bodies without one."""
    return BODY_CODES | {nation.code for nation in _nations().values()}


@cache
def _nations() -> dict[str, Nation]:
    return load_nations()


def begins_word(value: str) -> str:
    """A pattern for a value where a word begins: "usa" is in no "Jerusalem", "ster" in no "Köster".

    Plain ranges, Latin to Greek, for letters: the class of all letters makes the search half as slow again.
    """
    return rf"(?:^|[^A-Za-z0-9\x{{C0}}-\x{{1FFF}}])(?i){re.escape(value.strip())}"
