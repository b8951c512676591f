"""Drafts of quotes: attributions as character spans with tidy bounds, before they are related to each other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc

from onrecord.attribution.decoding import Attribution
from onrecord.attribution.marks import FAMILIES
from onrecord.attribution.page import Offsets, Page, token_offsets

_EDGES = frozenset(",;:–—…")
_POSSESSIVE = re.compile(r"[’'](?:s|S)?$")
_ARTICLES = frozenset(("the", "a", "an"))


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


def draft(page: Page, attribution: Attribution, confidence: float) -> Draft:
    """The draft of an attribution, whose content may be empty."""
    cue = tidy_cue(page, *attribution.cue)
    source = tidy_source(page, *attribution.source, cue) if attribution.source else None
    contents = [tidy_content(page, *part) for part in attribution.content]
    return Draft(joined(page.text, [part for part in contents if part]), cue, source, confidence)


def tidy_cue(page: Page, first: int, stop: int) -> Offsets:
    """A cue without punctuation and single marks at its edges, unless it is nothing else.

    first, stop: tokens, end exclusive.
    """
    start, end = token_offsets(page.doc, first, stop)
    return _trimmed(page, start, end) or (start, end)


def tidy_source(page: Page, first: int, stop: int, cue: Offsets) -> Offsets | None:
    """A source without possessive 's and what is quoted behind it; a comma that closes an apposition before the cue
    belongs to it.

    first, stop: tokens, end exclusive.
    RETURNS: None if nothing is left.
    """
    text = page.text
    start, end = token_offsets(page.doc, first, stop)
    begun = (q.start for q in page.marks.begun(start + 1, end) if q.end > end)
    bounds = _trimmed(page, start, next(begun, end))
    if bounds is None:
        return None
    start, end = bounds
    possessive = _POSSESSIVE.search(text, start, end)
    if possessive and possessive.start() > start and not _is_in_name(page.doc, possessive.start(), end):
        end = start + len(text[start : possessive.start()].rstrip())
    if "," in text[start:end] and cue[0] > end and text[end : cue[0]].strip() == ",":
        end += 1
    return start, end


def _is_in_name(doc: Doc, start: int, end: int) -> bool:
    span = doc.char_span(start, end)
    return span is not None and bool(span[0].ent_type_)


def tidy_content(page: Page, first: int, stop: int) -> Offsets | None:
    """Bounds as SPEC wants them: quotation marks, and what stands inside them, belong to the content; a comma or full
    stop outside them does not, nor does a dateline.

    first, stop: tokens, end exclusive.
    RETURNS: None if nothing but an article is left.
    """
    text = page.text
    start, end = token_offsets(page.doc, first, stop)
    start = min(page.datelines.get(start, start), end)
    for quotation in page.marks.near(start, end):
        begin, last = _words_of(text, quotation.start, quotation.end)
        if start <= begin and last <= end:
            start, end = min(start, quotation.start), max(end, quotation.end)
    bounds = _trimmed(page, start, end)
    if bounds is None or text[slice(*bounds)].lower() in _ARTICLES:
        return None
    return bounds if any(char.isalnum() for char in text[slice(*bounds)]) else None


def _trimmed(page: Page, start: int, end: int) -> Offsets | None:
    """Without white space, punctuation and quotation marks without their partner at the edges.

    RETURNS: None if nothing is left.
    """
    text, near = page.text, page.marks.near(start, end)
    own = {place for q in near if q.inside(start, end) for place in (q.start, q.end - 1)}
    cut = {place for q in near for place in (q.start, q.end - 1)} - own

    def is_loose(place: int) -> bool:
        char = text[place]
        return char.isspace() or char in _EDGES or place in cut or FAMILIES.get(char, "single") != "single"

    while start < end and start not in own:
        minus = text[start] in "-." and not text[start + 1 : start + 2].isalnum()
        if not (minus or text[start] == "‘" or is_loose(start)):
            break
        start += 1
    while start < end and end - 1 not in own:
        full_stop = text[end - 1] == "." and page.doc.char_span(end - 1, end) is not None
        if not (full_stop or text[end - 1] in "-‘" or is_loose(end - 1)):
            break
        end -= 1
    return (start, end) if start < end else None


def _words_of(text: str, start: int, end: int) -> Offsets:
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return start, end


def joined(text: str, parts: Iterable[Offsets]) -> list[Offsets]:
    """Parts in order; those that overlap or have only white space between them are one."""
    found: list[Offsets] = []
    for part in sorted(parts):
        add(text, found, part)
    return found


def add(text: str, parts: list[Offsets], part: Offsets) -> None:
    """Put a part behind others, in place; it is one with the last if they overlap or only white space is between."""
    start, end = part
    if parts and (start <= parts[-1][1] or not text[parts[-1][1] : start].strip()):
        parts[-1] = (parts[-1][0], max(parts[-1][1], end))
    else:
        parts.append(part)
