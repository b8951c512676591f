"""Numbers in words, as far as dates need them."""

from __future__ import annotations

from onrecord.dates.lexicon import lexicon

#: "several", "a few": a number that is not told.
VAGUE = "X"
Count = float | str
_IGNORED = frozenset(["-", "–", "—", "‐", "‑", "‒", "−", "~", "and", "of"])


def count(words: list[str]) -> Count | None:
    """The number that lower-case words say ("two and a half", "3.5 million"); VAGUE for "several"; None if none."""
    vague = lexicon().categories["VAGUE"]
    if any(word in vague for word in words) or words[:3] == ["a", "good", "many"]:
        return VAGUE
    if "couple" in words:
        return 2
    half = 0.0
    if "half" in words:
        half = 0.5
        words = words[: words.index("half")]
        while words and words[-1] in ("a", "an", "and"):
            words = words[:-1]
        if not words:
            return half
    values = lexicon().categories["NUMWORD"]
    total, group = 0.0, 0.0
    for word in words:
        if word in _IGNORED:
            continue
        if word in ("a", "an", "another"):
            group = max(group, 1)
        elif "0" <= word[0] <= "9":
            group += float(word.replace(",", "")) if word.replace(",", "").replace(".", "", 1).isdigit() else 0
        elif word in values:
            value = lexicon().integer("NUMWORD", word)
            if value >= 1000:
                total, group = total + max(group, 1) * value, 0
            elif word in ("hundred", "dozen"):
                group = max(group, 1) * value
            else:
                group += value
        else:
            return None
    return total + group + half


def year(words: list[str]) -> int | None:
    """A year in digits ("1999", "’99" as ["’", "99"]) or words ("nineteen ninety-one"); None if none."""
    if len(words) == 2 and words[1].isdigit():
        value = int(words[1])
        return value + (2000 if value < 30 else 1900)
    if len(words) == 1:
        return int(words[0]) if words[0].isdigit() else None
    values = [lexicon().integer("NUMWORD", w) for w in words if w not in _IGNORED]
    if values[:2] == [2, 1000] and sum(values[2:]) < 100:
        return 2000 + sum(values[2:])
    if values[0] not in (15, 16, 17, 18, 19, 20) or len(values) < 2:
        return None
    if values[1] == 100:
        return values[0] * 100 + sum(values[2:]) if sum(values[2:]) < 100 else None
    rest = values[1:]
    fits = (10 <= rest[0] <= 19 and len(rest) == 1) or (
        rest[0] >= 20 and rest[0] < 100 and (len(rest) == 1 or rest[1] < 10)
    )
    return values[0] * 100 + sum(rest) if fits and len(rest) <= 2 else None


def ordinal(words: list[str]) -> int | None:
    """The number of "3rd", "third", "twenty-first", or of a day said as "3" or "three"; None if none."""
    if "0" <= words[0][0] <= "9":
        return int(words[0]) if words[0].isdigit() else None
    total = 0
    for word in words:
        if word in _IGNORED:
            continue
        found = lexicon().categories["ORDINAL"].get(word, lexicon().categories["NUMWORD"].get(word))
        if not isinstance(found, int):
            return None
        total += found
    return total or None
