"""An article as it is given, and the checks that it must pass.

What cannot be used becomes a `Failure`, which says why, and the rest goes on.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date as calendar_date
from datetime import datetime
from hashlib import blake2b
from typing import Any

from onrecord.errors import ArticleError

#: The fields of an article, which are the keys of a JSONL row and the columns of a Parquet file. Others are not read.
FIELDS = ("id", "text", "date", "title", "source", "url")

_DATE = re.compile(r"\d{4}(-?)\d\d\1\d\d([T ].+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Article:
    """One article.

    id: its name, different from every other article's of the run.
    text: as it came; holds at least one character that is not white space.
    date: day of publication (YYYY-MM-DD), the anchor for relative dates; None if unknown.
    path, line: where it was read: file, and line or row counted from 1; None where there is none.
    """

    id: str
    text: str
    date: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    path: str | None = None
    line: int | None = None

    def metadata(self) -> dict[str, str | None]:
        """What a record says of the article besides its text: the content of `doc._.article`."""
        return {key: getattr(self, key) for key in FIELDS if key != "text"}


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that has no record, and why: a row of errors.jsonl.

    id: the article's; made from file and line where its own could not be read, None for a whole file.
    stage: "read", the name of the pipeline's component that failed, or "record".
    """

    id: str | None
    path: str | None
    line: int | None
    stage: str
    message: str

    def to_dict(self) -> dict[str, Any]:
        """The failure as plain JSON values."""
        return asdict(self)


def parse_date(value: str) -> str:
    """The day (YYYY-MM-DD) of an ISO 8601 date or date-time; the time of day is dropped, not shifted to another zone.

    Raises ArticleError for anything else.
    """
    try:
        if _DATE.fullmatch(value) is None:
            raise ValueError
        return datetime.fromisoformat(value).date().isoformat()
    except ValueError:
        expected = "an ISO 8601 date or date-time such as 2024-10-24 or 2024-10-24T09:00:00Z"
        raise ArticleError(f"the date {value!r} cannot be read: give {expected}") from None


def article_from_row(
    row: object, *, fallback_id: str, date: str | None = None, path: str | None = None, line: int | None = None
) -> Article | Failure:
    """An article from a JSON object or a row of a table, checked; a Failure of stage "read" if it is not sound.

    row: a mapping with `text`, and if known `id`, `date`, `title`, `source`, `url`; null stands for unknown.
    fallback_id: the id where the row gives none.
    date: the date (YYYY-MM-DD) where the row gives none.
    """
    name = fallback_id
    try:
        if not isinstance(row, Mapping):
            raise ArticleError(f"the row is {_kind(row)}: an object with the keys {', '.join(FIELDS)} is needed")
        name = _id(row.get("id"), fallback_id)
        own_date = _date(row.get("date"))
        rest = {key: _string(key, row.get(key)) for key in ("title", "source", "url")}
        return Article(name, _text(row), own_date or date, **rest, path=path, line=line)
    except ArticleError as error:
        return Failure(name, path, line, "read", str(error))


def refuse_twins(articles: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
    """Pass articles on; one whose id was given before becomes a Failure. Keeps a digest of each id in memory."""
    seen: set[bytes] = set()
    for article in articles:
        if article.id is not None:
            digest = id_digest(article.id)
            if digest in seen and isinstance(article, Article):
                message = f"the id {article.id!r} was given before in this run: each article needs an id of its own"
                yield Failure(article.id, article.path, article.line, "read", message)
                continue
            seen.add(digest)
        yield article


def id_digest(name: str) -> bytes:
    """Sixteen bytes that stand for an id, so that a long run can remember which it has seen."""
    return blake2b(name.encode(), digest_size=16).digest()


def _id(value: object, fallback: str) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    name = _string("id", value)
    if name is not None and not name.strip():
        raise ArticleError("the id is empty: give one, or leave the key out to have one made from file and line")
    return fallback if name is None else name


def _date(value: object) -> str | None:
    if isinstance(value, calendar_date):  # a typed column of a Parquet file; datetime is a date too
        return value.isoformat()[:10]
    text = _string("date", value)
    return None if text is None else parse_date(text)


def _text(row: Mapping[Any, Any]) -> str:
    text = _string("text", row.get("text"))
    if text is None:
        given = ", ".join(map(str, row)).encode(errors="backslashreplace").decode() or "nothing"
        raise ArticleError(f"there is no text: an article needs the key 'text' (given: {given[:200]})")
    if not text.replace("\ufeff", "").strip():
        raise ArticleError("the text is empty or white space alone")
    return text


def _string(key: str, value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise ArticleError(f"{key!r} is {_kind(value)}: a string is needed")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        bad = f"U+{ord(value[error.start]):04X} at character {error.start}"
        raise ArticleError(f"{key!r} holds half a surrogate pair ({bad}), which is no Unicode text") from None
    return value


def _kind(value: object) -> str:
    names = {dict: "an object", list: "an array", str: "a string", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number" if isinstance(value, int | float) else f"of type {type(value).__name__}")
