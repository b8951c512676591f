"""What the classifier sees of a quote; and that no text or quote is too odd to be read."""

from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from onrecord.records import Stance
from onrecord.stance.features import features
from onrecord.stance.rules import stance_by_rules
from tests.unit.stance.quoting import quote, reading

BLANK = spacy.blank("en")


def named(nlp: Language, text: str, content: str, cue: str | None, **options: Any) -> set[str]:
    record = quote(text, content, cue, "Berg", **options)
    words, read = reading(nlp(text), record)
    return set(features(words, read, record["kind"], "confirm"))


def test_negation_and_modality_of_the_cue(nlp: Language) -> None:
    found = named(nlp, "Berg could not confirm that the ships left.", "that the ships left", "could not confirm")
    assert {
        "cue.negated",
        "cue.class=factive",
        "cue.modal=possible",
        "form=that",
        "class=factive+negated=True",
    } <= found
    assert "cue.negated" not in named(nlp, "Berg said no ships left.", "no ships left", "said")


def test_negation_and_modality_of_the_content(nlp: Language) -> None:
    assert "top.negated" in named(nlp, "Berg said the ships had not left.", "the ships had not left", "said")
    assert "top.negated" in named(nlp, "Berg found no evidence of a leak.", "no evidence of a leak", "found")
    assert "top.modal=possible" in named(nlp, "Berg said the ships might leave.", "the ships might leave", "said")


@pytest.mark.parametrize(
    ("text", "content", "cue", "form"),
    [
        ("Berg plans to sail.", "to sail", "plans", "to"),
        ("Berg told the crew to leave.", "the crew to leave", "told", "to"),
        ("Berg asked whether it left.", "whether it left", "asked", "whether"),
        ("Berg explained how it left.", "how it left", "explained", "wh"),
        ("Berg said that it left.", "that it left", "said", "that"),
        ("Berg said it left.", "it left", "said", "clause"),
        ("Berg suggested leaving early.", "leaving early", "suggested", "gerund"),
        ("Berg dismissed the idea.", "the idea", "dismissed", "phrase"),
        ("Berg said “…”", "“…”", "said", "empty"),
    ],
)
def test_form_of_the_content(nlp: Language, text: str, content: str, cue: str, form: str) -> None:
    assert f"form={form}" in named(nlp, text, content, cue)


PIECES = [
    "Berg",
    " said",
    " not",
    "n't",
    " could",
    " deny",
    "“",
    "”",
    "?",
    " if",
    " to",
    "\n",
    " ",
    "😀",
    "é",
    " never",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=15)


@settings(deadline=None, max_examples=150)
@given(TEXTS.map("".join), st.data())
def test_any_quote_in_any_text_is_read(text: str, data: st.DataObject) -> None:
    """Without a parse, with parts anywhere, even inside words."""
    doc = BLANK(text)

    def part() -> dict[str, Any]:
        start = data.draw(st.integers(0, max(0, len(text) - 1)))
        return {"start": start, "end": data.draw(st.integers(min(start + 1, len(text)), len(text))), "text": ""}

    optional = st.booleans()
    record = {
        "content": [part() for _ in range(data.draw(st.integers(1, 3)))],
        "cue": part() if data.draw(optional) else None,
        "source": part() if data.draw(optional) else None,
    }
    words, read = reading(doc, record)
    rule = stance_by_rules(words, read)
    assert rule in Stance.__args__  # type: ignore[attr-defined]
    found = features(words, read, "mixed", rule)
    assert found == sorted(set(found))
