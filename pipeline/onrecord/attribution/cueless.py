"""Who speaks without a cue: `Smith: We will win`, `We will win: Smith`, `“We won.” — Smith`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from spacy.tokens import Span

from onrecord.attribution.drafts import Draft
from onrecord.attribution.page import Page
from onrecord.attribution.turns import MIN_WORDS, by_paragraph, is_long

CONFIDENCE = 0.5
"""Probability taken for a quote that a colon or a dash alone makes."""
_SPEAKERS = ("PERSON", "ORG", "NORP")
_LABEL = re.compile(r"((?:[A-Z][\w.’'-]*\s){0,4}[A-Z][\w.’'-]*)(?:\s?\([^()\n]{1,40}\))?:\s")
"""What stands before a turn in a transcript: capitalised words, perhaps a note in brackets."""
_DASH = re.compile(r"\s*(?:[–—―]|--?)\s*")
MAX_NAME = 120
"""Longest description of a speaker after a dash, in characters."""


def cueless(page: Page, drafts: list[Draft]) -> list[Draft]:
    """Quotes that a colon or a dash makes, where nobody else is found to say the same."""
    names = [ent for ent in page.doc.ents if ent.label_ in _SPEAKERS]
    starts, ends = {name.start_char: name for name in names}, {name.end_char: name for name in names}
    labels = [_LABEL.match(page.text, *place) for place in page.paragraphs]
    turns = _turns(label.group(1) for label in labels if label)
    found = []
    taken = by_paragraph(drafts, page.paragraphs)
    for i, (place, label) in enumerate(zip(page.paragraphs, labels, strict=True)):
        outer = [draft for draft in taken[i] if not page.marks.around(*draft.anchor)]
        made = None
        if label and all(draft.start >= label.end() for draft in outer):
            made = _after_label(page, label, place[1], ends, turns, first=i == 0)
        if not outer:
            made = made or (_before_name(page.text, *place, starts) if i == 0 else None)
            made = made or _before_dash(page, *place, starts)
        found += [made] if made else []
    return found


def _turns(labels: Iterable[str]) -> frozenset[str]:
    """Labels in capitals that take turns with each other, as in a transcript or an interview."""
    often = frozenset(label for label, times in Counter(labels).items() if times > 1 and label.isupper())
    return often if len(often) > 1 else frozenset()


def _after_label(
    page: Page, label: re.Match[str], end: int, names: dict[int, Span], turns: frozenset[str], *, first: bool
) -> Draft | None:
    """`Smith: We will win`, in a headline (the first paragraph) or as a turn of a transcript.

    names: by where they end.
    """
    begin, speaker = label.end(), label.span(1)
    name = names.get(speaker[1])
    if name is not None and name.start_char >= speaker[0]:
        known = name.label_ == "PERSON" or first or any(q.start == begin for q in page.marks.near(begin, begin + 1))
    else:
        known = label.group(1) in turns
    if not known or len(page.text[begin:end].split(maxsplit=MIN_WORDS)) < MIN_WORDS:
        return None
    source = speaker if speaker[1] - speaker[0] > 1 else None  # the Q and A of an interview name nobody
    return Draft([(begin, end)], None, source, CONFIDENCE)


def _before_name(text: str, start: int, end: int, names: dict[int, Span]) -> Draft | None:
    """`We will win: Smith`, a headline. names: by where they start."""
    colon = text.rfind(": ", start, end)
    name = names.get(colon + 2)
    if colon < 0 or name is None or name.end_char != end:
        return None
    if len(text[start:colon].split(maxsplit=MIN_WORDS)) < MIN_WORDS:
        return None
    return Draft([(start, colon)], None, (name.start_char, end), CONFIDENCE)


def _before_dash(page: Page, start: int, end: int, names: dict[int, Span]) -> Draft | None:
    """`“We won.” — Smith, the mayor`. names: by where they start."""
    text = page.text
    said = next((q for q in page.marks.near(start, start + 1) if q.start == start), None)
    dash = _DASH.match(text, said.end, end) if said and said.closed else None
    name = names.get(dash.end()) if dash else None
    if said is None or name is None or name.label_ != "PERSON" or not is_long(text, said):
        return None
    if end - name.start_char > MAX_NAME:
        return None
    source = name.start_char, max(name.end_char, end - (text[end - 1] == "."))
    return Draft([(said.start, said.end)], None, source, CONFIDENCE)
