"""Label Studio's JSON: a list of tasks, {"data": {"id", "text", "date"}, "annotations": [{"result": […]}]}.

Spans are labels (names by their label, Quantity, Date, Content, Cue, Source); a relation joins the parts of a quote to
its first content span ("content", "cue", "source", "parent"). What has no place of its own (values, stance, speaker)
stands in the `meta` of a span, which Label Studio keeps. Claims and what is known of actors beyond names are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.errors import RecordError
from onrecord.formats.assembly import assemble, quote, span
from onrecord.formats.files import place, text_of
from onrecord.layers import ENTITY_LABELS
from onrecord.records import Record, Span

QUANTITY = ("kind", "value", "low", "high", "modifier", "unit")
PARTS = ("Content", "Cue", "Source")
LABELS = (*ENTITY_LABELS, "Quantity", "Date", *PARTS)
DATE = ("type", "value", "from", "to", "modifier")


def write(records: Iterable[Record], path: Path) -> None:
    """Write the tasks as one file. Raises RecordError if a record has no text."""
    path.write_text(json.dumps([_task(record) for record in records], ensure_ascii=False, indent=1), "utf-8")


def _task(record: Record) -> dict[str, Any]:
    data = {"id": record.id, "text": text_of(record, "Label Studio"), "date": record.date}
    return {"data": data, "annotations": [{"result": [*_spans(record), *_relations(record)]}]}


def _spans(record: Record) -> Iterator[dict[str, Any]]:
    names = {actor.id: actor.name for actor in record.actors}
    for entity in record.entities:
        yield _span(entity.id, entity.label, entity)
    for label, layer, fields in (("Quantity", record.quantities, QUANTITY), ("Date", record.dates, DATE)):
        for item in layer:
            values = item.model_dump(by_alias=True)
            yield _span(item.id, label, item, {field: values[field] for field in fields})
    for said in record.quotes:
        told = {"kind": said.kind, "stance": said.stance, "speaker": names.get(said.speaker or "")}
        for number, part in enumerate(said.content):
            yield _span(_part(said.id, number), "Content", part, told if number == 0 else None)
        for label, one in (("Cue", said.cue), ("Source", said.source)):
            if one is not None:
                yield _span(f"{said.id}.{label.lower()}", label, one)


def _part(quote_id: str, number: int) -> str:
    return f"{quote_id}.{number}" if number else quote_id


def _span(id_: str, label: str, part: Span, meta: dict[str, Any] | None = None) -> dict[str, Any]:
    value = {"start": part.start, "end": part.end, "text": part.text, "labels": [label]}
    where = {"id": id_, "type": "labels", "from_name": "label", "to_name": "text", "value": value}
    return {**where, "meta": {"text": [json.dumps(meta, ensure_ascii=False)]}} if meta else where


def _relations(record: Record) -> Iterator[dict[str, Any]]:
    for said in record.quotes:
        ends = [(_part(said.id, number), "content") for number in range(1, len(said.content))]
        ends += [(f"{said.id}.{role}", role) for role in ("cue", "source") if getattr(said, role)]
        ends += [(said.parent, "parent")] if said.parent else []
        for end, label in ends:
            yield {"type": "relation", "from_id": said.id, "to_id": end, "direction": "right", "labels": [label]}


def read(path: Path) -> Iterator[Record]:
    """The tasks of a file, each by its first annotation; those without one are left out.

    Raises RecordError, naming the task, where the file is not Label Studio's.
    """
    with place(path, "Label Studio's"):
        tasks = json.loads(path.read_bytes().decode("utf-8"))
        if not isinstance(tasks, list):
            raise ValueError("it is a list of tasks")
    for number, task in enumerate(tasks, start=1):
        with place(f"{path}, task {number}", "Label Studio's"):
            made = _record(task, f"{path.stem}:{number}") if task["annotations"] else None
        if made is not None:
            yield made


def _record(task: dict[str, Any], unnamed: str) -> Record:
    text, result = task["data"]["text"], task["annotations"][0]["result"]
    spans = {item["id"]: item for item in result if item["type"] == "labels"}
    parts = {id_: _place(text, item["value"]) for id_, item in spans.items()}
    joined: dict[str, dict[str, list[str]]] = {}
    for item in result:
        if item["type"] == "relation" and item.get("labels"):
            joined.setdefault(item["from_id"], {}).setdefault(item["labels"][0], []).append(item["to_id"])
    later = {end for ends in joined.values() for end in ends.get("content", [])}
    layers: dict[str, list[dict[str, Any]]] = {"entities": [], "quantities": [], "dates": [], "quotes": []}
    actors: dict[str, dict[str, Any]] = {}
    for id_, item in spans.items():
        label, meta = item["value"]["labels"][0], _meta(item)
        if label in ENTITY_LABELS:
            layers["entities"].append({**parts[id_], "label": label})
        elif label == "Quantity":
            layers["quantities"].append({**parts[id_], **dict.fromkeys(QUANTITY), **meta})
        elif label == "Date":
            layers["dates"].append({**parts[id_], **dict.fromkeys(DATE), **meta})
        elif label not in PARTS:
            raise RecordError(f"{label!r} is none of the labels: {', '.join(LABELS)}")
        elif label == "Content" and id_ not in later:
            speaker = meta.get("speaker")
            if speaker:
                actors.setdefault(speaker, _actor(speaker))
            layers["quotes"].append({"id": id_, **_quote(id_, parts, joined.get(id_, {}), meta)})
    known = {"date": task["data"].get("date")}
    return assemble(str(task["data"].get("id") or unnamed), text, actors=actors.values(), **layers, **known)


def _place(text: str, value: dict[str, Any]) -> dict[str, Any]:
    return span(text, value["start"], value["end"], value.get("text"))


def _meta(item: dict[str, Any]) -> dict[str, Any]:
    meta = item.get("meta")
    notes = meta.get("text", []) if isinstance(meta, dict) else []
    return json.loads(notes[0]) if notes and notes[0].startswith("{") else {}


def _actor(name: str) -> dict[str, Any]:
    return {"id": name, "name": name, "label": "PERSON", "role": None, "country": None, "aliases": []}


def _quote(id_: str, parts: dict[str, Any], ends: dict[str, list[str]], meta: dict[str, Any]) -> dict[str, Any]:
    content = [parts[id_], *(parts[end] for end in ends.get("content", []))]
    source, cue = (parts[ends[role][0]] if role in ends else None for role in ("source", "cue"))
    return quote(content, source, cue, parent=ends.get("parent", [None])[0], **meta)
