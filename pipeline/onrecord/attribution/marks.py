"""Quotation marks as people write them: which stretches of a text stand between them.

Straight and curly, double and single, guillemets and low marks; one kind inside another; a mark that is never closed,
since the quotation goes on in the next paragraph or by mistake; a paragraph that opens again what was never closed.
Where a mark stands tells more than its shape: “ and « close where they end a word, ” and » open where they begin one.
Each paragraph is read alone, so that a stray mark costs no more than its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

FAMILIES = {"“": "double", "”": "double", "„": "double", "‟": "double", '"': "double", "«": "guillemet",
            "»": "guillemet", "‘": "single", "’": "single", "‚": "single", "'": "single"}  # fmt: skip
"""Quotation marks, and which of them are partners."""
FAR = 1500
"""Characters within which the partner of a doubtful mark is looked for, so that the work stays linear."""
MAX_RUN = 4
"""Marks in a row; more are no quotation marks but a line drawn with them."""
_MARKS = re.compile("[" + "".join(FAMILIES) + "]+")
_OPENING, _CLOSING = frozenset("“„‟«‘‚"), frozenset("”»")
_BEFORE_OPENING = re.compile(r"[\s(\[{—–\-/:“„«\"‘']")
_AFTER_CLOSING = re.compile(r"[\s.,;:!?)\]}—–\-/…”»\"’']")
_ELISION = re.compile(r"\d|(?:tis|twas|til|till|em|cause|cos|round|bout|n)\b", re.IGNORECASE)
_SURE_CLOSING = {
    "single": re.compile(r"[.,!?…][’'](?!\w)"),
    "double": re.compile(r'[.,!?…]"(?!\w)'),
}
_NEXT_OPENING = {"single": re.compile(r"[\s(]['‘]\w"), "double": re.compile(r'[\s(]"\w')}


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, which it includes: character offsets, end exclusive.

    closed: whether its closing mark is there; if not, it is taken to end with the paragraph, or where the paragraph
        opens another.
    """

    start: int
    end: int
    closed: bool

    def inside(self, start: int, end: int) -> bool:
        """Whether it lies between two offsets."""
        return start <= self.start and self.end <= end


class Quotations(tuple[Quotation, ...]):
    """The quotations of a text by start, an outer one before those inside it. No two cross each other."""

    @cached_property
    def _starts(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.array([q.start for q in self], np.int64)

    @cached_property
    def _ends(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.array([q.end for q in self], np.int64)

    @cached_property
    def _reach(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """The last end up to each quotation."""
        return np.maximum.accumulate(self._ends)

    def near(self, start: int, end: int) -> list[Quotation]:
        """Those that share a character with a stretch."""
        first, stop = np.searchsorted(self._reach, start, "right"), np.searchsorted(self._starts, end)
        return [self[first + i] for i in np.flatnonzero(self._ends[first:stop] > start).tolist()]

    def begun(self, start: int, end: int) -> Iterator[Quotation]:
        """Those that begin in a stretch."""
        first, stop = np.searchsorted(self._starts, [start, end])
        return (self[i] for i in range(first, stop))

    def around(self, start: int, end: int) -> bool:
        """Whether a stretch stands between the marks of one."""
        return any(q.start < start and end < q.end + (not q.closed) for q in self.near(start, end))


def quotations(text: str, paragraphs: Iterable[tuple[int, int]]) -> Quotations:
    """Find what stands between quotation marks; one inside another is found too.

    paragraphs: character offsets of each paragraph, in order.
    """
    found = (quotation for start, end in paragraphs for quotation in _Reader(text, start, end).read())
    return Quotations(sorted(found, key=lambda quotation: (quotation.start, -quotation.end)))


class _Reader:
    """Reads the marks of one paragraph from left to right, with a stack of those that are still open."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, start + len(text[start:end].rstrip())
        self.first = self.end - len(text[start:end].strip())
        self.pending: list[tuple[str, int]] = []
        self.is_open = Counter[str]()
        self.openings: dict[str, list[int]] = defaultdict(list)
        runs = (match.span() for match in _MARKS.finditer(text, start, self.end))
        self.marks = [place for begin, stop in runs if stop - begin <= MAX_RUN for place in range(begin, stop)]
        self.single_ends = [p for p in self.marks if FAMILIES[text[p]] == "single" and self._ends_word(p)]

    def read(self) -> list[Quotation]:
        """All quotations, in no order."""
        found: list[Quotation] = []
        for place in self.marks:
            family = FAMILIES[self.text[place]]
            if self._closes(place, family):
                found.append(Quotation(self._opened(family), place + 1, closed=True))
            elif self._opens(place, family):
                self.pending.append((family, place))
                self.openings[family].append(place)
                self.is_open[family] += 1
        return found + self._left_open(found)

    def _opened(self, family: str) -> int:
        """Where the last open mark of the family stands; what was opened after it is given up."""
        while True:
            kind, place = self.pending.pop()
            self.is_open[kind] -= 1
            if kind == family:
                return place

    def _left_open(self, found: list[Quotation]) -> list[Quotation]:
        """Quotations without a closing mark: up to the next one that is opened at their level, else to the end."""
        left = [(family, place) for family, place in self.pending if family != "single" or place == self.first]
        closed = sorted(found, key=lambda quotation: quotation.start)
        starts = [quotation.start for quotation in closed]
        made = []
        for i, (family, place) in enumerate(left):
            again = bisect_right(self.openings[family], place)
            stops = [self.end, *(p for _, p in left[i + 1 : i + 2]), *self.openings[family][again : again + 1]]
            stop = min(stops)
            inner = range(bisect_left(starts, place), bisect_left(starts, stop))
            stop = next((starts[k] for k in inner if closed[k].end > stop), stop)
            stop = place + len(self.text[place:stop].rstrip())
            if stop > place + 1:
                made.append(Quotation(place, stop, closed=False))
        return made

    def _before(self, place: int) -> str:
        return self.text[place - 1] if place > self.start else ""

    def _after(self, place: int) -> str:
        return self.text[place + 1] if place + 1 < self.end else ""

    def _begins_word(self, place: int) -> bool:
        before, after = self._before(place), self._after(place)
        return bool(after) and not after.isspace() and (not before or bool(_BEFORE_OPENING.match(before)))

    def _ends_word(self, place: int) -> bool:
        before, after = self._before(place), self._after(place)
        return bool(before) and not before.isspace() and (not after or bool(_AFTER_CLOSING.match(after)))

    def _closes(self, place: int, family: str) -> bool:
        mark = self.text[place]
        if not self.is_open[family] or not self._before(place):
            return False
        if mark in _CLOSING:
            return True
        if mark in _OPENING or family == "single":
            return self._ends_word(place) and not (mark in "’'" and self._is_possessive(place))
        if self._is_inch(place):
            return False
        before, after = self._before(place), self._after(place)
        return not self._begins_word(place) or (bool(before.strip()) and bool(_AFTER_CLOSING.match(after)))

    def _opens(self, place: int, family: str) -> bool:
        mark, after = self.text[place], self._after(place)
        if family == "single":
            return mark != "’" and self._begins_word(place) and self._is_no_apostrophe(place)
        if mark in _OPENING:
            return bool(after) and (mark == "«" or not after.isspace())
        return self._begins_word(place) and not (mark in _CLOSING and self._ends_word(place))

    def _is_no_apostrophe(self, place: int) -> bool:
        """Whether a single mark has a partner or begins the paragraph, and no letters are left out behind it."""
        if _ELISION.match(self.text, place + 1, self.end):
            return False
        following = bisect_left(self.single_ends, place + 2)
        partner = self.single_ends[following] if following < len(self.single_ends) else self.end + FAR
        return place == self.first or partner < place + FAR

    def _is_possessive(self, place: int) -> bool:
        """Whether a mark after a plural's s ("the boys’ toys") leaves the closing to a surer one that follows."""
        return self.text[place - 1] == "s" and self._leaves_closing(place, "single")

    def _is_inch(self, place: int) -> bool:
        """Whether a mark after a figure ('a 6" pipe') leaves the closing to a surer one that follows."""
        return self.text[place - 1].isdigit() and self._leaves_closing(place, "double")

    def _leaves_closing(self, place: int, family: str) -> bool:
        if self._after(place) != " ":
            return False
        stop = min(self.end, place + FAR)
        surer = _SURE_CLOSING[family].search(self.text, place + 1, stop)
        opening = _NEXT_OPENING[family].search(self.text, place + 1, stop)
        return surer is not None and (opening is None or surer.start() < opening.start())
