"""How far a score would move with other articles: the bootstrap, on counts by article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.evaluation.counts import Key
from onrecord.evaluation.tally import Tally

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Resampled:
    """A score, and the same on articles drawn with replacement; NaN where nothing was there to score."""

    given: float
    drawn: Floats

    @property
    def value(self) -> float | None:
        """The score itself, from 0 to 1."""
        return None if np.isnan(self.given) else self.given

    @property
    def low(self) -> float | None:
        """The lower end of the 95 % interval."""
        return self._percentile(2.5)

    @property
    def high(self) -> float | None:
        """Its upper end."""
        return self._percentile(97.5)

    def less(self, other: Resampled) -> float | None:
        """This score less another."""
        return None if np.isnan(self.given - other.given) else self.given - other.given

    def p_value(self, other: Resampled) -> float | None:
        """Two-sided, of the paired bootstrap: how often the sign of the difference is not what it is."""
        difference = self.drawn - other.drawn
        known = difference[~np.isnan(difference)]
        if self.less(other) is None or not len(known):
            return None
        wrong = min((known <= 0).sum(), (known >= 0).sum())
        return round(min(1.0, 2 * (float(wrong) + 1) / (len(known) + 1)), 4)

    def _percentile(self, share: float) -> float | None:
        known = self.drawn[~np.isnan(self.drawn)]
        return None if self.value is None or not len(known) else float(np.percentile(known, share))


class Sample:
    """The counts of all articles together, once as they are and once for each time that they were drawn."""

    def __init__(self, keys: Sequence[Key], totals: Floats) -> None:
        """totals: of shape (1 + times drawn, keys, 4)."""
        self._place = {key: i for i, key in enumerate(keys)}
        right_found, found, right_wanted, wanted = np.moveaxis(totals, -1, 0)
        with np.errstate(invalid="ignore", divide="ignore"):
            p, r = (np.where(n > 0, k / n, 0.0) for k, n in ((right_found, found), (right_wanted, wanted)))
            self._f1 = np.where(p + r > 0, 2 * p * r / (p + r), 0.0)
        self._f1[(found == 0) & (wanted == 0)] = np.nan

    def f1(self, key: Key) -> Resampled:
        """F1 of one count."""
        values = self._f1[:, self._place[key]]
        return Resampled(float(values[0]), values[1:])

    def macro(self, keys: Sequence[Key]) -> Resampled:
        """The mean of several F1, of those that have something to score."""
        values = self._f1[:, [self._place[key] for key in keys]]
        known = ~np.isnan(values)
        with np.errstate(invalid="ignore"):
            mean = np.where(known, values, 0.0).sum(1) / known.sum(1)
        return Resampled(float(mean[0]), mean[1:])


def resample(keys: Sequence[Key], articles: Sequence[Mapping[Key, Tally]], times: int, seed: int) -> Sample:
    """Add up the counts of articles, as they are and drawn with replacement. The same seed draws the same articles."""
    counts = np.array([[astuple(article.get(key, Tally())) for key in keys] for article in articles])
    n = len(articles)
    times = times if n > 1 else 0  # one article drawn again is the same article
    weights = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=times)
    weights = np.vstack([np.ones(n), weights])
    return Sample(keys, np.tensordot(weights, counts.reshape(n, len(keys), 4), axes=1))
