"""What speaks for two acts being one event, in points that add up as independent evidence (Fellegi and Sunter 1969).

Points are set by hand, not fitted: three for what is seldom a coincidence, one for what often is. The sum is moved by
`_NEEDED` and `_ODDS` to a probability. docs/crossdoc.md has what the parts are worth on ECB+'s development topics;
tests/merge_cases.toml holds the cases that coded acts are weighed by.
"""

import math
from dataclasses import dataclass
from datetime import date

from dragoman.record.act import Act
from dragoman.record.party import Party, are_alike, are_others, shared_names
from dragoman.record.words import Words, is_derived, likeness

_NEEDED = 3.0  # points that are as likely met by two events as by one
_ODDS = 0.7  # a point's worth in the natural logarithm of the odds
WORTH = 0.1  # a pair less likely one event counts as not at all likely
_SAME_WORD, _DERIVED_WORD, _NEAR_WORD, _OTHER_WORD = 3.0, 2.5, 1.5, -3.0
_OTHER_WORD_OF_TYPE = -1.0  # the codebook takes both words for one kind of act
_TELLING = 1.5  # rarity of a word that tells an act by itself: "meet"; "say" has 0.3
_OTHER_TYPE = -1.5
_STORY = (-4.0, 2.0, 0.25)  # points without a word in common, points when alike, and the cosine that is alike
_SENTENCE = (-1.0, 1.0, 0.3)
_MATTER = (-2.0, 2.0, 0.3)  # the same for coded acts, whose sentences are compared without who takes part
_SAME_DAY, _SAME_DAYS, _DAYS_MEET = 2.0, 1.5, 0.5
_ONE_DAY, _NO_DAY = -2.0, -3.0  # only one act has a day, none has: "supports" is written every day
_SHORT = 7  # days: a longer stretch, such as a year, dates nothing
_BOTH_SIDES, _ONE_SIDE, _HOME = 2.0, 1.0, 0.5  # countries; the last where one country is all there is
_CONFLICT = 3  # quad classes from here on: states at odds accuse and attack each other many times a day
_SAME_PEOPLE, _LIKE_PEOPLE, _OTHER_PEOPLE, _OTHER_NAMES = 2.0, 0.5, -1.5, -4.0
_RECIPIENT = 0.5  # of that for who is acted upon: everybody speaks of the same few
_SAME_PLACE, _SAME_COUNTRY = 1.5, 0.5
_SAME_MODE, _OTHER_MODE = 1.0, -1.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """The probability that two acts are one event, and what speaks for it in words."""

    chance: float
    reasons: tuple[str, ...]


def weigh(a: Act, b: Act, words: Words) -> Evidence:
    """The evidence for two acts that do not contradict each other."""
    points, reasons = 0.0, list[str]()
    if a.type is not None and a.type == b.type:
        reasons.append("same type")
    elif a.type is not None:
        points += _OTHER_TYPE
    points += _days(a, b, reasons) + _sides(a, b, reasons) + _people(a, b, reasons) + _place(a, b, reasons)
    points += _mode(a, b, reasons) + _words(a, b, words, reasons)
    sentence = _SENTENCE if a.type is None else _MATTER
    if _chance(points + _STORY[1] + sentence[1]) < WORTH:  # texts are dear to compare, and could not save it
        return Evidence(0.0, ())
    if a.report == b.report:
        points += _STORY[1]
    else:
        points += _alike(likeness(a.story, b.story), _STORY, "like reports", reasons)
    points += _alike(likeness(a.sentence, b.sentence), sentence, "like sentences", reasons)
    return Evidence(_chance(points), tuple(reasons))


def _chance(points: float) -> float:
    return 1 / (1 + math.exp(-_ODDS * (points - _NEEDED)))


def _alike(cosine: float, scale: tuple[float, float, float], name: str, reasons: list[str]) -> float:
    least, most, full = scale
    if cosine >= full:
        reasons.append(name)
    return least + (most - least) * min(1.0, cosine / full)


def _words(a: Act, b: Act, words: Words, reasons: list[str]) -> float:
    """Points for the words that tell the act; less for those that tell many things, as "say" and "call" do."""
    shared = a.words & b.words
    other = _OTHER_WORD_OF_TYPE if a.type is not None and a.type == b.type else _OTHER_WORD
    if shared:
        word = max(shared, key=lambda w: (words.rarity(w), w))
        reasons.append(f"“{word}”")
        return _between(other, _SAME_WORD, words.rarity(word))
    pairs = [(x, y) for x in sorted(a.words) for y in sorted(b.words)]
    for name, points, fits in (("derived", _DERIVED_WORD, is_derived), ("near", _NEAR_WORD, words.is_near)):
        for x, y in pairs:
            if fits(x, y):
                reasons.append(f"{name} words “{x}” and “{y}”")
                return _between(other, points, min(words.rarity(x), words.rarity(y)))
    return other


def _between(least: float, most: float, rarity: float) -> float:
    return least + (most - least) * min(1.0, rarity / _TELLING)


def _days(a: Act, b: Act, reasons: list[str]) -> float:
    if a.type is None:
        return 0.0
    if a.start is None or b.start is None:
        return _NO_DAY if a.start is None and b.start is None else _ONE_DAY
    lengths = [0 if act.end is None else act.end - start for act, start in ((a, a.start), (b, b.start))]
    if max(lengths) > _SHORT:
        return _ONE_DAY
    if (a.start, a.end) != (b.start, b.end):
        return _DAYS_MEET
    first = date.fromordinal(a.start).isoformat()
    last = "" if not lengths[0] else f" to {date.fromordinal(a.start + lengths[0]).isoformat()}"
    reasons.append(f"both {first}{last}")
    return _SAME_DAYS if lengths[0] else _SAME_DAY


def _sides(a: Act, b: Act, reasons: list[str]) -> float:
    if a.mutual or b.mutual:
        shared = a.sides & b.sides
        both = len(shared) > 1
    else:
        ours, theirs = a.actors & b.actors, a.recipients & b.recipients
        shared, both = ours | theirs, bool(ours) and bool(theirs)
    if not shared:
        return 0.0
    reasons.append(_listed(sorted(shared)))
    if both and len(shared) == 1:  # inside one country, as most is that its papers tell
        return _HOME
    points = _BOTH_SIDES if both else _ONE_SIDE
    return points / 2 if (a.quad or 0) >= _CONFLICT else points


def _people(a: Act, b: Act, reasons: list[str]) -> float:
    if a.mutual or b.mutual:
        return _companies(a.doing | a.suffering, b.doing | b.suffering, reasons)
    return _companies(a.doing, b.doing, reasons) + _companies(a.suffering, b.suffering, reasons) * _RECIPIENT


def _companies(ours: frozenset[Party], theirs: frozenset[Party], reasons: list[str]) -> float:
    if not ours or not theirs:
        return 0.0
    shared = shared_names(ours, theirs)
    if shared:
        reasons.append(_listed(shared[:3]))
        return _SAME_PEOPLE
    if are_alike(ours, theirs):
        return _LIKE_PEOPLE
    return _OTHER_NAMES if are_others(ours, theirs) else _OTHER_PEOPLE


def _place(a: Act, b: Act, reasons: list[str]) -> float:
    if a.place and a.place == b.place:
        reasons.append(f"at {a.place}")
        return _SAME_PLACE
    return _SAME_COUNTRY if a.place_country and a.place_country == b.place_country else 0.0


def _mode(a: Act, b: Act, reasons: list[str]) -> float:
    if not a.mode or not b.mode:
        return 0.0
    shared = sorted(a.mode & b.mode)
    if not shared:
        return _OTHER_MODE
    reasons.append(_listed(shared))
    return _SAME_MODE


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
