"""Units of time: what a word names, and how long so many of them are."""

from __future__ import annotations

from onrecord.dates import numbers
from onrecord.dates.grammar import Match
from onrecord.dates.lexicon import lexicon


def unit_name(m: Match, name: str) -> str:
    """The unit that a named item of a match names, in the singular or plural."""
    return m.name("UNIT" if m.word(name) in lexicon().categories["UNIT"] else "UNITS", name)


def length(number: numbers.Count, unit: str) -> str:
    """A TIMEX3 duration: ("3", "year") -> "P3Y", several weeks -> "PXW", three decades -> "P3DE"."""
    letters = {
        "second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W",
        "fortnight": "W", "month": "M",
        "quarter": "M",
        "year": "Y", "decade": "DE", "century": "CE", "millennium": "ML", "weekend": "WE",
    }  # fmt: skip
    clock = unit in ("second", "minute", "hour")
    if isinstance(number, str):
        return f"P{'T' * clock}X{'Q' if unit == 'quarter' else letters[unit]}"
    number *= {"quarter": 3, "fortnight": 2}.get(unit, 1)
    if number == 0.5 and unit in ("hour", "minute", "year"):
        number, unit = {"hour": (30, "minute"), "minute": (30, "second"), "year": (6, "month")}[unit]
    return f"P{'T' * clock}{number:.10g}{letters[unit]}"
