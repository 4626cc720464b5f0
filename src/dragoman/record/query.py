"""What is asked for: filters, checked all at once, and the conditions they put on acts and statements."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.errors import RecordError

AUXILIARY = ("historical", "future", "hypothetical", "negated")
REPORT_ITSELF = "-"
_COUNTRY = re.compile(r"[A-Za-z][A-Za-z0-9]{2}")
# Last day of an act that still goes on: as far as the report can know, its own date.
_LAST = "coalesce(when_end, CASE WHEN when_start IS NOT NULL THEN greatest(when_start, report_date) END)"
_FIRST = "coalesce(when_start, when_end)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What acts or statements must be; of several values of one filter any will do, and all filters must hold.

    `since` and `until` are days, both inclusive, that an act's own days must touch, or with `by_report_date`
    the report's date. `actor`, `recipient` and `source` (on whose word; "-" is the report itself) are parts of
    names, identifiers or country codes; `type` an event type or mode; `about` words that must all stand in the
    sentence or title; `country` the code of either side or of the place.
    """

    since: date | None = None
    until: date | None = None
    by_report_date: bool = False
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    auxiliary: tuple[str, ...] = ()
    only_happened: bool = False
    min_confidence: float | None = None

    def __post_init__(self) -> None:
        """Raises RecordError with all faults."""
        faults = [
            f"--country: expected a code of three characters such as FRA, got {c!r}"
            for c in self.country
            if not _COUNTRY.fullmatch(c)
        ]
        faults += [
            f"--auxiliary: expected one of {', '.join(AUXILIARY)}, got {a!r}"
            for a in self.auxiliary
            if a not in AUXILIARY
        ]
        if self.since and self.until and self.since > self.until:
            faults.append(f"--from: {self.since} is after --to {self.until}; swap them")
        if self.min_confidence is not None and not 0 <= self.min_confidence <= 1:
            faults.append(f"--min-confidence: expected a number from 0 to 1, got {self.min_confidence:g}")
        for name in ("actor", "recipient", "type", "about", "source", "publisher"):
            if any(not value.strip() for value in getattr(self, name)):
                faults.append(f"--{name}: expected a word, got an empty one")
        if faults:
            raise RecordError("\n".join(faults))


@dataclass(frozen=True, slots=True)
class Condition:
    """An SQL condition and the values of its parameters, in order."""

    sql: str
    values: tuple[object, ...] = ()


def conditions_on_acts(f: Filters) -> Condition:
    """What `f` asks of the view acts."""
    found = [*_days(f), *_parties(f, "actor", "actors", "actor"), *_parties(f, "recipient", "recipients", "recipient")]
    if f.type:
        found.append(_any(Condition("(type = ? OR list_contains(mode, ?))", (t.upper(), t.lower())) for t in f.type))
    if f.country:
        found.append(
            _any(
                Condition(
                    "(list_contains(actor_countries, ?) OR list_contains(recipient_countries, ?) OR where_country = ?)",
                    (c.upper(),) * 3,
                )
                for c in f.country
            )
        )
    if f.auxiliary:
        found.append(_any(Condition("list_contains(auxiliary, ?)", (a,)) for a in f.auxiliary))
    if f.only_happened:
        found.append(Condition(HAPPENED))
    if f.min_confidence is not None:
        found.append(Condition("confidence >= ?", (f.min_confidence,)))
    return _all([*found, *_parties(f, "source", "sources", "source"), *_words(f, "sentence")])


def conditions_on_said(f: Filters) -> Condition:
    """What `f` asks of the view said: actor is the speaker, recipient the addressee, source who relays it.

    A statement without days of its own has those of its report. Raises RecordError for filters that statements have
    nothing for.
    """
    faults = [
        f"--{name.replace('_', '-')}: statements have none; leave it out or ask `dragoman events`"
        for name in ("type", "auxiliary", "only_happened", "min_confidence")
        if getattr(f, name) not in ((), False, None)
    ]
    if faults:
        raise RecordError("\n".join(faults))
    found = [*_days(f, told=True), *_parties(f, "actor", "speakers", "speaker")]
    found += [*_parties(f, "recipient", "addressees", "addressee"), *_parties(f, "source", "relays", "relay")]
    if f.country:
        both = "(list_contains(speaker_countries, ?) OR list_contains(addressee_countries, ?))"
        found.append(_any(Condition(both, (c.upper(),) * 2) for c in f.country))
    return _all([*found, *_words(f, "content")])


def condition_on_party(f: Filters) -> Condition | None:
    """What `actor` and `country` ask of the view parties; None if they ask nothing."""
    found = []
    if f.actor:
        found.append(_any(_party(a, "names", "party_countries", "list_contains(?, identifier)") for a in f.actor))
    if f.country:
        found.append(_any(Condition("list_contains(party_countries, ?)", (c.upper(),)) for c in f.country))
    return _all(found) if found else None


HAPPENED = "NOT list_has_any(auxiliary, ['future', 'hypothetical', 'negated'])"


def _days(f: Filters, *, told: bool = False) -> Iterator[Condition]:
    """Days that touch the span; `told`: where there are none, the report's day."""
    first, last = ("report_date", "report_date") if f.by_report_date else (_FIRST, _LAST)
    if told:
        first, last = f"coalesce({first}, report_date)", f"coalesce({last}, report_date)"
    if f.since:
        yield Condition(f"{last} >= ?", (f.since,))
    if f.until:
        yield Condition(f"{first} <= ?", (f.until,))


def _parties(f: Filters, filter_: str, names: str, one: str) -> Iterator[Condition]:
    """A name's part that begins a word, an identifier or a country code, in any case."""
    values: Sequence[str] = getattr(f, filter_)
    if not values:
        return
    yield _any(
        Condition(f"len({names}) = 0")
        if filter_ == "source" and value == REPORT_ITSELF
        else _party(value, names, f"{one}_countries", f"list_has_any({one}_ids, ?)")
        for value in values
    )


def _party(value: str, names: str, countries: str, identified: str) -> Condition:
    """One value for somebody."""
    return Condition(
        f"(regexp_matches(array_to_string({names}, chr(10)), ?) OR list_contains({countries}, ?) OR {identified})",
        (_beginning(value), value.upper(), sorted({value, value.upper(), value.lower()})),
    )


def _words(f: Filters, text: str) -> Iterator[Condition]:
    """All words of a value in text or title; the publisher's name in part."""
    if f.about:
        yield _any(_all([_any([_word(text, w), _word("title", w)]) for w in value.split()]) for value in f.about)
    if f.publisher:
        yield _any(Condition("regexp_matches(publisher, ?)", (_beginning(value),)) for value in f.publisher)


def _word(text: str, word: str) -> Condition:
    """A word's beginning in a text; first whether it is there at all, which is found three times as fast."""
    return Condition(
        f"(regexp_matches({text}, ?) AND regexp_matches({text}, ?))", (f"(?i){re.escape(word)}", _beginning(word))
    )


def _beginning(value: str) -> str:
    """A pattern for a value where a word begins: "usa" is in no "Jerusalem", "ster" in no "Köster".

    Plain ranges, Latin to Greek, for letters: the class of all letters makes the search half as slow again.
    """
    return rf"(?:^|[^A-Za-z0-9\x{{C0}}-\x{{1FFF}}])(?i){re.escape(value.strip())}"


def _any(conditions: Iterable[Condition]) -> Condition:
    return _joined(list(conditions), " OR ")


def _all(conditions: Sequence[Condition]) -> Condition:
    return _joined(conditions, " AND ") if conditions else Condition("true")


def _joined(conditions: Sequence[Condition], word: str) -> Condition:
    return Condition(
        "(" + word.join(c.sql for c in conditions) + ")", tuple(value for c in conditions for value in c.values)
    )
