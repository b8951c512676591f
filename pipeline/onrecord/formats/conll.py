"""CoNLL-2003: a word and its tag a line (IOB2), an empty line after each sentence, -DOCSTART- before each article.

Names alone. Words are the pipeline's; sentences are the lines of the text. A text that is read is its words with a
blank between them and a line break after each sentence, since the form does not keep white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy

from onrecord.conversion import to_doc
from onrecord.errors import RecordError
from onrecord.formats.assembly import assemble
from onrecord.formats.files import place
from onrecord.layers import ENTITY_LABELS
from onrecord.records import Record

DOCSTART = "-DOCSTART-"
_COLUMNS = re.compile(r"(-X- )?(-X- |O )?O")
"""What stands beside it where it names no article."""


def write(records: Iterable[Record], path: Path) -> None:
    """Write records as one file. Raises RecordError if a record has no text."""
    nlp = spacy.blank("en")
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            file.write(f"{DOCSTART} {record.id}\n\n")
            doc = to_doc(record, nlp)
            lines: list[list[str]] = [[]]
            for token in doc:
                if token.is_space:
                    if "\n" in token.text:
                        lines.append([])
                    continue
                tag = f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O"
                lines[-1].append(f"{token.text} {tag}\n")
            file.writelines("".join(line) + "\n" for line in lines if line)


def read(path: Path) -> Iterator[Record]:
    """The articles of a file. Raises RecordError, naming the line, where there is no tag, or an unknown one."""
    name, count = "", 0
    sentences: list[list[tuple[str, str]]] = [[]]
    with place(path, "CoNLL-2003"):
        lines = path.read_bytes().decode("utf-8").replace("\r\n", "\n").split("\n")
    for number, line in enumerate([*lines, DOCSTART], start=1):
        if line.startswith(DOCSTART):
            if any(sentences):
                count += 1
                yield _record(name or f"{path.stem}:{count}", sentences)
            name, sentences = line.removeprefix(DOCSTART).strip(), [[]]
            name = "" if _COLUMNS.fullmatch(name) else name
        elif not line.strip():
            sentences.append([])
        else:
            sentences[-1].append(_word(path, number, line))


def _word(path: Path, number: int, line: str) -> tuple[str, str]:
    word, *columns = line.split()
    tag = columns[-1] if columns else ""
    label = tag[2:]
    if tag != "O" and (tag[:2] not in ("B-", "I-") or label not in ENTITY_LABELS):
        told = f"O, or B- or I- and one of {', '.join(ENTITY_LABELS)}"
        raise RecordError(f"{path}, line {number}: {tag!r} is no tag: there are {told}")
    return word, tag


def _record(name: str, sentences: list[list[tuple[str, str]]]) -> Record:
    text = ""
    names: list[dict[str, Any]] = []
    for sentence in filter(None, sentences):
        opened = False  # a name that this sentence has begun
        for word, tag in sentence:
            start = len(text)
            text += word
            if tag.startswith("B-") or (tag.startswith("I-") and not (opened and names[-1]["label"] == tag[2:])):
                names.append({"start": start, "end": len(text), "label": tag[2:]})
            elif tag.startswith("I-"):
                names[-1]["end"] = len(text)
            opened = tag != "O"
            text += " "
        text = text[:-1] + "\n"
    for item in names:
        item["text"] = text[item["start"] : item["end"]]
    return assemble(name, text, entities=names)
