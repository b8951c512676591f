"""What all forms share: names of files, texts that must be there, and faults told with their place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from urllib.parse import quote, unquote

from onrecord.errors import RecordError
from onrecord.records import Record

LONGEST = 200
"""Bytes of a file's name, without its ending."""


def file_name(id_: str) -> str:
    """An article's id as a file's name, percent-encoded, so that `id_of` gives it back; a very long one is cut."""
    name = quote(id_, safe=" ()[]{}+=,;@!'&~")
    if len(name) <= LONGEST:
        return name
    return f"{name[: LONGEST - 33]}-{blake2b(id_.encode('utf-8'), digest_size=16).hexdigest()}"


def id_of(path: Path) -> str:
    """The id of the article that a file holds."""
    return unquote(path.stem)


def text_of(record: Record, form: str) -> str:
    """The text of a record. Raises RecordError if it has none."""
    if record.text is None:
        raise RecordError(f"the record of {record.id!r} was written without its text, which {form} needs")
    return record.text


@contextmanager
def place(where: object, form: str) -> Iterator[None]:
    """Tell of whatever is wrong with what is read here as a RecordError that names the place."""
    try:
        yield
    except RecordError as error:
        raise RecordError(f"{where}: {error}") from error
    except (AttributeError, EOFError, LookupError, TypeError, ValueError) as error:
        told = f"{type(error).__name__}: {error}"
        raise RecordError(f"{where} is not {form}: {told}") from error
