"""Names, quantities and dates."""

import pytest

from onrecord.evaluation.counts import Key
from onrecord.evaluation.spans import date_counts, entity_counts, quantity_counts
from onrecord.evaluation.tally import Tally
from tests.unit.evaluation.records import date, entity, quantity, record


def test_names() -> None:
    gold = record(entities=[entity((0, 1)), entity((2, 4), "ORG"), entity((6, 7), "GPE"), entity((9, 10), "GPE")])
    found = record(entities=[entity((0, 1)), entity((2, 3), "ORG"), entity((6, 7), "LOC")])
    counts = dict(entity_counts(gold, found))
    assert counts[Key("entities", "strict")] == Tally.of(1, 3, 4)
    assert counts[Key("entities", "span")] == Tally.of(2, 3, 4)
    assert counts[Key("entities", "relaxed")] == Tally.of(2, 3, 4)
    assert counts[Key("entities", "strict", "label", "GPE")] == Tally.of(0, 0, 2)
    assert counts[Key("entities", "strict", "label", "LOC")] == Tally.of(0, 1, 0)


def test_a_long_span_covers_one_name_only() -> None:
    gold = record(entities=[entity((0, 1)), entity((1, 2)), entity((2, 3))])
    found = record(entities=[entity((0, 3))])
    assert dict(entity_counts(gold, found))[Key("entities", "relaxed")] == Tally.of(1, 1, 3)


def test_quantities_ask_for_more_step_by_step() -> None:
    gold = record(quantities=[quantity((n, n + 1)) for n in range(0, 10, 2)])
    found = record(
        quantities=[
            quantity((0, 1)),
            quantity((2, 3), modifier="at_least"),
            quantity((4, 5), unit="boat"),
            quantity((6, 7), value=2),
            quantity((8, 10)),
        ]
    )
    counts = dict(quantity_counts(gold, found))
    right = {name: counts[Key("quantities", name)].right_found for name in ("span", "+ value", "+ unit", "+ modifier")}
    assert right == {"span": 4, "+ value": 3, "+ unit": 2, "+ modifier": 1}
    assert counts[Key("quantities", "relaxed")] == Tally.of(3, 5, 5)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [(0.333, 1 / 3, True), (3000, 3000.0, True), (3012, 3010, False), (1.5, 1.51, False), (0, 0.0, True)],
)
def test_values_that_are_one(one: float, other: float, same: bool) -> None:
    counts = dict(quantity_counts(*(record(quantities=[quantity((0, 1), value)]) for value in (one, other))))
    assert counts[Key("quantities", "+ value")].f1 == same


def test_dates() -> None:
    gold = record(dates=[date((n, n + 1), day="2024-10-22") for n in range(0, 10, 2)])
    found = record(
        dates=[
            date((0, 1), day="2024-10-22"),
            date((2, 3)),
            date((4, 5), value="2024", day="2024-10-22"),
            date((6, 7), type="TIME"),
            date((8, 10), day="2024-10-22"),
        ]
    )
    counts = dict(date_counts(gold, found))
    right = {key.measure: tally.right_found for key, tally in counts.items() if not key.dimension}
    assert right == {"span": 4, "+ type": 3, "+ value": 2, "+ from, to": 1, "relaxed": 5, "relaxed + value": 4}
