"""Whether two quotes are about the same proposition: what speaks for it, as numbers from about 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.claims.said import Floats, Said

CONTENT_FEATURES: Final = (
    "sense", "sense_square", "stems_shared", "stems_contained", "names_shared", "names_contained", "names_differ",
)  # fmt: skip
"""Names of the features that need no article around the contents, in their order."""
FEATURES: Final = (
    *CONTENT_FEATURES,
    "same_head", "around", "around_covered", "overlap", "same_speaker", "same_paragraph", "paragraph_before", "near",
    "next", "anaphor", "anaphor_next", "anaphor_other_speaker", "anaphor_latest", "anaphor_same_paragraph", "against",
    "against_sense", "against_contained", "short", "short_sense", "open", "deny", "open_later", "deny_earlier",
    "deny_both", "latest_opponent", "latest_opponent_deny", "latest_other", "latest_other_deny", "same_paragraph_deny",
    "paragraph_before_deny", "first", "first_deny", "names_speaker", "names_speaker_deny", "names_earlier_speaker",
    "charge", "charge_deny", "length", "length_earlier", "place",
)  # fmt: skip
"""Names of the features, in their order."""
_FEW, _LONG, _MANY = 4, 30, 20


def pair_features(said: Said, senses: Floats, row: int, first: int) -> Floats:
    """Features of a quote beside each quote before it.

    senses: unit vectors for what the contents mean, shape (quotes, width).
    row: the later quote. first: the earliest that is looked at.
    RETURNS: shape (row - first, len(FEATURES)).
    """
    before, count = slice(first, row), row - first
    sense = np.clip(senses[before] @ senses[row], 0, 1)
    stems, stems_in = _shared(said.stems[before], said.stems[row])
    names, names_in = _shared(said.named[before], said.named[row])
    named = np.array([bool(found and said.named[row]) for found in said.named[before]])
    overlap = _overlap(said, before, row)
    around = (said.above[row] == np.arange(first, row)) | (said.above[before] == row)
    distance = row - np.arange(first, row)
    same = said.speaker[before] == said.speaker[row]
    paragraphs = said.paragraph[row] - said.paragraph[before]
    anaphor, deny = np.full(count, float(said.anaphoric[row])), np.full(count, float(said.stance[row] == "deny"))
    denied = said.stance[before] == "deny"
    against = denied != (said.stance[row] == "deny")
    lengths = np.array([len(said.tokens[i]) for i in range(first, row)])
    short = (np.minimum(lengths, len(said.tokens[row])) <= _FEW).astype(np.float32)
    opponent, other = _latest(~same & against), _latest(~same)
    is_first = np.arange(first, row) == 0
    names_speaker = np.array([bool(said.who[row] & said.named[i]) for i in range(first, row)])
    names_earlier = np.array([bool(said.who[i] & said.named[row]) for i in range(first, row)])
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
        paragraphs == 0,
        paragraphs == 1,
        1 / np.sqrt(distance),
        distance == 1,
        anaphor,
        anaphor * (distance == 1),
        anaphor * ~same,
        anaphor * other,
        anaphor * (paragraphs == 0),
        against,
        against * sense,
        against * stems_in,
        short,
        short * sense,
        (said.stance[before] == "uncertain") | (said.stance[row] == "uncertain"),
        deny,
        np.full(count, float(said.stance[row] == "uncertain")),
        denied,
        deny * denied,
        opponent,
        opponent * deny,
        other,
        other * deny,
        deny * (paragraphs == 0),
        deny * (paragraphs == 1),
        is_first,
        is_first * deny,
        names_speaker,
        names_speaker * deny,
        names_earlier,
        said.charges[before],
        said.charges[before] * deny,
        np.full(count, min(len(said.tokens[row]), _LONG) / _LONG),
        np.minimum(lengths, _LONG) / _LONG,
        np.full(count, min(row, _MANY) / _MANY),
    )
    return np.stack([np.asarray(column, np.float32) for column in columns], 1)


def _latest(chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The last of those chosen alone."""
    found = np.zeros_like(chosen)
    found[np.flatnonzero(chosen)[-1:]] = True
    return found


def content_features(sense: float, stems: tuple[int, int, int], names: tuple[int, int, int]) -> list[float]:
    """CONTENT_FEATURES of one pair.

    sense: cosine, 0 to 1. stems, names: how many are shared, how many the one has, and the other.
    """
    shared = [value for counts in (stems, names) for value in _of_counts(*counts)]
    return [sense, sense**2, *shared, float(names[1] > 0 and names[2] > 0 and names[0] == 0)]


def _of_counts(both: int, one: int, other: int) -> tuple[float, float]:
    return both / max(one + other - both, 1), both / max(min(one, other), 1)


def _shared(sets: Sequence[frozenset[str]], row: frozenset[str]) -> tuple[Floats, Floats]:
    """What each set shares with one: of all they have (Jaccard), and of what the smaller one has."""
    found = [_of_counts(len(item & row), len(item), len(row)) for item in sets]
    whole, least = np.array(found, np.float32).reshape(-1, 2).T
    return whole, least


def _overlap(said: Said, before: slice, row: int) -> Floats:
    """How much of the longer content is the shorter one's too, by tokens from first to last."""
    low, high = np.maximum(said.start[before], said.start[row]), np.minimum(said.end[before], said.end[row])
    longest = np.maximum(said.end[before] - said.start[before], said.end[row] - said.start[row])
    return (np.clip(high - low, 0, None) / np.maximum(longest, 1)).astype(np.float32)
