"""Whether a report itself does with words what it tells: a communiqué, a speech, a resolution.

"The Command rejects this claim and regrets the delay" has the day of the communiqué; "Minsk rejects it" in a news
report has none. Two different performatives in the present tense that nobody is quoted with tell them apart:
of such verbs (in the reports held back and the development split) 55 of 58 have the report's day where there are
two, 15 of 27 where there is one.
"""

from dragoman.events.participants import Participants

# Said in the present tense, these do what they name (Austin, How to Do Things with Words, 1962). To deny, to support
# and to accuse are also what others report of somebody without a day.
_PERFORMATIVES = frozenset(
    "appeal apologize apologise assure call commend commit condemn congratulate declare demand denounce deplore "
    "encourage express extend invite note object offer pay pledge praise promise propose protest reaffirm regret "
    "reject reiterate request salute thank undertake urge warn welcome".split()
)
_CALLING = frozenset(("on", "upon", "for"))  # "calls on both sides", not "calls it a fable"
_TWO = 2


def is_communique(who: Participants) -> bool:
    """Its author does at least two things with words."""
    return len({who.parse.lemmas[v] for v in range(len(who.parse)) if is_performed(who, v)}) >= _TWO


def is_performed(who: Participants, verb: int) -> bool:
    """A performative verb in the present tense that is not quoted."""
    parse, form = who.parse, who.parse.features[verb]
    if parse.lemmas[verb] not in _PERFORMATIVES or "VerbForm=Fin" not in form:
        return False
    plain = parse.lower[verb] in {parse.lemmas[verb], parse.lemmas[verb] + "s"}  # "we thank", whatever the tag
    if "Tense=Pres" not in form and not plain:
        return False
    if parse.lemmas[verb] == "call" and not any(
        parse.lower[c] in _CALLING for o in (verb, *parse.dependents(verb, "obl")) for c in parse.children[o]
    ):
        return False
    return who.innermost(verb) is None
