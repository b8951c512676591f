"""Rows as files: the same rows in each of the forms."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from rich.console import Console

from onrecord.errors import UsageError
from onrecord.ledger import Row
from onrecord.ledger.output import tables, write
from tests.conftest import rows as lines

FIGURE = {"text": "7 ships", "kind": "count", "value": 7, "low": 7, "high": 7, "modifier": None, "unit": "ship"}
DATE = {"text": "Tuesday", "type": "DATE", "value": "2024-10-22", "from": None, "to": None, "modifier": None}
ROWS = [
    Row("c1", "7 ships left.", "Berg", "PERSON", "minister", "NO", "confirm", ["that 7 ships left"], [FIGURE], [DATE],
        "2024-10-24", ["a", "b"], ["Post"]),
    Row("c1", "7 ships left.", None, None, None, None, "deny", ["that"], [], [], None, ["c"], []),
]  # fmt: skip


def test_jsonl(tmp_path: Path) -> None:
    assert write(iter(ROWS), tmp_path / "new" / "claims.jsonl") == 2
    assert lines(tmp_path / "new" / "claims.jsonl") == [row.to_dict() for row in ROWS]


def test_csv(tmp_path: Path) -> None:
    assert write(ROWS, tmp_path / "claims.csv") == 2
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["articles"], first["source"], second["source"]) == ("a; b", "Berg", "")
    assert json.loads(first["figures"]) == [FIGURE]


def test_parquet(tmp_path: Path) -> None:
    assert write(ROWS, tmp_path / "claims.parquet") == 2
    assert pq.read_table(tmp_path / "claims.parquet").to_pylist() == [row.to_dict() for row in ROWS]


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"claims.xlsx is none of .jsonl, .csv, .parquet"):
        write(ROWS, tmp_path / "claims.xlsx")


def test_a_person_sees_figures_side_by_side() -> None:
    console = Console(width=120)
    with console.capture() as shown:
        for table in tables(ROWS):
            console.print(table)
    heading, *body = shown.get().splitlines()
    assert heading == "7 ships left. [c1]"
    assert any("confirm" in line and "Berg (minister, NO)" in line and "7 ships" in line for line in body)
    assert any("deny" in line and "unknown" in line for line in body)
