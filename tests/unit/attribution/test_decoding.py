"""From scores to ranges of words."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onrecord.attribution.decoding import attribution, cue_ranges
from onrecord.attribution.tags import CUE_TAGS, DISTANCES, ROLE_TAGS, SIDE, distances
from onrecord.sequences import Floats
from tests.unit.attribution.helpers import scores


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ([], []),
        ([0, 0], []),
        ([1, 2, 2, 0, 1], [(0, 3), (4, 5)]),
        ([1, 1], [(0, 1), (1, 2)]),
        ([0, 2, 0], [(0, 2)]),
    ],
)
def test_cues(tags: list[int], expected: list[tuple[int, int]]) -> None:
    """A cue that begins without its first tag is mended or dropped, whichever costs less."""
    found = cue_ranges(scores(tags, len(CUE_TAGS)))
    if tags == [0, 2, 0]:
        assert [run for run, _ in found] in ([], expected, [(1, 2)])
    else:
        assert [run for run, _ in found] == expected
    assert all(score <= 0 for _, score in found)


def test_roles() -> None:
    found = attribution(scores([3, 4, 1, 2, 0, 3], len(ROLE_TAGS)), (4, 5), -0.5)
    assert (found.cue, found.source, found.content) == ((4, 5), (2, 4), ((0, 2), (5, 6)))
    assert found.cue_score == -0.5
    assert -0.01 < found.edge_score <= found.content_score <= 0


def test_a_cue_is_no_part_of_its_content() -> None:
    found = attribution(scores([3, 4, 4, 4], len(ROLE_TAGS)), (1, 2), 0.0)
    assert all(end <= 1 or start >= 2 for start, end in found.content)


def test_of_two_sources_the_surer_one() -> None:
    given_scores = scores([1, 0, 1], len(ROLE_TAGS))
    given_scores[2, 1] = 20
    assert attribution(given_scores, (1, 2), 0.0).source == (2, 3)


def test_nothing_but_a_cue() -> None:
    found = attribution(scores([0, 0], len(ROLE_TAGS)), (0, 1), -0.1)
    assert (found.source, found.content) == (None, ())
    assert found.source_score == found.content_score == found.edge_score == 0


@settings(deadline=None)
@given(
    st.integers(1, 8).flatmap(lambda n: arrays(np.float32, (n, len(ROLE_TAGS)), elements=st.floats(-50, 50, width=32)))
)
def test_any_scores_give_sound_ranges(given_scores: Floats) -> None:
    words = len(given_scores)
    for cue, score in cue_ranges(given_scores[:, : len(CUE_TAGS)]):
        found = attribution(given_scores, cue, score)
        ranges = sorted([found.cue, *found.content, *([found.source] if found.source else [])])
        assert all(0 <= start < end <= words for start, end in ranges)
        assert all(a[1] <= b[0] for a, b in pairwise(ranges))
        assert all(value <= 0 for value in (found.source_score, found.content_score, found.edge_score))


@given(st.integers(0, 300), st.integers(1, 9), st.integers(0, 300))
def test_distances(before: int, cue: int, after: int) -> None:
    """Symmetric around the cue, never nearer further off, and classes that the network knows."""
    found = distances(before, before + cue, before + cue + after).tolist()
    assert found[before : before + cue] == [SIDE] * cue
    assert found == sorted(found)
    assert all(0 <= value < DISTANCES for value in found)
    mirrored = distances(after, after + cue, before + cue + after).tolist()
    assert [2 * SIDE - value for value in reversed(mirrored)] == found
