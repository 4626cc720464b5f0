"""Drafts into statements: ids, relays, characters instead of tokens, and whose each quotation is."""

from dataclasses import replace

from dragoman.language.parse import Parse
from dragoman.statements.cues import Draft
from dragoman.types import Span, Statement

SMALL = frozenset("a an and at by for from in of on or the to with".split())


def assemble_statements(parse: Parse, drafts: list[Draft], quotations: list[Span]) -> tuple[Statement, ...]:
    drafts.sort(key=lambda d: (min(d.content[0][0], d.cue[0] if d.cue else d.content[0][0]), -d.content[-1][1]))
    spans = [tuple(_widen(parse, parse.span(a, b), quotations) for a, b in d.content) for d in drafts]
    holders: list[list[int]] = []
    for i, d in enumerate(drafts):
        anchor = d.cue[0] if d.cue else d.content[0][0]
        point = parse.starts[anchor]
        outer = [
            j
            for j, other in enumerate(spans)
            if j != i
            and any(s <= point < e for s, e in other)
            and _size(other) > _size(spans[i])
            and set(drafts[j].speakers) != set(d.speakers)
        ]
        holders.append(outer)
    via = [min(outer, key=lambda j: _size(spans[j])) if outer else None for outer in holders]
    for i, d in enumerate(drafts):
        if via[i] is None and d.cue and parse.upos[d.speaker_token] == "PRON":
            via[i] = _continued_relay(parse, drafts, via, i)
    statements = [
        Statement(
            id=f"s{i}", speaker=d.speakers, addressee=d.addressees, cue=parse.span(*d.cue) if d.cue else None,
            content=spans[i - 1], quotes=(), via=None if via[i - 1] is None else f"s{via[i - 1] + 1}",  # type: ignore[operator]
            hedged=d.hedged,
        )
        for i, d in enumerate(drafts, 1)
    ]  # fmt: skip
    return _with_quotes(statements, [q for q in quotations if not _is_title(parse, q)])


def _continued_relay(parse: Parse, drafts: list[Draft], via: list[int | None], i: int) -> int | None:
    """ "He also voiced …" in the paragraph of a relayed statement of the same speaker is relayed too."""
    here = drafts[i]
    for j in range(i - 1, -1, -1):
        cue = drafts[j].cue
        if drafts[j].speakers == here.speakers and via[j] is not None and cue and here.cue:
            between = parse.text[parse.ends[cue[1]] : parse.starts[here.cue[0]]]
            near = parse.sentence_of[here.cue[0]] - parse.sentence_of[cue[0]] <= 2
            return via[j] if near and "\n\n" not in between else None
    return None


def _size(spans: tuple[Span, ...]) -> int:
    return sum(e - s for s, e in spans)


def _widen(parse: Parse, span: Span, quotations: list[Span]) -> Span:
    """Content takes in quotation marks at its edges."""
    start, end = span
    for a, b in quotations:
        width = 2 if parse.text[b : b + 2] in {"''", "``"} else 1
        if a == start:
            start = a - width
        if 0 <= b - end <= 1 and start - 2 <= a < end:
            end = b + width
    text = parse.text
    while start < end and text[start].isspace():
        start += 1
    return Span(max(0, start), min(end, len(text)))


def _is_title(parse: Parse, quotation: Span) -> bool:
    """A name of a broadcast or work is nobody's words: on “The Evening Hour”, the paper’s “Harbour Notes”."""
    tokens = parse.tokens_in(quotation)
    words = [parse.words[t] for t in tokens if parse.upos[t] != "PUNCT"]
    if len(words) < 2 or tokens.start < 2 or parse.upos[tokens.start - 2] not in {"ADP", "PART"}:
        return False
    return all(w[0].isupper() or w in SMALL for w in words) and words[0][0].isupper()


def _with_quotes(statements: list[Statement], quotations: list[Span]) -> tuple[Statement, ...]:
    """Each quotation goes to the innermost statement whose content holds it, of equals to one that is relayed.

    Else to the one whose cue is nearest: "I say to a paper that called it “a farce” that it lies".
    """
    held: dict[int, list[Span]] = {}
    for q in quotations:
        holding: list[tuple[int, bool, int, int]] = []
        for i, s in enumerate(statements):
            if s.cue is not None and q.start <= s.cue.start < q.end:
                continue  # the quotation is somebody's who reports this cue
            inside = sum(min(e, q.end) - max(b, q.start) for b, e in s.content if b < q.end and q.start < e)
            if inside >= 0.8 * (q.end - q.start):
                away = abs(q.start - s.cue.start) if s.cue is not None else q.start
                holding.append((_size(s.content), s.via is None, away, i))
        if holding:
            held.setdefault(min(holding)[-1], []).append(q)
    return tuple(replace(s, quotes=tuple(_outermost(held.get(i, [])))) for i, s in enumerate(statements))


def _outermost(spans: list[Span]) -> list[Span]:
    return sorted(s for s in spans if not any(o != s and o.start <= s.start and s.end <= o.end for o in spans))
