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

from onrecord.errors import RecordError
from onrecord.formats.assembly import assemble, quote, span
from onrecord.records import Record, Span


def write(records: Iterable[Record], path: Path) -> None:
    """Write one row an article. Raises RecordError if a record has no text."""
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            if record.text is None:
                raise RecordError(f"the record of {record.id!r} was written without its text, which PolNeAR needs")
            outer = [_attribution(item) for item in record.quotes if item.parent is None]
            row = {"id": record.id, "date": record.date, "text": record.text, "attributions": outer}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _attribution(item: Any) -> dict[str, Any]:
    def offsets(parts: list[Span | None]) -> list[list[int]]:
        return [[part.start, part.end] for part in parts if part is not None]

    parts = {"source": [item.source], "cue": [item.cue], "content": item.content}
    return {"id": item.id, **{role: offsets(found) for role, found in parts.items()}}


def read(path: Path) -> Iterator[Record]:
    """The articles of a file (.jsonl or .jsonl.gz). Raises RecordError, naming the line, where one is not PolNeAR's."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            try:
                yield _record(json.loads(line))
            except (KeyError, TypeError, ValueError) as error:
                raise RecordError(f"{path}, line {number} is not PolNeAR's: {type(error).__name__}: {error}") from error


def _record(row: dict[str, Any]) -> Record:
    text = row["text"]

    def whole(parts: list[list[int]]) -> dict[str, Any] | None:
        return span(text, parts[0][0], parts[-1][1]) if parts else None

    quotes = [
        {"id": a["id"], **quote([span(text, *part) for part in a["content"]], whole(a["source"]), whole(a["cue"]))}
        for a in row["attributions"]
        if a["content"]
    ]
    return assemble(row["id"], text, quotes=quotes, date=row.get("date"))
