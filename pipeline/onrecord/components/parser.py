"""`parser`: dependency trees with Universal Dependencies' labels, one tree a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, SENT_START
from spacy.language import Language
from spacy.pipeline.dep_parser import parser_score
from spacy.tokens import Doc
from spacy.training import Example

from onrecord.components.head import Floats, Head
from onrecord.paragraphs import is_space
from onrecord.trees import best_tree

Ints = NDArray[np.int64]
SPACE_LABEL = "dep"
"""As in spaCy's own parsers. A token without a label would count as not parsed, and be its own head."""


@Language.factory(
    "onrecord_parser",
    requires=["doc.tensor", "token.is_sent_start"],
    assigns=["token.dep", "token.head"],
    default_score_weights={"dep_uas": 0.5, "dep_las": 0.5, "dep_las_per_type": None},
)
def make_parser(nlp: Language, name: str) -> Parser:
    """Make a parser without weights; `from_disk` brings them."""
    return Parser(nlp.vocab, name)


class Parser(Head[tuple[Ints, list[str]]]):
    """Deep biaffine parser (Dozat & Manning 2017) with the best tree of each sentence, which need not be projective."""

    def predict(self, doc: Doc) -> tuple[Ints, list[str]]:
        """Each token's head (a root's is itself) and label; white space is "dep" of a neighbour."""
        tokens = np.flatnonzero(~is_space(doc))
        sentence = np.cumsum(doc.to_array(SENT_START).astype(np.int64) == 1)
        heads = _space_heads(tokens, sentence)
        labels = ["ROOT" if head == i else SPACE_LABEL for i, head in enumerate(heads.tolist())]
        if not len(tokens):
            return heads, labels
        arc_dependent, arc_head, root, label_dependent, label_head = self.run("arcs", self.vectors(doc)[tokens])
        local = np.empty(len(tokens), np.int64)
        for begin, end in _ranges(sentence[tokens]):
            scores = self._arc_scores(arc_dependent[begin:end], arc_head[begin:end], root[begin:end, 0])
            local[begin:end] = best_tree(scores) + begin
        heads[tokens] = tokens[local]
        (label_scores,) = self.run("labels", label_dependent, label_head[local])
        for token, label in zip(tokens.tolist(), self._best_labels(label_scores, local), strict=True):
            labels[token] = label
        return heads, labels

    def set_annotations(self, doc: Doc, prediction: tuple[Ints, list[str]]) -> None:
        """Write `token.head` and `token.dep_`; sentence bounds stay, as each sentence is one tree."""
        heads, labels = prediction
        offsets = (heads - np.arange(len(doc))).astype(np.int64)
        ids = np.array([self.vocab.strings.add(label) if label else 0 for label in labels], np.uint64)
        doc.from_array([HEAD, DEP], np.stack([offsets.view(np.uint64), ids], 1))  # type: ignore[arg-type]

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """Unlabelled and labelled attachment scores; punctuation left out, as in spaCy's own parser."""
        scores = parser_score(list(examples))
        return {key: value for key, value in scores.items() if key.startswith("dep_")}

    def _arc_scores(self, dependent: Floats, head: Floats, root: Floats) -> Floats:
        (scores,) = self.session("pairs").run(None, {"dependent": dependent, "head": head})
        scores = scores.copy()
        np.fill_diagonal(scores, root)
        return scores

    def _best_labels(self, scores: Floats, heads: Ints) -> list[str]:
        """A root is called ROOT and nothing else is."""
        names = self.tables["labels"]
        root = names.index("ROOT")
        scores[:, root] = -np.inf
        chosen = np.where(heads == np.arange(len(heads)), root, scores.argmax(1))
        return [names[i] for i in chosen.tolist()]


def _space_heads(words: Ints, sentence: Ints) -> Ints:
    """Heads for white space: the token before it in its sentence, else the next word of it, else itself.

    words: the tokens that are not white space; theirs are to be overwritten.
    sentence: for each token, the number of its sentence.
    """
    heads = np.arange(len(sentence))
    goes_on = np.diff(sentence, prepend=0) == 0
    heads[goes_on] -= 1
    for i in np.setdiff1d(np.flatnonzero(~goes_on), words).tolist():
        word = words[int(np.searchsorted(words, i)) :][:1]
        if len(word) and sentence[word[0]] == sentence[i]:
            heads[i] = word[0]
    return heads


def _ranges(sentence: Ints) -> Iterable[tuple[int, int]]:
    """Where runs of the same number begin and end."""
    begins = [0, *(np.flatnonzero(np.diff(sentence)) + 1).tolist()]
    return zip(begins, [*begins[1:], len(sentence)], strict=True)
