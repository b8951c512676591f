"""Whether two quotes are about the same proposition: what speaks for it, as numbers from about 0 to 1."""

from __future__ import annotations

from typing import Any, Final

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
Counts = tuple[int, int, int]
_FEW, _LONG, _MANY = 4, 30, 20


def pair_features(said: Said, senses: Floats, row: int, first: int) -> Floats:
    """Features of a quote beside each quote before it.

    senses: unit vectors for what the contents mean, shape (quotes, width).
    row: the later quote. first: the earliest that is looked at.
    RETURNS: shape (row - first, len(FEATURES)).
    """
    cosines = np.clip(senses[first:row] @ senses[row], 0, 1).tolist()
    contents = np.array(
        [
            content_features(cosine, counts(said.stems[i], said.stems[row]), counts(said.named[i], said.named[row]))
            for i, cosine in enumerate(cosines, start=first)
        ],
        np.float32,
    )
    sense, stems_contained = contents[:, 0], contents[:, CONTENT_FEATURES.index("stems_contained")]
    told = {**_places(said, row, first), **_sides(said, row, first, sense, stems_contained)}
    others = [np.asarray(told[name], np.float32) for name in FEATURES[len(CONTENT_FEATURES) :]]
    return np.concatenate([contents, np.stack(others, 1)], 1)


def content_features(sense: float, stems: Counts, names: Counts) -> list[float]:
    """CONTENT_FEATURES of one pair. sense: cosine, 0 to 1. stems, names: as `counts` gives them."""
    shared = [value for found in (stems, names) for value in _of_counts(*found)]
    return [sense, sense**2, *shared, float(names[1] > 0 and names[2] > 0 and names[0] == 0)]


def counts(one: frozenset[str], other: frozenset[str]) -> Counts:
    """How much two sets share, and the sizes of both."""
    return len(one & other), len(one), len(other)


def _of_counts(both: int, one: int, other: int) -> tuple[float, float]:
    """What two sets share: of all they have (Jaccard), and of what the smaller one has."""
    return both / max(one + other - both, 1), both / max(min(one, other), 1)


def _places(said: Said, row: int, first: int) -> dict[str, Any]:
    """Where the two stand in the article: one in the other, near each other, one taking the other up."""
    before, numbers = slice(first, row), np.arange(first, row)
    overlap = _overlap(said, before, row)
    around = (said.above[row] == numbers) | (said.above[before] == row)
    distance, paragraphs = row - numbers, said.paragraph[row] - said.paragraph[before]
    same = said.speaker[before] == said.speaker[row]
    anaphor = np.full(row - first, float(said.anaphoric[row]))
    lengths = np.array([len(said.tokens[i]) for i in numbers])
    return {
        "same_head": (said.heads[before] == said.heads[row]) & (said.heads[before] != ""),
        "around": around,
        "around_covered": around * overlap,
        "overlap": overlap,
        "same_speaker": same,
        "same_paragraph": paragraphs == 0,
        "paragraph_before": paragraphs == 1,
        "near": 1 / np.sqrt(distance),
        "next": distance == 1,
        "anaphor": anaphor,
        "anaphor_next": anaphor * (distance == 1),
        "anaphor_other_speaker": anaphor * ~same,
        "anaphor_latest": anaphor * _latest(~same),
        "anaphor_same_paragraph": anaphor * (paragraphs == 0),
        "length": np.full(row - first, min(len(said.tokens[row]), _LONG) / _LONG),
        "length_earlier": np.minimum(lengths, _LONG) / _LONG,
        "place": np.full(row - first, min(row, _MANY) / _MANY),
    }


def _sides(said: Said, row: int, first: int, sense: Floats, stems_contained: Floats) -> dict[str, Any]:
    """Who stands on which side: stances, opponents, who is named by whom, charges."""
    before, numbers = slice(first, row), np.arange(first, row)
    deny, denied = np.full(row - first, float(said.stance[row] == "deny")), said.stance[before] == "deny"
    against = denied != (said.stance[row] == "deny")
    other = said.speaker[before] != said.speaker[row]
    opponent, latest = _latest(other & against), _latest(other)
    paragraphs = said.paragraph[row] - said.paragraph[before]
    short = np.array([min(len(said.tokens[i]), len(said.tokens[row])) <= _FEW for i in numbers], np.float32)
    names_speaker = np.array([bool(said.who[row] & said.named[i]) for i in numbers])
    return {
        "against": against,
        "against_sense": against * sense,
        "against_contained": against * stems_contained,
        "short": short,
        "short_sense": short * sense,
        "open": (said.stance[before] == "uncertain") | (said.stance[row] == "uncertain"),
        "open_later": np.full(row - first, float(said.stance[row] == "uncertain")),
        "deny": deny,
        "deny_earlier": denied,
        "deny_both": deny * denied,
        "latest_opponent": opponent,
        "latest_opponent_deny": opponent * deny,
        "latest_other": latest,
        "latest_other_deny": latest * deny,
        "same_paragraph_deny": deny * (paragraphs == 0),
        "paragraph_before_deny": deny * (paragraphs == 1),
        "first": numbers == 0,
        "first_deny": (numbers == 0) * deny,
        "names_speaker": names_speaker,
        "names_speaker_deny": names_speaker * deny,
        "names_earlier_speaker": np.array([bool(said.who[i] & said.named[row]) for i in numbers]),
        "charge": said.charges[before],
        "charge_deny": said.charges[before] * deny,
    }


def _latest(chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The last of those chosen alone."""
    found = np.zeros_like(chosen)
    found[np.flatnonzero(chosen)[-1:]] = True
    return found


def _overlap(said: Said, before: slice, row: int) -> Floats:
    """How much of the longer content is the shorter one's too, by tokens from first to last."""
    low, high = np.maximum(said.start[before], said.start[row]), np.minimum(said.end[before], said.end[row])
    longest = np.maximum(said.end[before] - said.start[before], said.end[row] - said.start[row])
    return (np.clip(high - low, 0, None) / np.maximum(longest, 1)).astype(np.float32)
