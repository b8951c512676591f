"""`onrecord claims` on the command line."""

from collections.abc import Callable
from pathlib import Path

from tests.conftest import Outcome, rows
from tests.unit.ledger.conftest import record

Command = Callable[..., Outcome]
LEFT = "the seven ships left the harbor of Oslo"


def run_of(folder: Path, *names: str) -> Path:
    """A folder with records as a run leaves it."""
    folder.mkdir()
    made = [record(name, ("Berg", "confirm", LEFT, 3), ("Holm", "deny", f"{LEFT} today", 3)) for name in names]
    (folder / "records.jsonl").write_text("".join(f"{item.to_json()}\n" for item in made), "utf-8")
    return folder


def test_tables_are_shown(command: Command, tmp_path: Path) -> None:
    outcome = command("claims", run_of(tmp_path / "run", "a"))
    assert outcome.code == 0
    assert f"{LEFT}." in outcome.out
    assert "deny" in outcome.out


def test_a_file_is_written_and_a_ledger_kept(command: Command, tmp_path: Path) -> None:
    out, state = tmp_path / "claims.jsonl", tmp_path / "state"
    assert command("claims", run_of(tmp_path / "one", "a"), "--out", out, "--state", state).code == 0
    before = rows(out)
    assert command("claims", run_of(tmp_path / "two", "b"), "--out", out, "--state", state).code == 0
    after = rows(out)
    assert [row["articles"] for row in after] == [["a", "b"], ["a", "b"]]
    assert {row["claim"] for row in after} == {row["claim"] for row in before}


def test_a_broken_line_is_told_and_the_rest_is_done(command: Command, tmp_path: Path) -> None:
    folder = run_of(tmp_path / "run", "a")
    with (folder / "records.jsonl").open("a") as file:
        file.write('{"schema": "1.0"}\n')
    outcome = command("claims", folder, "--out", tmp_path / "claims.csv")
    assert outcome.code == 1
    assert "records.jsonl, line 2: " in outcome.err
    assert (tmp_path / "claims.csv").read_text("utf-8").count(LEFT) >= 2


def test_wrong_use(command: Command, tmp_path: Path) -> None:
    for arguments, told in (
        ([tmp_path / "none.jsonl"], "does not exist"),
        ([tmp_path], "holds no records.jsonl"),
        ([run_of(tmp_path / "own", "a"), "--out", tmp_path / "own" / "records.jsonl"], "is read by this run"),
        ([tmp_path / "own", "--model", tmp_path], "no model at"),
        ([run_of(tmp_path / "run", "a"), "--out", tmp_path / "claims.txt"], "is none of .jsonl, .csv, .parquet"),
    ):
        outcome = command("claims", *arguments)
        assert outcome.code == 2
        assert told in outcome.err
