"""Why something was coded, and why not, in words: from a trace of what was considered in a report."""

from collections.abc import Iterator, Sequence

from dragoman.codebook import Codebook, Condition
from dragoman.events.learned import BY_MODEL, LIKELY
from dragoman.events.trace import NOBODY, PART, STANDS, UNFIT, UNLIKELY, Considered, Trace
from dragoman.types import Event, Span

_SHOWN = 3  # reasons given for a sentence
_WORDS = 4  # of a condition's words
_ORDER = (STANDS, PART, UNLIKELY, NOBODY, UNFIT)
_WORTH = 0.02  # a network's reading less likely than that is none


def why_coded(text: str, event: Event, trace: Trace, codebook: Codebook) -> tuple[str, ...]:
    """A line for each word that made an event: the rule or the network, and what they come to.

    Empty if reading the report again finds no such event, as another model or codebook may not.
    """
    standing = [c for c in trace.considered if c.fate == STANDS and _touches(c.words, event.triggers)]
    same = [c for c in standing if c.type == event.type]
    return tuple(
        f"{_quote(text, c.words)} as {_kind(c)}: {_proposal(c, codebook)}{_sum(c)}{_settled(c, event, codebook)}"
        for c in same or standing
    )


def why_not(text: str, sentence: int, trace: Trace, events: Sequence[Event], codebook: Codebook) -> tuple[str, ...]:
    """Why a sentence has no event of its own: what was considered in it, the likeliest first."""
    span = trace.sentences[sentence]
    inside = [c for c in trace.considered if span.start <= c.words.start < span.end]
    telling = [c for c in inside if c.fate not in (NOBODY, UNFIT) or c.network is None or c.network >= _WORTH]
    inside = telling or inside[:1]
    inside.sort(key=lambda c: (_ORDER.index(c.fate), -(c.probability or 0), -(c.network or 0), c.words))
    lines = list(dict.fromkeys(_reason(text, c, trace, events, codebook) for c in _one_a_word(inside)))
    if lines:
        return tuple(lines[:_SHOWN])
    likeliest = trace.likeliest[sentence]
    if likeliest is None or likeliest.network is None or likeliest.network < _WORTH:
        return ("no word in it is known as an act",)
    return (
        f"no word in it is known as an act; the network's likeliest is {_quote(text, likeliest.words)} as "
        f"{likeliest.type}, {likeliest.network:.2f}, and it proposes from {LIKELY:.2f}",
    )


def _one_a_word(considered: Sequence[Considered]) -> Iterator[Considered]:
    """Of several readings of the same words the first."""
    seen: list[Span] = []
    for c in considered:
        if not _touches(c.words, seen):
            seen.append(c.words)
            yield c


def _reason(text: str, c: Considered, trace: Trace, events: Sequence[Event], codebook: Codebook) -> str:
    words, proposal = _quote(text, c.words), _proposal(c, codebook)
    if c.fate == STANDS:
        known = next((e for e in events if _touches(c.words, e.triggers)), None)
        if known is not None:
            return f"{words} tells {known.id} ({known.type}) again"
        return f"{words} as {_kind(c)}{_sum(c)}: as likely an act that was told before, or it names nobody"
    if c.fate == PART:
        return f"{words} as {_kind(c)} is only what another act demands, promises, refuses or threatens"
    if c.fate == UNLIKELY:
        return f"{words} as {_kind(c)}: {proposal}{_sum(c)}; an event needs {trace.least:.2f}"
    network = "" if c.network is None else f"; the network gives it {c.network:.2f}"
    if c.fate == NOBODY:
        return f"{words} as {_kind(c)} ({c.rule}): nobody political takes part{network}"
    return f"{words} may be {_kind(c)} ({c.rule}), but not as it stands here{_needs(c, codebook)}{network}"


def _kind(c: Considered) -> str:
    return " ".join((c.type, *c.mode))


def _proposal(c: Considered, codebook: Codebook) -> str:
    """Who proposes it: a rule with its conditions, or the network alone."""
    network = "" if c.network is None else f"the network gives it {c.network:.2f}"
    if c.rule == BY_MODEL:
        return f"no rule; {network}"
    return f"rule {c.rule}{_needs(c, codebook)}" + (f"; {network}" if network else "")


def _sum(c: Considered) -> str:
    return "" if c.probability is None else f"; together {c.probability:.2f}"


def _settled(c: Considered, event: Event, codebook: Codebook) -> str:
    """Why the event has another type than the words were taken for."""
    if c.type == event.type:
        return ""
    if "future" in event.auxiliary and c.type in codebook.types and codebook.types[c.type].planned_as == event.type:
        return f"; a plan of it is coded {event.type}"
    return f"; a convention of the codebook makes it {event.type}"


def _needs(c: Considered, codebook: Codebook) -> str:
    """The conditions of a rule of triggers.tsv."""
    for rules in codebook.rules.values():
        for rule in rules:
            if c.rule == f"triggers.tsv:{rule.line}":
                return f" (needs {', '.join(map(_condition, rule.needs))})" if rule.needs else ""
    return ""


def _condition(condition: Condition) -> str:
    words = sorted([*condition.kinds, *condition.lemmas])
    shown = "|".join(words[:_WORDS]) + ("|…" if len(words) > _WORDS else "")
    return f"{'no ' if condition.negated else ''}{condition.role}{f': {shown}' if shown else ''}"


def _quote(text: str, span: Span) -> str:
    return f"“{' '.join(text[slice(*span)].split())}”"


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)
