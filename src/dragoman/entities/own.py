"""Actors of the user's own file in a report: where their names stand, what the file tells wins over the tables."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dragoman.entities.phrases import phrase_text
from dragoman.entities.profile import GENERAL_OFFICES, Profile
from dragoman.knowledge import Knowledge, OwnActor
from dragoman.language.parse import Parse

_VAGUE = frozenset(("UAF", "UNK"))


def place_own_actors(parse: Parse, knowledge: Knowledge, profiles: list[Profile], on: date | None) -> list[Profile]:
    """The profiles of a report's mentions in text order, with the user's actors put over those that name them.

    Mentions that nothing marked are added; whoever is told of by an actor's name ("Cedar Bloc fighters") is its.
    """
    if not knowledge.own:
        return profiles
    found = {p.head: p for p in profiles}
    for first, last, held in _occurrences(parse, knowledge):
        actor = actor_on(held, on)
        window = range(first, last + 1)
        head = next((t for t in window if not first <= parse.heads[t] <= last), last)
        head = head if head in found else next((t for t in window if t in found), head)
        around = _around(parse, found, window, head)
        if around is not None:
            _tell_whose(around, actor)
            continue
        settled = _settled(found.get(head), head, window, actor)
        found = {t: p for t, p in found.items() if t not in window} | {head: settled}
    return [found[head] for head in sorted(found)]


def actor_on(held: tuple[OwnActor, ...], on: date | None) -> OwnActor:
    """The row of an actor that holds on a day; offices given up are "former", and before the first there is none."""
    if on is None:
        return held[-1]
    now = [a for a in held if (a.first is None or a.first <= on) and (a.last is None or on <= a.last)]
    if now:
        return max(now, key=lambda a: a.first or date.min)
    past = [a for a in held if a.last is not None and a.last < on]
    if not past:
        first = min(held, key=lambda a: a.first or date.min)
        return replace(first, office=None, sector=()) if first.office else first
    latest = max(past, key=lambda a: a.last or date.max)
    return replace(latest, office=f"former {latest.office}", sector=("ELI",)) if latest.office else latest


def _occurrences(parse: Parse, knowledge: Knowledge) -> Iterator[tuple[int, int, tuple[OwnActor, ...]]]:
    """First and last token of the user's names in text order, the longest first, none within another."""
    token = 0
    while token < len(parse):
        if knowledge.own.may_begin(parse.words[token]):
            for last in range(min(token + knowledge.own.longest, len(parse)) - 1, token - 1, -1):
                if not parse.words[last][-1].isalnum() and not parse.words[last].endswith("."):
                    continue  # a comma or closing quotation mark, which `phrase_text` leaves out
                held = knowledge.own.find(phrase_text(parse, token, last))
                if held:
                    yield token, last, held
                    token = last
                    break
        token += 1


def _around(parse: Parse, found: dict[int, Profile], window: range, head: int) -> Profile | None:
    """The profile in whose phrase the name stands or that it modifies: "Cedar Bloc fighters"."""
    inside = (p for p in found.values() if p.head not in window and p.first <= window[0] and window[-1] <= p.last)
    above = found.get(parse.heads[head])
    modifies = parse.relations[head].partition(":")[0] in {"compound", "amod"} and above is not None
    return above if modifies and above is not None and above.head not in window else next(inside, None)


def _tell_whose(profile: Profile, actor: OwnActor) -> None:
    """A side of the user's tells whose its fighters, leaders and offices are, unless the report does."""
    if profile.settled or "nationality in the report" in profile.reason:
        return
    profile.country = actor.country or profile.country
    if not profile.sector or profile.sector[0] in _VAGUE or profile.office in GENERAL_OFFICES:
        profile.sector = actor.sector or profile.sector
    profile.reason = f"belongs to {actor.name}, {_source(actor)}"


def _settled(known: Profile | None, head: int, window: range, actor: OwnActor) -> Profile:
    """What the file tells, and for what it leaves blank what the report and the tables do."""
    if known is None or known.kind == "pronoun":
        known = Profile(head=head, first=window[0], last=window[-1], kind="body", name=actor.name, key="")
    is_person = known.kind == "person" or actor.office is not None
    return replace(
        known, kind="person" if is_person else "body", name=actor.name,
        first=min(known.first, window[0]), last=max(known.last, window[-1]),
        key=actor.name.lower().split()[-1] if is_person else actor.name.lower(),
        country=actor.country or known.country, sector=actor.sector or known.sector,
        office=actor.office or known.office,
        identifier=actor.identifier or known.identifier, named=True, definite=True, plural=False,
        settled=True, reason=_source(actor),
    )  # fmt: skip


def _source(actor: OwnActor) -> str:
    return f"your actors file ({actor.source})"
