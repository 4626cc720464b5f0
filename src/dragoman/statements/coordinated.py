"""Where a second cue of the same speaker ends the first one's content: "said A and called for B"."""

from dragoman.language.parse import Parse
from dragoman.statements.cues import Draft

_FINITE, _PARTICIPLE, _BARE = "VerbForm=Fin", "Tense=Pres|VerbForm=Part", "VerbForm=Inf"
_FORMS = (_FINITE, _PARTICIPLE)


def part_coordinated(parse: Parse, drafts: list[Draft], quoted: list[range]) -> None:
    """Cut what a speaker said off where a verb begins that goes with the cue and tells something else of them."""
    for d in drafts:
        for other in drafts:
            if d.cue and other.cue and _is_beside(parse, other.cue[0]):
                _end(d, other.cue[0], _with(parse, other.cue[0]) - 2)
            if d.cue and other.cue and set(d.speakers) & set(other.speakers):
                _cut(parse, d, d.cue[1], other.cue[0], quoted)
                if other.cue[1] < d.cue[0]:
                    rest = [run for run in d.content if run[0] > other.cue[0] or run not in other.content]
                    d.content = rest or d.content  # “A,” he said, adding that B: A is told once


def _cut(parse: Parse, d: Draft, cue: int, later: int, quoted: list[range]) -> None:
    if later <= cue or not any(first < later <= last for first, last in d.content):
        return
    if any(later in q and cue not in q for q in quoted) or not _goes_with(parse, cue, later):
        return
    end = later - 1
    while parse.upos[end] in {"ADV", "AUX", "CCONJ", "PUNCT"}:
        end -= 1
    _end(d, later, end)


def _end(d: Draft, later: int, end: int) -> None:
    """End the content that takes in a later cue at a word before."""
    if any(first <= end and later <= last for first, last in d.content):
        d.content = [(first, min(last, end)) for first, last in d.content if first <= end]


def _is_beside(parse: Parse, cue: int) -> bool:
    """Somebody else says it at the same time: "…, with officials saying that B"."""
    mark = _with(parse, cue)
    return mark > 0 and "nsubj" in {parse.relations[c] for c in parse.children[cue]} and parse.words[mark - 1] == ","


def _with(parse: Parse, cue: int) -> int:
    """The "with" that opens a participle's clause; 0 where there is none."""
    if parse.upos[cue] != "VERB" or parse.relations[cue] != "advcl":
        return 0
    return next((c for c in parse.dependents(cue, "mark", "case") if parse.lower[c] == "with"), 0)


def _goes_with(parse: Parse, cue: int, later: int) -> bool:
    """A verb without a subject of its own that is joined to the cue, not to what was said.

    It is joined to the cue in the tree; or it has the cue's form, not that of what was said ("would go and asked");
    or a comma parts it from that ("…, and asked", "…, saying").
    """
    if parse.upos[later] != "VERB" or parse.sentence_of[later] != parse.sentence_of[cue]:
        return False
    if any(parse.relations[c].startswith("nsubj") for c in parse.children[later]):
        return False
    before = later - 1
    while parse.upos[before] == "ADV":
        before -= 1
    joined, parted = parse.upos[before] == "CCONJ", parse.words[before] == ","
    if parse.relations[later] == "advcl":
        return parted and _PARTICIPLE in parse.features[later]
    if parse.relations[later] != "conj" or not (joined or parted):
        return False
    form = next((f for f in _FORMS if f in parse.features[later]), None)
    if form == _FINITE and (parted or parse.words[before - 1] == "," or parse.heads[later] == cue):
        return True
    head = parse.features[parse.heads[later]]
    return form is not None and form in parse.features[cue] and any(f in head for f in (*_FORMS, _BARE) if f != form)
