"""Records from the files that runs have written, and from gold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from onrecord.errors import RecordError, UsageError
from onrecord.folder import RECORDS
from onrecord.records import Record


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A line that holds no record, and why."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.message}"


def check_records(paths: Sequence[Path], out: Path | None = None) -> None:
    """Raise UsageError unless each path is a file of records or a folder that holds one, and none of them is `out`."""
    for path in paths:
        file = path / RECORDS if path.is_dir() else path
        if out is not None and file.resolve() == out.resolve():
            raise UsageError(f"{out} is read by this run: choose another file for --out")
        if path.is_dir() and not (path / RECORDS).is_file():
            raise UsageError(f"{path} holds no {RECORDS}: give the folder of a run, or a file of records")
        if not path.exists():
            raise UsageError(f"{path} does not exist: give a file of records (.jsonl) or the folder of a run")


def read_records(paths: Sequence[Path]) -> Iterator[Record | BadRecord]:
    """The records of the files, in order, one at a time."""
    for path in paths:
        file = path / RECORDS if path.is_dir() else path
        with file.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                try:
                    yield Record.from_json(line)
                except RecordError as error:
                    yield BadRecord(file, number, str(error))


def read_gold(path: Path) -> Iterator[Record]:
    """The records of a file of gold, or of all such files in a folder. Raises UsageError at a line that holds none."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not path.exists() or not files:
        raise UsageError(f"{path} holds no gold: give a file of records (.jsonl) or a folder of such files")
    for item in read_records(files):
        if isinstance(item, BadRecord):
            raise UsageError(f"gold is not as it should be: {item}")
        yield item


def gold_digest(path: Path) -> str:
    """Digest (12 hex digits) of the gold records of a file or folder, whatever their order."""
    return records_digest(read_gold(path))


def records_digest(records: Iterable[Record]) -> str:
    """Digest (12 hex digits) of records, whatever their order."""
    digest = blake2b(digest_size=6)
    for line in sorted(record.to_json() for record in records):
        digest.update(line.encode("utf-8"))
    return digest.hexdigest()
