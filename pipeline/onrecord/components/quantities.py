"""`quantities`: numbers with what they count or measure, bounded and normalised (corpus/SPEC.md, section 2)."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from onrecord.components.component import Component
from onrecord.layers import QUANTITIES, RECORDS
from onrecord.quantities import quantities


@Language.factory(
    "onrecord_quantities",
    requires=["token.tag", "token.pos", "token.dep", "token.head", "token.lemma", "token.ent_type"],
    assigns=["doc.spans"],
)
def make_quantities(nlp: Language, name: str) -> Quantities:
    """Make the component; it has no weights and no options."""
    return Quantities(name)


class Quantities(Component[list[dict[str, Any]]]):
    """Rules over the text, the parse and the names; a Doc that lacks one of them is read without it."""

    def predict(self, doc: Doc) -> list[dict[str, Any]]:
        """The records of the quantities, in order; the Doc is only read."""
        return quantities(doc)

    def set_annotations(self, doc: Doc, prediction: list[dict[str, Any]]) -> None:
        """Write `doc.spans[QUANTITIES]` and its records; a span covers the tokens that its record touches."""
        spans = [_span(doc, record) for record in prediction]
        doc.spans[QUANTITIES] = SpanGroup(doc, name=QUANTITIES, spans=spans, attrs={RECORDS: prediction})


def _span(doc: Doc, record: dict[str, Any]) -> Span:
    span = doc.char_span(record["start"], record["end"], label=record["kind"], alignment_mode="expand")
    assert span is not None  # no record lies outside the text
    return span
