"""The component `actors`: what it writes, and that it passes over anything."""

from typing import Any

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from onrecord.components.actors import ActorFinder
from onrecord.layers import ACTORS, ENTITY_LABELS, QUOTES, RECORDS
from tests.unit.actors.conftest import article, quote

FIND = ActorFinder(Vocab(), "actors")
WORDS = [
    "Ada Berg",
    "Berg",
    "Oslo",
    "Norway",
    "the",
    "officials",
    "said",
    "he",
    "She",
    "They",
    "it",
    "who",
    "and",
    "“",
    "”",
    ",",
    ".",
    "\n",
    "I",
    "we",
    "U.S.",
    "a lawmaker",
    "his",
    "’s",
    "police",
    "of",
]
TEXTS = st.lists(
    st.sampled_from(WORDS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=24
).map(" ".join)


def test_mentions_and_speakers_name_actors(nlp: Language) -> None:
    text = "Norwegian lawmaker Ada Berg said the ships left. She said Berg Shipping owned them."
    names = {"Ada Berg": "PERSON", "Norwegian": "NORP", "Berg Shipping": "ORG"}
    quotes = [quote(text, 1, "Norwegian lawmaker Ada Berg", "the ships left"), quote(text, 2, "She", "Berg Shipping")]
    doc = nlp.get_pipe("actors")(article(nlp, text, names, quotes))
    records = doc.spans[ACTORS].attrs[RECORDS]
    assert [(span.text, span.label_) for span in doc.spans[ACTORS]] == [
        ("Norwegian", "E1"),
        ("Ada Berg", "E2"),
        ("Berg Shipping", "E3"),
    ]
    assert [actor["id"] for actor in records] == ["E1", "E2", "E3"]
    said = doc.spans[QUOTES].attrs[RECORDS]
    assert [q["speaker"] for q in said] == ["E2", "E2"]
    assert all(0 < q["speaker_confidence"] <= 1 for q in said)


def test_a_doc_with_names_alone(tiny: Language) -> None:
    """No tags, no parse, no quotes."""
    doc = FIND(tiny("Ada Byron left Oslo in Norway on Tuesday. Byron left."))
    assert [span.text for span in doc.spans[ACTORS]] == [ent.text for ent in doc.ents]
    assert QUOTES not in doc.spans


def test_an_empty_doc() -> None:
    doc = FIND(spacy.blank("en")(""))
    assert doc.spans[ACTORS].attrs[RECORDS] == []


@st.composite
def docs(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]], list[dict[str, Any]]]:
    """A text, names in it (tokens), and quotes at any offsets."""
    text = draw(TEXTS)
    length = len(spacy.blank("en")(text))
    names = draw(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 3), st.sampled_from(ENTITY_LABELS)), max_size=5))
    kept: list[tuple[int, int, str]] = []
    for start, size, label in sorted(names):
        if start + size <= length and (not kept or kept[-1][1] <= start):
            kept.append((start, start + size, label))
    spans = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(1, 20)), max_size=6))
    inside = [(start, min(len(text), start + size)) for start, size in spans if start < len(text)]
    parts = [{"start": start, "end": end, "text": text[start:end]} for start, end in inside]
    ids = [f"Q{i}" for i in range(1, len(parts) + 1)]
    quotes = [
        {
            "id": key,
            "source": draw(st.none() | st.just(part)),
            "content": [part],
            "parent": draw(st.none() | st.sampled_from(ids)),
        }
        for key, part in zip(ids, parts, strict=True)
    ]
    return text, kept, quotes


@settings(deadline=None, max_examples=150)
@given(docs(), st.booleans())
def test_any_doc_passes(
    nlp: Language, made: tuple[str, list[tuple[int, int, str]], list[dict[str, Any]]], bare: bool
) -> None:
    text, names, quotes = made

    def doc() -> Doc:
        new = spacy.blank("en")(text) if bare else nlp(text)
        new.ents = tuple(Span(new, s, e, label=label) for s, e, label in names if new[s:e].text.strip())
        new.spans[QUOTES] = SpanGroup(new, name=QUOTES, spans=[], attrs={RECORDS: [dict(q) for q in quotes]})
        return FIND(new)

    one, other = doc(), doc()
    assert one.text == text
    records = one.spans[ACTORS].attrs[RECORDS]
    ids = [actor["id"] for actor in records]
    assert ids == [f"E{i}" for i in range(1, len(ids) + 1)]
    assert all(actor["name"].strip() for actor in records)
    assert {span.label_ for span in one.spans[ACTORS]} <= set(ids)
    assert len(one.spans[ACTORS]) == len(one.ents)
    for told in one.spans[QUOTES].attrs[RECORDS]:
        assert (told["speaker"] is None) == (told["speaker_confidence"] is None)
        assert told["speaker"] is None or told["speaker"] in ids
    assert one.to_bytes() == other.to_bytes()
