"""The best tree of a matrix of arc scores, against a search through all trees."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onrecord.trees import Floats, Ints, best_tree

#: Whole numbers in a small range: sums are exact, ties are many.
MATRICES = st.integers(1, 5).flatmap(lambda n: arrays(np.float64, (n, n), elements=st.integers(-6, 6).map(float)))


def is_tree(heads: list[int]) -> bool:
    """Whether exactly one word is its own head and every word leads to it."""
    roots = [word for word, head in enumerate(heads) if word == head]
    return len(roots) == 1 and all(roots[0] in _way_up(heads, word) for word in range(len(heads)))


def _way_up(heads: list[int], word: int) -> set[int]:
    seen: set[int] = set()
    while word not in seen:
        seen.add(word)
        word = heads[word]
    return seen


def trees(n: int) -> Iterator[list[int]]:
    """Every tree of n words with a single root."""
    return (heads for choice in product(range(n), repeat=n) if is_tree(heads := list(choice)))


def total(scores: Floats, heads: list[int]) -> float:
    return float(scores[np.arange(len(heads)), heads].sum())


def root_of(heads: Ints) -> int:
    (root,) = np.flatnonzero(heads == np.arange(len(heads)))
    return int(root)


@settings(deadline=None, max_examples=50)
@given(MATRICES)
def test_no_tree_of_the_same_root_is_better(scores: Floats) -> None:
    heads = best_tree(scores)
    assert is_tree(heads.tolist())
    root = root_of(heads)
    assert total(scores, heads.tolist()) == max(
        total(scores, tree) for tree in trees(len(scores)) if tree[root] == root
    )


@settings(deadline=None, max_examples=50)
@given(MATRICES)
def test_the_root_is_chosen_as_documented(scores: Floats) -> None:
    """The best heads where they make a tree; else the word that gains most by being the root."""
    heads, best = best_tree(scores), scores.argmax(1)
    if is_tree(best.tolist()):
        assert heads.tolist() == best.tolist()
        return
    own = scores.diagonal()
    others = np.where(np.eye(len(scores), dtype=bool), -np.inf, scores).max(1)
    gain = own - others
    assert gain[root_of(heads)] == gain.max()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("n", [1, 2, 3, 30, 120])
def test_large_matrices_give_trees_that_no_single_move_improves(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n)).astype(np.float32)
    heads = best_tree(scores)
    links = heads.tolist()
    assert heads.dtype == np.int64
    assert is_tree(links)
    below = [_way_up(links, word) for word in range(n)]
    for word, head in enumerate(links):
        if word != head:
            allowed = [other for other in range(n) if word not in below[other]]
            assert scores[word, head] == scores[word, allowed].max()


def test_cycles_within_cycles() -> None:
    """Each word prefers its neighbour, in a way that makes a cycle again after each is closed."""
    n = 400
    words = np.arange(n)
    scores = -np.abs(words[:, None] - words[None]).astype(np.float64) - words[None] / n
    np.fill_diagonal(scores, -1000.0)
    assert is_tree(best_tree(scores).tolist())


def test_a_row_of_equal_scores_still_gives_a_tree() -> None:
    for n in range(1, 12):
        assert is_tree(best_tree(np.zeros((n, n))).tolist())


def test_the_scores_are_left_as_they_are() -> None:
    scores = np.random.default_rng(0).normal(size=(8, 8))
    before = scores.copy()
    best_tree(scores)
    assert (scores == before).all()
