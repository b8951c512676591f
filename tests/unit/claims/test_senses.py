"""Sentence vectors as text: what goes in comes out, as near as eight bits allow."""

import base64

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.claims.senses import WIDTH, decoded, encoded, unit

NUMBERS = st.lists(st.floats(-1, 1, width=32), min_size=WIDTH, max_size=WIDTH)


@given(NUMBERS)
def test_a_vector_comes_back(numbers: list[float]) -> None:
    vector = unit(np.array(numbers, np.float32))
    back = decoded(encoded(vector))
    if np.linalg.norm(vector) > 0.99:  # not next to nothing
        assert float(vector @ back) > 0.995
        assert float(np.linalg.norm(back)) == pytest.approx(1, abs=1e-5)


def test_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="has 64 numbers, this one 3"):
        decoded(base64.b64encode(b"abc").decode())


def test_nothing_has_no_direction() -> None:
    assert unit(np.zeros((2, 3), np.float32)).tolist() == [[0, 0, 0], [0, 0, 0]]
