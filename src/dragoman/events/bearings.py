"""What speaks for somebody as a side of an event, as numbers for the rankers of `sides.py`.

Links of the network to every mention of the act; where somebody stands beside its words, and how often whoever stands
there acts or is acted on (`valency.py`); whose words hold the act, and whose words the act is; who does and suffers the
acts before, after, in the same sentence, in what is said, and in the report at large; what somebody is.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log1p

import numpy as np
from numpy.typing import NDArray

from dragoman.codebook import Codebook
from dragoman.entities.homes import pack_features
from dragoman.events.coded import Coded
from dragoman.events.coreference import Told
from dragoman.events.frames import is_passive
from dragoman.events.learned import BY_MODEL, VISITING, Scores
from dragoman.events.valency import Valency, head_word, places_beside
from dragoman.types import NO_COUNTRY, Entity

Floats = NDArray[np.float32]
_MEMBER = 63  # features of an entity
Side = tuple[str, ...]
Links = Mapping[str, float]
ACTOR, RECIPIENT, BOTH = "actor", "recipient", "both"
_LEAST, _MOST = 0.03, 0.97
_STATE = "table of countries"
_SECTORS = ("GOV", "MIL", "REB", "CVL", "COP", "JUD", "PTY")
_AUXILIARY = ("negated", "future", "hypothetical", "historical")
_CHANCES = 3  # columns that come first and are taken as log odds too
_PAIR = 2
_FAR = 60  # words
_NOWHERE = 20  # sentences
_NO_PLACE = (-3.4, -3.4, -3.4, -3.4, 0.0)


@dataclass(slots=True, kw_only=True)
class Bearing:
    """An event and what its words tell."""

    told: Told
    tokens: list[int]
    links: dict[str, dict[str, list[float]]]  # by role and entity: to each mention of the act that is linked
    best: dict[str, dict[str, float]]  # by role and entity: the strongest link
    speakers: Side = ()  # of the innermost statement that holds the act
    outer: Side = ()  # of others that hold it
    addressees: Side = ()  # of the innermost
    telling: Side = ()  # of statements whose cue is a word of the act
    hearing: Side = ()  # addressees of those
    said: frozenset[int] = frozenset()  # tokens of those
    _places: dict[str, tuple[float, ...]] | None = field(default=None)

    @property
    def coded(self) -> Coded:
        """The act itself."""
        return self.told.coded


class Bearings:
    """The events of one report in text order, asked for the features of candidates for a side of one of them."""

    def __init__(self, scores: Scores, told: Sequence[Told], codebook: Codebook, valency: Valency) -> None:
        self._who, self._parse, self._scores, self._valency = scores.who, scores.who.parse, scores, valency
        self._types = tuple(codebook.types)
        self.entities: Mapping[str, Entity] = scores.who.entities
        self._heads: dict[str, list[int]] = defaultdict(list)
        for token, ids in sorted(scores.who.cast.ids_by_token.items()):
            for i in ids:
                self._heads[i].append(token)
        self._known: dict[str, list[float]] = {}
        self.all = [self._look(t) for t in told]
        self._count()

    def _look(self, t: Told) -> Bearing:
        links: dict[str, dict[str, list[float]]] = {ACTOR: {}, RECIPIENT: {}}
        for role, found in links.items():
            for group in t.coded.triggers:
                for i, p in self._scores.party(role, group).items():
                    found.setdefault(i, []).append(p)
        best = {role: {i: max(chances) for i, chances in found.items()} for role, found in links.items()}
        best[BOTH] = dict(best[ACTOR])
        for i, p in best[RECIPIENT].items():
            best[BOTH][i] = max(best[BOTH].get(i, 0.0), p)
        tokens = t.coded.tokens
        return Bearing(told=t, tokens=tokens, links=links, best=best)

    def _count(self) -> None:
        """Who does and suffers what in the report, as the events are told so far."""
        self._acts, self._hits, self._pairs = Counter[object](), Counter[object](), Counter[tuple[str, str]]()
        self._folk = Counter[str | None]()
        self._in_sentence: dict[int, list[int]] = defaultdict(list)
        self._at_word: dict[int, list[int]] = defaultdict(list)
        who = self._who
        holding: dict[str, list[int]] = defaultdict(list)
        contents = list(zip(who.statements, who.content, strict=True))
        for n, b in enumerate(self.all):
            c = b.coded
            for ids, counter in ((c.actor, self._acts), (c.recipient, self._hits)):
                counter.update(ids)
                counter.update((c.type, i) for i in ids)
                self._folk.update(self.entities[i].country for i in ids)
            self._pairs.update((a, r) for a in c.actor for r in c.recipient)
            self._in_sentence[self._parse.sentence_of[c.predicate]].append(n)
            for x in b.tokens:
                self._at_word[x].append(n)
            inner = who.innermost(c.predicate)
            if inner is not None:
                b.speakers, b.addressees = inner.speaker, inner.addressee
            cues = [who.cue_of[x] for x in b.tokens if x in who.cue_of]
            b.telling = tuple(i for s in cues for i in s.speaker)
            b.hearing = tuple(i for s in cues for i in s.addressee)
            outer: list[str] = []
            said: set[int] = set()
            for s, content in contents:
                if not content.isdisjoint(b.tokens):
                    holding[s.id].append(n)
                    if c.predicate in content and s is not inner:
                        outer.extend(s.speaker)
                if s in cues:
                    said |= content
            b.outer, b.said = tuple(outer), frozenset(said)
        cued = {who.cue_of[x].id: n for n, b in enumerate(self.all) for x in b.tokens if x in who.cue_of}
        self._inside: dict[int, list[int]] = defaultdict(list)  # events in what an event says
        self._holders: dict[int, list[int]] = defaultdict(list)  # and the other way round
        for statement, n in cued.items():
            for m in holding[statement]:
                if m != n:
                    self._inside[n].append(m)
                    self._holders[m].append(n)

    def near(self, n: int) -> list[str]:
        """Whoever the words beside, the statements around and the neighbouring events bring into question."""
        b = self.all[n]
        found = [*b.speakers, *b.addressees, *b.telling, *b.hearing]
        for m in (n - 1, n + 1):
            if 0 <= m < len(self.all):
                found += [*self.all[m].coded.actor, *self.all[m].coded.recipient]
        return [*found, *self._places(n)]

    def features(self, n: int, role: str, now: Side, other: Side, sets: Sequence[Side]) -> Floats:
        """Features [sets, F] of candidate sets for a side that is `now` told, while the other side is `other`."""
        ids = list(dict.fromkeys(i for s in sets for i in s))
        members = self._members(n, now, other, ids)
        shares = np.zeros((len(sets), len(ids)), dtype=np.float32)
        number = {i: k for k, i in enumerate(ids)}
        for row, s in zip(shares, sets, strict=True):
            for i in s:
                row[number[i]] = 1 / len(s)
        links = sorted(((p, i, self.entities[i].country) for i, p in self.all[n].best[role].items()), reverse=True)
        of_sets = pack_features([_of_set(s, now, other, links, self.entities) for s in sets])
        about = np.tile(np.array([*self._about(n), bool(now), bool(other)], dtype=np.float32), (len(sets), 1))
        return np.concatenate(
            [shares @ members, shares @ _logits(members[:, :_CHANCES]), of_sets, _logits(of_sets[:, :_CHANCES]), about],
            axis=1,
        )  # fmt: skip

    def _about(self, n: int) -> list[float]:
        """The event itself."""
        b, parse = self.all[n], self._parse
        c = b.coded
        words = [head_word(parse, group) for group in c.triggers]
        known = [self._valency.of_word(c.type, word) for word in words]
        actor, recipient = [k[0] for k in known], [k[1] for k in known]
        return [
            *[c.type == kind for kind in self._types],
            parse.upos[c.predicate] == "NOUN",
            any(is_passive(parse, t) for t in b.tokens),
            bool(b.speakers),
            bool(b.telling),
            c.rule == BY_MODEL,
            VISITING in c.mode,
            *[mode in b.told.auxiliary for mode in _AUXILIARY],
            log1p(len(c.triggers)),
            log1p(len(self.all)),
            b.told.standing,
            max(b.best[ACTOR].values(), default=0.0),
            max(b.best[RECIPIENT].values(), default=0.0),
            *self._valency.of_word(c.type, parse.lemmas[c.predicate].lower()),
            sum(actor) / len(known),
            sum(recipient) / len(known),
            max(actor),
            max(recipient),
        ]

    def _members(self, n: int, now: Side, other: Side, ids: Sequence[str]) -> Floats:
        """Features [ids, F] of entities by themselves."""
        b, c, places = self.all[n], self.all[n].coded, self._places(n)
        actor, recipient = b.best[ACTOR], b.best[RECIPIENT]
        by_actor, by_recipient = self._by_country(actor), self._by_country(recipient)
        at_predicate = next((group for group in c.triggers if c.predicate in group), c.triggers[0])
        first = {role: self._scores.party(role, at_predicate) for role in (ACTOR, RECIPIENT)}
        before = self.all[n - 1].coded if n else None
        after = self.all[n + 1].coded if n + 1 < len(self.all) else None
        here = [m for m in self._in_sentence[self._parse.sentence_of[c.predicate]] if m != n]
        twins = [m for x in b.tokens for m in self._at_word[x] if m != n and self.all[m].coded.type == c.type]
        around = [
            self._sides(ACTOR, twins),
            self._sides(RECIPIENT, twins),
            *[set(x.actor) if x else set() for x in (before, after)],
            *[set(x.recipient) if x else set() for x in (before, after)],
            *[self._sides(ACTOR, ms) for ms in (here, self._inside.get(n, []), self._holders.get(n, []))],
            *[self._sides(RECIPIENT, ms) for ms in (here, self._inside.get(n, []), self._holders.get(n, []))],
        ]
        theirs = {country for i in other if (country := self.entities[i].country) is not None}
        count, sentence = len(c.triggers), self._parse.sentence_of[c.predicate]
        rows = []
        for i in ids:
            country, heads = self.entities[i].country, self._heads[i]
            a, r, acts, hits = actor.get(i, 0.0), recipient.get(i, 0.0), i in c.actor, i in c.recipient
            rows.append([
                a, r,
                by_actor.get(country, a) if country else a, by_recipient.get(country, r) if country else r,
                sum(b.links[ACTOR].get(i, ())) / count, sum(b.links[RECIPIENT].get(i, ())) / count,
                first[ACTOR].get(i, 0.0), first[RECIPIENT].get(i, 0.0),
                acts, hits, i in now, i in other,
                *places.get(i, _NO_PLACE),
                *self._distance(c.predicate, sentence, heads), any(h in b.tokens for h in heads),
                i in b.speakers, i in b.outer, i in b.addressees, i in b.telling, i in b.hearing,
                not b.said.isdisjoint(heads),
                *[i in ids_around for ids_around in around],
                log1p(self._acts[i] - acts), log1p(self._hits[i] - hits),
                log1p(self._acts[c.type, i] - acts), log1p(self._hits[c.type, i] - hits),
                log1p(sum(self._pairs[o, i] for o in other) - hits * sum(o in c.actor for o in other)),
                log1p(sum(self._pairs[i, o] for o in other) - acts * sum(o in c.recipient for o in other)),
                country in theirs,
                log1p(self._folk[country] - self._own(c, country)) if country else 0.0,
                *self._known_of(i),
            ])  # fmt: skip
        return pack_features(rows) if rows else np.zeros((0, _MEMBER), dtype=np.float32)

    def _own(self, c: Coded, country: str) -> int:
        return sum(self.entities[i].country == country for i in (*c.actor, *c.recipient))

    def _by_country(self, links: Links) -> dict[str | None, float]:
        found: dict[str | None, float] = {}
        for i, p in links.items():
            country = self.entities[i].country
            found[country] = max(found.get(country, 0.0), p)
        return found

    def _sides(self, role: str, numbers: Sequence[int]) -> set[str]:
        return {i for m in numbers for i in getattr(self.all[m].coded, role)} if numbers else set()

    def _places(self, n: int) -> Mapping[str, tuple[float, ...]]:
        """Whoever stands beside an event's words: log odds of acting and being acted on, the best and the mean."""
        b = self.all[n]
        if b._places is None:
            found: dict[str, list[tuple[float, float]]] = {}
            for group in b.coded.triggers:
                word = head_word(self._parse, group)
                seen = {(i, place) for t, place in places_beside(self._parse, group) for i in self._who.ids_at(t)}
                for i, place in sorted(seen):
                    found.setdefault(i, []).append(self._valency.of_place(b.coded.type, word, place))
            b._places = {
                i: (
                    max(a for a, _ in odds), max(r for _, r in odds),
                    sum(a for a, _ in odds) / len(odds), sum(r for _, r in odds) / len(odds), 1.0,
                )
                for i, odds in found.items()
            }  # fmt: skip
        return b._places

    def _distance(self, predicate: int, sentence: int, heads: Sequence[int]) -> list[float]:
        sentence_of = self._parse.sentence_of
        gap = min((abs(sentence_of[h] - sentence) for h in heads), default=_NOWHERE)
        back = min((predicate - h for h in heads if h < predicate), default=_FAR)
        earlier = bool(heads) and heads[0] < predicate
        later = bool(heads) and heads[-1] > predicate
        return [log1p(gap), gap == 0, gap == 1, earlier, later, log1p(min(_FAR, back))]

    def _known_of(self, i: str) -> list[float]:
        """What somebody is, whatever the event."""
        known = self._known.get(i)
        if known is None:
            e, heads = self.entities[i], self._heads[i]
            known = self._known[i] = [
                log1p(len(heads)), bool(heads) and self._parse.sentence_of[heads[0]] == 0,
                e.country is None, e.country in NO_COUNTRY, e.reason == _STATE,
                *[e.sector[:1] == (s,) for s in _SECTORS], not e.sector,
            ]  # fmt: skip
        return known


def _of_set(
    s: Side, now: Side, other: Side, links: Sequence[tuple[float, str, str | None]], entities: Mapping[str, Entity]
) -> list[float]:  # fmt: skip
    """The weakest link, the strongest that is left out, also of another country; size, and how it stands to `now`."""
    mine = {entities[i].country for i in s}
    own = [p for p, i, _ in links if i in s]
    least = own[-1] if len(own) == len(s) > 0 else 0.0
    left = [(p, country) for p, i, country in links if i not in s and i not in other]
    out = left[0][0] if left else 0.0
    far = next((p for p, country in left if country is None or country not in mine), 0.0)
    members, told = set(s), set(now)
    return [
        least, out, far, not s, len(s) == 1, len(s) == _PAIR, len(s) > _PAIR,
        members == told, bool(s) and members < told, bool(now) and told < members, len(mine),
    ]  # fmt: skip


def _logits(chances: Floats) -> Floats:
    p = np.minimum(np.maximum(chances, _LEAST), _MOST)
    odds: Floats = np.log(p / (1 - p))
    return odds
