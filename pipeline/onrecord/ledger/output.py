"""The rows of a ledger as a file (.jsonl, .csv, .parquet) or as tables for a person."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import jsonlines
import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from onrecord.errors import UsageError
from onrecord.ledger.ledger import Row

SUFFIXES = (".jsonl", ".csv", ".parquet")
_AT_ONCE = 10_000
_FIGURE = pa.struct([
    ("text", pa.string()), ("kind", pa.string()), ("value", pa.float64()), ("low", pa.float64()),
    ("high", pa.float64()), ("modifier", pa.string()), ("unit", pa.string()),
])  # fmt: skip
_DATE = pa.struct([(name, pa.string()) for name in ("text", "type", "value", "from", "to", "modifier")])
_LISTS = {"words": pa.string(), "figures": _FIGURE, "dates": _DATE, "articles": pa.string(), "outlets": pa.string()}
PARQUET = pa.schema(
    [(name, pa.list_(_LISTS[name]) if name in _LISTS else pa.string()) for name in Row.__dataclass_fields__]
)
"""Columns of the Parquet file: those of `Row`."""
_COLOURS = {"confirm": "green", "deny": "red", "uncertain": "yellow"}


def check_output(path: Path) -> None:
    """Raise UsageError unless rows can be written to a file of this name; its folder is made if need be."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder: give a file")
    if path.suffix not in SUFFIXES:
        raise UsageError(f"{path} is none of {', '.join(SUFFIXES)}: the ending tells what to write")
    path.parent.mkdir(parents=True, exist_ok=True)


def write(rows: Iterable[Row], path: Path) -> int:
    """Write rows to a file of one of SUFFIXES, as a stream. RETURNS: how many."""
    check_output(path)
    new = path.with_name(f"{path.name}.new")
    count = {".jsonl": _jsonl, ".csv": _csv, ".parquet": _parquet}[path.suffix](rows, new)
    new.replace(path)
    return count


def _jsonl(rows: Iterable[Row], path: Path) -> int:
    with jsonlines.open(path, "w") as file:
        return sum(1 for row in rows if file.write(row.to_dict()) or True)


def _csv(rows: Iterable[Row], path: Path) -> int:
    """Lists as one cell: figures and dates as JSON, ids and outlets apart by "; "."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(Row.__dataclass_fields__))
        table.writeheader()
        for row in rows:
            table.writerow({name: _cell(value) for name, value in row.to_dict().items()})
            count += 1
    return count


def _cell(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    if value and isinstance(value[0], dict):
        return json.dumps(value, ensure_ascii=False)
    return "; ".join(value)


def _parquet(rows: Iterable[Row], path: Path) -> int:
    count = 0
    with pq.ParquetWriter(path, PARQUET) as file:
        for group in _portions(rows):
            file.write_table(pa.Table.from_pylist(list(map(_measured, group)), PARQUET))
            count += len(group)
    return count


def _measured(row: Row) -> dict[str, Any]:
    """With figures as floats, whatever their size."""
    figures = [
        {**figure, **{key: float(figure[key]) for key in ("value", "low", "high") if figure[key] is not None}}
        for figure in row.figures
    ]
    return {**row.to_dict(), "figures": figures}


def _portions(rows: Iterable[Row]) -> Iterator[list[Row]]:
    stream = iter(rows)
    while portion := list(islice(stream, _AT_ONCE)):
        yield portion


def tables(rows: Iterable[Row]) -> Iterator[RenderableType]:
    """A table for each claim: who says what about it, with which figures, when."""
    for _, group in groupby(rows, key=lambda row: row.claim):
        said = list(group)
        table = Table(show_edge=False, pad_edge=False, box=None, header_style="dim")
        for name in ("stance", "source", "figures", "said", "words"):
            table.add_column(name, overflow="fold", no_wrap=name == "stance")
        for row in said:
            figures = ", ".join(dict.fromkeys(figure["text"] for figure in row.figures))
            stance = Text(row.stance, style=_COLOURS[row.stance])
            table.add_row(stance, _source(row), Text(figures), Text(_when(row)), Text(" | ".join(row.words)))
        yield Group(Text(f"{said[0].claim_text} [{said[0].claim}]", style="bold"), table, Text(""))


def _source(row: Row) -> Text:
    named = Text(row.source or "unknown")
    described = ", ".join(part for part in (row.role, row.country) if part)
    return named.append(f" ({described})", style="dim") if described else named


def _when(row: Row) -> str:
    places = len(row.articles)
    return f"{row.said or ''}{f' ({places} articles)' if places > 1 else ''}".strip()
