"""What the model takes for statements: cues, and beginnings without one, with speaker and content by links."""

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from dragoman.entities import resolve_participants
from dragoman.language.acts import Acts, Floats
from dragoman.language.parse import Parse
from dragoman.statements.content import (
    answered_clause,
    content_runs,
    has_tag_of_its_own,
    participle_behind,
    trim_run,
    whole_phrase,
)
from dragoman.statements.cues import Draft
from dragoman.statements.speakers import SEEING, VOICES, find_subject, is_done_by_nobody, is_one_person
from dragoman.types import Cast

Gains = NDArray[np.float64]
MARK, START, HEDGED = range(3)  # columns of the cue scores
CUE = 0.35  # a likelier word is a cue; thresholds by F1 on the reports held back
LEAST = 0.25  # a less likely word is none, whatever a rule says; a likelier verb with a subject and a clause is one
CLAUSE = 0.2  # nor is a verb with a clause that tells what is said
PLAIN = 0.02  # nor is a word that tells of a statement wherever it stands
_CLAUSED = 0.15  # a likelier noun ("the vow to …") or participle with a clause is one
CONTENT = 0.4
SPEAKER = 0.35
ADDRESSEE = 0.5
_SCRAP, _SHARE = 2, 0.1  # a run beside the main one is longer than two words and has a tenth of its weight
_SURER = 3.0  # log odds by which the model's content must be likelier than a rule's: trees know where clauses end
_UNSEEN = 4.6  # what a word outside the model's window costs in log odds
_QUOTES = frozenset(("“", "”", '"', "''", "``", "«", "»"))
_MARKS = _QUOTES | {"‘", "’", "'", ":"}
_TAG = 6  # words from a quotation to its verb
_ALIKE = 0.9  # of the likeliest word's chance: the head of its phrase is then who speaks
_SHARED = 0.6  # of the likeliest word's chance: the subject of the verb above is then who speaks
_TOWARDS = frozenset(("to", "for", "on"))
_SUBJECTS = ("nsubj", "nsubj:pass", "obl:agent")
_INSIDE = frozenset("compound nmod flat".split())
# verbs whose object is who hears it, or an act, not what is said
_ADDRESSING = frozenset(
    "accuse answer ask assure beg call cite congratulate offer plead promise put quote report say swear tell thank "
    "tweet".split()
)
_NOBODY = frozenset("nobody none nothing anybody anyone anything everybody everyone what which who whom".split())
_EVEN = math.log(CONTENT / (1 - CONTENT))
_BEGUN = 3.0  # what a further run costs in log odds


def propose_statements(parse: Parse, cast: Cast, acts: Acts) -> Iterator[Draft]:
    """Drafts of every likely cue, and of every likely beginning of a statement without one."""
    for token in sorted(acts.rows):
        mark, start = float(acts.cue[token, MARK]), float(acts.cue[token, START])
        if start < CUE and mark < least_of_cue(parse, token):
            continue
        if mark >= start and token - 1 in acts.rows and acts.cue[token - 1, MARK] >= CUE:
            continue  # "called for": one cue of two words
        found = draft_at(parse, cast, acts, token, with_cue=mark >= start)
        if found is not None:
            yield found


def least_of_cue(parse: Parse, token: int) -> float:
    """How likely a word must be to be a cue: less where a clause of its own tells what is said."""
    told = {parse.relations[c].partition(":")[0] for c in parse.children[token]}
    if parse.upos[token] == "NOUN":
        return _CLAUSED if "acl" in told and not any(parse.dependents(token, "nmod:poss")) else CUE
    if parse.upos[token] != "VERB" or "ccomp" not in told or "VerbForm=Inf" in parse.features[token]:
        return CUE
    if "nsubj" not in told:
        return _CLAUSED
    return LEAST if any(parse.upos[c] in {"NOUN", "PROPN"} for c in parse.dependents(token, "nsubj")) else CUE


def draft_at(parse: Parse, cast: Cast, acts: Acts, token: int, *, with_cue: bool) -> Draft | None:
    """The statement that a token marks or begins; None where the model sees no speaker or no content."""
    last = token
    while with_cue and last + 1 < len(parse) and acts.cue[last + 1, MARK] >= CUE and last - token < 2:
        last += 1
    content = content_of(parse, acts, token, last if with_cue else None)
    if with_cue and not content:
        content = object_of(parse, token)
    speaker = _speaker_of(parse, cast, acts, token)
    if speaker is not None and with_cue and speaker in _tokens_of(content):
        named = set(parse.subtree(speaker))
        if token not in named and named.issuperset(_tokens_of(content)):
            content = object_of(parse, token)  # nobody says their own name
    if speaker is None or not content:
        return None
    addressee = likeliest(parse, cast, acts, "addressee", token, ADDRESSEE)
    speakers = _all_likely(parse, cast, acts, "speaker", token, speaker)
    return Draft(
        cue=(token, last) if with_cue else None, speakers=speakers,
        addressees=() if addressee is None else resolve_participants(parse, cast, addressee), content=content,
        hedged=bool(acts.cue[token, HEDGED] >= CUE), speaker_token=speaker,
    )  # fmt: skip


def _tokens_of(runs: Sequence[tuple[int, int]]) -> Iterator[int]:
    return (t for first, last in runs for t in range(first, last + 1))


def likeliest(parse: Parse, cast: Cast, acts: Acts, role: str, token: int, least: float) -> int | None:
    """The token standing for somebody who is most likely in a role, if likely enough."""
    first, row = acts.around(role, token)
    best: tuple[float, int] | None = None
    for i in np.flatnonzero(row >= least).tolist():
        if resolve_participants(parse, cast, first + i) and (best is None or row[i] > best[0]):
            best = (float(row[i]), first + i)
    if best is None:
        return None
    return _whole(parse, cast, _head(parse, cast, row, first, best[1]))


def _speaker_of(parse: Parse, cast: Cast, acts: Acts, token: int) -> int | None:
    """The likeliest speaker, or whom the tree makes one that is not much less likely."""
    best = likeliest(parse, cast, acts, "speaker", token, SPEAKER)
    if parse.lower[token] == "according":
        return _holder(parse, cast, token, best)
    if parse.upos[token] != "VERB":
        return best
    if best is not None and is_done_by_nobody(parse, token) and best < token and best not in parse.subtree(token):
        return None
    for subject in parse.dependents(token, "nsubj"):
        if best is not None and parse.relations[best] == "obl:agent" and parse.heads[parse.heads[best]] == subject:
            seen = parse.lemmas[parse.heads[best]] in SEEING and resolve_participants(parse, cast, subject)
            return subject if seen else best
    return _subject_shared(parse, cast, acts, token, best)


def _holder(parse: Parse, cast: Cast, according: int, best: int | None) -> int | None:
    """Whom "according to" names, rather than anybody outside its phrase."""
    holder = parse.heads[according]
    if (
        best is not None
        and parse.heads[best] == holder
        and any(parse.lower[c] in _TOWARDS for c in parse.children[best])
    ):
        owner = next(iter(parse.dependents(holder, "nmod:poss")), holder)  # "her report to the Council"
        return owner if resolve_participants(parse, cast, owner) else None
    if best is None or holder < according or best in parse.subtree(holder):
        return best
    return holder if resolve_participants(parse, cast, holder) else best


def _subject_shared(parse: Parse, cast: Cast, acts: Acts, cue: int, speaker: int | None) -> int | None:
    """The subject that a coordinated verb or participle shares with the verb above it, if not much less likely."""
    if parse.relations[cue] not in {"advcl", "conj"} or any(parse.dependents(cue, *_SUBJECTS)):
        return speaker
    subject = find_subject(parse, cue)
    if subject is None or parse.lemmas[subject] in VOICES or not resolve_participants(parse, cast, subject):
        return speaker
    if speaker is None:
        return subject
    below = [t for t in (speaker, *parse.ancestors(speaker)) if t in parse.subtree(subject)]
    if any(parse.relations[t].partition(":")[0] in {"acl", "appos"} for t in below if t != subject):
        return speaker  # in "a club called the Owls" the name says more
    likely = acts.link("speaker", cue, subject) >= _SHARED * acts.link("speaker", cue, speaker)
    return subject if likely else speaker


def _head(parse: Parse, cast: Cast, row: Floats, first: int, token: int) -> int:
    """The head of the phrase that a token stands in, if about as likely: in "a spokeswoman for Lund" she."""
    least = _ALIKE * row[token - first]
    while parse.relations[token].partition(":")[0] in _INSIDE:
        above = parse.heads[token]
        if not 0 <= above - first < len(row) or row[above - first] < least or above not in cast.ids_by_token:
            break
        if parse.lemmas[above] in VOICES:
            break
        is_name = parse.upos[token] == "PROPN"  # "the US embassy", not "the defence ministry"
        if parse.relations[token] == "compound" and not is_name and not _is_person(parse, above):
            break
        token = above
    return token


def _is_person(parse: Parse, token: int) -> bool:
    mention = parse.mention_at.get(token)
    return mention is not None and mention.type == "person"


def _whole(parse: Parse, cast: Cast, token: int) -> int:
    """Who the phrase is about that a token only stands in: in "the minister's spokesman" the spokesman.

    Somebody's letters and placards speak for that person; an office is a body of its own.
    """
    while parse.relations[token] == "nmod:poss" and parse.heads[token] in cast.ids_by_token:
        above = parse.lemmas[parse.heads[token]]
        if above in VOICES and above != "office":
            break
        token = parse.heads[token]
    if parse.lemmas[token] in VOICES and parse.lemmas[token] != "office":
        return next((c for c in parse.dependents(token, "nmod:poss") if c in cast.ids_by_token), token)
    return token


def _all_likely(parse: Parse, cast: Cast, acts: Acts, role: str, token: int, best: int) -> tuple[str, ...]:
    """Several speakers where the likeliest has others joined to it, wherever in the row, that are likely too."""
    first = parse.heads[best] if parse.relations[best] == "conj" else best
    joined = {first, *parse.dependents(first, "conj"), *parse.dependents(best, "conj")} - {best}
    likely = {
        other
        for other in joined
        if acts.link(role, token, other) >= CUE and not is_one_person(parse, *sorted((best, other)))
    }
    ids = {t: cast.ids_by_token.get(t, ()) for t in likely}
    ids[best] = cast.ids_by_token.get(best) or resolve_participants(parse, cast, best)
    return tuple(dict.fromkeys(i for t in sorted(ids) for i in ids[t]))


def content_of(parse: Parse, acts: Acts, token: int, cue: int | None) -> list[tuple[int, int]]:
    """The likeliest runs of words as a statement's content, its cue outside."""
    first, row = acts.around("content", token)
    gain = _gains(row)
    if cue is not None:
        gain[token - first : cue - first + 1] = -np.inf
        for t in _outside(parse, acts, token):
            if first <= t < first + len(gain):
                gain[t - first] = -np.inf
    runs = likeliest_runs(gain, _BEGUN)
    found = [
        (float(row[a : b + 1].sum()), trim_run(parse, *whole_phrase(parse, first + a, first + b))) for a, b in runs
    ]
    told = [(w, run) for w, run in found if run is not None]
    return _of_one_piece(parse, token, [t for t in told if cue is None or _is_within_reach(parse, token, t[1])])


def _outside(parse: Parse, acts: Acts, cue: int) -> Iterator[int]:
    """Words of a cue's sentence that are no part of what it says.

    Of "who does not drop the plan that Lund has condemned" she has condemned the plan alone; "said, accusing Oslo of
    it" says nothing by its second cue.
    """
    above = parse.heads[cue] if parse.relations[cue] == "acl:relcl" else answered_clause(parse, cue)
    if above is not None and above < cue:
        named = set(parse.subtree(above))
        yield from (t for t in range(parse.sentences[parse.sentence_of[cue]][0], cue) if t not in named)
    own = (c for c in parse.dependents(cue, "advcl") if c > cue and "VerbForm=Part" in parse.features[c])
    for child in {*own, *participle_behind(parse, cue)}:
        if acts.cue[child, MARK] >= CUE:
            yield from parse.subtree(child)


def object_of(parse: Parse, cue: int) -> list[tuple[int, int]]:
    """What a verb of attitude is about, where nothing more is told: "backed her", "the plan was backed by Lund"."""
    if parse.upos[cue] != "VERB" or parse.lemmas[cue] in _ADDRESSING:
        return []
    passive = any(parse.dependents(cue, "obl:agent"))
    for told in parse.dependents(cue, "nsubj:pass" if passive else "obj"):
        if parse.lower[told] not in _NOBODY and not any(parse.lower[c] == "no" for c in parse.children[told]):
            return content_runs(parse, told, cue)[:1]
    return []


def _gains(row: Floats) -> Gains:
    """How much likelier than CONTENT each word is to be in a content, in log odds."""
    odds = np.clip(row, 0.01, 0.99)
    gain: Gains = np.log(odds / (1 - odds), dtype=np.float64) - _EVEN
    return gain


def likeliest_runs(gain: Gains, begun: float) -> list[tuple[int, int]]:
    """The runs with the highest sum of their words' gains, each run costing `begun`.

    >>> likeliest_runs(np.array([-1.0, 2.0, -1.0, 3.0, -4.0, 1.0]), begun=1.5)
    [(1, 3)]
    """
    starts = np.flatnonzero(np.diff(gain > 0, prepend=gain[:1] <= 0))
    ends = [*(starts[1:] - 1).tolist(), len(gain) - 1]
    outside: tuple[float, list[tuple[int, int]]] = (0.0, [])
    inside: tuple[float, list[tuple[int, int]]] = (-math.inf, [])
    for start, end, told in zip(starts.tolist(), ends, np.add.reduceat(gain, starts).tolist(), strict=True):
        begin, go_on = outside[0] - begun, inside[0]
        runs = [*outside[1], (start, end)] if begin >= go_on else [*inside[1][:-1], (inside[1][-1][0], end)]
        outside = max(outside, inside, key=lambda state: state[0])
        inside = max(begin, go_on) + told, runs
    return max(outside, inside, key=lambda state: state[0])[1]


def _is_within_reach(parse: Parse, cue: int, run: tuple[int, int]) -> bool:
    """What is said stands in its cue's sentence; only quotations and what a colon opens stand in another.

    Not so a quotation after it whose speaker is told anew.
    """
    if parse.sentence_of[cue] in {parse.sentence_of[run[0]], parse.sentence_of[run[1]]}:
        return True
    first, last = run
    while first < last and parse.words[first] in _MARKS:
        first += 1
    while last > first and parse.words[last] in _MARKS:
        last -= 1
    if first > cue and has_tag_of_its_own(parse, first, last):
        return False
    return any(parse.words[t] in _MARKS for t in (run[0] - 1, run[0], run[1], run[1] + 1) if 0 <= t < len(parse))


def _of_one_piece(parse: Parse, token: int, runs: Sequence[tuple[float, tuple[int, int]]]) -> list[tuple[int, int]]:
    """The weightiest run, and those that belong to it: in its sentence or the cue's, and no mere scraps."""
    if not runs:
        return []
    heaviest, main = max(runs)
    near = {parse.sentence_of[t] for t in (token, *main)}
    return [
        run
        for w, run in runs
        if run == main or (run[1] - run[0] >= _SCRAP and w >= _SHARE * heaviest and parse.sentence_of[run[0]] in near)
    ]


def weigh_drafts(parse: Parse, cast: Cast, acts: Acts, by_rule: Sequence[Draft]) -> list[Draft]:
    """Rules' drafts that the model does not rule out, with speaker and content from it; and its other ones."""
    proposed = list(propose_statements(parse, cast, acts))
    at_cue = {token: d for d in proposed if d.cue for token in range(d.cue[0], d.cue[1] + 1)}
    kept: list[Draft] = []
    taken: set[int] = set()
    for d in by_rule:
        cue = d.cue or d.content[0]
        least = PLAIN if d.plain else CLAUSE if d.cue and any(parse.dependents(d.cue[0], "ccomp")) else LEAST
        if d.cue and max(acts.cue[t, MARK] for t in range(cue[0], cue[1] + 1)) < least:
            continue
        twin = next((at_cue[t] for t in range(cue[0], cue[1] + 1) if t in at_cue), None)
        if twin is not None:
            own = _own_speaker(parse, cast, acts, d, twin)
            d.speakers, d.speaker_token = own or (twin.speakers, twin.speaker_token)
            start = twin.cue[0] if twin.cue else twin.content[0][0]
            surer = _likelihood(acts, start, twin.content) - _likelihood(acts, start, d.content)
            if surer > _SURER and not _is_beside(parse, d):
                d.content = twin.content
            taken.update(range(twin.cue[0], twin.cue[1] + 1) if twin.cue else ())
        taken.update(range(cue[0], cue[1] + 1))
        kept.append(d)
    return kept + [d for d in proposed if d.cue is None or taken.isdisjoint(range(d.cue[0], d.cue[1] + 1))]


def _own_speaker(
    parse: Parse, cast: Cast, acts: Acts, d: Draft, twin: Draft
) -> tuple[tuple[str, ...], int] | None:  # fmt: skip
    """Who speaks at a noun that the model takes for one cue with the verb before: "rejects claims by Lund that …"."""
    if d.cue is None or twin.cue is None or d.cue[0] == twin.cue[0] or parse.upos[d.cue[0]] != "NOUN":
        return None
    speaker = likeliest(parse, cast, acts, "speaker", d.cue[0], SPEAKER)
    return None if speaker is None else (_all_likely(parse, cast, acts, "speaker", d.cue[0], speaker), speaker)


def _is_beside(parse: Parse, d: Draft) -> bool:
    """A whole quotation right before who says it, and nothing said after: “…?” Lee asked."""
    if d.cue is None or any(c > d.cue[1] for c in parse.dependents(d.cue[0], "ccomp", "parataxis")):
        return False
    first, last = d.content[-1]
    end = last + 1
    while end < len(parse) and parse.upos[end] == "PUNCT" and parse.words[end] not in _QUOTES:
        end += 1
    if end >= len(parse) or first < 1 or parse.words[end] not in _QUOTES or parse.words[first - 1] not in _QUOTES:
        return False
    if parse.paragraph_of[end] != parse.paragraph_of[d.cue[0]] or (first > 1 and parse.upos[first - 2] != "PUNCT"):
        return False
    return parse.words[end - 1] in {",", "?", "!"} and 0 < d.cue[0] - end <= _TAG


def _likelihood(acts: Acts, token: int, content: Sequence[tuple[int, int]]) -> float:
    """The log odds of a content's words against even ones at CONTENT, each run costing _BEGUN."""
    first, row = acts.around("content", token)
    gain = _gains(row)
    inside = sum(gain[max(a - first, 0) : max(b + 1 - first, 0)].sum() for a, b in content)
    unseen = sum(b - a + 1 - len(range(max(a - first, 0), min(b + 1 - first, len(gain)))) for a, b in content)
    return float(inside) - _BEGUN * len(content) - _UNSEEN * unseen
