"""Whether an act happened: PLOVER's auxiliary modes historical, future, hypothetical and negated."""

from collections.abc import Iterator
from datetime import date, timedelta

from dragoman.language.parse import Parse
from dragoman.types import When

HYPOTHETICAL, NEGATED = "hypothetical", "negated"
NEGATIONS = frozenset(["not", "n't", "n’t", "never", "no", "neither", "nor", "without"])
NOT = frozenset(["not", "n't", "n’t", "never"])
_DRAFTS = frozenset(["bill", "draft", "legislation"])
_NEGATING = frozenset(("advmod", "det", "cc:preconj", "case", "mark"))
_FAILING = frozenset([
    "fail", "refuse", "decline", "stop", "prevent", "avoid", "deny", "cancel", "postpone", "foil", "thwart", "avert",
    "abandon",
])  # fmt: skip
_WISHING = frozenset([
    "want", "hope", "wish", "seek", "try", "attempt", "consider", "propose", "ask", "demand", "urge", "request",
    "expect", "plan", "intend", "call", "need",
])  # fmt: skip
_ASKING = frozenset(("ask", "call"))
_POSSIBLE = frozenset(["would", "could", "may", "might"])
_CONDITIONS = frozenset(["if", "unless", "whether", "should"])
_LONG_AGO = ("for decades", "for centuries", "during the cold war", "decades ago", "years ago")
_FUTURE = frozenset(["will", "'ll", "’ll", "wo", "shall"])
_PLANNING = frozenset(["plan", "intend", "expect", "schedule", "due", "set", "go", "prepare", "slate", "bind"])
_PLANNED = frozenset(["planned", "upcoming", "forthcoming", "scheduled", "future", "coming"])
_BEFORE = frozenset(["after", "following", "since", "despite"])  # what stands there is over when the clause happens
_DEPTH = 4  # clauses up: "will begin to hold and host"
_MONTH = timedelta(days=30)


def assess_auxiliary(parse: Parse, predicate: int, support: int | None, when: When | None, on: date) -> tuple[str, ...]:
    """The auxiliary modes of the act that a predicate stands for; empty for what happened or goes on."""
    found: list[str] = []
    verb = support if support is not None else predicate
    long_over = when is not None and when.end is not None and when.end < on - _MONTH
    if long_over or (when is None and _told_as_past(parse, verb)):
        found.append("historical")
    if (when is not None and when.start is not None and when.start > on) or _is_future(parse, verb):
        found.append("future")
    if _is_hypothetical(parse, verb) or _is_drafted(parse, predicate, verb):
        found.append(HYPOTHETICAL)
        found = [f for f in found if f != "future"]
    if _is_negated(parse, verb):
        found.append(NEGATED)
    return tuple(found)


def _told_as_past(parse: Parse, verb: int) -> bool:
    """ "for decades", "years ago" in the clause of a verb in the past tense."""
    if "Tense=Past" not in parse.features[verb]:
        return False
    for child in parse.dependents(verb, "obl", "advmod"):
        text = " ".join(parse.lower[t] for t in parse.subtree(child))
        if any(phrase in text for phrase in _LONG_AGO):
            return True
    return False


def auxiliaries_of(parse: Parse, verb: int) -> set[str]:
    """The auxiliary verbs of a verb, in lower case."""
    return {parse.lower[c] for c in parse.children[verb] if parse.relations[c].startswith("aux")}


def _scope(parse: Parse, predicate: int) -> Iterator[int]:
    """The predicate and those above whose tense and modality hold for it too, nearest first."""
    token = predicate
    yield token
    for _ in range(_DEPTH):
        relation, above = parse.relations[token], parse.heads[token]
        if above == token:
            return
        verbal = parse.upos[token] in {"VERB", "AUX"}
        joined = relation == "conj" and not (verbal and (auxiliaries_of(parse, token) or _has_subject(parse, token)))
        carried = (
            not verbal
            and relation.partition(":")[0] in {"obj", "nsubj", "obl", "nmod"}
            and not (_BEFORE & {parse.lower[c] for c in parse.children[token] if parse.relations[c] == "case"})
        )
        if not (relation == "xcomp" or joined or carried):
            return
        if carried and parse.upos[above] not in {"VERB", "NOUN", "ADJ"}:
            return
        token = above
        yield token


def _has_subject(parse: Parse, verb: int) -> bool:
    return any(parse.relations[c].startswith("nsubj") for c in parse.children[verb])


def _is_future(parse: Parse, predicate: int) -> bool:
    if parse.upos[predicate] != "VERB" and any(parse.lower[c] in _PLANNED for c in parse.children[predicate]):
        return True
    for token in _scope(parse, predicate):
        auxiliaries = auxiliaries_of(parse, token)
        if auxiliaries & _FUTURE or _is_due(parse, token, auxiliaries):
            return True
        if token != predicate and (parse.lemmas[token] in _PLANNING or _looks_forward(parse, token)):
            return True
    return parse.relations[predicate] == "advcl" and _looks_forward(parse, parse.heads[predicate])


def _is_due(parse: Parse, verb: int, auxiliaries: set[str]) -> bool:
    """ "are to travel": a form of be and the infinitive."""
    return bool(auxiliaries & {"is", "are", "am"}) and any(
        parse.lower[c] == "to" and parse.relations[c] == "mark" for c in parse.children[verb]
    )


def _looks_forward(parse: Parse, verb: int) -> bool:
    return parse.lemmas[verb] == "look" and any(parse.lower[c] == "forward" for c in parse.children[verb])


def _is_hypothetical(parse: Parse, predicate: int) -> bool:
    for token in _scope(parse, predicate):
        if auxiliaries_of(parse, token) & _POSSIBLE:
            return True
        if any(parse.relations[c] == "mark" and parse.lower[c] in _CONDITIONS for c in parse.children[token]):
            return True
        above = parse.heads[token]
        if parse.relations[token] in {"xcomp", "ccomp"} and parse.lemmas[above] in _WISHING - _PLANNING - _ASKING:
            return True
    return False


def _is_drafted(parse: Parse, predicate: int, verb: int) -> bool:
    """What only a bill or a draft would do: "a bill that would bar them", "the draft resolution"."""
    if parse.upos[predicate] == "NOUN" and is_draft(parse, predicate):
        return True
    if not auxiliaries_of(parse, verb) & {"would", "will", "could"}:
        return False
    owners = [c for c in parse.children[verb] if parse.relations[c].startswith("nsubj")]
    if parse.relations[verb] == "acl:relcl":
        owners.append(parse.heads[verb])
    return any(is_draft(parse, t) for t in owners)


def is_draft(parse: Parse, token: int) -> bool:
    """A bill, or what is called a draft."""
    return parse.lemmas[token] in _DRAFTS or any(parse.lower[c] == "draft" for c in parse.children[token])


def _is_negated(parse: Parse, verb: int) -> bool:
    if any(parse.lower[c] in NEGATIONS and parse.relations[c] in _NEGATING for c in parse.children[verb]):
        return True
    above = parse.heads[verb]
    if above == verb:
        return False
    if parse.relations[verb] in {"xcomp", "obj"} and parse.lemmas[above] in _FAILING:
        return True
    return parse.relations[verb] in {"obj", "xcomp"} and any(parse.lower[c] in NOT for c in parse.children[above])
