"""The tense of the verb that governs a time expression, read from the tags and the parse."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import Final

from spacy.attrs import DEP, IDX, TAG
from spacy.tokens import Doc, Token

from onrecord.dates.context import Tense, TenseOf
from onrecord.dates.lexicon import Lexicon, lexicon

_STEPS: Final = 25
_FINITE_PAST: Final = frozenset(["VBD"])
_AUXILIARIES: Final = ("aux", "aux:pass", "cop")


def tense_of(doc: Doc) -> TenseOf:
    """A function from a stretch of the text (character offsets) to the tense of its verb.

    doc: with tags and a parse; without them the tense is never known.
    """

    @cache
    def starts() -> list[int]:
        parsed = doc.to_array(TAG).any() and doc.to_array(DEP).any()
        return doc.to_array(IDX).tolist() if parsed else []

    def tense(start: int, end: int) -> Tense | None:
        first, last = bisect_right(starts(), start) - 1, bisect_right(starts(), end - 1) - 1
        return _governing(doc, first, last) if first >= 0 else None

    return tense


def _governing(doc: Doc, first: int, last: int) -> Tense | None:
    """Climb from the expression's head to the first verb whose tense is told."""
    token: Token = next((t for t in doc[first : last + 1] if not first <= t.head.i <= last), doc[first])
    for _ in range(_STEPS):
        if token.i < first or token.i > last:
            found = _tense(token)
            if found is not None:
                return found
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _tense(token: Token) -> Tense | None:
    """The tense that a word has by itself and its auxiliaries; None for what has none, which takes its governor's."""
    aids = [child for child in token.children if child.dep_ in _AUXILIARIES]
    words = {aid.lower_ for aid in aids}
    if any(word in _ahead() for word in words):
        return "future"
    if "had" in words:
        return "past"
    if any(child.tag_ == "TO" for child in token.children) and any(
        aid.lower_ in ("is", "are", "'s", "’s") for aid in aids
    ):
        return "future"
    if token.lower_ in _expecting() or token.lemma_.lower() in _expecting():
        return "future"
    tags = {aid.tag_ for aid in aids}
    if "VBD" in tags:
        return "past"
    if token.tag_ in _FINITE_PAST:
        return "past"
    if token.tag_ == "VBN" and "VB" not in tags:  # "to be done" has no tense of its own
        return "past"
    if token.tag_ in ("VBZ", "VBP"):
        return "present"
    if tags & {"VBZ", "VBP"}:
        if words & {"has", "have", "'ve", "’ve"}:
            return "past"
        return "present"
    return None


@cache
def _ahead() -> frozenset[str]:
    return frozenset(_words("AHEAD"))


@cache
def _expecting() -> frozenset[str]:
    return frozenset(_words("EXPECTING"))


def _words(category: str) -> dict[str, object]:
    found: Lexicon = lexicon()
    return dict(found.categories[category])
