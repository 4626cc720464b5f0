"""The scorers against the reference implementation, and the reading of ECB+'s form."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from coreference_scores import Chain, b_cubed, ceaf_e, conll_f1, muc
from ecbplus import Article, read_articles

_KEY = "a bc def"


@pytest.mark.parametrize(
    ("response", "f1"),
    [("a bc def", 1.0), ("a de", 0.72), ("a bcx defy z", 0.75918), ("a bcx dy z", 0.62857), ("a bcxB dy z", 0.59048)],
)
def test_ceafe_is_that_of_the_reference_scorers_own_test_cases(response: str, f1: float) -> None:
    # github.com/conll/reference-coreference-scorers, test/CorefMetricTestConfig.pm, cases 1 to 5
    assert ceaf_e([chains(_KEY)], [chains(response)]) == pytest.approx(f1, abs=5e-6)


def test_scores_are_those_of_the_worked_example() -> None:
    # Pradhan et al. 2014, Scoring Coreference Partitions of Predicted Mentions, section 4
    gold, mine = [chains("abc defg")], [chains("ab cd fghi")]
    assert muc(gold, mine) == pytest.approx(0.40, abs=0.005)
    assert b_cubed(gold, mine) == pytest.approx(0.46, abs=0.006)
    assert ceaf_e(gold, mine) == pytest.approx(0.52, abs=0.005)
    assert conll_f1(gold, mine) == pytest.approx((0.40 + 0.4545 + 0.52) / 3, abs=1e-4)


def test_ecbplus_mentions_are_those_of_validated_sentences(tmp_path: Path) -> None:
    for number, words in enumerate(("Dockers marched Monday . They left .", "The march of dockers began ."), 1):
        write_article(tmp_path, f"1_{number}ecbplus", words.split())
    (tmp_path / "ECBplus_coreference_sentences.csv").write_text(
        "Topic,File,Sentence Number\n1,1ecbplus,1\n1,2ecbplus,1\n", encoding="utf-8"
    )
    first, second = read_articles(tmp_path)
    assert first.text == "Dockers marched Monday . They left ."  # without the address that stands before it
    assert words_of(first) == ["marched"]
    assert words_of(second) == ["march", "began"]
    assert first.chains[0] == second.chains[0] == "1/ACT1"
    assert second.chains[1] == "1_2ecbplus#2"
    assert first.sentences == (0, 4)


def chains(text: str) -> list[Chain]:
    return [frozenset(word) for word in text.split()]


def words_of(article: Article) -> list[str]:
    return [article.text[article.starts[m[0]] : article.ends[m[-1]]] for m in article.mentions]


def write_article(folder: Path, name: str, words: list[str]) -> None:
    """A CAT file: an address as sentence 0, sentences up to full stops, `march` a chain across articles."""
    tokens, sentence = ['<token t_id="1" sentence="0" number="0">http</token>'], 1
    marks = []
    for i, word in enumerate(words, 2):
        tokens.append(f'<token t_id="{i}" sentence="{sentence}" number="{i}">{word}</token>')
        if word in {"marched", "march", "began", "left"}:
            marks.append(f'<ACTION_OCCURRENCE m_id="{len(marks) + 1}"><token_anchor t_id="{i}"/></ACTION_OCCURRENCE>')
        sentence += word == "."
    chain = '<CROSS_DOC_COREF r_id="9" note="ACT1"><source m_id="1"/><target m_id="8"/></CROSS_DOC_COREF>'
    place = '<LOC_FAC m_id="7"><token_anchor t_id="2"/></LOC_FAC><ACTION_OCCURRENCE m_id="8" TAG_DESCRIPTOR="march"/>'
    path = folder / name.partition("_")[0] / f"{name}.xml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f"<Document>{''.join(tokens)}<Markables>{''.join(marks)}{place}</Markables>"
        f"<Relations>{chain}</Relations></Document>",
        encoding="utf-8",
    )
