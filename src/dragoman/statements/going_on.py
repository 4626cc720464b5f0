"""Quotations without a cue of their own: they go on from what was said before."""

from dragoman.language.parse import Parse
from dragoman.statements.assembly import SMALL
from dragoman.statements.cues import Draft

_SHORTEST = 3  # words and marks of a quotation that goes on by itself


def find_going_on(parse: Parse, drafts: list[Draft], quoted: list[range]) -> list[Draft]:
    """Quotations of whole sentences that no cue took: they go on from the last speaker."""
    found: list[Draft] = []
    for tokens in quoted:
        if len(tokens) < _SHORTEST or _is_name(parse, tokens) or any(_covers(d, tokens) for d in drafts):
            continue
        if any(
            other.start <= tokens.start and tokens.stop <= other.stop and len(other) > len(tokens) for other in quoted
        ):
            continue
        first = parse.sentences[parse.sentence_of[tokens.start]][0]
        if tokens.start - first > 2 and not any(
            parse.words[t] in {".", "''", "”", '"'} for t in range(tokens.start - 3, tokens.start - 1)
        ):
            continue
        before = [
            d
            for d in [*drafts, *found]
            if d.speakers and d.content and (d.cue[0] if d.cue else d.content[0][0]) < tokens.start
        ]
        if not before:
            continue
        last = _who_goes_on(max(before, key=lambda d: d.cue[0] if d.cue else d.content[0][0]), before, quoted)
        anchor = last.cue[0] if last.cue else last.content[-1][1]
        if parse.sentence_of[tokens.start] - parse.sentence_of[anchor] <= 3:
            found.append(Draft(None, last.speakers, (), [(tokens.start, tokens.stop - 1)], False, last.speaker_token))
    return found


def _is_name(parse: Parse, quotation: range) -> bool:
    """A work's or broadcast's name, of several words in capitals without a stop: "On “The Evening Hour” he sang"."""
    words = [parse.words[t] for t in quotation if parse.upos[t] != "PUNCT"]
    if len(words) < 2 or parse.words[quotation.stop - 1] in {".", "!", "?"}:
        return False
    return all(not w[0].islower() or w in SMALL for w in words)


def _covers(d: Draft, quotation: range) -> bool:
    """A quotation stands in a content, with a label before that if it has one: "LUND: We agreed." """
    for first, last in d.content:
        start = d.cue[0] if d.cue and d.cue[1] + 1 == first else first
        if start <= quotation.start + 1 and quotation.stop - 2 <= last:
            return True
    return False


def _who_goes_on(last: Draft, drafts: list[Draft], quoted: list[range]) -> Draft:
    """The statement that a quotation after the last one goes on from: who relays goes on, not who is relayed.

    But a quotation goes on from the quotation: in "“…,” A said, according to B" it is A who is quoted.
    """
    if _is_quoted(last, quoted):
        return last
    quotation = next((d for d in drafts if _holds(last, d) and _is_quoted(d, quoted)), None)
    if quotation is not None:
        return quotation
    return max((d for d in drafts if _holds(d, last)), key=_length, default=last)


def _is_quoted(d: Draft, quoted: list[range]) -> bool:
    """The report itself quotes it, without the words that say whose it is."""
    first, last = d.content[0][0], d.content[-1][1]
    return any(q.start - 1 <= first and last <= q.stop and not (d.cue and d.cue[0] in q) for q in quoted)


def _holds(outer: Draft, inner: Draft) -> bool:
    """The one statement tells of the other."""
    return bool(
        outer is not inner and outer.cue and inner.cue and any(a <= inner.cue[0] <= b for a, b in outer.content)
    )


def _length(d: Draft) -> int:
    return sum(b - a + 1 for a, b in d.content)
