"""MUC, B³ and CEAFe of coreference chains, and their mean, the CoNLL 2012 score (Pradhan et al. 2014)."""

from collections.abc import Hashable, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

Chain = frozenset[Hashable]


def conll_f1(gold: Sequence[Sequence[Chain]], mine: Sequence[Sequence[Chain]]) -> float:
    """Mean F1 of the three measures over documents, each document's chains given as sets of mentions.

    >>> a = frozenset({(0, 1), (4, 5)})
    >>> conll_f1([[a]], [[a]])
    1.0
    """
    return (muc(gold, mine) + b_cubed(gold, mine) + ceaf_e(gold, mine)) / 3


def muc(gold: Sequence[Sequence[Chain]], mine: Sequence[Sequence[Chain]]) -> float:
    """Links (Vilain et al. 1995)."""

    def links(keys: Sequence[Sequence[Chain]], responses: Sequence[Sequence[Chain]]) -> tuple[int, int]:
        right = total = 0
        for key, response in zip(keys, responses, strict=True):
            where = {m: i for i, chain in enumerate(response) for m in chain}
            for chain in key:
                parts = {where.get(m, m) for m in chain}
                right += len(chain) - len(parts)
                total += len(chain) - 1
        return right, total

    return _f1(*links(gold, mine), *links(mine, gold))


def b_cubed(gold: Sequence[Sequence[Chain]], mine: Sequence[Sequence[Chain]]) -> float:
    """Mentions (Bagga and Baldwin 1998)."""

    def share(keys: Sequence[Sequence[Chain]], responses: Sequence[Sequence[Chain]]) -> tuple[float, int]:
        right, total = 0.0, 0
        for key, response in zip(keys, responses, strict=True):
            where = {m: chain for chain in response for m in chain}
            for chain in key:
                for m in chain:
                    other = where.get(m)
                    right += len(chain & other) / len(chain) if other else 0.0
                    total += 1
        return right, total

    return _f1(*share(gold, mine), *share(mine, gold))


def ceaf_e(gold: Sequence[Sequence[Chain]], mine: Sequence[Sequence[Chain]]) -> float:
    """Entities, aligned one to one (Luo 2005)."""
    right, keys, responses = 0.0, 0, 0
    for key, response in zip(gold, mine, strict=True):
        keys += len(key)
        responses += len(response)
        if key and response:
            table = np.array([[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key])
            rows, columns = linear_sum_assignment(table, maximize=True)
            right += float(table[rows, columns].sum())
    return _f1(right, keys, right, responses)


def _f1(right: float, total: float, right_back: float, total_back: float) -> float:
    recall = right / total if total else 0.0
    precision = right_back / total_back if total_back else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
