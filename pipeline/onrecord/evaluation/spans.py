"""Counts for names, quantities and dates: items with a span and properties."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from onrecord.evaluation.counts import Count, Key
from onrecord.evaluation.matching import match, overlap
from onrecord.evaluation.tally import Tally
from onrecord.records import Date, Quantity, Record, Span

Item = TypeVar("Item", bound=Span)


def entity_counts(gold: Record, found: Record) -> Iterator[Count]:
    """strict: span and label. span: the span alone. relaxed: spans that overlap, with the same label."""
    sides = gold.entities, found.entities
    yield from _same("entities", "strict", *sides, lambda e: (e.start, e.end, e.label), label=lambda e: e.label)
    yield from _same("entities", "span", *sides, lambda e: (e.start, e.end))
    yield from _overlapping("entities", "relaxed", *sides, lambda e: e.label)


def quantity_counts(gold: Record, found: Record) -> Iterator[Count]:
    """span; + value (value, low and high); + unit (kind and unit); + modifier: each asks for the ones before too.

    relaxed: spans that overlap, with the same value and unit.
    """
    sides = gold.quantities, found.quantities
    asked: list[Callable[[Quantity], Hashable]] = [
        lambda q: (q.start, q.end),
        lambda q: tuple(map(_rounded, (q.value, q.low, q.high))),
        lambda q: (q.kind, q.unit),
        lambda q: q.modifier,
    ]
    for name, key in _growing(("span", "+ value", "+ unit", "+ modifier"), asked):
        yield from _same("quantities", name, *sides, key, label=lambda q: q.kind)
    yield from _overlapping("quantities", "relaxed", *sides, lambda q: (_rounded(q.value), q.unit))


def date_counts(gold: Record, found: Record) -> Iterator[Count]:
    """span; + type; + value; + from and to: each asks for the ones before too.

    relaxed: spans that overlap; relaxed + value: with the same value too (as in TempEval-3, UzZaman et al. 2013).
    """
    sides = gold.dates, found.dates
    asked: list[Callable[[Date], Hashable]] = [
        lambda d: (d.start, d.end),
        lambda d: d.type,
        lambda d: d.value,
        lambda d: (d.from_, d.to),
    ]
    for name, key in _growing(("span", "+ type", "+ value", "+ from, to"), asked):
        yield from _same("dates", name, *sides, key, label=lambda d: d.type)
    yield from _overlapping("dates", "relaxed", *sides, lambda d: None)
    yield from _overlapping("dates", "relaxed + value", *sides, lambda d: d.value)


def _growing(
    names: Sequence[str], asked: Sequence[Callable[[Item], Hashable]]
) -> Iterator[tuple[str, Callable[[Item], Hashable]]]:
    for n, name in enumerate(names, start=1):
        yield name, lambda item, n=n: tuple(ask(item) for ask in asked[:n])  # type: ignore[misc]


def _same(
    layer: str,
    measure: str,
    gold: Sequence[Item],
    found: Sequence[Item],
    key: Callable[[Item], Hashable],
    label: Callable[[Item], str] | None = None,
) -> Iterator[Count]:
    """Items that are the same by a key; with a label, by label as well."""
    wanted, guessed = Counter(map(key, gold)), Counter(map(key, found))
    both = wanted & guessed
    yield Key(layer, measure), Tally.of(both.total(), guessed.total(), wanted.total())
    if label is None:
        return
    for name in sorted({label(item) for item in (*gold, *found)}):
        of_gold = Counter(key(item) for item in gold if label(item) == name)
        of_found = Counter(key(item) for item in found if label(item) == name)
        tally = Tally((of_found & both).total(), of_found.total(), (of_gold & both).total(), of_gold.total())
        yield Key(layer, measure, "label", name), tally


def _overlapping(
    layer: str, measure: str, gold: Sequence[Item], found: Sequence[Item], key: Callable[[Item], Hashable]
) -> Iterator[Count]:
    def score(one: Item, other: Item) -> float:
        return overlap(one, other) if key(one) == key(other) else 0.0

    pairs = match(gold, found, score, lambda item: (item.start, item.end))
    yield Key(layer, measure), Tally.of(len(pairs), len(found), len(gold))


def _rounded(value: float | None) -> float | None:
    """Of a number below one three decimals count, as the annotation rules write a third; of others nine digits."""
    if value is None or value == 0:
        return value
    return round(value, 3 if abs(value) < 1 else 8 - math.floor(math.log10(abs(value))))
