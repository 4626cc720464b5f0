"""Vectors and commonness of words for merging: `python training/word_table.py --build corpus/build --raw open-articles.jsonl`.

Writes src/dragoman/record/words.npz: pairs of English nouns, verbs and adjectives whose input embeddings in the
encoder lie near each other (less their mean, cosine of 0.35 and more), and for every word of two or more of the texts
in how many of them it stands. Texts are those that may be trained on: the corpus's training split and RAW.

On pairs of unlike words in ECB+'s development topics that tell of one event 0.37 lie that near, of two events in the
same story 0.02. Shortened to 64 numbers a word the vectors lose that: CoNLL F1 0.72 to 0.74 where pairs give 0.76.
"""

import argparse
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
import onnx
from lemminflect import getAllLemmas
from onnx import numpy_helper
from tokenizers import Tokenizer

from dragoman.record.words import lemma_of

ROOT = Path(__file__).parents[1]
MODEL = ROOT / "src/dragoman/language/model"
OUT = ROOT / "src/dragoman/record/words.npz"
NEAR = 0.35
TABLE = "encoder.bert.embeddings.word_embeddings.weight"
_WORD = re.compile(r"[^\W_]+")


def main() -> None:
    """Count, shorten, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, default=ROOT / "corpus/build")
    parser.add_argument("--raw", type=Path, required=True)
    args = parser.parse_args()
    counts, texts = count_words(args.build, args.raw)
    words, pairs = near_words()
    common = sorted(w for w, n in counts.items() if n > 1)
    np.savez_compressed(
        OUT,
        words=np.array("\n".join(words)),
        near=pairs,
        common=np.array("\n".join(common)),
        texts_with=np.array([counts[w] for w in common], dtype=np.uint16),
        texts=np.array(texts),
    )
    print(
        f"{len(words)} words, {len(pairs)} near pairs, {len(common)} counts over {texts} texts, {OUT.stat().st_size / 1e6:.2f} MB"
    )


def count_words(build: Path, raw: Path) -> tuple[Counter[str], int]:
    """In how many texts each lemma stands."""
    train = set(json.loads((ROOT / "corpus/splits.json").read_text(encoding="utf-8")).get("train", ()))
    texts = []
    for file in sorted(build.rglob("*.json")):
        if not train or file.stem in train:
            texts.append(json.loads(file.read_text(encoding="utf-8"))["text"])
    texts += [json.loads(line)["text"] for line in raw.read_text(encoding="utf-8").splitlines()]
    counts: Counter[str] = Counter()
    for text in sorted(set(texts)):
        counts.update({lemma_of(word) for word in _WORD.findall(text)})
    return counts, len(set(texts))


def near_words() -> tuple[list[str], np.ndarray]:
    """Lemmas that are one piece, and the pairs of their numbers that lie near each other."""
    arrays = {i.name: i for i in onnx.load(str(MODEL / "encoder.onnx")).graph.initializer}
    table = numpy_helper.to_array(arrays[f"{TABLE}_quantized"]).astype(np.float32)
    pieces = Tokenizer.from_file(str(MODEL / "tokenizer.json")).get_vocab()
    words = sorted(w for w in pieces if w.isascii() and w.isalpha() and len(w) > 2 and lemma_of(w) == w and is_word(w))
    found = table[[pieces[w] for w in words]] - table[1000:].mean(axis=0)  # the first thousand are no words
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    pairs = np.argwhere(np.triu(found @ found.T, 1) >= NEAR)
    named = sorted({i for pair in pairs.tolist() for i in pair})
    new = {old: i for i, old in enumerate(named)}
    return [words[i] for i in named], np.array([[new[i] for i in pair] for pair in pairs.tolist()], dtype=np.uint16)


def is_word(word: str) -> bool:
    """A noun, verb or adjective of lemminflect's list."""
    return bool(getAllLemmas(word).keys() & {"NOUN", "VERB", "ADJ"})


if __name__ == "__main__":
    main()
