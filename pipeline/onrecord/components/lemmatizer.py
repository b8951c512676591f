"""`lemmatizer`: the dictionary form of each word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from onrecord.components.head import Head
from onrecord.lemma_rules import apply_rule


@Language.factory(
    "onrecord_lemmatizer",
    requires=["doc.tensor", "token.tag"],
    assigns=["token.lemma"],
    default_score_weights={"lemma_acc": 1.0},
)
def make_lemmatizer(nlp: Language, name: str) -> Lemmatizer:
    """Make a lemmatizer without weights; `from_disk` brings them."""
    return Lemmatizer(nlp.vocab, name)


class Lemmatizer(Head[list[str]]):
    """Chooses among lemma rules (`onrecord.lemma_rules`).

    A word that the training data holds with the same tag has the rules seen there to choose from
    (`tables["lexicon"]`: tag -> lower-case word -> rules); any other word has those seen with its tag
    (`tables["by_tag"]`). The classifier on the word's vector picks the best one that fits.
    """

    def predict(self, doc: Doc) -> list[str]:
        """The lemma of each token; white space is its own."""
        if not len(doc):
            return []
        (scores,) = self.run("lemmas", self.vectors(doc))
        rules, lexicon, by_tag = self.tables["labels"], self.tables["lexicon"], self.tables["by_tag"]
        lemmas = []
        for token in doc:
            text, tag = token.text, token.tag_
            allowed = lexicon.get(tag, {}).get(text.lower()) or by_tag.get(tag)
            if token.is_space or not allowed:
                lemmas.append(text)
            elif len(allowed) == 1:
                lemmas.append(apply_rule(rules[allowed[0]], text) or text)
            else:
                lemmas.append(_best(text, allowed, scores[token.i], rules))
        return lemmas

    def set_annotations(self, doc: Doc, prediction: list[str]) -> None:
        """Write `token.lemma_`."""
        for token, lemma in zip(doc, prediction, strict=True):
            token.lemma_ = lemma

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """Accuracy, case included."""
        return Scorer.score_token_attr(list(examples), "lemma")


def _best(text: str, allowed: list[int], scores: NDArray[np.float32], rules: list[str]) -> str:
    for i in np.argsort(-scores[allowed], kind="stable"):
        lemma = apply_rule(rules[allowed[i]], text)
        if lemma is not None:
            return lemma
    return text
