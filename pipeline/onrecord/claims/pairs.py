"""Whether two quotes are about the same proposition: what speaks for it, as numbers from about 0 to 1."""

from __future__ import annotations

from typing import Final

import numpy as np

from onrecord.claims.said import Floats, Said

CONTENT_FEATURES: Final = (
    "sense", "sense_square", "stems_shared", "stems_contained", "names_shared", "names_contained", "names_differ",
)  # fmt: skip
"""Names of the features that need no article around the contents, in their order."""
FEATURES: Final = (
    *CONTENT_FEATURES,
    "same_head", "around", "around_covered", "overlap", "same_speaker", "same_paragraph", "near", "next", "anaphor",
    "anaphor_next", "anaphor_other_speaker", "against", "against_sense", "against_contained", "short", "short_sense",
    "open",
)  # fmt: skip
"""Names of the features, in their order."""
_FEW = 4


def pair_features(said: Said, senses: Floats, row: int, first: int) -> Floats:
    """Features of a quote beside each quote before it.

    senses: unit vectors for what the contents mean, shape (quotes, width).
    row: the later quote. first: the earliest that is looked at.
    RETURNS: shape (row - first, len(FEATURES)).
    """
    before = slice(first, row)
    sense = np.clip(senses[before] @ senses[row], 0, 1)
    stems, stems_in = _shared(said.stems[before], said.stems[row])
    names, names_in = _shared(said.names[before], said.names[row])
    named = (said.names[before].sum(1) > 0) & (said.names[row].sum() > 0)
    overlap = _overlap(said, before, row)
    around = (said.above[row] == np.arange(first, row)) | (said.above[before] == row)
    distance = row - np.arange(first, row)
    same = said.speaker[before] == said.speaker[row]
    anaphor = np.full(row - first, float(said.anaphoric[row]))
    against = (said.stance[before] == "deny") != (said.stance[row] == "deny")
    lengths = np.array([min(len(said.tokens[i]), len(said.tokens[row])) for i in range(first, row)])
    short = (lengths <= _FEW).astype(np.float32)
    columns = (
        sense,
        sense**2,
        stems,
        stems_in,
        names,
        names_in,
        named & (names == 0),
        (said.heads[before] == said.heads[row]) & (said.heads[before] != ""),
        around,
        around * overlap,
        overlap,
        same,
        said.paragraph[before] == said.paragraph[row],
        1 / np.sqrt(distance),
        distance == 1,
        anaphor,
        anaphor * (distance == 1),
        anaphor * ~same,
        against,
        against * sense,
        against * stems_in,
        short,
        short * sense,
        (said.stance[before] == "uncertain") | (said.stance[row] == "uncertain"),
    )
    return np.stack([np.asarray(column, np.float32) for column in columns], 1)


def content_features(sense: float, stems: tuple[int, int, int], names: tuple[int, int, int]) -> list[float]:
    """CONTENT_FEATURES of one pair.

    sense: cosine, 0 to 1. stems, names: how many are shared, how many the one has, and the other.
    """
    shared = [value for counts in (stems, names) for value in _of_counts(*counts)]
    return [sense, sense**2, *shared, float(names[1] > 0 and names[2] > 0 and names[0] == 0)]


def _of_counts(both: int, one: int, other: int) -> tuple[float, float]:
    return both / max(one + other - both, 1), both / max(min(one, other), 1)


def _shared(table: Floats, row: Floats) -> tuple[Floats, Floats]:
    """What two sets share: of all they have (Jaccard), and of what the smaller one has."""
    both, sizes = table @ row, table.sum(1)
    least, whole = np.minimum(sizes, row.sum()), sizes + row.sum() - both
    return both / np.maximum(whole, 1), both / np.maximum(least, 1)


def _overlap(said: Said, before: slice, row: int) -> Floats:
    """How much of the longer content is the shorter one's too, by tokens from first to last."""
    low, high = np.maximum(said.start[before], said.start[row]), np.minimum(said.end[before], said.end[row])
    longest = np.maximum(said.end[before] - said.start[before], said.end[row] - said.start[row])
    return (np.clip(high - low, 0, None) / np.maximum(longest, 1)).astype(np.float32)
