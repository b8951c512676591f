"""Articles whose quotes a test gives, all else as the pipeline finds it."""

from collections.abc import Callable
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from onrecord.layers import QUOTES, RECORDS

Give = Callable[..., Doc]


@pytest.fixture
def give(nlp: Language) -> Give:
    """A function of a text and quotes (source, cue, content, stance): a Doc with these, speakers resolved."""

    def call(text: str, *quotes: tuple[str | None, str | None, str, str], parents: dict[int, int] | None = None) -> Doc:
        with nlp.select_pipes(disable=["attribution", "actors", "stance", "claims"]):
            doc = nlp(text)
        at, records = 0, []
        for number, (source, cue, content, stance) in enumerate(quotes, start=1):
            start = text.index(content, at if not (parents and number in parents) else 0)
            parent = f"Q{parents[number]}" if parents and number in parents else None
            records.append({
                "id": f"Q{number}", "kind": "indirect", "content": [_part(text, content, start)],
                "cue": _part(text, cue, text.index(cue)) if cue else None,
                "source": _part(text, source, text.index(source)) if source else None,
                "speaker": None, "parent": parent, "stance": stance, "claim": None, "quantities": [], "dates": [],
            })  # fmt: skip
        doc.spans[QUOTES] = SpanGroup(doc, name=QUOTES, spans=[], attrs={RECORDS: records})
        return nlp.get_pipe("actors")(doc)

    return call


def _part(text: str, words: str, start: int) -> dict[str, Any]:
    return {"start": start, "end": start + len(words), "text": words}
