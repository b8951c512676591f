"""What the shipped pipeline says of the given article, layer by layer, against its gold record."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from corpus.scores.quotes import compare
from spacy.language import Language

import onrecord
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
def counts(gold: Record, made: Record) -> Counter[str]:
    """Quotes found, and what is right of them."""
    return compare(gold, made)


@pytest.mark.parametrize("kind", ["direct", "mixed", "indirect", "nested"])
def test_quotes_are_found(counts: Counter[str], kind: str) -> None:
    assert counts[f"{kind} found"] >= FLOORS[f"quotes_{kind}"] * counts[kind] > 0


@pytest.mark.parametrize("field", ["source", "cue", "kind", "speaker", "stance"])
def test_what_is_told_of_quotes_is_right(counts: Counter[str], field: str) -> None:
    assert counts[field] >= FLOORS[f"quote_{field}"] * counts[f"{field} of"] > 0


def test_quotes_about_one_proposition_share_a_claim(counts: Counter[str]) -> None:
    """Pairwise F1 over the quotes found."""
    f1 = 2 * counts["links right"] / (counts["links found"] + counts["links gold"])
    assert f1 >= FLOORS["claims_f1"]


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
    assert len(referring) >= FLOORS["entities_with_ref"] * len(made.entities)
    assert all(entity.text in names[str(entity.ref)] for entity in referring)
