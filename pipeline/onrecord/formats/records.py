"""Records as `onrecord run` writes them: JSON Lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.errors import RecordError
from onrecord.reading import BadRecord, check_records, read_records
from onrecord.records import Record


def write(records: Iterable[Record], path: Path) -> None:
    """Write one line a record."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{record.to_json()}\n" for record in records)


def read(path: Path) -> Iterator[Record]:
    """The records of a file or of a run's folder. Raises RecordError, naming the line, where one is none."""
    check_records([path])
    for item in read_records([path]):
        if isinstance(item, BadRecord):
            raise RecordError(str(item))
        yield item
