"""Whom a mention stands for among the entities told of before it: a small ranker over them and "somebody new".

What the mention and an entity share in words, office, country, kind and place in the text is weighed together with
the language model's own chain and with whom the plain rules of `chains.py` take. The weights are fitted to the
corpus's training split by training/antecedents.py.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log1p
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

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
_APPOSED = frozenset(("appos", "flat", "nmod:desc"))
_RECENT = 6  # entities looked at for being told of last, besides those that share a word
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
    subjects: tuple[int, ...]  # sentences whose verb's subject it is
    spoken: int  # where it was last the subject of speech outside quotation marks, -1 if nowhere
    quoted: bool  # told of last inside quotation marks
    history: tuple[float, ...]  # how often and where it was told of, as features


_NOT_TOLD_OF = _View(
    size=0, words=(), bag=frozenset(), lemmas=frozenset(), chains=frozenset(), types=frozenset(), late=(), sentences=(),
    subjects=(), spoken=-1, quoted=False, history=(),
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
        return candidates[int(self._ranker.score(features).argmax())]

    def candidates(self, p: Profile, nodes: Sequence[Node], ruled: Node | None) -> tuple[list[Node | None], Floats]:
        """Entities and None, with the features of each [candidates, F]; arguments as those of `choose`."""
        told = self._tell(p)
        return self._compare_all(p, told, nodes, self._find_sharing(told, nodes), ruled)

    def _compare_all(
        self, p: Profile, told: _Told, nodes: Sequence[Node], sharing: Sequence[Node], ruled: Node | None
    ) -> tuple[list[Node | None], Floats]:
        about = [*self._about(p, told), 0.0]
        recent = islice((n for n in nodes if not _is_nobody_alone(p, n) and agree(n, p)), _RECENT)
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
                or _is_one_for_many(p, n)
                or _is_nobody_alone(p, n)
            ):
                continue
            same, fits = n.kind == p.kind, _fits(p, n)
            of_kind, fitting = of_kind + same, fitting + fits
            place = (1 / (1 + len(kept)), same / max(1, of_kind), fits / max(1, fitting))
            rows.append((*self._pair(p, n, ruled, told, view), *self._spoken(told, view, latest), *place))
            kept.append(n)
        width = len(rows[0]) if rows else 0
        features = np.zeros((len(rows) + 1, width + len(about)), dtype=np.float32)
        features[:, width:] = about
        if rows:
            features[:-1, :width] = pack_features(rows)
        features[-1, -1] = 1.0 + (ruled is None)
        return [*kept, None], features

    def _find_sharing(self, told: _Told, nodes: Sequence[Node]) -> list[Node]:
        """Entities that share a noun, the language model's chain or a word of the name with a mention."""
        self._renew(nodes)
        keys = (told.lemma, told.chain, *told.bag)
        found = {number: n for key in keys if key in self._sharing for number, n in self._sharing[key].items()}
        return [n for number, n in found.items() if _shares(told, self._views[number])]

    def _renew(self, nodes: Sequence[Node]) -> None:
        """Make the views of entities that mentions came to; the first that is as it was is followed by no such one."""
        for n in nodes:
            known = self._views.get(id(n), _NOT_TOLD_OF)
            if known.size == len(n.mentions):
                return
            view = self._views[id(n)] = self._view(n, known)
            keys: tuple[str | int, ...] = (*view.bag, *view.lemmas, *view.chains)
            for key in keys:  # those of a former name stay: `_shares` decides
                self._sharing[key][id(n)] = n

    def _tell(self, p: Profile) -> _Told:
        parse, head, words = self._parse, p.head, _words(p.name)
        return _Told(
            words=words, bag=frozenset(words), lemma=parse.lemmas[head].lower(), kind=self._type(head), chain=p.chain,
            beside=frozenset(t for one, t in _edges(parse, head) if parse.relations[one] in _APPOSED),
            equated=frozenset(t for one, t in _edges(parse, head) if _is_equation(parse, one)),
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
            beside = beside or m.head in told.beside or _is_next_to(parse, p, m)
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
            _is_acronym(mine, theirs) or _is_acronym(theirs, mine),
            *_compare(p.office, n.office),
            *_compare(p.sector[0] if p.sector else None, n.sector[0] if n.sector else None),
            *_compare(p.country, n.country),
            *_compare(p.gender, n.gender),
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


def _fits(p: Profile, n: Node) -> bool:
    """Number and gender agree: whom a pronoun may stand for."""
    if p.gender in {"m", "f"}:
        return n.kind == "person" and n.gender in {None, p.gender}
    return n.plural == p.plural and (p.plural or n.kind != "person")


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


def _is_one_for_many(p: Profile, n: Node) -> bool:
    """ "They" is nobody named alone."""
    return p.kind == "pronoun" and p.plural and n.kind == "person" and n.named and not n.plural


def _is_nobody_alone(p: Profile, n: Node) -> bool:
    """ "She" is no country and no group of people."""
    return p.gender in {"m", "f"} and p.kind == "pronoun" and (n.kind == "country" or n.plural)


def _compare(a: str | None, b: str | None) -> tuple[float, float, float]:
    """Equal, contradicting, told of one only."""
    if a is None or b is None:
        return 0.0, 0.0, float(a is not b)
    if a == b:
        return 1.0, 0.0, 0.0
    one, two = a.lower(), b.lower()
    same = one == two or one.endswith(" " + two) or two.endswith(" " + one)
    return float(same), float(not same), 0.0


def _edges(parse: Parse, head: int) -> Iterator[tuple[int, int]]:
    """The dependent of each edge at a word, and the word at its other end."""
    yield head, parse.heads[head]
    for child in parse.children[head]:
        yield child, child


def _is_equation(parse: Parse, subject: int) -> bool:
    """ "Pascu is the league's chairman"."""
    above = parse.heads[subject]
    return parse.relations[subject].startswith("nsubj") and any(
        parse.relations[c] == "cop" for c in parse.children[above]
    )


def _is_next_to(parse: Parse, p: Profile, m: Profile) -> bool:
    """Nothing or a comma parts a mention from one before it."""
    return p.first - m.last == 1 or (p.first - m.last == 2 and parse.words[p.first - 1] == ",")


def _is_acronym(short: Sequence[str], full: Sequence[str]) -> bool:
    return len(short) == 1 and len(full) > 1 and 1 < len(short[0]) <= 6 and short[0] == "".join(w[0] for w in full)
