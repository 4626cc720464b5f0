"""Parses written by hand, for tests of the stages that follow the language model."""

from dragoman.language.acts import Acts
from dragoman.language.parse import Mention, Parse

UPOS = {
    "n": "NOUN", "p": "PROPN", "v": "VERB", "x": "AUX", "d": "DET", "a": "ADJ", "r": "ADV", "i": "ADP",
    "o": "PRON", "c": "CCONJ", "s": "SCONJ", "t": "PART", "m": "NUM", ".": "PUNCT",
}  # fmt: skip


def tree(*sentences: str, mentions: str = "", acts: Acts | None = None) -> Parse:
    """A parse from one string a sentence; a token is `word/lemma/pos/head/relation`, head counted from 1, 0 = root.

    The lemma may be left empty (`said//v/0/root`: the word in lower case) and a fifth field may hold features.
    A leading `_` glues the token to the one before it. `mentions` is `first-last:type:chain …` in token numbers from 0.

    >>> tree("Paris//p/2/nsubj warned/warn/v/0/root Rome//p/2/obj").heads
    (1, 1, 1)
    """
    text, starts, ends, lemmas, upos, features, heads, relations, bounds = "", [], [], [], [], [], [], [], []
    for sentence in sentences:
        first = len(starts)
        for cell in sentence.split():
            glued = cell.startswith("_")
            word, lemma, pos, head, relation, *rest = (cell[1:] if glued else cell).split("/")
            if text and not glued:
                text += " "
            starts.append(len(text))
            text += word
            ends.append(len(text))
            lemmas.append(lemma or word.lower())
            upos.append(UPOS.get(pos, pos))
            features.append(rest[0] if rest else "")
            heads.append(len(heads) if head == "0" else first + int(head) - 1)
            relations.append(relation)
        bounds.append((first, len(starts)))
    found = []
    for cell in mentions.split():
        tokens, kind, chain = cell.split(":")
        low, high = map(int, tokens.split("-"))
        tops = [t for t in range(low, high + 1) if not low <= heads[t] <= high or heads[t] == t]
        found.append(Mention(low, high + 1, tops[0], kind, int(chain)))
    return Parse(
        text=text, starts=tuple(starts), ends=tuple(ends), lemmas=tuple(lemmas), upos=tuple(upos),
        features=tuple(features), heads=tuple(heads), relations=tuple(relations), sentences=tuple(bounds),
        mentions=tuple(found), acts=acts,
    )  # fmt: skip
