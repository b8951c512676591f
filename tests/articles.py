"""The articles that the tests read: the invented ones of the package, and the one that was given."""

import json
from importlib.resources import files
from typing import Any

from tests.conftest import ROOT

#: The twelve invented articles that ship with the package.
SAMPLE: list[dict[str, Any]] = [
    json.loads(line) for line in (files("onrecord") / "data" / "sample.jsonl").read_text("utf-8").splitlines()
]

_SEED = next((ROOT / "seeds").glob("*.txt"))
#: The article that onrecord was first asked to read.
GIVEN: dict[str, Any] = {"id": _SEED.stem, "date": "2024-10-24", "text": _SEED.read_bytes().decode("utf-8")}
