"""The component `stance`, with a network that follows the rules: the trained one is tested with the model."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from onrecord.components.head import Floats
from onrecord.components.stance import StanceClassifier
from onrecord.layers import QUOTES, RECORDS
from onrecord.stance.words import QuoteWords
from tests.unit.stance.quoting import quote

LABELS = ["confirm", "deny", "none", "uncertain"]
TEXT = "Berg said the ships left. Holm denied the claims about the ships. Moe could not confirm that they left."
QUOTED = [("the ships left", "said"), ("the claims about the ships", "denied"), ("that they left", "could not confirm")]


class ByRule(StanceClassifier):
    """Gives 0.7 to the label of the rules."""

    def run(self, network: str, *inputs: Floats) -> list[NDArray[Any]]:
        """Probabilities as from a network."""
        named, marked = inputs
        assert named.shape == marked.shape == (len(QUOTED) if len(named) > 1 else 1, len(LABELS))
        return [np.where(named == 1, 0.7, 0.1).astype(np.float32)]

    def marked(self, doc: Doc, quotes: list[QuoteWords]) -> Floats:
        """Nothing is known."""
        return np.zeros((len(quotes), len(LABELS)), np.float32)


@pytest.fixture
def by_rule(nlp: Language) -> ByRule:
    """A component without a network."""
    component = ByRule(nlp.vocab, "stance")
    component.tables = {"labels": LABELS, "features": [f"rule={label}" for label in LABELS]}
    return component


def quoted(nlp: Language) -> Doc:
    doc = nlp(TEXT)
    records = [quote(TEXT, content, cue) for content, cue in QUOTED]
    doc.spans[QUOTES] = SpanGroup(doc, name=QUOTES, attrs={RECORDS: records, "kept": 1}, spans=[doc[0:1]])
    return doc


def test_stances_stand_in_the_records(nlp: Language, by_rule: ByRule) -> None:
    doc = by_rule(quoted(nlp))
    group = doc.spans[QUOTES]
    found = [(record["stance"], record["stance_confidence"]) for record in group.attrs[RECORDS]]
    assert found == [("confirm", 0.7), ("deny", 0.7), ("uncertain", 0.7)]
    assert group.attrs["kept"] == 1
    assert [span.text for span in group] == ["Berg"]


def test_predicting_changes_nothing(nlp: Language, by_rule: ByRule) -> None:
    doc = quoted(nlp)
    before = doc.to_bytes()
    assert by_rule.predict(doc) == [("confirm", 0.7), ("deny", 0.7), ("uncertain", 0.7)]
    assert doc.to_bytes() == before


def test_a_second_run_changes_nothing(nlp: Language, by_rule: ByRule) -> None:
    doc = by_rule(quoted(nlp))
    before = [dict(record) for record in doc.spans[QUOTES].attrs[RECORDS]]
    assert by_rule(doc).spans[QUOTES].attrs[RECORDS] == before


@pytest.mark.parametrize("text", ["", " ", "Berg said the ships left."])
def test_docs_without_quotes_pass(nlp: Language, by_rule: ByRule, text: str) -> None:
    """With no group of quotes, and with an empty one; neither needs a vector or a network."""
    doc = by_rule(nlp.make_doc(text))
    assert QUOTES not in doc.spans
    doc.spans[QUOTES] = SpanGroup(doc, name=QUOTES, attrs={RECORDS: []})
    assert by_rule(doc).spans[QUOTES].attrs[RECORDS] == []


def test_quotes_without_a_parse_pass(nlp: Language, by_rule: ByRule) -> None:
    doc = nlp.make_doc(TEXT)
    doc.tensor = np.zeros((len(doc), 384), np.float32)
    doc.spans[QUOTES] = SpanGroup(doc, attrs={RECORDS: [quote(TEXT, *QUOTED[0])]})
    assert by_rule(doc).spans[QUOTES].attrs[RECORDS][0]["stance"] in LABELS


def test_a_component_without_weights_says_so(nlp: Language) -> None:
    component = StanceClassifier(nlp.vocab, "stance")
    with pytest.raises(ValueError, match="has no weights"):
        component(quoted(nlp))


def test_it_comes_back_from_bytes(nlp: Language, by_rule: ByRule) -> None:
    copy = ByRule(nlp.vocab, "stance").from_bytes(by_rule.to_bytes())
    assert copy.tables == by_rule.tables
    assert copy.labels == tuple(LABELS)
