"""What stands beside the words of an act, and how often that is who acts or who is acted on.

"Frisia's refusal": beside REJECT's "refusal" the owner is the actor. The table `valency.tsv`, counted by
training/sides.py in the annotation of the training reports, has for each type, word and place how often somebody
stands there, as actor and as recipient; without a place how often the word tells of the act, with an actor and with a
recipient; and "*" for all words of a type. Valency is what a word needs to be complete (Tesnière 1959).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log, log1p
from pathlib import Path
from typing import NamedTuple

from dragoman.language.parse import Parse

_TABLE = Path(__file__).with_name("valency.tsv")
ANY_WORD, ITSELF = "*", "-"
_TARGETING = frozenset(("on", "against", "to", "for", "at", "toward", "towards", "over", "with"))
_COMPLEMENTS = frozenset(("obj", "obl", "nmod", "nsubj", "nsubj:pass", "ccomp", "xcomp"))
_UP = 3  # heads
_LIKE_ALL = 3  # a word counts as if so many more of it were like all words of its type
_LEAST, _MOST = 0.03, 0.97


class Count(NamedTuple):
    """How often, how often as or with an actor, and a recipient."""

    times: int
    actor: int
    recipient: int


Key = tuple[str, str, str]  # type, word, place


@dataclass(frozen=True, slots=True, kw_only=True)
class Valency:
    """The table, asked for log odds."""

    counts: Mapping[Key, Count]
    _known: dict[Key, tuple[float, float]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def of_word(self, kind: str, word: str) -> tuple[float, float, float]:
        """Log odds that an act told in a word has an actor, a recipient, and how well known the word is."""
        actor, recipient = self.of_place(kind, word, ITSELF)
        return actor, recipient, log1p(self.counts.get((kind, word, ITSELF), _NONE).times)

    def of_place(self, kind: str, word: str, place: str) -> tuple[float, float]:
        """Log odds that whoever stands at a place beside a word is the actor, the recipient."""
        known = self._known.get((kind, word, place))
        if known is None:
            known = self._known[kind, word, place] = self._odds(kind, word, place)
        return known

    def _odds(self, kind: str, word: str, place: str) -> tuple[float, float]:
        own = self.counts.get((kind, word, place), _NONE)
        every = self.counts.get((kind, ANY_WORD, place), _NONE)
        actor, recipient = (
            _logit((a + _LIKE_ALL * (b + 0.5) / (every.times + 1)) / (own.times + _LIKE_ALL))
            for a, b in ((own.actor, every.actor), (own.recipient, every.recipient))
        )
        return actor, recipient


_NONE = Count(0, 0, 0)


@cache
def load_valency(path: Path = _TABLE) -> Valency:
    """The packaged table."""
    counts: dict[Key, Count] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                kind, word, place, times, actor, recipient = line.rstrip("\n").split("\t")
                counts[kind, word, place] = Count(int(times), int(actor), int(recipient))
    return Valency(counts=counts)


def places_beside(parse: Parse, words: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The tokens that stand somewhere beside words of an act, with the names of the places."""
    for word in words:
        for child in parse.children[word]:
            yield child, _place(parse, child)
            if parse.relations[child] in _COMPLEMENTS:
                for below in parse.children[child]:
                    yield below, "inside"
        yield from _above(parse, word)


def _place(parse: Parse, child: int) -> str:
    """ "subject", "passive", "object", "agent", "owner", "name", "target" or "other"."""
    relation = parse.relations[child]
    if relation in {"nsubj", "nsubj:pass"}:
        return "subject" if relation == "nsubj" else "passive"
    if relation in {"obj", "iobj"}:
        return "object"
    case = {parse.lower[c] for c in parse.children[child] if parse.relations[c] == "case"}
    if relation == "obl:agent" or "by" in case:
        return "agent"
    if relation == "nmod:poss" or "of" in case:
        return "owner"
    if relation in {"amod", "compound"}:
        return "name"
    return "target" if case & _TARGETING else "other"


def _above(parse: Parse, word: int) -> Iterator[tuple[int, str]]:
    """Subjects of the clauses above, and what a clause tells more of."""
    token = word
    for _ in range(_UP):
        if parse.heads[token] == token:
            return
        relation, token = parse.relations[token], parse.heads[token]
        if relation.startswith("acl"):
            yield token, "governs"
        for child in parse.children[token]:
            if parse.relations[child].startswith("nsubj"):
                yield child, "above"


def head_word(parse: Parse, group: Sequence[int]) -> str:
    """The lemma of the word of a trigger that the others hang on."""
    token = next((t for t in sorted(group) if parse.heads[t] not in group or parse.heads[t] == t), group[0])
    return parse.lemmas[token].lower()


def _logit(p: float) -> float:
    p = min(_MOST, max(_LEAST, p))
    return log(p / (1 - p))
