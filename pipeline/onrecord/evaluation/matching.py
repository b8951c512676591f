r"""Which item of the prediction stands for which item of gold: one to one, and the same whichever comes first.

Words are runs of `\w+`, known by the offset of their first character, so that quotation marks and commas at the edges
of a span do not count (as CofeNet counts them) and no article text is needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from onrecord.records import Span

Item = TypeVar("Item")
Words = frozenset[int]
_WORD = re.compile(r"\w+")


def words(spans: Iterable[Span]) -> Words:
    """The words of spans; of one that holds none ("?!"), its first character."""
    found: set[int] = set()
    for span in spans:
        found.update([span.start + word.start() for word in _WORD.finditer(span.text)] or [span.start])
    return frozenset(found)


def word_f1(one: Words, other: Words) -> float:
    """F1 of two sets of words, from 0 to 1; 0 if both are empty."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def overlap(one: Span, other: Span) -> float:
    """Characters that two spans share, over those that either has (Jaccard's index)."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start))


def match(
    gold: Sequence[Item],
    found: Sequence[Item],
    score: Callable[[Item, Item], float],
    place: Callable[[Item], tuple[int, int]],
) -> list[tuple[Item, Item]]:
    """Pairs of gold and found items, each in one pair at most, the best scores first.

    score: symmetric; a pair that scores 0 is none.
    place: start and end of an item, which decide between equal scores: the pair that stands first in the text.
    """
    scored: list[tuple[float, list[tuple[int, int]], int, int]] = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            if (value := score(g, f)) > 0:
                scored.append((-value, sorted((place(g), place(f))), i, j))
    taken_gold, taken_found, pairs = set(), set(), []
    for _, _, i, j in sorted(scored):
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            pairs.append((gold[i], found[j]))
    return pairs
