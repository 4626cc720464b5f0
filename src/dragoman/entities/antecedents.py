"""Whom a mention stands for among the entities told of before it: a small ranker over them and "somebody new".

What the mention and an entity share in words, office, country, kind and place in the text is weighed together with
the language model's own chain and with whom the plain rules of `chains.py` take. The weights are fitted to the
corpus's training split by training/antecedents.py.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from math import log1p
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.entities.comparing import (
    compare,
    edges,
    fits,
    is_acronym,
    is_equation,
    is_next_to,
    is_nobody_alone,
    is_one_for_many,
)
from dragoman.entities.homes import Ranker, load_ranker, pack_features
from dragoman.entities.nodes import Node, agree
from dragoman.entities.profile import Profile
from dragoman.entities.pronouns import is_told_of, names_told_of
from dragoman.knowledge.spelling import is_spelled_alike
from dragoman.language.parse import Parse
from dragoman.quotations import find_quotations

Floats = NDArray[np.float32]
_WEIGHTS = Path(__file__).with_name("antecedents.npz")
_KINDS = ("person", "body", "group", "country", "pronoun")
_KIND_CODES = {kind: [float(kind == other) for other in _KINDS] for kind in _KINDS}
_LATE = 4  # mentions of an entity that are looked at one by one
_SMALL = frozenset("of the a an and for in to on at 's ’s".split())
_FAR = 30  # sentences
# What somebody nameless must be likelier new by: "new" is one candidate, somebody told of before are many. Without it
# entities are 0.670 on dev and 0.645 on a third of the reports held back, with it 0.676 and 0.646.
_SELDOM_NEW = 0.8
_APPOSED = frozenset(("appos", "flat", "nmod:desc"))
_RECENT = 6  # entities looked at for being told of last, besides those that share a word
# Features of a pair that also tell against somebody new, as the most that anybody has of them: words in common, the
# same office, sector or country, a place beside it, and the language model's chain.
_RIVALS = (9, 10, 11, 12, 14, 16, 18, 21, 24, 43, 44, 46)
_SPEECH = frozenset("say tell add ask note explain warn argue insist write continue reply announce recall".split())


def load_antecedents() -> Ranker:
    """The packaged weights."""
    return load_ranker(_WEIGHTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """What is compared of an entity; made anew when a mention comes to it."""

    size: int
    words: tuple[str, ...]
    bag: frozenset[str]
    lemmas: frozenset[str]
    chains: frozenset[int]
    types: frozenset[str]
    late: tuple[Profile, ...]
    sentences: tuple[int, ...]
    paragraphs: tuple[int, ...]
    subjects: tuple[int, ...]  # sentences whose verb's subject it is
    spoken: int  # where it was last the subject of speech outside quotation marks, -1 if nowhere
    quoted: bool  # told of last inside quotation marks
    history: tuple[float, ...]  # how often and where it was told of, as features


_NOT_TOLD_OF = _View(
    size=0, words=(), bag=frozenset(), lemmas=frozenset(), chains=frozenset(), types=frozenset(), late=(), sentences=(),
    paragraphs=(), subjects=(), spoken=-1, quoted=False, history=(),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What is compared of a mention."""

    words: Sequence[str]
    bag: frozenset[str]
    lemma: str
    kind: str
    chain: int
    beside: frozenset[int]  # heads in apposition to its own
    equated: frozenset[int]  # heads of its subject or predicate: "Pascu is the league's chairman"
    sentence: int
    speaks: bool  # the subject of speech outside quotation marks
    quoted: bool


class Antecedents:
    """Chooses for the mentions of one report, in text order; without a ranker as the rules do."""

    def __init__(self, parse: Parse, ranker: Ranker | None) -> None:
        self._parse, self._ranker = parse, ranker
        self._quoted = frozenset(t for span in find_quotations(parse) for t in parse.tokens_in(span))
        self._views: dict[int, _View] = {}
        self._topics: dict[int, int] = {}  # paragraphs to whom their first subject stands for
        self._told_of = 1  # mentions so far
        self._sharing: dict[str | int, dict[int, Node]] = defaultdict(dict)  # words, lemmas and chains to entities

    def choose(self, p: Profile, nodes: Sequence[Node], ruled: Node | None) -> Node | None:
        """The entity that a mention stands for, None if somebody new.

        `nodes` are the entities so far, the one told of last first; `ruled` is the one that the rules take.
        """
        if self._ranker is None or _is_name_again(p, ruled):
            return ruled
        told = self._tell(p)
        sharing = self._find_sharing(told, nodes)
        if ruled is None and not sharing and _is_vague(p):
            return None
        candidates, features = self._compare_all(p, told, nodes, sharing, ruled)
        if len(candidates) == 1:
            return None
        scores = self._ranker.score(features)
        if not p.named:
            scores[-1] -= _SELDOM_NEW
        best = candidates[int(scores.argmax())]
        return None if best is not None and self._are_counted_anew(p, best) else best

    def _are_counted_anew(self, p: Profile, n: Node) -> bool:
        """Some by number and no article are nobody told of by another noun: "positions … killed four soldiers"."""
        if p.named or p.definite or not p.plural or not any(self._parse.dependents(p.head, "nummod")):
            return False
        lemma = self._parse.lemmas[p.head]
        return all(self._parse.lemmas[m.head] != lemma for m in n.mentions)

    def candidates(self, p: Profile, nodes: Sequence[Node], ruled: Node | None) -> tuple[list[Node | None], Floats]:
        """Entities and None, with the features of each [candidates, F]; arguments as those of `choose`."""
        told = self._tell(p)
        return self._compare_all(p, told, nodes, self._find_sharing(told, nodes), ruled)

    def _compare_all(
        self, p: Profile, told: _Told, nodes: Sequence[Node], sharing: Sequence[Node], ruled: Node | None
    ) -> tuple[list[Node | None], Floats]:
        about = [*self._about(p, told), 0.0]
        recent = islice((n for n in nodes if not is_nobody_alone(p, n) and agree(n, p)), _RECENT)
        near = {id(n): n for n in (*recent, *sharing, *([ruled] if ruled is not None else []))}
        kept: list[Node | None] = []
        rows, of_kind, fitting = [], 0, 0
        latest = max((self._views[number].spoken for number in near), default=-1)
        named = names_told_of(self._parse, p)
        for n in sorted(near.values(), key=_by_last):
            view = self._views[id(n)]
            if n is not ruled and (
                not agree(n, p)
                or _is_other_name(p, n, told.words, view)
                or is_told_of(n, named)
                or is_one_for_many(p, n)
                or is_nobody_alone(p, n)
            ):
                continue
            same, fitted = n.kind == p.kind, fits(p, n)
            of_kind, fitting = of_kind + same, fitting + fitted
            place = (1 / (1 + len(kept)), same / max(1, of_kind), fitted / max(1, fitting))
            rows.append((*self._pair(p, n, ruled, told, view), *self._spoken(told, view, latest), *place))
            kept.append(n)
        width = len(rows[0]) if rows else 0
        features = np.zeros((len(rows) + 1, width + len(_RIVALS) + len(about)), dtype=np.float32)
        features[:, -len(about) :] = about
        if rows:
            features[:-1, :width] = pack_features(rows)
            features[-1, width : width + len(_RIVALS)] = features[:-1, _RIVALS].max(axis=0)
        features[-1, -1] = 1.0 + (ruled is None)
        return [*kept, None], features

    def _find_sharing(self, told: _Told, nodes: Sequence[Node]) -> list[Node]:
        """Entities that share a noun, the language model's chain or a word of the name with a mention.

        Somebody nameless whose name turned up has become the bearer of the name and is no entity any more.
        """
        self._renew(nodes)
        keys = (told.lemma, told.chain, *told.bag)
        found = {number: n for key in keys if key in self._sharing for number, n in self._sharing[key].items()}
        there = {id(n) for n in nodes} if found else set()  # not those who turned out to be somebody else
        return [n for number, n in found.items() if number in there and _shares(told, self._views[number])]

    def _renew(self, nodes: Sequence[Node]) -> None:
        """Make the views of entities that mentions came to; the first that is as it was is followed by no such one."""
        for n in nodes:
            known = self._views.get(id(n), _NOT_TOLD_OF)
            if known.size == len(n.mentions):
                return
            view = self._views[id(n)] = self._view(n, known)
            self._told_of += view.size - known.size
            for m in n.mentions[known.size :]:
                if self._is_subject(m.head):
                    self._topics.setdefault(self._parse.paragraph_of[m.head], id(n))
            keys: tuple[str | int, ...] = (*view.bag, *view.lemmas, *view.chains)
            for key in keys:  # those of a former name stay: `_shares` decides
                self._sharing[key][id(n)] = n

    def _tell(self, p: Profile) -> _Told:
        parse, head, words = self._parse, p.head, _words(p.name)
        return _Told(
            words=words, bag=frozenset(words), lemma=parse.lemmas[head].lower(), kind=self._type(head), chain=p.chain,
            beside=frozenset(t for one, t in edges(parse, head) if parse.relations[one] in _APPOSED),
            equated=frozenset(t for one, t in edges(parse, head) if is_equation(parse, one)),
            sentence=parse.sentence_of[head], speaks=self._speaks(head), quoted=head in self._quoted,
        )  # fmt: skip

    def _view(self, n: Node, known: _View) -> _View:
        """The view of an entity, from the one before its last mentions."""
        parse, words = self._parse, _words(n.name)
        new = n.mentions[known.size :]
        heads = [m.head for m in new]
        sentences = (*known.sentences, *(parse.sentence_of[head] for head in heads))
        return _View(
            size=len(n.mentions), words=tuple(words), bag=frozenset(words),
            lemmas=known.lemmas.union([parse.lemmas[head].lower() for head in heads]),
            chains=known.chains.union([m.chain for m in new if m.chain >= 0]),
            types=known.types.union(map(self._type, heads)),
            late=tuple(n.mentions[-_LATE:]),
            sentences=sentences,
            paragraphs=(*known.paragraphs, *(parse.paragraph_of[head] for head in heads)),
            subjects=(*known.subjects, *(parse.sentence_of[head] for head in heads if self._is_subject(head))),
            spoken=max([known.spoken, *(head for head in heads if self._speaks(head))]),
            quoted=heads[-1] in self._quoted,
            history=(log1p(len(n.mentions)), sentences[0] == 0, self._is_subject(heads[-1])),
        )  # fmt: skip

    def _is_subject(self, head: int) -> bool:
        return self._parse.relations[head].startswith("nsubj")

    def _speaks(self, head: int) -> bool:
        """The subject of speech outside quotation marks."""
        parse = self._parse
        said = parse.relations[head] == "nsubj" and parse.lemmas[parse.heads[head]] in _SPEECH
        return said and head not in self._quoted

    def _spoken(self, told: _Told, view: _View, latest: int) -> tuple[float, ...]:
        """Who spoke last goes on speaking; and quotation marks part those told of inside from those outside."""
        speaks, inside = told.speaks, told.quoted
        last = view.spoken >= 0 and view.spoken == latest
        gap = told.sentence - self._parse.sentence_of[view.spoken] if view.spoken >= 0 else _FAR
        near = 1 / (1 + max(0, gap))
        return (float(last), near, speaks * last, speaks * near, inside * last, inside * near,
                float(inside == view.quoted), float(view.quoted))  # fmt: skip

    def _type(self, head: int) -> str:
        mention = self._parse.mention_at.get(head)
        return "" if mention is None else mention.type

    def _about(self, p: Profile, told: _Told) -> list[float]:
        parse = self._parse
        opening = {parse.lower[p.first], parse.lower[p.first - 1] if p.first else ""}
        return [
            *_KIND_CODES[p.kind],
            float(p.named),
            float(p.definite),
            float(p.plural),
            float(p.office is not None),
            float(p.country is not None),
            float(bool(p.sector)),
            float(bool(opening & {"a", "an"})),
            float(bool(opening & {"this", "that", "these", "those"})),
            float(bool(opening & {"another", "other", "second", "some"})),
            float(any(parse.dependents(p.head, "nmod:poss"))),
            float(parse.relations[p.head].startswith("nsubj")),
            float(min(p.last - p.first, 6)),
            min(told.sentence, 10) / 10,
            float(parse.upos[p.head] == "PROPN"),
            float(told.speaks),
            float(told.quoted),
            *self._modified(p),
        ]

    def _modified(self, p: Profile) -> list[float]:
        """What stands in the noun phrase beside its head: who is told of at length is oftener somebody new."""
        parse, head = self._parse, p.head
        below = [(c, parse.relations[c]) for c in parse.children[head]]
        relations = {relation for _, relation in below}
        behind = {relation.partition(":")[0] for c, relation in below if c > head}
        owners = [c for c, relation in below if relation == "nmod:poss"]
        kind = self._type(head)
        return [
            float("nmod" in behind),
            float("acl:relcl" in relations),
            float("acl" in relations),
            float("appos" in relations),
            float("amod" in relations),
            float("compound" in relations),
            float("nummod" in relations),
            float(p.first == p.last),
            float(any(parse.upos[c] == "PRON" for c in owners)),
            float(any(parse.upos[c] != "PRON" for c in owners)),
            float("conj" in relations or parse.relations[head] == "conj"),
            float(parse.relations[head] in _APPOSED),
            float(parse.paragraph_of[head] == 0),
            float(kind == "person"),
            float(kind == "organization"),
            float(kind == "place"),
            float(not kind),
        ]

    def _pair(self, p: Profile, n: Node, ruled: Node | None, told: _Told, view: _View) -> tuple[float, ...]:
        parse, heads, here = self._parse, self._parse.heads, told.sentence
        above, gap = heads[p.head], here - view.sentences[-1]
        mine, theirs, shared = told.words, view.words, len(told.bag & view.bag)
        both = bool(mine and theirs)
        inside = around = ends = beside = equated = sisters = False
        for m in view.late:
            inside = inside or (m.first <= p.first and p.last <= m.last)
            around = around or (p.first <= m.first and m.last <= p.last)
            ends = ends or m.last == p.last
            beside = beside or m.head in told.beside or is_next_to(parse, p, m)
            equated = equated or m.head in told.equated
            sisters = sisters or above == heads[m.head] != m.head
        return (
            *_KIND_CODES[n.kind],
            n.kind == p.kind,
            n.named,
            n.plural,
            n.plural == p.plural,
            p.key in n.keys,
            told.lemma in view.lemmas,
            told.lemma in view.bag,
            both and is_spelled_alike(mine[-1], theirs[-1]),
            both and mine[0] == theirs[0],
            both and shared == len(told.bag),
            both and shared == len(view.bag),
            shared / max(1, len(told.bag) + len(view.bag) - shared),
            is_acronym(mine, theirs) or is_acronym(theirs, mine),
            *compare(p.office, n.office),
            *compare(p.sector[0] if p.sector else None, n.sector[0] if n.sector else None),
            *compare(p.country, n.country),
            *compare(p.gender, n.gender),
            told.kind in view.types,
            bool(told.kind) and told.kind not in view.types,
            log1p(min(gap, _FAR)),
            gap == 0,
            gap == 1,
            *view.history,
            here in view.subjects,
            here - 1 in view.subjects,
            inside,
            around,
            ends,
            beside,
            equated,
            sisters,
            p.chain >= 0 and p.chain in view.chains,
            p.chain >= 0 and p.chain == view.late[-1].chain,
            n.office is not None,
            bool(n.sector),
            ruled is n,
            *self._place(p, n, told, view),
        )

    def _place(self, p: Profile, n: Node, told: _Told, view: _View) -> tuple[float, ...]:
        """Where an entity stands in the text and paragraph, and how a mention's words differ from its."""
        parse, last, first = self._parse, n.mentions[-1], n.mentions[0]
        paragraph = parse.paragraph_of[p.head]
        near = sum(at == paragraph for at in view.paragraphs)
        strange = len(told.bag - view.bag)
        return (
            min(near, 4) / 4,
            paragraph - view.paragraphs[-1] == 1,
            view.paragraphs[0] == paragraph,
            self._topics.get(paragraph) == id(n),
            view.size / self._told_of,
            parse.relations[last.head].partition(":")[0] == parse.relations[p.head].partition(":")[0],
            last.kind == "pronoun",
            not first.definite and not first.named,
            min(strange, 3) / 3,
            strange == 0 and bool(told.bag),
            first.last == first.first,
            told.lemma in view.lemmas and strange > 0 and len(view.bag) > 1,
        )


def _by_last(n: Node) -> int:
    return -n.mentions[-1].head


def _shares(told: _Told, view: _View) -> bool:
    """A noun, the language model's chain or a word of the name."""
    return told.lemma in view.lemmas or told.chain in view.chains or not told.bag.isdisjoint(view.bag)


def _is_vague(p: Profile) -> bool:
    """People or a body, neither named nor definite: sharing no word with anybody before, always somebody new."""
    return not p.named and not p.definite and p.kind in {"group", "body"}


def _is_name_again(p: Profile, ruled: Node | None) -> bool:
    """A name of somebody named before."""
    return ruled is not None and p.named and ruled.named and p.kind == ruled.kind


def _words(name: str) -> list[str]:
    return [w for w in name.lower().replace(".", "").split() if w not in _SMALL]


def _is_other_name(p: Profile, n: Node, mine: Sequence[str], view: _View) -> bool:
    """Two people of names that share nothing, or the surname or a given name only: "Bill" and "Hillary Clinton"."""
    if not (p.named and n.named and p.kind == n.kind == "person" and mine and view.words):
        return False
    if view.bag.isdisjoint(mine):
        return not is_spelled_alike(mine[-1], view.words[-1])
    last, other = mine[-1], view.words[-1]
    several = len(mine) > 1 and len(view.words) > 1
    if several and last not in view.bag and other not in mine and not is_spelled_alike(last, other):
        return True
    given, others = set(mine[:-1]), set(view.words[:-1])
    return bool(given and others) and not given & others and not {w[0] for w in given} & {w[0] for w in others}
