"""Whether an act happened: PLOVER's auxiliary modes historical, future, hypothetical and negated."""

from datetime import date, timedelta

from dragoman.language.parse import Parse
from dragoman.types import When

_NEGATIONS = frozenset("not n't n’t never no neither nor without".split())
_FAILING = frozenset("fail refuse decline stop prevent avoid deny cancel postpone foil thwart avert abandon".split())
_WISHING = frozenset("want hope wish seek try attempt consider propose ask demand urge request expect plan intend call need".split())
_POSSIBLE = frozenset("would could may might".split())
_CONDITIONS = frozenset("if unless whether should".split())
_LONG_AGO = ("for decades", "for centuries", "during the cold war", "decades ago", "years ago", "in the past", "once")
_MONTH = timedelta(days=30)


def assess_auxiliary(parse: Parse, predicate: int, support: int | None, when: When | None, on: date) -> tuple[str, ...]:
    """The auxiliary modes of the act that a predicate stands for; empty for what happened or goes on."""
    found: list[str] = []
    verb = support if support is not None else predicate
    if when is not None and when.end is not None and when.end < on - _MONTH:
        found.append("historical")
    elif when is None and _told_as_past(parse, verb):
        found.append("historical")
    if (when is not None and when.start is not None and when.start > on) or _is_future(parse, verb):
        found.append("future")
    if _is_hypothetical(parse, verb):
        found.append("hypothetical")
        found = [f for f in found if f != "future"]
    if _is_negated(parse, verb):
        found.append("negated")
    return tuple(found)


def _told_as_past(parse: Parse, verb: int) -> bool:
    first, last = parse.sentences[parse.sentence_of[verb]]
    text = parse.text[parse.starts[first] : parse.ends[last - 1]].lower()
    return any(phrase in text for phrase in _LONG_AGO[:5]) and "Tense=Past" in parse.features[verb]


def _auxiliaries(parse: Parse, verb: int) -> set[str]:
    return {parse.lower[c] for c in parse.children[verb] if parse.relations[c].startswith("aux")}


def _is_future(parse: Parse, verb: int) -> bool:
    if parse.upos[verb] != "VERB":
        above = parse.heads[verb]
        if parse.relations[verb].partition(":")[0] in {"obj", "nsubj", "obl"} and parse.upos[above] == "VERB" and above != verb:
            return bool(_auxiliaries(parse, above) & {"will", "'ll", "’ll", "shall"}) or parse.lemmas[above] in {"plan", "schedule"}
        return any(parse.lower[c] in {"planned", "upcoming", "forthcoming", "scheduled", "future"} for c in parse.children[verb])
    if _auxiliaries(parse, verb) & {"will", "'ll", "’ll", "wo", "shall"}:
        return True
    above = parse.heads[verb]
    if parse.relations[verb] == "xcomp" and parse.lemmas[above] in {"plan", "intend", "expect", "schedule", "due", "set", "go", "prepare"}:
        return True
    return parse.relations[verb] == "conj" and _is_future_head(parse, above)


def _is_future_head(parse: Parse, verb: int) -> bool:
    return bool(_auxiliaries(parse, verb) & {"will", "'ll", "’ll"})


def _is_hypothetical(parse: Parse, verb: int) -> bool:
    if _auxiliaries(parse, verb) & _POSSIBLE:
        return True
    for child in parse.children[verb]:
        if parse.relations[child] == "mark" and parse.lower[child] in _CONDITIONS:
            return True
    above = parse.heads[verb]
    if above != verb and parse.relations[verb] in {"xcomp", "ccomp", "obj"} and parse.lemmas[above] in _WISHING and parse.lemmas[above] not in {"plan", "intend", "expect", "ask", "call"}:
        return True
    if above != verb and parse.relations[verb] in {"obj", "obl", "nsubj", "nmod"} and parse.upos[above] == "VERB":
        return bool(_auxiliaries(parse, above) & _POSSIBLE)
    return False


def _is_negated(parse: Parse, verb: int) -> bool:
    if any(parse.lower[c] in _NEGATIONS and parse.relations[c] in {"advmod", "det", "cc:preconj", "case", "mark"} for c in parse.children[verb]):
        return True
    above = parse.heads[verb]
    if above == verb:
        return False
    if parse.relations[verb] in {"xcomp", "obj"} and parse.lemmas[above] in _FAILING:
        return True
    return parse.relations[verb] in {"obj", "xcomp"} and any(
        parse.lower[c] in {"not", "n't", "n’t", "never"} for c in parse.children[above]
    )
