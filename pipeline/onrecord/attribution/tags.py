"""What the attribution network is asked, in training and at run time alike.

Attribution is read as semantic role labelling with the cue as the predicate: first each word is tagged as in or out of
a cue, then, for every cue, each word of the paragraph is tagged as part of that cue's source, of its content, or of
neither. Links, contents in several parts, contents that share a source and attributions inside contents need nothing
more.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

CUE_TAGS = ("O", "B", "I")
"""Tags of every word: outside a cue, at the begin of one, inside."""
ROLE_TAGS = ("O", "B-source", "I-source", "B-content", "I-content")
"""Tags of every word as seen from one cue."""

OTHER, SOURCE, CUE, CONTENT = range(4)
PARTS = 4
"""Classes of a word as the stance network is told them: which part of the attribution it stands in, or none."""

_BUCKET_ENDS = np.array([1, 2, 3, 4, 6, 9, 14, 22, 35, 60])
SIDE = len(_BUCKET_ENDS) + 1
DISTANCES = 2 * SIDE + 1
"""Number of classes of `distances`."""


def distances(start: int, end: int, words: int) -> NDArray[np.int64]:
    """Class of each word's distance to a cue, finer near it; words before and after it have classes of their own.

    start, end: the cue's first word and the one after its last.
    RETURNS: shape (words,), values from 0 to DISTANCES - 1; SIDE inside the cue.
    """
    places = np.arange(words)
    before = np.searchsorted(_BUCKET_ENDS, start - places) + 1
    after = np.searchsorted(_BUCKET_ENDS, places - end + 1) + 1
    return np.where(places < start, SIDE - before, np.where(places >= end, SIDE + after, SIDE))
