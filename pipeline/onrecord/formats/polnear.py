"""PolNeAR as JSON Lines: {"id", "text", "date", "attributions": [{"id", "source", "cue", "content"}]}.

Source, cue and content are lists of [start, end]. Quotes alone, without those inside others, which PolNeAR does not
mark; a source or cue in several parts is read as the stretch from the first to the last.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.formats.assembly import assemble, quote, span
from onrecord.formats.files import place, text_of
from onrecord.records import Record, Span


def write(records: Iterable[Record], path: Path) -> None:
    """Write one row an article. Raises RecordError if a record has no text."""
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            outer = [_attribution(item) for item in record.quotes if item.parent is None]
            row = {"id": record.id, "date": record.date, "text": text_of(record, "PolNeAR"), "attributions": outer}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _attribution(item: Any) -> dict[str, Any]:
    def offsets(parts: list[Span | None]) -> list[list[int]]:
        return [[part.start, part.end] for part in parts if part is not None]

    parts = {"source": [item.source], "cue": [item.cue], "content": item.content}
    return {"id": item.id, **{role: offsets(found) for role, found in parts.items()}}


def read(path: Path) -> Iterator[Record]:
    """The articles of a file (.jsonl or .jsonl.gz). Raises RecordError, naming the line, where one is not PolNeAR's."""
    with place(path, "PolNeAR's"), gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        lines = file.read().decode("utf-8").split("\n")
    for number, line in enumerate(lines, start=1):
        if line.strip():
            with place(f"{path}, line {number}", "PolNeAR's"):
                made = _record(json.loads(line))
            yield made


def _record(row: dict[str, Any]) -> Record:
    text = row["text"]

    def whole(parts: list[list[int]]) -> dict[str, Any] | None:
        return span(text, parts[0][0], parts[-1][1]) if any(parts) else None

    quotes = [
        {"id": a["id"], **quote([span(text, *part) for part in a["content"]], whole(a["source"]), whole(a["cue"]))}
        for a in row["attributions"]
        if a["content"]
    ]
    return assemble(row["id"], text, quotes=quotes, date=row.get("date"))
