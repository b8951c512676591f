"""The state that a place is in, and that a person, body or group is said to belong to (ISO 3166-1 alpha-2)."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.lexicons import PlaceKind, places
from onrecord.actors.names import bare

LONGEST = 5
"""Words that a country's name inside a longer phrase may have."""
BY_LABEL: dict[str, tuple[PlaceKind, ...]] = {
    "GPE": ("country", "city", "region"),
    "LOC": ("country", "region", "city"),
    "NORP": ("demonym",),
    "FAC": ("seat",),
    "ORG": ("seat",),
}


def of_name(name: str, label: str) -> str | None:
    """The country that a name alone tells: of a place or people the state, of a body the state in its name.

    label: the name's entity label; a person's name tells nothing.
    """
    table, text = places(), bare(name).casefold()
    for kind in BY_LABEL.get(label, ()):
        if found := table[kind].get(text) or (table[kind].get(text.removesuffix("s")) if kind == "demonym" else None):
            return found
    return in_phrase(name.split()) if label in ("ORG", "FAC", "LAW", "EVENT", "LOC") else None


def in_phrase(words: Sequence[str]) -> str | None:
    """The one country that a phrase names, by itself, its people or its government's seat; None for none or several."""
    table = places()
    found: list[str] = []
    i = 0
    while i < len(words):
        for length in range(min(LONGEST, len(words) - i), 0, -1):
            text = bare(" ".join(words[i : i + length])).casefold().strip(",;:()")
            code = next((c for kind in ("country", "demonym", "seat") if (c := table[kind].get(text))), None)
            if code and words[i][:1].isupper():
                found.append(code)
                i += length - 1
                break
        i += 1
    return found[0] if len(set(found)) == 1 else None
