"""Which mentions in many articles tell of one event, against ECB+: `python benchmarks/crossdoc.py DIR [--json]`.

DIR is a copy of ECB+: a folder a topic with CAT files, and the list of validated sentences beside them. Only mentions
in validated sentences count. Topics are not given: all articles of DIR stand in one collection. With gold mentions:
`conll`, the mean of `muc`, `b3` and `ceafe` over the whole collection as one document, singletons counted;
`lemma_conll` is what putting together all mentions with the same head lemma reaches. `own_conll` is the same with
mentions found by Dragoman, one word each; one inside a gold mention counts as that, `own_mentions` is the F1 of those.
Nothing is fitted to ECB+.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Container, Hashable, Iterator, Sequence
from dataclasses import dataclass
from math import log, sqrt
from pathlib import Path

from coreference_scores import Chain, b_cubed, ceaf_e, muc
from dragoman.codebook import load_codebook
from dragoman.language import LanguageModel, Parse, load_model
from dragoman.record.act import Act, Weights
from dragoman.record.merge import link_acts, merge_acts
from dragoman.record.words import Words, lemma_of, likeness
from ecbplus import SENTENCES, Article, read_articles

_BATCH = 16
_STORY = 0.03  # articles less alike tell of nothing in common
_CONTENT = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "NUM"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention in an article: its words, and its head word."""

    article: int
    tokens: tuple[int, ...]
    head: int


def main() -> None:
    """Read, merge, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--topics", nargs="+", default=[], help="only these, for instance 2 5 12 18 21 23 34 35")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if not (args.folder / SENTENCES).exists():
        sys.exit(f"{args.folder}: no {SENTENCES}; give the folder of ECB+ that holds it and the topics")
    scores = score(list(read_articles(args.folder, args.topics)))
    if args.json:
        print(json.dumps(scores))
        return
    for name, value in scores.items():
        print(f"{name:14} {value:.4f}" if isinstance(value, float) else f"{name:14} {value}")


def score(articles: Sequence[Article]) -> dict[str, float]:
    """All figures over some articles."""
    parses = parse_articles(articles, load_model())
    words = Words()
    gold_mentions = [
        Mention(i, tokens, find_head(parses[i], tokens)) for i, a in enumerate(articles) for tokens in a.mentions
    ]
    chains = [name for a in articles for name in a.chains]
    keys = [(m.article, *m.tokens) for m in gold_mentions]
    gold = as_chains(keys, chains)
    stories = weigh_stories(parses)
    found = merge_mentions(gold_mentions, parses, stories, words)
    parts = measure(gold, as_chains(keys, found))
    lemmas = [parses[m.article].lemmas[m.head].lower() for m in gold_mentions]
    nouns = {lemma for lemma, pos in load_codebook().rules if pos == "NOUN"}
    pairs = enumerate(zip(articles, parses, strict=True))
    own = [Mention(i, (t,), t) for i, (a, p) in pairs for t in find_own(a, p, nouns)]
    inside = {(m.article, t): key for m, key in zip(gold_mentions, keys, strict=True) for t in m.tokens}
    own_names = merge_mentions(own, parses, stories, words)
    own_events: dict[tuple[int, ...], str] = {}  # of several words in one gold mention the first counts
    for m, name in zip(own, own_names, strict=True):
        own_events.setdefault(inside.get((m.article, m.head), (m.article, m.head)), name)
    own_parts = measure(gold, as_chains(list(own_events), list(own_events.values())))
    hits = len(own_events.keys() & set(keys))
    return {
        "conll": mean(parts), **parts, "lemma_conll": mean(measure(gold, as_chains(keys, lemmas))),
        "own_conll": mean(own_parts), "own_mentions": round(2 * hits / max(1, len(own_events) + len(keys)), 4),
        "mentions": len(keys), "own": len(own_events), "gold_chains": len(gold), "chains": len(set(found)),
        "articles": len(articles),
    }  # fmt: skip


def parse_articles(articles: Sequence[Article], model: LanguageModel) -> list[Parse]:
    """Parses over the corpus's own words and sentences."""
    parses: list[Parse] = []
    for i in range(0, len(articles), _BATCH):
        batch = articles[i : i + _BATCH]
        offsets = [(a.starts, a.ends) for a in batch]
        parses += model.parse_tokens([a.text for a in batch], offsets, [a.sentences for a in batch])
    return parses


def find_head(parse: Parse, tokens: Sequence[int]) -> int:
    """The word of a mention whose head lies outside it, a word with content if there are several."""
    tops = [t for t in tokens if parse.heads[t] not in tokens or parse.heads[t] == t] or list(tokens)
    return next((t for t in tops if parse.upos[t] in _CONTENT), tops[0])


def find_own(article: Article, parse: Parse, nouns: Container[str]) -> Iterator[int]:
    """Words of the validated sentences that tell of events: verbs, nouns for events, and nouns of the codebook."""
    events = {m.head for m in parse.mentions if m.type == "event"}
    for token, validated in enumerate(article.validated):
        is_verb = parse.upos[token] == "VERB" and parse.relations[token] != "compound"
        is_noun = parse.upos[token] == "NOUN" and parse.lemmas[token] in nouns
        if validated and (is_verb or is_noun or token in events):
            yield token


def merge_mentions(
    mentions: Sequence[Mention], parses: Sequence[Parse], stories: Sequence[Weights], words: Words
) -> list[str]:
    """For each mention the name of the event it was merged into."""
    acts = [as_act(i, m, parses[m.article], stories[m.article], words) for i, m in enumerate(mentions)]
    by_article: dict[int, list[Act]] = defaultdict(list)
    for m, act in zip(mentions, acts, strict=True):
        by_article[m.article].append(act)
    merged = merge_acts(acts, link_acts(candidates(by_article, stories), words))
    event_of = {member: m.members[0] for m in merged for member in m.members}
    return [event_of[act.id] for act in acts]


def candidates(by_article: dict[int, list[Act]], stories: Sequence[Weights]) -> Iterator[tuple[Act, Act]]:
    """Pairs of mentions in articles that are at all alike."""
    for i, ours in by_article.items():
        for j, theirs in by_article.items():
            if i == j:
                yield from ((a, b) for n, a in enumerate(ours) for b in ours[n + 1 :])
            elif i < j and likeness(stories[i], stories[j]) >= _STORY:
                yield from ((a, b) for a in ours for b in theirs)


def as_act(number: int, mention: Mention, parse: Parse, story: Weights, words: Words) -> Act:
    """A mention as merging takes it: no codes, only words."""
    first, last = parse.sentences[parse.sentence_of[mention.head]]
    own = frozenset(lemma_of(parse.words[t].strip()) for t in mention.tokens)
    return Act(
        id=f"{mention.article}#{number}", report=str(mention.article), order=(0, f"{mention.article:05}", number),
        words=frozenset((lemma_of(parse.words[mention.head].strip()),)),
        sentence=words.weigh(parse.text[parse.starts[first] : parse.ends[last - 1]], without=own),
        story=story,
    )  # fmt: skip


def weigh_stories(parses: Sequence[Parse]) -> list[Weights]:
    """Names and numbers of each article, weighed by how few articles of the collection have them."""
    counts = [Counter(p.lower[t].strip() for t in range(len(p)) if p.upos[t] in {"PROPN", "NUM"}) for p in parses]
    articles_with = Counter(w for c in counts for w in c)
    found: list[Weights] = []
    for count in counts:
        weights = {w: (1 + log(n)) * log(len(parses) / articles_with[w]) for w, n in count.items()}
        length = sqrt(sum(x * x for x in weights.values())) or 1.0
        found.append({w: x / length for w, x in weights.items() if x})
    return found


def as_chains(keys: Sequence[Hashable], names: Sequence[Hashable]) -> list[Chain]:
    """Sets of mentions by the names of their events."""
    chains: dict[Hashable, set[Hashable]] = defaultdict(set)
    for key, name in zip(keys, names, strict=True):
        chains[name].add(key)
    return [frozenset(chain) for chain in chains.values()]


def measure(gold: Sequence[Chain], mine: Sequence[Chain]) -> dict[str, float]:
    """F1 of the three measures, the collection as one document."""
    return {name: round(part([gold], [mine]), 4) for name, part in (("muc", muc), ("b3", b_cubed), ("ceafe", ceaf_e))}


def mean(parts: dict[str, float]) -> float:
    """The CoNLL score."""
    return round(sum(parts.values()) / len(parts), 4)


if __name__ == "__main__":
    main()
