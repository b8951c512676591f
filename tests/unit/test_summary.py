"""What a person sees after a single article."""

import json

from rich.console import Console

from onrecord.records import Record
from onrecord.summary import summarise
from tests.unit.test_records import sample


def shown(record: Record) -> str:
    console = Console(width=100)
    with console.capture() as captured:
        console.print(summarise(record))
    return captured.get()


def test_all_layers_are_shown() -> None:
    values = sample() | {"title": "Ships", "warnings": ["not English: [bold]"]}
    text = shown(Record.from_json(json.dumps(values)))
    for line in (
        "a · Ships · 2024-10-24 · 12 words",
        "GPE         Oslo, Norway",
        "PERSON      Ada Byron",
        "3 ships = 3 ship",
        "Tuesday = 2024-10-22",
        "Ada Byron: 3 ships left Oslo on Tuesday [confirm]",
        "Norway: it [deny]",
        "Ships left Oslo. confirmed by Ada Byron; denied by Norway",
        "not English: [bold]",
    ):
        assert line in text


def test_empty_layers_are_left_out() -> None:
    values = sample() | {layer: [] for layer in ("entities", "actors", "quantities", "dates", "quotes", "claims")}
    del values["text"]
    assert shown(Record.from_json(json.dumps(values))).split() == ["a", "·", "2024-10-24"]
