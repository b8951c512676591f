"""Whatever the network says of whatever text: the quotes keep the rules of the record."""

from typing import Any

import numpy as np
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from onrecord.attribution.assembly import quotes
from onrecord.attribution.decoding import Attribution, attribution, cue_ranges
from onrecord.attribution.tags import CUE_TAGS, ROLE_TAGS
from onrecord.paragraphs import paragraphs
from onrecord.records import Record

VOCAB = spacy.blank("en").vocab
PIECES = [
    *"“”\"'‘’«»„.,:?—-",
    "“We",
    "won.”",
    "said",
    "Ana",
    "RUIZ:",
    "\n",
    "\n\n",
    "\u2028",
    "\u00a0",
    "the",
    "’s",
    "6",
    "Q:",
]
TOKENS = st.lists(st.tuples(st.sampled_from(PIECES) | st.text(min_size=1, max_size=4), st.booleans()), max_size=30)


@st.composite
def attributions(draw: st.DrawFn, doc: Doc) -> list[tuple[Attribution, float]]:
    """Any ranges, each within a paragraph."""
    found = []
    for tokens in paragraphs(doc):
        places = st.integers(0, len(tokens) - 1)

        def span(places: st.SearchStrategy[int] = places, tokens: Any = tokens) -> tuple[int, int]:
            first, last = sorted((draw(places), draw(places)))
            return int(tokens[first]), int(tokens[last]) + 1

        for _ in range(draw(st.integers(0, 3))):
            parts = tuple(span() for _ in range(draw(st.integers(0, 2))))
            source = span() if draw(st.booleans()) else None
            found.append((Attribution(span(), source, parts, -0.1), draw(st.floats(0, 1))))
    return found


def check(doc: Doc, found: list[tuple[Attribution, float]], least: float = 0.0) -> None:
    made = quotes(doc, paragraphs(doc), found, least)
    empty: dict[str, Any] = {key: [] for key in ("entities", "actors", "quantities", "dates", "claims")}
    Record.model_validate({"schema": "1.0", "id": "a", "date": None, "text": doc.text, "quotes": made, **empty})
    assert made == quotes(doc, paragraphs(doc), found, least)


@settings(deadline=None, max_examples=300)
@given(TOKENS, st.data())
def test_any_attributions_make_sound_records(tokens: list[tuple[str, bool]], data: st.DataObject) -> None:
    doc = Doc(VOCAB, [word for word, _ in tokens], [space for _, space in tokens])
    if len(doc) and data.draw(st.booleans()):
        start = data.draw(st.integers(0, len(doc) - 1))
        doc.set_ents([Span(doc, start, start + 1, "PERSON")])
    check(doc, data.draw(attributions(doc)), data.draw(st.sampled_from([0.0, 0.4, 0.9])))


@settings(deadline=None, max_examples=60)
@given(TOKENS, st.integers(0, 2**32 - 1))
def test_any_scores_make_sound_records(tokens: list[tuple[str, bool]], seed: int) -> None:
    doc = Doc(VOCAB, [word for word, _ in tokens], [space for _, space in tokens])
    random = np.random.default_rng(seed)
    found = []
    for words in paragraphs(doc):
        if words[-1] - words[0] + 1 != len(words):
            continue
        for cue, score in cue_ranges(random.normal(size=(len(words), len(CUE_TAGS))).astype(np.float32)):
            local = attribution(random.normal(size=(len(words), len(ROLE_TAGS))).astype(np.float32), cue, score)
            found.append((shifted(local, int(words[0])), 0.5))
    check(doc, found)


def shifted(local: Attribution, by: int) -> Attribution:
    """The same attribution, further on."""
    parts = tuple((start + by, end + by) for start, end in local.content)
    source = (local.source[0] + by, local.source[1] + by) if local.source else None
    return Attribution((local.cue[0] + by, local.cue[1] + by), source, parts, local.cue_score)
