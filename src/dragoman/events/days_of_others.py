"""Days that stand near an act and are another's: of telling of it, of what had been done before, of what is planned.

"Togo has lifted the ban, she said on Tuesday" dates the saying, "released workers they had abducted in May" the
abduction, "called off a strike planned for Friday" the strike, "expelled him two weeks after they shelled the town"
the shelling, if the expulsion has no day of its own to count from, "proposed a summit in May" the summit,
"condemned the May 3 killing" the killing.
"""

from collections.abc import Callable

from dragoman.dates import TimeExpression, time_word
from dragoman.events.auxiliary import auxiliaries_of
from dragoman.events.coded import Coded
from dragoman.events.participants import Participants
from dragoman.language.parse import Parse

_PLANNING = frozenset("expect plan schedule set slate".split())
_PROPOSING = frozenset("call demand invite offer propose request seek suggest urge".split())
_JUDGING, _DAY = frozenset(("ACCUSE", "REJECT", "REQUEST")), "day"
_WITHIN_A_DAY = frozenset("hour hours minutes moments".split())
_WILL, _DUE = frozenset(["will", "'ll", "’ll", "would"]), frozenset("are is was were".split())
_HAVE = frozenset(["has", "have", "'s", "'ve", "’s", "’ve"])


def may_date(who: Participants, coded: Coded, support: int | None) -> Callable[[TimeExpression], bool]:
    """Tells of expressions whether they may date an act, with its light verb, if any."""
    verb = coded.verb
    verb = verb if support is None else support
    words = {verb, *coded.tokens}
    cues = _cues_over(who, verb) if _has(who.parse, verb, _HAVE) else set()

    def judge(e: TimeExpression) -> bool:
        head = who.parse.heads[time_word(who.parse, e)]
        if head in cues or _counts_to_another(who.parse, e, verb) or _is_of_proposed(who.parse, e, verb):
            return False
        if _is_before_a_plan(who.parse, head, verb):
            return False
        if coded.type in _JUDGING and e.when.precision == _DAY and _names_object(who.parse, e, verb, words):
            return False
        return not _is_of_object(who.parse, head, verb, words)

    return judge


def _cues_over(who: Participants, verb: int) -> set[int]:
    """Words that mark that somebody says what the verb tells."""
    return {
        t
        for statement, content in zip(who.statements, who.content, strict=True)
        if verb in content and statement.cue is not None
        for t in who.parse.tokens_in(statement.cue)
    }


def _counts_to_another(parse: Parse, e: TimeExpression, verb: int) -> bool:
    """Counted in days from an act ("two days after …") for one of two, and this is the other of them."""
    if e.dates is None or e.dates == verb or _WITHIN_A_DAY.intersection(parse.lower[e.first : e.last]):
        return False
    outer, above = parse.heads[e.dates], parse.heads[verb]
    told = verb == outer or (above == outer and parse.relations[verb] == "nsubj")  # "the visit comes a month after …"
    return told or (verb == parse.heads[e.last] and above == e.dates)


def _is_before_a_plan(parse: Parse, head: int, verb: int) -> bool:
    """Of what was done before what is joined to it as to come: "spoke with him on Tuesday and is to travel to Rome"."""
    if parse.relations[verb] != "conj" or parse.heads[verb] != head or head > verb:
        return False
    return _is_to_come(parse, verb) and not _is_to_come(parse, head)


def _is_to_come(parse: Parse, verb: int) -> bool:
    helping = auxiliaries_of(parse, verb)
    to = any(parse.lower[c] == "to" for c in parse.dependents(verb, "mark"))
    return bool(helping & _WILL) or (to and bool(helping & _DUE))


def _names_object(parse: Parse, e: TimeExpression, verb: int, words: set[int]) -> bool:
    """Before the noun of what somebody judges: "condemned the May 3 killing"; "boycotted last year's vote" is dated."""
    noun = parse.heads[time_word(parse, e)]
    if parse.upos[noun] != "NOUN" or noun < e.last or noun in words:
        return False
    while parse.relations[noun] == "nmod" and parse.upos[parse.heads[noun]] == "NOUN":
        noun = parse.heads[noun]
        if noun in words:
            return False
    return parse.relations[noun] in {"obj", "nsubj:pass"} and parse.heads[noun] == verb


def _is_of_proposed(parse: Parse, e: TimeExpression, verb: int) -> bool:
    """The month of what is proposed, told behind it: "proposed a summit in May", not "proposed in May a summit"."""
    if e.when.precision != "month" or e.first != e.last or parse.lemmas[verb] not in _PROPOSING:
        return False
    return any(verb < o < e.first for o in parse.dependents(verb, "obj", "obl", "xcomp"))


def _is_of_object(parse: Parse, other: int, verb: int, words: set[int]) -> bool:
    """Another verb that tells of the verb's object what had been done to it before, or for when it is planned."""
    if other in words or parse.heads[other] in words or verb not in parse.ancestors(other):
        return False
    before = parse.relations[other] == "acl:relcl" and _has(parse, other, frozenset(["had"]))
    return before or (parse.relations[other] == "acl" and parse.lemmas[other] in _PLANNING)


def _has(parse: Parse, verb: int, forms: frozenset[str]) -> bool:
    return any(parse.relations[c] == "aux" and parse.lower[c] in forms for c in parse.children[verb])
