"""Whose somebody is by a mention's words: the country or body beside its head, and the sector that goes with it."""

from collections.abc import Sequence

from dragoman.entities.phrases import Belonging, countries_in
from dragoman.entities.profile import GENERAL_OFFICES, OF_BODIES, Profile
from dragoman.knowledge import Knowledge
from dragoman.language.parse import Mention, Parse
from dragoman.types import NO_COUNTRY

_GENERAL_ROLES = frozenset("official aide representative".split())  # whose work is that of the body they serve
_SERVING = frozenset("of from with at".split())


def tell_country(parse: Parse, knowledge: Knowledge, p: Profile, mention: Mention) -> None:
    """The country from modifiers, possessors and of-phrases of the mention; also of its apposition and title."""
    told = list(countries_in(parse, knowledge, mention))
    if not told:
        return
    whose = _serves(parse, p, told) or told[0]
    p.country, sector, reason = whose.code, whose.sector, whose.reason
    if whose.is_common:  # "a Senate candidate" is of any country's
        p.country, p.likeliest = None, whose.code
    p.reason = reason if p.reason in {"not told"} else p.reason.replace(" in the report", "") + f" and {reason}"
    of_body = p.office in OF_BODIES and reason.startswith("belongs to")
    if of_body or p.office in GENERAL_OFFICES or parse.lemmas[p.head].lower() in _GENERAL_ROLES:
        sector = next((t.sector for t in told if t.sector), ())
        p.sector = sector or p.sector
    p.sector = p.sector or sector


def _serves(parse: Parse, p: Profile, told: Sequence[Belonging]) -> Belonging | None:
    """The world body that people of a nation serve: "Polish soldiers of the NATO force"; 12 of 13 in the corpus."""
    if told[0].code in NO_COUNTRY or not 0 <= told[0].first < p.head:
        return None
    for body in told[1:]:
        before = body.first - 1 - (parse.lower[body.first - 1] == "the")
        if body.code in NO_COUNTRY and body.first > p.head and parse.lower[before] in _SERVING:
            return body
    return None
