"""`actors`: who is named, who speaks, and which mentions are the same actor (corpus/SPEC.md, sections 1 and 4)."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as DocSpan

from onrecord.actors.layer import Actors, actors
from onrecord.actors.links import Links
from onrecord.actors.pronouns import Decide, decider, nobody
from onrecord.components.head import Head
from onrecord.layers import ACTORS, ENTITY_LABELS, QUOTES, RECORDS


@Language.factory(
    "onrecord_actors",
    requires=["doc.tensor", "doc.ents", "token.dep", "token.head", "token.tag", "token.lemma"],
    assigns=["doc.spans"],
)
def make_actors(nlp: Language, name: str) -> ActorFinder:
    """Make a finder of actors without a network; `from_disk` brings it."""
    return ActorFinder(nlp.vocab, name)


class ActorFinder(Head[Actors]):
    """Joins names to actors, and tells the speaker of each quote.

    tables: "pronouns", the weights of `onrecord.actors.pronouns`; without them pronouns are left unresolved.
    networks: "sides" and "links", which see how well a mention fits a pronoun of its paragraph.
    """

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that actors can have."""
        return (*ENTITY_LABELS, "GROUP")

    def predict(self, doc: Doc) -> Actors:
        """Decide; the Doc is only read."""
        return actors(doc, self.decide, self.links(doc))

    @property
    def decide(self) -> Decide:
        """How it is decided whom a pronoun means."""
        weights = self.tables.get("pronouns")
        return decider(weights) if weights else nobody

    def links(self, doc: Doc) -> Links | None:
        """What the network says of an article; None without a network or without words."""
        if not self.networks or not len(doc):
            return None
        pronoun, mention = self.run("sides", self.vectors(doc))
        return Links(pronoun, mention, lambda one, other: self.run("links", one, other)[0])

    def set_annotations(self, doc: Doc, prediction: Actors) -> None:
        """Write `doc.spans["actors"]`, and the speakers into the records of `doc.spans["quotes"]`."""
        spans = [DocSpan(doc, start, end, label=actor) for start, end, actor in prediction.mentions]
        doc.spans[ACTORS] = SpanGroup(doc, name=ACTORS, spans=spans, attrs={RECORDS: prediction.records})
        if QUOTES not in doc.spans:
            return
        group = doc.spans[QUOTES]
        quotes = group.attrs.get(RECORDS, [])
        group.attrs[RECORDS] = [{**quote, **_told(prediction.speakers.get(quote["id"]))} for quote in quotes]


def _told(speaker: tuple[str, float] | None) -> dict[str, str | float | None]:
    actor, confidence = speaker or (None, None)
    return {"speaker": actor, "speaker_confidence": confidence}
