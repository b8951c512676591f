"""An article as the rules around the network see it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from onrecord.attribution.marks import Quotations, quotations
from onrecord.paragraphs import Ints

_DATELINE = re.compile(r"[A-Z][A-Z.’' -]+(?:, [A-Z][\w.]+)?(?: \([^()\n]{1,40}\))?\s?(?:[–—:]|--?)\s")
Offsets = tuple[int, int]
"""Characters from the first to the last of a span, end exclusive."""


@dataclass(frozen=True)
class Page:
    """A Doc with what is read off it once.

    text: that of the Doc, which puts it together anew each time that it is asked.
    paragraphs: offsets without white space at the edges, in order.
    datelines: where a paragraph begins that has a dateline or a speaker's name in capitals, and where that ends.
    """

    doc: Doc
    text: str
    paragraphs: Sequence[Offsets]
    datelines: dict[int, int]
    marks: Quotations

    @classmethod
    def of(cls, doc: Doc, paragraphs: Sequence[Ints]) -> Page:
        """Read a Doc. paragraphs: the tokens of each."""
        text = doc.text
        places = [_trimmed(text, *token_offsets(doc, int(p[0]), int(p[-1]) + 1)) for p in paragraphs]
        datelines = {start: found.end() for start, end in places if (found := _DATELINE.match(text, start, end))}
        return cls(doc, text, places, datelines, quotations(text, places))


def token_offsets(doc: Doc, first: int, stop: int) -> Offsets:
    """Where tokens stand: from the first up to and without `stop`."""
    last = doc[stop - 1]
    return doc[first].idx, last.idx + len(last)


def _trimmed(text: str, start: int, end: int) -> Offsets:
    stretch = text[start:end]
    start += len(stretch) - len(stretch.lstrip())
    return start, start + len(stretch.strip())
