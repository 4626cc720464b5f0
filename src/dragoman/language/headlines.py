"""Headlines In Title Case, as sentences are written: what the rest of a text writes small is small there too."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lemminflect import getAllLemmas

_LONGEST = 30  # words of a headline
_FEWEST = 4  # words that are no small ones
_SHARE = 0.9  # of these capitalised
_BLANK = 3  # gap code of a blank line
_STOPS = frozenset(".!?…:;“\"'‘«")
_SMALL = frozenset(
    "a an the and or but nor as at by for from in into of off on onto out over per to up via with after about against "
    "amid before during is are was be been has have had will would can could may might not no it its his her their he "
    "she they who that this than then when while how why what if more all".split()
)


def in_sentence_case(words: Sequence[str], gaps: Sequence[int]) -> list[str]:
    """The words of a text with ordinary ones of title-case headlines in lower case; `gaps` are codes as of `gap_code`.

    A word is ordinary there if the text writes it small elsewhere more often than large within a sentence; of
    words that stand nowhere else, those that English inflects as verbs are.

    >>> words = "Clinton Wades In On Peace Talks Yesterday Clinton came ; peace talks began".split()
    >>> in_sentence_case(words, [3, 1, 1, 1, 1, 1, 3, 1, 1, 1, 1, 1, 1])[:6]
    ['Clinton', 'wades', 'in', 'on', 'peace', 'talks']
    """
    lines = [(a, b) for a, b in _lines(gaps) if _is_title(words[a:b])]
    if not lines:
        return list(words)
    titled = {i for a, b in lines for i in range(a, b)}
    small, large = Counter[str](), Counter[str]()
    for i, word in enumerate(words):
        if i in titled:
            continue
        if word.islower():
            small[word] += 1
        elif word[0].isupper() and i and words[i - 1][-1] not in _STOPS and gaps[i] < 2:
            large[word.lower()] += 1
    found = list(words)
    for first, end in lines:
        for i in range(first, end):
            lower = words[i].lower()
            if _is_capitalised(words[i]) and _is_ordinary(lower, small[lower], large[lower]):
                found[i] = lower
    return found


def _lines(gaps: Sequence[int]) -> Iterator[tuple[int, int]]:
    starts = [i for i, gap in enumerate(gaps) if i == 0 or gap == _BLANK]
    yield from pairwise((*starts, len(gaps)))


def _is_title(words: Sequence[str]) -> bool:
    told = [w for w in words if len(w) > 2 and w.isalpha() and w.lower() not in _SMALL]
    return len(words) <= _LONGEST and len(told) >= _FEWEST and sum(map(_is_capitalised, told)) >= _SHARE * len(told)


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and (len(word) == 1 or word[1:].islower())


def _is_ordinary(lower: str, small: int, large: int) -> bool:
    if lower in _SMALL:
        return True
    if small or large:
        return small > large
    return bool(getAllLemmas(lower, upos="VERB"))
