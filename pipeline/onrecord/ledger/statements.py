"""From a record to what its claims say, and who says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from onrecord.claims.lexicon import lexicon
from onrecord.claims.senses import Vector, decoded
from onrecord.records import Actor, Date, Quantity, Quote, Record

STEM = 5
"""Letters by which words count as alike, as in `onrecord.claims.said`."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Statement:
    """One source's words about a claim.

    figures, dates: as the record has them, without ids and offsets. digest: the same for a reprint.
    """

    source: str | None
    label: str | None
    role: str | None
    country: str | None
    stance: str
    words: str
    figures: list[dict[str, Any]]
    dates: list[dict[str, Any]]

    @property
    def digest(self) -> bytes:
        """Of source, stance and words, whatever their case and marks."""
        told = " ".join(_WORD.findall(self.words.casefold()))
        return blake2b(f"{(self.source or '').casefold()}\0{self.stance}\0{told}".encode(), digest_size=12).digest()


@dataclass(frozen=True, slots=True)
class Proposition:
    """A claim of one article.

    sense: unit vector for what it means; None where the record has none. stems, names: what its contents speak of.
    """

    text: str
    sense: Vector | None
    stems: frozenset[str]
    names: frozenset[str]
    statements: list[Statement]


def propositions(record: Record) -> Iterator[Proposition]:
    """What each claim of a record says."""
    actors = {actor.id: actor for actor in record.actors}
    figures = {quantity.id: quantity for quantity in record.quantities}
    dates = {date.id: date for date in record.dates}
    for claim in record.claims:
        quotes = [quote for quote in record.quotes if quote.claim == claim.id]
        if quotes:
            yield Proposition(
                text=claim.text,
                sense=decoded(claim.sense) if claim.sense else None,
                stems=_stems(quotes),
                names=_names(record, actors, quotes),
                statements=[_statement(quote, actors, figures, dates) for quote in quotes],
            )


def _statement(
    quote: Quote, actors: dict[str, Actor], figures: dict[str, Quantity], dates: dict[str, Date]
) -> Statement:
    actor = actors.get(quote.speaker or "")
    return Statement(
        source=actor.name if actor else (quote.source.text if quote.source else None),
        label=actor.label if actor else None,
        role=actor.role if actor else None,
        country=actor.country if actor else None,
        stance=quote.stance,
        words=" … ".join(" ".join(span.text.split()) for span in quote.content),
        figures=[_plain(figures[key]) for key in quote.quantities],
        dates=[_plain(dates[key]) for key in quote.dates],
    )


def _plain(item: Quantity | Date) -> dict[str, Any]:
    return item.model_dump(by_alias=True, exclude={"id", "start", "end"})


def _stems(quotes: Iterable[Quote]) -> frozenset[str]:
    light = lexicon().light
    words = (word.casefold() for q in quotes for span in q.content for word in _WORD.findall(span.text))
    return frozenset(word[:STEM] for word in words if word not in light and (len(word) > 2 or word.isdigit()))


def _names(record: Record, actors: dict[str, Actor], quotes: Iterable[Quote]) -> frozenset[str]:
    """Those named in the contents; of places and peoples those of one country are one."""
    spans = [(span.start, span.end) for quote in quotes for span in quote.content]
    found = set()
    for entity in record.entities:
        if any(start <= entity.start and entity.end <= end for start, end in spans):
            actor = actors.get(entity.ref or "")
            is_place = actor is not None and actor.label in ("GPE", "NORP") and actor.country
            found.add(str(actor.country) if actor and is_place else (actor.name if actor else entity.text).casefold())
    return frozenset(found)
