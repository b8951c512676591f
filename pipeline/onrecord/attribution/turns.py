"""Who goes on speaking: quoted sentences and paragraphs that have no cue of their own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.attribution.drafts import Draft, add
from onrecord.attribution.marks import FAMILIES, Quotation
from onrecord.attribution.page import Offsets, Page

MIN_WORDS = 3
"""Words that a quoted stretch without a cue must have to be somebody's words, and no title or scare quote."""
LONGEST_REST = 200
"""Characters that a sentence may go on after a cue ("he said in a speech on Monday.") before a quoted one follows."""
_SENTENCE_ENDS = frozenset(".!?…")


def go_on(page: Page, drafts: list[Draft]) -> None:
    """Give quoted paragraphs and sentences that have no cue of their own to the quote that they go on with, in place.

    A quoted paragraph goes on with the last quote of the paragraph before it: one that ends with a colon, or one whose
    content was quoted. A quoted sentence goes on with the quoted one before it in its paragraph.
    """
    last: Draft | None = None
    left_open = False
    for (start, end), found in zip(page.paragraphs, by_paragraph(drafts, page.paragraphs), strict=True):
        own = [draft for draft in found if not page.marks.around(*draft.anchor)]
        goes_on = not own and _is_quoted(page, start, end, least=1 if left_open else MIN_WORDS)
        left_open = any(not q.closed and q.end == end for q in page.marks.near(end - 1, end))
        if last is not None and goes_on:
            add(page.text, last.content, (start, end))
            continue
        starts = sorted(draft.start for draft in own)
        for draft in own:
            if _has_marks(page, draft):
                _add_sentences(page, draft, starts, end)
        last = _last(page, end, own)


def by_paragraph(drafts: list[Draft], paragraphs: Sequence[Offsets]) -> list[list[Draft]]:
    """The drafts of each paragraph, in the order of their cues."""
    found: list[list[Draft]] = [[] for _ in paragraphs]
    starts = [start for start, _ in paragraphs]
    for draft in sorted(drafts, key=lambda d: d.anchor):
        found[bisect_right(starts, draft.anchor[0]) - 1].append(draft)
    return found


def _is_quoted(page: Page, start: int, end: int, *, least: int) -> bool:
    """Whether a paragraph is somebody's words from its first mark to its last. least: words in its first quotation."""
    text, place = page.text, start
    for quotation in page.marks.begun(start, end):
        if place == start and (quotation.start > start or not is_long(text, quotation, least)):
            return False
        if any(char.isalnum() for char in text[place : quotation.start]):
            return False
        place = max(place, quotation.end)
    return place > start and not any(char.isalnum() for char in text[place:end])


def is_long(text: str, quotation: Quotation, least: int = MIN_WORDS) -> bool:
    """Whether a quotation has enough words to be somebody's words."""
    return len(text[quotation.start : quotation.end].split(maxsplit=least)) >= least


def _has_marks(page: Page, draft: Draft) -> bool:
    return any(page.marks.near(*part) for part in draft.content)


def _add_sentences(page: Page, draft: Draft, starts: list[int], end: int) -> None:
    """Quoted sentences after the draft that nobody else says.

    starts: where the drafts of its paragraph begin, in order; end: of the paragraph.
    """
    reach = max(stop for _, stop in draft.parts())
    following = bisect_left(starts, reach)
    stop = starts[following] if following < len(starts) else end
    for quotation in page.marks.begun(reach, stop):
        if quotation.start < reach:
            continue
        if not (_is_sentence(page.text, quotation, end) and _is_one_sentence(page, reach, quotation.start)):
            return
        add(page.text, draft.content, (quotation.start, quotation.end))
        reach = quotation.end


def _is_sentence(text: str, quotation: Quotation, end: int) -> bool:
    """Whether a quotation ends with its sentence: else it may be a title or a scare quote."""
    if not is_long(text, quotation):
        return False
    after = text[quotation.end : min(quotation.end + 1, end)]
    return not quotation.closed or _is_end(text, quotation.end) or (after in _SENTENCE_ENDS if after else True)


def _is_one_sentence(page: Page, start: int, stop: int) -> bool:
    """Whether a sentence ends between two offsets, at the second, and no other does."""
    rest = page.text[start:stop].strip()
    if not rest:
        return _is_end(page.text, start)
    if len(rest) > LONGEST_REST or not _is_end(page.text, start + len(page.text[start:stop].rstrip())):
        return False
    span = page.doc.char_span(start, stop, alignment_mode="expand")
    return span is not None and sum(token.text in _SENTENCE_ENDS for token in span) == 1


def _is_end(text: str, place: int) -> bool:
    """Whether what stands before an offset ends a sentence, be it inside quotation marks."""
    while place and text[place - 1] in FAMILIES:
        place -= 1
    return bool(place) and text[place - 1] in _SENTENCE_ENDS


def _last(page: Page, end: int, own: list[Draft]) -> Draft | None:
    """The draft that a quoted paragraph after this one would go on with."""
    if not own:
        return None
    latest = max(own, key=lambda draft: max(end for _, end in draft.parts()))
    return latest if page.text[end - 1] == ":" or _has_marks(page, latest) else None
