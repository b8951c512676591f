"""A record as a person reads it in the terminal: names by label, figures, dates, quotes, claims."""

from collections import Counter
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from onrecord.layers import ENTITY_LABELS
from onrecord.records import Date, Quantity, Quote, Record

_LONGEST = 100


def summarise(record: Record) -> RenderableType:
    """Everything that a record holds, as a rich renderable; layers without anything are left out."""
    rows = Table.grid(padding=(0, 2))
    rows.add_column(no_wrap=True)
    rows.add_column()
    for name, content in (*_names(record), *_figures(record), *_quotes(record), *_claims(record)):
        rows.add_row(Text(name, style="bold"), Text(content))
    if record.warnings:
        rows.add_row(Text("warning", style="bold yellow"), Text("\n".join(record.warnings)))
    return Group(Text(_heading(record), style="bold"), rows)


def _heading(record: Record) -> str:
    size = "" if record.text is None else f"{len(record.text.split()):,} words"
    return " · ".join(part for part in (record.id, record.title, record.source, record.date, size) if part)


def _names(record: Record) -> Iterator[tuple[str, str]]:
    for label in ENTITY_LABELS:
        names = Counter(" ".join(entity.text.split()) for entity in record.entities if entity.label == label)
        if names:
            yield label, ", ".join(name if n == 1 else f"{name} ({n})" for name, n in names.most_common())


def _figures(record: Record) -> Iterator[tuple[str, str]]:
    if record.quantities:
        yield "quantities", "\n".join(map(_quantity, record.quantities))
    if record.dates:
        yield "dates", "\n".join(map(_date, record.dates))


def _quantity(quantity: Quantity) -> str:
    meaning = " ".join(str(part) for part in (quantity.modifier, f"{quantity.value:,}", quantity.unit) if part)
    return f"{quantity.text} = {meaning}"


def _date(date: Date) -> str:
    days = f" ({date.from_} to {date.to})" if date.from_ != date.to else ""
    return f"{date.text} = {date.value}{days}"


def _quotes(record: Record) -> Iterator[tuple[str, str]]:
    if record.quotes:
        yield (
            "quotes",
            "\n".join(f"{_who(quote, record)}: {_content(quote)} [{quote.stance}]" for quote in record.quotes),
        )


def _who(quote: Quote, record: Record) -> str:
    speaker = next((actor.name for actor in record.actors if actor.id == quote.speaker), None)
    return speaker or (quote.source.text if quote.source else "someone")


def _content(quote: Quote) -> str:
    words = " … ".join(" ".join(span.text.split()) for span in quote.content)
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def _claims(record: Record) -> Iterator[tuple[str, str]]:
    names = {actor.id: actor.name for actor in record.actors}
    for claim in record.claims:
        sides = (("confirmed by", claim.confirmed_by), ("denied by", claim.denied_by), ("uncertain", claim.uncertain))
        told = "; ".join(f"{side} {', '.join(names[who] for who in found)}" for side, found in sides if found)
        yield claim.id, f"{claim.text} {told}".strip()
