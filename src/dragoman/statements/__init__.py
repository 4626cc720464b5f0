"""Who said what: direct, mixed and indirect speech, relays and declared attitudes.

A cue (a word of knowledge/cues.tsv, "according to", or a quotation that goes on) is found in the
tree, its speaker is the cue's subject, its content the complement or the quotation.
"""

from collections.abc import Iterable

from dragoman.entities import resolve_participants
from dragoman.entities.documents import is_certain_document
from dragoman.language.parse import Parse
from dragoman.quotations import find_quotations
from dragoman.statements.assembly import assemble_statements
from dragoman.statements.authors import with_author
from dragoman.statements.content import content_runs, find_content, in_its_paragraph, trim_run, with_whole_quotations
from dragoman.statements.coordinated import part_coordinated
from dragoman.statements.cues import PLAIN_SPEECH, Cues, Draft, load_cues
from dragoman.statements.going_on import find_going_on
from dragoman.statements.labels import find_labelled
from dragoman.statements.learned import weigh_drafts
from dragoman.statements.speakers import (
    find_speaker_of_sentence,
    find_subject,
    find_subject_before,
    resolve_addressees,
    resolve_speakers,
)
from dragoman.statements.tags import from_its_beginning, on_both_sides
from dragoman.types import Cast, Statement

__all__ = ["Cues", "find_statements", "load_cues"]

_HEDGES = frozenset("reportedly allegedly apparently supposedly purportedly".split())
_ISSUING = frozenset("make issue repeat renew voice express give send join release deliver raise".split())
_SAME = 0.7  # of the words of a statement without a cue: it is the one that holds them
_TWIN = 0.8  # of the words of two statements of one speaker: they are one, with two cues ("announced, saying")
_EDGE = 1  # words that a statement may hold besides those of its twin
_SHOWING = frozenset("confirm estimate find indicate predict put reveal say show suggest".split())  # of documents
_TELLING = frozenset("say comment respond mention know specify elaborate tell explain reply mean".split())


def find_statements(parse: Parse, cast: Cast, cues: Cues) -> tuple[Statement, ...]:
    """All statements of a report in text order, with ids s1, s2 …"""
    quotations = find_quotations(parse)
    quoted = [parse.tokens_in(q) for q in quotations]
    cast = with_author(parse, cast, quoted)
    drafts: list[Draft] = []
    for token, upos in enumerate(parse.upos):
        if upos == "VERB":
            frames = cues.frames.get(("VERB", _lemma(parse, token)))
            if frames:
                drafts.extend(_from_verb(parse, cast, token, frames, quoted))
        elif upos == "NOUN":
            frames = cues.frames.get(("NOUN", parse.lemmas[token]))
            if frames:
                drafts.extend(_from_noun(parse, cast, token, frames))
        if parse.lower[token] == "according":
            drafts.extend(_from_according(parse, cast, token))
    _follow_pronouns(parse, drafts)
    if parse.acts is not None:
        drafts = weigh_drafts(parse, cast, parse.acts, drafts)
    drafts = [d for d in drafts if not (d.cue and (_is_silence(parse, d.cue[0]) or _is_spoken_to(parse, d)))]
    for d in drafts:
        if d.cue:
            d.content = on_both_sides(parse, d.cue[0], in_its_paragraph(parse, d.cue[0], d.content, quoted))
        d.content = with_whole_quotations(parse, d.cue, d.content, quoted)
        if d.cue and d.content:
            d.content = from_its_beginning(parse, d.cue[0], d.content)
    part_coordinated(parse, drafts, quoted)
    drafts = [d for d in drafts if d.content]
    drafts = _with_labelled(drafts, list(find_labelled(parse, cast, quoted)))
    drafts.extend(find_going_on(parse, drafts, quoted))
    return assemble_statements(parse, _without_twins(parse, drafts), quotations)


def _follow_pronouns(parse: Parse, drafts: list[Draft]) -> None:
    """ "…, said KCNA. “…,” it added": "it" beside a cue is the body that spoke last in the paragraph."""
    last: Draft | None = None
    for d in sorted(drafts, key=lambda d: d.cue[0] if d.cue else d.content[0][0]):
        if d.cue and last and last.cue and parse.lower[d.speaker_token] == "it":
            gap = parse.text[parse.ends[last.cue[1]] : parse.starts[d.cue[0]]]
            mention = parse.mention_at.get(last.speaker_token)
            if "\n\n" not in gap and len(gap) < 400 and (mention is None or mention.type != "person"):
                d.speakers = last.speakers
        if d.cue and parse.lemmas[d.cue[0]] in PLAIN_SPEECH:
            last = d


def _lemma(parse: Parse, token: int) -> str:
    lemma = parse.lemmas[token]
    for child in parse.dependents(token, "compound:prt"):
        return f"{lemma} {parse.lower[child]}"
    return lemma


def _from_verb(parse: Parse, cast: Cast, verb: int, frames: frozenset[str], quoted: list[range]) -> Iterable[Draft]:
    speaker_token = find_subject(parse, verb)
    if (
        parse.relations[verb] == "advcl"
        and parse.lemmas[verb] in PLAIN_SPEECH
        and ("VerbForm=Ger" in parse.features[verb] or parse.words[verb].endswith("ing"))
    ):
        speaker_token = find_speaker_of_sentence(parse, verb) or speaker_token
    if speaker_token is None and parse.lemmas[verb] in PLAIN_SPEECH and "Mood=Ind" in _finiteness(parse, verb):
        speaker_token = find_subject_before(parse, cast, verb)
    if speaker_token is None:
        return
    if _is_silence(parse, verb) or _is_unreal(parse, verb):
        return
    speakers = resolve_speakers(parse, cast, speaker_token)
    addressees, content = resolve_addressees(parse, cast, verb), find_content(parse, verb, frames, quoted)
    if not content:
        return
    if not speakers:
        return
    cue_last = verb
    for child in parse.dependents(verb, "compound:prt"):
        cue_last = max(verb, child)
    shown = parse.lemmas[verb] in _SHOWING and is_certain_document(parse, speaker_token)
    plain = (shown or "plain" in frames) and not _is_denied(parse, verb)
    yield Draft((verb, cue_last), speakers, addressees, content, _is_hedged(parse, verb), speaker_token, plain)


def _is_silence(parse: Parse, verb: int) -> bool:
    """Nobody says it: "did not say", "none has said", "said little"."""
    if parse.upos[verb] != "VERB" or parse.lemmas[verb] not in _TELLING:
        return False
    words = {(parse.relations[c].partition(":")[0], parse.lower[c]) for c in parse.children[verb]}
    denied = any(("advmod", w) in words for w in ("n't", "not", "n’t", "never"))
    return denied or any(("nsubj", w) in words for w in ("none", "nobody", "neither")) or ("obj", "little") in words


def _is_denied(parse: Parse, verb: int) -> bool:
    """With "not" or "never"."""
    return any(parse.lower[c] in {"n't", "not", "n’t", "never"} for c in parse.dependents(verb, "advmod"))


def _is_spoken_to(parse: Parse, draft: Draft) -> bool:
    """The words are put to them: "Lund, asked about it, left", "the union was told to wait"."""
    verb = draft.cue[0] if draft.cue else draft.speaker_token
    if any(parse.dependents(verb, "aux:pass")) and not any(parse.dependents(verb, "obl:agent")):
        return draft.speaker_token in parse.dependents(verb, "nsubj:pass")
    bare = not any(parse.dependents(verb, "nsubj", "aux", "mark"))
    above = parse.dependents(parse.heads[verb], "nsubj")
    return bare and parse.lower[verb] == "asked" and parse.relations[verb] == "advcl" and draft.speaker_token in above


def _is_unreal(parse: Parse, verb: int) -> bool:
    """Questions of what might be said are no statements: "if he says"."""
    for child in parse.children[verb]:
        if parse.relations[child] == "mark" and parse.lower[child] in {"if", "whether", "unless"}:
            return True
        if (
            parse.relations[child] == "aux"
            and parse.lower[child] in {"would", "could", "might", "may"}
            and not any(parse.relations[c] == "ccomp" for c in parse.children[verb])
        ):
            return True
    return False


def _finiteness(parse: Parse, verb: int) -> str:
    return parse.features[verb] + "".join(
        parse.features[c] for c in parse.children[verb] if parse.relations[c] == "aux"
    )


def _is_hedged(parse: Parse, verb: int) -> bool:
    sentence = parse.sentences[parse.sentence_of[verb]]
    near = range(max(sentence[0], verb - 3), min(sentence[1], verb + 3))
    if any(parse.lower[t] in _HEDGES for t in near):
        return True
    passive = any(parse.relations[c] in {"nsubj:pass", "aux:pass"} for c in parse.children[verb])
    return passive and parse.lemmas[verb] in {"say", "believe", "report", "think", "allege", "rumour", "rumor"}


def _from_noun(parse: Parse, cast: Cast, noun: int, frames: frozenset[str]) -> Iterable[Draft]:
    """ "Ankara's demand that …", "calls by France for …", with the one it comes from named."""
    speakers: tuple[str, ...] = ()
    speaker_token = noun
    for child in parse.children[noun]:
        case = {parse.lower[c] for c in parse.children[child] if parse.relations[c] == "case"}
        if parse.relations[child] == "nmod:poss" or case & {"by", "from"}:
            speakers, speaker_token = resolve_participants(parse, cast, child), child
            break
    if not speakers:
        above = parse.heads[noun]
        if parse.relations[noun] in {"obj"} and parse.lemmas[above] in _ISSUING:
            subject = find_subject(parse, above)
            if subject is not None:
                speakers, speaker_token = resolve_speakers(parse, cast, subject), subject
    if not speakers:
        return
    for child in parse.children[noun]:
        marks = {parse.lower[c] for c in parse.children[child] if parse.relations[c] in {"mark", "case"}}
        relation = parse.relations[child]
        if (
            relation in {"ccomp", "acl"}
            and (("clause" in frames and "that" in marks) or ("inf" in frames and "to" in marks))
        ) or (relation.startswith("nmod") and relation != "nmod:poss" and marks & frames):
            content = content_runs(parse, child, noun, drop_case=relation.startswith("nmod"))
            if content:
                yield Draft((noun, noun), speakers, (), content, False, speaker_token)
            return


def _from_according(parse: Parse, cast: Cast, token: int) -> Iterable[Draft]:
    """ "According to X, …" and "…, according to X": the rest of the clause is X's."""
    holder = next(
        (c for c in [parse.heads[token], *parse.children[token]] if parse.upos[c] in {"NOUN", "PROPN", "PRON"}), None
    )
    if holder is None or holder <= token:
        holder = next((t for t in range(token + 2, min(token + 14, len(parse))) if t in cast.ids_by_token), None)
        if holder is None:
            return
    speakers = resolve_speakers(parse, cast, holder)
    if not speakers:
        return
    first, last = parse.sentences[parse.sentence_of[token]]
    phrase = [t for t in parse.subtree(holder) if t >= token]
    stop = max(phrase) if phrase else holder
    comma = next((t for t in range(holder, min(stop + 2, last)) if parse.words[t] == ","), None)
    initial = all(parse.upos[t] in {"PUNCT", "CCONJ", "ADV"} for t in range(first, token))
    if initial:
        start = (comma if comma is not None else stop) + 1
        runs = [(start, last - 1)] if start < last else []
    else:
        end = token - 1
        runs = [(first, end)]
        after = [t for t in range(stop + 1, last) if parse.upos[t] != "PUNCT"]
        if len(after) > 3:
            runs.append((stop + 1, last - 1))
    runs = [r for r in (trim_run(parse, *r) for r in runs) if r]
    if runs:
        yield Draft((token, token + 1), speakers, (), runs, _is_hedged(parse, token), holder)


def _with_labelled(drafts: list[Draft], labelled: list[Draft]) -> list[Draft]:
    """What a label gives somebody is nobody else's without a cue, and the label marks nothing else."""
    kept = [d for d in drafts if not any(_is_of_label(d, other) for other in labelled)]
    return [*kept, *labelled]


def _is_of_label(d: Draft, labelled: Draft) -> bool:
    first, last = labelled.content[0]
    if d.cue is None:
        return any(a <= last and first <= b for a, b in d.content)
    return labelled.cue is not None and labelled.cue[0] <= d.cue[0] <= labelled.cue[1]


def _without_twins(parse: Parse, drafts: list[Draft]) -> list[Draft]:
    """One statement for one content and speaker, with a verb of speech if one marks it; nobody speaks to themselves.

    Words that a statement with a cue holds begin none without one.
    """
    kept: list[tuple[Draft, set[int]]] = []
    for d in sorted(drafts, key=lambda d: _rank(parse, d)):
        words = _words(parse, d)
        if not words or any(_is_told(parse, d, words, other, told) for other, told in kept):
            continue
        d.addressees = tuple(i for i in d.addressees if i not in d.speakers)
        kept.append((d, words))
    return [d for d, _ in kept]


def _is_told(parse: Parse, d: Draft, words: set[int], other: Draft, told: set[int]) -> bool:
    """Another statement tells the same of the same speaker; without a cue, of whomever its cue names."""
    if d.cue is None and other.cue is not None and words <= told and len(told - words) <= _EDGE:
        return True
    if not set(other.speakers) & set(d.speakers):
        return False
    shared = len(words & told)
    if d.cue and other.cue and parse.heads[d.cue[0]] == other.cue[0] and parse.relations[d.cue[0]] == "obj":
        return shared >= _SAME * min(len(words), len(told))  # expressed support for …
    return shared >= _TWIN * len(words | told) or (d.cue is None and shared >= _SAME * len(words))


def _rank(parse: Parse, draft: Draft) -> tuple[bool, bool, int, int]:
    """Those with a cue first, of these those of plain speech, then in text order, the longer before the shorter."""
    plain = draft.cue is not None and parse.lemmas[draft.cue[0]] in PLAIN_SPEECH
    first, last = draft.content[0]
    return draft.cue is None, not plain, first, first - last


def _words(parse: Parse, draft: Draft) -> set[int]:
    return {t for a, b in draft.content for t in range(a, b + 1) if any(map(str.isalnum, parse.words[t]))}
