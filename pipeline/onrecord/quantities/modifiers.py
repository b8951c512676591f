"""Phrases beside a number that bound it: at least, nearly, or more."""

import re
from collections.abc import Mapping

from onrecord.quantities.tables import Modifiers, load
from onrecord.records import QuantityModifier

MAX_WORDS = 6


def modifier_before(lowered: str, start: int) -> tuple[QuantityModifier, int] | None:
    """The modifier that stands before a quantity.

    start: offset at which the quantity starts so far.
    RETURNS: the modifier, and the offset at which it starts; None if there is none. In "at least about" the outer one
        counts.
    """
    known = load(Modifiers)
    found: tuple[QuantityModifier, int] | None = None
    while True:
        sign = _SIGN.search(lowered, max(0, start - 4), start)
        if sign is not None:
            nearer: tuple[QuantityModifier, int] | None = (known.signs[sign["sign"]], sign.start("sign"))
        else:
            nearer = _phrase_before(lowered, start)
        if nearer is None:
            return found
        if found is not None and found[0] != "approximately":
            return found
        found, start = nearer, nearer[1]


def modifier_after(lowered: str, end: int) -> tuple[QuantityModifier, int] | None:
    """The modifier that stands behind a number, and the offset at which it ends: "or more"."""
    match = _AFTER.match(lowered, end)
    return (load(Modifiers).after[match["phrase"]], match.end()) if match else None


def _phrase_before(lowered: str, start: int) -> tuple[QuantityModifier, int] | None:
    begin = max(0, start - 40)
    words = [(match.start() + begin, match[0]) for match in _WORD.finditer(lowered[begin:start])]
    if begin and words and not lowered[begin - 1].isspace() and words[0][0] == begin:
        words = words[1:]
    if not words or not lowered[words[-1][0] + len(words[-1][1]) : start].isspace():
        return None
    known = load(Modifiers)
    found = _longest(known.before, words)
    if found is None and len(words) > 1 and words[-1][1] in known.passed_over:
        return _longest(known.before, words[:-1])
    return found


def _longest(
    phrases: Mapping[str, QuantityModifier], words: list[tuple[int, str]]
) -> tuple[QuantityModifier, int] | None:
    for n in range(min(MAX_WORDS, len(words)), 0, -1):
        phrase = " ".join(word for _, word in words[-n:]).lstrip("(“\"'‘[")
        if phrase in phrases:
            return phrases[phrase], words[-n][0] + len(words[-n][1]) - len(words[-n][1].lstrip("(“\"'‘["))
    return None


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_WORD = re.compile(r"\S+")
_SIGN = re.compile(rf"(?P<sign>{_any(list(load(Modifiers).signs))})\s?$")
_AFTER = re.compile(rf"[\s-](?P<phrase>{_any(list(load(Modifiers).after))})(?!\w)")
