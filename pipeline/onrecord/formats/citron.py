"""Citron's JSON (BBC), a file an article: {"text", "quotes": [{"cue", "sources", "contents", "confidence", …}]}.

Quotes alone; `coreferences` holds a mention of the speaker's name where the source itself is none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.errors import RecordError
from onrecord.formats.assembly import assemble, quote, span
from onrecord.records import Record


def write(records: Iterable[Record], folder: Path) -> None:
    """Write a file an article. Raises RecordError if a record has no text."""
    folder.mkdir(parents=True, exist_ok=True)
    for record in records:
        if record.text is None:
            raise RecordError(f"the record of {record.id!r} was written without its text, which Citron needs")
        name = re.sub(r"[^\w.-]+", "_", record.id)
        values = {"text": record.text, "quotes": [_quote(record, item) for item in record.quotes]}
        (folder / f"{name}.json").write_text(json.dumps(values, ensure_ascii=False, indent=1), "utf-8")


def _quote(record: Record, item: Any) -> dict[str, Any]:
    named = [e for e in record.entities if e.ref == item.speaker is not None]
    told = {
        "id": item.id,
        "cue": _plain(item.cue),
        "sources": [_plain(item.source)] if item.source else [],
        "contents": [_plain(part) for part in item.content],
        "coreferences": [_plain(named[0])] if named else [],
        "confidence": item.confidence,
    }
    return {key: value for key, value in told.items() if value is not None}


def _plain(part: Any) -> dict[str, Any] | None:
    return {"start": part.start, "end": part.end, "text": part.text} if part else None


def read(path: Path) -> Iterator[Record]:
    """The articles of a folder, or of one file. Raises RecordError where a file is not Citron's."""
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        try:
            values = json.loads(file.read_text("utf-8"))
            quotes = [_read(values["text"], item) for item in values["quotes"]]
        except (KeyError, TypeError, ValueError) as error:
            raise RecordError(f"{file} is not Citron's: {type(error).__name__}: {error}") from error
        yield assemble(file.stem, values["text"], quotes=[q for q in quotes if q["content"]])


def _read(text: str, item: dict[str, Any]) -> dict[str, Any]:
    def parts(given: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [span(text, part["start"], part["end"]) for part in given]

    source, cue = parts(item.get("sources") or []), parts([item["cue"]] if item.get("cue") else [])
    known = {"confidence": item["confidence"]} if item.get("confidence") is not None else {}
    return quote(parts(item["contents"]), source[0] if source else None, cue[0] if cue else None, **known)
