"""Scores of several articles: pairing, intervals, comparison, signature."""

import json

import jsonschema
import pytest

from onrecord.errors import UsageError
from onrecord.evaluation.output import as_json, as_markdown
from onrecord.evaluation.scores import LAYERS, evaluate, evaluation_schema
from onrecord.records import Record
from tests.conftest import ROOT
from tests.unit.evaluation.records import entity, quote, record


def names(name: str, right: int, of: int = 4) -> Record:
    """An article with four names, or one that finds so many of them."""
    return record(name, entities=[entity((2 * n, 2 * n + 1), "PERSON" if n < right else "ORG") for n in range(of)])


GOLD = [names(name, 4) for name in "abcdefgh"]


def test_gold_against_itself_is_perfect(gold_line: str) -> None:
    gold = [Record.from_json(gold_line)]
    evaluation = evaluate(gold, gold, by=["label", "kind", "length", "source-type"])
    assert {score.f1 for score in evaluation.scores if score.wanted} == {100}
    assert {score.layer for score in evaluation.scores} == set(LAYERS)
    assert not evaluate(gold, gold, errors=3).mistakes


def test_nothing_found_is_no_recall_and_no_precision(gold_line: str) -> None:
    gold = [Record.from_json(gold_line)]
    for score in evaluate(gold, []).scores:
        if score.wanted and "found quotes" not in score.measure:
            assert (score.precision, score.recall, score.f1) in {(None, 0, 0), (None, None, 0)}


def test_what_is_not_there_has_no_score() -> None:
    score = evaluate([names("a", 0, 0)], [names("a", 0, 0)]).find("entities", "strict")
    assert (score.precision, score.recall, score.f1, score.low) == (None, None, None, None)


def test_articles_that_one_side_lacks() -> None:
    evaluation = evaluate(GOLD[:2], [GOLD[1], GOLD[5]])
    assert (evaluation.missing, evaluation.extra) == (["a"], ["f"])
    assert evaluate(GOLD[:2], GOLD, against=GOLD[:1]).against_missing == ["b"]
    score = evaluation.find("entities", "strict")
    assert (score.precision, score.recall) == (100, 50)


def test_the_interval_holds_the_score_and_is_the_same_each_time() -> None:
    found = [names(name, right) for name, right in zip("abcdefgh", (4, 3, 2, 4, 1, 4, 3, 3), strict=True)]
    one, other = (evaluate(GOLD, found).find("entities", "strict") for _ in range(2))
    assert one == other
    low, f1, high = (value or 0 for value in (one.low, one.f1, one.high))
    assert 50 < low < f1 < high < 97
    assert f1 == 75


def test_two_predictions_are_compared_article_by_article() -> None:
    good = [names(name, 4 - (name in "ab")) for name in "abcdefgh"]
    bad = [names(name, 3 - (name in "ab")) for name in "abcdefgh"]
    score = evaluate(GOLD, good, against=bad).find("entities", "strict")
    assert score.difference == 25
    assert score.p_value == pytest.approx(2 / 1001, abs=1e-4)
    same = evaluate(GOLD, good, against=good).find("entities", "strict")
    assert (same.difference, same.p_value) == (0, 1)


def test_nested_quotes_are_left_out_where_gold_has_none() -> None:
    outer, inner = quote((0, 9)), quote((4, 8), parent="Q1")
    flat, deep = record(quotes=[outer]), record(quotes=[outer, inner])
    evaluation = evaluate([flat], [deep])
    assert (evaluation.find("quotes", "attribution").precision, evaluation.nested_left_out) == (100, 1)
    assert evaluate([deep], [flat]).find("quotes", "attribution").recall == 50


def test_records_without_text_are_scored_by_offsets() -> None:
    with_text, without = (
        record(entities=[entity((0, 1))], quotes=[quote((2, 5))], text=text) for text in (True, False)
    )
    assert {s.f1 for s in evaluate([with_text], [without]).scores} <= {100, None}


def test_texts_that_differ_are_refused() -> None:
    other = record(text=False).model_copy(update={"text": "another"})
    with pytest.raises(UsageError, match="the text of 'a' is not that of gold"):
        evaluate([record()], [other])


def test_groups_stand_with_their_measure_whatever_article_they_come_from() -> None:
    gold = [
        record("a", entities=[entity((0, 1))]),
        record("b", entities=[entity((0, 1), "ORG")], quotes=[quote((2, 4))]),
    ]
    layers = [score.layer for score in evaluate(gold, gold, by=["label", "kind"]).scores]
    assert layers == sorted(layers, key=list(LAYERS).index)


def test_a_quote_without_a_word_is_a_quote() -> None:
    said = record(quotes=[quote((2, 3), source=(0, 1))]).model_dump(by_alias=True)
    said["text"] = said["text"].replace("w02", "?!?")
    said["quotes"][0]["content"][0]["text"] = "?!?"
    odd = Record.model_validate(said)
    assert {s.f1 for s in evaluate([odd], [odd]).scores} <= {100, None}


def test_layers_that_were_given_are_not_scored() -> None:
    evaluation = evaluate(GOLD, GOLD, given=["entities"])
    assert "entities" not in {score.layer for score in evaluation.scores}
    assert "given: entities" in evaluation.signature


def test_the_signature_tells_what_was_measured_on() -> None:
    assert evaluate(GOLD, GOLD).signature == evaluate(GOLD[::-1], GOLD).signature
    assert evaluate(GOLD, GOLD).signature != evaluate(GOLD[:7], GOLD[:7]).signature
    assert "n: 8" in evaluate(GOLD, GOLD).signature


def test_mistakes_are_shown_in_context() -> None:
    gold, found = record(entities=[entity((1, 2))]), record(entities=[entity((1, 2), "ORG"), entity((5, 6))])
    wrong, false = evaluate([gold], [found], errors=1).mistakes
    assert (wrong.sort, wrong.gold, wrong.found) == ("wrong", "w01 [PERSON]", "w01 [ORG]")
    assert (false.sort, false.context[:30]) == ("false", "w00 w01 w02 w03 w04 ⟦w05⟧ w06 ")


@pytest.mark.parametrize("layers", [["entities", "names"], ["stances"]])
def test_unknown_layers_are_refused(layers: list[str]) -> None:
    with pytest.raises(UsageError, match=r"'\w+' is none of the layers: entities, "):
        evaluate(GOLD, GOLD, layers=layers)


def test_ids_that_stand_twice_are_refused() -> None:
    with pytest.raises(UsageError, match="gold holds two records of the id 'a'"):
        evaluate([GOLD[0], GOLD[0]], GOLD)
    with pytest.raises(UsageError, match="holds no record"):
        evaluate([], GOLD)


def test_the_json_keeps_its_published_schema(gold_line: str) -> None:
    gold = [Record.from_json(gold_line)]
    schema = evaluation_schema()
    jsonschema.validate(json.loads(as_json(evaluate(gold, gold, against=gold, errors=1))), schema)
    published = json.loads((ROOT / "corpus" / "evaluation.schema.json").read_text("utf-8"))
    assert published == json.loads(json.dumps(schema)), (
        "run: onrecord schema evaluation > corpus/evaluation.schema.json"
    )


def test_markdown_has_a_row_a_score() -> None:
    evaluation = evaluate(GOLD, GOLD, layers=["entities"])
    lines = as_markdown(evaluation).splitlines()
    assert sum(line.startswith("| entities") for line in lines) == len(evaluation.scores)
    assert lines[-1] == f"`{evaluation.signature}`"
