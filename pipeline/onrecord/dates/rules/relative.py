"""Dates told from another date: the article's ("yesterday", "last week") or the one named before ("two days later")."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from onrecord.dates import numbers, periods
from onrecord.dates.context import Context, Timex, dated
from onrecord.dates.grammar import Match, prefix, rule
from onrecord.dates.lexicon import cues
from onrecord.dates.periods import UNKNOWN
from onrecord.dates.rules.distances import rolling

#: Relations that go from the date last named, not from the article's.
_CALENDAR = frozenset(["day", "week", "weekend", "month", "quarter", "year", "decade", "century"])


@rule("day:DEICTIC")
def deictic(m: Match, ctx: Context) -> Timex | None:
    """Today, yesterday, tomorrow."""
    return ctx.from_anchor("day", m.integer("DEICTIC", "day"))


@rule("dow:WEEKDAYABBR DOT (?=CLOCK | NUM MERIDIEM)")
@rule("dow:WEEKDAY")
def weekday(m: Match, ctx: Context) -> Timex | None:
    """Tuesday: by its verb's tense the last one on or before the article's date, or the next."""
    number = m.integer("WEEKDAY", "dow")
    if (
        len(m.word("dow")) == 3
        and m.stop - m.first == 1
        and ctx.before(m) not in cues("before_day")
        and ctx.after(m) not in (".", ",")
    ):
        return None
    if ctx.anchor is None:
        return dated(None, f"XXXX-WXX-{number}")
    direction = ctx.direction(m)
    return dated(periods.day(periods.weekday_on(ctx.anchor, number, 1 if direction > 0 else -1)), "")


@rule("(the)? rel:RELATION (past | coming)? dow:DOW")
@rule("dow:DOW (of)? (the)? rel:RELATION week")
@rule("rel:RELATION week COMMA? DASH? on? dow:DOW")
def weekday_of(m: Match, ctx: Context) -> Timex | None:
    """Last Friday, next Monday, the previous Friday, Tuesday of last week."""
    number, step = m.integer("WEEKDAY", "dow"), m.integer("RELATION", "rel")
    words = m.tokens.words[m.first : m.stop]
    if len(m.word("dow")) == 3 and m.word("rel") in cues("from_text"):
        return None
    unknown = f"XXXX-WXX-{number}"
    from_text = m.word("rel") in cues("from_text") or (m.tokens.word(m.first) == "the" and m.word("rel") == "next")
    origin = ctx.origin_of("day")
    base = (origin.first if origin else None) if from_text else ctx.anchor
    if base is None:
        return dated(None, unknown)
    monday = base - timedelta(base.isoweekday() - 1)
    if "week" in words or (m.word("rel") == "next" and not from_text):
        return dated(periods.day(monday + timedelta(7 * step + number - 1)), "")
    if "past" in words or step < 0:
        return dated(periods.day(periods.weekday_on(base - timedelta(1), number, -1)), "")
    if "coming" in words or step > 0:
        return dated(periods.day(periods.weekday_on(base + timedelta(1), number, 1)), "")
    return dated(periods.day(monday + timedelta(number - 1)), "")


@rule("(the)? rel:RELATION (past | same | coming)? month:MONTH")
@rule("month:MON DOT? COMMA? (of | the)? rel:RELATION year")
@rule("rel:RELATION year APOS? s month:MON")
def month_of(m: Match, ctx: Context) -> Timex | None:
    """Last April, this September, June of last year."""
    number, step, word = m.integer("MONTH", "month"), m.integer("RELATION", "rel"), m.word("rel")
    unknown = f"XXXX-{number:02}"
    words = m.tokens.words[m.first : m.stop]
    if "year" in words:
        base = ctx.origin.first if word in cues("from_text") and ctx.origin else ctx.anchor
        return dated(periods.month(base.year + step, number) if base else None, unknown)
    base = (ctx.origin.first if ctx.origin else None) if word in cues("from_text") else ctx.anchor
    if base is None or word == "current":
        return dated(None, unknown) if base is None else None
    if step < 0 or "past" in words:
        return dated(periods.month(base.year - (number >= base.month), number), "")
    if step > 0 or "coming" in words:
        return dated(periods.month(base.year + (number <= base.month), number), "")
    return dated(periods.month(base.year, number), "")


@rule("(the)? rel:RELATION (same)? (fiscal | calendar | full | whole | entire | working | current | new)? unit:UNIT")
@rule("this (past | coming) unit:UNIT")
def unit_of(m: Match, ctx: Context) -> Timex | None:
    """Last week, this year, the following month, that same year."""
    unit, the = m.word("unit"), m.tokens.word(m.first) == "the"
    unit = m.name("UNIT", "unit")
    word = m.word("rel") if "rel" in m else m.tokens.word(m.first + 1)
    step = {"coming": 1, "past": -1}.get(word, 0) if "rel" not in m else m.integer("RELATION", "rel")
    if unit not in _CALENDAR or (unit == "day" and word in ("last", "past", "current", "coming", "latest")):
        return None
    if word == "past" and the and "rel" in m:
        return rolling(m, ctx, unit, -1)
    if unit == "weekend" and word == "this":
        return _weekend(m, ctx)
    if word == "latest":
        return _latest(ctx, unit)
    if word in cues("from_text") or (the and word == "next"):
        if word == "that" and ctx.last is None and unit == "day":
            return dated(None, UNKNOWN[unit])
        return ctx.from_origin(unit, step)
    return ctx.from_anchor(unit, step)


@rule("(the)? (nth:NTH) (day)? of rel:(this | next | last | the) month")
def day_of_that_month(m: Match, ctx: Context) -> Timex | None:
    """The 15th of next month."""
    number = numbers.ordinal(m.words("nth"))
    found = ctx.from_anchor("month", {"next": 1, "last": -1}.get(m.word("rel"), 0)).period
    if number is None or number > 31 or not (m.word("nth").isdigit() or "day" in m.tokens.words[m.first : m.stop]):
        return None
    return dated(periods.day(found.first.replace(day=number)) if found else None, f"XXXX-XX-{number:02}")


@rule("dow:DOW COMMA? (the)? day:(DAY SUFFIX)")
@rule("dow:DOW COMMA? the day:NTH")
def weekday_the_day(m: Match, ctx: Context) -> Timex | None:
    """Tuesday the 12th: the nearest such day."""
    number, weekday_number = numbers.ordinal(m.words("day")), m.integer("WEEKDAY", "dow")
    if number is None or number > 31 or ctx.anchor is None:
        return None
    here = periods.month(ctx.anchor.year, ctx.anchor.month)
    around = sorted((periods.moved(here, i) for i in range(-11, 12)), key=lambda p: abs((p.first - here.first).days))
    days = [p.first.replace(day=number) for p in around if number <= p.last.day]
    return next((dated(periods.day(d), "") for d in days if d.isoweekday() == weekday_number), None)


@rule("(the)? year to date")
def year_to_date(m: Match, ctx: Context) -> Timex | None:
    """From the first of January to the article's date."""
    found = ctx.from_anchor("year", 0)
    return (
        replace(found, period=replace(found.period, last=ctx.anchor), named=False)
        if found.period and ctx.anchor
        else found
    )


@prefix("(the)? unit:(week | weekend | month) (of | beginning | starting)")
def unit_around(m: Match, ctx: Context, inner: Timex) -> Timex | None:
    """The week of April 10."""
    if inner.type != "DATE" or inner.modifier or inner.period is None or inner.period.unit != "day":
        return None
    return dated(periods.containing(m.word("unit"), inner.period.first), "")


@rule("the unit:UNIT")
@rule("the (current | new | full)? unit:(week | month | quarter | year | decade | century)")
def the_unit(m: Match, ctx: Context) -> Timex | None:
    """The end of "the year": the one that the text or the article stands in. Alone it names no time."""
    unit = m.name("UNIT", "unit")
    if ctx.alone and unit == "weekend":
        return _weekend(m, ctx)
    if ctx.alone and unit == "quarter" and ctx.after(m) != "of" and ctx.reported is not None:
        return dated(ctx.reported, "")
    if (
        ctx.alone
        and unit in ("day", "week", "month", "year")
        and ctx.before(m) in ("for", "during", "in")
        and ctx.after(m) in cues("stops")
    ):
        return ctx.from_anchor(unit, 0)
    if ctx.alone or unit not in _CALENDAR or (unit == "day" and ctx.last is None):
        return None
    told = ctx.narrative
    if told is not None or unit == "day":
        return ctx.from_origin(unit, 0)
    return ctx.from_anchor(unit, 0)


@rule("(the)? unit:(year | month | quarter | week) (APOS s)? DASH? end")
@rule("end of unit:(year | month | quarter | week)")
def unit_end(m: Match, ctx: Context) -> Timex | None:
    """Year-end, month's end."""
    found = ctx.from_anchor(m.word("unit"), 0)
    period = periods.part(found.period, "end") if found.period else None
    return replace(found, period=period, modifier="end")


@rule("the day:NTH")
def day_of_month(m: Match, ctx: Context) -> Timex | None:
    """The 15th, after a preposition of time and before no noun."""
    number = numbers.ordinal(m.words("day"))
    follows = ctx.after(m)
    if (
        number is None
        or number > 31
        or ctx.before(m) not in ("on", "by", "until", "till", "since")
        or not m.word("day").isdigit()
    ):
        return None
    if follows[:1].isalpha() and follows not in (
        "and",
        "or",
        "at",
        "in",
        "for",
        "to",
        "of",
        "with",
        "when",
        "after",
        "before",
        "from",
    ):
        return None
    if follows == "of" or ctx.anchor is None:
        return dated(None, f"XXXX-XX-{number:02}") if ctx.anchor is None else None
    here = periods.month(ctx.anchor.year, ctx.anchor.month)
    around = [shifted.first for shifted in (periods.moved(here, i) for i in (-2, -1, 0, 1, 2))]
    days = [date(d.year, d.month, number) for d in around if number <= periods.containing("month", d).last.day]
    if ctx.direction(m) > 0:
        return dated(periods.day(next(d for d in days if d >= ctx.anchor)), "")
    return dated(periods.day([d for d in days if d <= ctx.anchor][-1]), "")


def _latest(ctx: Context, unit: str) -> Timex:
    """The one last named, else the last that is over."""
    if unit == "quarter" and ctx.reported is not None:
        return dated(ctx.reported, "")
    return ctx.from_anchor(unit, -1)


def _weekend(m: Match, ctx: Context) -> Timex:
    """The last weekend that began on or before the article's date, or by the tense the next."""
    if ctx.anchor is None:
        return dated(None, UNKNOWN["weekend"])
    saturday = periods.weekday_on(ctx.anchor, 6, -1)
    if ctx.anchor.isoweekday() < 6 and ctx.direction(m) >= (0 if m.tokens.word(m.first) == "this" else 1):
        saturday += timedelta(7)
    return dated(periods.weekend(saturday), "")
