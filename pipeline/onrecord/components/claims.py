"""`claims`: who confirms, who denies and who leaves open the same proposition (corpus/SPEC.md, section 6)."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from onrecord.claims.layer import SIDES, Claims, claims
from onrecord.claims.linking import Scorer
from onrecord.components.head import Floats, Head
from onrecord.layers import CLAIMS, QUOTES, RECORDS


@Language.factory("onrecord_claims", requires=["doc.tensor", "doc.spans"], assigns=["doc.spans"])
def make_claims(nlp: Language, name: str) -> ClaimFinder:
    """Make a finder of claims without weights; `from_disk` brings them."""
    return ClaimFinder(nlp.vocab, name)


class ClaimFinder(Head[Claims]):
    """Quotes joined from left to right by a scorer of pairs, which sees sentence vectors, words, names and places.

    tables: "scorer", the weights of `onrecord.claims.linking.Scorer`.
    networks: "senses", from the mean vector of a content to a sentence vector.
    """

    @property
    def labels(self) -> tuple[str, ...]:
        """The lists of a claim that a speaker can stand in."""
        return tuple(SIDES.values())

    def predict(self, doc: Doc) -> Claims:
        """The claims of an article, and the claim of each quote."""
        if QUOTES not in doc.spans or not doc.spans[QUOTES].attrs.get(RECORDS):
            return Claims([], {})
        if "scorer" not in self.tables:
            raise ValueError(
                f"'{self.name}' has no weights: load the pipeline with onrecord.load() or spacy.load(path)"
            )
        return claims(doc, self.vectors(doc), self.sense, Scorer.of(self.tables["scorer"]))

    def set_annotations(self, doc: Doc, prediction: Claims) -> None:
        """Write `doc.spans["claims"]`, which holds records alone, and `claim` in the records of the quotes."""
        doc.spans[CLAIMS] = SpanGroup(doc, name=CLAIMS, spans=[], attrs={RECORDS: prediction.records})
        if QUOTES in doc.spans:
            group = doc.spans[QUOTES]
            quotes = group.attrs.get(RECORDS, [])
            told = [{**quote, "claim": prediction.of_quotes.get(quote["id"])} for quote in quotes]
            group.attrs = {**group.attrs, RECORDS: told}

    def sense(self, means: Floats) -> Floats:
        """Sentence vectors from the mean vectors of contents, a row each."""
        (found,) = self.run("senses", means)
        return found
