"""How sure an attribution is: a logistic regression on the network's own probabilities, fitted on a dev split.

The network's probabilities alone are too high (Guo et al. 2017); the regression maps them to the share of attributions
that turn out right, so that 0.8 means four in five.
"""

from __future__ import annotations

import math
from typing import TypedDict

from onrecord.attribution.decoding import Attribution


class Calibration(TypedDict):
    """Bias, and a weight for each of `features`."""

    bias: float
    weights: list[float]


def features(attribution: Attribution) -> list[float]:
    """What the confidence is made of: probabilities of the parts, their logs, and which parts there are."""
    scores = (attribution.cue_score, attribution.source_score, attribution.content_score, attribution.edge_score)
    return [
        *scores,
        *(math.exp(score) for score in scores),
        float(attribution.source is None),
        float(len(attribution.content) > 1),
    ]


def confidence(attribution: Attribution, calibration: Calibration) -> float:
    """Probability, 0 to 1, that source and content are right."""
    pairs = zip(calibration["weights"], features(attribution), strict=True)
    score = calibration["bias"] + sum(weight * value for weight, value in pairs)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
