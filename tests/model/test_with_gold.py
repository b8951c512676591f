"""`onrecord run --with-gold`: layers from gold, the rest found on top of them."""

from collections.abc import Callable
from pathlib import Path

from onrecord.evaluation import evaluate
from onrecord.evaluation.given import AFTER
from onrecord.reading import read_gold
from tests.conftest import ROOT, Outcome, rows

Command = Callable[..., Outcome]
GOLD = next((ROOT / "corpus" / "gold").glob("000_*.jsonl"))
SEED = next((ROOT / "seeds").glob("*.txt"))


def test_what_is_given_is_gold_and_the_rest_is_found(command: Command, tmp_path: Path) -> None:
    out = tmp_path / "out"
    outcome = command("run", SEED, "--date", "2024-10-24", "--out", out, "--with-gold", ",".join(AFTER), GOLD)
    assert outcome.code == 0
    evaluation = evaluate(read_gold(GOLD), read_gold(out / "records.jsonl"))
    for score in evaluation.scores:
        if score.layer != "claims":
            assert score.f1 == 100, score
    assert evaluation.find("claims", "links").found > 0
    assert evaluation.find("claims", "links").f1 != 100


def test_quotes_alone_leave_speakers_and_stance_to_be_found(command: Command, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert command("run", SEED, "--out", out, "--with-gold", "quotes", GOLD).code == 0
    evaluation = evaluate(read_gold(GOLD), read_gold(out / "records.jsonl"))
    assert evaluation.find("quotes", "attribution").f1 == 100
    assert (evaluation.find("speakers", "of found quotes").f1 or 0) > 50
    assert 50 < (evaluation.find("stance", "of found quotes").f1 or 0) < 100


def test_an_article_that_gold_lacks_is_an_error_row(command: Command, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("Norway denied it.", "utf-8")
    outcome = command("run", tmp_path / "other.txt", "--out", tmp_path / "out", "--with-gold", "entities", GOLD)
    assert outcome.code == 1
    (row,) = rows(tmp_path / "out" / "errors.jsonl")
    assert (row["stage"], row["message"]) == ("gold_entities", "ValueError: gold holds no article of the id 'other'")


def test_wrong_use(command: Command, tmp_path: Path) -> None:
    for given, told in (
        (("claims", GOLD), "'claims': what can be given is entities, "),
        (("stance", GOLD), "give quotes as well"),
        (("quotes", tmp_path / "none"), "holds no gold"),
    ):
        outcome = command("run", SEED, "--out", tmp_path / "out", "--with-gold", *given)
        assert outcome.code == 2
        assert told in outcome.err
