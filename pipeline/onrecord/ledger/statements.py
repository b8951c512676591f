"""From a record to what its claims say, and who says it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from onrecord.claims.lexicon import lexicon
from onrecord.claims.said import STEM
from onrecord.claims.senses import Vector, decoded
from onrecord.records import Actor, Date, Quantity, Quote, Record

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Statement:
    """One source's words about a claim.

    source, label, role, country: of the actor; None where nobody knows who speaks.
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
    starts = [entity.start for entity in record.entities]
    quotes: dict[str, list[Quote]] = {}
    for quote in record.quotes:
        if quote.claim is not None:
            quotes.setdefault(quote.claim, []).append(quote)
    for claim in record.claims:
        said = quotes.get(claim.id, [])
        if said:
            yield Proposition(
                text=claim.text,
                sense=decoded(claim.sense) if claim.sense else None,
                stems=stems(span.text for quote in said for span in quote.content),
                names=frozenset(_names(record, actors, starts, said)),
                statements=[_statement(quote, actors, figures, dates) for quote in said],
            )


def stems(texts: Iterable[str]) -> frozenset[str]:
    """The beginnings of the words of texts that can tell propositions apart."""
    light = lexicon().light
    words = (word.casefold() for text in texts for word in _WORD.findall(text))
    return frozenset(word[:STEM] for word in words if word not in light and (len(word) > 2 or word.isdigit()))


def name_key(actor: Actor | dict[str, Any]) -> str:
    """What an actor counts as across articles: its country if it is a place or a people; a person by the last name."""
    label, name, country = (
        (actor["label"], actor["name"], actor["country"])
        if isinstance(actor, dict)
        else (actor.label, actor.name, actor.country)
    )
    if label in ("GPE", "NORP") and country:
        return str(country)
    return str(name).casefold().split()[-1] if label == "PERSON" else str(name).casefold()


def _statement(
    quote: Quote, actors: dict[str, Actor], figures: dict[str, Quantity], dates: dict[str, Date]
) -> Statement:
    actor = actors.get(quote.speaker or "")
    return Statement(
        source=actor.name if actor else None,
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


def _names(record: Record, actors: dict[str, Actor], starts: list[int], quotes: list[Quote]) -> Iterator[str]:
    """Those named in the contents of quotes. starts: of the record's entities, which stand in order."""
    for span in (span for quote in quotes for span in quote.content):
        for entity in record.entities[bisect_left(starts, span.start) : bisect_left(starts, span.end)]:
            if entity.end <= span.end:
                actor = actors.get(entity.ref or "")
                yield name_key(actor) if actor else entity.text.casefold()
