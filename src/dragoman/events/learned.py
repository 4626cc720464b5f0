"""What the model proposes as acts: triggers with type and mode, participants by their links.

The heads know one codebook's types. With any other codebook nothing is proposed and its rules decide alone.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from dragoman.codebook import Codebook
from dragoman.events.attribution import attribute_act
from dragoman.events.coded import Coded
from dragoman.events.frames import is_passive
from dragoman.events.participants import Participants
from dragoman.language.acts import Acts, Floats

LIKELY = 0.3  # a word less likely a trigger than that begins no proposal
_GOES_ON = 0.7  # of that: words beside it belong to the same trigger
_MODE = 0.5
_WORTH = 0.05  # a less likely link is none
_HALF = 0.5
LEAST = {"actor": 0.3, "recipient": 0.15, "according_to": 0.5}  # the likeliest in a role takes it from here on
# Somebody who acts or is acted on is told of some types more often than the network is sure, of others less often. Who
# does what is told in the passive without an agent is told elsewhere or not at all: links from 0.4 to 0.6 to somebody
# outside the clause are wrong for 27 of 34 mentions held back.
_SOMEBODY_ACTS = frozenset(("ACCUSE", "AID", "CONCEDE", "PROTEST", "REJECT", "SANCTION", "SUPPORT", "THREATEN"))
_AT_SOMEBODY = frozenset(("ACCUSE", "AID", "CONCEDE", "REJECT", "SUPPORT", "THREATEN"))
_AT_NOBODY = frozenset(("MOBILIZE", "RETREAT"))
_ACTS, _ACTS_IN_PASSIVE, _AIMED_AT, _SELDOM_AIMED_AT = 0.15, 0.6, 0.1, 0.25
_JOINED, _NEARLY = 0.5, 0.8  # others take part too from here on, if nearly as likely as the likeliest
VISITING = "visit"
BY_MODEL = "model"


@dataclass(frozen=True, slots=True)
class Scores:
    """The acts of a report under a codebook that they know."""

    acts: Acts
    who: Participants
    _parties: dict[tuple[str, tuple[int, ...]], dict[str, float]] = field(default_factory=dict)

    def trigger(self, kind: str, tokens: Sequence[int]) -> float:
        """How likely one of the tokens is a trigger of a type."""
        column = self.acts.labels.types.index(kind)
        return float(max(self.acts.trigger[t, column] for t in tokens))

    def party(self, role: str, tokens: Sequence[int]) -> Mapping[str, float]:
        """Entities by how likely they are in a role of a trigger's tokens, the likeliest first.

        The links point at whole noun phrases: whoever only stands inside another's ("rebels backed by Kigali")
        is left out.
        """
        key = role, tuple(tokens)
        known = self._parties.get(key)
        if known is None:
            known = self._parties[key] = self._find_party(role, tokens)
        return known

    def _find_party(self, role: str, tokens: Sequence[int]) -> dict[str, float]:
        best: dict[int, float] = {}
        for token in tokens:
            first, row = self.acts.around(role, token)
            for i in (row >= _WORTH).nonzero()[0].tolist():
                if self.who.ids_at(first + i):
                    best[first + i] = max(best.get(first + i, 0.0), float(row[i]))
        found: dict[str, float] = {}
        for token, p in best.items():
            if not self._stands_inside(token, p, best):
                for entity in self.who.ids_at(token):
                    found[entity] = max(found.get(entity, 0.0), p)
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def _stands_inside(self, token: int, p: float, others: Mapping[int, float]) -> bool:
        parse = self.who.parse
        while parse.heads[token] != token and parse.relations[token] != "conj":
            if parse.upos[token] == "VERB" and not parse.relations[token].startswith("acl"):
                return False
            token = parse.heads[token]
            if others.get(token, 0.0) >= _HALF * p:
                return True
        return False

    def parties(
        self, role: str, tokens: Sequence[int], least: float | None = None, others: Container[str] = ()
    ) -> tuple[str, ...]:
        """The likeliest entity in a role but for `others`, if likely enough, and those that are nearly as likely."""
        found = {e: p for e, p in self.party(role, tokens).items() if e not in others}
        best = next(iter(found.values()), 0.0)
        if best < (LEAST[role] if least is None else least):
            return ()
        return tuple(e for e, p in found.items() if p == best or (p >= _JOINED and p >= _NEARLY * best))

    def actors(self, kind: str, tokens: Sequence[int]) -> tuple[str, ...]:
        """Who acts: nobody whom the act is likelier directed at."""
        doing, receiving = self.party("actor", tokens), self.party("recipient", tokens)
        acted_on = {e for e, p in receiving.items() if p >= LEAST["recipient"] and p > doing.get(e, 0.0)}
        return self.parties("actor", tokens, self._least_of_actors(kind, tokens), acted_on)

    def _least_of_actors(self, kind: str, tokens: Sequence[int]) -> float:
        if any(is_passive(self.who.parse, t) for t in tokens):
            return _ACTS_IN_PASSIVE
        return _ACTS if kind in _SOMEBODY_ACTS else LEAST["actor"]

    def recipients(self, kind: str, tokens: Sequence[int], actor: Container[str]) -> tuple[str, ...]:
        """Whom an act is directed at: if who acts seems likeliest, somebody else rather than nobody."""
        best, chance = next(iter(self.party("recipient", tokens).items()), ("", 0.0))
        if kind in _AT_SOMEBODY or (best in actor and chance >= LEAST["recipient"]):
            least = _AIMED_AT
        else:
            least = _SELDOM_AIMED_AT if kind in _AT_NOBODY else LEAST["recipient"]
        return self.parties("recipient", tokens, least, actor)

    def best_of(self, role: str, tokens: Sequence[int], spans: Sequence[tuple[int, int]]) -> tuple[int, float] | None:
        """Which of some spans of tokens (end exclusive) is likeliest in a role, and how likely."""
        chances = self.acts.strongest_in(role, tokens, spans)
        return max(enumerate(chances), key=lambda pair: pair[1], default=None)

    def same(self, a: Sequence[int], b: Sequence[int]) -> float:
        """How likely two triggers tell of one event."""
        return max(self.acts.strongest_link("same", a, b), self.acts.strongest_link("same", b, a))

    def auxiliary(self, predicate: int) -> dict[str, float]:
        """The auxiliary modes with their probabilities."""
        return dict(zip(self.acts.labels.auxiliary, self.acts.auxiliary[predicate].tolist(), strict=True))

    def modes(self, kind: str, predicate: int) -> tuple[str, ...]:
        """The likeliest mode of a type, if likely enough."""
        found = [
            (float(self.acts.mode[predicate, i]), name.partition(" ")[2])
            for i, name in enumerate(self.acts.labels.modes)
            if name.partition(" ")[0] == kind
        ]
        best = max(found, default=(0.0, ""))
        return (best[1],) if best[0] >= _MODE else ()


def scores_for(who: Participants, codebook: Codebook) -> Scores | None:
    """The report's scores, if there are any and they are of this codebook's types."""
    acts = who.parse.acts
    if acts is None or acts.labels.codebook != codebook.name:
        return None
    return Scores(acts, who)


def propose_events(scores: Scores, codebook: Codebook) -> Iterator[Coded]:
    """Every likely trigger as a mention of an event, with whomever it points at on either side.

    On the word of whom it points at for that, else of the speakers whose words hold it.
    """
    acts = scores.acts
    for column in np.flatnonzero(acts.trigger.max(axis=0, initial=0.0) >= LIKELY).tolist():
        kind = acts.labels.types[column]
        for tokens in _runs(acts.trigger[:, column]):
            predicate = max(tokens, key=lambda t: (float(acts.trigger[t, column]), -t))
            actor, verbal = scores.actors(kind, tokens), codebook.types[kind].verbal
            yield Coded(
                type=kind, mode=scores.modes(kind, predicate), actor=actor,
                recipient=scores.recipients(kind, tokens, actor), predicate=predicate, triggers=(tuple(tokens),),
                according_to=scores.parties("according_to", tokens)
                or attribute_act(scores.who, predicate, actor, verbal=verbal),
                confidence=float(acts.trigger[predicate, column]), rule=BY_MODEL,
            )  # fmt: skip


def _runs(column: Floats) -> list[list[int]]:
    """Neighbouring tokens that are likely, one of them likely enough."""
    runs: list[list[int]] = []
    for token in np.flatnonzero(column >= LIKELY * _GOES_ON).tolist():
        if runs and runs[-1][-1] == token - 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    return [run for run in runs if column[run].max() >= LIKELY]
