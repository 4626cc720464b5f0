"""Auxiliary modes that words settle, whatever the model makes of them: "never blamed", "would have signed"."""

from collections.abc import Sequence

from dragoman.codebook import EventType
from dragoman.events.auxiliary import HYPOTHETICAL, NEGATED, NEGATIONS, NOT, auxiliaries_of, is_draft
from dragoman.events.plans import FUTURE
from dragoman.language.parse import Parse

_ONLY = frozenset(["only", "just", "merely", "simply"])
_NOBODY = frozenset(["nobody", "nothing", "neither", "none"])
_SIDES = frozenset(["nsubj", "nsubj:pass", "obj", "iobj"])
_BEFALLING = frozenset(["happen", "occur", "materialize", "materialise"])
_MODALS = frozenset(
    ["will", "wo", "'ll", "’ll", "would", "shall", "should", "can", "ca", "could", "may", "might", "must"]
)
_HAVE = frozenset(["have", "'ve", "’ve"])
_HAD = frozenset(["had", "'d", "’d"])
_EXPECTING = frozenset(["expect", "due", "schedule", "slate"])
_FEARING = frozenset(["fear", "worry", "dread"])
_WEIGHING = frozenset(["consider", "contemplate", "mull", "propose", "weigh"])
_INVERTED = frozenset(["had", "were", "should"])  # "had Oslo signed", "were Oslo to sign", "should Oslo sign"
_PLOTS = frozenset(["plot", "conspiracy"])
_PERMITTING = frozenset(["allow", "let", "permit"])
# Who will speak has not spoken. "Will support", "will not accept" and "will shoot" are done by the words themselves, as
# promise, refusal and threat. Such an act of another type with "will" is future, hypothetical or negated in 15 of 15.
_SPEAKING = frozenset(
    "accuse announce appeal apologise apologize ask blame call commend condemn congratulate criticise criticize demand "
    "denounce express praise press protest raise reiterate request thank urge voice warn welcome".split()
)
_OF_SPEECH = frozenset(["ACCUSE", "REQUEST", "SUPPORT"])
_WILL = frozenset(["will", "'ll", "’ll"])
_SAYING = frozenset("add announce confirm declare pledge promise report say state tell vow warn".split())
_REFUSAL, _COERCION = "REJECT", "COERCE"
# Acts that a noun with "no" says were not done; "no answer", "no aid", "no excuse" are acts themselves.
_ABSENT = frozenset(["AGREE", "ASSAULT", "COERCE", "CONSULT", "MOBILIZE", "RETREAT"])
_MATERIAL = frozenset([2, 4])  # quad classes


def settle_modes(
    parse: Parse, kind: EventType, predicate: int, support: int | None, likely: Sequence[str]
) -> tuple[str, ...]:
    """The likely modes of an act, with those that its words settle and without those that they rule out."""
    verb = support if support is not None else predicate
    if _is_imagined(parse, kind, predicate, verb):
        return (HYPOTHETICAL,)
    if _was_expected(parse, verb) or _stopped_short(parse, verb):
        return (*(mode for mode in likely if mode not in {FUTURE, NEGATED}), NEGATED)
    refusing = kind.name == _REFUSAL or (kind.name == _COERCION and parse.lemmas[predicate] in _PERMITTING)
    if refusing:  # "did not reply", "is not allowed to leave": what is not done is the act
        return tuple(mode for mode in likely if mode != NEGATED)
    of_speech = kind.name in _OF_SPEECH and _is_foretold(parse, predicate, verb)
    if not {FUTURE, HYPOTHETICAL} & set(likely) and (
        of_speech or (kind.quad in _MATERIAL and _is_reported(parse, verb))
    ):
        likely = (*likely, FUTURE)
    absent = kind.name in _ABSENT and any(parse.lower[c] == "no" for c in parse.dependents(predicate, "det"))
    if NEGATED not in likely and (absent or is_undone(parse, predicate, support)):
        return (*likely, NEGATED)
    return tuple(likely)


def is_undone(parse: Parse, predicate: int, support: int | None) -> bool:
    """Words that leave no doubt: "never blamed", "nobody was held", "failed to agree", "has yet to sign"."""
    verb = support if support is not None else predicate
    if any(_is_not(parse, c) for c in parse.dependents(verb, "advmod")) and not auxiliaries_of(parse, verb) & _MODALS:
        return True
    if any(_is_nobody(parse, c) for c in parse.children[verb] if parse.relations[c] in _SIDES):
        return True
    if ("yet", "to") in {parse.lower[max(verb - 2, 0) : verb], parse.lower[verb : verb + 2]}:
        return True
    above = parse.heads[predicate]
    if parse.lemmas[predicate] == "fail":
        return any(parse.lemmas[c] == "agree" for c in parse.dependents(predicate, "xcomp"))
    if parse.lemmas[above] == "fail" and parse.relations[predicate] == "xcomp":
        return True
    return (
        parse.upos[predicate] == "NOUN"
        and parse.relations[predicate] in _SIDES
        and (parse.lemmas[above] in _BEFALLING or _takes_place(parse, above))
        and any(parse.lower[c] in NEGATIONS and parse.relations[c] == "advmod" for c in parse.children[above])
    )


def _is_imagined(parse: Parse, kind: EventType, predicate: int, verb: int) -> bool:
    """What only would have been, stands in a condition, or is in a bill or a plot."""
    if parse.upos[predicate] == "NOUN" and kind.quad in _MATERIAL:
        return is_draft(parse, predicate) or parse.lemmas[predicate] in _PLOTS
    if any(_is_not(parse, c) for c in parse.dependents(verb, "advmod")):
        return False
    helping = auxiliaries_of(parse, verb)
    if "would" in helping and helping & _HAVE:
        return True
    if _is_condition(parse, kind, verb, helping):
        return True
    if kind.quad not in _MATERIAL:
        return False
    return ("would" in helping and parse.relations[verb] in {"root", "acl:relcl"}) or _is_weighed(parse, verb, helping)


def _is_foretold(parse: Parse, predicate: int, verb: int) -> bool:
    """ "Will urge Oslo to sign", "is to call for a halt", "is expected to condemn it"."""
    if parse.upos[verb] != "VERB" or not {parse.lemmas[verb], parse.lemmas[predicate]} & _SPEAKING:
        return False
    helping = auxiliaries_of(parse, verb)
    to = any(parse.lower[c] == "to" for c in parse.dependents(verb, "mark"))
    above = parse.heads[verb]
    due = (
        parse.relations[verb] == "xcomp"
        and parse.lemmas[above] in _EXPECTING
        and not auxiliaries_of(parse, above) & _HAD
    )
    return bool(helping & _WILL) or (to and bool(helping & {"is", "are"})) or due


def _is_reported(parse: Parse, verb: int) -> bool:
    """What somebody said "would" be done: a material act is to come in 38 of 50 in the annotation, done in four."""
    helping = auxiliaries_of(parse, verb)
    if "would" not in helping or helping & _HAVE or any(_is_not(parse, c) for c in parse.dependents(verb, "advmod")):
        return False
    return parse.relations[verb] == "ccomp" and parse.lemmas[parse.heads[verb]] in _SAYING


def _is_weighed(parse: Parse, verb: int, helping: set[str]) -> bool:
    """ "Fear that they will attack", "proposed banning it"."""
    above, relation = parse.heads[verb], parse.relations[verb]
    if relation == "ccomp" and parse.lemmas[above] in _FEARING:
        return bool(helping & _MODALS)
    return relation == "xcomp" and parse.upos[verb] == "VERB" and parse.lemmas[above] in _WEIGHING


def _is_condition(parse: Parse, kind: EventType, verb: int, helping: set[str]) -> bool:
    """ "If Oslo had signed", "had Oslo signed", "as though Oslo had signed"."""
    if parse.relations[verb] not in {"advcl", "ccomp"}:
        return False
    if parse.relations[verb] == "ccomp":
        return _is_inverted(parse, verb, frozenset(["should"]))
    marks = {parse.lower[c] for c in parse.dependents(verb, "mark")}
    if "if" in marks:  # "if you convey it" may be a demand
        return kind.quad in _MATERIAL or bool(helping & _HAD)
    if marks >= {"as", "though"}:
        return True
    return _is_inverted(parse, verb, _INVERTED)


def _is_inverted(parse: Parse, verb: int, forms: frozenset[str]) -> bool:
    """The helping verb opens the clause, before its subject."""
    first = min(parse.children[verb], default=verb)
    moved = parse.relations[first].startswith("aux") and parse.lower[first] in forms
    return moved and any(parse.upos[t] in {"NOUN", "PRON", "PROPN"} for t in range(first, verb))


def _was_expected(parse: Parse, verb: int) -> bool:
    """ "Had been expected to sign", "was to have signed": it did not come to that."""
    helping = auxiliaries_of(parse, verb)
    if any(parse.lower[c] == "to" for c in parse.dependents(verb, "mark")) and helping & _HAVE:
        return bool(helping & {"was", "were"})
    above = parse.heads[verb]
    if parse.relations[verb] not in {"xcomp", "ccomp"} or parse.lemmas[above] not in _EXPECTING:
        return False
    return bool({parse.lower[c] for c in parse.dependents(above, "aux")} & _HAD)


def _stopped_short(parse: Parse, verb: int) -> bool:
    """ "Stopped short of condemning it"."""
    if parse.relations[verb] != "advcl" or not any(parse.lower[c] == "of" for c in parse.dependents(verb, "mark")):
        return False
    above = parse.heads[verb]
    return parse.lower[above] == "short" or any(parse.lower[c] == "short" for c in parse.dependents(above, "advmod"))


def _is_not(parse: Parse, token: int) -> bool:
    """ "Not" or "never", but not "not only"."""
    after = min(token + 1, len(parse) - 1)
    return parse.lower[token] in NOT and parse.lower[after] not in _ONLY


def _is_nobody(parse: Parse, token: int) -> bool:
    """ "Nobody", "no one", "neither side"; "no soldier" is left to the model."""
    if parse.lower[token] in _NOBODY:
        return True
    words = {parse.lower[c] for c in parse.children[token]}
    return "neither" in words or (parse.lower[token] == "one" and "no" in words)


def _takes_place(parse: Parse, verb: int) -> bool:
    return parse.lemmas[verb] == "take" and any(parse.lower[c] == "place" for c in parse.dependents(verb, "obj"))
