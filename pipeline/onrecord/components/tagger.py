"""`tagger`: part-of-speech tags, the Penn Treebank's (`token.tag_`) and Universal Dependencies' (`token.pos_`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import POS, TAG
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from onrecord.components.head import Head
from onrecord.paragraphs import is_space

SPACE_TAG, SPACE_POS = "_SP", "SPACE"


@Language.factory(
    "onrecord_tagger",
    requires=["doc.tensor"],
    assigns=["token.tag", "token.pos"],
    default_score_weights={"tag_acc": 1.0, "pos_acc": None},
)
def make_tagger(nlp: Language, name: str) -> Tagger:
    """Make a tagger without weights; `from_disk` brings them."""
    return Tagger(nlp.vocab, name)


class Tagger(Head[tuple[NDArray[np.int64], NDArray[np.int64]]]):
    """Two classifiers on each word's vector."""

    def predict(self, doc: Doc) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Index of each token's label in `tables["labels"]` and in `tables["pos"]`."""
        if not len(doc):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        tags, pos = self.run("tags", self.vectors(doc))
        return tags.argmax(1), pos.argmax(1)

    def set_annotations(self, doc: Doc, prediction: tuple[NDArray[np.int64], NDArray[np.int64]]) -> None:
        """Write tag and pos; white space is "_SP" and SPACE."""
        add, white = self.vocab.strings.add, is_space(doc)
        values = []
        for labels, chosen, space in zip(
            (self.tables["labels"], self.tables["pos"]), prediction, (SPACE_TAG, SPACE_POS), strict=True
        ):
            ids = np.array([add(label) for label in labels], np.uint64)[chosen]
            ids[white] = add(space)
            values.append(ids)
        doc.from_array([TAG, POS], np.stack(values, 1))  # type: ignore[arg-type]

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """Accuracy of both tag sets."""
        examples = list(examples)
        return {**Scorer.score_token_attr(examples, "tag"), **Scorer.score_token_attr(examples, "pos")}
