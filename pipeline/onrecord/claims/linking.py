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
    """How well two quotes go together in one claim: a network with one hidden layer.

    up: (features, hidden); up_bias: (hidden,); out: (hidden,); bias.
    threshold: the score from which a quote joins a claim rather than makes a new one.
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

    def scores(self, features: Floats) -> Floats:
        """features: (pairs, features). RETURNS: (pairs,)."""
        return np.maximum(features @ self.up + self.up_bias, 0) @ self.out + self.bias


def linked(said: Said, senses: Floats, scorer: Scorer) -> list[int]:
    """The claim of each quote, numbered from 0 in the order of the text.

    Quotes are read from left to right, as mentions are in coreference: each joins the claim that fits it best or makes
    a new one. A claim's fit is the sum over its quotes, as odds.
    """
    claims: list[int] = []
    new = 0
    for row in range(len(said)):
        first = max(0, row - WINDOW)
        if row == first:
            claims.append(new)
            new += 1
            continue
        scores = scorer.scores(pair_features(said, senses, row, first))
        numbers, place = np.unique(claims[first:], return_inverse=True)
        odds = np.full(len(numbers), -np.inf)
        np.logaddexp.at(odds, place, scores)
        best = int(odds.argmax())
        is_known = bool(odds[best] >= scorer.threshold)
        claims.append(int(numbers[best]) if is_known else new)
        new += not is_known
    return claims
