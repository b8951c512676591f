"""Reading files, folders and standard input."""

import gzip
import io
import json
import os
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.articles import Article, Failure
from onrecord.errors import UsageError
from onrecord.sources import Meter, check_paths, read


def lines(*rows: object) -> bytes:
    return b"".join((row if isinstance(row, bytes) else json.dumps(row).encode()) + b"\n" for row in rows)


def brief(found: list[Article | Failure]) -> list[tuple[str | None, int | None, str]]:
    return [(a.id, a.line, a.text if isinstance(a, Article) else f"! {a.message}") for a in found]


def test_a_text_file_is_read_untouched(tmp_path: Path) -> None:
    text = "\ufeffCafe\u0301 Café 😀\r\nline\rline\u2028\x00 end \n"
    (tmp_path / "my article.txt").write_bytes(text.encode())
    path = tmp_path / "my article.txt"
    assert list(read([path], date="2024-10-24")) == [Article("my article", text, "2024-10-24", path=str(path))]


def test_a_folder_is_read_in_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "sub/c.d.txt", "sub/deep/e.txt", "A/z.txt", "note.md", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "m.jsonl").write_bytes(lines({"text": "row"}))
    found = list(read([tmp_path]))
    assert [a.id for a in found] == ["a", "b", "m:1", "A/z", "sub/c.d", "sub/deep/e"]


def test_own_files_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_bytes(lines({"text": "x"}))
    own = {(tmp_path / "records.jsonl").resolve()}
    assert list(read([tmp_path], own_files=own)) == []
    with pytest.raises(UsageError, match="written by this run"):
        check_paths([tmp_path / "records.jsonl"], own_files=own)


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz"])
def test_lines(tmp_path: Path, name: str) -> None:
    data = lines({"text": "one", "id": "x"}, b"", b'{"text": "two\\r\\n"}\r', {"text": "three\u2028\u0085"})
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    assert brief(list(read([tmp_path / name]))) == [
        ("x", 1, "one"),
        ("rows:3", 3, "two\r\n"),
        ("rows:4", 4, "three\u2028\u0085"),
    ]


def test_broken_lines_stop_nothing(tmp_path: Path) -> None:
    deep = b"[" * 200_000
    path = tmp_path / "f.jsonl"
    path.write_bytes(
        b"\xef\xbb\xbf"
        + lines({"text": "first"}, b'{"text": ', [1], b"null", b'{"text": "\xe9"}', deep, {"text": "last"})
    )
    found = list(read([path]))
    assert [(a.id, a.line, isinstance(a, Article)) for a in found] == [(f"f:{i}", i, i in (1, 7)) for i in range(1, 8)]
    told = [a.message for a in found if isinstance(a, Failure)]
    assert told[0].startswith("the line is no JSON: ")
    assert told[1].startswith("the row is an array")
    assert told[2].startswith("the row is null")
    assert told[3] == "not UTF-8: byte 0xe9 at offset 10; convert it to UTF-8 first"
    assert told[4] == "the JSON is nested too deeply"


def test_a_last_line_without_a_line_break(tmp_path: Path) -> None:
    (tmp_path / "f.jsonl").write_bytes(b'{"text": "one"}\n{"text": "two"}')
    assert [a.id for a in read([tmp_path / "f.jsonl"])] == ["f:1", "f:2"]


def test_a_damaged_file_gives_what_comes_before(tmp_path: Path) -> None:
    whole = gzip.compress(lines(*({"text": f"{i} {os.urandom(4000).hex()}"} for i in range(40))))
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "b.jsonl.gz").write_bytes(b"not gzip at all")
    (tmp_path / "c.txt").write_bytes(b"fine")
    found = list(read([tmp_path]))
    read_of_a = [a for a in found if isinstance(a, Article) and a.id.startswith("a:")]
    assert 0 < len(read_of_a) < 40
    failures = [a for a in found if isinstance(a, Failure)]
    assert [(f.id, Path(f.path or "").name) for f in failures] == [(None, "a.jsonl.gz"), (None, "b.jsonl.gz")]
    assert failures[0].line == len(read_of_a) + 1
    assert found[-1].id == "c"


def test_text_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes("café".encode("latin-1"))
    (tmp_path / "utf16.txt").write_bytes("café".encode("utf-16"))
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "empty.txt").touch()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "ring.txt").symlink_to(tmp_path / "ring.txt")
    assert brief(list(read([tmp_path]))) == [
        ("empty", None, "! the text is empty or white space alone"),
        ("gone", None, "! No such file or directory"),
        ("latin", None, "! not UTF-8: byte 0xe9 at offset 3; convert it to UTF-8 first"),
        (None, None, "! this is a device or a pipe, not a file"),
        ("ring", None, "! Too many levels of symbolic links"),
        ("utf16", None, "! not UTF-8: byte 0xff at offset 0; convert it to UTF-8 first"),
    ]


def test_a_file_name_that_is_no_unicode(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(name, "wb") as file:  # noqa: PTH123 - a name in bytes
        file.write(b"text")
    (found,) = read([tmp_path])
    assert found.id == "caf\\xe9"
    assert json.dumps(found.path).isascii()
    (found.path or "").encode()


def test_a_file_name_that_is_a_suffix(tmp_path: Path) -> None:
    (tmp_path / ".txt").write_text("text")
    (tmp_path / ".jsonl").write_bytes(lines({"text": "row"}))
    assert [a.id for a in read([tmp_path / ".txt", tmp_path / ".jsonl"])] == [".txt", ".jsonl:1"]


def parquet(path: Path, **columns: Any) -> Path:
    pq.write_table(pa.table(columns), path, row_group_size=2)
    return path


def test_parquet(tmp_path: Path) -> None:
    path = parquet(
        tmp_path / "t.parquet",
        id=["a", None, "c"],
        text=["one\r\n", "two", None],
        date=[date(2024, 10, 24), None, None],
        title=["T", None, None],
        extra=[1, 2, 3],
    )
    found = list(read([path], date="2020-01-01"))
    assert found[:2] == [
        Article("a", "one\r\n", "2024-10-24", "T", path=str(path), line=1),
        Article("t:2", "two", "2020-01-01", path=str(path), line=2),
    ]
    assert brief(found[2:])[0][:2] == ("c", 3)


def test_parquet_rows_that_are_no_text(tmp_path: Path) -> None:
    found = list(read([parquet(tmp_path / "numbers.parquet", text=[1, 2])]))
    assert [f.message for f in found if isinstance(f, Failure)] == ["'text' is a number: a string is needed"] * 2
    data = pa.array([b"fine", b"\xff", b"fine too"], pa.binary()).buffers()
    damaged = pa.StringArray.from_buffers(3, data[1], data[2])
    found = list(read([parquet(tmp_path / "damaged.parquet", text=damaged)]))
    assert [(a.id, isinstance(a, Article)) for a in found] == [
        ("damaged:1", True),
        ("damaged:2", False),
        ("damaged:3", True),
    ]


def test_parquet_times(tmp_path: Path) -> None:
    nanoseconds = pa.array([1729728000123456789, None], pa.timestamp("ns"))
    found = list(read([parquet(tmp_path / "a.parquet", text=["x", "y"], date=nanoseconds)]))
    assert [a.date for a in found if isinstance(a, Article)] == ["2024-10-24", None]
    far_away = pa.array([2**62, 0], pa.timestamp("us"))
    found = list(read([parquet(tmp_path / "b.parquet", text=["x", "y"], date=far_away)]))
    assert [(a.id, isinstance(a, Article)) for a in found] == [("b:1", False), ("b:2", True)]


def test_parquet_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 no")
    (tmp_path / "b.parquet").touch()
    parquet(tmp_path / "c.parquet", body=["x"])
    pq.write_table(pa.table([["x"], ["y"]], names=["text", "text"]), tmp_path / "d.parquet")
    found = list(read([tmp_path]))
    assert all(isinstance(f, Failure) and f.id is None and f.line is None for f in found)
    assert len(found) == 4
    assert brief(found)[2][2] == "! there is no column 'text' (found: body)"
    assert brief(found)[3][2] == "! there are several columns 'text'"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    data = lines({"text": "one", "id": "x"}, {"text": "two"})
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    assert list(read(["-"])) == [Article("x", "one", line=1), Article("stdin:2", "two", line=2)]


def test_reading_is_a_stream(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines({"text": "one"}))
    articles = read([tmp_path / "a.jsonl", tmp_path / "later.txt"])
    assert next(articles).id == "a:1"
    (tmp_path / "later.txt").write_text("now")
    assert next(articles).id == "later"


def test_how_far_reading_has_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [os.urandom(60).hex() for _ in range(2000)]
    data = lines(*({"text": text} for text in texts))
    (tmp_path / "a.jsonl").write_bytes(data)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(data))
    parquet(tmp_path / "c.parquet", text=texts)
    (tmp_path / "d.txt").write_text("text")
    for path in (tmp_path, *sorted(tmp_path.iterdir())):
        meter = Meter([path])
        shares = [meter.share() or 0.0 for _ in read([path], meter=meter)]
        assert shares == sorted(shares)
        assert 0 <= shares[0] < 0.1
        assert shares[-1] > 0.9 or path.suffix == ".txt"
        assert meter.share() == 1
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    meter = Meter(["-"])
    assert {meter.share() for _ in read(["-"], meter=meter)} == {None}
    (tmp_path / "b.jsonl.gz").write_bytes(b"damaged")
    meter = Meter([tmp_path / "b.jsonl.gz"])
    assert [type(meter.share()) for _ in read([tmp_path / "b.jsonl.gz"], meter=meter)] == [float]


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(UsageError, match="is closed"):
        check_paths(["-"])


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        ([], "no PATH"),
        (["-", "-"], "once only"),
        (["nowhere.txt"], "does not exist"),
        (["a.pdf"], "none of .txt, .jsonl"),
    ],
)
def test_paths_that_cannot_be_used(tmp_path: Path, paths: list[str], message: str) -> None:
    (tmp_path / "a.pdf").touch()
    with pytest.raises(UsageError, match=message):
        check_paths([path if path == "-" else tmp_path / path for path in paths])
