"""What is asked for: filters, checked all at once, and the conditions they put on acts and statements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from dragoman.errors import RecordError
from dragoman.record.condition import Condition, all_of, any_of
from dragoman.record.sides import (
    ACTORS,
    ADDRESSEES,
    RECIPIENTS,
    RELAYS,
    SOURCES,
    SPEAKERS,
    Side,
    begins_word,
    between,
    has,
    is_party,
)

AUXILIARY = ("historical", "future", "hypothetical", "negated")
_COUNTRY = re.compile(r"[A-Za-z][A-Za-z0-9]{2}")
# Last day of an act that still goes on: as far as the report can know, its own date.
_LAST = "coalesce(when_end, CASE WHEN when_start IS NOT NULL THEN greatest(when_start, report_date) END)"
_FIRST = "coalesce(when_start, when_end)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What acts or statements must be; of several values of one filter any will do, and all filters must hold.

    `since` and `until` are days, both inclusive, that an act's own days must touch, or with `by_report_date`
    the report's date. `actor`, `recipient` and `source` (on whose word; "-" is the report itself) are parts of
    names, identifiers or country codes, of which `pair` holds two who act on each other or together; `type` an event
    type or mode; `about` words that must all stand in the sentence or title; `country` the code of either side or of
    the place.
    """

    since: date | None = None
    until: date | None = None
    by_report_date: bool = False
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    pair: tuple[tuple[str, str], ...] = ()
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
        if any(not value.strip() for pair in self.pair for value in pair):
            faults.append("--pair: expected two words, got an empty one")
        if self.pair and (self.actor or self.recipient):
            faults.append("--pair: names both sides, in either direction; leave out --actor and --recipient")
        if faults:
            raise RecordError("\n".join(faults))

    @property
    def of_anybody(self) -> "Filters":
        """The same filters without those on who acts and on whom."""
        return replace(self, actor=(), recipient=(), pair=())

    @property
    def directions(self) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
        """Who acts and on whom, in each direction asked for; of a side without values it may be anybody.

        >>> Filters(pair=(("FRA", "ITA"),)).directions
        ((('FRA',), ('ITA',)), (('ITA',), ('FRA',)))
        """
        if not self.pair:
            return ((self.actor, self.recipient),)
        both = (((a,), (b,)) for one, other in self.pair for a, b in ((one, other), (other, one)))
        return tuple(dict.fromkeys(both))


def conditions_on_acts(f: Filters) -> Condition:
    """What `f` asks of the view acts."""
    found = [*_days(f), *_sides(f, ACTORS, RECIPIENTS)]
    if f.type:
        found.append(any_of(Condition("(type = ? OR list_contains(mode, ?))", (t.upper(), t.lower())) for t in f.type))
    if f.country:
        found.append(
            any_of(
                Condition(
                    "(list_contains(actor_countries, ?) OR list_contains(recipient_countries, ?) OR where_country = ?)",
                    (c.upper(),) * 3,
                )
                for c in f.country
            )
        )
    if f.auxiliary:
        found.append(any_of(Condition("list_contains(auxiliary, ?)", (a,)) for a in f.auxiliary))
    if f.only_happened:
        found.append(Condition(HAPPENED))
    if f.min_confidence is not None:
        found.append(Condition("confidence >= ?", (f.min_confidence,)))
    return all_of([*found, *_on_word(f, SOURCES), *_words(f, "sentence")])


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
    found = [*_days(f, told=True), *_sides(f, SPEAKERS, ADDRESSEES), *_on_word(f, RELAYS)]
    if f.country:
        both = "(list_contains(speaker_countries, ?) OR list_contains(addressee_countries, ?))"
        found.append(any_of(Condition(both, (c.upper(),) * 2) for c in f.country))
    return all_of([*found, *_words(f, "content")])


def condition_on_party(f: Filters) -> Condition | None:
    """What `actor` and `country` ask of the view parties; None if they ask nothing."""
    found = []
    if f.actor:
        found.append(any_of(is_party(a, "names", "party_countries", "list_contains(?, identifier)") for a in f.actor))
    if f.country:
        found.append(any_of(Condition("list_contains(party_countries, ?)", (c.upper(),)) for c in f.country))
    return all_of(found) if found else None


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


def _sides(f: Filters, one: Side, other: Side) -> Iterator[Condition]:
    """Who is on either side; with a name for both of an act, what they do together fits too."""
    if f.pair:
        meet = between if one is ACTORS else lambda a, b: all_of([has(one, a), has(other, b)])
        yield any_of(meet(a, b) for a, b in f.directions)
    elif f.actor and f.recipient and one is ACTORS:
        yield between(f.actor, f.recipient)
    else:
        yield from (has(side, values) for side, values in ((one, f.actor), (other, f.recipient)) if values)


def _on_word(f: Filters, side: Side) -> Iterator[Condition]:
    if f.source:
        yield has(side, f.source)


def _words(f: Filters, text: str) -> Iterator[Condition]:
    """All words of a value in text or title; the publisher's name in part."""
    if f.about:
        yield any_of(all_of([any_of([_word(text, w), _word("title", w)]) for w in value.split()]) for value in f.about)
    if f.publisher:
        yield any_of(Condition("regexp_matches(publisher, ?)", (begins_word(value),)) for value in f.publisher)


def _word(text: str, word: str) -> Condition:
    """A word's beginning in a text; first whether it is there at all, which is found three times as fast."""
    return Condition(
        f"(regexp_matches({text}, ?) AND regexp_matches({text}, ?))", (f"(?i){re.escape(word)}", begins_word(word))
    )
