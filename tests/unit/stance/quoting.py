"""Hand-made quotes: records by the words that they cover."""

from typing import Any

from spacy.tokens import Doc

from onrecord.stance.reading import Reading, read
from onrecord.stance.words import QuoteWords, Words


def quote(
    text: str, content: str, cue: str | None, source: str | None = None, *, kind: str = "indirect"
) -> dict[str, Any]:
    """A record of a quote, as far as stance reads it; each part is the first place of its words in the text."""

    def part(words: str) -> dict[str, Any]:
        start = text.index(words)
        return {"start": start, "end": start + len(words), "text": words}

    return {
        "id": "Q1",
        "kind": kind,
        "content": [part(content)],
        "cue": part(cue) if cue else None,
        "source": part(source) if source else None,
        "parent": None,
        "stance": "none",
    }


def reading(doc: Doc, record: dict[str, Any]) -> tuple[Words, Reading]:
    """A Doc's words, and the reading of one of its quotes."""
    words = Words.of(doc)
    return words, read(words, QuoteWords.of(doc, record))
