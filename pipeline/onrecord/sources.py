"""Where articles come from: files, folders and standard input, each read as a stream.

Nothing of a text is changed: it is the file's bytes decoded as UTF-8, byte order mark and line ends included, so that
offsets are into exactly that string.
"""

import gzip
import json
import os
import stat
import sys
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import jsonlines

from onrecord.articles import FIELDS, Article, Failure, article_from_row
from onrecord.errors import ArticleError, UsageError

#: What the command line calls standard input.
STDIN = "-"
#: Endings of the files that can be read, in lower case.
SUFFIXES = (".txt", ".jsonl", ".jsonl.gz", ".parquet")

Found = Iterator[Article | Failure]
_FILE_ERRORS = (OSError, EOFError, zlib.error)
_PARQUET_BATCH = 64


def check_paths(paths: Sequence[str | Path], *, own_files: Collection[Path] = ()) -> None:
    """Raise UsageError unless each path is a folder, a file of a kind that can be read, or "-".

    own_files: files that the run writes, which cannot be its input.
    """
    if not paths:
        raise UsageError("no PATH: give files, folders, or - for JSONL on standard input")
    if (times := sum(str(path) == STDIN for path in paths)) > 1:
        raise UsageError("standard input (-) can be read once only")
    if times and sys.stdin is None:
        raise UsageError("standard input (-) is closed")
    for path in map(Path, paths):
        if str(path) == STDIN or path.is_dir():
            continue
        if not path.exists():
            raise UsageError(f"{path} does not exist")
        if _suffix(path) is None:
            raise UsageError(f"{path} is none of {', '.join(SUFFIXES)}: rename or convert it, or pipe JSONL into -")
        if path.resolve() in own_files:
            raise UsageError(f"{path} is written by this run: choose another folder for --out")


class Meter:
    """How far reading has come, in bytes of the files as they lie on the disk."""

    def __init__(self, paths: Iterable[str | Path] = (), *, own_files: Collection[Path] = ()) -> None:
        """Look up how large the files are that `read` will read."""
        found = [item for item in _files(paths, own_files) if not isinstance(item, Failure)]
        known = all(str(path) != STDIN for path, _ in found)
        self.total = sum(_size(path) for path, _ in found) if known else 0
        self.before = 0
        self.inside: Callable[[], int] = _nothing

    def share(self) -> float | None:
        """The share of the bytes that has been read, between 0 and 1; None if nobody knows how many there are."""
        try:
            return min(1.0, (self.before + self.inside()) / self.total) if self.total else None
        except (OSError, ValueError):  # a pipe, or a file closed since it failed
            return min(1.0, self.before / self.total)

    def leave(self, path: Path) -> None:
        """A file has been read to its end."""
        self.before, self.inside = self.before + _size(path), _nothing


def read(
    paths: Iterable[str | Path],
    *,
    date: str | None = None,
    own_files: Collection[Path] = (),
    meter: Meter | None = None,
) -> Found:
    """Read articles, one after the other, in the order of the paths; inside a folder in the order of the file names.

    paths: as `check_paths` admits them. Of a folder, all files below it that can be read are, save hidden ones.
    date: day (YYYY-MM-DD) for articles that have none of their own.
    own_files: files to leave out (resolved paths): what the run itself writes.
    meter: told how far reading has come.

    Ids: as given; else a .txt file's path below the given folder without its suffix (its stem for a single file); else
    `<file stem>:<line>`, lines and rows counted from 1 (`stdin:<line>` for standard input).
    """
    meter = meter or Meter()
    for found in _files(paths, own_files):
        if isinstance(found, Failure):
            yield found
        elif str(found[0]) == STDIN:
            yield from _lines(sys.stdin.buffer, "stdin", None, date)
        else:
            yield from _file(*found, date, meter)
            meter.leave(found[0])


def _files(paths: Iterable[str | Path], own_files: Collection[Path]) -> Iterator[tuple[Path, Path] | Failure]:
    """Each file to read, with its path below the given folder (its name for a single file)."""
    for path in map(Path, paths):
        if str(path) == STDIN or not path.is_dir():
            yield path, Path(path.name)
            continue
        for file in _walk(path):
            if isinstance(file, Failure):
                yield file
            elif Path(os.path.realpath(file)) not in own_files:  # Path.resolve fails on links in a ring
                yield file, file.relative_to(path)


def _nothing() -> int:
    return 0


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def printable(path: str | Path) -> str:
    """A path as Unicode text; bytes of a file name that are no UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _walk(folder: Path) -> Iterator[Path | Failure]:
    """The files below a folder by name, a folder's own before its subfolders'. Links to folders are not followed."""
    errors: list[OSError] = []
    for root, folders, files in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(root, name) for name in sorted(files) if not name.startswith(".")):
            if _suffix(path) is None:
                continue
            if _may_be_file(path):
                yield path
            else:
                yield Failure(None, printable(path), None, "read", "this is a device or a pipe, not a file")
    for error in errors:
        yield Failure(None, printable(error.filename), None, "read", f"the folder cannot be read: {_told(error)}")


def _may_be_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:  # a broken link, or no permission: reading it will tell
        return True


def _suffix(path: Path) -> str | None:
    name = path.name.lower()
    return next((suffix for suffix in SUFFIXES if name.endswith(suffix)), None)


def _file(path: Path, below: Path, date: str | None, meter: Meter) -> Found:
    """Read one file; one that fails half way gives the articles before that place, and a Failure."""
    suffix = _suffix(path) or ""
    stem = printable(below.as_posix()[: -len(suffix)] or below.name)
    readers: dict[str, Callable[[], Found]] = {
        ".txt": lambda: _text_file(path, stem, date),
        ".jsonl": lambda: _json_file(path, stem, date, meter),
        ".jsonl.gz": lambda: _json_file(path, stem, date, meter),
        ".parquet": lambda: _parquet_file(path, stem, date, meter),
    }
    return readers[suffix]()


def _text_file(path: Path, stem: str, date: str | None) -> Found:
    where = printable(path)
    try:
        text = path.read_bytes().decode()
    except OSError as error:
        yield Failure(stem, where, None, "read", _told(error))
    except UnicodeDecodeError as error:
        yield Failure(stem, where, None, "read", _not_utf8(error))
    else:
        yield article_from_row({"text": text}, fallback_id=stem, date=date, path=where)


def _json_file(path: Path, stem: str, date: str | None, meter: Meter) -> Found:
    where = printable(path)
    try:
        with path.open("rb") as raw:
            meter.inside = raw.tell
            lines: Iterable[bytes] = gzip.GzipFile(fileobj=raw) if path.name.lower().endswith(".gz") else raw
            yield from _lines(lines, Path(stem).name, where, date)
    except OSError as error:
        yield Failure(None, where, None, "read", _told(error))


def _lines(file: Iterable[bytes], stem: str, where: str | None, date: str | None) -> Found:
    """One article a line. Blank lines are passed over; the place of a compressed file's damage is its line."""
    number = 0

    def counted() -> Iterator[bytes]:
        nonlocal number
        for line in file:
            number += 1
            yield line

    reader = jsonlines.Reader(counted(), loads=json.loads)
    while True:
        try:
            row: Any = reader.read(allow_none=True, skip_empty=True)
        except jsonlines.InvalidLineError as error:
            yield Failure(f"{stem}:{number}", where, number, "read", _broken_line(error))
        except RecursionError:
            yield Failure(f"{stem}:{number}", where, number, "read", "the JSON is nested too deeply")
        except _FILE_ERRORS as error:
            if isinstance(error, EOFError) and not error.args:
                return  # jsonlines' way to say that there are no more lines
            yield Failure(None, where, number + 1, "read", f"the file breaks off here: {_told(error)}")
            return
        else:
            yield article_from_row(row, fallback_id=f"{stem}:{number}", date=date, path=where, line=number)


def _parquet_file(path: Path, stem: str, date: str | None, meter: Meter) -> Found:
    import pyarrow as pa
    import pyarrow.parquet as pq

    where, name, number = printable(path), Path(stem).name, 0
    try:
        with pq.ParquetFile(path, memory_map=True, pre_buffer=False) as file:
            size, rows = _size(path), file.metadata.num_rows
            meter.inside = lambda: size * number // rows
            names = file.schema_arrow.names
            columns = [field for field in FIELDS if field in names]
            if "text" not in columns:
                raise ArticleError(f"there is no column 'text' (found: {', '.join(names)})")
            if twice := [field for field in columns if names.count(field) > 1]:
                raise ArticleError(f"there are several columns {twice[0]!r}")
            for batch in file.iter_batches(batch_size=_PARQUET_BATCH, columns=columns):
                for i in range(batch.num_rows):
                    number += 1
                    yield _parquet_row(batch, i, f"{name}:{number}", date, where, number)
    except (OSError, pa.ArrowException, ArticleError) as error:
        yield Failure(None, where, number + 1 if number else None, "read", _told(error))


def _parquet_row(batch: Any, i: int, name: str, date: str | None, where: str, number: int) -> Article | Failure:
    try:
        row = {field: _cell(batch.column(field)[i]) for field in batch.schema.names}
    except (ValueError, OverflowError) as error:
        return Failure(name, where, number, "read", f"the row cannot be read: {error}")
    return article_from_row(row, fallback_id=name, date=date, path=where, line=number)


def _cell(value: Any) -> Any:
    import pyarrow as pa

    if pa.types.is_timestamp(value.type):  # Python's datetime has no nanoseconds
        value = value.cast(pa.timestamp("us", value.type.tz), safe=False)
    return value.as_py()


def _broken_line(error: jsonlines.InvalidLineError) -> str:
    cause = error.__cause__
    if isinstance(cause, UnicodeDecodeError):
        return _not_utf8(cause)
    return f"the line is no JSON: {cause}"


def _not_utf8(error: UnicodeDecodeError) -> str:
    return f"not UTF-8: byte 0x{error.object[error.start]:02x} at offset {error.start}; convert it to UTF-8 first"


def _told(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
