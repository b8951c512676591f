"""The folder of a run: what is kept, replaced, and survives a crash."""

from pathlib import Path

import pytest
from spacy.language import Language

import onrecord
from onrecord.articles import Failure
from onrecord.errors import RunExists, UsageError
from onrecord.folder import FILES, RunFolder, check_folder
from onrecord.records import Record
from tests.conftest import rows


def record(tiny: Language, name: str, text: str = "Ada Byron left.") -> Record:
    (made,) = onrecord.extract([{"id": name, "text": text}], nlp=tiny)
    assert isinstance(made, Record)
    return made


def ids(folder: Path) -> list[str]:
    return [row["id"] for row in rows(folder / "records.jsonl")]


@pytest.fixture
def held(tiny: Language, tmp_path: Path) -> Path:
    """A folder with the records a, b, c, made from the keys ka, kb, kc, and a failure."""
    with RunFolder(tmp_path / "out", resume=False) as folder:
        folder.write_run({"onrecord": "0"})
        for name in "abc":
            folder.add(record(tiny, name), "k" + name)
        folder.fail(Failure("d", "p", 4, "read", "broken"))
    return tmp_path / "out"


def test_what_is_written(held: Path) -> None:
    assert ids(held) == ["a", "b", "c"]
    (failure,) = rows(held / "errors.jsonl")
    assert failure == {"id": "d", "path": "p", "line": 4, "stage": "read", "message": "broken"}


def test_a_folder_that_holds_a_run_is_refused(held: Path, tmp_path: Path) -> None:
    with pytest.raises(RunExists, match="--resume goes on with it, --force starts anew"):
        check_folder(held, may_hold_run=False)
    check_folder(held, may_hold_run=True)
    check_folder(tmp_path / "new", may_hold_run=False)
    (tmp_path / "README.md").touch()
    check_folder(tmp_path, may_hold_run=False)
    with pytest.raises(UsageError, match="is a file"):
        check_folder(tmp_path / "README.md", may_hold_run=True)


@pytest.mark.parametrize("name", FILES)
def test_any_file_of_a_run_counts(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    with pytest.raises(RunExists):
        check_folder(tmp_path, may_hold_run=False)


@pytest.mark.parametrize("name", FILES)
def test_files_that_no_run_has_made_are_safe(tmp_path: Path, name: str) -> None:
    for content in ("mine", "{}", "[]"):
        (tmp_path / name).write_text(content)
        for flag in (False, True):
            with pytest.raises(UsageError, match="no run of onrecord has made it"):
                check_folder(tmp_path, may_hold_run=flag)
        assert (tmp_path / name).read_text() == content


def test_a_message_of_any_string_can_be_written(held: Path) -> None:
    with RunFolder(held, resume=True) as folder:
        folder.fail(Failure("a", None, None, "ner", "bad: \ud800"))
    (failure,) = rows(held / "errors.jsonl")
    assert failure["message"] == "bad: ?"


def test_keys_tell_what_is_done(held: Path) -> None:
    with RunFolder(held, resume=True) as folder:
        assert folder.keep("a", "ka")
        assert not folder.keep("b", "other")
        assert not folder.keep("z", "ka")
        assert folder.record("a").id == "a"
    assert ids(held) == ["a", "b", "c"]
    assert rows(held / "errors.jsonl") == []


def test_a_newer_record_replaces_the_older(tiny: Language, held: Path) -> None:
    with RunFolder(held, resume=True) as folder:
        folder.add(record(tiny, "a", "Oslo."), "new")
    assert ids(held) == ["b", "c", "a"]
    assert rows(held / "records.jsonl")[-1]["text"] == "Oslo."
    with RunFolder(held, resume=True) as folder:
        assert folder.keep("a", "new")
        assert folder.keep("b", "kb")
        assert not folder.keep("a ", "new")


def test_an_article_that_fails_now_has_no_record(held: Path) -> None:
    with RunFolder(held, resume=True) as folder:
        assert folder.keep("b", "kb")
        folder.fail(Failure("a", None, None, "ner", "broken"))
        folder.fail(Failure("b", None, None, "read", "given twice"))
        folder.fail(Failure(None, None, None, "read", "broken"))
    assert ids(held) == ["b", "c"]


def test_starting_anew(tiny: Language, held: Path) -> None:
    with RunFolder(held, resume=False) as folder:
        assert not folder.keep("a", "ka")
        folder.add(record(tiny, "a"), "ka")
    assert ids(held) == ["a"]


def test_torn_lines_are_cut_off(tiny: Language, held: Path) -> None:
    for name in ("records.jsonl", "records.keys"):
        content = (held / name).read_bytes()
        (held / name).write_bytes(content[:-9])
    with RunFolder(held, resume=True) as folder:
        assert folder.keep("b", "kb")
        assert not folder.keep("c", "kc")
        folder.add(record(tiny, "c"), "kc")
    assert ids(held) == ["a", "b", "c"]
    with RunFolder(held, resume=True) as folder:
        assert all(folder.keep(name, "k" + name) for name in "abc")


def test_a_crash_before_the_key_is_written(tiny: Language, held: Path) -> None:
    keys = (held / "records.keys").read_bytes().splitlines(keepends=True)
    (held / "records.keys").write_bytes(b"".join(keys[:-1]))
    with RunFolder(held, resume=True) as folder:
        assert not folder.keep("c", "kc")
        folder.add(record(tiny, "c"), "kc")
    assert ids(held) == ["a", "b", "c"]


def test_a_crash_before_the_older_is_taken_out(tiny: Language, held: Path) -> None:
    folder = RunFolder(held, resume=True)
    folder.add(record(tiny, "a", "Oslo."), "new")
    folder.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert ids(held) == ["a", "b", "c", "a"]
    with RunFolder(held, resume=True) as folder:
        assert folder.keep("a", "new")
    assert ids(held) == ["b", "c", "a"]


def test_lines_that_are_no_records_go_out(held: Path) -> None:
    content = (held / "records.jsonl").read_bytes()
    (held / "records.jsonl").write_bytes(b"garbage\n[1]\n" + content)
    with RunFolder(held, resume=True) as folder:
        assert folder.keep("a", "ka")
    assert ids(held) == ["a", "b", "c"]


def test_run_json_is_whole_at_any_time(held: Path) -> None:
    with RunFolder(held, resume=True) as folder:
        folder.write_run({"finished": None})
        folder.write_run({"finished": "é"})
    assert (held / "run.json").read_text(encoding="utf-8") == '{\n  "finished": "é"\n}\n'
    assert sorted(path.name for path in held.iterdir()) == sorted(FILES)
