"""The benchmark: that it measures, never how fast."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.benchmark import benchmark
from onrecord.errors import UsageError
from tests.conftest import Outcome

ARTICLE = "The harbour board of Westmark said on Monday that two piers would close.\n\nNobody was hurt, it added."


def test_what_the_command_prints_as_json(command: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    outcome = command("bench", "--json", "--articles", "3", "--rounds", "2", tmp_path)
    figures = json.loads(outcome.out)
    assert outcome.code == 0
    assert (figures["articles"], figures["rounds"]) == (3, 2)
    assert figures["words"] == 3 * len(ARTICLE.split())
    for name in ("encoder_words_per_s", "pipeline_words_per_s", "records_words_per_s", "ratio", "peak_rss_mb"):
        assert figures[name] > 0
    assert list(figures["components_us_per_word"])[:2] == ["tokenizer", "encoder"]


def test_the_sample_that_ships_is_read() -> None:
    figures = benchmark(articles=1, rounds=1)
    assert figures.words > 200


def test_a_model_without_our_encoder_is_refused(tiny_path: Path) -> None:
    with pytest.raises(UsageError, match="onrecord_encoder"):
        benchmark(articles=1, rounds=1, model=tiny_path)


def test_paths_without_an_article_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="no article"):
        benchmark([tmp_path], articles=1)
