"""Citron's JSON (BBC), a file an article: {"text", "quotes": [{"cue", "sources", "contents", "confidence", …}]}.

Quotes alone; `coreferences` holds the first mention of the speaker's name, if there is one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.formats.assembly import assemble, quote, span
from onrecord.formats.files import file_name, id_of, place, text_of
from onrecord.records import Record


def write(records: Iterable[Record], folder: Path) -> None:
    """Write a file an article. Raises RecordError if a record has no text."""
    folder.mkdir(parents=True, exist_ok=True)
    for record in records:
        values = {"text": text_of(record, "Citron"), "quotes": [_quote(record, item) for item in record.quotes]}
        path = folder / f"{file_name(record.id)}.json"
        path.write_text(json.dumps(values, ensure_ascii=False, indent=1), "utf-8")


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
        with place(file, "Citron's"):
            values = json.loads(file.read_bytes().decode("utf-8"))
            quotes = [_read(values["text"], item) for item in values["quotes"]]
            made = assemble(id_of(file), values["text"], quotes=[q for q in quotes if q["content"]])
        yield made


def _read(text: str, item: dict[str, Any]) -> dict[str, Any]:
    def parts(given: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [span(text, part["start"], part["end"], part.get("text")) for part in given]

    source, cue = parts(item.get("sources") or []), parts([item["cue"]] if item.get("cue") else [])
    known = {"confidence": item["confidence"]} if item.get("confidence") is not None else {}
    return quote(parts(item["contents"]), source[0] if source else None, cue[0] if cue else None, **known)
