"""How sure a classifier says it is, against how often it is right."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

BINS = 10


def reliability(said: ArrayLike, right: ArrayLike) -> dict[str, Any]:
    """Confidence against the share that is right, in ten bins, and the expected calibration error (Guo et al. 2017).

    said: confidence of each decision, 0 to 1; right: whether it is right. Both of shape (n,).
    """
    confidence, outcome = np.asarray(said, float), np.asarray(right, float)
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    bins = [_bin(confidence[place == b], outcome[place == b]) for b in range(BINS) if (place == b).any()]
    error = sum(b["n"] * abs(b["said"] - b["right"]) for b in bins) / len(outcome)
    return {"bins": bins, "expected_calibration_error": round(float(error), 4)}


def _bin(confidence: np.ndarray[Any, Any], outcome: np.ndarray[Any, Any]) -> dict[str, float]:
    return {"said": round(float(confidence.mean()), 3), "right": round(float(outcome.mean()), 3), "n": len(outcome)}
