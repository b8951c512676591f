"""Layers given from gold, so that the error of one stage can be told from what it inherits from those before it.

`onrecord run --with-gold quotes,stance GOLD` lets the pipeline find the rest on top of them; `onrecord evaluate
--gold-input quotes,stance` then leaves them out of the scores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as DocSpan
from spacy.util import filter_spans

from onrecord.errors import UsageError
from onrecord.layers import ACTORS, ARTICLE, DATES, QUANTITIES, QUOTES, RECORDS
from onrecord.records import Record, Span

AFTER = {
    "entities": "ner",
    "quantities": "quantities",
    "dates": "dates",
    "quotes": "attribution",
    "speakers": "actors",
    "stance": "stance",
}
"""Layers that can be given -> the component whose work is replaced."""
NEED_QUOTES = ("speakers", "stance")
FACTORY = "onrecord_given"


class Given:
    """Writes one layer of gold over what the component before it wrote; spans are widened to whole tokens."""

    def __init__(self, layer: str) -> None:
        self.layer = layer
        self.gold: Mapping[str, Record] = {}

    def __call__(self, doc: Doc) -> Doc:
        id_ = doc._.get(ARTICLE).get("id")
        if id_ not in self.gold:
            raise ValueError(f"gold holds no article of the id {id_!r}")
        record = self.gold[id_]
        if record.text is not None and record.text != doc.text:
            raise ValueError(f"the text of {id_!r} in gold is not that of the article")
        _WRITERS[self.layer](doc, record)
        return doc


@Language.factory(FACTORY, default_config={"layer": ""})
def make_given(nlp: Language, name: str, layer: str) -> Given:
    """Make one without gold; `give` brings it. layer: of `AFTER`."""
    return Given(layer)


def give(nlp: Language, layers: Sequence[str], gold: Iterable[Record]) -> None:
    """Let a pipeline take layers from gold.

    Raises UsageError if a layer cannot be given, stands without the quotes it is told of, or its component is missing.
    """
    records = {record.id: record for record in gold}
    for layer in dict.fromkeys(layers):
        if layer not in AFTER:
            raise UsageError(f"--with-gold {layer!r}: what can be given is {', '.join(AFTER)}")
        if layer in NEED_QUOTES and "quotes" not in layers:
            raise UsageError(f"--with-gold {layer}: give quotes as well, since {layer} are told of gold's quotes")
        if AFTER[layer] not in nlp.pipe_names:
            raise UsageError(f"--with-gold {layer}: this model has no component {AFTER[layer]!r}")
        given: Any = nlp.add_pipe(FACTORY, name=f"gold_{layer}", after=AFTER[layer], config={"layer": layer})
        given.gold = records


def _entities(doc: Doc, record: Record) -> None:
    doc.set_ents(filter_spans([_span(doc, entity, entity.label) for entity in record.entities]))


def _quantities(doc: Doc, record: Record) -> None:
    spans = [_span(doc, quantity, quantity.kind) for quantity in record.quantities]
    _write(doc, QUANTITIES, spans, [item.model_dump(by_alias=True) for item in record.quantities])


def _dates(doc: Doc, record: Record) -> None:
    spans = [_span(doc, date, date.type) for date in record.dates]
    _write(doc, DATES, spans, [item.model_dump(by_alias=True) for item in record.dates])


def _quotes(doc: Doc, record: Record) -> None:
    """Spans, kind and parent; who speaks, stance and claim are found on top of them."""
    unknown = {"speaker": None, "stance": "none", "claim": None}
    quotes = []
    for quote in record.quotes:
        inside = {layer: _inside(doc, layer, quote.content) for layer in (QUANTITIES, DATES)}
        quotes.append({**quote.model_dump(by_alias=True), **unknown, **inside})
    parts = [
        _span(doc, part, label)
        for quote in record.quotes
        for label, found in (("content", quote.content), ("cue", [quote.cue]), ("source", [quote.source]))
        for part in found
        if part is not None
    ]
    _write(doc, QUOTES, parts, quotes)


def _inside(doc: Doc, layer: str, content: Sequence[Span]) -> list[str]:
    records = doc.spans[layer].attrs.get(RECORDS, []) if layer in doc.spans else []
    return [r["id"] for r in records if any(s.start <= r["start"] and r["end"] <= s.end for s in content)]


def _speakers(doc: Doc, record: Record) -> None:
    """All of the layer `actors`, and who speaks."""
    mentions = [_span(doc, entity, entity.ref) for entity in record.entities if entity.ref]
    _write(doc, ACTORS, mentions, [item.model_dump(by_alias=True) for item in record.actors])
    _tell(doc, {quote.id: {"speaker": quote.speaker} for quote in record.quotes})


def _stance(doc: Doc, record: Record) -> None:
    _tell(doc, {quote.id: {"stance": quote.stance} for quote in record.quotes})


def _tell(doc: Doc, told: Mapping[str, dict[str, Any]]) -> None:
    group = doc.spans[QUOTES]
    confidence = {"speaker_confidence": None, "stance_confidence": None}
    quotes = [{**quote, **confidence, **told[quote["id"]]} for quote in group.attrs[RECORDS]]
    group.attrs = {**group.attrs, RECORDS: quotes}


def _write(doc: Doc, layer: str, spans: list[DocSpan], records: list[dict[str, Any]]) -> None:
    doc.spans[layer] = SpanGroup(doc, name=layer, spans=spans, attrs={RECORDS: records})


def _span(doc: Doc, span: Span, label: str) -> DocSpan:
    found = doc.char_span(span.start, span.end, label=label, alignment_mode="expand")
    if found is None or not span.text.strip() or span.text not in found.text:
        raise ValueError(f"[{span.start}:{span.end}] {span.text!r} of gold does not stand in the article")
    return found


_WRITERS: dict[str, Callable[[Doc, Record], None]] = {
    "entities": _entities,
    "quantities": _quantities,
    "dates": _dates,
    "quotes": _quotes,
    "speakers": _speakers,
    "stance": _stance,
}
