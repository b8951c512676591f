"""What words inside one paragraph cannot tell: who goes on speaking in the next one, and who speaks without a cue."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc, Span

from onrecord.attribution.drafts import Draft, Offsets, joined
from onrecord.attribution.marks import OPENING_MARKS, Quotation

MIN_WORDS = 3
"""Words that a quoted stretch without a cue must have to be somebody's words, and no title or scare quote."""
CUELESS = 0.5
"""Confidence of a quote that a colon or a dash alone makes."""
_SENTENCE_ENDS = frozenset(".!?…”\"»’'")
_DASH_BEFORE_NAME = re.compile(r"\s*(?:[–—―]|--?)\s*$")
_SPEAKER_LABELS = ("PERSON", "ORG", "NORP")


def go_on(
    text: str, paragraphs: Sequence[Offsets], quotations: Sequence[Sequence[Quotation]], drafts: list[Draft]
) -> None:
    """Give quoted paragraphs and sentences that have no cue of their own to the quote that they go on with, in place.

    A quoted paragraph goes on with the last quote of the paragraph before it: one that ends with a colon, or one whose
    content was quoted. A quoted sentence goes on with the quoted one before it in its paragraph.

    paragraphs: their offsets; quotations: those of each paragraph.
    """
    last: Draft | None = None
    for (start, end), marks, found in zip(paragraphs, quotations, by_paragraph(drafts, paragraphs), strict=True):
        own = _outer(found, marks)
        body = text[start:end].strip()
        if last is not None and not own and _is_quoted(text, start, end, marks):
            begin = start + text[start:end].index(body)
            last.content = joined(text, [*last.content, (begin, begin + len(body))])
            continue
        for draft in own:
            _add_sentences(text, draft, own, marks)
        last = _goes_on(body, own, marks)


def by_paragraph(drafts: list[Draft], paragraphs: Sequence[Offsets]) -> list[list[Draft]]:
    """The drafts of each paragraph, in the order of their cues."""
    found: list[list[Draft]] = [[] for _ in paragraphs]
    starts = [start for start, _ in paragraphs]
    for draft in sorted(drafts, key=lambda d: d.anchor):
        found[bisect_right(starts, draft.anchor[0]) - 1].append(draft)
    return found


def _outer(drafts: list[Draft], marks: Sequence[Quotation]) -> list[Draft]:
    """Drafts whose cue stands outside quotation marks: the others are somebody's words themselves."""
    return [d for d in drafts if not any(q.start < d.anchor[0] and d.anchor[1] < q.end for q in marks)]


def _is_quoted(text: str, start: int, end: int, marks: Sequence[Quotation]) -> bool:
    """Whether a paragraph is somebody's words from its first mark to its last."""
    rest, place = "", start
    for quotation in marks:
        if quotation.start >= place:
            rest += text[place : quotation.start]
            place = quotation.end
    rest += text[place:end]
    starts = text[start:end].lstrip()[:1] in OPENING_MARKS
    return starts and bool(marks) and not any(char.isalnum() for char in rest) and _is_long(text, marks[0])


def _is_long(text: str, quotation: Quotation) -> bool:
    return len(text[quotation.start : quotation.end].split(maxsplit=MIN_WORDS)) >= MIN_WORDS


def _add_sentences(text: str, draft: Draft, own: list[Draft], marks: Sequence[Quotation]) -> None:
    """Quoted sentences after the draft, before any other draft, that nobody else says."""
    if not any(q.start < end and start < q.end for q in marks for start, end in draft.content):
        return
    reach = max(end for _, end in draft.parts())
    stop = min((d.start for d in own if d.start >= reach), default=len(text))
    for quotation in marks:
        if not reach <= quotation.start < stop:
            continue
        between = text[reach : quotation.start].strip()
        ended = (text[reach - 1] + between)[-1] in _SENTENCE_ENDS
        if between not in ("", *".!?") or not ended or not _is_long(text, quotation):
            return
        draft.content = joined(text, [*draft.content, (quotation.start, quotation.end)])
        reach = quotation.end


def _goes_on(body: str, own: list[Draft], marks: Sequence[Quotation]) -> Draft | None:
    """The draft that a quoted paragraph after this one would go on with."""
    if not own:
        return None
    latest = max(own, key=lambda d: max(end for _, end in d.parts()))
    if body.endswith(":"):
        return latest
    quoted = any(q.start < end and start < q.end for q in marks for start, end in latest.content)
    return latest if quoted else None


def cueless(
    doc: Doc, paragraphs: Sequence[Offsets], quotations: Sequence[Sequence[Quotation]], drafts: list[Draft]
) -> list[Draft]:
    """Quotes that a colon or a dash makes: `Smith: We will win` in a headline or a transcript, `“We won.” — Smith`.

    Only paragraphs in which nothing else was found are looked at.
    """
    found = []
    names = {ent.start_char: ent for ent in doc.ents if ent.label_ in _SPEAKER_LABELS}
    ends = {ent.end_char: ent for ent in names.values()}
    for i, (place, marks, taken) in enumerate(
        zip(paragraphs, quotations, by_paragraph(drafts, paragraphs), strict=True)
    ):
        if not taken:
            made = _colon(doc, names, *place, marks, first=i == 0) or _dash(doc, ends, *place, marks)
            found += [made] if made else []
    return found


def _colon(
    doc: Doc, names: dict[int, Span], start: int, end: int, marks: Sequence[Quotation], *, first: bool
) -> Draft | None:
    name = names.get(start)
    if name is None or doc.text[name.end_char : name.end_char + 1] != ":":
        return None
    begin = name.end_char + 1
    words = doc.text[begin:end].strip()
    quoted = any(not doc.text[begin : q.start].strip() for q in marks)
    if len(words.split(maxsplit=MIN_WORDS)) < MIN_WORDS or not (name.label_ == "PERSON" or quoted or first):
        return None
    begin += doc.text[begin:end].index(words)
    return Draft([(begin, begin + len(words))], None, (name.start_char, name.end_char), CUELESS)


def _dash(doc: Doc, names: dict[int, Span], start: int, end: int, marks: Sequence[Quotation]) -> Draft | None:
    name = names.get(start + len(doc.text[start:end].rstrip()))
    if name is None or not marks or name.label_ != "PERSON" or name.start_char < start:
        return None
    last = marks[0]
    between = doc.text[last.end : name.start_char]
    if (
        last.start > start
        or not last.closed
        or not _DASH_BEFORE_NAME.fullmatch(between)
        or not _is_long(doc.text, last)
    ):
        return None
    return Draft([(last.start, last.end)], None, (name.start_char, name.end_char), CUELESS)
