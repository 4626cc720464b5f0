"""Days that stand near an act and are another's: of telling of it, or of what had been done before.

"Togo has lifted the ban, she said on Tuesday" dates the saying, "released workers they had abducted in May" the
abduction.
"""

from collections.abc import Sequence

from dragoman.dates import TimeExpression, time_word
from dragoman.events.participants import Participants
from dragoman.language.parse import Parse

_HAVE = frozenset(["has", "have", "'s", "'ve", "’s", "’ve"])


def without_days_of_others(
    who: Participants, verb: int, dates: Sequence[TimeExpression]
) -> Sequence[TimeExpression]:  # fmt: skip
    """The expressions that may date an act with this verb."""
    cues = _cues_over(who, verb) if _has(who.parse, verb, _HAVE) else set()
    heads = ((e, who.parse.heads[time_word(who.parse, e)]) for e in dates)
    return [e for e, head in heads if head not in cues and not _was_done_before(who.parse, head, verb)]


def _cues_over(who: Participants, verb: int) -> set[int]:
    """Words that mark that somebody says what the verb tells."""
    return {
        t
        for statement, content in zip(who.statements, who.content, strict=True)
        if verb in content and statement.cue is not None
        for t in who.parse.tokens_in(statement.cue)
    }


def _was_done_before(parse: Parse, other: int, verb: int) -> bool:
    """Another verb in the pluperfect, in a clause about somebody in the verb's."""
    if other == verb or not _has(parse, other, frozenset(["had"])):
        return False
    return parse.relations[other] == "acl:relcl" and verb in parse.ancestors(other)


def _has(parse: Parse, verb: int, forms: frozenset[str]) -> bool:
    return any(parse.relations[c] == "aux" and parse.lower[c] in forms for c in parse.children[verb])
