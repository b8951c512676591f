"""An article as given, and what is refused."""

from datetime import date, datetime
from typing import Any

import pytest

from onrecord.articles import Article, Failure, article_from_row, parse_date, refuse_twins
from onrecord.errors import ArticleError

DAYS = {
    "2024-10-24": "2024-10-24",
    "20241024": "2024-10-24",
    "2024-10-24T23:59": "2024-10-24",
    "2024-10-24T23:59:59Z": "2024-10-24",
    "2024-10-24T23:59:59.123-11:00": "2024-10-24",
    "2024-10-24 09:00:00": "2024-10-24",
    "20241024T0900": "2024-10-24",
    "2024-02-29": "2024-02-29",
}
NO_DAYS = [
    "", " ", "last Tuesday", "24/10/2024", "24 October 2024", "2024-10", "2024", "2024-W43", "2024-13-01", "2023-02-29",
    "2024-1-2", "2024-10-24T", "2024-10-24T25:00", "2024-10-24x09:00", " 2024-10-24", "2024-10-24\n", "1729728000",
    "２０２４-10-24",
]  # fmt: skip


@pytest.mark.parametrize(("given", "day"), DAYS.items())
def test_dates(given: str, day: str) -> None:
    assert parse_date(given) == day


@pytest.mark.parametrize("given", NO_DAYS)
def test_unreadable_dates(given: str) -> None:
    with pytest.raises(ArticleError, match="cannot be read: give an ISO 8601"):
        parse_date(given)


def read(row: object, **options: Any) -> Article | Failure:
    return article_from_row(row, fallback_id="f:1", **options)


def test_a_full_row() -> None:
    row = {
        "id": "a",
        "text": "\ufeff x\r\n",
        "date": "2024-10-24T10:00",
        "title": "T",
        "source": "S",
        "url": "U",
        "more": 1,
    }
    assert read(row, path="p", line=3) == Article("a", "\ufeff x\r\n", "2024-10-24", "T", "S", "U", "p", 3)


def test_what_is_not_given() -> None:
    nulls = {"id": None, "date": None, "title": None, "source": None, "url": None}
    assert read({"text": "x", **nulls}) == read({"text": "x"}) == Article("f:1", "x")


def test_the_rows_own_date_wins() -> None:
    assert read({"text": "x", "date": "2024-10-24"}, date="2020-01-01") == Article("f:1", "x", "2024-10-24")
    assert read({"text": "x"}, date="2020-01-01") == Article("f:1", "x", "2020-01-01")
    assert isinstance(read({"text": "x", "date": "soon"}, date="2020-01-01"), Failure)


@pytest.mark.parametrize("value", [date(2024, 10, 24), datetime(2024, 10, 24, 23, 59)])
def test_typed_dates(value: date) -> None:
    assert read({"text": "x", "date": value}) == Article("f:1", "x", "2024-10-24")


def test_a_number_can_be_an_id() -> None:
    assert read({"text": "x", "id": 7}) == Article("7", "x")


REFUSED = {
    "no object": ([1], "f:1", "the row is an array"),
    "null": (None, "f:1", "the row is null"),
    "no text": ({"id": "a", "body": "x"}, "a", "there is no text: .*given: id, body"),
    "surrogate in a key": ({"id": "a", "\ud800": "x"}, "a", r"there is no text: .*\\ud800"),
    "null text": ({"id": "a", "text": None}, "a", "there is no text"),
    "number for text": ({"id": "a", "text": 5}, "a", "'text' is a number"),
    "list for text": ({"id": "a", "text": ["x"]}, "a", "'text' is an array"),
    "empty": ({"id": "a", "text": ""}, "a", "empty or white space"),
    "white space": ({"id": "a", "text": " \t\r\n\u00a0\u2003"}, "a", "empty or white space"),
    "byte order mark": ({"id": "a", "text": "\ufeff\n"}, "a", "empty or white space"),
    "lone surrogate": ({"id": "a", "text": "x\ud83d"}, "a", r"half a surrogate pair \(U\+D83D at character 1\)"),
    "surrogate in title": ({"id": "a", "text": "x", "title": "\udc00"}, "a", "'title' holds half a surrogate"),
    "surrogate in id": ({"id": "\udc00", "text": "x"}, "f:1", "'id' holds half a surrogate"),
    "boolean id": ({"id": True, "text": "x"}, "f:1", "'id' is a boolean"),
    "empty id": ({"id": " ", "text": "x"}, "f:1", "the id is empty"),
    "object for title": ({"id": "a", "text": "x", "title": {}}, "a", "'title' is an object"),
    "number for date": ({"id": "a", "text": "x", "date": 20241024}, "a", "'date' is a number"),
    "unreadable date": ({"id": "a", "text": "x", "date": "24.10.2024"}, "a", "'24.10.2024' cannot be read"),
}


@pytest.mark.parametrize(("row", "name", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused(row: object, name: str, message: str) -> None:
    import re

    found = read(row, path="p", line=3)
    assert isinstance(found, Failure)
    assert (found.id, found.path, found.line, found.stage) == (name, "p", 3, "read")
    assert re.search(message, found.message)
    found.message.encode()


def test_the_second_of_two_with_one_id_is_refused() -> None:
    first, second, other = Article("a", "x"), Article("a", "y", line=2), Article("b", "z")
    failure = Failure("b", None, 9, "read", "broken")
    passed = list(refuse_twins([first, second, other, failure]))
    assert passed[0] == first
    assert isinstance(passed[1], Failure)
    assert (passed[1].id, passed[1].line) == ("a", 2)
    assert "given before" in passed[1].message
    assert passed[2:] == [other, failure]
