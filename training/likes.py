"""Words like each verb and noun of the training rows, that altered reports have in their place.

`python training/likes.py --rows DIR --encoder DIR` writes `likes.json` beside the rows: for each word with its part of
speech and features the words of the same form that are nearest to it. Near are words whose mean states of the
encoder, all-MiniLM-L6-v2, which was made to tell likeness of meaning, have a high cosine. The words are those of the
rows, and verbs and nouns of the encoder's own vocabulary in the forms that lemminflect gives them.

A teacher reads an altered report and the small network learns what it sees there: so what the teacher knows of
rare words reaches the small one, which has met only those that reports happen to use (Jiao et al. 2020, TinyBERT, do
so with neighbours of GloVe).
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from lemminflect import getAllLemmas, getInflection
from numpy.typing import NDArray
from tokenizers import Tokenizer

from act_windows import ALTERED, Likes, Marked, read_rows
from model import Encoder, pretrained_weights

NEAREST, LEAST = 24, 0.4  # words kept of each, and the cosine that they must have
SEEN = 2  # times that a word must stand in the rows
Key = tuple[str, str, str]
_FORMS = {
    "VERB": {
        "VB": "VerbForm=Inf",
        "VBD": "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin",
        "VBG": "Tense=Pres|VerbForm=Part",
        "VBN": "Tense=Past|VerbForm=Part|Voice=Pass",
        "VBZ": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
    },
    "NOUN": {"NN": "Number=Sing", "NNS": "Number=Plur"},
}  # the features that the parser most often gives what lemminflect calls so


def main() -> None:
    """Write the table from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    args = parser.parse_args()
    rows = [row for name in ("train", "open") for row in read_rows(args.rows / f"{name}.jsonl")]
    tokenizer = Tokenizer.from_file(str(args.encoder / "tokenizer.json"))
    keys = sorted(seen_in(rows) | common(tokenizer))
    words = sorted({word for word, _, _ in keys})
    vectors = dict(zip(words, meanings(words, tokenizer, args.encoder), strict=True))
    found = [[word, upos, features, near] for (word, upos, features), near in nearest(keys, vectors) if near]
    (args.rows / "likes.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    print(f"{len(found)} of {len(keys)} words have others like them")


def read_likes(path: Path) -> Likes:
    """The table that main wrote."""
    return {(word, upos, features): near for word, upos, features, near in json.loads(path.read_text("utf-8"))}


def seen_in(rows: list[Marked]) -> set[Key]:
    """The rows' verbs and nouns in lower case, with their features."""
    counts: Counter[Key] = Counter()
    for row in rows:
        for _, sentence in row.sentences:
            for word, upos, features in zip(sentence.words, sentence.upos, sentence.features, strict=True):
                if upos in ALTERED and word.isalpha() and word.islower() and len(word) > 2:
                    counts[word, upos, features] += 1
    return {key for key, count in counts.items() if count >= SEEN}


def common(tokenizer: Tokenizer) -> set[Key]:
    """Verbs and nouns that are one piece of the encoder's vocabulary, in all their forms."""
    keys: set[Key] = set()
    for piece in tokenizer.get_vocab():
        if not (piece.isalpha() and piece.isascii() and piece.islower() and len(piece) > 3):
            continue
        lemmas = getAllLemmas(piece)
        for upos, forms in _FORMS.items():
            for lemma in lemmas.get(upos, ()):
                for tag, features in forms.items():
                    keys.update((form, upos, features) for form in getInflection(lemma, tag=tag)[:1] if form.isalpha())
    return keys


@torch.no_grad()
def meanings(words: list[str], tokenizer: Tokenizer, folder: Path) -> NDArray[np.float32]:
    """Vectors [words, width] of length 1: the mean of the encoder's states over a word's pieces."""
    encoder = Encoder(folder)
    encoder.bert.load_state_dict(pretrained_weights(folder), strict=False)
    encoder.eval()
    found = []
    tokenizer.no_truncation()
    tokenizer.enable_padding()
    for start in range(0, len(words), 512):
        encoded = tokenizer.encode_batch(words[start : start + 512])
        pieces, mask = (torch.tensor([getattr(e, k) for e in encoded]) for k in ("ids", "attention_mask"))
        states = encoder.bert(input_ids=pieces, attention_mask=mask).last_hidden_state
        mean = (states * mask.unsqueeze(2)).sum(1) / mask.sum(1, keepdim=True)
        found.append(torch.nn.functional.normalize(mean, dim=1).numpy())
    return np.concatenate(found)


def nearest(keys: list[Key], vectors: dict[str, NDArray[np.float32]]) -> Iterator[tuple[Key, list[str]]]:
    """For each key the nearest words that have the same part of speech and features."""
    groups: dict[tuple[str, str], list[str]] = {}
    for word, upos, features in keys:
        groups.setdefault((upos, features), []).append(word)
    for (upos, features), words in groups.items():
        table = np.stack([vectors[word] for word in words])
        for start in range(0, len(words), 1024):
            cosines = table[start : start + 1024] @ table.T
            for word, row in zip(words[start : start + 1024], cosines, strict=True):
                order = np.argsort(-row, kind="stable")[: NEAREST + 1]
                near = [words[i] for i in order if row[i] >= LEAST and words[i] != word][:NEAREST]
                yield (word, upos, features), near


if __name__ == "__main__":
    main()
