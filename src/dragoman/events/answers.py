"""Recipients that other acts of the report tell: who is refused has asked, who is blamed or praised has done it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.events.coded import Coded
from dragoman.events.coreference import Told, is_definite_noun
from dragoman.events.learned import Scores
from dragoman.events.participants import Participants

_REFUSAL = "REJECT"
_ANSWERED = frozenset(("REQUEST", "ACCUSE"))  # what "rejected these calls" looks back to
_JUDGING = frozenset(("ACCUSE", "SUPPORT"))
_THOSE = frozenset(("this", "that", "these", "those", "such"))
_BACK = 2  # sentences
_WEAK = 0.3  # of the network's link


def with_answered(who: Participants, scores: Scores | None, told: Sequence[Told]) -> list[Told]:
    """The events in which who is unlikely or missing as recipient is whoever other events tell."""
    found = list(told)
    for i, t in enumerate(found):
        c = t.coded
        if not c.actor:
            continue
        if c.type == _REFUSAL and (_is_open(scores, c) or _looks_back(who, c)):
            _answer(who, found, i)
        elif c.type in _JUDGING and _is_open(scores, c):
            doers = next(_doers(who, found, c), ())
            if doers:
                found[i] = replace(t, coded=replace(c, recipient=doers))
    return found


def _is_open(scores: Scores | None, c: Coded) -> bool:
    """Nobody is told to be the recipient, or somebody whom the network hardly takes for it."""
    if not c.recipient or scores is None:
        return not c.recipient
    likely = scores.party("recipient", c.tokens)
    return max(likely.get(i, 0.0) for i in c.recipient) < _WEAK


def _looks_back(who: Participants, c: Coded) -> bool:
    """What is refused was told just before: "those appeals"."""
    parse = who.parse
    return any(
        parse.upos[o] == "NOUN" and any(parse.lower[d] in _THOSE for d in parse.children[o])
        for o in parse.dependents(c.predicate, "obj", "nsubj:pass")
    )


def _answer(who: Participants, found: list[Told], i: int) -> None:
    """ "Azerbaijan has ignored these appeals": who appealed is refused, and who refuses was appealed to."""
    parse, c = who.parse, found[i].coded
    before = [
        j
        for j, k in enumerate(found)
        if k.coded.type in _ANSWERED and k.coded.predicate < c.predicate and not set(k.coded.actor) & set(c.actor)
        and k.coded.actor and parse.sentence_of[c.predicate] - parse.sentence_of[k.coded.predicate] <= _BACK
    ]  # fmt: skip
    if not before:
        return
    j = max(before, key=lambda j: found[j].coded.predicate)
    asked = found[j].coded
    found[i] = replace(found[i], coded=replace(c, recipient=asked.actor))
    objects = [o for o in parse.dependents(c.predicate, "obj", "nsubj") if parse.upos[o] == "NOUN"]
    if not asked.recipient and any(is_definite_noun(parse, o) for o in objects):
        found[j] = replace(found[j], coded=replace(asked, recipient=c.actor))


def _doers(who: Participants, found: Sequence[Told], c: Coded) -> Iterator[tuple[str, ...]]:
    """Who does what the words say that amount to a judgement: "condemned it, saying the army had shelled the town"."""
    words = set(c.tokens)
    said = {
        t
        for s, content in zip(who.statements, who.content, strict=True)
        if s.cue is not None and who.parse.tokens_in(s.cue).start in words
        for t in content
    }
    for k in found:
        if k.coded is not c and any(t in said for t in k.coded.tokens):
            doers = tuple(i for i in k.coded.actor if i not in c.actor)
            if doers:
                yield doers
