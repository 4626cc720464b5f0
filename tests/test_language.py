"""Words, trees, sentences, mentions: the language package on sentences of our own."""

import os
import subprocess
import sys
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import ModelError
from dragoman.language import LanguageModel, load_model
from dragoman.language.decode import begin_paragraphs, decode_sentences, follow_stops
from dragoman.language.tokens import split_words
from dragoman.language.trees import best_heads


@cache
def model() -> LanguageModel:
    return load_model(threads=1)


def words(text: str) -> list[str]:
    return [text[s:e] for s, e in zip(*split_words(text), strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Baku’s co-chair didn't agree.", ["Baku", "’s", "co-chair", "did", "n't", "agree", "."]),
        ("the government-backed U.S. envoy", ["the", "government", "-", "backed", "U.S.", "envoy"]),
        ("Gen. Ade paid $1,200.50 at 10:30.", ["Gen.", "Ade", "paid", "$", "1,200.50", "at", "10:30", "."]),
        ("[Armenian] Prime Minister", ["[", "Armenian", "]", "Prime", "Minister"]),
        ("“We cannot wait,” he said…", ["“", "We", "can", "not", "wait", ",", "”", "he", "said", "…"]),
        ("mid-March talks", ["mid-March", "talks"]),
        ("the 1990s and the 20th", ["the", "1990s", "and", "the", "20th"]),
        ("Jose\u0301 met Ana", ["Jose\u0301", "met", "Ana"]),  # accents as characters of their own
        ("JosÃ© met AndrÃ©s", ["JosÃ©", "met", "AndrÃ©s"]),  # UTF-8 read as Latin-1
    ],
)
def test_words_follow_the_treebanks(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_words_cover_all_text_but_blanks(text: str) -> None:
    starts, ends = split_words(text)
    assert all(s < e for s, e in zip(starts, ends, strict=True))
    assert all(e <= s for e, s in zip(ends, starts[1:], strict=False))
    assert "".join(words(text)) == "".join(text.split())


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 14), st.integers(0, 10_000))
def test_any_scores_give_a_tree_with_one_root(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32)
    heads = best_heads(scores).tolist()
    assert sum(h == i for i, h in enumerate(heads)) == 1
    above = list(heads)
    for _ in range(size):
        above = [heads[word] for word in above]
    assert all(heads[word] == word for word in above)


def test_a_cycle_is_broken_at_the_least_loss() -> None:
    scores = np.array([[0, 9, 1], [9, 0, 1], [5, 1, 8]], dtype=np.float32)
    assert best_heads(scores).tolist() in ([2, 0, 2], [1, 2, 2])


def test_a_capital_after_a_stop_begins_a_sentence_whatever_the_network_sees() -> None:
    words = "They came under fire . Hamas vowed revenge . It left . U.S. and Gen . Diaz".split()
    assert follow_stops(words) == [5, 9, 12]
    unseen = np.full(len(words), -9, dtype=np.float32)
    assert decode_sentences(unseen, words) == [(0, 5), (5, 9), (9, 12), (12, 17)]
    assert decode_sentences(unseen, words, [0, 3]) == [(0, 3), (3, 17)]


def test_a_simple_sentence_has_its_tree() -> None:
    parse = model().parse(["The minister met the rebel leader in Oslo."])[0]
    relations = dict(zip(parse.words, parse.relations, strict=True))
    assert relations["met"] == "root"
    assert relations["minister"] == "nsubj"
    assert relations["leader"] == "obj"
    assert relations["Oslo"] == "obl"
    assert parse.lemmas[parse.words.index("met")] == "meet"


def test_sentences_and_trees_survive_headlines_without_stops() -> None:
    text = "ministers meet in oslo\n\nForeign ministers met in Oslo on Friday. They signed nothing."
    parse = model().parse([text])[0]
    assert [parse.words[first] for first, _ in parse.sentences] == ["ministers", "Foreign", "They"]


def test_the_same_report_parses_the_same_alone_and_in_company() -> None:
    texts = ["Two envoys left.", "Police detained a man in Lima on Monday, his lawyer said.", "Rain fell. " * 80]
    together = model().parse(texts)
    assert [model().parse([text])[0] for text in texts] == together


def test_mentions_know_their_head_and_chain() -> None:
    parse = model().parse(["President Maria Duarte resigned. She left the palace."])[0]
    person = next(m for m in parse.mentions if "Duarte" in parse.words[m.start : m.end])
    pronoun = next(m for m in parse.mentions if parse.words[m.head] == "She")
    assert person.chain == pronoun.chain
    assert person.type == "person"


def test_every_sentence_of_a_long_text_is_a_tree() -> None:
    parse = model().parse(["The council, which met on Monday, rejected the plan and asked for talks. " * 60])[0]
    for first, last in parse.sentences:
        roots = [t for t in range(first, last) if parse.heads[t] == t]
        assert len(roots) == 1
        assert all(first <= parse.heads[t] < last for t in range(first, last))


def test_odd_texts_do_not_break_the_model() -> None:
    for text in ("", " \n", "…", "12", "\n\n—\n", "Ж" * 300, "a " * 3000):
        assert model().parse([text])[0].text == text


def test_a_missing_model_says_what_is_missing(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ModelError, match=r"lacks encoder\.onnx"):
        LanguageModel(tmp_path)


def test_reading_writes_nothing(tmp_path) -> None:  # type: ignore[no-untyped-def]
    code = "import dragoman; dragoman.read('Envoys met in Oslo.', date='2023-02-10')"
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=tmp_path)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_a_parse_becomes_a_spacy_doc() -> None:
    pytest.importorskip("spacy")
    parse = model().parse(["Ministers met in Oslo. They left."])[0]
    doc = parse.to_spacy()
    assert [t.text for t in doc] == list(parse.words)
    assert [t.head.i for t in doc] == list(parse.heads)
    assert len(list(doc.sents)) == 2


def test_a_paragraph_begins_a_sentence_but_in_typescripts() -> None:
    words = "Baku says BAKU , March 1 Oslo agrees , Rome".split()
    assert begin_paragraphs(words, [0, 1, 3, 0, 1, 1, 3, 1, 0, 3]) == [2, 6]
    assert begin_paragraphs("He will Be the Guest".split(), [0, 3, 3, 1, 3]) == []
