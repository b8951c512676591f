"""Counts that a score is made of, so that scores of articles add up and can be drawn again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of what was found is right, and how much of what was wanted.

    right_found, right_wanted: the two differ where credit is given in parts (B³, partial overlap) or where items are
        grouped by a property that gold and prediction may disagree on. Exchanging gold and prediction exchanges
        precision and recall, whatever the measure.
    """

    right_found: float = 0.0
    found: float = 0.0
    right_wanted: float = 0.0
    wanted: float = 0.0

    @classmethod
    def of(cls, right: float, found: float, wanted: float) -> Tally:
        """Counts of items that are right or wrong as a whole."""
        return cls(right, found, right, wanted)

    @classmethod
    def among(cls, right: float, of: float) -> Tally:
        """Counts of items that stand in both: precision and recall are the accuracy."""
        return cls(right, of, right, of)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right_found + other.right_found,
            self.found + other.found,
            self.right_wanted + other.right_wanted,
            self.wanted + other.wanted,
        )

    @property
    def precision(self) -> float | None:
        """From 0 to 1; None if nothing was found."""
        return self.right_found / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """From 0 to 1; None if nothing was wanted."""
        return self.right_wanted / self.wanted if self.wanted else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None if nothing was found nor wanted, 0 if one of them is nothing."""
        if not self.found and not self.wanted:
            return None
        p, r = self.precision or 0.0, self.recall or 0.0
        return 2 * p * r / (p + r) if p + r else 0.0
