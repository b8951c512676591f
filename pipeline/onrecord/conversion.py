"""From a Doc to its record, and from a record back to a Doc for display.

Each layer's place in the Doc is told in `onrecord.layers`. A layer that no component has written gives an empty list.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import spacy
from pydantic import ValidationError
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as DocSpan

import onrecord.extensions  # noqa: F401 - registers doc._.article and doc._.warnings
from onrecord.cautions import cautions
from onrecord.errors import RecordError
from onrecord.layers import ACTORS, ARTICLE, CLAIMS, DATES, ENTITY_LABELS, QUANTITIES, QUOTES, RECORDS, WARNINGS
from onrecord.records import SCHEMA_VERSION, Record, describe

#: Id of an article that was given none.
UNNAMED = "article"


def record(doc: Doc, *, text: bool = True) -> Record:
    """The record of an article.

    doc: an article as the pipeline leaves it. What is known of the article (id, date, title, source, url) is read from
        `doc._.article`; without an id there, it is "article".
    text: whether the article's text is part of the record.

    Raises RecordError if what the components wrote breaks a rule of the record.
    """
    article = doc._.get(ARTICLE)
    values = {
        "schema": SCHEMA_VERSION,
        "id": article.get("id") or UNNAMED,
        **{key: article.get(key) for key in ("date", "title", "source", "url")},
        "text": doc.text,
        "entities": _entities(doc),
        **{key: _records(doc, key) for key in (ACTORS, QUANTITIES, DATES, QUOTES, CLAIMS)},
        "warnings": list(dict.fromkeys([*doc._.get(WARNINGS), *cautions(doc)])),
    }
    try:
        made = Record.model_validate(values)
    except ValidationError as error:
        raise RecordError(f"the pipeline's layers make no valid record: {describe(error)}") from error
    return made if text else made.model_copy(update={"text": None})


def to_doc(record: Record, nlp: Language | None = None) -> Doc:
    """A Doc that shows a record: names in `doc.ents`, the other layers in `doc.spans`, nothing else annotated.

    Words are cut where a span of the record starts or ends, so `onrecord.record(to_doc(record))` is the record again,
    but for fields of the record or its names that this version does not know, and for warnings that it lacks.

    record: a record with its text.
    nlp: the pipeline whose tokenizer and vocabulary to use; None stands for a blank English one.

    Raises RecordError if the record holds no text.
    """
    if record.text is None:
        raise RecordError(f"the record of {record.id!r} was written without its text: put it back to make a Doc of it")
    doc = _cut(nlp or spacy.blank("en"), record.text, _edges(record))
    doc.set_ents([_span(doc, e.start, e.end, e.label) for e in record.entities])
    mentions = [_span(doc, e.start, e.end, e.ref) for e in record.entities if e.ref is not None]
    quantities = [_span(doc, q.start, q.end, q.kind) for q in record.quantities]
    dates = [_span(doc, d.start, d.end, d.type) for d in record.dates]
    parts = [
        _span(doc, part.start, part.end, label)
        for quote in record.quotes
        for label, found in (("content", quote.content), ("cue", [quote.cue]), ("source", [quote.source]))
        for part in found
        if part is not None
    ]
    layers: tuple[tuple[str, list[DocSpan]], ...] = (
        (ACTORS, mentions),
        (QUANTITIES, quantities),
        (DATES, dates),
        (QUOTES, parts),
        (CLAIMS, []),
    )
    values = record.to_dict()
    for key, spans in layers:
        if values[key]:
            doc.spans[key] = SpanGroup(doc, name=key, spans=spans, attrs={RECORDS: values[key]})
    doc._.set(ARTICLE, {key: values.get(key) for key in ("id", "date", "title", "source", "url")})
    doc._.set(WARNINGS, values["warnings"])
    return doc


def _entities(doc: Doc) -> list[dict[str, Any]]:
    """Names of the ten labels, without white space at their edges, each with the actor that its mention belongs to."""
    actors = {(m.start_char, m.end_char): m.label_ for m in doc.spans[ACTORS]} if ACTORS in doc.spans else {}
    found: list[dict[str, Any]] = []
    for ent in doc.ents:
        if ent.label_ not in ENTITY_LABELS or not ent.text.strip():
            continue
        start = ent.start_char + len(ent.text) - len(ent.text.lstrip())
        name = ent.text.strip()
        ref = actors.get((ent.start_char, ent.end_char))
        span = {"start": start, "end": start + len(name), "text": name}
        found.append({"id": f"T{len(found) + 1}", **span, "label": ent.label_, "ref": ref})
    return found


def _records(doc: Doc, key: str) -> list[dict[str, Any]]:
    return list(doc.spans[key].attrs.get(RECORDS, [])) if key in doc.spans else []


def _edges(record: Record) -> set[int]:
    spans = [*record.entities, *record.quantities, *record.dates]
    parts = [part for quote in record.quotes for part in (*quote.content, quote.cue, quote.source) if part is not None]
    return {edge for span in (*spans, *parts) for edge in (span.start, span.end)}


def _cut(nlp: Language, text: str, edges: Iterable[int]) -> Doc:
    """Tokenise, and cut each token where an edge (a character offset) falls inside it."""
    inside = set(edges)
    words, spaces = [], []
    for token in nlp.tokenizer(text):  # not nlp.make_doc, which refuses long texts
        end = token.idx + len(token.text)
        cuts = [token.idx, *(i for i in range(token.idx + 1, end) if i in inside), end]
        words += [text[a:b] for a, b in pairwise(cuts)]
        spaces += [False] * (len(cuts) - 2) + [bool(token.whitespace_)]
    return Doc(nlp.vocab, words=words, spaces=spaces)


def _span(doc: Doc, start: int, end: int, label: str) -> DocSpan:
    span = doc.char_span(start, end, label=label)
    if span is None:
        raise RecordError(f"[{start}:{end}] is no span of the text")
    return span
