"""`actors`: who is named, who speaks, and which mentions are the same actor (corpus/SPEC.md, sections 1 and 4)."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as DocSpan

from onrecord.actors.layer import Actors, actors
from onrecord.components.component import Component
from onrecord.layers import ACTORS, QUOTES, RECORDS


@Language.factory(
    "onrecord_actors",
    requires=["doc.ents", "token.dep", "token.head", "token.tag", "token.lemma"],
    assigns=["doc.spans"],
)
def make_actors(nlp: Language, name: str) -> ActorFinder:
    """Make a finder of actors; it has no weights of its own to load."""
    return ActorFinder(name)


class ActorFinder(Component[Actors]):
    """Joins names to actors, and tells the speaker of each quote."""

    def predict(self, doc: Doc) -> Actors:
        """Decide; the Doc is only read."""
        return actors(doc)

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
