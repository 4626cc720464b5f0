"""Arc scores into trees: greedy where that gives a tree, else the maximum spanning arborescence.

A word that takes itself as head is a root; a sentence has exactly one. The spanning tree is found
as by Chu & Liu (1965) and Edmonds (1967), with one root as in Zmigrod et al. (2020): the best root
is tried where the greedy choice has several.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


def best_heads(scores: Floats) -> Ints:
    """Heads [words] of the best single-rooted tree over scores [dependents, heads]; a root is its own head."""
    heads: Ints = scores.argmax(axis=1)
    if _is_tree(heads):
        return heads
    roots = scores.diagonal() - scores.max(axis=1)
    root = int(roots.argmax())
    free = scores.astype(np.float64)
    np.fill_diagonal(free, -np.inf)
    free[root, :] = -np.inf
    heads = _arborescence(free, root)
    heads[root] = root
    return heads


def _is_tree(heads: Ints) -> bool:
    count = len(heads)
    if np.count_nonzero(heads == np.arange(count)) != 1:
        return False
    above = heads
    for _ in range(count.bit_length()):
        above = above[above]
    return bool((above == above[0]).all())


def _arborescence(scores: NDArray[np.float64], root: int) -> Ints:
    """Chu–Liu–Edmonds: contract a cycle, solve the smaller graph, open the cycle where it is entered."""
    count = len(scores)
    heads: Ints = scores.argmax(axis=1)
    heads[root] = root
    cycle = _find_cycle(heads, root)
    if cycle is None:
        return heads
    inside = np.zeros(count, dtype=bool)
    loop = np.array(cycle)
    inside[loop] = True
    outside = np.flatnonzero(~inside)
    number = {int(node): i for i, node in enumerate(outside)}
    size = len(outside)
    smaller = np.full((size + 1, size + 1), -np.inf)
    smaller[:size, :size] = scores[np.ix_(outside, outside)]
    leaving = scores[np.ix_(outside, loop)]
    smaller[:size, size] = leaving.max(axis=1)
    loss = scores[loop, heads[loop]]
    entering = scores[np.ix_(loop, outside)] - loss[:, None]
    smaller[size, :size] = entering.max(axis=0)
    solved = _arborescence(smaller, number[root])
    result = heads.copy()
    for i, node in enumerate(outside):
        if int(node) != root:
            head = int(solved[i])
            result[node] = cycle[int(leaving[i].argmax())] if head == size else outside[head]
    source = int(solved[size])
    broken = cycle[int(entering[:, source].argmax())]
    result[broken] = outside[source]
    return result


def _find_cycle(heads: Ints, root: int) -> list[int] | None:
    state = [0] * len(heads)
    state[root] = 2
    for start in range(len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        for passed in path:
            state[passed] = 2
    return None
