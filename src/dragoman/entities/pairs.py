"""Two who do something with or against each other: whom "both sides" and "the two leaders" are short for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.entities.nodes import Node
from dragoman.language.parse import Parse

_MUTUAL_VERBS = frozenset(
    "agree argue battle clash coalesce confer converse cooperate duel engage exchange fight haggle meet negotiate "
    "parley quarrel reconcile sign sit skirmish speak spar talk war wrangle".split()
)
_MUTUAL_NOUNS = frozenset(
    "accord agreement alliance armistice battle border ceasefire clash coalition conflict conversation cooperation "
    "deal dialogue discussion dispute encounter feud fight fighting friction gunfight hostility meeting memorandum "
    "negotiation pact peace quarrel relation rivalry row session skirmish stalemate standoff summit talk tension tie "
    "treaty truce violence war".split()
)
_TWO = 2
_NO_NOUNS = frozenset(("VERB", "AUX", "ADJ", "ADV"))
_DASHES = frozenset("- – — --".split())
_DATELINE = 12  # words, at most
_ACRONYM = 3  # letters of "US" and "UAE", which open no dateline
# What one does to a person, and both take part in.
_CALLS = frozenset("call greet host phone receive ring telephone visit welcome".split())
_WITH = frozenset("with against".split())
_BETWEEN = frozenset("between among".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two entities, or one group of two nations; their last word; and whether they act on each other."""

    nodes: tuple[Node, ...]
    token: int
    is_mutual: bool

    def __contains__(self, node: Node) -> bool:
        return any(n is node for n in self.nodes)


def find_pairs(parse: Parse, stands_for: Mapping[int, Sequence[Node]], stop: int) -> list[Pair]:
    """The pairs told of before a word, the last first; `stands_for` are the entities of the mentions by their heads."""
    heads = [t for t in stands_for if t < stop and not is_in_dateline(parse, t)]
    told = {t: stands_for[t][0] for t in heads if len(stands_for[t]) == 1 and _may_be_side(stands_for[t][0])}
    found = [*_of_two_nations(parse, told), *_joined(parse, told), *_facing(parse, told)]
    return sorted(found, key=lambda pair: -pair.token)


def _may_be_side(node: Node) -> bool:
    """No "men", "relatives" or "people" of whom nothing is told but that."""
    return node.named or bool(node.sector) or node.office is not None or node.country is not None


def is_in_dateline(parse: Parse, token: int) -> bool:
    """ "QUITO, Ecuador - …": a place before the dash that ends a report's dateline."""
    first, last = parse.sentences[parse.sentence_of[token]]
    if not parse.words[first].isupper() or len(parse.words[first]) <= _ACRONYM:
        return False
    return any(parse.words[t] in _DASHES for t in range(token + 1, min(last, first + _DATELINE)))


def _of_two_nations(parse: Parse, told: Mapping[int, Node]) -> Iterator[Pair]:
    """ "Thai and Cambodian soldiers" are two sides."""
    for token, node in told.items():
        if any(m.head == token and len(m.nations) == _TWO for m in node.mentions):
            yield Pair(nodes=(node,), token=token, is_mutual=_is_mutual(parse, token))


def _joined(parse: Parse, told: Mapping[int, Node]) -> Iterator[Pair]:
    """ "A and B", "between A and B", "of A and of B"."""
    for token in range(max(told, default=-1) + 1):
        if parse.relations[token] == "conj" or parse.upos[token] in _NO_NOUNS:
            continue
        joined = _parts(parse, token)
        if len(joined) != _TWO or any(t not in told for t in joined) or told[joined[0]] is told[joined[1]]:
            continue
        nodes, is_mutual = (told[joined[0]], told[joined[1]]), _is_mutual(parse, token)
        if is_mutual or parse.relations[token].startswith("nsubj"):
            yield Pair(nodes=nodes, token=joined[1], is_mutual=is_mutual)


def _parts(parse: Parse, token: int) -> list[int]:
    """What is joined to a word, the word first; trees often hang a dateline among the subjects, which is left out."""
    heads = [token]
    if parse.relations[token] == "nsubj" and is_in_dateline(parse, token):
        heads = list(parse.dependents(parse.heads[token], "nsubj"))
    joined = [c for h in heads for c in (h, *parse.dependents(h, "conj")) if parse.upos[c] not in _NO_NOUNS]
    return sorted(t for t in joined if not is_in_dateline(parse, t))


def _is_mutual(parse: Parse, token: int) -> bool:
    above, relation = parse.heads[token], parse.relations[token].partition(":")[0]
    if any(parse.lower[c] in _BETWEEN for c in parse.children[token]):
        return True
    if relation == "nmod" and parse.lemmas[above] in _MUTUAL_NOUNS:
        return True
    if relation == "nmod":  # "delegations of Sierra Leone and Guinea met"
        above, relation = parse.heads[above], parse.relations[above].partition(":")[0]
    return relation == "nsubj" and _is_mutual_act(parse, above)


def _is_mutual_act(parse: Parse, verb: int) -> bool:
    """ "Met", "signed a deal", "began talks"."""
    done = [verb, *parse.dependents(verb, "xcomp")]
    return any(parse.lemmas[v] in _MUTUAL_VERBS for v in done) or any(
        parse.lemmas[o] in _MUTUAL_NOUNS for v in done for o in parse.dependents(v, "obj", "obl")
    )


def _facing(parse: Parse, told: Mapping[int, Node]) -> Iterator[Pair]:
    """ "A met B", "A clashed with B", "A began talks with B"."""
    for token in told:
        verb = _act_with(parse, token, told[token])
        if verb is None or any(parse.dependents(token, "conj")):
            continue
        subject = max((s for s in parse.dependents(verb, "nsubj") if s in told), default=None)
        if subject is None or told[subject] is told[token] or any(parse.dependents(subject, "conj")):
            continue
        yield Pair(nodes=(told[subject], told[token]), token=token, is_mutual=True)


def _act_with(parse: Parse, token: int, node: Node) -> int | None:
    """The verb of what is done with or against somebody: "met B", "clashed with B", "signed a deal with B"."""
    above, relation = parse.heads[token], parse.relations[token]
    if relation == "obj" and node.kind == "person" and parse.lemmas[above] in _CALLS:
        return above
    is_with = any(parse.lower[c] in _WITH for c in parse.children[token] if parse.relations[c] == "case")
    if relation == "obj":
        return above if parse.lemmas[above] in _MUTUAL_VERBS else None
    if not is_with:
        return None
    if relation == "nmod":
        return parse.heads[above] if parse.lemmas[above] in _MUTUAL_NOUNS else None
    return above if relation == "obl" and _is_mutual_act(parse, above) else None
