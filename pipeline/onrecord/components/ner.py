"""`ner`: the spans of names and their labels (corpus/SPEC.md, section 1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.scorer import get_ner_prf
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.vocab import Vocab

from onrecord.components.head import Floats, Head
from onrecord.layers import ENTITY_LABELS
from onrecord.paragraphs import paragraphs
from onrecord.sequences import TagOrder, log_softmax

NAME_TAGS = ("O", *(f"{position}-{label}" for label in ENTITY_LABELS for position in "BIES"))
"""Tags of the classifier: outside, or a label with the word's place in the name (begin, inside, end, single)."""


@Language.factory(
    "onrecord_ner",
    requires=["doc.tensor"],
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={"one_label_per_name": True},
    default_score_weights={"ents_f": 1.0, "ents_p": None, "ents_r": None, "ents_per_type": None},
)
def make_ner(nlp: Language, name: str, one_label_per_name: bool) -> Ner:
    """Make a name finder without weights; `from_disk` brings them.

    one_label_per_name: whether a name gets the same label wherever it stands in the article, the one that all its
        places together make most likely.
    """
    return Ner(nlp.vocab, name, one_label_per_name)


class Ner(Head[list[tuple[int, int, str]]]):
    """A classifier on each word's vector, with the best sequence of tags that makes whole names."""

    def __init__(self, vocab: Vocab, name: str, one_label_per_name: bool) -> None:
        super().__init__(vocab, name)
        self.one_label_per_name = one_label_per_name

    def predict(self, doc: Doc) -> list[tuple[int, int, str]]:
        """Names as (first token, end token exclusive, label)."""
        if not len(doc):
            return []
        (scores,) = self.run("names", self.vectors(doc))
        found: list[tuple[int, int, str]] = []
        votes: dict[str, Floats] = {}
        for tokens in paragraphs(doc):
            local = scores[tokens]
            for first, last, label in spans(best_tags(local)):
                for begin, stop in places(doc, tokens[first : last + 1], label):
                    start, end = int(tokens[first + begin]), int(tokens[first + stop - 1]) + 1
                    found.append((start, end, label))
                    text = doc[start:end].text
                    votes[text] = votes.get(text, 0) + label_scores(local[first + begin : first + stop])
        if not self.one_label_per_name:
            return found
        return [(start, end, ENTITY_LABELS[votes[doc[start:end].text].argmax()]) for start, end, _ in found]

    def set_annotations(self, doc: Doc, prediction: list[tuple[int, int, str]]) -> None:
        """Write `doc.ents`."""
        doc.ents = tuple(Span(doc, start, end, label=label) for start, end, label in prediction)

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """Precision, recall and F1 of spans with their labels."""
        return get_ner_prf(list(examples))


def places(doc: Doc, tokens: NDArray[np.int64], label: str) -> list[tuple[int, int]]:
    """Ranges of a name's words that are a name each: city and state are two places, "Washington, D.C." is one."""
    words = [doc[i].text for i in tokens.tolist()]
    if label not in ("GPE", "LOC") or "," not in words or words[-1].replace(".", "") == "DC":
        return [(0, len(words))]
    commas = [i for i, word in enumerate(words) if word == ","]
    ranges = zip([0, *(i + 1 for i in commas)], [*commas, len(words)], strict=True)
    return [(begin, stop) for begin, stop in ranges if begin < stop]


def best_tags(scores: Floats) -> list[int]:
    """The legal sequence of NAME_TAGS with the highest sum of scores, shape (words, tags)."""
    return _ORDER.best(scores)


def label_scores(scores: Floats) -> Floats:
    """Log probability of each of ENTITY_LABELS for a name.

    scores: shape (words, tags), the classifier's scores of the name's words.
    RETURNS: shape (labels,), summed over the words.
    """
    likely = log_softmax(scores)
    if len(likely) == 1:
        return likely[0, _TAGS_BY_PLACE["S"]]
    inside = likely[1:-1, _TAGS_BY_PLACE["I"]].sum(0)
    return likely[0, _TAGS_BY_PLACE["B"]] + inside + likely[-1, _TAGS_BY_PLACE["E"]]


def spans(tags: list[int]) -> list[tuple[int, int, str]]:
    """Names in a legal sequence of tags, as (first word, last word inclusive, label)."""
    found, start = [], 0
    for i, tag in enumerate(tags):
        position, _, label = NAME_TAGS[tag].partition("-")
        if position in "BS":
            start = i
        if position in "ES":
            found.append((start, i, label))
    return found


def _follows(before: str, after: str) -> bool:
    inside = before[0] in "BI"
    return after[0] in "IE" and before[2:] == after[2:] if inside else after[0] in "OBS"


_ORDER = TagOrder(NAME_TAGS, starts=lambda tag: tag[0] in "OBS", follows=_follows, ends=lambda tag: tag[0] in "OES")
_TAGS_BY_PLACE = {p: np.array([NAME_TAGS.index(f"{p}-{label}") for label in ENTITY_LABELS]) for p in "BIES"}
