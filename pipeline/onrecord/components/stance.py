"""`stance`: whether the source of each quote says that it is so (corpus/SPEC.md, section 5)."""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.components.head import Floats, Head
from onrecord.layers import QUOTES, RECORDS
from onrecord.paragraphs import paragraphs
from onrecord.stance.features import features
from onrecord.stance.marked import views
from onrecord.stance.reading import Reading, read
from onrecord.stance.rules import stance_by_rules
from onrecord.stance.words import QuoteWords, Words


@Language.factory("onrecord_stance", requires=["doc.tensor", "doc.spans"], assigns=["doc.spans"])
def make_stance(nlp: Language, name: str) -> StanceClassifier:
    """Make a classifier of quotes without weights; `from_disk` brings them."""
    return StanceClassifier(nlp.vocab, name)


class StanceClassifier(Head[list[tuple[str, float]]]):
    """A network that reads each quote marked in its paragraph, and a linear one on lexicon and parse; weighed together.

    tables: "labels" (the stances) and "features" (the names that the linear one knows, in its order).
    networks: "words" and "marked" (the first), "stance" (the second, and both together).
    """

    def predict(self, doc: Doc) -> list[tuple[str, float]]:
        """Stance and the probability that it is right (0 to 1), for each quote."""
        quotes = _records(doc)
        if not quotes:
            return []
        words = Words.of(doc)
        readings = [read(words, QuoteWords.of(doc, quote)) for quote in quotes]
        named = named_features(words, quotes, readings, self.tables.get("features", []))
        (probabilities,) = self.run("stance", named, self.marked(doc, [reading.quote for reading in readings]))
        best = probabilities.argmax(1)
        return [(self.labels[i], round(float(row[i]), 3)) for i, row in zip(best, probabilities, strict=True)]

    def set_annotations(self, doc: Doc, prediction: list[tuple[str, float]]) -> None:
        """Write `stance` and `stance_confidence` in the records of the quotes."""
        if QUOTES in doc.spans:
            group = doc.spans[QUOTES]
            told = [
                {**quote, "stance": stance, "stance_confidence": confidence}
                for quote, (stance, confidence) in zip(_records(doc), prediction, strict=True)
            ]
            group.attrs = {**group.attrs, RECORDS: told}

    def marked(self, doc: Doc, quotes: list[QuoteWords]) -> Floats:
        """What the network says of each quote by its words: log probabilities, shape (quotes, labels)."""
        (word,) = self.run("words", self.vectors(doc))
        found = np.zeros((len(quotes), len(self.labels)), np.float32)
        for view in views(quotes, paragraphs(doc)):
            inputs = {"word": word[view.tokens], "parts": view.parts}
            (scores,) = self.session("marked").run(None, inputs)
            found[view.rows] = scores
        top = found.max(1, keepdims=True)
        return found - top - np.log(np.exp(found - top).sum(1, keepdims=True))


def named_features(words: Words, quotes: list[dict[str, Any]], readings: list[Reading], names: list[str]) -> Floats:
    """A row a quote, a column a feature, 1 where the quote has it."""
    index = {name: i for i, name in enumerate(names)}
    rows = np.zeros((len(quotes), len(index)), np.float32)
    for row, quote, reading in zip(rows, quotes, readings, strict=True):
        found = features(words, reading, quote["kind"], stance_by_rules(words, reading))
        row[[index[name] for name in found if name in index]] = 1
    return rows


def _records(doc: Doc) -> list[dict[str, Any]]:
    return doc.spans[QUOTES].attrs.get(RECORDS, []) if QUOTES in doc.spans else []
