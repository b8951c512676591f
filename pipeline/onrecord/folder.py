"""The folder that a run writes, and what lets a later run go on in it.

records.jsonl   one record a line
errors.jsonl    one failure a line, of the latest run
run.json        what ran, and its counts
records.keys    for each line of records.jsonl its digest, and the key of what it was made from

Lines are written one by one, so a run that is broken off loses at most the one that it was writing. When an article is
done anew its record is added at the end, and the older one is taken out when the run ends.
"""

import json
import os
from collections.abc import Iterator
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from onrecord.articles import Failure, id_digest
from onrecord.errors import RunExists, UsageError
from onrecord.records import Record

RECORDS, ERRORS, KEYS, RUN = "records.jsonl", "errors.jsonl", "records.keys", "run.json"
#: run.json comes last: while it stands the others are known to be a run's.
FILES = (RECORDS, ERRORS, KEYS, RUN)


def check_folder(folder: Path, *, may_hold_run: bool) -> None:
    """Raise UsageError if a run cannot write here.

    The place is no folder, it has files of these names that no run has written, or (RunExists) it holds a run.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file: --out needs a folder, which is made if it is not there")
    held = [name for name in FILES if (folder / name).exists()]
    foreign = [name for name in held if (folder / name).is_dir() or (folder / name).stat().st_size > 0]
    if foreign and not _is_run(folder):
        what = f"{folder / foreign[0]} would be written over, but no run of onrecord has made it (see {RUN})"
        raise UsageError(f"{what}: choose another folder for --out")
    if held and not may_hold_run:
        raise RunExists(f"{folder} holds a run ({held[0]}): --resume goes on with it, --force starts anew")


def _is_run(folder: Path) -> bool:
    try:
        about = json.loads((folder / RUN).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(about, dict) and "onrecord" in about


class RunFolder:
    """The files of a run, open for writing. A context manager: its end closes them and takes out what was replaced."""

    def __init__(self, folder: Path, *, resume: bool) -> None:
        """Open the folder, which is made if need be.

        resume: keep the records that are there; otherwise start anew. Failures of an earlier run are dropped either
            way: what failed is tried again.
        """
        self.path = folder
        self._done: dict[bytes, tuple[int, bytes]] = {}  # of earlier runs: id digest -> number of its line, and its key
        self._kept: set[bytes] = set()
        self._stale: set[int] = set()
        folder.mkdir(parents=True, exist_ok=True)
        if resume:
            self._read()
        else:
            for name in FILES:
                (folder / name).unlink(missing_ok=True)
        self._records = (folder / RECORDS).open("ab")
        self._keys = (folder / KEYS).open("ab")
        self._errors = (folder / ERRORS).open("wb")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in (self._records, self._keys, self._errors):
            file.close()
        if kind is None and self._stale:
            self._drop_stale()

    def keep(self, name: str, key: str) -> bool:
        """Whether the record of this id was made from the same key; if so it counts as done."""
        digest = id_digest(name)
        if digest in self._done and self._done[digest][1] == key.encode():
            self._kept.add(digest)
        return digest in self._kept

    def add(self, record: Record, key: str) -> None:
        """Write a record; an older one of the same id goes out at the end."""
        line = record.to_json().encode() + b"\n"
        self._drop(id_digest(record.id))
        self._records.write(line)
        self._records.flush()
        self._keys.write(f"{_digest(line)} {key}\n".encode())
        self._keys.flush()

    def fail(self, failure: Failure) -> None:
        """Write a failure; an older record of the article goes out at the end, as it tells of another text."""
        if failure.id is not None and id_digest(failure.id) not in self._kept:
            self._drop(id_digest(failure.id))
        line = json.dumps(failure.to_dict(), ensure_ascii=False)
        self._errors.write(line.encode(errors="replace") + b"\n")  # a component's message may be any string
        self._errors.flush()

    def record(self, name: str) -> Record:
        """The record of an id that is kept."""
        with (self.path / RECORDS).open("rb") as file:
            return Record.from_json(next(islice(file, self._done[id_digest(name)][0], None)))

    def write_run(self, values: dict[str, Any]) -> None:
        """Write run.json at once: a reader sees the old one or the new one."""
        with _replacing(self.path / RUN) as file:
            file.write(json.dumps(values, ensure_ascii=False, indent=2).encode() + b"\n")

    def _drop(self, digest: bytes) -> None:
        if digest in self._done:
            self._stale.add(self._done.pop(digest)[0])

    def _read(self) -> None:
        """Learn what is done. A torn last line is cut off; of two lines of one id the last counts."""
        keys = _keys(self.path / KEYS)
        for number, line in enumerate(_whole_lines(self.path / RECORDS)):
            name = _id_of(line)
            if name is None:
                self._stale.add(number)
            else:
                self._drop(id_digest(name))
                self._done[id_digest(name)] = number, keys.get(_digest(line).encode(), b"")

    def _drop_stale(self) -> None:
        keys = _keys(self.path / KEYS)
        with _replacing(self.path / RECORDS) as records, _replacing(self.path / KEYS) as new_keys:
            for number, line in enumerate(_whole_lines(self.path / RECORDS)):
                if number in self._stale:
                    continue
                records.write(line)
                digest = _digest(line).encode()
                if digest in keys:
                    new_keys.write(digest + b" " + keys[digest] + b"\n")
        self._stale.clear()


class _replacing:  # noqa: N801 - used as a verb
    """A file that takes the place of another when it is whole."""

    def __init__(self, path: Path) -> None:
        self._path, self._new = path, path.with_name(path.name + ".new")

    def __enter__(self) -> Any:
        self._file = self._new.open("wb")
        return self._file

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self._file.close()
        if kind is None:
            self._new.replace(self._path)
        else:
            self._new.unlink()


def _whole_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file that end in a line break; what follows the last one is cut off."""
    if not path.exists():
        return
    end = 0
    with path.open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                end += len(line)
                yield line
    if end < path.stat().st_size:
        os.truncate(path, end)


def _keys(path: Path) -> dict[bytes, bytes]:
    pairs = (line.split() for line in _whole_lines(path))
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


def _id_of(line: bytes) -> str | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    name = row.get("id") if isinstance(row, dict) else None
    return name if isinstance(name, str) else None


def _digest(line: bytes) -> str:
    return blake2b(line, digest_size=16).hexdigest()
