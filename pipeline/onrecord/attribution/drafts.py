"""Drafts of quotes: attributions as character spans with tidy bounds, before they are related to each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from onrecord.attribution.decoding import Attribution
from onrecord.attribution.marks import Quotation

Offsets = tuple[int, int]
_EDGES = " \t\r\n\u00a0,;:–—-…"
_MARKS = frozenset("“”„‟«»\"'‘’‚")


@dataclass(eq=False)
class Draft:
    """A quote in the making: character offsets into the article, end exclusive.

    confidence: probability that there is such a quote.
    parent: the quote in whose content it stands.
    """

    content: list[Offsets]
    cue: Offsets | None
    source: Offsets | None
    confidence: float
    parent: Draft | None = field(default=None, repr=False)

    @property
    def start(self) -> int:
        """Where its first part begins."""
        return min(start for start, _ in self.parts())

    def parts(self) -> list[Offsets]:
        """All its spans."""
        return [*self.content, *(part for part in (self.cue, self.source) if part is not None)]

    @property
    def anchor(self) -> Offsets:
        """The span that tells where it stands: its cue, else its first words."""
        return self.cue or self.source or self.content[0]


def draft(doc: Doc, attribution: Attribution, quotations: Sequence[Quotation], confidence: float) -> Draft:
    """The draft of an attribution, whose content may be empty.

    quotations: those of the cue's paragraph.
    """
    contents = [tidy_content(doc, *part, quotations) for part in attribution.content]
    source = _trimmed(doc.text, *_offsets(doc, attribution.source)) if attribution.source else None
    cue = _trimmed(doc.text, *_offsets(doc, attribution.cue)) or _offsets(doc, attribution.cue)
    return Draft(joined(doc.text, [part for part in contents if part]), cue, source, confidence)


def _offsets(doc: Doc, tokens: tuple[int, int]) -> Offsets:
    last = doc[tokens[1] - 1]
    return doc[tokens[0]].idx, last.idx + len(last)


def tidy_content(doc: Doc, first: int, stop: int, quotations: Iterable[Quotation]) -> Offsets | None:
    """Bounds as SPEC wants them: quotation marks, and what stands inside them, belong to the content; a comma or full
    stop outside them does not.

    first, stop: tokens, end exclusive.
    RETURNS: None if nothing is left.
    """
    text = doc.text
    start, end = _offsets(doc, (first, stop))
    if doc[stop - 1].text == ".":
        end -= 1
    start, end = _without_edges(text, start, end)
    spanned = [q for q in quotations if q.start < end and start < q.end]
    for quotation in spanned:
        begin, last = _words_of(text, quotation)
        if start <= begin and last <= end:
            start, end = min(start, quotation.start), max(end, quotation.end)
    own = {place for q in spanned if q.inside(start, end) for place in (q.start, q.end - 1)}
    while start < end and text[start] in _MARKS and start not in own:
        start, end = _without_edges(text, start + 1, end)
    while start < end and text[end - 1] in '“„‟«"‘' and end - 1 not in own:
        start, end = _without_edges(text, start, end - 1)
    return (start, end) if any(char.isalnum() for char in text[start:end]) else None


def _without_edges(text: str, start: int, end: int) -> Offsets:
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _words_of(text: str, quotation: Quotation) -> Offsets:
    start, end = quotation.start, quotation.end
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _trimmed(text: str, start: int, end: int) -> Offsets | None:
    """Without white space and marks at its edges; a comma may end an apposition and stays."""
    while start < end and (text[start].isspace() or text[start] in '“”",;:.–—'):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in '“";:–—'):
        end -= 1
    return (start, end) if start < end else None


def joined(text: str, parts: Iterable[Offsets]) -> list[Offsets]:
    """Parts in order; those that overlap or have only white space between them are one."""
    found: list[Offsets] = []
    for start, end in sorted(parts):
        if found and (start <= found[-1][1] or not text[found[-1][1] : start].strip()):
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
