"""From attributions to the records of quotes: nesting, kind, what stands inside them (corpus/SPEC.md, section 4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from spacy.tokens import Doc

from onrecord.attribution.decoding import Attribution
from onrecord.attribution.drafts import Draft, Offsets, draft
from onrecord.attribution.marks import Quotation, quotations
from onrecord.attribution.turns import cueless, go_on
from onrecord.layers import DATES, QUANTITIES, RECORDS
from onrecord.paragraphs import Ints

_WORD = re.compile(r"\w+")
MAX_DEPTH = 8
"""Quotes inside quotes that are told apart; what lies deeper hangs on the last of them."""


def quotes(
    doc: Doc, paragraphs: Sequence[Ints], found: Iterable[tuple[Attribution, float]], min_confidence: float
) -> list[dict[str, Any]]:
    """The records of an article's quotes, by first offset of their content.

    paragraphs: the tokens of each paragraph; found: attributions with the confidence in them.
    """
    places = [_span(doc, tokens) for tokens in paragraphs]
    marks = [quotations(doc.text, [place]) for place in places]
    drafts = _drafts(doc, places, marks, [(a, c) for a, c in found if c >= min_confidence])
    go_on(doc.text, places, marks, drafts)
    drafts = [d for d in drafts if d.content]
    drafts += cueless(doc, places, marks, drafts)
    drafts = _without_rivals(drafts)
    nest(drafts)
    drafts.sort(key=lambda d: (d.content[0], d.start))
    return _records(doc, drafts, [mark for found_marks in marks for mark in found_marks])


def _span(doc: Doc, tokens: Ints) -> Offsets:
    last = doc[int(tokens[-1])]
    return doc[int(tokens[0])].idx, last.idx + len(last)


def _drafts(
    doc: Doc, places: list[Offsets], marks: list[list[Quotation]], found: list[tuple[Attribution, float]]
) -> list[Draft]:
    starts = np.array([start for start, _ in places])
    drafts = []
    for attribution, confidence in found:
        paragraph = int(np.searchsorted(starts, doc[attribution.cue[0]].idx, side="right")) - 1
        drafts.append(draft(doc, attribution, marks[paragraph], confidence))
    return drafts


def _without_rivals(drafts: list[Draft]) -> list[Draft]:
    """Of two quotes with much the same content, neither standing in the other, the surer one."""
    kept: list[Draft] = []
    for one in sorted(drafts, key=lambda d: (d.content[0][0], -d.confidence)):
        near = [d for d in kept[-16:] if _overlap(one.content, d.content) and not (_holds(one, d) or _holds(d, one))]
        rival = next((d for d in near if _shares_most(one, d)), None)
        if rival is None:
            kept.append(one)
        elif rival.confidence < one.confidence:
            kept[kept.index(rival)] = one
    return kept


def _shares_most(one: Draft, other: Draft) -> bool:
    smaller = min(_length(one.content), _length(other.content))
    return 2 * _overlap(one.content, other.content) > smaller


def _overlap(ones: Sequence[Offsets], others: Sequence[Offsets]) -> int:
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in ones for b in others)


def _length(parts: Sequence[Offsets]) -> int:
    return sum(end - start for start, end in parts)


def _holds(outer: Draft, inner: Draft) -> bool:
    """Whether the cue of one stands in the content of another (or the source, where there is no cue)."""
    begin, end = inner.anchor
    return any(start <= begin and end <= stop for start, stop in outer.content)


def nest(drafts: list[Draft]) -> None:
    """Set the parent of each quote that stands in the content of another: the one with the shortest content."""
    for inner in drafts:
        inner.parent = None
    by_start = sorted(((part, d) for d in drafts for part in d.content), key=lambda x: (x[0][0], -x[0][1]))
    pending = sorted(drafts, key=lambda d: d.anchor)
    open_parts: list[tuple[Offsets, Draft]] = []
    i = 0
    for inner in pending:
        begin, end = inner.anchor
        while i < len(by_start) and by_start[i][0][0] <= begin:
            open_parts.append(by_start[i])
            i += 1
        open_parts = [item for item in open_parts if item[0][1] > begin]
        around = [d for (start, stop), d in open_parts if d is not inner and start <= begin and end <= stop]
        around = [d for d in around if not (_holds(inner, d) and inner.confidence > d.confidence)]
        inner.parent = min(around, key=lambda d: (_length(d.content), d.start), default=None)
    _break_circles(drafts)


def _break_circles(drafts: list[Draft]) -> None:
    for one in drafts:
        above, steps = one.parent, 0
        while above is not None and above is not one and steps < MAX_DEPTH:
            above, steps = above.parent, steps + 1
        if above is not None:
            one.parent = None


def kind(text: str, content: Sequence[Offsets], marks: Sequence[Quotation], *, nested: bool) -> str:
    """Whether all, none or part of a content's words stand inside quotation marks.

    nested: only marks of its own count, which stand inside the content.
    """
    quoted = plain = 0
    for start, end in content:
        near = [q for q in marks if q.start < end and start < q.end and (not nested or q.inside(start, end))]
        for word in _WORD.finditer(text, start, end):
            if any(q.start < word.start() and word.end() <= q.end for q in near):
                quoted += 1
            else:
                plain += 1
    if not quoted:
        return "indirect"
    return "mixed" if plain else "direct"


def _records(doc: Doc, drafts: list[Draft], marks: list[Quotation]) -> list[dict[str, Any]]:
    ids = {d: f"Q{number}" for number, d in enumerate(drafts, start=1)}
    return [
        {
            "id": ids[d],
            "kind": kind(doc.text, d.content, marks, nested=d.parent is not None),
            "content": [_part(doc.text, part) for part in d.content],
            "cue": _part(doc.text, d.cue) if d.cue else None,
            "source": _part(doc.text, d.source) if d.source else None,
            "speaker": None,
            "parent": ids[d.parent] if d.parent else None,
            "stance": "none",
            "claim": None,
            "quantities": _inside(doc, QUANTITIES, d.content),
            "dates": _inside(doc, DATES, d.content),
            "confidence": round(d.confidence, 3),
        }
        for d in drafts
    ]


def _part(text: str, offsets: Offsets) -> dict[str, Any]:
    start, end = offsets
    return {"start": start, "end": end, "text": text[start:end]}


def _inside(doc: Doc, layer: str, content: Sequence[Offsets]) -> list[str]:
    """Ids of a layer's items that stand in the content."""
    if layer not in doc.spans:
        return []
    items = doc.spans[layer].attrs[RECORDS]
    return [x["id"] for x in items if any(start <= x["start"] and x["end"] <= end for start, end in content)]
