"""What was said: complements and quotations of a cue, as runs of tokens."""

from collections.abc import Iterator

from dragoman.language.parse import Parse
from dragoman.statements.cues import PLAIN_SPEECH, has_marker

_STOPS = frozenset((".", "!", "?"))
_TAGS = PLAIN_SPEECH | frozenset("ask shout reply answer explain continue write recall joke cry whisper yell".split())
# What somebody so answers is what was said, not that it was: "Kenya says that …, which Kampala denies".
_ANSWERING = frozenset("acknowledge confirm contest deny dismiss dispute reject refute".split())
_RELATIVE = frozenset(("which", "who", "whom", "whose"))
_OPENING = frozenset(("DET", "ADP", "AUX", "SCONJ", "PART"))
_PHRASE = 8  # words that a phrase broken off is completed by
_ENDS = frozenset((*_STOPS, "”", '"', "''"))


def find_content(parse: Parse, verb: int, frames: frozenset[str], quoted: list[range]) -> list[tuple[int, int]]:
    """Token runs of what was said."""
    number = parse.sentence_of[verb]
    sentence = parse.sentences[number]
    if number and _closes_before(parse, sentence[0], verb):
        sentence = (parse.sentences[number - 1][0], sentence[1])  # “…,” | said X: split after the quotation
    direct = _direct_speech(parse, verb, quoted, sentence)
    if "clause" in frames:
        if direct:
            return direct
        for child in parse.children[verb]:
            if parse.relations[child].startswith(("ccomp", "csubj")):
                if _is_question(parse, verb, child):
                    return []
                return content_runs(parse, child, verb)
        if parse.relations[verb] == "parataxis":
            main = parse.heads[verb]
            answered = answered_clause(parse, verb)
            return content_runs(parse, main if answered is None else answered, verb, drop_case=answered is not None)
        for child in parse.children[verb]:
            if parse.relations[child] == "parataxis":
                return content_runs(parse, child, verb)
    if frames & {"to", "inf"}:
        for child in parse.children[verb]:
            if parse.relations[child] == "xcomp" and any(parse.lower[c] == "to" for c in parse.children[child]):
                return content_runs(parse, child, verb)
            if (
                parse.relations[child] in {"advcl", "ccomp"}
                and "to" in frames
                and any(parse.lower[c] == "to" and parse.relations[c] == "mark" for c in parse.children[child])
            ):
                return content_runs(parse, child, verb)
    if "as" in frames:
        for child in parse.dependents(verb, "obl", "xcomp", "advcl"):
            if any(parse.lower[c] == "as" for c in parse.children[child]):
                return _with_object(parse, verb, child)
    if "name" in frames:
        for child in parse.dependents(verb, "xcomp"):
            return _with_object(parse, verb, child)
    for child in parse.dependents(verb, "obl", "advcl"):
        marks = {parse.lower[c] for c in parse.children[child] if parse.relations[c] in {"case", "mark"}} & frames
        if "object" in frames and "for" in marks:
            return _with_object(parse, verb, child)
        if marks:
            return content_runs(parse, child, verb, drop_case=True)
    if "object" in frames:
        for child in parse.dependents(verb, "obj", "ccomp"):
            if parse.upos[child] == "PRON" and parse.lower[child] not in {"it", "this", "that"}:
                continue
            reason = [
                r
                for c in parse.dependents(verb, "obl", "advcl")
                if c > child and has_marker(parse, c, "for")
                for r in content_runs(parse, c, verb)
            ]
            if (
                parse.upos[child] == "PROPN"
                and not reason
                and not any(parse.relations[c].startswith(("acl", "nmod")) for c in parse.children[child])
            ):
                continue  # "praised Putin" is an act, its content is not told
            return _joined(content_runs(parse, child, verb) + reason)
    if "clause" in frames:
        for child in parse.dependents(verb, "obj"):
            if any(parse.relations[c].startswith("acl") for c in parse.children[child]):
                return content_runs(parse, child, verb)
    return []


def answered_clause(parse: Parse, verb: int) -> int | None:
    """What was said before that a verb behind answers: "Kenya said that …, which Kampala denies"."""
    if parse.relations[verb] != "parataxis" or parse.lemmas[verb] not in _ANSWERING:
        return None
    return next(parse.dependents(parse.heads[verb], "ccomp", "advcl"), None)


def _with_object(parse: Parse, verb: int, complement: int) -> list[tuple[int, int]]:
    """What is called something, or praised for it, and what it is called: "the vote a farce", "Rome for its help"."""
    told = content_runs(parse, complement, verb, drop_case=True)
    if not told:
        return []
    for child in parse.dependents(verb, "obj"):
        if verb < child < complement:
            return _joined([*told, (min(parse.subtree(child)), told[0][0])])
    return told


def _closes_before(parse: Parse, first: int, verb: int) -> bool:
    """A quotation that does not end its sentence closes right before one, in the verb's paragraph."""
    if parse.words[first - 1] not in {"”", '"', "''"} or parse.words[first - 2] not in {",", "?", "!"}:
        return False
    return parse.paragraph_of[first - 1] == parse.paragraph_of[verb]


def _is_question(parse: Parse, verb: int, complement: int) -> bool:
    """ "asked whether …" tells a question, not what anybody holds."""
    return parse.lemmas[verb] in {"ask", "wonder", "know", "decide", "see", "determine"} and any(
        parse.lower[c] in {"if", "whether"} for c in parse.children[complement]
    )


def _joined(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs in order, those that touch joined."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(runs):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _direct_speech(parse: Parse, verb: int, quoted: list[range], sentence: tuple[int, int]) -> list[tuple[int, int]]:
    """Quotations that touch the cue's sentence, without the cue inside, and long enough to be speech."""
    found = []
    for tokens in quoted:
        first, last = tokens.start, tokens.stop - 1
        if last < sentence[0] or first >= sentence[1] or verb in tokens:
            continue
        whole = last - first + 1
        if whole < 4 or (first > verb and has_tag_of_its_own(parse, first, last)):
            continue
        between = range(verb + 1, first) if first > verb else range(last + 1, verb)
        words = [t for t in between if parse.upos[t] != "PUNCT"]
        if first < verb and any(
            parse.lemmas[t] in PLAIN_SPEECH
            and parse.upos[t] == "VERB"
            and not any(parse.words[x] in {".", "''", "”"} for x in range(t, first - 1))
            for t in range(sentence[0], first)
        ):
            continue  # the quotation belongs to an earlier cue of the sentence
        nested = any(first >= other.start and last < other.stop and len(other) > whole for other in quoted)
        complement = next((c for c in parse.children[verb] if parse.relations[c].startswith("ccomp")), None)
        if nested or (first > verb and len(words) > 6) or (first < verb and len(words) > 14):
            continue
        if (
            complement is not None
            and first > verb
            and any(parse.relations[t] != "mark" and parse.upos[t] not in {"ADV"} for t in words)
            and _starts_inside(parse, complement, verb, first)
        ):
            continue
        if (
            first > verb
            and any(parse.relations[t] in {"obj", "obl"} and parse.heads[t] == verb for t in words)
            and complement is None
            and parse.lemmas[verb] not in {"tell", "ask"}
            and (first < 2 or parse.words[first - 2] not in {":", ","})
        ):
            continue
        found.append((first, last))
    return found


def has_tag_of_its_own(parse: Parse, first: int, last: int) -> bool:
    """A quotation that begins anew after a sentence, and whose own speaker follows: “…,” A said. “…,” she added."""
    end = last
    while end + 1 < len(parse) and parse.upos[end + 1] == "PUNCT":
        end += 1
    if first < 2 or parse.words[first - 2] not in _STOPS or not {*parse.words[last : end + 1]} & {",", "?", "!"}:
        return False
    after = range(end + 1, min(end + 6, len(parse)))
    stop = next((t for t in after if parse.words[t] in _STOPS), after.stop)
    return any(parse.upos[t] == "VERB" and parse.lemmas[t] in _TAGS for t in range(after.start, stop))


def _starts_inside(parse: Parse, complement: int, verb: int, first: int) -> bool:
    """The complement begins before the quotation: mixed speech, whose content is the whole complement."""
    return any(verb < t < first and parse.upos[t] not in {"PUNCT", "SCONJ"} for t in parse.subtree(complement))


def content_runs(parse: Parse, top: int, cue: int, *, drop_case: bool = False) -> list[tuple[int, int]]:
    """Contiguous runs of a subtree without the cue's own words and the leading "that" or preposition."""
    inside = set(parse.subtree(top))
    if cue in inside:
        inside -= set(parse.subtree(cue))
    for token in list(inside):
        if (
            token > cue
            and token != top
            and parse.relations[token] == "conj"
            and parse.lemmas[token] in PLAIN_SPEECH
            and parse.upos[token] == "VERB"
            and parse.heads[token] == top
            and not any(parse.relations[c].startswith("nsubj") for c in parse.children[token])
        ):
            inside -= set(parse.subtree(token))  # "told reporters that A and said B": B belongs to the second cue
    for token in participle_behind(parse, cue):
        if token in inside and token != top and parse.heads[token] < cue and "Tense=Pres" in parse.features[token]:
            inside -= set(parse.subtree(token))
    for token in list(inside):
        if parse.lower[token] == "according" and token > top:  # whose word it is, not what was said
            source = parse.heads[token]
            inside -= set(parse.subtree(source if source != token and source in inside and source != top else token))
    runs: list[tuple[int, int]] = []
    for token in sorted(inside):
        if (runs and token == runs[-1][1] + 1) or (
            runs
            and all(
                parse.upos[t] == "PUNCT" and parse.words[t] not in {"(", ")"} for t in range(runs[-1][1] + 1, token)
            )
            and token - runs[-1][1] <= 2
        ):
            runs[-1] = (runs[-1][0], token)
        else:
            runs.append((token, token))
    trimmed = []
    for run in runs:
        first, last = run
        while first <= last and (
            parse.words[first] in {",", ":", ";", "—", "-", "–"}
            or (parse.lower[first] in {"that", "as"} and parse.relations[first] in {"mark", "case"})
            or (drop_case and first < top and parse.relations[first] in {"case", "mark"} and parse.heads[first] == top)
        ):
            first += 1
        while last >= first and parse.words[last] in {",", ".", ";", ":", "—", "–", "-", "!", "?"}:
            last -= 1
        if last >= first and any(parse.upos[t] != "PUNCT" for t in range(first, last + 1)):
            trimmed.append((first, last))
    return trimmed


def participle_behind(parse: Parse, cue: int) -> Iterator[int]:
    """What the speaker does by the words, behind a comma: "accusing" in "A did it, B said, accusing C"."""
    if cue + 2 < len(parse) and parse.upos[cue + 1] == "PUNCT" and "VerbForm=Part" in parse.features[cue + 2]:
        yield cue + 2


def in_its_paragraph(parse: Parse, cue: int, runs: list[tuple[int, int]], quoted: list[range]) -> list[tuple[int, int]]:
    """The parts of what was said that stand in the cue's paragraph; quotations may go on in the next."""
    kept = []
    for first, last in runs:
        pieces, start = [], first
        for t in range(first + 1, last + 2):
            if t > last or _begins_paragraph(parse, t):
                pieces.append((start, t - 1))
                start = t
        for a, b in pieces:
            outside = range(min(cue, b) + 1, max(cue, a))
            apart = any(_begins_paragraph(parse, t) for t in (*outside, max(cue, a)))
            if not apart or any(a - 1 <= q.start and q.stop <= b + 2 for q in quoted):
                kept.append(trim_run(parse, a, b))
    return [run for run in kept if run is not None]


def _begins_paragraph(parse: Parse, token: int) -> bool:
    """After a blank line and a stop, or a headline without one: lines of old typescripts break anywhere."""
    if token == 0 or parse.paragraph_of[token] == parse.paragraph_of[token - 1]:
        return False
    if parse.words[token - 1] in _ENDS:
        return True
    first = parse.sentences[parse.sentence_of[token]][0]
    return first == token and parse.upos[token - 1] != "PUNCT" and parse.words[token][:1].isupper()


def with_whole_quotations(
    parse: Parse, cue: tuple[int, int] | None, runs: list[tuple[int, int]], quoted: list[range]
) -> list[tuple[int, int]]:
    """A run that takes in one edge of a quotation, or ends right before it, takes in all of it.

    Not so where the cue stands inside. A quotation that begins a sentence after other words of the run is none of it.
    """
    whole = []
    for first, last in runs:
        a, b = first, last
        for q in quoted:
            if cue is not None and (q.start <= cue[0] < q.stop):
                continue
            if a <= q.start <= last < q.stop - 1:
                continued = any(other.stop == q.start - 1 for other in quoted)  # unclosed at its paragraph's end
                if a >= q.start - 1 or continued or not _begins_sentence(parse, q.start):
                    b = q.stop - 1
                elif cue is None:
                    a, b = q.start, q.stop - 1
                else:
                    b = q.start - 2
            elif q.start < first < q.stop - 1 <= last:
                a = q.start
            elif b == q.start - 2 and cue is not None and cue[1] < b and _leads_on(parse, b):
                b = q.stop - 1  # it was “a farce”
        whole.append(trim_run(parse, a, b))
    return _joined([run for run in whole if run is not None])


def _leads_on(parse: Parse, word: int) -> bool:
    """No mark parts a word from the quotation after it."""
    return parse.upos[word] != "PUNCT" and parse.paragraph_of[word] == parse.paragraph_of[word + 1]


def _begins_sentence(parse: Parse, quotation: int) -> bool:
    """The word before a quotation's opening mark ends a sentence or a paragraph."""
    before = quotation - 2
    return parse.words[before] in _STOPS or parse.paragraph_of[before] != parse.paragraph_of[quotation]


def whole_phrase(parse: Parse, first: int, last: int) -> tuple[int, int]:
    """A run that breaks off at an article, preposition or auxiliary goes on to the end of that phrase."""
    if parse.upos[last] == "CCONJ" and last > first:
        return first, last - 1
    if parse.upos[last] not in _OPENING or parse.heads[last] <= last:
        return first, last
    end = max(parse.subtree(parse.heads[last]))
    rest = range(last + 1, end + 1)
    whole = len(rest) <= _PHRASE and not any(parse.upos[t] == "PUNCT" for t in rest)
    return (first, end) if whole and parse.sentence_of[end] == parse.sentence_of[last] else (first, last)


def trim_run(parse: Parse, first: int, last: int) -> tuple[int, int] | None:
    """A run without the punctuation at its ends; None where nothing is left."""
    while first <= last and parse.words[first] in {",", ":", ";", "—", "."}:
        first += 1
    while last >= first and (parse.words[last] in {",", ".", ";", ":", "—"} or _opens_clause(parse, first, last)):
        last -= 1
    return (first, last) if first <= last else None


def _opens_clause(parse: Parse, first: int, last: int) -> bool:
    """The relative pronoun of a clause that is no part of it any more: "the reopening of the corridor, which"."""
    return parse.lower[last] in _RELATIVE and last > first and parse.words[last - 1] == ","
