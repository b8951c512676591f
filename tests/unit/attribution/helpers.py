"""Hand-made attributions over plain texts, without a model."""

from typing import Any

import numpy as np
import spacy
from spacy.tokens import Doc

from onrecord.attribution.assembly import quotes
from onrecord.attribution.decoding import Attribution, Range
from onrecord.paragraphs import paragraphs

NLP = spacy.blank("en")


def make_doc(text: str, **names: str) -> Doc:
    """A tokenised text with names; names: label -> the name, at its first place."""
    doc = NLP.make_doc(text)
    spans = []
    for label, name in names.items():
        span = doc.char_span(text.index(name), text.index(name) + len(name), label)
        assert span is not None
        spans.append(span)
    doc.set_ents(spans)
    return doc


def tokens(doc: Doc, words: str, after: int = 0) -> Range:
    """The tokens of words in the text, from a character on."""
    start = doc.text.index(words, after)
    span = doc.char_span(start, start + len(words), alignment_mode="expand")
    assert span is not None
    return span.start, span.end


def said(doc: Doc, cue: str, source: str | None, *content: str, confidence: float = 0.8) -> tuple[Attribution, float]:
    """An attribution by its words, each at its first place in the text."""
    parts = tuple(tokens(doc, part) for part in content)
    score = -0.1
    return (
        Attribution(tokens(doc, cue), tokens(doc, source) if source else None, parts, score, score, score, score),
        confidence,
    )


def records(doc: Doc, *found: tuple[Attribution, float], min_confidence: float = 0.0) -> list[dict[str, Any]]:
    """The quotes that the attributions make."""
    return quotes(doc, paragraphs(doc), found, min_confidence)


def contents(quote: dict[str, Any]) -> list[str]:
    """The words of a quote's contents."""
    return [part["text"] for part in quote["content"]]


def scores(rows: list[int], classes: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Scores that are sure of one tag a word."""
    made = np.zeros((len(rows), classes), np.float32)
    made[np.arange(len(rows)), rows] = 10.0
    return made
