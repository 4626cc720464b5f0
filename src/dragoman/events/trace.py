"""What was considered as an act in a report, and how likely each was: the answer to "why not?".

Nothing here decides; it asks the same functions that `find_events` asks and keeps what they say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.codebook import Codebook
from dragoman.events.coded import Coded
from dragoman.events.coding import code_events, code_every, fitting_rules
from dragoman.events.frames import Frame, find_frames
from dragoman.events.learned import Scores, scores_for
from dragoman.events.participants import Participants
from dragoman.events.weighing import Weights, features_of, gather_candidates, load_weights
from dragoman.language.parse import Parse
from dragoman.types import Cast, Span, Statement

STANDS, UNLIKELY, PART, UNFIT, NOBODY = "stands", "unlikely", "part", "unfit", "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """A reading of some words as an act.

    `rule` is the rule that proposes it, "model" where only the network does. `probability` is what rule and
    network together come to, None where the words were not weighed; `network` the network's own for the type,
    None without one. `fate`: it "stands" (as a further mention, or as an event unless it may well be one told
    before), is "unlikely", is "part" of what another act demands, promises, refuses or threatens, its rules'
    conditions are "unfit", or "nobody" political takes part.
    """

    type: str
    mode: tuple[str, ...]
    words: Span
    rule: str
    probability: float | None
    network: float | None
    fate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Everything considered, in text order; the sentences; and the likeliest word of each by the network alone.

    `least` is the probability from which a considered act stands.
    """

    sentences: tuple[Span, ...]
    considered: tuple[Considered, ...]
    likeliest: tuple[Considered | None, ...]
    least: float


def trace_events(
    parse: Parse, cast: Cast, statements: Sequence[Statement], codebook: Codebook, weights: Weights | None = None
) -> Trace:  # fmt: skip
    """What `find_events` considers in a report, with packaged weights by default."""
    weights = weights or load_weights()
    who = Participants(parse, cast, statements)
    frames = find_frames(parse, codebook.rules)
    scores = scores_for(who, codebook)
    kept = code_events(who, frames, codebook)
    found = [*_weighed(parse, kept, scores, codebook, weights), *_left_out(who, frames, kept, codebook, scores)]
    return Trace(
        sentences=tuple(parse.span(first, last - 1) for first, last in parse.sentences),
        considered=tuple(sorted(found, key=lambda c: (c.words, c.type))),
        likeliest=tuple(_likeliest(parse, scores, sentence) for sentence in parse.sentences),
        least=weights.least,
    )


def _weighed(
    parse: Parse, kept: Sequence[Coded], scores: Scores | None, codebook: Codebook, weights: Weights
) -> Iterator[Considered]:
    if scores is None:
        for c in kept:
            yield _considered(parse, c, None, c.confidence, STANDS)
        return
    for candidate in gather_candidates(scores, kept, codebook):
        probability = weights.judge(features_of(scores, candidate))
        fate = STANDS if probability >= weights.least else UNLIKELY
        yield _considered(parse, candidate.coded, scores, probability, fate)


def _left_out(
    who: Participants, frames: Sequence[Frame], kept: Sequence[Coded], codebook: Codebook, scores: Scores | None
) -> Iterator[Considered]:
    """Acts inside other acts, and words that rules know but make nothing of."""
    every = code_every(who, frames, codebook)
    for c in every:
        if c not in kept:
            yield _considered(who.parse, c, scores, None, PART)
    coded = {c.predicate for c in every}
    for frame in frames:
        if frame.predicate in coded:
            continue
        fitting = fitting_rules(who, frame, codebook)
        rule = (fitting or codebook.rules[(frame.lemma, frame.pos)])[0]
        yield Considered(
            type=rule.type, mode=rule.mode, words=who.parse.span(frame.predicate, frame.predicate),
            rule=f"triggers.tsv:{rule.line}", probability=None,
            network=None if scores is None else scores.trigger(rule.type, [frame.predicate]),
            fate=NOBODY if fitting else UNFIT,
        )  # fmt: skip


def _considered(parse: Parse, c: Coded, scores: Scores | None, probability: float | None, fate: str) -> Considered:
    group = c.triggers[0]
    return Considered(
        type=c.type, mode=c.mode, words=parse.span(min(group), max(group)), rule=c.rule,
        probability=None if probability is None else round(probability, 2),
        network=None if scores is None else scores.trigger(c.type, [t for g in c.triggers for t in g]), fate=fate,
    )  # fmt: skip


def _likeliest(parse: Parse, scores: Scores | None, sentence: tuple[int, int]) -> Considered | None:
    """The word of a sentence that the network takes for an act most readily."""
    if scores is None:
        return None
    rows = scores.acts.trigger[sentence[0] : sentence[1]]
    token, column = divmod(int(rows.argmax()), rows.shape[1])
    return Considered(
        type=scores.acts.labels.types[column], mode=(), words=parse.span(sentence[0] + token, sentence[0] + token),
        rule="model", probability=None, network=float(rows[token, column]), fate=UNLIKELY,
    )  # fmt: skip
