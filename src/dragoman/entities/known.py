"""Mentions whose own words the tables of bodies and countries know."""

from dragoman.entities.phrases import (
    countries_in,
    is_first_name,
    is_location,
    is_of_longer_name,
    is_of_waters,
    phrase_text,
)
from dragoman.entities.profile import MAX_PHRASE, Profile
from dragoman.knowledge import Knowledge, Organisation
from dragoman.knowledge.facts import Nation
from dragoman.knowledge.phrases import is_acronym, plain_phrase
from dragoman.language.parse import Mention, Parse
from dragoman.types import NO_COUNTRY

# Bodies that are called by the town of their seat, where the report does not name the country of that.
_SEATS = {"brussels": ("European Union", frozenset(("belgium", "belgian", "belgians")))}
# Words that begin the names of bodies, so that what follows is no body by itself.
_ONE = frozenset("a an another each every one that this".split())
_OF_NAMES = frozenset(
    "national people's popular united democratic revolutionary islamic christian social socialist communist liberal "
    "workers' workers new free federal union general central supreme international patriotic republican "
    "progressive movement all african arab independent northern southern eastern western grand royal young".split()
)


def known_name(parse: Parse, knowledge: Knowledge, p: Profile, mention: Mention) -> Profile | None:
    """The profile of a mention that names a body, a country or its people in the tables, or None."""
    text = p.name
    if parse.upos[p.head] == "NOUN" and text.islower():
        return None
    body = knowledge.organisation(text) or (
        knowledge.organisation(phrase_text(parse, p.head, p.last))
        if parse.upos[p.head] == "PROPN" and p.head > p.first
        else None
    )
    if is_of_waters(parse, p.first, p.last):
        return None
    if body is None and not is_location(parse, p.head):
        body = _seated_at(parse, knowledge, text.lower())
    nation = knowledge.nation(text)
    if nation is None and len(text.split()) <= 4 and not is_first_name(parse, p.head):
        short = phrase_text(parse, p.first, p.head)
        nation = knowledge.nation(short) if short != text else None
    if body is None and nation is None and p.last > p.first:
        body = _body_inside(parse, knowledge, p)
    if body is not None and (
        mention.type != "person" or " " in body.name or text.isupper() or _is_no_person(parse, knowledge, p)
    ):
        p.kind, p.name, p.key, p.country, p.sector = "body", body.name, body.name.lower(), body.code, body.sector
        p.name = text if _is_spelled_out(text) and knowledge.organisation(text) == body else body.name
        p.named, p.definite, p.reason, p.identifier = True, True, "table of organisations", body.identifier
        for told in countries_in(parse, knowledge, mention):
            code, reason = told.code, told.reason
            if (
                reason == "nationality in the report"
                and len(str(p.country)) == 3
                and p.country not in NO_COUNTRY
                and code != p.country
            ):
                p.country, p.reason, p.identifier = code, reason, None  # what the report says beats the table
                p.name = phrase_text(parse, p.first, p.last)
                p.key = p.name.lower()
            break
        if body.common and p.country == body.code and body.code not in NO_COUNTRY:
            p.country, p.likeliest = None, body.code
        return p
    if nation is None:
        return _counted_people(parse, knowledge, p)
    if nation.kind in {"adjective", "demonym"}:
        if parse.upos[p.head] == "ADJ" or parse.upos[p.head] == "NOUN" or p.plural or text.endswith(("s", "men")):
            p.kind, p.key, p.country, p.sector = "group", f"people {nation.code}", nation.code, ("CVL",)
            p.reason, p.plural = "table of countries", True
            return p
        return _somebody_of(parse, p, mention, nation)
    if nation.kind == "capital" and is_location(parse, p.head) and mention.type != "organization":
        return None
    return country_profile(nation.code, nation.name, nation.identifier, p.head, p.first, p.last, chain=mention.chain)


def _seated_at(parse: Parse, knowledge: Knowledge, town: str) -> Organisation | None:
    """ "Brussels wants to know": the European Union, where no word is of Belgium."""
    name, words_of_country = _SEATS.get(town, ("", frozenset()))
    return knowledge.organisation(name) if name and words_of_country.isdisjoint(parse.lower) else None


def _is_spelled_out(name: str) -> bool:
    """A report's own name for a body is shown, an acronym or a heading's capitals are not: "Tamil Tigers"."""
    return not (name.isupper() or is_acronym(name) or "." in name or "\n" in name)


def _is_no_person(parse: Parse, knowledge: Knowledge, p: Profile) -> bool:
    """A body's name that the model takes for a person's: "the Houthis", and what nobody known is called."""
    if p.plural and p.definite:
        return True
    word = parse.lower[p.head]
    if p.first != p.last or plain_phrase(p.name) in knowledge.people:
        return False
    return not any(
        w == word and parse.upos[t] == "PROPN"
        and (parse.relations[t] == "flat" or any(parse.dependents(t, "flat", "nmod:desc")))
        for t, w in enumerate(parse.lower)
    )  # fmt: skip


def _body_inside(parse: Parse, knowledge: Knowledge, p: Profile) -> Organisation | None:
    """The body at the end or the beginning of a name, with its head: "National Guard" of "Utah National Guard"."""
    for size in range(min(MAX_PHRASE, p.last - p.first + 1), 1, -1):
        for first, last in ((p.last - size + 1, p.last), (p.first, p.first + size - 1)):
            if parse.upos[p.head] != "PROPN" or not first <= p.head <= last or _is_cut(parse, p, first):
                continue
            body = knowledge.organisation(phrase_text(parse, first, last))
            if body is not None:
                return body
    return None


def _is_cut(parse: Parse, p: Profile, first: int) -> bool:
    """A name that begins here leaves part of a longer one out: "Patriotic Front" in "National Patriotic Front"."""
    if first > p.first + 1 and parse.lower[first - 1] in {"and", "&"} and parse.words[first - 2][0].isupper():
        return True  # "Security Council" in "Peace and Security Council"
    return first > p.first and parse.words[first - 1][0].isupper() and parse.lower[first - 1] in _OF_NAMES


def _somebody_of(parse: Parse, p: Profile, mention: Mention, nation: Nation) -> Profile | None:
    """One person told by a nationality alone: "a Canadian", "another Briton"."""
    before = parse.lower[p.head - 1] if p.head else ""
    if mention.type != "person" or p.first != p.last or before not in _ONE | {"the"}:
        return None
    p.kind, p.key, p.country, p.sector, p.named = "person", p.name.lower(), nation.code, ("CVL",), False
    p.reason = "table of countries"
    return p


def _counted_people(parse: Parse, knowledge: Knowledge, p: Profile) -> Profile | None:
    """People told by a nationality with a number or adjective before it: "11 Palestinians", "two young Swiss"."""
    before = range(p.first, p.head)
    hyphens = {t for t in before if "-" in parse.words[t : t + 2]}  # "one kind-hearted Canadian"
    told = (t for t in before if t not in hyphens)
    if not before or p.last != p.head or any(parse.upos[t] not in {"NUM", "ADJ", "DET"} for t in told):
        return None
    if not parse.words[p.head][0].isupper() or is_of_longer_name(parse, p.head):
        return None
    nation = knowledge.nation(parse.words[p.head])
    if nation is None or nation.kind not in {"adjective", "demonym"}:
        return None
    p.kind, p.key, p.country, p.sector = "group", p.name.lower(), nation.code, ("CVL",)
    p.reason, p.named = "table of countries", False
    p.plural = p.plural or _ONE.isdisjoint(parse.lower[max(0, p.first - 1) : p.head])
    p.kind = "group" if p.plural else "person"
    return p


def country_profile(
    code: str, name: str, identifier: str | None, head: int, first: int, last: int, chain: int = -1
) -> Profile:
    """The profile of a mention that names a country."""
    return Profile(
        head=head, first=first, last=last, kind="country", name=name, key=code, country=code, sector=("GOV",),
        identifier=identifier, named=True, definite=True, chain=chain, reason="table of countries",
    )  # fmt: skip
