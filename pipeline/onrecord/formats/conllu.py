"""CoNLL-U (Universal Dependencies): words with names, figures, dates and the parts of quotes in MISC.

`Name=B-PERSON`, `Quantity=N1`, `Date=D1`, `Quote=Q1:source,Q2:content`. A sentence is a line of the text; white space
other than one blank stands in SpacesAfter, so that the text comes back to the letter. Tags and trees are left empty:
they are the Doc's, not the record's. Values, speakers, stance and claims are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import spacy

from onrecord.conversion import to_doc
from onrecord.errors import RecordError
from onrecord.formats.assembly import assemble, quote
from onrecord.formats.files import place
from onrecord.records import Record

ESCAPES = {" ": "\\s", "\n": "\\n", "\r": "\\r", "\t": "\\t", "|": "\\p", "\\": "\\\\", "\u00a0": "\\u00A0"}
PLACES = {escape: char for char, escape in ESCAPES.items()}


def write(records: Iterable[Record], path: Path) -> None:
    """Write one file. Raises RecordError if a record has no text."""
    nlp = spacy.blank("en")
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            doc, labels = to_doc(record, nlp), _labels(record)
            words = [token for token in doc if not token.is_space]
            file.write(f"# newdoc id = {record.id}\n")
            lead = doc.text[: words[0].idx] if words else doc.text
            if lead:
                file.write(f"# spaces_before = {_escaped(lead)}\n")
            number = 0
            for token, following in zip_longest(words, words[1:]):
                number += 1
                end = token.idx + len(token.text)
                space = doc.text[end : following.idx if following else len(doc.text)]
                misc = sorted(labels.get(token.idx, []))
                misc += [f"SpacesAfter={_escaped(space)}"] if space not in ("", " ") else []
                misc += ["SpaceAfter=No"] if not space else []
                columns = [str(number), token.text, *["_"] * 7, "|".join(misc) or "_"]
                file.write("\t".join(columns) + "\n")
                if "\n" in space or following is None:
                    file.write("\n")
                    number = 0


def _labels(record: Record) -> dict[int, list[str]]:
    """What MISC says of the word that starts at each offset."""
    marks: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    parts: list[tuple[int, int, str, str]] = [(e.start, e.end, "Name", e.label) for e in record.entities]
    parts += [(q.start, q.end, "Quantity", q.id) for q in record.quantities]
    parts += [(d.start, d.end, "Date", d.id) for d in record.dates]
    for item in record.quotes:
        for role, spans in (("content", item.content), ("cue", [item.cue]), ("source", [item.source])):
            found = [s for s in spans if s is not None]
            numbers = [f".{n}" if n else "" for n in range(len(found))]
            parts += [(s.start, s.end, "Quote", f"{item.id}:{role}{n}") for s, n in zip(found, numbers, strict=True)]
    for start, end, layer, value in parts:
        for offset in range(start, end):
            if layer != "Name":
                marks[offset][layer].append(value)
            else:
                marks[offset][layer].append(f"{'B' if offset == start else 'I'}-{value}")
    return {o: [f"{layer}={','.join(values)}" for layer, values in found.items()] for o, found in marks.items()}


def _escaped(space: str) -> str:
    return "".join(ESCAPES.get(char, char) for char in space)


def _unescaped(space: str) -> str:
    for escape, char in sorted(PLACES.items(), key=lambda pair: pair[0] == "\\\\"):
        space = space.replace(escape, char)
    return space


def read(path: Path) -> Iterator[Record]:
    """The articles of a file. Raises RecordError, naming the line, where one is not CoNLL-U."""
    name, text = path.stem, ""
    words: list[tuple[int, int, dict[str, str]]] = []
    within = 0  # number of the last word of a multiword token, whose form has been read
    with place(path, "CoNLL-U"):
        lines = path.read_bytes().decode("utf-8").replace("\r\n", "\n").split("\n")
    for number, line in enumerate([*lines, "# newdoc id = "], start=1):
        if line.startswith("# newdoc"):
            if words:
                with place(f"{path}, article {name!r}", "CoNLL-U"):
                    made = _record(name, text, words)
                yield made
            name, text, words = line.partition("=")[2].strip() or path.stem, "", []
        elif line.startswith("# spaces_before ="):
            text = _unescaped(line.partition("= ")[2])
        elif line.strip() and not line.startswith("#"):
            columns = line.split("\t")
            if len(columns) != 10:
                raise RecordError(f"{path}, line {number}: {len(columns)} columns: CoNLL-U has ten, with tabs between")
            first, _, last = columns[0].partition("-")
            misc = dict(part.split("=", 1) for part in columns[9].split("|") if "=" in part)
            if first.isdigit() and int(first) <= within and not last:  # a word inside a multiword token
                start, end, _ = words[-1]
                words.append((start, end, misc))
            elif first.isdigit():
                words.append((len(text), len(text) + len(columns[1]), misc))
                text += columns[1]
                text += "" if misc.get("SpaceAfter") == "No" else _unescaped(misc.get("SpacesAfter", " "))
                within = int(last) if last else 0


def _record(name: str, text: str, words: list[tuple[int, int, dict[str, str]]]) -> Record:
    names: list[dict[str, Any]] = []
    runs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    last: dict[str, int] = {}
    for number, (start, end, misc) in enumerate(words):
        position, _, label = misc.get("Name", "").partition("-")
        if position == "B":
            names.append({"start": start, "end": end, "label": label})
        elif position == "I" and names:
            names[-1]["end"] = end
        for mark in filter(None, misc.get("Quote", "").split(",")):
            if last.get(mark) == number - 1:
                runs[mark][-1] = runs[mark][-1][0], end
            else:
                runs[mark].append((start, end))
            last[mark] = number
    for item in names:
        item["text"] = text[item["start"] : item["end"]]
    return assemble(name, text, entities=names, quotes=_quotes(text, runs))


def _quotes(text: str, runs: dict[str, list[tuple[int, int]]]) -> list[dict[str, Any]]:
    def parts(mark: str) -> list[dict[str, Any]]:
        places = [run for name, found in runs.items() if name.split(".")[0] == mark for run in found]
        return [{"start": start, "end": end, "text": text[start:end]} for start, end in places]

    ids = dict.fromkeys(mark.split(":")[0] for mark in runs)
    found = []
    for id_ in ids:
        content, source, cue = (parts(f"{id_}:{role}") for role in ("content", "source", "cue"))
        if content:
            found.append({"id": id_, **quote(content, source[0] if source else None, cue[0] if cue else None)})
    return found
