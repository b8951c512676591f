"""How well the mentions of a pronoun's own paragraph fit it, by the network that was trained with the encoder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.actors.mentions import Mention

Floats = NDArray[np.float32]
MOST = 8
"""Mentions of one entity that are scored, the latest."""
_FURTHEST = 6
_LEADS = 5


@dataclass(frozen=True)
class Links:
    """The network's view of an article.

    pronoun, mention: what it needs of each token as the one and as the other, shape (tokens, width).
    score: from those of pairs, (pairs, width) each, to (pairs, 1); "none of them" is 0.
    """

    pronoun: Floats
    mention: Floats
    score: Callable[[Floats, Floats], Floats]

    def features(self, pronoun: int, entities: Sequence[Sequence[Mention]]) -> list[list[str]]:
        """Names of the features of each entity that a pronoun can mean.

        pronoun: its token. entities: of each the mentions in the pronoun's paragraph; it may have none.
        """
        pairs = [(n, m) for n, mentions in enumerate(entities) for m in mentions[-MOST:]]
        if not pairs:
            return [["link=none"] for _ in entities]
        told = np.stack(
            [(self.mention[first] + self.mention[last]) / 2 for first, last in map(_ends, [m for _, m in pairs])]
        )
        scores = self.score(np.repeat(self.pronoun[pronoun : pronoun + 1], len(pairs), 0), told)[:, 0]
        totals = np.full(len(entities), -np.inf)
        for (n, _), score in zip(pairs, scores, strict=True):
            totals[n] = np.logaddexp(totals[n], score)
        return [_named(n, totals) for n in range(len(entities))]


def _ends(mention: Mention) -> tuple[int, int]:
    """The two tokens whose vectors stand for a mention: a name's first and last, of others the head."""
    return (mention.start, mention.end - 1) if mention.form == "name" else (mention.head, mention.head)


def _named(n: int, totals: NDArray[np.float64]) -> list[str]:
    if np.isinf(totals[n]):
        return ["link=none"]
    others = np.append(np.delete(totals, n), 0.0)
    lead = float(totals[n] - others.max())
    level = round(float(np.clip(totals[n], -_FURTHEST, _FURTHEST)))
    return [f"link={level}", f"link_lead={round(float(np.clip(lead, -_LEADS, _LEADS)))}"]
