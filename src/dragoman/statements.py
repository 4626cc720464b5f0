"""Who said what: direct, mixed and indirect speech, relays and declared attitudes.

A cue (a word of knowledge/cues.tsv, "according to", or a quotation that goes on) is found in the
tree, its speaker is the cue's subject, its content the complement or the quotation.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.entities import resolve_participants
from dragoman.language.parse import Parse
from dragoman.quotations import find_quotations
from dragoman.types import Cast, Span, Statement

_HEDGES = frozenset("reportedly allegedly apparently supposedly purportedly".split())
_DOCUMENTS = frozenset(
    "statement report letter document communique communiqué email memo message post tweet study speech paper "
    "declaration resolution comment remark editorial article transcript interview note ad advertisement poll "
    "release filing indictment complaint lawsuit ruling order survey".split()
)
_HOLDERS = frozenset("by from of".split())
_PLAIN_SPEECH = frozenset("say tell add warn insist note argue claim declare urge call".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Frames of cue lemmas by part of speech: {("VERB", "call"): {"for", "to"}}."""

    frames: dict[tuple[str, str], frozenset[str]]


def load_cues(path: Path = Path(__file__).parent / "knowledge" / "cues.tsv") -> Cues:
    """Read the table of cues."""
    frames: dict[tuple[str, str], set[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith(("#", "pos\t")):
            continue
        pos, kinds, lemmas = line.split("\t")
        for lemma in lemmas.split(";"):
            frames.setdefault((pos, lemma.strip()), set()).update(kinds.split())
    return Cues(frames={k: frozenset(v) for k, v in frames.items()})


@dataclass(slots=True)
class _Draft:
    """A statement in tokens, before ids and relays are worked out."""

    cue: tuple[int, int] | None
    speakers: tuple[str, ...]
    addressees: tuple[str, ...]
    content: list[tuple[int, int]]  # tokens, inclusive
    hedged: bool
    speaker_token: int


def find_statements(parse: Parse, cast: Cast, cues: Cues) -> tuple[Statement, ...]:
    """All statements of a report in text order, with ids s1, s2 …"""
    quotations = find_quotations(parse)
    quoted = [parse.tokens_in(q) for q in quotations]
    drafts: list[_Draft] = []
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
    drafts.extend(_unattributed(parse, cast, drafts, quoted))
    return _finish(parse, _without_twins(drafts), quotations)


def _follow_pronouns(parse: Parse, drafts: list[_Draft]) -> None:
    """ "…, said KCNA. “…,” it added": "it" beside a cue is the body that spoke last in the paragraph."""
    last: _Draft | None = None
    for d in sorted(drafts, key=lambda d: d.cue[0] if d.cue else d.content[0][0]):
        if d.cue and last and last.cue and parse.lower[d.speaker_token] == "it":
            gap = parse.text[parse.ends[last.cue[1]] : parse.starts[d.cue[0]]]
            mention = parse.mention_at.get(last.speaker_token)
            if "\n\n" not in gap and len(gap) < 400 and (mention is None or mention.type != "person"):
                d.speakers = last.speakers
        if d.cue and parse.lemmas[d.cue[0]] in _PLAIN_SPEECH:
            last = d


def _lemma(parse: Parse, token: int) -> str:
    lemma = parse.lemmas[token]
    for child in parse.dependents(token, "compound:prt"):
        return f"{lemma} {parse.lower[child]}"
    return lemma


def _from_verb(
    parse: Parse, cast: Cast, verb: int, frames: frozenset[str], quoted: list[range]
) -> Iterable[_Draft]:
    speaker_token = _subject(parse, verb)
    if parse.relations[verb] == "advcl" and parse.lemmas[verb] in _PLAIN_SPEECH and "Ger" in parse.features[verb] + parse.words[verb][-3:].replace("ing", "Ger"):
        speaker_token = _speaker_of_sentence(parse, verb) or speaker_token
    if speaker_token is None and parse.lemmas[verb] in _PLAIN_SPEECH and "Mood=Ind" in _finiteness(parse, verb):
        speaker_token = _subject_before(parse, cast, verb)
    if speaker_token is None:
        return
    if _is_unreal(parse, verb):
        return
    speakers = _speakers(parse, cast, speaker_token)
    addressees, content = _addressees(parse, cast, verb), _content(parse, verb, frames, quoted)
    if not content:
        return
    if not speakers:
        return
    cue_last = verb
    for child in parse.dependents(verb, "compound:prt"):
        cue_last = max(verb, child)
    yield _Draft((verb, cue_last), speakers, addressees, content, _is_hedged(parse, verb), speaker_token)


def _subject(parse: Parse, verb: int) -> int | None:
    """The token of the one who speaks: subject, governed noun of a participle, controller of an infinitive."""
    passive = False
    token, seen = verb, 0
    while seen < 4:
        for child in parse.children[token]:
            relation = parse.relations[child]
            if relation == "obl:agent":
                return child
            if relation.startswith("nsubj"):
                if relation == "nsubj:pass" and token == verb:
                    passive = True
                    continue
                if parse.lower[child] in {"who", "which", "that"} and parse.relations[token].startswith("acl"):
                    return parse.heads[token]
                return child
        relation, above = parse.relations[token], parse.heads[token]
        if passive:
            return None
        if relation == "acl:relcl":
            return None
        if relation == "acl":
            return above if parse.features[verb].find("VerbForm=Part") < 0 or "Tense=Pres" in parse.features[verb] or parse.features[verb].find("VerbForm=Ger") >= 0 else None
        if relation == "conj" and token == verb and parse.lemmas[verb] in _PLAIN_SPEECH:
            speech = next((a for a in parse.ancestors(verb) if parse.upos[a] == "VERB" and parse.lemmas[a] in _PLAIN_SPEECH), None)
            if speech is not None and speech != above:  # "said that A should go and said that B": both are the first speaker's
                token = speech
                seen += 1
                continue
        if relation in {"conj", "xcomp", "advcl", "parataxis"} and above != token:
            if relation == "parataxis" and token == verb:
                return None
            token = above
            seen += 1
            continue
        return None
    return None


def _finiteness(parse: Parse, verb: int) -> str:
    return parse.features[verb] + "".join(parse.features[c] for c in parse.children[verb] if parse.relations[c] == "aux")


def _subject_before(parse: Parse, cast: Cast, verb: int) -> int | None:
    """The nearest subject before a finite cue that has none of its own: "Mr. Trump, asked about X, had said"."""
    for token in range(verb - 1, parse.sentences[parse.sentence_of[verb]][0] - 1, -1):
        if parse.relations[token] == "nsubj" and token in cast.ids_by_token:
            return token
    return None


def _speaker_of_sentence(parse: Parse, verb: int) -> int | None:
    """ "…, he said, adding that …": who adds is who said."""
    first, last = parse.sentences[parse.sentence_of[verb]]
    for token in range(first, last):
        if token != verb and parse.upos[token] == "VERB" and parse.lemmas[token] in _PLAIN_SPEECH:
            for child in parse.children[token]:
                if parse.relations[child] == "nsubj":
                    return child
    return None


def _is_unreal(parse: Parse, verb: int) -> bool:
    """Questions of what might be said are no statements: "if he says", "did not say"."""
    for child in parse.children[verb]:
        if parse.relations[child] == "mark" and parse.lower[child] in {"if", "whether", "unless"}:
            return True
        if parse.relations[child] == "advmod" and parse.lower[child] in {"n't", "not", "n’t", "never"} and parse.lemmas[verb] in {
            "say", "comment", "respond", "mention", "know", "specify", "elaborate", "tell", "explain", "reply", "mean",
        }:
            return True
        if parse.relations[child] == "aux" and parse.lower[child] in {"would", "could", "might", "may"} and not any(
            parse.relations[c] == "ccomp" for c in parse.children[verb]
        ):
            return True
    return False


def _speakers(parse: Parse, cast: Cast, token: int) -> tuple[str, ...]:
    """Entities that a speaker token stands for; a document speaks for the one it comes from."""
    ids = resolve_participants(parse, cast, token)
    if ids:
        return ids
    if parse.lemmas[token] in _DOCUMENTS or parse.upos[token] == "NOUN":
        for below in parse.subtree(token):
            if below != token and below in cast.ids_by_token:
                case = {parse.lower[c] for c in parse.children[below] if parse.relations[c] == "case"}
                if parse.lemmas[parse.heads[below]] in {"see", "obtain", "leak", "review", "publish", "acquire"}:
                    continue
                if case & _HOLDERS or parse.relations[below] in {"nmod:poss", "obl:agent", "compound", "nsubj"}:
                    return cast.ids_by_token[below]
    return ()


def _addressees(parse: Parse, cast: Cast, verb: int) -> tuple[str, ...]:
    lemma = parse.lemmas[verb]
    for child in parse.children[verb]:
        relation = parse.relations[child]
        if relation == "iobj" or (
            relation == "obj" and lemma in {"tell", "ask", "urge", "assure", "inform", "remind", "warn", "order", "advise"}
        ):
            return resolve_participants(parse, cast, child)
    for child in parse.dependents(verb, "obl"):
        case = {parse.lower[c] for c in parse.children[child] if parse.relations[c] == "case"}
        if case == {"to"}:
            return resolve_participants(parse, cast, child)
        if "with" in case or parse.lemmas[child] in {"call", "conversation", "talk", "meeting", "talks"}:
            for inner in parse.dependents(child, "nmod"):
                if any(parse.lower[c] == "with" for c in parse.children[inner]):
                    return resolve_participants(parse, cast, inner)
    return ()


def _content(parse: Parse, verb: int, frames: frozenset[str], quoted: list[range]) -> list[tuple[int, int]]:
    """Token runs of what was said."""
    number = parse.sentence_of[verb]
    sentence = parse.sentences[number]
    if number and parse.words[sentence[0] - 1] in {"”", '"', "''"} and parse.words[sentence[0] - 2] == ",":
        sentence = (parse.sentences[number - 1][0], sentence[1])  # “…,” | said X: split after the quotation
    direct = _direct_speech(parse, verb, quoted, sentence)
    if "clause" in frames:
        if direct:
            return direct
        for child in parse.children[verb]:
            if parse.relations[child].startswith(("ccomp", "csubj")):
                if _is_question(parse, verb, child):
                    return []
                return _runs(parse, child, verb)
        if parse.relations[verb] == "parataxis" or (parse.relations[verb] == "acl" and False):
            main = parse.heads[verb]
            return _runs(parse, main, verb)
        for child in parse.children[verb]:
            if parse.relations[child] == "parataxis":
                return _runs(parse, child, verb)
    if frames & {"to", "inf"}:
        for child in parse.children[verb]:
            if parse.relations[child] == "xcomp" and any(parse.lower[c] == "to" for c in parse.children[child]):
                return _runs(parse, child, verb)
            if parse.relations[child] in {"advcl", "ccomp"} and "to" in frames and any(parse.lower[c] == "to" and parse.relations[c] == "mark" for c in parse.children[child]):
                return _runs(parse, child, verb)
    if "as" in frames:
        for child in parse.dependents(verb, "obl", "xcomp", "advcl"):
            if any(parse.lower[c] == "as" for c in parse.children[child]):
                return _runs(parse, child, verb)
    if "name" in frames:
        for child in parse.dependents(verb, "xcomp"):
            return _runs(parse, child, verb)
    for child in parse.dependents(verb, "obl", "advcl"):
        if any(parse.lower[c] in frames and parse.relations[c] in {"case", "mark"} for c in parse.children[child]):
            return _runs(parse, child, verb, drop_case=True)
    if "object" in frames:
        for child in parse.dependents(verb, "obj", "ccomp"):
            if parse.upos[child] == "PRON" and parse.lower[child] not in {"it", "this", "that"}:
                continue
            reason = [r for c in parse.dependents(verb, "obl", "advcl") if c > child and _has_marker(parse, c, "for") for r in _runs(parse, c, verb)]
            if parse.upos[child] == "PROPN" and not reason and not any(parse.relations[c].startswith(("acl", "nmod")) for c in parse.children[child]):
                continue  # "praised Putin" is an act, its content is not told
            return _joined(_runs(parse, child, verb) + reason)
    if "clause" in frames:
        for child in parse.dependents(verb, "obj"):
            if any(parse.relations[c].startswith("acl") for c in parse.children[child]):
                return _runs(parse, child, verb)
    return []


def _is_question(parse: Parse, verb: int, complement: int) -> bool:
    """ "asked whether …" tells a question, not what anybody holds."""
    return parse.lemmas[verb] in {"ask", "wonder", "know", "decide", "see", "determine"} and any(
        parse.lower[c] in {"if", "whether"} for c in parse.children[complement]
    )


def _has_marker(parse: Parse, token: int, word: str) -> bool:
    return any(parse.lower[c] == word and parse.relations[c] in {"case", "mark"} for c in parse.children[token])


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
        if whole < 4:
            continue
        between = range(verb + 1, first) if first > verb else range(last + 1, verb)
        words = [t for t in between if parse.upos[t] != "PUNCT"]
        if first < verb and any(
            parse.lemmas[t] in _PLAIN_SPEECH and parse.upos[t] == "VERB"
            and not any(parse.words[x] in {".", "''", "”"} for x in range(t, first - 1))
            for t in range(sentence[0], first)
        ):
            continue  # the quotation belongs to an earlier cue of the sentence
        nested = any(first >= other.start and last < other.stop and len(other) > whole for other in quoted)
        complement = next((c for c in parse.children[verb] if parse.relations[c].startswith("ccomp")), None)
        if nested or (first > verb and len(words) > 6) or (first < verb and len(words) > 14):
            continue
        if complement is not None and first > verb and any(
            parse.relations[t] != "mark" and parse.upos[t] not in {"ADV"} for t in words
        ) and _starts_inside(parse, complement, verb, first):
            continue
        if first > verb and any(parse.relations[t] in {"obj", "obl"} and parse.heads[t] == verb for t in words) and complement is None and parse.lemmas[verb] not in {"tell", "ask"}:
            if first < 2 or parse.words[first - 2] not in {":", ","}:
                continue
        found.append((first, last))
    return found


def _starts_inside(parse: Parse, complement: int, verb: int, first: int) -> bool:
    """The complement begins before the quotation: mixed speech, whose content is the whole complement."""
    return any(verb < t < first and parse.upos[t] not in {"PUNCT", "SCONJ"} for t in parse.subtree(complement))


def _runs(parse: Parse, top: int, cue: int, *, drop_case: bool = False) -> list[tuple[int, int]]:
    """Contiguous runs of a subtree without the cue's own words and the leading "that" or preposition."""
    inside = set(parse.subtree(top))
    if cue in inside:
        inside -= set(parse.subtree(cue))
    for token in list(inside):
        if (
            token > cue and token != top and parse.relations[token] == "conj" and parse.lemmas[token] in _PLAIN_SPEECH
            and parse.upos[token] == "VERB" and parse.heads[token] == top and not any(parse.relations[c].startswith("nsubj") for c in parse.children[token])
        ):
            inside -= set(parse.subtree(token))  # "told reporters that A and said B": B belongs to the second cue
    runs: list[tuple[int, int]] = []
    for token in sorted(inside):
        if runs and token == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], token)
        elif runs and all(parse.upos[t] == "PUNCT" and parse.words[t] not in {"(", ")"} for t in range(runs[-1][1] + 1, token)) and token - runs[-1][1] <= 2:
            runs[-1] = (runs[-1][0], token)
        else:
            runs.append((token, token))
    trimmed = []
    for first, last in runs:
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


def _is_hedged(parse: Parse, verb: int) -> bool:
    sentence = parse.sentences[parse.sentence_of[verb]]
    near = range(max(sentence[0], verb - 3), min(sentence[1], verb + 3))
    if any(parse.lower[t] in _HEDGES for t in near):
        return True
    passive = any(parse.relations[c] in {"nsubj:pass", "aux:pass"} for c in parse.children[verb])
    return passive and parse.lemmas[verb] in {"say", "believe", "report", "think", "allege", "rumour", "rumor"}


def _from_noun(parse: Parse, cast: Cast, noun: int, frames: frozenset[str]) -> Iterable[_Draft]:
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
        if parse.relations[noun] in {"obj"} and parse.lemmas[above] in {"make", "issue", "repeat", "renew", "voice", "express", "give", "send", "join", "release", "deliver", "raise", "dismiss", "reject"} - {"dismiss", "reject"}:
            subject = _subject(parse, above)
            if subject is not None:
                speakers, speaker_token = _speakers(parse, cast, subject), subject
    if not speakers:
        return
    for child in parse.children[noun]:
        marks = {parse.lower[c] for c in parse.children[child] if parse.relations[c] in {"mark", "case"}}
        relation = parse.relations[child]
        if (
            (relation in {"ccomp", "acl"} and ("clause" in frames and "that" in marks or "inf" in frames and "to" in marks))
            or (relation.startswith("nmod") and relation != "nmod:poss" and marks & frames)
        ):
            content = _runs(parse, child, noun, drop_case=relation.startswith("nmod"))
            if content:
                yield _Draft((noun, noun), speakers, (), content, False, speaker_token)
            return


def _from_according(parse: Parse, cast: Cast, token: int) -> Iterable[_Draft]:
    """ "According to X, …" and "…, according to X": the rest of the clause is X's."""
    holder = next((c for c in [parse.heads[token], *parse.children[token]] if parse.upos[c] in {"NOUN", "PROPN", "PRON"}), None)
    if holder is None or holder <= token:
        holder = next((t for t in range(token + 2, min(token + 14, len(parse))) if t in cast.ids_by_token), None)
        if holder is None:
            return
    speakers = _speakers(parse, cast, holder)
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
    runs = [r for r in (_trim(parse, *r) for r in runs) if r]
    if runs:
        yield _Draft((token, token + 1), speakers, (), runs, _is_hedged(parse, token), holder)


def _trim(parse: Parse, first: int, last: int) -> tuple[int, int] | None:
    while first <= last and parse.words[first] in {",", ":", ";", "—", "."}:
        first += 1
    while last >= first and parse.words[last] in {",", ".", ";", ":", "—"}:
        last -= 1
    return (first, last) if first <= last else None


def _unattributed(parse: Parse, cast: Cast, drafts: list[_Draft], quoted: list[range]) -> list[_Draft]:
    """Quotations of whole sentences that no cue took: they go on from the last speaker."""
    found: list[_Draft] = []
    for tokens in quoted:
        if len(tokens) < 6 or any(a <= tokens.start + 1 and tokens.stop - 2 <= b for d in drafts for a, b in d.content):
            continue
        if any(other.start <= tokens.start and tokens.stop <= other.stop and len(other) > len(tokens) for other in quoted):
            continue
        first = parse.sentences[parse.sentence_of[tokens.start]][0]
        if tokens.start - first > 2 and not any(parse.words[t] in {".", "''", "”", '"'} for t in range(tokens.start - 3, tokens.start - 1)):
            continue
        before = [d for d in [*drafts, *found] if d.speakers and d.content and (d.cue[0] if d.cue else d.content[0][0]) < tokens.start]
        if not before:
            continue
        last = max(before, key=lambda d: d.cue[0] if d.cue else d.content[0][0])
        anchor = last.cue[0] if last.cue else last.content[-1][1]
        gap = parse.text[parse.ends[anchor] : parse.starts[tokens.start]]
        if last.cue and last.content[0][0] < anchor and "\n" not in gap and len(gap) < 250:
            last.content.append((tokens.start, tokens.stop - 1))  # “…,” she said. “…”
            continue
        if parse.sentence_of[tokens.start] - parse.sentence_of[anchor] <= 3:
            found.append(_Draft(None, last.speakers, (), [(tokens.start, tokens.stop - 1)], False, last.speaker_token))
    return found


def _without_twins(drafts: list[_Draft]) -> list[_Draft]:
    """One statement for one content and speaker; a quotation has one innermost cue."""
    kept: list[_Draft] = []
    for d in sorted(drafts, key=lambda d: (d.content[0][0], d.cue is None, -(d.content[-1][1] - d.content[0][0]))):
        twin = next((k for k in kept if k.content == d.content and set(k.speakers) & set(d.speakers)), None)
        if twin is None:
            kept.append(d)
    return kept


def _finish(parse: Parse, drafts: list[_Draft], quotations: list[Span]) -> tuple[Statement, ...]:
    drafts.sort(key=lambda d: (min(d.content[0][0], d.cue[0] if d.cue else d.content[0][0]), -d.content[-1][1]))
    spans = [tuple(_widen(parse, parse.span(a, b), quotations) for a, b in d.content) for d in drafts]
    holders: list[list[int]] = []
    for i, d in enumerate(drafts):
        anchor = d.cue[0] if d.cue else d.content[0][0]
        point = parse.starts[anchor]
        outer = [
            j for j, other in enumerate(spans)
            if j != i and any(s <= point < e for s, e in other) and _size(other) > _size(spans[i])
            and not set(drafts[j].speakers) == set(d.speakers)
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
    return _with_quotes(statements, quotations)


def _continued_relay(parse: Parse, drafts: list[_Draft], via: list[int | None], i: int) -> int | None:
    """ "He also voiced …" in the paragraph of a relayed statement of the same speaker is relayed too."""
    here = drafts[i]
    for j in range(i - 1, -1, -1):
        if drafts[j].speakers == here.speakers and via[j] is not None and drafts[j].cue and here.cue:
            between = parse.text[parse.ends[drafts[j].cue[1]] : parse.starts[here.cue[0]]]
            near = parse.sentence_of[here.cue[0]] - parse.sentence_of[drafts[j].cue[0]] <= 2
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


def _with_quotes(statements: list[Statement], quotations: list[Span]) -> tuple[Statement, ...]:
    """Each quotation goes to the innermost statement whose content holds it."""
    held: dict[int, list[Span]] = {}
    for q in quotations:
        best, size = None, 0
        for i, s in enumerate(statements):
            inside = sum(max(0, min(e, q.end) - max(b, q.start)) for b, e in s.content)
            if s.cue is not None and q.start <= s.cue.start < q.end:
                continue  # the quotation is somebody's who reports this cue
            if inside >= 0.8 * (q.end - q.start):
                total = _size(s.content)
                if best is None or total < size or (total == size and s.via is not None):
                    best, size = i, total
        if best is not None:
            held.setdefault(best, []).append(q)
    return tuple(replace(s, quotes=tuple(_outermost(held.get(i, [])))) for i, s in enumerate(statements))


def _outermost(spans: list[Span]) -> list[Span]:
    return sorted(s for s in spans if not any(o != s and o.start <= s.start and s.end <= o.end for o in spans))
