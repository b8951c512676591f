"""`onrecord evaluate` on the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Outcome

Command = Callable[..., Outcome]
GOLD = next((ROOT / "corpus" / "gold").glob("000_*.jsonl"))


@pytest.fixture
def found(tmp_path: Path, gold_line: str) -> Path:
    """The folder of a run that left one name out."""
    row = json.loads(gold_line)
    row["entities"].pop()
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "records.jsonl").write_text(f"{json.dumps(row)}\n", "utf-8")
    return tmp_path / "run"


def test_a_table_is_shown(command: Command, found: Path) -> None:
    outcome = command("evaluate", GOLD, found, "--layers", "entities, stance", "--by", "label", "--errors", "1")
    assert outcome.code == 0
    assert "strict: PERSON" in outcome.out
    assert "gold \\ found" in outcome.out
    assert "entities missed: " in outcome.out
    assert "quantities" not in outcome.out


def test_json_and_markdown(command: Command, found: Path) -> None:
    told = json.loads(command("evaluate", GOLD, found, "--format", "json", "--against", GOLD).out)
    strict = next(s for s in told["scores"] if (s["layer"], s["measure"]) == ("entities", "strict"))
    assert strict["precision"] == 100
    assert strict["recall"] < 100
    assert strict["difference"] < 0
    assert command("evaluate", GOLD, found, "--format", "markdown").out.startswith("| layer | measure |")


def test_a_broken_prediction_is_told_and_its_article_missed(command: Command, found: Path) -> None:
    (found / "records.jsonl").write_text('{"schema": "1.0"}\n', "utf-8")
    outcome = command("evaluate", GOLD, found)
    assert outcome.code == 1
    assert "records.jsonl, line 1: " in outcome.err
    assert "1 of 1 articles are not in the prediction" in outcome.out


def test_wrong_use(command: Command, found: Path, tmp_path: Path) -> None:
    broken = tmp_path / "gold.jsonl"
    broken.write_text("\n{}\n", "utf-8")
    for arguments, told in (
        ([broken, found], "gold.jsonl, line 2: "),
        ([tmp_path / "none", found], "holds no gold"),
        ([GOLD, tmp_path / "none"], "does not exist"),
        ([GOLD, found, "--format", "yaml"], "is none of table, json, markdown"),
        ([GOLD, found, "--layers", "names"], "is none of the layers"),
        ([GOLD, found, "--by", "colour"], "is none of the groups"),
    ):
        outcome = command("evaluate", *arguments)
        assert outcome.code == 2
        assert told in outcome.err
        assert "Traceback" not in outcome.err
