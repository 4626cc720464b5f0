"""Violence at two places is two acts: "the attacks in Paris" are not told again by "the airstrikes in Syria".

Of 966 pairs of annotated mentions of violence, arrests and protests that name different places in their own words (in
1,500 training reports) 923 tell of different acts; most of the others name a town and its country.
"""

from collections.abc import Sequence
from math import cos, hypot, radians

from dragoman.events.coded import Coded
from dragoman.language.parse import Parse
from dragoman.places import LOCATIVE, Toponym, cases_of
from dragoman.types import Where

_BOUND = frozenset(("ASSAULT", "COERCE", "PROTEST"))  # what is done somewhere
_AT = LOCATIVE | {"of", "on"}
_DOWN = frozenset(("nmod", "obl"))
_STEPS = 3  # "the attack on a hotel in the north of Mali"
_TOWN = "PPL"  # GeoNames feature code
_FAR_KM = 100.0
_KM_A_DEGREE = 111.2


class Apart:
    """Tells mentions at places that are far from each other; without toponyms none are."""

    def __init__(self, parse: Parse, toponyms: Sequence[Toponym] = ()) -> None:
        self._parse = parse
        self._at = {t.head: t.where for t in toponyms if t.where is not None and t.where.lat is not None}
        self._known: dict[int, tuple[Where, ...]] = {}

    def are(self, a: Coded, b: Coded) -> bool:
        """Two mentions of one type name places in their own words, and none of the one is near one of the other."""
        if not self._at or a.type not in _BOUND:
            return False
        first, second = self._places(a), self._places(b)
        return bool(first and second) and all(_far(x, y) for x in first for y in second)

    def _places(self, c: Coded) -> list[Where]:
        return [where for word in c.tokens for where in self._of(word)]

    def _of(self, word: int) -> tuple[Where, ...]:
        known = self._known.get(word)
        if known is None:
            found = (where for head, where in self._at.items() if self._hangs_on(head, word))
            known = self._known[word] = tuple(found)
        return known

    def _hangs_on(self, head: int, word: int) -> bool:
        """The place is told by the word's own phrase: "the Paris attacks", "killed in Orlando"."""
        parse, token = self._parse, head
        if parse.heads[token] == word and parse.relations[token] == "compound":
            return _is_town(self._at[head])
        for _ in range(_STEPS):
            relation, above = parse.relations[token].partition(":")[0], parse.heads[token]
            if relation == "conj":
                token = above
                continue
            if relation not in _DOWN or not cases_of(parse, token) & _AT:
                return False
            if above == word:
                return True
            token = above
        return False


def _is_town(where: Where) -> bool:
    return (where.feature or "").startswith(_TOWN)


def _far(a: Where, b: Where) -> bool:
    """In two countries, or towns a hundred kilometres from each other."""
    if a.country != b.country:
        return a.country is not None and b.country is not None
    if not (_is_town(a) and _is_town(b)) or a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return False
    east = (a.lon - b.lon) * cos(radians((a.lat + b.lat) / 2))
    return hypot(a.lat - b.lat, east) * _KM_A_DEGREE > _FAR_KM
