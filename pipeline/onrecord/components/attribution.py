"""`attribution`: who is said to say, write, think or want what (corpus/SPEC.md, section 4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.vocab import Vocab

from onrecord.attribution.assembly import quotes
from onrecord.attribution.confidence import confidence
from onrecord.attribution.decoding import Attribution, Range, attribution, cue_ranges
from onrecord.attribution.tags import distances
from onrecord.components.head import Head
from onrecord.layers import QUOTES, RECORDS
from onrecord.paragraphs import Ints, paragraphs

VIEW = 256
"""Words that a cue sees at once: its paragraph, or of a longer one the part around it."""
CUES_AT_ONCE = 32


@Language.factory(
    "onrecord_attribution",
    requires=["doc.tensor", "doc.ents"],
    assigns=["doc.spans"],
    default_config={"min_confidence": 0.3},
)
def make_attribution(nlp: Language, name: str, min_confidence: float) -> AttributionFinder:
    """Make a finder of quotes without weights; `from_disk` brings them.

    min_confidence: quotes with less (0 to 1) are left out.
    """
    return AttributionFinder(nlp.vocab, name, min_confidence)


class AttributionFinder(Head[list[dict[str, Any]]]):
    """Cues by a classifier on each word, then for every cue the roles of the words around it.

    Semantic role labelling with the cue as the predicate: see `onrecord.attribution.tags`.
    """

    def __init__(self, vocab: Vocab, name: str, min_confidence: float) -> None:
        super().__init__(vocab, name)
        self.min_confidence = min_confidence

    def predict(self, doc: Doc) -> list[dict[str, Any]]:
        """Records of quotes, in the form of `onrecord.records.Quote`, their speakers not yet known."""
        if not len(doc):
            return []
        found = [(item, confidence(item, self.tables["confidence"])) for item in self.attributions(doc)]
        return quotes(doc, paragraphs(doc), found, self.min_confidence)

    def set_annotations(self, doc: Doc, prediction: list[dict[str, Any]]) -> None:
        """Write `doc.spans["quotes"]`: the parts of the quotes, and their records."""
        spans = []
        for quote in prediction:
            parts = [("content", part) for part in quote["content"]]
            parts += [(role, quote[role]) for role in ("cue", "source") if quote[role]]
            found = [doc.char_span(p["start"], p["end"], label, alignment_mode="expand") for label, p in parts]
            spans += [span for span in found if span is not None]
        doc.spans[QUOTES] = SpanGroup(doc, name=QUOTES, spans=spans, attrs={RECORDS: prediction})

    def attributions(self, doc: Doc) -> Iterator[Attribution]:
        """What the network finds, in the order of the cues, before it becomes quotes."""
        for tokens in paragraphs(doc):
            yield from self._found(doc, tokens)

    def _found(self, doc: Doc, tokens: Ints) -> Iterator[Attribution]:
        """Attributions whose cue is among the tokens of one paragraph, as ranges of the Doc's tokens."""
        cues, word, cue = self.run("cues", self.vectors(doc)[tokens])
        ranges = cue_ranges(cues)
        for begin, end, group in _views(ranges, len(tokens)):
            means = np.stack([cue[slice(*span)].mean(0) for span, _ in group])
            near = np.stack([distances(s - begin, e - begin, end - begin) for (s, e), _ in group])
            inputs = {"word": word[begin:end], "cue": means, "distance": near}
            (roles,) = self.session("roles").run(None, inputs)
            for ((start, stop), score), scores in zip(group, roles, strict=True):
                local = attribution(scores, (start - begin, stop - begin), score)
                yield _in_doc(local, tokens[begin:end])


def _views(ranges: list[tuple[Range, float]], words: int) -> Iterator[tuple[int, int, list[tuple[Range, float]]]]:
    """Cues that go through the network together, with the words that they see (begin, end)."""
    if words <= VIEW:
        for i in range(0, len(ranges), CUES_AT_ONCE):
            yield 0, words, ranges[i : i + CUES_AT_ONCE]
        return
    for cue in ranges:
        begin = min(max(0, cue[0][0] - VIEW // 2), words - VIEW)
        yield begin, max(begin + VIEW, cue[0][1]), [cue]


def _in_doc(local: Attribution, tokens: Ints) -> Attribution:
    def moved(span: Range) -> Range:
        return int(tokens[span[0]]), int(tokens[span[1] - 1]) + 1

    return Attribution(
        cue=moved(local.cue),
        source=moved(local.source) if local.source else None,
        content=tuple(moved(part) for part in local.content),
        cue_score=local.cue_score,
        source_score=local.source_score,
        content_score=local.content_score,
        edge_score=local.edge_score,
    )
