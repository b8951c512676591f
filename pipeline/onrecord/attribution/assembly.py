"""From attributions to the records of quotes: nesting, kind, what stands inside them (corpus/SPEC.md, section 4)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

from spacy.tokens import Doc

from onrecord.attribution.cueless import CONFIDENCE as CUELESS
from onrecord.attribution.cueless import cueless
from onrecord.attribution.decoding import Attribution
from onrecord.attribution.drafts import Draft, draft
from onrecord.attribution.marks import Quotations
from onrecord.attribution.page import Offsets, Page
from onrecord.attribution.turns import go_on
from onrecord.layers import DATES, QUANTITIES, RECORDS
from onrecord.paragraphs import Ints

_WORD = re.compile(r"\w+")
NEIGHBOURS = 16
"""Quotes before one, by first offset, among which its rivals are looked for."""


def quotes(
    doc: Doc, paragraphs: Sequence[Ints], found: Iterable[tuple[Attribution, float]], min_confidence: float
) -> list[dict[str, Any]]:
    """The records of an article's quotes, by first offset of their content.

    paragraphs: the tokens of each paragraph; found: attributions with the confidence in them.
    """
    page = Page.of(doc, paragraphs)
    drafts = [draft(page, item, sure) for item, sure in found if sure >= min_confidence]
    go_on(page, drafts)
    drafts = [d for d in drafts if d.content]
    if min_confidence <= CUELESS:
        drafts += cueless(page, drafts)
    drafts = _without_rivals(drafts)
    nest(drafts)
    drafts.sort(key=lambda d: (d.content[0], d.start))
    return _records(page, drafts)


def _without_rivals(drafts: list[Draft]) -> list[Draft]:
    """Of two quotes with much the same content, neither standing in the other, the surer one."""
    kept: list[Draft] = []
    for one in sorted(drafts, key=lambda d: (d.content[0][0], -d.confidence)):
        rival = next((d for d in kept[-NEIGHBOURS:] if _are_rivals(one, d)), None)
        if rival is None:
            kept.append(one)
        elif rival.confidence < one.confidence:
            kept[kept.index(rival)] = one
    return kept


def _are_rivals(one: Draft, other: Draft) -> bool:
    smaller = min(_length(one.content), _length(other.content))
    shares_most = 2 * _overlap(one.content, other.content) > smaller
    return shares_most and not _holds(one, other) and not _holds(other, one)


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
    parts = sorted(((part, d) for d in drafts for part in d.content), key=lambda x: (x[0][0], -x[0][1]))
    begun: list[tuple[Offsets, Draft]] = []
    i = 0
    for inner in sorted(drafts, key=lambda d: d.anchor):
        begin, end = inner.anchor
        while i < len(parts) and parts[i][0][0] <= begin:
            begun.append(parts[i])
            i += 1
        begun = [item for item in begun if item[0][1] > begin]
        around = [d for (_, stop), d in begun if d is not inner and end <= stop]
        around = [d for d in around if not (_holds(inner, d) and inner.confidence > d.confidence)]
        inner.parent = min(around, key=lambda d: (_length(d.content), d.start), default=None)
    _break_circles(drafts)


def _break_circles(drafts: list[Draft]) -> None:
    """Of quotes that stand in each other's contents the surest is the outermost."""
    for one in sorted(drafts, key=lambda d: (-d.confidence, d.start)):
        seen = {one}
        above = one.parent
        while above is not None and above not in seen:
            seen.add(above)
            above = above.parent
        if above is one:
            one.parent = None


def kind(text: str, content: Sequence[Offsets], marks: Quotations, *, nested: bool) -> str:
    """Whether all, none or part of a content's words stand inside quotation marks.

    nested: only marks of its own count, which stand inside the content.
    """
    quoted = plain = False
    for start, end in content:
        place = start
        for quotation in marks.near(start, end):
            if quotation.end <= place or (nested and not quotation.inside(start, end)):
                continue
            begin, stop = max(place, quotation.start), min(end, quotation.end)
            plain = plain or _has_words(text, place, begin)
            quoted = quoted or _has_words(text, begin, stop)
            place = stop
        plain = plain or _has_words(text, place, end)
    if not quoted:
        return "indirect"
    return "mixed" if plain else "direct"


def _has_words(text: str, start: int, end: int) -> bool:
    return _WORD.search(text, start, end) is not None


def _records(page: Page, drafts: list[Draft]) -> list[dict[str, Any]]:
    ids = {d: f"Q{number}" for number, d in enumerate(drafts, start=1)}
    quantities, dates = _Items(page.doc, QUANTITIES), _Items(page.doc, DATES)
    return [
        {
            "id": ids[d],
            "kind": kind(page.text, d.content, page.marks, nested=d.parent is not None),
            "content": [_part(page.text, part) for part in d.content],
            "cue": _part(page.text, d.cue) if d.cue else None,
            "source": _part(page.text, d.source) if d.source else None,
            "speaker": None,
            "parent": ids[d.parent] if d.parent else None,
            "stance": "none",
            "claim": None,
            "quantities": quantities.inside(d.content),
            "dates": dates.inside(d.content),
            "confidence": round(d.confidence, 3),
        }
        for d in drafts
    ]


def _part(text: str, offsets: Offsets) -> dict[str, Any]:
    start, end = offsets
    return {"start": start, "end": end, "text": text[start:end]}


class _Items:
    """The records of a layer, which stand in the order of the text; none if no component has written it."""

    def __init__(self, doc: Doc, layer: str) -> None:
        self.records: list[dict[str, Any]] = doc.spans[layer].attrs[RECORDS] if layer in doc.spans else []
        self.starts = [item["start"] for item in self.records]

    def inside(self, content: Sequence[Offsets]) -> list[str]:
        """Ids of those that stand in the content."""
        return [
            item["id"]
            for start, end in content
            for item in self.records[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
            if item["end"] <= end
        ]
