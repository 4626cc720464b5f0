"""The result of the language model for one report: columns with one value a token.

A `Parse` holds offsets into the text and flat tuples, no object a token. Everything after the
language stage reads it; nothing after it runs a model.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from dragoman.language.acts import Acts
from dragoman.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Mention:
    """A named, nominal or pronominal mention of an entity, as tokens `start` to `end` (exclusive).

    `head` is its syntactic head token; `type` is one of GUM's entity types (person, organization,
    place, time, event, object, abstract, animal, plant, substance); mentions of the same thing
    share a `chain` number.
    """

    start: int
    end: int
    head: int
    type: str
    chain: int


@dataclass(frozen=True, kw_only=True)
class Parse:
    """Tokens, sentences, Universal Dependencies trees and entity mentions of one text.

    All token columns have the same length. `heads` holds token numbers in the whole text; a
    sentence's root is its own head and has the relation `root`. `relations` are UD relations with
    English subtypes (`nsubj:pass`, `obl:agent`, `acl:relcl`), `features` UD feature strings
    (`Number=Sing|Person=3`), `sentences` pairs of first and past-the-last token. `acts` are the
    network's scores of acts and statements; a parse made by hand has none.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    features: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...] = field(default=())
    acts: Acts | None = field(default=None, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The tokens as written."""
        return tuple([self.text[s:e] for s, e in zip(self.starts, self.ends, strict=True)])

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """The tokens in lower case."""
        return tuple([word.lower() for word in self.words])

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token the tokens that depend on it, in order."""
        found: list[list[int]] = [[] for _ in self.heads]
        for token, head in enumerate(self.heads):
            if head != token:
                found[head].append(token)
        return tuple(map(tuple, found))

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """For each token the number of its sentence."""
        return tuple([i for i, (first, last) in enumerate(self.sentences) for _ in range(first, last)])

    @cached_property
    def paragraph_of(self) -> tuple[int, ...]:
        """For each token the number of its paragraph."""
        number, found = 0, [0]
        for i in range(1, len(self)):
            number += "\n\n" in self.text[self.ends[i - 1] : self.starts[i]]
            found.append(number)
        return tuple(found)

    @cached_property
    def mention_at(self) -> dict[int, Mention]:
        """The widest mention headed by each token that heads one."""
        widest: dict[int, Mention] = {}
        for mention in self.mentions:
            known = widest.get(mention.head)
            if known is None or mention.end - mention.start > known.end - known.start:
                widest[mention.head] = mention
        return widest

    def subtree(self, token: int) -> list[int]:
        """The token and everything below it, in text order."""
        found, stack = [], [token]
        while stack:
            top = stack.pop()
            found.append(top)
            stack.extend(self.children[top])
        return sorted(found)

    def dependents(self, token: int, *relations: str) -> Iterator[int]:
        """Children of a token by relation; `obl` also matches `obl:agent`, `obl:agent` only itself."""
        for child in self.children[token]:
            relation = self.relations[child]
            if relation in relations or relation.partition(":")[0] in relations:
                yield child

    def is_bare_participle(self, token: int) -> bool:
        """A passive participle with nobody who does it, beside whom it is done to: "a man accused of spying"."""
        features = self.features[token]
        return (
            self.relations[token] in {"acl", "advcl"}
            and "VerbForm=Part" in features
            and "Tense=Past" in features
            and (self.relations[token] == "acl" or "Voice=Pass" in features)
            and not any(self.relations[c].startswith(("aux", "nsubj", "obl:agent")) for c in self.children[token])
        )

    def opening(self, clause: int) -> str | None:
        """The lower-case word that opens an adverbial clause, "after" or "if"; the parser hangs some on the subject."""
        if self.relations[clause] != "advcl":
            return None
        held = [self.lower[c] for c in self.dependents(clause, "mark")]
        for subject in self.dependents(clause, "nsubj"):
            held += [self.lower[c] for c in self.dependents(subject, "case")]
        return next(iter(held), None)

    def ancestors(self, token: int) -> Iterator[int]:
        """The heads above a token, nearest first."""
        while (head := self.heads[token]) != token:
            yield head
            token = head

    def span(self, first: int, last: int) -> Span:
        """Characters from the first to the last token, both included."""
        return Span(self.starts[first], self.ends[last])

    def tokens_in(self, span: Span) -> range:
        """The tokens that overlap a stretch of characters."""
        return range(bisect_right(self.ends, span[0]), bisect_left(self.starts, span[1]))

    def to_spacy(self) -> "Doc":
        """The parse as a spaCy Doc; needs the extra `dragoman[spacy]`."""
        from dragoman.language.spacy import to_spacy

        return to_spacy(self)
