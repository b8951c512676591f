"""Quarters, halves and seasons of a year, and the weekdays and weeks of a month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from onrecord.dates import numbers, periods
from onrecord.dates.context import Context, Timex, dated
from onrecord.dates.grammar import Match, rule
from onrecord.dates.lexicon import cues
from onrecord.dates.periods import UNKNOWN, Period


@rule(
    "(the | this | its | their | our)? fiscal? DASH? nth:NTH DASH? quarter"
    " (COMMA? of? (fiscal | calendar)? year? year:YEARX)?"
)
@rule("(the)? (fiscal)? year:YEAR (fiscal)? nth:NTH DASH? quarter")
@rule("(the)? (fiscal)? rel:(last | this | next) year APOS? s? (fiscal)? nth:NTH DASH? quarter")
@rule("(the)? (fiscal)? nth:NTH DASH? quarter (of)? rel:(last | this | next | that) year")
@rule("q nth:NUM (COMMA? of? APOS? s? year:YEARX)?")
@rule("year:YEAR (COMMA | DASH)? q nth:NUM")
@rule("q nth:NUM (of)? rel:(last | this | next | that) year")
def quarter(m: Match, ctx: Context) -> Timex | None:
    """The third quarter (of 1984), Q3 2024, this year's first quarter."""
    number = numbers.ordinal(m.words("nth"))
    if number is None or not 1 <= number <= 4:
        return None
    return _of_year(m, ctx, f"Q{number}", lambda y: periods.quarter(y, number))


@rule("(the)? nth:(NTH | last) DASH? half (COMMA? of? (fiscal | calendar)? year? year:YEARX)?")
@rule("(the)? year:YEAR nth:NTH DASH? half")
@rule("(the)? nth:NTH DASH? half of rel:(last | this | next | that | the) year")
@rule("year:YEAR (COMMA | DASH)? h nth:NUM")
@rule("h nth:NUM (COMMA? of? year:YEARX)?")
def half(m: Match, ctx: Context) -> Timex | None:
    """The first half of 2019, the second half of this year."""
    number = 2 if m.word("nth") == "last" else numbers.ordinal(m.words("nth"))
    if number not in (1, 2) or not ("year" in m or "rel" in m):
        return None
    return _of_year(m, ctx, f"H{number}", lambda y: periods.half(y, number))


@rule("(the)? season:SEASON (COMMA | of)? (the)? year:YEARX")
@rule("(the)? season:SEASON (of)? rel:(last | this | next | that) year")
@rule("(the | this (?=RELATION))? rel:RELATION? season:SEASON")
@rule("(the)? rel:RELATION year APOS? s season:SEASON")
def season(m: Match, ctx: Context) -> Timex | None:
    """The winter of 1994, last fall, this summer; a bare one after a preposition of time."""
    name = m.name("SEASON", "season")

    def of_year(year: int) -> Period:
        return periods.season(year, name)

    if "year" in m or (("rel" in m) and "year" in m.tokens.words[m.first : m.stop]):
        return _of_year(m, ctx, name, of_year)
    if "rel" not in m:
        if not (
            ctx.before(m) in cues("before_season") or (m.stop - m.first > 1 and ctx.after(m) in cues("after_season"))
        ):
            return None
        return ctx.recurring(m, f"XXXX-{name}", of_year)
    step = m.integer("RELATION", "rel")
    if ctx.anchor is None:
        return dated(None, f"XXXX-{name}")
    around = [of_year(ctx.anchor.year + i) for i in (-2, -1, 0, 1, 2)]
    if step < 0 or "past" in m.tokens.words[m.first : m.stop]:
        return dated([p for p in around if p.last < ctx.anchor][-1], "")
    if step > 0:
        return dated(next(p for p in around if p.first > ctx.anchor), "")
    return dated(next((p for p in around if p.first <= ctx.anchor <= p.last), of_year(ctx.anchor.year)), "")


def _of_year(m: Match, ctx: Context, name: str, of_year: Callable[[int], Period]) -> Timex | None:
    """A named part of the year told or meant."""
    unknown = f"XXXX-{name}"
    if "year" in m:
        year = numbers.year(m.words("year"))
        if year is None:
            return None
        ctx.told = True
        return dated(of_year(year), unknown)
    if "rel" in m:
        word = m.word("rel")
        if word == "that" and ctx.last:
            return dated(of_year(ctx.last.first.year), unknown)
        step = {"last": -1, "next": 1}.get(word, 0)
        return dated(of_year(ctx.anchor.year + step) if ctx.anchor else None, unknown)
    return ctx.recurring(m, unknown, of_year)


@rule("(the)? nth:(NTH | last) dow:WEEKDAY (in | of) month:MON (COMMA? year:YEARX)?")
@rule("(the)? nth:(NTH | last) unit:(week | weekend) (in | of) month:MON (COMMA? year:YEARX)?")
@rule("(the)? nth:(NTH | last) unit:(week | weekend) (in | of) year:YEARX")
@rule(
    "(the)? nth:(NTH | last) unit:(week | weekend | dow:WEEKDAY) (in | of)"
    " rel:(the | this | last | next) frame:(month | year)"
)
def nth_of(m: Match, ctx: Context) -> Timex | None:
    """The first Monday of May 2024, the last week of this month, the first week of 2019."""
    number = -1 if m.word("nth") == "last" else numbers.ordinal(m.words("nth"))
    unit = "day" if "dow" in m else m.word("unit")
    year = numbers.year(m.words("year")) if "year" in m else None
    if number is None:
        return None

    def of_frame(frame: Period) -> Period:
        weekday = m.integer("WEEKDAY", "dow") if "dow" in m else 4
        days = periods.weekdays(frame, weekday)
        if not -1 <= number <= len(days) or number == 0:
            raise ValueError("no so many weeks")
        return periods.containing(unit, days[number - (number > 0)])

    if "month" in m:
        month = m.integer("MONTH", "month")
        if year is not None:
            ctx.told = True
            return dated(of_frame(periods.month(year, month)), "")
        return ctx.recurring(m, UNKNOWN[unit], lambda y: of_frame(periods.month(y, month)))
    if year is not None:
        ctx.told = True
        return dated(of_frame(periods.year(year)), "")
    step = {"last": -1, "next": 1}.get(m.word("rel"), 0)
    frame = ctx.from_anchor(m.word("frame"), step).period
    return dated(of_frame(frame) if frame else None, UNKNOWN[unit])


@rule("week nth:NUM (COMMA? of? year:YEARX)?")
@rule("(the)? nth:NTH week of the year")
def week_number(m: Match, ctx: Context) -> Timex | None:
    """Week 10 of 2019."""
    number = numbers.ordinal(m.words("nth"))
    year = numbers.year(m.words("year")) if "year" in m else (ctx.anchor.year if ctx.anchor else None)
    if (
        number is None
        or not 1 <= number <= 53
        or ("year" not in m and m.word("nth").isdigit() and len(m.words("nth")) == 1)
    ):
        return None
    if year is None:
        return dated(None, f"XXXX-W{number:02}")
    ctx.told = "year" in m
    return dated(periods.week(date.fromisocalendar(year, number, 1)), "")
