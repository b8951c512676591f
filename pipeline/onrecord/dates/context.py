"""What a time expression means, and what it is read against: the article's date, the last one named, the tense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from onrecord.dates import periods
from onrecord.dates.grammar import Match, Tokens
from onrecord.dates.lexicon import cues
from onrecord.dates.periods import UNKNOWN, Period

Type = Literal["DATE", "TIME", "DURATION", "SET"]
Tense = Literal["past", "present", "future"]
#: Tense of the verb that governs a stretch of the text (character offsets); None if there is none.
TenseOf = Callable[[int, int], "Tense | None"]

#: How many times farther off a day without a year may lie on the side that the tense says, before the other is taken.
_FARTHER = 4
#: Words beyond which a date named before gives no year to another.
_FAR = 300


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression's meaning: TIMEX3's type, value and modifier, and the days it covers.

    period: the days, None where unknown. first, last: bounds where one of them alone is known, else those of `period`.
    zone: offset from UTC of a clock time ("-05:00"), where the text tells.
    named: whether later expressions ("two days later") can go from it.
    """

    type: Type
    value: str
    period: Period | None = None
    modifier: str | None = None
    first: date | None = None
    last: date | None = None
    zone: str | None = None
    named: bool = True

    @property
    def bounds(self) -> tuple[date | None, date | None]:
        """The first and last day that it can mean."""
        if self.period is not None:
            return self.period.first, self.period.last
        return self.first, self.last


def dated(period: Period | None, unknown: str) -> Timex:
    """A DATE of these days; without them, `unknown` is its value."""
    return Timex("DATE", period.value if period else unknown, period)


@dataclass(slots=True)
class Context:
    """What is known where an expression stands.

    anchor: the article's date. at: the token where reading stands.
    last: the period last named in the text. last_stop: the token after it.
    explicit: whether the year of `last` was told or follows from one told, rather than from the article's date.
    day: the day last named. quarter: the quarter last named, and the token after it.
    told: the same of the expression that is being read; rules set it.
    alone: whether that expression stands alone, not behind "the end of" or its like.
    """

    tokens: Tokens
    anchor: date | None
    tense_of: TenseOf
    at: int = 0
    last: Period | None = None
    last_stop: int = 0
    explicit: bool = False
    day: Period | None = None
    quarter: Period | None = None
    quarter_stop: int = 0
    told: bool = False
    alone: bool = True

    def before(self, match: Match, distance: int = 1) -> str:
        """The lower-case word so far before a match."""
        return self.tokens.word(match.first - distance)

    def after(self, match: Match, distance: int = 0) -> str:
        """The lower-case word after a match."""
        return self.tokens.word(match.stop + distance)

    def direction(self, match: Match) -> int:
        """-1 if the expression speaks of what was, 1 of what is to come, 0 if the text does not tell."""
        tokens = self.tokens
        tense = self.tense_of(tokens.starts[match.first], tokens.ends[match.stop - 1])
        before = self.before(match)
        if before == "effective":
            return 1
        if before in cues("behind"):
            return -1
        if tense == "future" or (before in cues("ahead") and tense != "past"):
            return 1
        return -1 if tense == "past" else 0

    @property
    def narrative(self) -> Period | None:
        """The date last named, if told with its year in this paragraph, and over a year before the article."""
        if self.last is None or not self.explicit or self.at - self.last_stop > _FAR:
            return None
        if self.anchor is not None and self.last.first > self.anchor - timedelta(366):
            return None
        return None if "\n" in self.tokens.words[self.last_stop : self.at] else self.last

    @property
    def origin(self) -> Period | None:
        """Where "two days later" goes from: the date last named, else the article's."""
        if self.last is not None:
            return self.last
        return periods.day(self.anchor) if self.anchor else None

    def origin_of(self, unit: str) -> Period | None:
        """The same for steps of a unit: days go from a day, not from a year."""
        if self.last is not None and periods.days_of(self.last) > periods.LENGTH.get(unit, 0):
            return self.day or (periods.day(self.anchor) if self.anchor else None)
        return self.origin

    @property
    def reported(self) -> Period | None:
        """The quarter that the text reports on: the one named last, not too far before."""
        return self.quarter if self.at - self.quarter_stop <= _FAR else None

    def recurring(self, match: Match, unknown: str, of_year: Callable[[int], Period]) -> Timex:
        """A period that every year has (a month, a day of a month, a holiday), in the year that the text means.

        unknown: its value without a year. of_year: the period in a year; may raise ValueError (29 February).
        """
        told = self.narrative
        if told is not None and told.unit in ("day", "month", "season"):
            self.told = True
            return dated(of_year(told.first.year), unknown)
        if self.anchor is None:
            return dated(None, unknown)
        return dated(self.nearest(match, of_year), unknown)

    def nearest(self, match: Match, of_year: Callable[[int], Period]) -> Period | None:
        """The one of the years around the article's that fits the tense."""
        assert self.anchor is not None
        anchor, found = self.anchor, []
        for number in (anchor.year - 1, anchor.year, anchor.year + 1):
            try:
                found.append(of_year(number))
            except (ValueError, OverflowError):
                continue
        around = [period for period in found if period.first <= anchor <= period.last]
        if around:
            return around[0]
        past = [period for period in found if period.last < anchor]
        future = [period for period in found if period.first > anchor]
        if not past or not future:
            return next(iter(past or future), None)
        back, ahead = (anchor - past[-1].last).days, (future[0].first - anchor).days
        direction = self.direction(match)
        if direction > 0:
            return past[-1] if ahead > 2 * _FARTHER * back else future[0]
        if direction < 0:
            return future[0] if back > _FARTHER * ahead else past[-1]
        return future[0] if back > ahead else past[-1]

    def from_anchor(self, unit: str, count: int) -> Timex:
        """The period of a unit so many steps from the article's date."""
        if self.anchor is None:
            return dated(None, UNKNOWN[unit])
        return dated(periods.moved(periods.containing(unit, self.anchor), count), UNKNOWN[unit])

    def from_origin(self, unit: str, count: int) -> Timex:
        """The period of a unit so many steps from the date last named."""
        origin = self.origin_of(unit)
        if origin is None:
            return dated(None, UNKNOWN[unit])
        self.told = self.explicit and origin is self.last
        base = origin.first if count <= 0 else origin.last
        return dated(periods.containing(unit, periods.shift(base, unit, count)), UNKNOWN[unit])


def with_modifier(timex: Timex, modifier: str | None) -> Timex:
    """The same with a modifier, which its own yields to."""
    return replace(timex, modifier=modifier or timex.modifier)
