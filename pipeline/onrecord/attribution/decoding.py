"""From the network's scores to attributions: ranges of words with the probabilities behind them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.attribution.tags import CUE_TAGS, ROLE_TAGS
from onrecord.sequences import TagOrder, log_softmax

Floats = NDArray[np.float32]
Range = tuple[int, int]


@dataclass(frozen=True)
class Attribution:
    """One attribution: ranges of tokens, end exclusive.

    cue_score, source_score, content_score: mean log probability of the words of each; 0 for a part that is missing.
    edge_score: log probability of the least likely first or last word of the contents.
    """

    cue: Range
    source: Range | None
    content: tuple[Range, ...]
    cue_score: float
    source_score: float = 0.0
    content_score: float = 0.0
    edge_score: float = 0.0


def cue_ranges(scores: Floats) -> list[tuple[Range, float]]:
    """Cues with their scores.

    scores: shape (words, CUE_TAGS).
    """
    likely = log_softmax(scores)
    tags = _CUES.best(likely)
    runs = _runs(tags, begin=1, inside=2)
    return [(run, _mean(likely, tags, run)) for run in runs]


def attribution(scores: Floats, cue: Range, cue_score: float) -> Attribution:
    """The attribution of a cue.

    scores: shape (words, ROLE_TAGS), each word's role as seen from the cue.
    """
    likely = log_softmax(scores)
    likely[slice(*cue), 1:] = -np.inf
    tags = _ROLES.best(likely)
    sources = [(_mean(likely, tags, run), run) for run in _runs(tags, begin=1, inside=2)]
    contents = _runs(tags, begin=3, inside=4)
    source_score, source = max(sources, default=(0.0, None))
    inside = [i for run in contents for i in range(*run)]
    edges = [likely[i, tags[i]] for start, end in contents for i in (start, end - 1)]
    return Attribution(
        cue=cue,
        source=source,
        content=tuple(contents),
        cue_score=cue_score,
        source_score=source_score,
        content_score=float(np.mean([likely[i, tags[i]] for i in inside])) if inside else 0.0,
        edge_score=float(min(edges)) if edges else 0.0,
    )


def _mean(likely: Floats, tags: list[int], run: Range) -> float:
    return float(np.mean([likely[i, tags[i]] for i in range(*run)]))


def _runs(tags: list[int], *, begin: int, inside: int) -> list[Range]:
    found: list[Range] = []
    for i, tag in enumerate(tags):
        if tag == begin:
            found.append((i, i + 1))
        elif tag == inside:
            found[-1] = (found[-1][0], i + 1)
    return found


def _follows(before: str, after: str) -> bool:
    return after[0] != "I" or (before[1:] == after[1:] and before[0] in "BI")


def _begins(tag: str) -> bool:
    return tag[0] != "I"


_CUES = TagOrder(CUE_TAGS, starts=_begins, follows=_follows, ends=lambda _: True)
_ROLES = TagOrder(ROLE_TAGS, starts=_begins, follows=_follows, ends=lambda _: True)
