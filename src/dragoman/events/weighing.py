"""Rules and the model weighed against each other: which mentions of acts stand, and how sure that is."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import exp, log
from pathlib import Path

from dragoman.codebook import Codebook
from dragoman.dates import TimeExpression
from dragoman.events.audience import never_recipients
from dragoman.events.auxiliary import NEGATED
from dragoman.events.coded import Coded
from dragoman.events.conventions import settle_type
from dragoman.events.learned import VISITING, Scores, propose_events
from dragoman.events.participants import Participants
from dragoman.language.parse import Parse
from dragoman.types import When

_WEIGHTS = Path(__file__).with_name("weights.json")
_SURE = 0.5  # so sure of another, the model decides against a rule's choice that it sees less than
_RULED_OUT = {"actor": 0.25, "recipient": 0.1}
_SEEN_AT_ALL = {"actor": 0.0, "recipient": 0.05}  # a rule's choice that the model sees less is none
# In a mutual act; the second and third of a meeting, and of an agreement or joint act, that has but one side.
_TAKES_PART, _MAY_MEET, _MAY_TAKE_PART, _PAIR = 0.5, 0.2, 0.1, 2
_FIGHTING = frozenset("battle clash duel fight fighting firefight gunfight shootout skirmish war".split())
_DIRECTED = frozenset(("against", "on"))
_VIOLENCE, _MEETING = "ASSAULT", "CONSULT"
_DATED = 0.5
# An act that the model links less to a source than that is in the report's own voice, whoever's words hold it: of 42
# such in the reports held back two are annotated with a source, of 8 on dev one.
_OWN_VOICE = 0.05
# The model's least probability of an auxiliary mode that a rule sees too, and of one that none sees. All modes right
# of the acts found: dev 0.912, a third of held back 0.936; at 0.25 and 0.75 (0.35 where negated) 0.909 and 0.935, with
# half as many denials, conditions and plans told.
_SEEN = {NEGATED: (0.1, 0.2), "hypothetical": (0.05, 0.3), "future": (0.1, 0.4)}
_SEEN_ELSE = (0.25, 0.75)
# Of the least probability of an event: mentions from there on may tell of one again. Development reports: detected
# 0.693 at 0.9, 0.697 at 0.7, 0.700 at 0.55; held back 0.762 all alike.
_HEARD = 0.55
_EDGE = 0.001  # probabilities are kept that far from 0 and 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A mention that a rule codes, that the model proposes, or both."""

    coded: Coded
    by_rule: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A logistic regression over a candidate's features, and the least probability of an event."""

    bias: float
    features: Mapping[str, float]
    least: float

    @property
    def heard(self) -> float:
        """The least probability of a mention that may still tell of an event again."""
        return _HEARD * self.least

    def judge(self, features: Mapping[str, float]) -> float:
        """How likely a candidate is an event of its type."""
        total = self.bias + sum(self.features[name] * value for name, value in features.items())
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


@cache
def load_weights(path: Path = _WEIGHTS) -> Weights:
    """Weights from a file, by default the packaged ones that training/weigh.py fitted."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return Weights(bias=found["bias"], features=found["features"], least=found["least"])


def weigh_mentions(
    scores: Scores, coded: Sequence[Coded], codebook: Codebook, weights: Weights
) -> Iterator[Coded]:  # fmt: skip
    """The mentions that may stand or tell again, as the codebook's conventions have them.

    With participants completed by the model, and their confidence.
    """
    for candidate in gather_candidates(scores, coded, codebook):
        confidence = weights.judge(features_of(scores, candidate))
        settled = settle_type(scores.who.parse, candidate.coded, codebook) if confidence >= weights.heard else None
        if settled is not None:
            told = replace(complete_sides(scores, settled, codebook), confidence=confidence)
            told = replace(told, according_to=_source(scores, told))
            yield _without_own_word(told) if codebook.types[told.type].verbal else told


def _source(scores: Scores, c: Coded) -> tuple[str, ...]:
    """The speakers whose words hold an act, else whom the model is sure of; none where it rules a source out."""
    tokens = c.tokens
    if float(scores.acts.strongest("according_to", tokens).max(initial=0.0)) < _OWN_VOICE:
        return ()
    return c.according_to or scores.parties("according_to", tokens)


def _without_own_word(c: Coded) -> Coded:
    """Who demands, accuses or refuses is not named again as the source of that."""
    return replace(c, according_to=tuple(i for i in c.according_to if i not in c.actor))


def gather_candidates(scores: Scores, coded: Sequence[Coded], codebook: Codebook) -> Iterator[Candidate]:
    """What rules code, then what only the model proposes."""
    covered: dict[str, set[int]] = {}
    for c in coded:
        if c.type in scores.acts.labels.types:
            covered.setdefault(c.type, set()).update(c.tokens)
            yield Candidate(coded=c, by_rule=True)
    for c in propose_events(scores, codebook):
        if covered.get(c.type, set()).isdisjoint(c.triggers[0]):
            yield Candidate(coded=c, by_rule=False)


def features_of(scores: Scores, candidate: Candidate) -> dict[str, float]:
    """What speaks for a candidate, by name."""
    c, parse = candidate.coded, scores.who.parse
    tokens = c.tokens
    chances = dict(zip(scores.acts.labels.types, scores.acts.trigger[tokens].max(axis=0).tolist(), strict=True))
    likely, other = logit(chances.pop(c.type)), logit(max(chances.values()))
    rule = float(candidate.by_rule)
    stance = float(c.rule == "stances.tsv")
    return {
        "model": likely,
        "rule": rule,
        "rule and model": rule * likely,
        "specific rule": rule * (c.confidence - 0.5) * 10,
        "anaphoric": rule * float(c.anaphoric),
        "stance": stance,
        "stance and model": stance * likely,
        "other type": other,
        "noun": float(parse.upos[c.predicate] == "NOUN"),
        "actor": float(bool(c.actor)),
        "recipient": float(bool(c.recipient)),
        "said": float(scores.who.innermost(c.predicate) is not None),
    }


def logit(p: float) -> float:
    """Log odds of a probability, which is kept off 0 and 1."""
    p = min(1 - _EDGE, max(_EDGE, p))
    return log(p / (1 - p))


def complete_sides(scores: Scores, c: Coded, codebook: Codebook) -> Coded:
    """Sides that a rule leaves empty, or fills with somebody whom the model rules out, are the model's."""
    tokens = c.tokens
    if codebook.types[c.type].mutual and VISITING not in c.mode:
        return replace(c, actor=_all_sides(scores, c.type, tokens, c.actor), recipient=())
    actor = c.actor if _stays(scores, "actor", tokens, c.actor) else scores.actors(c.type, tokens)
    own = tuple(never_recipients(scores.who, c.type, actor, c.mode, tokens))
    if _stays(scores, "recipient", tokens, c.recipient) and (given := tuple(i for i in c.recipient if i not in own)):
        recipient = given
    else:
        recipient = scores.recipients(c.type, tokens, own)
    if c.type == _VIOLENCE and len(actor) == 1 and _is_civil_war(scores.who.parse, c.predicate):
        actor = ()
    if c.type == _VIOLENCE and _is_two_sided(scores.who.parse, c.predicate):
        return replace(c, actor=(*actor, *recipient), recipient=())
    return replace(c, actor=actor, recipient=recipient)


def _is_civil_war(parse: Parse, predicate: int) -> bool:
    """ "Syria's civil war" is not Syria's doing: of 40 in the training reports one has one side, nine have both."""
    return parse.lemmas[predicate] == "war" and any(parse.lower[c] == "civil" for c in parse.children[predicate])


def _is_two_sided(parse: Parse, predicate: int) -> bool:
    """Fighting is done by both sides, a fight against somebody by one of them."""
    if parse.lemmas[predicate].lower() not in _FIGHTING:
        return False
    phrases = parse.dependents(predicate, "obl", "nmod")
    return not any(parse.lower[marker] in _DIRECTED for phrase in phrases for marker in parse.children[phrase])


def _stays(scores: Scores, role: str, tokens: Sequence[int], given: tuple[str, ...]) -> bool:
    """A rule's side that the model sees too, at least more than nothing where it is sure of another."""
    likely = scores.party(role, tokens)
    best, chance = next(iter(likely.values()), 0.0), max((likely.get(i, 0.0) for i in given), default=0.0)
    return bool(given) and chance >= (_RULED_OUT[role] if best >= _SURE else _SEEN_AT_ALL[role])


def _all_sides(scores: Scores, kind: str, tokens: Sequence[int], given: tuple[str, ...]) -> tuple[str, ...]:
    """Who takes part in a mutual act, whatever side the model sees them on: two at least, if it sees two."""
    likely = dict(scores.party("actor", tokens))
    for entity, p in scores.party("recipient", tokens).items():
        likely[entity] = max(likely.get(entity, 0.0), p)
    second = _MAY_MEET if kind == _MEETING else _MAY_TAKE_PART
    elsewhere = _sides_of_others(scores, kind, tokens)
    likely = {entity: p for entity, p in likely.items() if entity not in elsewhere}
    found, taken = [i for i in given if i not in elsewhere], {likely[i] for i in given if i in likely}
    for entity, p in sorted(likely.items(), key=lambda item: (-item[1], item[0])):
        is_of_same_phrase = p in taken and p >= second  # "both leaders"
        if entity not in found and (p >= _TAKES_PART or (len(found) < _PAIR and p >= second) or is_of_same_phrase):
            found.append(entity)
            taken.add(p)
    return tuple(found)


def _sides_of_others(scores: Scores, kind: str, tokens: Sequence[int]) -> set[str]:
    """Who takes part in another act of the kind by its own verb, where this one's verb has two sides of its own.

    "Sato met his Thai counterpart. Prime Minister Hola spoke to the Polish president": two and two.
    """
    parse, column = scores.who.parse, scores.acts.labels.types.index(kind)
    own = {next((v for v in (t, *parse.ancestors(t)) if parse.upos[v] == "VERB"), t) for t in tokens}
    here = {i for verb in own for i in _arguments(scores.who, verb)}
    if len(here) < _PAIR:
        return set()
    likely = (scores.acts.trigger[:, column] >= _SURE).nonzero()[0].tolist()
    verbs = (t for t in likely if parse.upos[t] == "VERB" and t not in own)
    return {i for verb in verbs for i in _arguments(scores.who, verb)} - here


def _arguments(who: Participants, verb: int) -> Iterator[str]:
    for token in who.parse.dependents(verb, "nsubj", "obj", "obl"):
        yield from who.ids_at(token)


def date_by_link(scores: Scores, c: Coded, dates: Sequence[TimeExpression]) -> When | None:
    """The days of the expression that the model ties to a mention, if it is sure enough."""
    tokens = c.tokens
    best = scores.best_of("time", tokens, [(e.first, e.last + 1) for e in dates])
    return dates[best[0]].when if best is not None and best[1] >= _DATED else None


def weigh_auxiliary(scores: Scores, c: Coded, by_rule: tuple[str, ...]) -> tuple[str, ...]:
    """Auxiliary modes that rule and model together make likely."""
    likely = scores.auxiliary(c.predicate)
    return tuple(name for name, p in likely.items() if p >= _SEEN.get(name, _SEEN_ELSE)[name not in by_rule])
