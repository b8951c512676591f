"""How sure a quote is."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.attribution.confidence import Calibration, confidence, features
from onrecord.attribution.decoding import Attribution

SURE = Attribution((1, 2), (0, 1), ((2, 4),), -0.1, -0.2, -0.3, -0.4)
WEIGHTS: Calibration = {"bias": -1.0, "weights": [1.0] * len(features(SURE))}
PARTS = ["cue_score", "source_score", "content_score", "edge_score"]


def test_features() -> None:
    assert features(SURE)[:4] == [-0.1, -0.2, -0.3, -0.4]
    assert features(SURE)[4:8] == [math.exp(score) for score in (-0.1, -0.2, -0.3, -0.4)]
    assert features(SURE)[8:] == [0.0, 0.0]
    assert features(replace(SURE, source=None, content=((2, 3), (4, 5))))[8:] == [1.0, 1.0]


@pytest.mark.parametrize("part", PARTS)
@given(st.floats(-40, 0), st.floats(-40, 0))
def test_a_likelier_part_is_never_less_sure(part: str, one: float, other: float) -> None:
    low, high = sorted((one, other))
    less, more = replace(SURE), replace(SURE)
    object.__setattr__(less, part, low)
    object.__setattr__(more, part, high)
    assert confidence(less, WEIGHTS) <= confidence(more, WEIGHTS)


@given(st.floats(-1e6, 0), st.floats(-1e6, 1e6))
def test_it_is_a_probability(score: float, bias: float) -> None:
    found = confidence(replace(SURE, edge_score=score), {"bias": bias, "weights": WEIGHTS["weights"]})
    assert 0 <= found <= 1


def test_a_calibration_of_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        confidence(SURE, {"bias": 0.0, "weights": [1.0]})
