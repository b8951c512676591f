"""Quotation marks as people write them: which stretches of a text stand between them.

Straight and curly, double and single, guillemets and low marks; single inside double and the other way round; a mark
that is never closed, since the quotation goes on in the next paragraph or by mistake; a paragraph that opens again what
was never closed. Each paragraph is read alone, so that a stray mark costs no more than its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_FAMILIES = {"“": "double", "”": "double", "„": "double", "‟": "double", '"': "double", "«": "guillemet",
             "»": "guillemet", "‘": "single", "’": "single", "‚": "single", "'": "single"}  # fmt: skip
_MARK = re.compile("[" + "".join(_FAMILIES) + "]")
_OPENING, _CLOSING = frozenset("“„‟«‘‚"), frozenset("”»’")
_BEFORE_OPENING = re.compile(r"[\s(\[{—–\-/:“„«\"‘]")
_AFTER_CLOSING = re.compile(r"[\s.,;:!?)\]}—–\-/…”»\"’']")
_SINGLE = re.compile("[’']")
_SURE_CLOSING = re.compile("[.,!?…][’'](?!\\w)")
FAR = 1500
"""Characters within which a single mark's partner is looked for, so that the work stays linear."""
OPENING_MARKS = frozenset('“„‟«"')
"""Marks that a quoted paragraph may begin with."""


@dataclass(frozen=True)
class Quotation:
    """A stretch between quotation marks, which it includes: character offsets, end exclusive.

    closed: whether its closing mark is there; if not, it is taken to end with the paragraph.
    """

    start: int
    end: int
    closed: bool

    def inside(self, start: int, end: int) -> bool:
        """Whether it lies between two offsets."""
        return start <= self.start and self.end <= end


def quotations(text: str, paragraphs: Iterable[tuple[int, int]]) -> list[Quotation]:
    """Find what stands between quotation marks; one inside another is found too.

    paragraphs: character offsets of each paragraph, in order.
    RETURNS: by start, an outer one before those inside it.
    """
    found = [quotation for start, end in paragraphs for quotation in _in_paragraph(text, start, end)]
    return sorted(found, key=lambda quotation: (quotation.start, -quotation.end))


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    pending: list[tuple[str, int]] = []
    unclosed = Counter[str]()
    for match in _MARK.finditer(text, start, end):
        place, mark = match.start(), match.group()
        family = _FAMILIES[mark]
        before = text[place - 1] if place > start else ""
        after = text[place + 1] if place + 1 < end else ""
        is_open = unclosed[family] > 0
        if _closes(mark, before, after, is_open) and not (family == "single" and _is_possessive(text, place, end)):
            while pending:
                kind, opened = pending.pop()
                unclosed[kind] -= 1
                if kind == family:
                    found.append(Quotation(opened, place + 1, closed=True))
                    break
        elif _opens(mark, before, after, is_open) and not (family == "single" and not _is_closed(text, place, end)):
            pending.append((family, place))
            unclosed[family] += 1
    outermost = next((place for kind, place in pending if kind != "single"), None)
    if outermost is not None:
        found.append(Quotation(outermost, start + len(text[start:end].rstrip()), closed=False))
    return found


def _opens(mark: str, before: str, after: str, is_open: bool) -> bool:
    if not after or after.isspace():
        return False
    if mark in _OPENING:
        return not before or mark != "‘" or not before.isalnum()
    return mark in "\"'" and not is_open and (not before or bool(_BEFORE_OPENING.match(before)))


def _closes(mark: str, before: str, after: str, is_open: bool) -> bool:
    if not is_open or not before:
        return False
    if mark in "”»":
        return True
    ends = not after or bool(_AFTER_CLOSING.match(after))
    if mark == '"':
        return ends or not _BEFORE_OPENING.match(before)
    return mark in "’'" and ends


def _is_closed(text: str, place: int, end: int) -> bool:
    """Whether a single mark that could open has a partner: else it is an apostrophe ("’90s", "rock ’n’ roll")."""
    if text[place + 1].isdigit():
        return False
    return any(_ends_word(text, match.start()) for match in _SINGLE.finditer(text, place + 2, min(end, place + FAR)))


def _is_possessive(text: str, place: int, end: int) -> bool:
    """Whether a mark after a plural's s ("the boys’ toys") leaves the closing to a surer one that follows."""
    if text[place - 1] != "s" or text[place + 1 : place + 2] != " ":
        return False
    rest = text[place + 1 : min(end, place + FAR)]
    surer, opening = _SURE_CLOSING.search(rest), re.search("[\\s(]['‘]", rest)
    return surer is not None and (opening is None or surer.start() < opening.start())


def _ends_word(text: str, place: int) -> bool:
    after = text[place + 1 : place + 2]
    return not text[place - 1].isspace() and (not after or bool(_AFTER_CLOSING.match(after)))
