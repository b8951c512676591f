"""The shapes of numbers and marks, and how a text is cut into tokens."""

import re
from typing import Final

#: Class of every word that no pattern names.
OTHER: Final = "."

#: Times and dates in digits, other numbers, "a.m.", words, line breaks, marks. Digits are ASCII ones.
TOKEN: Final = re.compile(
    r"(?a:\d{4}-\d\d?-\d\d?(?:T\d\d:\d\d(?::\d\d)?(?:\.\d{1,6})?Z?)?(?!\d))"  # 2024-10-24, 2024-10-24T09:30
    r"|(?a:\d{1,4}(?:/\d{1,2}/\d{2,4}|\.\d{1,2}\.\d{4}|-\d{1,2}-\d{4})(?!\d))"  # 10/24/2024, 24.10.2024, 10-24-2024
    r"|(?a:\d{1,2}/\d{1,2}(?![\d/]))"  # 10/24
    r"|(?a:\d{1,2}:\d\d(?::\d\d)?(?!\d))"  # 9:30
    r"|(?a:\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|[AaPp]\.[ ]?[Mm]\b\.?"
    r"|[^\W\d_]+"
    r"|\n|[^\s]"
)

#: Every combination of categories that a number can have.
NUMBER_SHAPES: Final[tuple[tuple[str, ...], ...]] = (
    ("ISO",),
    ("SLASHED",),
    ("MONTHDAY",),
    ("CLOCK",),
    ("NUM",),
    ("NUM", "DAY", "HOUR", "MONTHNUMBER"),
    ("NUM", "DAY", "HOUR", "MONTHNUMBER", "YY"),
    ("NUM", "DAY", "HOUR", "YY"),
    ("NUM", "DAY", "YY"),
    ("NUM", "YY"),
    ("NUM", "YEAR3"),
    ("NUM", "YEAR"),
    ("NUM", "CLOCK4"),
    ("NUM", "YEAR", "CLOCK4"),
    ("NUM", "DOTCLOCK"),
)

#: Marks and their categories.
PUNCTUATION: Final = {
    ",": "COMMA",
    ".": "DOT",
    **dict.fromkeys("-–—‐‑‒−~", "DASH"),
    **dict.fromkeys("'’‘`", "APOS"),
    "/": "SLASH",
    "&": "AMP",
    ":": "COLON",
    "(": "OPEN",
    ")": "CLOSE",
    "[": "OPEN",
    "]": "CLOSE",
    "a.m.": "AMPM",
}


def number_shape(number: str) -> tuple[str, ...]:
    """The categories of a token that starts with a digit (0 to 9)."""
    if not number.isdigit():
        return _marked_shape(number)
    value, digits = int(number[:5]), len(number)
    if digits <= 2:
        kinds = ["NUM"]
        if 1 <= value <= 31:
            kinds.append("DAY")
            if value <= 24:
                kinds.append("HOUR")
            if value <= 12:
                kinds.append("MONTHNUMBER")
        if digits == 2:
            kinds.append("YY")
        return tuple(kinds)
    if digits == 3:
        return ("NUM", "YEAR3") if value >= 100 else ("NUM",)
    if digits > 4:
        return ("NUM",)
    clock = value // 100 < 24 and value % 100 < 60
    if 1000 <= value < 2200:
        return ("NUM", "YEAR", "CLOCK4") if clock else ("NUM", "YEAR")
    return ("NUM", "CLOCK4") if clock else ("NUM",)


def _marked_shape(number: str) -> tuple[str, ...]:
    if ":" in number and "-" not in number:
        return ("CLOCK",)
    if "-" in number:
        return ("ISO",) if number[:4].isdigit() else ("SLASHED",)
    if "/" in number:
        return ("SLASHED",) if number.count("/") == 2 else ("MONTHDAY",)
    if number.count(".") == 2:
        return ("SLASHED",)
    whole, _, part = number.partition(".")
    if len(part) == 2 and len(whole) <= 2 and int(part) < 60 and int(whole) <= 24:
        return ("NUM", "DOTCLOCK")
    return ("NUM",)
