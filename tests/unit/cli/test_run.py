"""`onrecord run` as a user calls it."""

import gzip
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Outcome, rows

Command = Callable[..., Outcome]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with one article of each kind of file."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Ada Byron left Oslo.")
    (folder / "b.jsonl").write_text('{"id": "b", "text": "Norway won.", "date": "2024-01-01", "title": "T"}\n')
    with gzip.open(folder / "c.jsonl.gz", "wt") as file:
        file.write('{"text": "Oslo grew."}\n')
    return folder


def test_a_folder(command: Command, articles: Path, tiny_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = command("run", articles, "--out", out, "--model", tiny_path, "--date", "2024-10-24", "--no-text")
    assert done == Outcome(0, "", "")
    found = rows(out / "records.jsonl")
    assert [(r["id"], r["date"], r.get("title")) for r in found] == [
        ("a", "2024-10-24", None),
        ("b", "2024-01-01", "T"),
        ("c:1", "2024-10-24", None),
    ]
    assert all("text" not in r for r in found)
    assert sorted(path.name for path in out.iterdir()) == ["errors.jsonl", "records.jsonl", "records.keys", "run.json"]


def test_the_default_folder(
    command: Command, articles: Path, tiny_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert command("run", articles, "--model", tiny_path).code == 0
    assert len(rows(tmp_path / "outputs" / "records.jsonl")) == 3


def test_one_article_is_summed_up(command: Command, articles: Path, tiny_path: Path, tmp_path: Path) -> None:
    done = command("run", articles / "a.txt", "--out", tmp_path / "out", "--model", tiny_path)
    assert done.code == 0
    assert [line.split() for line in done.out.splitlines()] == [
        ["a", "·", "4", "words"],
        ["PERSON", "Ada", "Byron"],
        ["GPE", "Oslo"],
        [],
        ["the", "record:", str(tmp_path / "out" / "records.jsonl")],
    ]


def test_a_folder_whose_name_looks_like_markup(
    command: Command, articles: Path, tiny_path: Path, tmp_path: Path
) -> None:
    out = tmp_path / "[/b] :cat:"
    done = command("run", articles / "a.txt", "--out", out, "--model", tiny_path)
    assert done.code == 0
    assert done.out.endswith(f"the record: {out / 'records.jsonl'}\n")


def test_no_articles(command: Command, tiny_path: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = command("run", tmp_path / "in", "--out", tmp_path / "out", "--model", tiny_path)
    assert done == Outcome(0, "", f"onrecord: no articles found among {tmp_path / 'in'}\n")


def test_some_articles_failed(command: Command, articles: Path, tiny_path: Path, tmp_path: Path) -> None:
    (articles / "d.txt").touch()
    done = command("run", articles, "--out", tmp_path / "out", "--model", tiny_path)
    assert done == Outcome(1, "", f"onrecord: 1 of 4 articles failed: {tmp_path / 'out' / 'errors.jsonl'}\n")
    assert len(rows(tmp_path / "out" / "records.jsonl")) == 3
    (error,) = rows(tmp_path / "out" / "errors.jsonl")
    assert error.keys() == {"id", "path", "line", "stage", "message"}


def test_the_only_article_failed(command: Command, tiny_path: Path, tmp_path: Path) -> None:
    (tmp_path / "d.txt").touch()
    done = command("run", tmp_path / "d.txt", "--out", tmp_path / "out", "--model", tiny_path)
    assert done == Outcome(1, "", "onrecord: d: the text is empty or white space alone\n")


WRONG = {
    "missing path": ["{}/nowhere"],
    "bad date": ["{}", "--date", "yesterday"],
    "both flags": ["{}", "--force", "--resume"],
    "kind of file": ["{}/note.md"],
    "no model": ["{}", "--model", "{}"],
    "no path": [],
    "unknown option": ["{}", "--fast"],
    "batch size": ["{}", "--batch-size", "0"],
    "out is a file": ["{}", "--out", "{}/note.md"],
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG.keys())
def test_wrong_use(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    (tmp_path / "note.md").touch()
    monkeypatch.chdir(tmp_path)
    done = command("run", *(argument.format(tmp_path) for argument in arguments))
    assert done.code == 2
    assert done.err
    assert "Traceback" not in done.err
    assert done.out == ""
    assert not (tmp_path / "outputs").exists()


def test_a_folder_that_holds_a_run(command: Command, articles: Path, tiny_path: Path, tmp_path: Path) -> None:
    call = ("run", articles, "--out", tmp_path / "out", "--model", tiny_path)
    assert command(*call).code == 0
    refused = command(*call)
    assert (refused.code, "--resume" in refused.err, "--force" in refused.err) == (2, True, True)
    assert command(*call, "--resume") == Outcome(0, "", "")
    assert command(*call, "--force") == Outcome(0, "", "")


def start(*arguments: str | Path, **options: object) -> "subprocess.Popen[bytes]":
    command = [sys.executable, ROOT / "pipeline", *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **options)  # type: ignore[call-overload]


def test_standard_input(tiny_path: Path, tmp_path: Path) -> None:
    process = start("run", "-", "--out", tmp_path, "--model", tiny_path, stderr=subprocess.PIPE)
    out, err = process.communicate('{"text": "Oslo grew."}\nbroken\n{"text": "“Norway” won."}\n'.encode())
    assert (process.returncode, out) == (1, b"")
    assert err.startswith(b"onrecord: 1 of 3 articles failed")
    assert [r["id"] for r in rows(tmp_path / "records.jsonl")] == ["stdin:1", "stdin:3"]


def test_ctrl_c_and_resume(tiny_path: Path, tmp_path: Path) -> None:
    call = ("run", "-", "--out", tmp_path, "--model", tiny_path, "--batch-size", "1")
    # A shell has what it starts in the background ignore Ctrl-C: these tests may be started so.
    process = start(*call, stderr=subprocess.PIPE, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    assert process.stdin is not None
    process.stdin.write(b'{"text": "Oslo grew."}\n' * 3)
    process.stdin.flush()
    while not (tmp_path / "records.jsonl").exists() or len(rows(tmp_path / "records.jsonl")) < 3:
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert json.loads((tmp_path / "run.json").read_text())["finished"] is None
    again = start(*call, "--resume", stderr=subprocess.PIPE)
    again.communicate(b'{"text": "Oslo grew."}\n' * 4)
    assert again.returncode == 0
    assert json.loads((tmp_path / "run.json").read_text())["counts"]["kept"] == 3
    assert len(rows(tmp_path / "records.jsonl")) == 4


def test_a_person_sees_how_far_it_is(articles: Path, tiny_path: Path, tmp_path: Path) -> None:
    watcher, terminal = pty.openpty()
    process = start("run", articles, "--out", tmp_path / "out", "--model", tiny_path, stderr=terminal)
    process.communicate()
    os.close(terminal)
    seen = b""
    try:
        while chunk := os.read(watcher, 1 << 16):
            seen += chunk
    except OSError:  # how Linux says that the other end is closed
        os.close(watcher)
    assert process.returncode == 0
    assert b"3 articles; " in seen
    assert b"words/s" in seen
    assert "━".encode() in seen
    assert re.search(rb"\d%", seen)


def test_a_reader_that_leaves_a_run(articles: Path, tiny_path: Path, tmp_path: Path) -> None:
    call = ("run", articles / "a.txt", "--out", tmp_path / "out", "--model", tiny_path)
    process = start(*call, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert len(rows(tmp_path / "out" / "records.jsonl")) == 1


def test_a_reader_that_leaves(tmp_path: Path) -> None:
    process = start("schema", stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    err = process.stderr.read()
    process.stderr.close()
    assert process.stdin is not None
    process.stdin.close()
    process.wait()
    assert err == b""
