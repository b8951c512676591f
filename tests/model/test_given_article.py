"""What the shipped pipeline says of the given article, layer by layer, against its gold record."""

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

import onrecord
from onrecord.evaluation import evaluate
from onrecord.evaluation.quotes import said, same_quotes
from onrecord.records import Quote, Record, Span
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
def found(gold: Record, made: Record) -> dict[str, Quote]:
    """The quote that was found, by the id of gold's."""
    return {g.quote.id: f.quote for g, f in same_quotes(said(gold), said(made))}


@pytest.mark.parametrize("kind", ["direct", "mixed", "indirect", "nested"])
def test_quotes_are_found(gold: Record, found: dict[str, Quote], kind: str) -> None:
    wanted = [quote for quote in gold.quotes if (quote.kind if quote.parent is None else "nested") == kind]
    assert sum(quote.id in found for quote in wanted) >= FLOORS[f"quotes_{kind}"] * len(wanted) > 0


@pytest.mark.parametrize("field", ["source", "cue", "kind", "stance"])
def test_what_is_told_of_quotes_is_right(gold: Record, found: dict[str, Quote], field: str) -> None:
    right = [told(quote, field) == told(found[quote.id], field) for quote in gold.quotes if quote.id in found]
    assert sum(right) >= FLOORS[f"quote_{field}"] * len(right) > 0


def told(quote: Quote, field: str) -> str | None:
    value = getattr(quote, field)
    return value.text if isinstance(value, Span) else value


def test_speakers_and_claims_are_right(gold: Record, made: Record) -> None:
    """Of the quotes found: the speakers, and F1 of pairs of quotes in one claim."""
    scores = evaluate([gold], [made])
    assert (scores.find("speakers", "of found quotes").f1 or 0) >= 100 * FLOORS["quote_speaker"]
    assert (scores.find("claims", "links of found quotes").f1 or 0) >= 100 * FLOORS["claims_f1"]


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
