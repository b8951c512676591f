"""Scores of clusterings: B³, LEA and pairwise links, with items that only one side has counted against it.

B³: Bagga & Baldwin 1998, as Cai & Strube 2010 extend it to items of one side alone (they count, with no credit). LEA:
Moosavi & Strube 2016. A clustering is item -> cluster.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from typing import Any

from onrecord.evaluation.tally import Tally

Clustering = Mapping[Any, Hashable]


def b_cubed(gold: Clustering, found: Clustering) -> Tally:
    """For each item: the share of its cluster that is also with it in the other clustering."""
    together = Counter((gold[item], found[item]) for item in gold.keys() & found.keys())
    sizes = Counter(gold.values()), Counter(found.values())
    return Tally(
        right_found=sum(n * n / sizes[1][f] for (_, f), n in together.items()),
        found=len(found),
        right_wanted=sum(n * n / sizes[0][g] for (g, _), n in together.items()),
        wanted=len(gold),
    )


def lea(gold: Clustering, found: Clustering) -> Tally:
    """For each cluster, weighed by its size: the share of its links that the other clustering has too.

    A cluster of one item has one link, to itself, which is right if the item is alone in the other clustering as well.
    """
    right_wanted, wanted = _resolved(gold, found)
    right_found, all_found = _resolved(found, gold)
    return Tally(right_found, all_found, right_wanted, wanted)


def links(gold: Clustering, found: Clustering) -> Tally:
    """Pairs of items in one cluster."""
    together = Counter((gold[item], found[item]) for item in gold.keys() & found.keys())
    right = sum(map(_pairs, together.values()))
    return Tally.of(right, *(sum(map(_pairs, Counter(side.values()).values())) for side in (found, gold)))


def _resolved(key: Clustering, response: Clustering) -> tuple[float, float]:
    members: dict[Hashable, list[Hashable]] = defaultdict(list)
    for item, cluster in key.items():
        members[cluster].append(item)
    sizes = Counter(response.values())
    right = 0.0
    for items in members.values():
        if len(items) == 1:
            right += items[0] in response and sizes[response[items[0]]] == 1
        else:
            same = Counter(response[item] for item in items if item in response)
            right += len(items) * sum(map(_pairs, same.values())) / _pairs(len(items))
    return right, len(key)


def _pairs(n: int) -> int:
    return n * (n - 1) // 2
