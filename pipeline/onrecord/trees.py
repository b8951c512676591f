"""The best dependency tree of a matrix of arc scores."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
Ints = NDArray[np.int64]


def best_tree(scores: Floats) -> Ints:
    """The heads of the best tree with exactly one root.

    scores: shape (words, words), scores[d, h] of word d having head h, scores[d, d] of d being the root.
    RETURNS: each word's head, int64 of shape (words,); the root's is itself.

    The best head of each word is taken if that makes a tree, since it cannot be beaten then. Otherwise the root is the
    word that gains most by being one, and the rest is the maximum spanning arborescence from it (Chu & Liu 1965,
    Edmonds 1967).
    """
    heads = scores.argmax(1)
    words = np.arange(len(scores))
    roots = np.flatnonzero(heads == words)
    if len(roots) == 1 and _find_cycle(heads, int(roots[0])) is None:
        return heads
    others = np.array(scores, np.float64)
    own = others.diagonal().copy()
    np.fill_diagonal(others, -np.inf)
    best_other = others.max(1) if len(others) > 1 else np.zeros(1)
    root = int((own - best_other).argmax())
    return _arborescence(others, root)


def _find_cycle(heads: Ints, root: int) -> list[int] | None:
    """The words of one cycle, or None if every word leads to the root."""
    state = [0] * len(heads)
    state[root] = 2
    links = heads.tolist()
    for start in range(len(links)):
        path = []
        word = start
        while state[word] == 0:
            state[word] = 1
            path.append(word)
            word = links[word]
        if state[word] == 1:
            return path[path.index(word) :]
        for seen in path:
            state[seen] = 2
    return None


def _arborescence(scores: Floats, root: int) -> Ints:
    """Chu-Liu/Edmonds: take each word's best head, contract a cycle to one word, solve, and open it again."""
    scores = scores.copy()
    scores[root] = -np.inf
    heads = scores.argmax(1)
    heads[root] = root
    cycle = _find_cycle(heads, root)
    if cycle is None:
        return heads
    inside = np.zeros(len(scores), bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    members = np.array(cycle)
    gain = scores[members] - scores[members, heads[members]][:, None]
    enter = gain[:, rest].argmax(0)
    leave = scores[np.ix_(rest, members)].argmax(1)
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[-1, :-1] = gain[:, rest].max(0)
    small[:-1, -1] = scores[np.ix_(rest, members)].max(1)
    solved = _arborescence(small, int(np.flatnonzero(rest == root)[0]))
    result = heads.copy()
    for i, word in enumerate(rest.tolist()):
        if word != root:
            head = int(solved[i])
            result[word] = rest[head] if head < len(rest) else members[leave[i]]
    entry = int(solved[-1])
    result[members[enter[entry]]] = rest[entry]
    return result
