"""What the tests share: a tiny pipeline without training, the trained one, and the command line in this process."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import EntityRuler

import onrecord
from onrecord.cli import main

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The trained pipeline that ships."""
    return onrecord.load()


@pytest.fixture(scope="session")
def tiny() -> Language:
    """A real pipeline that knows three names and where sentences end."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler")
    assert isinstance(ruler, EntityRuler)
    names = {"Ada Byron": "PERSON", "Oslo": "GPE", "Norway": "GPE", "Tuesday": "DATE"}
    ruler.add_patterns([{"label": label, "pattern": name} for name, label in names.items()])
    return nlp


@pytest.fixture(scope="session")
def tiny_path(tiny: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny pipeline as a folder, for --model."""
    path = tmp_path_factory.mktemp("model") / "tiny"
    tiny.to_disk(path)
    return path


@pytest.fixture(scope="session")
def gold_line() -> str:
    """The gold record as it stands in the corpus."""
    return next((ROOT / "corpus" / "gold").glob("000_*.jsonl")).read_text(encoding="utf-8")


@dataclass
class Outcome:
    """What the command line gave back."""

    code: int
    out: str
    err: str


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Call `onrecord ARGUMENTS…` in this process."""

    def call(*arguments: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["onrecord", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        code = left.value.code
        captured = capsys.readouterr()
        return Outcome(code if isinstance(code, int) else 0 if code is None else 1, captured.out, captured.err)

    return call


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSONL file."""
    with path.open(encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file]
