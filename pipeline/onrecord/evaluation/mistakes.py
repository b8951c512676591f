"""What was missed, made up or told wrongly, in its context."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from onrecord.evaluation.matching import match, overlap
from onrecord.evaluation.quotes import said, same_quotes
from onrecord.records import Date, Entity, Quantity, Quote, Record, Span

AROUND = 40
"""Characters that are shown on either side."""


class Mistake(BaseModel):
    """One mistake. gold, found: what either side says, empty where it says nothing; context: the words around."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    article: str
    layer: str
    sort: Literal["missed", "false", "wrong"]
    start: int
    gold: str
    found: str
    context: str


def mistakes(gold: Record, found: Record) -> Iterator[Mistake]:
    """Those of one article, layer by layer, in the order of the text."""
    yield from _of_spans(gold, "entities", gold.entities, found.entities, _entity)
    yield from _of_spans(gold, "quantities", gold.quantities, found.quantities, _quantity)
    yield from _of_spans(gold, "dates", gold.dates, found.dates, _date)
    yield from _of_quotes(gold, found)


def _of_spans(
    record: Record, layer: str, gold: Sequence[Span], found: Sequence[Span], shown: Callable[..., str]
) -> Iterator[Mistake]:
    pairs = match(gold, found, overlap, lambda span: (span.start, span.end))
    partners = {id(g): f for g, f in pairs}
    taken = {id(f) for _, f in pairs}
    told: list[Mistake] = []
    for g in gold:
        f = partners.get(id(g))
        if f is None:
            told.append(_mistake(record, layer, "missed", g, shown(g), ""))
        elif shown(g) != shown(f):
            told.append(_mistake(record, layer, "wrong", g, shown(g), shown(f)))
    told += [_mistake(record, layer, "false", f, "", shown(f)) for f in found if id(f) not in taken]
    yield from sorted(told, key=lambda mistake: mistake.start)


def _of_quotes(gold: Record, found: Record) -> Iterator[Mistake]:
    wanted, guessed = said(gold), said(found)
    pairs = same_quotes(wanted, guessed)
    partners = {g.quote.id: f for g, f in pairs}
    taken = {f.quote.id for _, f in pairs}
    told: list[Mistake] = []
    for g in wanted:
        span, f = g.quote.content[0], partners.get(g.quote.id)
        if f is None:
            told.append(_mistake(gold, "quotes", "missed", span, _quote(g.quote), ""))
            continue
        if g.speaker and not g.speaker & f.speaker:
            names = [s.actor.name if s.actor else "nobody" for s in (g, f)]
            told.append(_mistake(gold, "speakers", "wrong", span, *names))
        if g.quote.stance != f.quote.stance:
            told.append(_mistake(gold, "stance", "wrong", span, g.quote.stance, f.quote.stance))
        if (g.content, g.cue, g.source) != (f.content, f.cue, f.source):
            told.append(_mistake(gold, "quotes", "wrong", span, _quote(g.quote), _quote(f.quote)))
    left = [f.quote for f in guessed if f.quote.id not in taken]
    told += [_mistake(gold, "quotes", "false", quote.content[0], "", _quote(quote)) for quote in left]
    yield from sorted(told, key=lambda mistake: mistake.start)


def _mistake(
    record: Record, layer: str, sort: Literal["missed", "false", "wrong"], span: Span, gold: str, found: str
) -> Mistake:
    return Mistake(
        article=record.id,
        layer=layer,
        sort=sort,
        start=span.start,
        gold=gold,
        found=found,
        context=_context(record.text, span),
    )


def _context(text: str | None, span: Span) -> str:
    if text is None:
        return span.text
    begin, end = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    words = f"{text[begin : span.start]}⟦{text[span.start : span.end]}⟧{text[span.end : end]}"
    return " ".join(f"{'…' if begin else ''}{words}{'…' if end < len(text) else ''}".split())


def _entity(entity: Entity) -> str:
    return f"{entity.text} [{entity.label}]"


def _quantity(quantity: Quantity) -> str:
    bounds = f"{quantity.low}–{quantity.high}" if quantity.low != quantity.high else f"{quantity.value}"
    return f"{quantity.text} [{quantity.kind} {bounds} {quantity.unit}, {quantity.modifier}]"


def _date(date: Date) -> str:
    return f"{date.text} [{date.type} {date.value}, {date.from_}–{date.to}, {date.modifier}]"


def _quote(quote: Quote) -> str:
    source, cue = (part.text if part else "–" for part in (quote.source, quote.cue))
    return f"{source} | {cue} | {' … '.join(part.text for part in quote.content)}"
