"""Parsing accuracy on a treebank: `python benchmarks/parsing.py FILE.conllu [--json]`.

`upos`, `uas`, `las` with gold words and sentences (LAS on universal relations without subtypes,
punctuation counted); `raw_words`, `raw_sentences`, `raw_las` from raw text as F1 over words aligned
by characters, as the CoNLL 2018 shared task measures; for treebanks with entities also `mention`
(span F1) and `coref` (mean of MUC, B³ and CEAFe), over the documents that --genres selects, each
beside a baseline that links mentions with the same head word.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "training"))

from conllu import Document, read_documents, with_heads
from dragoman.language import LanguageModel, Parse
from dragoman.language.model import LanguageModel as Model

_OUTSIDE = frozenset({"case", "conj", "cc", "appos", "punct", "cop", "nsubj", "mark"})


def main() -> None:
    """Parse the treebank's texts and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--genres", default="news,interview", help="documents scored for mentions and coreference")
    parser.add_argument("--model", type=Path, help="folder of another model than the packaged one")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if not args.file.is_file():
        parser.error(f"{args.file}: not found; give a CoNLL-U file")
    documents = [with_heads(d) for d in read_documents(args.file)]
    model = Model(args.model) if args.model else Model()
    scores = score_gold_words(documents, model) | score_raw(documents, model)
    chosen = [d for d in documents if d.has_entities and any(g in d.id for g in args.genres.split(","))]
    if chosen:
        scores |= score_mentions(chosen, model)
    scores = {name: round(value, 4) for name, value in scores.items()}
    if args.json:
        print(json.dumps(scores))
        return
    print(f"{args.file.name}: {len(documents)} documents, {sum(len(d.starts) for d in documents):,} words")
    for name, value in scores.items():
        print(f"{name:24} {100 * value:6.2f}")


def score_gold_words(documents: Sequence[Document], model: LanguageModel) -> dict[str, float]:
    """UPOS, UAS and LAS with gold words and sentences."""
    parses = parse_gold(documents, model)
    tally: Counter[str] = Counter()
    for d, p in zip(documents, parses, strict=True):
        tally["words"] += len(d.starts)
        for i in range(len(d.starts)):
            tally["upos"] += d.upos[i] == p.upos[i]
            attached = d.heads[i] == p.heads[i]
            tally["uas"] += attached
            tally["las"] += attached and universal(d.relations[i]) == universal(p.relations[i])
    return {name: tally[name] / tally["words"] for name in ("upos", "uas", "las")}


def parse_gold(documents: Sequence[Document], model: LanguageModel) -> list[Parse]:
    """Parses over the documents' own words and sentences."""
    offsets = [(d.starts, d.ends) for d in documents]
    return model.parse_tokens([d.text for d in documents], offsets, [[a for a, _ in d.sentences] for d in documents])


def universal(relation: str) -> str:
    """A relation without its subtype."""
    return relation.partition(":")[0]


def score_raw(documents: Sequence[Document], model: LanguageModel) -> dict[str, float]:
    """F1 of words, sentences and labelled attachments from raw text."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for d, p in zip(documents, model.parse([d.text for d in documents]), strict=True):
        gold = arcs(d.starts, d.ends, d.heads, d.relations)
        mine = arcs(p.starts, p.ends, p.heads, p.relations)
        gold_sentences = {(d.starts[a], d.ends[b - 1]) for a, b in d.sentences}
        mine_sentences = {(p.starts[a], p.ends[b - 1]) for a, b in p.sentences}
        for name, one, other in (
            ("raw_words", set(gold), set(mine)),
            ("raw_sentences", gold_sentences, mine_sentences),
            ("raw_las", set(gold.items()), set(mine.items())),
        ):
            right[name] += len(one & other)
            total[name] += len(one) + len(other)
    return {name: 2 * right[name] / total[name] for name in ("raw_words", "raw_sentences", "raw_las")}


def arcs(
    starts: Sequence[int], ends: Sequence[int], heads: Sequence[int], relations: Sequence[str]
) -> dict[tuple[int, int], tuple[tuple[int, int], str]]:
    """Each word's span with its head's span and universal relation."""
    spans = list(zip(starts, ends, strict=True))
    return {spans[i]: (spans[h], universal(relations[i])) for i, h in enumerate(heads)}


def score_mentions(documents: Sequence[Document], model: LanguageModel) -> dict[str, float]:
    """Mention spans and chains on gold words; the baselines are noun-phrase subtrees and equal head words."""
    parses = parse_gold(documents, model)
    gold, mine, matched, spans = [], [], [], Counter[str]()
    for d, p in zip(documents, parses, strict=True):
        gold_spans = {(m.start, m.end) for m in d.mentions}
        mine_spans = {(m.start, m.end) for m in p.mentions}
        base_spans = noun_phrases(p)
        spans["right"] += len(gold_spans & mine_spans)
        spans["all"] += len(gold_spans) + len(mine_spans)
        spans["base_right"] += len(gold_spans & base_spans)
        spans["base_all"] += len(gold_spans) + len(base_spans)
        gold.append(chains((m.start, m.end, str(m.chain)) for m in d.mentions))
        mine.append(chains((m.start, m.end, str(m.chain)) for m in p.mentions))
        matched.append(chains((m.start, m.end, p.lower[m.head]) for m in p.mentions))
    scores = {
        "mention": 2 * spans["right"] / spans["all"],
        "mention_baseline": 2 * spans["base_right"] / spans["base_all"],
    }
    try:
        from coreference_scores import conll_f1
    except ImportError:
        print("coref is left out: it needs scipy, which `make test` installs", file=sys.stderr)
        return scores
    return scores | {
        "coref": conll_f1(gold, mine),
        "coref_baseline": conll_f1(gold, matched),
    }


def noun_phrases(parse: Parse) -> set[tuple[int, int]]:
    """The subtree of every noun, name and pronoun, without what coordination, apposition and punctuation add."""
    found = set()
    for token, upos in enumerate(parse.upos):
        if upos not in {"NOUN", "PROPN", "PRON"} or parse.relations[token] in {"compound", "flat", "fixed"}:
            continue
        inside = [token]
        for child in parse.children[token]:
            if universal(parse.relations[child]) not in _OUTSIDE:
                inside.extend(parse.subtree(child))
        found.add((min(inside), max(inside) + 1))
    return found


def chains(mentions: Iterable[tuple[int, int, str]]) -> list[frozenset[tuple[int, int]]]:
    """Mentions grouped by chain; singletons are left out, as in CoNLL 2012."""
    groups: dict[str, set[tuple[int, int]]] = {}
    for start, end, chain in mentions:
        groups.setdefault(chain, set()).add((start, end))
    return [frozenset(g) for g in groups.values() if len(g) > 1]


if __name__ == "__main__":
    main()
