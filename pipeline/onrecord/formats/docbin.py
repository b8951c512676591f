"""spaCy's DocBin: names in `doc.ents`, the other layers in `doc.spans`, as `onrecord.to_doc` makes them. Keeps all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.tokens import DocBin

import onrecord.extensions  # noqa: F401 - registers doc._.article and doc._.warnings
from onrecord.conversion import record, to_doc
from onrecord.errors import RecordError
from onrecord.records import Record


def write(records: Iterable[Record], path: Path) -> None:
    """Write one file. Raises RecordError if a record has no text."""
    nlp = spacy.blank("en")
    DocBin(store_user_data=True, docs=(to_doc(item, nlp) for item in records)).to_disk(path)


def read(path: Path) -> Iterator[Record]:
    """The Docs of a file. Raises RecordError where it is no DocBin."""
    try:
        docs = DocBin().from_disk(path)
    except Exception as error:  # what msgpack and zlib raise has no common base
        raise RecordError(f"{path} is no DocBin: {error}") from error
    for doc in docs.get_docs(spacy.blank("en").vocab):
        yield record(doc)
