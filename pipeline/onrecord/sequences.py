"""The best legal sequence of tags, where not every tag may follow every other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class TagOrder:
    """Which tags may begin a sequence, follow each other, and end it."""

    def __init__(
        self,
        tags: Sequence[str],
        *,
        starts: Callable[[str], bool],
        follows: Callable[[str, str], bool],
        ends: Callable[[str], bool],
    ) -> None:
        self.starts: NDArray[np.bool_] = np.array([starts(tag) for tag in tags])
        self.follows: NDArray[np.bool_] = np.array([[follows(before, after) for after in tags] for before in tags])
        self.ends: NDArray[np.bool_] = np.array([ends(tag) for tag in tags])

    def best(self, scores: Floats) -> list[int]:
        """The legal sequence with the highest sum of scores.

        scores: shape (words, tags); -inf forbids a tag at a place.
        RETURNS: indices of tags. The best tag of each word is taken if that is legal, since it cannot be beaten then;
            otherwise Viterbi over the legal transitions.
        """
        greedy = scores.argmax(1)
        if len(greedy) == 0:
            return []
        if self.starts[greedy[0]] and self.ends[greedy[-1]] and self.follows[greedy[:-1], greedy[1:]].all():
            return greedy.tolist()
        best = np.where(self.starts, scores[0], -np.inf)
        back = np.zeros(scores.shape, np.int64)
        barrier = np.where(self.follows, 0.0, -np.inf)
        for i in range(1, len(scores)):
            paths = best[:, None] + barrier
            back[i] = paths.argmax(0)
            best = paths.max(0) + scores[i]
        tag = int(np.where(self.ends, best, -np.inf).argmax())
        tags = [tag]
        for i in range(len(scores) - 1, 0, -1):
            tag = int(back[i, tag])
            tags.append(tag)
        return tags[::-1]


def log_softmax(scores: Floats) -> Floats:
    """Log probabilities over the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
