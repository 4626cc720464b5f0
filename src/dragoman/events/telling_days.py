"""Days on which somebody tells of an act, not those on which it was done: "has lifted the ban, she said on Tuesday"."""

from collections.abc import Sequence

from dragoman.dates import TimeExpression, time_word
from dragoman.events.participants import Participants

_HAVE = frozenset(["has", "have", "'s", "'ve", "’s", "’ve"])


def without_telling_days(who: Participants, verb: int, dates: Sequence[TimeExpression]) -> Sequence[TimeExpression]:
    """The expressions that may date an act told in the perfect, which no day of its own speaker's cue does."""
    parse = who.parse
    perfect = any(parse.relations[c] == "aux" and parse.lower[c] in _HAVE for c in parse.children[verb])
    if not perfect:
        return dates
    cues = {
        t
        for statement, content in zip(who.statements, who.content, strict=True)
        if verb in content and statement.cue is not None
        for t in parse.tokens_in(statement.cue)
    }
    return [e for e in dates if parse.heads[time_word(parse, e)] not in cues]
