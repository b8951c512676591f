"""The words around a quote with its source, cue and content marked, as the stance network reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.attribution.tags import CONTENT, CUE, OTHER, SOURCE
from onrecord.paragraphs import Ints
from onrecord.stance.words import QuoteWords

VIEW = 256
"""Words that are read with a quote: its paragraph, or of a longer one the part around it."""
AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class View:
    """Quotes that are read together.

    rows: their numbers. tokens: of the words around them. parts: which part of its quote each word is, shape
    (rows, tokens), values as in `onrecord.attribution.tags`.
    """

    rows: list[int]
    tokens: Ints
    parts: Ints


def views(quotes: Sequence[QuoteWords], paragraphs: Sequence[Ints]) -> Iterator[View]:
    """The quotes by the paragraph that their cue stands in; without a cue, that their content starts in."""
    starts = np.array([tokens[0] for tokens in paragraphs], np.int64)
    rows: dict[int, list[int]] = {}
    for row, quote in enumerate(quotes):
        anchor = _anchor(quote)
        if anchor is not None and len(starts):
            rows.setdefault(max(0, int(np.searchsorted(starts, anchor, "right")) - 1), []).append(row)
    for number, found in rows.items():
        tokens = paragraphs[number]
        at_once = AT_ONCE if len(tokens) <= VIEW else 1
        for i in range(0, len(found), at_once):
            group = found[i : i + at_once]
            seen = _around(tokens, _anchor(quotes[group[0]]) or 0)
            yield View(group, seen, np.stack([_parts(quotes[row], seen) for row in group]))


def _anchor(quote: QuoteWords) -> int | None:
    return next(iter([*quote.cue, *quote.content, *quote.source]), None)


def _around(tokens: Ints, anchor: int) -> Ints:
    if len(tokens) <= VIEW:
        return tokens
    begin = min(max(0, int(np.searchsorted(tokens, anchor)) - VIEW // 2), len(tokens) - VIEW)
    return tokens[begin : begin + VIEW]


def _parts(quote: QuoteWords, tokens: Ints) -> Ints:
    parts = np.full(len(tokens), OTHER, np.int64)
    for part, words in ((SOURCE, quote.source), (CONTENT, quote.content), (CUE, quote.cue)):
        parts[np.isin(tokens, words)] = part
    return parts
