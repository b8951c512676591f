"""Dates and durations told by a number of units: "two days ago", "a year later", "the past 30 days"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from onrecord.dates import numbers, periods
from onrecord.dates.context import Context, Timex, dated
from onrecord.dates.grammar import Match, prefix, rule
from onrecord.dates.lexicon import cues
from onrecord.dates.periods import UNKNOWN, Period
from onrecord.dates.rules.units import length, unit_name


@rule(
    "(the)? rel:(last | past | next | previous | preceding | prior | coming | following | latest | first | final)"
    " n:NUMBER (ADJECTIVE)? unit:ANYUNIT"
)
@rule(
    "(the)? n:(NUM | NUMWORD) rel:(last | past | next | previous | preceding | coming | upcoming | following)"
    " unit:UNITS"
)
@rule("(the | these)? rel:(last | past | next | coming) (VAGUE) unit:UNITS")
def span_of_units(m: Match, ctx: Context) -> Timex | None:
    """The past 30 days, the next two years, the first nine months: a duration, with the days that it covers."""
    unit = unit_name(m, "unit")
    number = numbers.count(m.words("n")) if "n" in m else numbers.VAGUE
    word = m.word("rel")
    if number is None or (word in ("first", "final") and m.tokens.word(m.first) not in ("the", "first")):
        return None
    if m.words("n") in (["a"], ["an"], ["half"]) if "n" in m else False:
        return None
    value = length(number, unit)
    if word in ("first", "final", "latest"):
        return Timex("DURATION", value, named=False)
    step = -1 if word in ("last", "past", "previous", "preceding", "prior") else 1
    base = (ctx.origin.first if ctx.origin else None) if word in cues("from_text") else ctx.anchor
    return _spanning(value, unit, number, base, step)


@rule("n:NUMBER (and n)? (ADJECTIVE)? unit:ANYUNIT (ago | before now | back)")
@rule("n:NUMBER (ADJECTIVE)? unit:ANYUNIT (?=DOT | COMMA)")
@rule("n:NUMBER unit:ANYUNIT and a half ago")
@rule("n:NUMBER unit:ANYUNIT (and | COMMA)? more:NUMBER second:ANYUNIT ago")
@rule("(unit:UNITS) ago")
def ago(m: Match, ctx: Context) -> Timex | None:
    """Two weeks ago; a year ago beside a quarter means that quarter of the year before."""
    if "n" not in m:
        return Timex("DATE", "PAST_REF", named=False)
    ahead = m.tokens.word(m.stop - 1) not in ("ago", "now", "back")
    if ahead and (ctx.before(m) != "in" or ctx.direction(m) <= 0):
        return None
    if m.tokens.word(m.stop - 1) == "back" and ctx.after(m) in ("to", "in", "at", "home", "on", "from", "into", "and"):
        return None
    number = numbers.count(m.words("n"))
    unit = unit_name(m, "unit")
    if number == numbers.VAGUE:
        return None if ahead else Timex("DATE", "PAST_REF", last=ctx.anchor, named=False)
    if not isinstance(number, float | int):
        return None
    if ahead:
        return _at_grain(_moved(ctx.anchor, unit, number), unit, number)
    if "half" in m.tokens.words[m.first : m.stop] and "half" not in m.words("n"):
        number += 0.5
    if unit == "year" and number == 1 and (quarter := ctx.reported):
        return replace(dated(periods.moved(quarter, -4), ""), named=False)
    when = _moved(ctx.anchor, unit, -number)
    if when and "more" in m:
        added = numbers.count(m.words("more"))
        unit = unit_name(m, "second")
        when = _moved(when, unit, -added) if isinstance(added, float | int) else when
    return _at_grain(when, unit, number)


@rule(
    "n:NUMBER (ADJECTIVE)? unit:ANYUNIT"
    " way:(earlier | later | afterward | afterwards | hence | thereafter | previously)"
)
@rule("n:NUMBER unit:ANYUNIT way:(before | after) (?=COMMA | DOT | CLOSE)")
@rule("the unit:UNIT way:(before | after) (?=COMMA | DOT | CLOSE)")
@rule("the unit:UNIT way:(before | after)")
@rule("n:NUMBER unit:ANYUNIT way:from (now | today | then)")
def away(m: Match, ctx: Context) -> Timex | None:
    """Two days earlier, a year later, the year before: from the date last named; "from now" from the article's."""
    number = numbers.count(m.words("n")) if "n" in m else 1
    unit, way = unit_name(m, "unit"), m.word("way")
    if way in ("before", "after") and m.found.end() == m.stop and ctx.after(m)[:1].isalpha():
        return None
    if way in ("hence", "from") and m.tokens.word(m.stop - 1) != "then":
        base: Period | None = periods.day(ctx.anchor) if ctx.anchor else None
    else:
        base = ctx.origin_of(unit)
        if unit == "year" and number == 1 and way == "earlier":
            base = ctx.reported or base
    sign = -1 if way in ("earlier", "before", "previously") else 1
    if number == numbers.VAGUE or not isinstance(number, float | int):
        return Timex("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", named=False)
    if base is None:
        return dated(None, UNKNOWN.get(unit, UNKNOWN["day"]))
    ctx.told = ctx.explicit and base is ctx.last
    if unit == "year" and base.unit in ("month", "quarter", "season") and number == int(number):
        return replace(dated(years_on(base, sign * int(number)), ""), named=way != "earlier")
    return _at_grain(_moved(base.first if sign < 0 else base.last, unit, sign * number), unit, number)


@rule("(the)? year DASH (earlier | ago) (quarter | period)?")
@rule(
    "the (same | corresponding | comparable) (period | quarter)"
    " (a year (ago | earlier) | (of)? last year | of the (previous | prior) year)"
)
@rule(
    "(the)? (same | corresponding | comparable | first | second | third | fourth) (quarter | period)"
    " a year (ago | earlier)"
)
def year_earlier(m: Match, ctx: Context) -> Timex | None:
    """The year-earlier quarter: what was named last, a year before."""
    base = ctx.reported or ctx.origin
    if base is None:
        return dated(None, UNKNOWN["year"])
    if base.unit not in ("month", "quarter", "season"):
        base = periods.containing("year", base.first)
    return replace(dated(years_on(base, -1), ""), named=False)


@rule("the year:YEAR (period | quarter)")
def period_of(m: Match, ctx: Context) -> Timex | None:
    """The 1988 quarter: the one reported on, in that year."""
    year = int(m.word("year"))
    found = periods.quarter(year, int(ctx.reported.value[-1])) if ctx.reported else periods.year(year)
    return replace(dated(found, ""), named=False)


@rule("the fiscal? year (?=ended | ending)")
def year_ended(m: Match, ctx: Context) -> Timex | None:
    """The year that ended or ends on a day: a duration."""
    return Timex("DURATION", "P1Y", named=False)


@rule("the unit:(week | month | year | weekend) way:(after next | before last)")
def second_next(m: Match, ctx: Context) -> Timex | None:
    """The week after next."""
    return ctx.from_anchor(m.word("unit"), 2 if m.word("way") == "after" else -2)


@prefix(
    "(n:NUMBER | the | a) (ADJECTIVE)? unit:ANYUNIT"
    " way:(before | after | since | from | following | prior to | preceding)"
)
@prefix("n:NUMBER (ADJECTIVE)? unit:ANYUNIT (and | COMMA)? more:NUMBER second:ANYUNIT way:(before | after | from)")
def shifted(m: Match, ctx: Context, inner: Timex) -> Timex | None:
    """Three days after January 12, the day before yesterday."""
    number = numbers.count(m.words("n")) if "n" in m else 1
    unit, sign = unit_name(m, "unit"), -1 if m.word("way") in ("before", "prior", "preceding") else 1
    if inner.type != "DATE" or inner.value.endswith("REF") or not isinstance(number, float | int):
        return None
    if inner.period is None:
        return dated(None, UNKNOWN["day"])
    when = _moved(inner.period.first if sign < 0 else inner.period.last, unit, sign * number)
    if "more" in m and when:
        added = numbers.count(m.words("more"))
        when = _moved(when, unit_name(m, "second"), sign * added) if isinstance(added, float | int) else when
    if inner.period.unit == "day" and when:
        return dated(periods.day(when), "")
    return _at_grain(when, unit, number)


@prefix("(the)? first:(first | last | final | next) n:NUMBER unit:UNITS (of | in)")
def first_units(m: Match, ctx: Context, inner: Timex) -> Timex | None:
    """The first nine months of 2019: a duration with its days."""
    number = numbers.count(m.words("n"))
    unit = m.name("UNITS", "unit")
    if inner.type != "DATE" or not isinstance(number, float | int):
        return None
    value = length(number, unit)
    if inner.period is None:
        return Timex("DURATION", value, named=False)
    if m.word("first") == "first":
        last = _moved(inner.period.first, unit, number)
        days: tuple[date | None, date | None] = (inner.period.first, last - timedelta(1) if last else None)
    else:
        first = _moved(inner.period.last + timedelta(1), unit, -number)
        days = (first, inner.period.last)
    return Timex("DURATION", value, first=days[0], last=days[1], named=False)


def rolling(m: Match, ctx: Context, unit: str, step: int) -> Timex:
    """One unit up to the article's date or from it on."""
    return _spanning(length(1, unit), unit, 1, ctx.anchor, step)


def _spanning(value: str, unit: str, number: numbers.Count, base: date | None, step: int) -> Timex:
    if base is None:
        return Timex("DURATION", value, named=False)
    if isinstance(number, str):
        return Timex("DURATION", value, first=base if step > 0 else None, last=base if step < 0 else None, named=False)
    far = _moved(base, unit, step * number)
    if far is None:
        return Timex("DURATION", value, named=False)
    first, last = (far, base) if step < 0 else (base + timedelta(far > base), far)
    return Timex("DURATION", value, first=first, last=last, named=False)


def _moved(when: date | None, unit: str, number: float) -> date | None:
    """A day moved by so many units; hours within the day stay there. None if it leaves the calendar."""
    if when is None:
        return None
    try:
        if unit in ("second", "minute", "hour"):
            return when + timedelta(hours=number * {"second": 1 / 3600, "minute": 1 / 60, "hour": 1}[unit])
        if number == int(number):
            return periods.shift(when, unit, int(number))
        if unit in periods.MONTHS:
            return periods.shift(when, "month", round(number * periods.MONTHS[unit]))
        return when + timedelta(round(number * periods.DAYS[unit]))
    except OverflowError:
        return None


def _at_grain(when: date | None, unit: str, number: float) -> Timex:
    """The period of the unit around a day; a broken number of units or hours is told to the day."""
    if unit in ("second", "minute", "hour", "night"):
        unit = "day"
    elif number != int(number):
        unit = "month" if unit in periods.MONTHS else "day"
    return dated(periods.containing(unit, when) if when else None, UNKNOWN[unit])


def years_on(base: Period, count: int) -> Period:
    if base.unit == "season":
        return periods.moved(base, count)
    return periods.containing(base.unit, periods.shift(base.first, "year", count))
