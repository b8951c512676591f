"""The rules that tie the parts of a record together, which types alone cannot say.

1. A span is not empty, has no white space at its edges, and is `text[start:end]`.
2. Ids count up from 1, layer by layer (T, E, N, D, Q, C). Names, quantities, dates and quotes stand in the order of the
   text, and names do not overlap.
3. Every reference resolves; the chain of parents of a quote ends.
4. A quote has a claim if and only if its stance is not "none", and the claim lists it; a claim's speakers are those of
   its quotes, by their stance.
5. `low` is not above `high`, `from` not after `to`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.records import Actor, Claim, Date, Entity, Quantity, Quote, Record, Span


def broken_rules(record: Record) -> list[str]:
    """One message for each place where a record breaks a rule; an empty list if it keeps them all."""
    return [
        *(fault for name, span in _spans(record) if (fault := _span_fault(name, span, record.text))),
        *_ids(record),
        *_order(record),
        *_references(record),
        *_claims(record),
        *_bounds(record),
    ]


def _spans(record: Record) -> Iterator[tuple[str, Span]]:
    for layer in (record.entities, record.quantities, record.dates):
        for span in layer:
            yield span.id, span
    for quote in record.quotes:
        for part in (*quote.content, quote.cue, quote.source):
            if part is not None:
                yield quote.id, part


def _span_fault(name: str, span: Span, text: str | None) -> str | None:
    where = f"{name} [{span.start}:{span.end}]"
    if span.text != span.text.strip():
        return f"{where} starts or ends with white space"
    if text is not None and text[span.start : span.end] != span.text:
        return f"{where} is {text[span.start : span.end]!r} in the text, not {span.text!r}"
    if len(span.text) != span.end - span.start:
        return f"{where} has a text of {len(span.text)} characters"
    return None


def _ids(record: Record) -> Iterator[str]:
    layers: tuple[tuple[str, Sequence[Entity | Actor | Quantity | Date | Quote | Claim]], ...] = (
        ("T", record.entities),
        ("E", record.actors),
        ("N", record.quantities),
        ("D", record.dates),
        ("Q", record.quotes),
        ("C", record.claims),
    )
    for letter, layer in layers:
        for number, item in enumerate(layer, start=1):
            if item.id != f"{letter}{number}":
                yield f"{item.id} stands where {letter}{number} belongs"
                break


def _order(record: Record) -> Iterator[str]:
    for before, after in pairwise(record.entities):
        if after.start < before.end:
            yield f"{after.id} starts before {before.id} ends"
    starts = [[(q.id, q.start) for q in record.quantities], [(d.id, d.start) for d in record.dates]]
    for layer in (*starts, [(q.id, q.content[0].start) for q in record.quotes]):
        for (first, start), (second, next_start) in pairwise(layer):
            if next_start < start:
                yield f"{second} starts before {first}"


def _references(record: Record) -> Iterator[str]:
    quotes = {quote.id: quote for quote in record.quotes}
    known = {item.id for layer in (record.actors, record.quantities, record.dates, record.claims) for item in layer}
    known |= quotes.keys()

    def dangling(owner: str, letter: str, references: Iterable[str | None]) -> Iterator[str]:
        for reference in references:
            if reference is not None and not (reference.startswith(letter) and reference in known):
                yield f"{owner} refers to {reference!r}, which is none of the record's {letter}…"

    for entity in record.entities:
        yield from dangling(entity.id, "E", [entity.ref])
    for quote in record.quotes:
        yield from dangling(quote.id, "E", [quote.speaker])
        yield from dangling(quote.id, "Q", [quote.parent])
        yield from dangling(quote.id, "C", [quote.claim])
        yield from dangling(quote.id, "N", quote.quantities)
        yield from dangling(quote.id, "D", quote.dates)
        if _parents_turn_in_a_ring(quote, quotes):
            yield f"{quote.id} is its own ancestor"
    for claim in record.claims:
        yield from dangling(claim.id, "E", [*claim.confirmed_by, *claim.denied_by, *claim.uncertain])
        yield from dangling(claim.id, "Q", claim.quotes)
        yield from dangling(claim.id, "N", claim.quantities)
        yield from dangling(claim.id, "D", claim.dates)


def _parents_turn_in_a_ring(quote: Quote, quotes: dict[str, Quote]) -> bool:
    seen = {quote.id}
    while (parent := quotes.get(quote.parent or "")) is not None:
        if parent.id in seen:
            return True
        seen.add(parent.id)
        quote = parent
    return False


def _claims(record: Record) -> Iterator[str]:
    for quote in record.quotes:
        if (quote.claim is None) != (quote.stance == "none"):
            yield f"{quote.id} has stance {quote.stance!r} and claim {quote.claim!r}: all but 'none' make a claim"
    by_claim: dict[str, list[Quote]] = {}
    for quote in record.quotes:
        by_claim.setdefault(quote.claim or "", []).append(quote)
    for claim in record.claims:
        quotes = by_claim.get(claim.id, [])
        if {quote.id for quote in quotes} != set(claim.quotes):
            yield f"{claim.id} does not list the quotes that make it"
        lists = (("confirm", claim.confirmed_by), ("deny", claim.denied_by), ("uncertain", claim.uncertain))
        for stance, listed in lists:
            if set(listed) != {quote.speaker for quote in quotes if quote.stance == stance} - {None}:
                yield f"{claim.id} does not list the speakers of its quotes of stance {stance!r}"


def _bounds(record: Record) -> Iterator[str]:
    for quantity in record.quantities:
        if quantity.low is not None and quantity.high is not None and quantity.low > quantity.high:
            yield f"{quantity.id} has low {quantity.low} above high {quantity.high}"
    for date in record.dates:
        if date.from_ is not None and date.to is not None and date.from_ > date.to:
            yield f"{date.id} runs from {date.from_} to {date.to}"
