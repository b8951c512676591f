"""The best legal sequence of tags, against a search through all of them."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onrecord.sequences import Floats, TagOrder, log_softmax

TAGS = ("O", "B-x", "I-x", "E-x", "B-y", "I-y")
"""A name of x must end; one of y need not."""


def starts(tag: str) -> bool:
    return tag[0] in "OB"


def follows(before: str, after: str) -> bool:
    if after[0] in "IE":
        return before[0] in "BI" and before[1:] == after[1:]
    return before not in ("B-x", "I-x")


def ends(tag: str) -> bool:
    return tag not in ("B-x", "I-x")


ORDER = TagOrder(TAGS, starts=starts, follows=follows, ends=ends)


def is_legal(tags: list[str]) -> bool:
    inner = all(follows(before, after) for before, after in pairwise(tags))
    return not tags or (starts(tags[0]) and ends(tags[-1]) and inner)


def matrix(words: int) -> st.SearchStrategy[Floats]:
    """Scores that are whole numbers: sums are exact, ties are many."""
    return arrays(np.float32, (words, len(TAGS)), elements=st.integers(-4, 4).map(float), fill=st.just(0.0))


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 4).flatmap(matrix))
def test_no_legal_sequence_is_better(scores: Floats) -> None:
    def total(tags: tuple[int, ...]) -> float:
        return float(sum(scores[i, tag] for i, tag in enumerate(tags)))

    everything = product(range(len(TAGS)), repeat=len(scores))
    legal = [tags for tags in everything if is_legal([TAGS[i] for i in tags])]
    found = tuple(ORDER.best(scores))
    assert found in legal
    assert total(found) == max(map(total, legal))


@pytest.mark.parametrize("seed", range(3))
def test_long_sequences_are_legal(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(400, len(TAGS))).astype(np.float32)
    assert is_legal([TAGS[i] for i in ORDER.best(scores)])


def test_what_is_forbidden_is_not_chosen() -> None:
    scores = np.zeros((3, len(TAGS)), np.float32)
    scores[:, 1] = 9
    scores[1, 1:] = -np.inf
    assert [TAGS[i] for i in ORDER.best(scores)] == ["O", "O", "O"]


@given(arrays(np.float32, (3, 4), elements=st.floats(-500, 500, width=32)))
def test_log_softmax(scores: Floats) -> None:
    likely = log_softmax(scores)
    assert np.exp(likely).sum(-1) == pytest.approx(1.0, abs=1e-4)
    assert (likely <= 0).all()
    assert np.isfinite(likely).all()
