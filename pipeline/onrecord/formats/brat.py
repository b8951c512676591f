r"""brat standoff: for each article NAME.txt and NAME.ann.

Names, quantities and dates are text-bound annotations (`T`); a quote is an event (`E`) whose trigger is its content, a
span in several parts if need be, with the arguments Cue, Source and Parent; kind, stance, modifiers and the like are
attributes (`A`), values are notes (`#`). Speakers are named in a note. brat has no place for claims, nor for actors
beyond their names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from onrecord.errors import RecordError
from onrecord.formats.assembly import assemble, quote, span
from onrecord.formats.files import file_name, id_of, place, text_of
from onrecord.layers import ENTITY_LABELS
from onrecord.records import Record, Span

SUFFIX = ".ann"
VALUES = {"Quantity": ("value", "low", "high", "unit"), "Date": ("value", "from", "to")}
"""What of a quantity and a date stands in a note."""
ATTRIBUTES = {"Quantity": ("kind", "modifier"), "Date": ("type", "modifier"), "Quote": ("kind", "stance")}
LABELS = (*ENTITY_LABELS, "Quantity", "Date", "Quote", "Cue", "Source")
Told = Mapping[str, dict[str, Any]]
_TEXT_BOUND = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")


def write(records: Iterable[Record], folder: Path) -> None:
    """Write each record's text and annotation. Raises RecordError if a record has no text."""
    folder.mkdir(parents=True, exist_ok=True)
    for record in records:
        name = file_name(record.id)
        (folder / f"{name}.txt").write_bytes(text_of(record, "brat").encode("utf-8"))
        (folder / f"{name}{SUFFIX}").write_bytes("".join(f"{line}\n" for line in _lines(record)).encode("utf-8"))


def _lines(record: Record) -> Iterator[str]:
    numbers = dict.fromkeys("TA#", 0)

    def number(letter: str) -> str:
        numbers[letter] += 1
        return f"{letter}{numbers[letter]}"

    def bound(label: str, spans: list[Span]) -> tuple[str, str]:
        name, places = number("T"), ";".join(f"{s.start} {s.end}" for s in spans)
        return name, f"{name}\t{label} {places}\t{' '.join(' '.join(s.text.split()) for s in spans)}"

    def told(label: str, name: str, item: dict[str, Any]) -> Iterator[str]:
        for field in ATTRIBUTES[label]:
            if item[field] is not None:
                yield f"{number('A')}\t{field.capitalize()} {name} {item[field]}"
        if label in VALUES:
            note = {field: item[field] for field in VALUES[label]}
            yield f"{number('#')}\tAnnotatorNotes {name}\t{json.dumps(note)}"

    for entity in record.entities:
        yield bound(entity.label, [entity])[1]
    for label, layer in (("Quantity", record.quantities), ("Date", record.dates)):
        for item in layer:
            name, line = bound(label, [item])
            yield line
            yield from told(label, name, item.model_dump(by_alias=True))
    actors = {actor.id: actor.name for actor in record.actors}
    for said in record.quotes:
        event = said.id.replace("Q", "E")
        trigger, line = bound("Quote", said.content)
        yield line
        arguments = [f"Quote:{trigger}"]
        for role, part in (("Cue", said.cue), ("Source", said.source)):
            if part is not None:
                name, line = bound(role, [part])
                yield line
                arguments.append(f"{role}:{name}")
        if said.parent:
            arguments.append(f"Parent:{said.parent.replace('Q', 'E')}")
        yield f"{event}\t{' '.join(arguments)}"
        yield from told("Quote", event, said.model_dump())
        if said.speaker:
            note = json.dumps({"speaker": actors[said.speaker]})
            yield f"{number('#')}\tAnnotatorNotes {event}\t{note}"


def read(folder: Path) -> Iterator[Record]:
    """The annotated texts of a folder. Raises RecordError, naming file and line, where one is not brat's."""
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        with place(path, "brat's"):
            text = path.with_suffix(".txt").read_bytes().decode("utf-8")
            lines = path.read_bytes().decode("utf-8").replace("\r\n", "\n").split("\n")
        yield _record(path, text, lines)


def _record(path: Path, text: str, lines: list[str]) -> Record:
    spans: dict[str, tuple[str, list[dict[str, Any]]]] = {}
    events: dict[str, dict[str, str]] = {}
    told: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(lines, start=1):
        with place(f"{path}, line {number}", "brat's"):
            if line.startswith("T"):
                name, label, parts = _bound(line, text)
                spans[name] = label, parts
            elif line.startswith("E"):
                name, arguments = line.split("\t")
                events[name] = dict(argument.split(":") for argument in arguments.split())
            elif line.startswith(("A", "M")):
                field, name, *value = line.split("\t")[1].split(" ")
                told.setdefault(name, {})[field.lower()] = " ".join(value) or True
            elif line.startswith("#"):
                _, target, note = line.split("\t")
                if note.startswith("{"):
                    told.setdefault(target.split(" ")[1], {}).update(json.loads(note))
    with place(path, "brat's"):
        return _assembled(id_of(path), text, spans, events, told)


def _bound(line: str, text: str) -> tuple[str, str, list[dict[str, Any]]]:
    match = _TEXT_BOUND.fullmatch(line)
    if match is None:
        raise ValueError("a text-bound annotation is 'T1<TAB>LABEL START END<TAB>TEXT'")
    if match[2] not in LABELS:
        raise RecordError(f"{match[2]!r} is none of the labels: {', '.join(LABELS)}")
    places = [(int(start), int(end)) for start, end in (part.split() for part in match[3].split(";"))]
    whole = "".join(text[start:end] for start, end in places)
    if "".join(match[4].split()) != "".join(whole.split()):
        raise RecordError(f"{whole!r} stands there in the text, not {match[4]!r}: was the text changed?")
    return match[1], match[2], [span(text, *offsets) for offsets in places]


def _assembled(
    id_: str,
    text: str,
    spans: dict[str, tuple[str, list[dict[str, Any]]]],
    events: dict[str, dict[str, str]],
    told: dict[str, dict[str, Any]],
) -> Record:
    actors: dict[str, dict[str, Any]] = {}
    quotes = []
    for name, arguments in events.items():
        if "Quote" not in arguments:
            continue
        known = {field: value for field, value in told.get(name, {}).items() if field in ("kind", "stance", "speaker")}
        speaker = known.pop("speaker", None)
        if speaker:
            actors.setdefault(speaker, {"id": speaker, "name": speaker, "label": "PERSON", "role": None}
                              | {"country": None, "aliases": []})  # fmt: skip
        roles = {role.lower(): spans[arguments[role]][1][0] for role in ("Source", "Cue") if role in arguments}
        parent = arguments.get("Parent")
        content = spans[arguments["Quote"]][1]
        quotes.append({"id": name, **quote(content, **roles, speaker=speaker, parent=parent, **known)})
    found = {label: _of(label, spans, told) for label in ("Quantity", "Date")}
    names = [{**parts[0], "label": label} for label, parts in spans.values() if label in ENTITY_LABELS]
    figures = {"quantities": found["Quantity"], "dates": found["Date"]}
    return assemble(id_, text, entities=names, actors=actors.values(), quotes=quotes, **figures)


def _of(label: str, spans: Mapping[str, tuple[str, list[dict[str, Any]]]], told: Told) -> list[dict[str, Any]]:
    empty = dict.fromkeys((*ATTRIBUTES[label], *VALUES[label]))
    return [{**parts[0], **empty, **told.get(name, {})} for name, (kind, parts) in spans.items() if kind == label]
