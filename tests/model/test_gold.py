"""What the shipped pipeline says of the project's gold articles is no worse than it was (`corpus/scores/floors.py`)."""

from typing import Any

import pytest
from corpus.scores.floors import GATED, GOLD, gated, read_floors, score
from spacy.language import Language

from onrecord.reading import gold_digest, read_gold

FLOORS: dict[str, Any] = read_floors()


@pytest.fixture(scope="module")
def scores(nlp: Language) -> dict[str, float]:
    """F1 of each gated measure, in percent."""
    return gated(score(list(read_gold(GOLD)), nlp))


@pytest.mark.parametrize("name", [f"{layer}: {measure}" for layer, measure in GATED])
def test_no_score_is_below_its_floor(scores: dict[str, float], name: str) -> None:
    assert scores[name] >= FLOORS["floors"][name] > 0


def test_the_floors_were_set_on_this_gold() -> None:
    assert FLOORS["gold"] == gold_digest(GOLD), "run: python corpus/scores/floors.py --raise"


def test_what_was_lowered_has_a_reason() -> None:
    assert all(item["why"].strip() and item["to"] < item["from"] for item in FLOORS["lowered"])
