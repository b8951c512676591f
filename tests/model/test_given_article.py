"""What the shipped pipeline says of the given article, layer by layer, against its gold record."""

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

import onrecord
from onrecord.evaluation import Evaluation, evaluate
from onrecord.records import Record
from tests.articles import GIVEN

FLOORS: dict[str, float] = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def gold(gold_line: str) -> Record:
    """The record as annotated by hand."""
    return Record.from_json(gold_line)


@pytest.fixture(scope="module")
def made(nlp: Language) -> Record:
    """The record as the pipeline makes it."""
    (record,) = onrecord.extract([GIVEN], nlp=nlp)
    assert isinstance(record, Record)
    return record


@pytest.fixture(scope="module")
def scores(gold: Record, made: Record) -> Evaluation:
    """The one against the other."""
    return evaluate([gold], [made], by=["kind"])


@pytest.mark.parametrize("name", FLOORS)
def test_the_scores_are_what_they_were(scores: Evaluation, name: str) -> None:
    layer, measure, value = name.split(": ")
    assert (scores.find(layer, measure, value.removeprefix("all")).f1 or 0) >= FLOORS[name]


def test_claims_have_a_side_for_each_stance(made: Record) -> None:
    assert any(claim.confirmed_by for claim in made.claims)
    assert any(claim.denied_by for claim in made.claims)
    assert any(claim.uncertain for claim in made.claims)
    assert all(quote.claim for quote in made.quotes if quote.stance != "none")


@pytest.mark.parametrize(
    ("layer", "fields"),
    [
        ("quantities", ("start", "end", "kind", "value", "low", "high", "modifier", "unit")),
        ("dates", ("start", "end", "type", "value", "from_", "to", "modifier")),
    ],
)
def test_figures_and_dates_are_those_of_gold(gold: Record, made: Record, layer: str, fields: tuple[str, ...]) -> None:
    def told(record: Record) -> set[Any]:
        return {tuple(getattr(item, field) for field in fields) for item in getattr(record, layer)}

    assert told(made) == told(gold)


def test_no_pronoun_is_the_name_of_an_actor(made: Record) -> None:
    pronouns = {"he", "she", "they", "it", "i", "we", "you", "who", "which", "that"}
    assert made.actors
    assert not pronouns & {actor.name.casefold() for actor in made.actors}


def test_a_mention_and_its_actor_share_a_name(made: Record) -> None:
    names = {actor.id: {actor.name, *actor.aliases} for actor in made.actors}
    referring = [entity for entity in made.entities if entity.ref]
    assert len(referring) >= 0.95 * len(made.entities)
    assert all(entity.text in names[str(entity.ref)] for entity in referring)
