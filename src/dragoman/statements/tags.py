"""Words beside a tag that belong to what is said: "The ferry, he said, was old", "The ferry “was old,” he said"."""

from dragoman.language.parse import Parse
from dragoman.statements.content import answered_clause, trim_run

Run = tuple[int, int]
_PARTS = frozenset("nsubj aux advmod obl iobj obj".split())
_MARKS = frozenset(("“", "”", '"', "''", "``"))
_BREAKS = _MARKS | {";", ":", "—", "–"}
_LEADING = 4  # words between a tag and a quotation that goes on: …, he said, now that “it is over”
_RELATIVE = frozenset("who which that whom".split())


def on_both_sides(parse: Parse, cue: int, runs: list[Run]) -> list[Run]:
    """What is said, completed by what stands on the other side of its cue's tag, if only one side is there."""
    tag = _tag(parse, cue)
    if tag is None or answered_clause(parse, cue) is not None:
        return runs
    first, last = tag
    if _ends_with(parse, last):
        return [_from_its_break(parse, runs[0]), *runs[1:]] if runs[-1][1] in range(first - 3, first) else runs
    if not _goes_on(parse, first, last):
        return runs
    before = any(a < first for a, _ in runs)
    after = [run for run in runs if run[0] > last]
    if not before and after and after[0][0] - last - 2 <= _LEADING:
        front = _front(parse, first - 2, parse.sentences[parse.sentence_of[cue]][0])
        rest = last + 3 if parse.lower[last + 2] == "that" else last + 2
        return [front, (min(after[0][0], rest), after[0][1]), *after[1:]] if front else runs
    if before and not after and any(b == first - 2 for _, b in runs):
        back = _back(parse, last + 2, parse.sentences[parse.sentence_of[cue]][1])
        return [*runs, back] if back else runs
    return runs


def from_its_beginning(parse: Parse, cue: int, runs: list[Run]) -> list[Run]:
    """A quotation that goes on from the sentence's own words, with these: "The ferry “was old,” he said"."""
    first, last = runs[0]
    mark = first if parse.words[first] in _MARKS else first - 1
    start = parse.sentences[parse.sentence_of[first]][0]
    if cue < last or mark <= start or parse.words[mark] not in _MARKS or not parse.words[mark + 1][0].islower():
        return runs
    end = mark - 2 if parse.words[mark - 1] == "," else mark - 1
    front = _front(parse, end, start) if end >= start else None
    return [(front[0], last), *runs[1:]] if front else runs


def _tag(parse: Parse, cue: int) -> Run | None:
    """First and last token of the words around a verb that only say who said it, after a comma."""
    inside = {cue}
    subject = None
    for child in parse.children[cue]:
        relation = parse.relations[child].partition(":")[0]
        if relation in _PARTS:
            inside.update(parse.subtree(child))
            subject = child if relation == "nsubj" else subject
    if subject is None or parse.upos[cue] != "VERB" or parse.relations[cue] == "acl:relcl":
        return None
    first = last = cue
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    start = parse.sentences[parse.sentence_of[cue]][0]
    comma = first - 2 if parse.words[first - 1] in _MARKS else first - 1
    return (first, last) if first <= subject <= last and comma > start and parse.words[comma] == "," else None


def _ends_with(parse: Parse, last: int) -> bool:
    """A tag's last word ends its sentence."""
    stop = parse.sentences[parse.sentence_of[last]][1]
    return all(parse.upos[t] == "PUNCT" and parse.words[t] not in {",", *_BREAKS} for t in range(last + 1, stop))


def _goes_on(parse: Parse, first: int, last: int) -> bool:
    """What is said goes on after a tag that a comma ends."""
    stop = parse.sentences[parse.sentence_of[last]][1]
    if last + 2 >= stop or parse.words[last + 1] != "," or parse.words[first - 1] != ",":
        return False
    if parse.lower[last + 2] in _RELATIVE and parse.lower[last + 2] != "that":
        return False
    # Asked about it, she said, “No.”
    return not (parse.words[last + 2] in _MARKS and parse.words[min(last + 3, stop - 1)][:1].isupper())


def _from_its_break(parse: Parse, run: Run) -> Run:
    """A run with what stands before it in its clause: a tag at the end is that of the whole."""
    first = run[0]
    while first > parse.sentences[parse.sentence_of[run[0]]][0] and not _breaks(parse, first - 1):
        first -= 1
    while first < run[0] and parse.upos[first] in {"CCONJ", "PUNCT"}:
        first += 1
    return first, run[1]


def _front(parse: Parse, end: int, start: int) -> Run | None:
    """The clause that a tag interrupts, as far back as it goes; none where the tag follows a conjunction."""
    if parse.upos[end] in {"SCONJ", "CCONJ"} or parse.lower[end] in _RELATIVE:
        return None
    first = end
    while first > start and not _breaks(parse, first - 1):
        first -= 1
    while first < end and parse.upos[first] in {"CCONJ", "PUNCT"}:
        first += 1
    return (first, end) if parse.upos[first] != "PUNCT" else None


def _back(parse: Parse, start: int, stop: int) -> Run | None:
    """The rest of the clause that a tag interrupts; none where a conjunction or participle goes on from the tag."""
    if parse.upos[start] in {"SCONJ", "CCONJ", "VERB", "PUNCT", "ADP"} or parse.lower[start] in _RELATIVE:
        return None
    last = start
    while last + 1 < stop and not _breaks(parse, last + 1):
        last += 1
    return trim_run(parse, start, last)


def _breaks(parse: Parse, token: int) -> bool:
    """A mark between clauses, or a conjunction before a clause with a subject of its own."""
    word, head = parse.words[token], parse.heads[token]
    if word in _BREAKS or (word == "-" and parse.text[parse.starts[token] - 1].isspace()):
        return True
    return parse.upos[token] == "CCONJ" and any(parse.relations[c].startswith("nsubj") for c in parse.children[head])
