"""`stance`: whether the source of each quote says that it is so (corpus/SPEC.md, section 5)."""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.components.head import Floats, Head
from onrecord.layers import QUOTES, RECORDS
from onrecord.stance.features import features, pooled
from onrecord.stance.reading import read
from onrecord.stance.rules import stance_by_rules
from onrecord.stance.words import QuoteWords, Words


@Language.factory("onrecord_stance", requires=["doc.tensor", "doc.spans"], assigns=["doc.spans"])
def make_stance(nlp: Language, name: str) -> StanceClassifier:
    """Make a classifier of quotes without weights; `from_disk` brings them."""
    return StanceClassifier(nlp.vocab, name)


class StanceClassifier(Head[list[tuple[str, float]]]):
    """A linear classifier over the encoder's vectors of a quote's parts and features of the lexicon and the parse.

    tables: "labels" (the stances) and "features" (the names that the network knows, in its order).
    """

    def predict(self, doc: Doc) -> list[tuple[str, float]]:
        """Stance and the probability that it is right (0 to 1), for each quote."""
        quotes = _records(doc)
        if not quotes:
            return []
        index = {name: i for i, name in enumerate(self.tables.get("features", ()))}
        named, vectors = inputs(doc, quotes, self.vectors(doc), index)
        (probabilities,) = self.run("stance", named, vectors)
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


def inputs(doc: Doc, quotes: list[dict[str, Any]], vectors: Floats, index: dict[str, int]) -> tuple[Floats, Floats]:
    """What the network reads of each quote: 1 for each of the features in the index that it has, and pooled vectors."""
    words = Words.of(doc)
    named = np.zeros((len(quotes), len(index)), np.float32)
    rows = []
    for row, quote in zip(named, quotes, strict=True):
        reading = read(words, QuoteWords.of(doc, quote))
        for name in features(words, reading, quote["kind"], stance_by_rules(words, reading)):
            if name in index:
                row[index[name]] = 1
        rows.append(pooled(reading, vectors))
    return named, np.stack(rows)


def _records(doc: Doc) -> list[dict[str, Any]]:
    return doc.spans[QUOTES].attrs.get(RECORDS, []) if QUOTES in doc.spans else []
