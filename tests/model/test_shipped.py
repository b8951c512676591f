"""The model that ships: its folder, and what it says of the article that onrecord was first asked to read."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from spacy.language import Language

import onrecord
from onrecord.layers import ENTITY_LABELS
from onrecord.model import MODEL_NAME, find_model
from onrecord.records import Record
from tests.articles import GIVEN
from tests.conftest import ROOT

#: What the model must reach. Raised with a better model, never lowered to let a worse one pass.
FLOORS: dict[str, float] = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))
MAX_BYTES = 60_000_000


@pytest.fixture(scope="module")
def made(nlp: Language) -> Record:
    """The record of the given article."""
    (record,) = onrecord.extract([GIVEN], nlp=nlp)
    assert isinstance(record, Record)
    return record


def f1(gold: set[Any], found: set[Any]) -> float:
    return 2 * len(gold & found) / (len(gold) + len(found))


def test_the_folder_is_small() -> None:
    assert sum(path.stat().st_size for path in find_model().rglob("*") if path.is_file()) <= MAX_BYTES


def test_the_folder_holds_what_the_pipeline_writes_and_nothing_else(nlp: Language, tmp_path: Path) -> None:
    """So no weights of an older model are carried along."""
    nlp.to_disk(tmp_path)
    shipped, written = (
        {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        for folder in (find_model(), tmp_path)
    )
    assert shipped - {"README.md"} == written


def test_it_is_named(nlp: Language) -> None:
    assert f"{nlp.meta['lang']}_{nlp.meta['name']}" == MODEL_NAME == find_model().name
    assert nlp.meta["version"]
    assert sorted(nlp.meta["labels"]["ner"]) == sorted(ENTITY_LABELS)


def test_it_reads_what_it_was_trained_to_read(nlp: Language) -> None:
    """Every component that has labels or networks has some."""
    assert all(list(labels) for labels in nlp.meta["labels"].values())
    doc = nlp(GIVEN["text"])
    for attribute in ("TAG", "POS", "LEMMA", "DEP", "SENT_START"):
        assert doc.has_annotation(attribute), attribute


def test_the_record_of_the_given_article_keeps_the_schema(made: Record) -> None:
    schema = json.loads((ROOT / "corpus" / "record.schema.json").read_text("utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(json.loads(made.to_json()))) == []
    assert (made.id, made.date, made.text) == (GIVEN["id"], GIVEN["date"], GIVEN["text"])
    assert made.warnings == []


def test_the_names_of_the_given_article(made: Record, gold_line: str) -> None:
    """F1 of exact spans with their labels against the gold record."""
    gold = Record.from_json(gold_line)
    assert gold.text == made.text
    found = {(entity.start, entity.end, entity.label) for entity in made.entities}
    wanted = {(entity.start, entity.end, entity.label) for entity in gold.entities}
    missed, wrong = sorted(wanted - found), sorted(found - wanted)
    assert f1(wanted, found) >= FLOORS["entities_f1"], f"missed {missed}, wrong {wrong}"


def test_the_main_figures_are_found(made: Record) -> None:
    people = {entity.text for entity in made.entities if entity.label == "PERSON"}
    assert {"Lloyd Austin", "John Kirby", "Volodymyr Zelenskyy", "Vladimir Putin"} <= people
