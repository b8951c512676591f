"""Articles with names and quotes as a test gives them, all else as the pipeline finds it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from onrecord.components.actors import ActorFinder
from onrecord.layers import QUOTES, RECORDS


@dataclass
class Found:
    """The actors of an article: records by name, and the speaker's name of each quote."""

    actors: dict[str, dict[str, Any]]
    speakers: list[str | None]
    confidences: list[float | None]


def quote(text: str, number: int, source: str | None, content: str, parent: str | None = None) -> dict[str, Any]:
    """The record of a quote. source: its words, after a "|" those that stand before it, if it is not the first."""

    def part(words: str) -> dict[str, Any]:
        before, _, word = words.rpartition("|")
        start = text.index(before + word) + len(before)
        return {"start": start, "end": start + len(word), "text": word}

    return {
        **{"id": f"Q{number}", "kind": "indirect", "content": [part(content)], "cue": None, "speaker": None},
        **{"source": part(source) if source else None, "parent": parent, "stance": "none", "claim": None},
        **{"quantities": [], "dates": []},
    }


def article(nlp: Language, text: str, names: dict[str, str], quotes: list[dict[str, Any]]) -> Doc:
    """A Doc of a text with all places of these names, and these quotes."""
    doc = nlp(text)
    ents: list[Span] = []
    for name, label in sorted(names.items(), key=lambda item: -len(item[0])):
        start = text.find(name)
        while start >= 0:
            span = doc.char_span(start, start + len(name), label=label)
            if span is not None and not any(span.start < e.end and e.start < span.end for e in ents):
                ents.append(span)
            start = text.find(name, start + 1)
    doc.ents = tuple(ents)
    doc.spans[QUOTES] = SpanGroup(doc, name=QUOTES, spans=[], attrs={RECORDS: quotes})
    return doc


@pytest.fixture
def read(nlp: Language) -> Callable[..., Found]:
    """A function of a text, names in it, and the words of sources: the actors, with a quote for each source."""

    def call(text: str, names: dict[str, str], *sources: str | None) -> Found:
        content = text.split()[-1]
        doc = article(nlp, text, names, [quote(text, i, s, content) for i, s in enumerate(sources, start=1)])
        finder = nlp.get_pipe("actors")
        assert isinstance(finder, ActorFinder)
        found = finder.predict(doc)
        by_id = {actor["id"]: actor for actor in found.records}
        said = [found.speakers.get(f"Q{i}") for i in range(1, len(sources) + 1)]
        return Found(
            {actor["name"]: actor for actor in found.records},
            [by_id[who[0]]["name"] if who else None for who in said],
            [who[1] if who else None for who in said],
        )

    return call
