"""`senter`: where sentences start. A paragraph's first word always starts one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from onrecord.components.head import Head
from onrecord.paragraphs import is_space, paragraphs

MAX_WORDS = 400
"""Longest sentence; what goes on longer (a table, a list without marks) is cut here, to bound the parser's work."""


@Language.factory(
    "onrecord_senter",
    requires=["doc.tensor"],
    assigns=["token.is_sent_start"],
    default_config={"threshold": 0.5},
    default_score_weights={"sents_f": 1.0, "sents_p": None, "sents_r": None},
)
def make_senter(nlp: Language, name: str, threshold: float) -> Senter:
    """Make a sentence finder without weights; `from_disk` brings them.

    threshold: probability from which on a word inside a paragraph starts a sentence.
    """
    return Senter(nlp.vocab, name, threshold)


class Senter(Head[NDArray[np.bool_]]):
    """A binary classifier on each word's vector. Sentence starts that the Doc already has stay as they are."""

    def __init__(self, vocab: Any, name: str, threshold: float) -> None:
        super().__init__(vocab, name)
        self.threshold = threshold

    def predict(self, doc: Doc) -> NDArray[np.bool_]:
        """For each token, whether a sentence starts with it."""
        given = doc.to_array(SENT_START).astype(np.int64)
        if given[1:].any() or not len(doc):  # spaCy always sets the first one
            return given == 1
        (scores,) = self.run("sents", self.vectors(doc))
        starts = scores[:, 1] - scores[:, 0] >= np.log(self.threshold / (1 - self.threshold))
        for words in paragraphs(doc):
            starts[words[0]] = True
        return _bounded(starts, np.flatnonzero(~is_space(doc)))

    def set_annotations(self, doc: Doc, prediction: NDArray[np.bool_]) -> None:
        """Write `token.is_sent_start`. White space goes with the sentence before it, or with the first one."""
        if not len(doc):
            return
        starts = prediction.copy()
        starts[: starts.argmax() + 1] = False
        starts[0] = True
        doc.from_array(SENT_START, np.where(starts, 1, -1).astype(np.int64).view(np.uint64))  # type: ignore[arg-type]

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """Precision, recall and F1 of sentence spans."""
        scores = Scorer.score_spans(list(examples), "sents", getter=lambda doc, _: doc.sents, has_annotation=_has_sents)
        return {key: value for key, value in scores.items() if key != "sents_per_type"}


def _has_sents(doc: Doc) -> bool:
    return bool(doc.has_annotation("SENT_START"))


def _bounded(starts: NDArray[np.bool_], words: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Keep the starts that are words, and cut sentences that are longer than MAX_WORDS of them."""
    kept = starts[words]
    edges = [*np.flatnonzero(kept).tolist(), len(words)]
    for begin, end in pairwise(edges):
        kept[begin:end:MAX_WORDS] = True
    bounded = np.zeros_like(starts)
    bounded[words[kept]] = True
    return bounded
