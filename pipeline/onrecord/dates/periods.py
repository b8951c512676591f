"""Stretches of the calendar: days, weeks, months … centuries, each with its first and last day and TIMEX3's value."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

Unit = Literal[
    "day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century", "millennium"
]
#: Months that each unit of months or more lasts.
MONTHS: Final = {
    "month": 1,
    "quarter": 3,
    "half": 6,
    "season": 12,
    "year": 12,
    "decade": 120,
    "century": 1200,
    "millennium": 12000,
}
#: Days that a period of each unit may last at most.
LENGTH: Final = {
    "day": 1,
    "night": 1,
    "week": 7,
    "weekend": 7,
    "fortnight": 14,
    "month": 31,
    "quarter": 92,
    "season": 92,
    "half": 184,
    "year": 366,
    "decade": 3660,
    "century": 36600,
    "millennium": 366000,
}
DAYS: Final = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
#: TIMEX3's pattern of a value when the date it belongs to is not known.
UNKNOWN: Final = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "quarter": "XXXX-QX",
    "half": "XXXX-HX", "season": "XXXX-XX", "year": "XXXX", "decade": "XXX", "century": "XX", "millennium": "X",
    "night": "XXXX-XX-XXTNI", "fortnight": "XXXX-WXX",
}  # fmt: skip
_SEASON_MONTH: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
#: An early, middle or late part of a period, or two of them.
PARTS: Final = {"start": (0, 1), "mid": (1, 2), "end": (2, 3), "start/mid": (0, 2), "mid/end": (1, 3)}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar. first, last: its days, both included. value: as TIMEX3 writes it."""

    unit: Unit
    first: date
    last: date
    value: str


def day(when: date) -> Period:
    """A calendar day."""
    return Period("day", when, when, when.isoformat())


def week(when: date) -> Period:
    """The ISO week (Monday to Sunday) around a day."""
    year, number, weekday = when.isocalendar()
    monday = when - timedelta(weekday - 1)
    return Period("week", monday, monday + timedelta(6), f"{year:04}-W{number:02}")


def weekend(when: date) -> Period:
    """Saturday and Sunday of the week around a day."""
    found = week(when)
    return Period("weekend", found.last - timedelta(1), found.last, f"{found.value}-WE")


def month(year: int, number: int) -> Period:
    """A calendar month, 1 to 12."""
    return _months("month", year, number, 1, f"{year:04}-{number:02}")


def quarter(year: int, number: int) -> Period:
    """A quarter of a calendar year, 1 to 4."""
    return _months("quarter", year, 3 * number - 2, 3, f"{year:04}-Q{number}")


def half(year: int, number: int) -> Period:
    """A half of a calendar year, 1 or 2."""
    return _months("half", year, 6 * number - 5, 6, f"{year:04}-H{number}")


def season(year: int, name: str) -> Period:
    """A meteorological season of the north ("SP", "SU", "FA", "WI"); winter is named by the year in which it starts."""
    return _months("season", year, _SEASON_MONTH[name], 3, f"{year:04}-{name}")


def year(number: int) -> Period:
    """A calendar year."""
    return _months("year", number, 1, 12, f"{number:04}")


def decade(first: int) -> Period:
    """Ten years from a year that ends in 0."""
    return _months("decade", first, 1, 120, f"{first // 10:03}")


def century(first: int) -> Period:
    """A hundred years from a year that ends in 00, as TIMEX3 counts them."""
    return _months("century", max(first, 1), 1, 1200 if first else 1188, f"{first // 100:02}")


def millennium(first: int) -> Period:
    """A thousand years from a year that ends in 000."""
    return _months("millennium", max(first, 1), 1, 12000 if first else 11988, f"{first // 1000}")


def containing(unit: str, when: date) -> Period:
    """The period of a unit around a day. Raises KeyError for units that no calendar has."""
    if unit in ("day", "night"):
        return day(when)
    if unit in ("week", "fortnight"):
        return week(when)
    if unit == "weekend":
        return weekend(when)
    if unit == "month":
        return month(when.year, when.month)
    if unit == "quarter":
        return quarter(when.year, (when.month + 2) // 3)
    if unit == "half":
        return half(when.year, 1 if when.month < 7 else 2)
    if unit == "year":
        return year(when.year)
    if unit == "decade":
        return decade(when.year // 10 * 10)
    if unit == "century":
        return century(when.year // 100 * 100)
    if unit == "millennium":
        return millennium(when.year // 1000 * 1000)
    raise KeyError(unit)


def shift(when: date, unit: str, count: int) -> date:
    """A day moved by so many units; the 31st becomes the last day of a shorter month."""
    if unit in DAYS:
        return when + timedelta(DAYS[unit] * count)
    months = when.year * 12 + when.month - 1 + MONTHS[unit] * count
    target, number = divmod(months, 12)
    if not 1 <= target <= 9999:
        raise OverflowError("the year is outside the calendar")
    return date(target, number + 1, min(when.day, monthrange(target, number + 1)[1]))


def moved(period: Period, count: int) -> Period:
    """The period of the same unit so many steps later."""
    if period.unit == "season":
        return season(period.first.year + count, period.value[-2:])
    return containing(period.unit, shift(period.first, period.unit, count))


def days_of(period: Period) -> int:
    """How many days it has."""
    return (period.last - period.first).days + 1


def interval(first: Period, last: Period) -> Period:
    """From the start of one to the end of another, its value the ISO 8601 interval. Raises ValueError if they turn."""
    if first.first > last.last:
        raise ValueError("the interval ends before it starts")
    return Period(first.unit, first.first, last.last, f"{first.value}/{last.value}")


def part(period: Period, modifier: str) -> Period:
    """Days of an early, middle or late part, by thirds; a month's are days 1-10, 11-20 and 21-end. The value stays."""
    begin, stop = PARTS[modifier]
    if period.unit in ("day", "weekend"):
        return period
    if period.unit in ("month", "week"):
        cuts = (0, 10, 20) if period.unit == "month" else (0, 2, 4)
        days = [period.first + timedelta(cut) for cut in cuts]
    else:
        total = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
        days = [shift(period.first, "month", total * third // 3) for third in range(3)]
    last = period.last if stop == 3 else days[stop] - timedelta(1)
    return replace(period, first=days[begin], last=last)


def weekday_on(when: date, weekday: int, direction: int) -> date:
    """The nearest such weekday (1 = Monday) on or before (direction -1) or on or after (1) a day."""
    if direction < 0:
        return when - timedelta((when.isoweekday() - weekday) % 7)
    return when + timedelta((weekday - when.isoweekday()) % 7)


def _months(unit: Unit, year: int, number: int, count: int, value: str) -> Period:
    first = date(year, number, 1)
    final = year * 12 + number - 1 + count - 1
    last_year, last_month = divmod(final, 12)
    last = date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1])
    return Period(unit, first, last, value)


def weekdays(period: Period, weekday: int) -> list[date]:
    """All days of a period of at most a year that fall on a weekday (1 = Monday)."""
    found = weekday_on(period.first, weekday, 1)
    return [found + timedelta(7 * i) for i in range((period.last - found).days // 7 + 1)]
