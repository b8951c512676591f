"""From what speaks for each pair of quotes to claims: groups of quotes about the same proposition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from onrecord.claims.pairs import pair_features
from onrecord.claims.said import Floats, Said

WINDOW = 256
"""Quotes before one that are looked at."""


@dataclass(frozen=True)
class Scorer:
    """The probability that two quotes are about the same proposition: a network with one hidden layer.

    up: (features, hidden); up_bias: (hidden,); out: (hidden,); bias.
    threshold: the least probability at which a quote joins a claim.
    """

    up: Floats
    up_bias: Floats
    out: Floats
    bias: float
    threshold: float

    @classmethod
    def of(cls, table: dict[str, Any]) -> Scorer:
        """Read what `table` gave."""
        up, up_bias, out = (np.array(table[name], np.float32) for name in ("up", "up_bias", "out"))
        return cls(up, up_bias, out, bias=float(table["bias"]), threshold=float(table["threshold"]))

    def table(self) -> dict[str, Any]:
        """As JSON-able values."""
        rounded = {name: np.round(getattr(self, name).astype(float), 4).tolist() for name in ("up", "up_bias", "out")}
        return {**rounded, "bias": round(self.bias, 4), "threshold": self.threshold}

    def probabilities(self, features: Floats) -> Floats:
        """features: (pairs, len(FEATURES)). RETURNS: (pairs,)."""
        hidden = np.maximum(features @ self.up + self.up_bias, 0)
        return 1 / (1 + np.exp(-(hidden @ self.out + self.bias)))


def linked(said: Said, senses: Floats, scorer: Scorer) -> list[int]:
    """The claim of each quote, numbered from 0 in the order of the text.

    Quotes are read from left to right; each joins the claim of the earlier quote that fits it best, or makes a new one.
    """
    claims: list[int] = []
    for row in range(len(said)):
        first = max(0, row - WINDOW)
        new = max(claims, default=-1) + 1
        if row == first:
            claims.append(new)
            continue
        fit = scorer.probabilities(pair_features(said, senses, row, first))
        best = int(fit.argmax())
        claims.append(claims[first + best] if fit[best] >= scorer.threshold else new)
    return claims
