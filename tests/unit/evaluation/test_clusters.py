"""B³, LEA and links, with the values of hand-made clusterings."""

import pytest

from onrecord.evaluation.clusters import b_cubed, lea, links
from onrecord.evaluation.tally import Tally

GOLD = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2, "f": 3}
SPLIT = {"a": 1, "b": 1, "c": 2, "d": 3, "e": 3, "f": 4}
MERGED = {"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 3}


def rates(tally: Tally) -> list[float]:
    return [rate or 0.0 for rate in (tally.precision, tally.recall)]


def test_b_cubed() -> None:
    # a and b: 2 of 3 in gold's cluster are with them; c: 1 of 3; d, e and f all.
    assert rates(b_cubed(GOLD, SPLIT)) == pytest.approx([1.0, (2 / 3 + 2 / 3 + 1 / 3 + 1 + 1 + 1) / 6])
    # five items with clusters of three and of two: each sees 3 of 5 or 2 of 5 right.
    assert rates(b_cubed(GOLD, MERGED)) == pytest.approx([(3 * 3 / 5 + 2 * 2 / 5 + 1) / 6, 1.0])


def test_b_cubed_counts_items_of_one_side_alone() -> None:
    found = {"a": 1, "b": 1, "x": 1}
    precision, recall = rates(b_cubed(GOLD, found))
    assert precision == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)
    assert recall == pytest.approx((2 / 3 + 2 / 3) / 6)


def test_lea() -> None:
    # of gold's links the one of three (a–b) in the first cluster is kept, the one of two, and the single f.
    assert rates(lea(GOLD, SPLIT)) == pytest.approx(
        [
            (2 * 1 + 1 * 0 + 2 * 1 + 1 * 1) / 6,
            (3 * 1 / 3 + 2 * 1 + 1) / 6,
        ]
    )
    assert rates(lea(GOLD, MERGED))[0] == pytest.approx((5 * 4 / 10 + 1) / 6)


def test_links() -> None:
    assert rates(links(GOLD, SPLIT)) == [1.0, 2 / 4]
    assert rates(links(GOLD, MERGED)) == [4 / 10, 1.0]
    assert links({"a": 1}, {"a": 1}).f1 is None
