"""Records made by hand, of spans over a text that is all letters and blanks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from onrecord.records import Record

TEXT = "".join(f"w{n:02d} " for n in range(60)).strip()
"""Sixty words of three letters, so that word n starts at 4 × n."""

Words = tuple[int, int]
"""The first word of a span and the word after its last."""


def span(words: Words) -> dict[str, Any]:
    """A span from word to word."""
    start, end = 4 * words[0], 4 * words[1] - 1
    return {"start": start, "end": end, "text": TEXT[start:end]}


def entity(words: Words, label: str = "PERSON", ref: str | None = None) -> dict[str, Any]:
    """A name."""
    return {**span(words), "label": label, "ref": ref}


def quantity(words: Words, value: float = 1, unit: str | None = "ship", modifier: str | None = None) -> dict[str, Any]:
    """A count, as stated."""
    return {**span(words), "kind": "count", "value": value, "low": value, "high": value} | {
        "unit": unit,
        "modifier": modifier,
    }


def date(words: Words, value: str = "2024-10-22", type: str = "DATE", day: str | None = None) -> dict[str, Any]:
    """A date of one day."""
    return {**span(words), "type": type, "value": value, "from": day, "to": day, "modifier": None}


def quote(
    *content: Words,
    source: Words | None = None,
    cue: Words | None = None,
    speaker: str | None = None,
    stance: str = "confirm",
    claim: str | None = "C1",
    kind: str = "indirect",
    parent: str | None = None,
) -> dict[str, Any]:
    """A quote."""
    return {
        "kind": kind,
        "content": [span(words) for words in content],
        "cue": span(cue) if cue else None,
        "source": span(source) if source else None,
        "speaker": speaker,
        "parent": parent,
        "stance": stance,
        "claim": None if stance == "none" else claim,
        "quantities": [],
        "dates": [],
    }


def record(
    name: str = "a",
    *,
    entities: Iterable[dict[str, Any]] = (),
    actors: Sequence[str | dict[str, Any]] = (),
    quantities: Iterable[dict[str, Any]] = (),
    dates: Iterable[dict[str, Any]] = (),
    quotes: Iterable[dict[str, Any]] = (),
    text: bool = True,
) -> Record:
    """A record of these items, numbered as they come; actors are names, or fields beside their id.

    The claims are those that the quotes refer to.
    """
    said = [{"id": f"Q{n}", **item} for n, item in enumerate(quotes, 1)]
    return Record.from_json(
        json.dumps(
            {
                "schema": "1.0",
                "id": name,
                "date": None,
                **({"text": TEXT} if text else {}),
                "entities": [{"id": f"T{n}", **item} for n, item in enumerate(entities, 1)],
                "actors": [_actor(n, item) for n, item in enumerate(actors, 1)],
                "quantities": [{"id": f"N{n}", **item} for n, item in enumerate(quantities, 1)],
                "dates": [{"id": f"D{n}", **item} for n, item in enumerate(dates, 1)],
                "quotes": said,
                "claims": [_claim(id_, said) for id_ in sorted({q["claim"] for q in said if q["claim"]}, key=_number)],
            }
        )
    )


def _number(id_: str) -> int:
    return int(id_[1:])


def _actor(number: int, item: str | dict[str, Any]) -> dict[str, Any]:
    given = {"name": item} if isinstance(item, str) else item
    return {"id": f"E{number}", "label": "PERSON", "role": None, "country": None, "aliases": [], **given}


def _claim(id_: str, quotes: list[dict[str, Any]]) -> dict[str, Any]:
    own = [q for q in quotes if q["claim"] == id_]

    def by(stance: str) -> list[str]:
        return sorted({q["speaker"] for q in own if q["stance"] == stance and q["speaker"]}, key=_number)

    return {
        "id": id_,
        "text": "It is so.",
        "confirmed_by": by("confirm"),
        "denied_by": by("deny"),
        "uncertain": by("uncertain"),
        "quotes": [q["id"] for q in own],
        "quantities": [],
        "dates": [],
    }
