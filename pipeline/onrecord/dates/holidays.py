"""Holidays by name: the rules of `holidays.json`, and the day that each gives in a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from pydantic import BaseModel, ConfigDict

from onrecord.dates import periods
from onrecord.dates.lexicon import read
from onrecord.dates.periods import Period


class Rules(BaseModel):
    """Holidays' names, in lower case and without marks, by how their day is told.

    fixed: [month, day]. weekday: [month, weekday (1 = Monday), which of the month (-1 = the last), days added].
    easter: days after Western Easter Sunday.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    fixed: dict[str, tuple[int, int]]
    weekday: dict[str, tuple[int, int, int, int]]
    easter: dict[str, int]


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day that each year has. unknown: its TIMEX3 value without a year."""

    name: str
    unknown: str

    def of_year(self, year: int) -> Period:
        """The day in a year."""
        found = rules()
        if self.name in found.fixed:
            return periods.day(date(year, *found.fixed[self.name]))
        if self.name in found.easter:
            return periods.day(easter(year) + timedelta(found.easter[self.name]))
        month, weekday, number, added = found.weekday[self.name]
        days = periods.weekdays(periods.month(year, month), weekday)
        return periods.day(days[number - (number > 0)] + timedelta(added))


def holiday(words: list[str]) -> Holiday | None:
    """The holiday of that name; words: lower-case tokens, marks among them."""
    name = " ".join(word for word in words if word.isalpha() and word != "s")
    found = rules()
    if name in found.fixed:
        month, day = found.fixed[name]
        return Holiday(name, f"XXXX-{month:02}-{day:02}")
    return Holiday(name, "XXXX-XX-XX") if name in found.easter or name in found.weekday else None


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian algorithm, Meeus 1991)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    lead = (32 + 2 * e + 2 * i - h - k) % 7
    shift = (a + 11 * h + 22 * lead) // 451
    month, day = divmod(h + lead - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def pattern() -> str:
    """All names as a pattern of the grammar, longer ones first; apostrophes and "s" may stand between words."""
    found = rules()
    names = sorted({*found.fixed, *found.weekday, *found.easter}, key=lambda name: (-len(name.split()), name))
    return "(" + " | ".join(" DOT? (APOS s)? APOS? ".join(name.split()) for name in names) + ")"


@cache
def rules() -> Rules:
    """The rules that ship."""
    return Rules.model_validate_json(read("holidays.json"))
