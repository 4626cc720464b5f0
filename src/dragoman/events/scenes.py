"""The setting of an act: what its report tells of places around it.

An act's place is often told elsewhere than in its own clause: by the act before it, by where its doer spoke, by the
first words of the paragraph. Each such source is a set of places; dragoman.events.sites asks of each place which
sets it is in. The words of a clause are weighed by dragoman.places.cost_of_place.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.language.parse import Parse
from dragoman.places import LOCATIVE, Toponym, cases_of, cost_of_place, find_anchors

_ARGUMENTS = tuple(
    "nsubj obj obl nmod advcl acl ccomp conj appos compound parataxis xcomp".split()
)  # what a place stands in
_VERBAL = frozenset("ACCUSE SUPPORT REQUEST REJECT THREATEN AGREE CONCEDE".split())
_PLACED = frozenset("ASSAULT PROTEST COERCE CONSULT MOBILIZE RETREAT".split())  # types told with a place more often
_HEADING = LOCATIVE | {"to", "from", "into", "on"}
_SITES = frozenset("city town village capital square street streets embassy border camp prison".split())
# Gatherings at which things are said and agreed: "the summit in Lisbon" lends its place to what its guests say.
_OCCASIONS = frozenset(
    "summit forum conference meeting rally session talk debate convention congress briefing hearing ceremony dialogue "
    "gathering assembly consultation negotiation symposium workshop seminar retreat roundtable visit trip tour".split()
)
_SHARING_SUBJECT = frozenset("conj xcomp advcl parataxis".split())  # whose subject may be that of the clause above
_UP = 3  # steps from a place to the noun of its occasion
_DATELINE = 8  # words
_FIRST = 4  # words of a sentence in which "In Lisbon, …" sets its scene
_NEAR = 3  # sentences before an act
_MANY = 3
_LEAD = 3  # sentences

Columns = NDArray[np.float64]
Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act as the network sees it: its type, the words it is told by, with the light verb of each or None, its sides.

    `tokens` are all tokens of its triggers, `actors` and `recipients` the countries of those who act and of those
    who are acted upon, `doers` and `parties` the ids of those who act and of all who take part.
    """

    type: str
    words: tuple[tuple[int, int | None], ...]
    tokens: tuple[int, ...]
    actors: frozenset[str]
    recipients: frozenset[str]
    doers: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """The word that marks a statement, the ids of its speakers, and its content as first and past-the-last tokens."""

    cue: int
    speakers: frozenset[str]
    content: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """A word of an act or a statement, and the numbers of the toponyms that its clause tells as its place."""

    word: int
    sentence: int
    paragraph: int
    numbers: frozenset[int]
    act: Act | None = None
    speech: Speech | None = None


class Scenes:
    """The settings of one report's acts; `keys` and `groups` name each toponym's place and its country."""

    def __init__(
        self, parse: Parse, toponyms: Sequence[Toponym], keys: Sequence[str], groups: Sequence[str],
        acts: Sequence[Act], speeches: Sequence[Speech],
    ) -> None:  # fmt: skip
        self._parse, self._toponyms, self._acts, self._speeches = parse, toponyms, acts, speeches
        self._paragraphs = parse.paragraph_of
        self._by_sentence: dict[int, list[int]] = {}
        for i, t in enumerate(toponyms):
            self._by_sentence.setdefault(parse.sentence_of[t.head], []).append(i)
        self._costs: dict[tuple[int, int], float] = {}
        self._told = [
            self._tell(act.words[0][0], frozenset().union(*(self._weigh(w, s) for w, s in act.words)), act=act)
            for act in acts
        ]
        self._placed = sum(bool(t.numbers) for t in self._told)
        self._spoken = [self._tell(s.cue, frozenset(self._costs_of(s.cue, None)), speech=s) for s in speeches]
        self._occasions = [self._occasion_of(t) for t in toponyms]
        self.of_occasion: Mask = np.array([lemma is not None for _, lemma in self._occasions], dtype=bool)
        self._gatherings = np.flatnonzero(self.of_occasion).tolist()
        self._named_in = {
            i: self._sentences_of(token) for i, (token, _) in enumerate(self._occasions) if token is not None
        }
        self._clauses = [self._clause_of(t) for t in toponyms]
        self._fine = [t.where is None or t.where.precision != "country" for t in toponyms]
        self._dateline = [is_dateline(parse, t) for t in toponyms]
        self._locative = [
            bool(cases_of(parse, t.head) & LOCATIVE)
            and parse.relations[t.head].partition(":")[0] in {"obl", "nmod", "root"}
            for t in toponyms
        ]
        self._countries = len({t.where.country for t in toponyms if t.where is not None and t.where.country})
        self._key_names, self._key_of = _number(keys)
        self._group_names, self._group_of = _number(groups)
        self._opening = [
            locative and t.first - parse.sentences[parse.sentence_of[t.head]][0] < _FIRST
            for locative, t in zip(self._locative, toponyms, strict=True)
        ]
        self._ways = np.array([self._locative, self._opening, self._dateline, self._fine], dtype=bool)
        self._at: Numbers = np.array([parse.sentence_of[t.head] for t in toponyms], dtype=np.int64)
        self._in_paragraph: Numbers = np.array([self._paragraphs[t.head] for t in toponyms], dtype=np.int64)
        self._chains = [self._chain(t) for t in toponyms]
        self._told_keys, self._told_groups = self._mark([t.numbers for t in self._told])
        self._tellers_of_key, self._tellers_of_group = self._told_keys.sum(axis=0), self._told_groups.sum(axis=0)

    def costs(self, numbers: Sequence[int], words: Sequence[int]) -> Columns:
        """How far toponyms stand from words of an act [words, numbers]; infinite where not told as its place."""
        return np.array([[self._costs.get((i, word), math.inf) for i in numbers] for word in words])

    def about(self, n: int) -> list[float]:
        """What is to be said of an act whatever the place."""
        parse, act = self._parse, self._acts[n]
        word = act.words[0][0]
        relation = parse.relations[word].partition(":")[0]
        below = {parse.lower[t] for t in parse.subtree(word)}
        start = parse.sentences[parse.sentence_of[word]][0]
        before = parse.text[parse.starts[start] : parse.starts[word]]
        nouns, _, there = self._points(act)
        return [
            float(bool(below & {"there", "here"})), float(bool(below & _SITES)), float(len(act.words) > 1),
            float(relation in {"root", "conj"}), float(relation == "acl"), float(relation == "ccomp"),
            float(relation in {"obj", "obl", "nmod"}), float(len(self._acts)),
            float(parse.sentence_of[word] in self._by_sentence), float('"' in before or "“" in before),
            float(nouns), float(there), float(act.type in _VERBAL),
            float(any(_holds(s, word) for s in self._speeches)),
            float(any(s.speakers & act.doers for s in self._speeches)),
        ]  # fmt: skip

    def around(self, n: int, word: int, numbers: Numbers) -> Columns:
        """Features [numbers, F] of toponyms beside an act; `word` is the act's that is nearest to them."""
        act, keys, groups = self._acts[n], self._key_of[numbers], self._group_of[numbers]
        at, paragraph = self._parse.sentence_of[word], self._paragraphs[word]
        in_keys, in_groups = self._mark(self._circles(n, word))
        others = self._placed - bool(self._told[n].numbers)
        same = (self._tellers_of_key - self._told_keys[n])[keys]
        alike = (self._tellers_of_group - self._told_groups[n])[groups]
        shares = [
            np.bincount(self._group_of[those], minlength=len(self._group_names))
            for those in (
                self._at == at, (at - _NEAR <= self._at) & (self._at < at), self._in_paragraph == paragraph, self._fine
            )
        ]  # fmt: skip
        sides = act.actors | act.recipients
        whole = [
            *(bool(s.any()) for s in shares), self._countries == 1, 1 / (1 + self._countries),
            others / max(1, len(self._told) - 1),
        ]  # fmt: skip
        of_group = np.array([
            (
                group in act.actors and group in act.recipients, sides == {group}, bool(sides) and group not in sides,
                bool(act.actors) and group in act.recipients - act.actors,
            )
            for group in self._group_names
        ])  # fmt: skip
        return np.column_stack([
            in_keys.T[keys], in_groups.T[groups], same / max(1, others), alike / max(1, others),
            np.minimum(_MANY, same), np.minimum(_MANY, alike), *(s[groups] / max(1, s.sum()) for s in shares),
            np.broadcast_to(whole, (len(numbers), len(whole))), of_group[groups],
            self._position(numbers, at, paragraph), self._arguments(numbers, word),
        ])  # fmt: skip

    def _mark(self, sets: Sequence[Collection[int]]) -> tuple[Mask, Mask]:
        """Which places [sets, places] and which countries [sets, countries] sets of toponyms hold."""
        rows = [row for row, numbers in enumerate(sets) for _ in numbers]
        members = np.array([i for numbers in sets for i in numbers], dtype=np.int64)
        keys = np.zeros((len(sets), len(self._key_names)), dtype=bool)
        groups = np.zeros((len(sets), len(self._group_names)), dtype=bool)
        keys[rows, self._key_of[members]] = True
        groups[rows, self._group_of[members]] = True
        return keys, groups

    def _tell(
        self, word: int, numbers: frozenset[int], *, act: Act | None = None, speech: Speech | None = None
    ) -> _Told:  # fmt: skip
        return _Told(word, self._parse.sentence_of[word], self._paragraphs[word], numbers, act, speech)

    def _weigh(self, word: int, support: int | None) -> frozenset[int]:
        """The toponyms that the clause of an act's word tells as its place; their costs are kept."""
        found = self._costs_of(word, support)
        self._costs |= {(i, word): cost for i, cost in found.items()}
        return frozenset(found)

    def _costs_of(self, word: int, support: int | None) -> dict[int, float]:
        numbers = self._by_sentence.get(self._parse.sentence_of[word], ())
        anchors = find_anchors(self._parse, word, support) if numbers else {}
        found = {i: cost_of_place(self._parse, self._toponyms[i], word, anchors) for i in numbers}
        return {i: cost for i, cost in found.items() if cost is not None}

    def _circles(self, n: int, word: int) -> list[Collection[int]]:
        """Where an act's place may be told beside its own clause: sets of toponyms, always as many."""
        parse, act = self._parse, self._acts[n]
        at, paragraph, sides = parse.sentence_of[word], self._paragraphs[word], act.actors | act.recipients
        told = [t for k, t in enumerate(self._told) if k != n and t.numbers]

        before = [t for t in told if t.word < word]
        last = _latest(before)
        kin = [t for t in told if t.act is not None and sides & (t.act.actors | t.act.recipients)]
        by_doer = [t for t in told if t.act is not None and act.doers & t.act.doers]
        by_party = [t for t in told if t.act is not None and act.parties & t.act.parties]
        last_doer, last_party = (_latest([t for t in found if t.word < word]) for found in (by_doer, by_party))
        spoken = [s for s in self._spoken if s.numbers and s.speech is not None and s.speech.speakers & act.doers]
        by_speech = [
            spoken, [s for s in spoken if s.paragraph == paragraph], [s for s in spoken if abs(s.sentence - at) <= 1],
            _latest([s for s in spoken if s.word <= word]),
        ]  # fmt: skip
        is_verbal = act.type in _VERBAL
        earlier = [i for i, t in enumerate(self._toponyms) if t.head < word]
        fine = [i for i in earlier if self._fine[i] and not self._dateline[i]][-1:]
        nouns, chains, there = self._points(act)
        held = {parse.lemmas[t].lower() for t in range(*parse.sentences[at])}
        subjects = {
            c for w, support in act.words if (c := self._subject_of(w if support is None else support)) is not None
        }
        gatherings = self._gatherings
        shared = [
            (verb, i) for i, (verb, subject) in enumerate(self._clauses) if subject is not None and subject in subjects
        ]  # fmt: skip
        sooner = [(verb, i) for verb, i in shared if verb < word]
        circles = [
            last, min(([t] for t in told if t.word > word), key=lambda found: found[0].word, default=[]),
            [t for t in told if t.sentence == at], [t for t in told if t.paragraph == paragraph], kin,
            [t for t in kin if t.paragraph == paragraph],
            [t for t in told if t.act is not None and t.act.type == act.type],
            [t for t in told if t.act is not None and t.act.type in _PLACED],
            [t for t in last if t.sentence == at], [t for t in last if t in kin and t.paragraph == paragraph],
            [t for t in last if t.sentence == at - 1], by_doer, by_party, last_doer, last_party,
            [t for t in by_doer if t.paragraph == paragraph], [t for t in by_party if t.paragraph == paragraph],
            [t for t in by_party if abs(t.sentence - at) <= 1],
            [t for t in last_doer if is_verbal and t.act is not None and t.act.type in _VERBAL],
            [s for s in self._spoken if s.speech is not None and _holds(s.speech, word)],
            *by_speech, *(found if is_verbal else [] for found in by_speech),
        ]  # fmt: skip
        return [
            *(frozenset().union(*(t.numbers for t in found)) for found in circles),
            [i for i in earlier if self._locative[i] and not self._dateline[i]][-1:], fine, earlier[-1:],
            [i for i, t in enumerate(self._toponyms) if self._paragraphs[t.head] == paragraph][:1],
            [i for i, chain in enumerate(self._chains) if chain in chains],
            fine if nouns else [], fine if there else [],
            gatherings, [i for i in gatherings if self._occasions[i][1] in held],
            [i for i in gatherings if at in self._named_in[i]], [i for i in gatherings if self._at[i] < _LEAD],
            gatherings if len({self._group_of[i] for i in gatherings}) == 1 else [],
            [i for _, i in shared], [i for verb, i in shared if parse.sentence_of[verb] == at],
            [i for verb, i in sooner if parse.sentence_of[verb] == at - 1],
            [i for verb, i in sooner if verb == sooner[-1][0]],
        ]  # fmt: skip

    def _points(self, act: Act) -> tuple[bool, frozenset[int], bool]:
        """How an act points at a place without its name: by a noun for one, which chains of mentions, by "there"."""
        parse, chains, nouns, there = self._parse, set[int](), False, False
        for verb in {v for word in act.words for v in word if v is not None}:
            for child in parse.children[verb]:
                relation = parse.relations[child].partition(":")[0]
                there = there or (relation == "advmod" and parse.lower[child] in {"there", "here"})
                mention = parse.mention_at.get(child)
                if parse.upos[child] != "NOUN" or mention is None or mention.type != "place":
                    continue
                if relation in {"obl", "nmod"} and cases_of(parse, child) & _HEADING:
                    nouns = True
                    chains.add(mention.chain)
                elif relation in {"obj", "nsubj"}:
                    chains.add(mention.chain)
        return nouns, frozenset(chains), there

    def _occasion_of(self, toponym: Toponym) -> tuple[int | None, str | None]:
        """The word of the gathering that a place is told to be that of, and its lemma."""
        token = toponym.head
        for _ in range(_UP):
            token = self._parse.heads[token]
            lemma = self._parse.lemmas[token].lower()
            if lemma in _OCCASIONS:
                return token, lemma
        return None, None

    def _sentences_of(self, token: int) -> frozenset[int]:
        """The sentences that name again what a token heads a mention of."""
        chain = self._chain_at(token)
        mentions = self._parse.mention_at.items()
        return frozenset(self._parse.sentence_of[t] for t, m in mentions if chain is not None and m.chain == chain)

    def _clause_of(self, toponym: Toponym) -> tuple[int, int | None]:
        """The verb whose clause tells a place, an act or not, and the chain of mentions of its subject."""
        parse, token = self._parse, toponym.head
        verb = next((t for t in parse.ancestors(token) if parse.upos[t] == "VERB"), None)
        if verb is None or not cases_of(parse, token) & _HEADING:
            return token, None
        return verb, self._subject_of(verb)

    def _subject_of(self, word: int) -> int | None:
        """The chain of mentions of who does what a word tells, in its clause or the one that it hangs on."""
        parse = self._parse
        for _ in range(_UP):
            for subject in parse.dependents(word, "nsubj"):
                return self._chain_at(subject)
            if parse.relations[word].partition(":")[0] not in _SHARING_SUBJECT:
                return None
            word = parse.heads[word]
        return None

    def _chain(self, toponym: Toponym) -> int | None:
        return self._chain_at(toponym.head)

    def _chain_at(self, token: int) -> int | None:
        mention = self._parse.mention_at.get(token)
        return mention.chain if mention is not None else None

    def _position(self, numbers: Numbers, at: int, paragraph: int) -> Columns:
        """How places are told, and how their sentences stand to the act's [numbers, F]."""
        inside, sentence = self._in_paragraph[numbers] == paragraph, self._at[numbers]
        locative, opening, dateline, fine = self._ways[:, numbers]
        return np.column_stack([
            inside, locative, opening, sentence == 0, dateline, inside & locative & (sentence < at),
            locative & (sentence == at - 1), self._in_paragraph[numbers] == 0, fine,
        ])  # fmt: skip

    def _arguments(self, numbers: Numbers, word: int) -> Columns:
        """The phrases that places stand in, below the act's word or a word above it [numbers, F]; 0 elsewhere."""
        found = np.zeros((len(numbers), len(_ARGUMENTS) + 6))
        above = {word, *self._parse.ancestors(word)}
        for row in np.flatnonzero(self._at[numbers] == self._parse.sentence_of[word]).tolist():
            found[row] = self._argument(self._toponyms[numbers[row]], above, word)
        return found

    def _argument(self, toponym: Toponym, above: Collection[int], word: int) -> list[float]:
        parse, token = self._parse, toponym.head
        while token not in above and parse.heads[token] not in above:
            token = parse.heads[token]
        head, relation = parse.heads[token], parse.relations[token].partition(":")[0]
        return [
            *(float(relation == r) for r in _ARGUMENTS), float(head == word), float(head != word),
            float(bool(cases_of(parse, token) & LOCATIVE)), float(token == toponym.head),
            float(parse.relations[token] == "nsubj:pass"), float(relation == "obl" and token < word),
        ]  # fmt: skip


def _number(names: Sequence[str]) -> tuple[list[str], Numbers]:
    """The distinct names, and the number of each name among them."""
    numbers = {name: i for i, name in enumerate(dict.fromkeys(names))}
    return list(numbers), np.array([numbers[name] for name in names], dtype=np.int64)


def is_dateline(parse: Parse, toponym: Toponym) -> bool:
    """Whether a place stands among the first words of a report."""
    return toponym.first < _DATELINE and parse.sentence_of[toponym.head] == 0


def _latest(told: Iterable[_Told]) -> list[_Told]:
    """The last of them, alone, or none."""
    return sorted(told, key=lambda t: t.word)[-1:]


def _holds(speech: Speech, word: int) -> bool:
    return any(first <= word < end for first, end in speech.content)
