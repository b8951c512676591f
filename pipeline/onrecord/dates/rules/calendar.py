"""Dates that name their place in the calendar: days, months, quarters, seasons, years, decades, centuries, holidays."""

from __future__ import annotations

from datetime import date, datetime

from onrecord.dates import numbers, periods
from onrecord.dates.context import Context, Timex, dated
from onrecord.dates.grammar import Match, rule
from onrecord.dates.holidays import holiday
from onrecord.dates.lexicon import cues, lexicon
from onrecord.dates.periods import Period


@rule("iso:ISO")
def iso(m: Match, ctx: Context) -> Timex | None:
    """2024-10-24, 2024-10-24T09:30."""
    parts, _, clock = m.word("iso").rstrip("z").partition("t")
    when = date(*map(int, parts.split("-")))
    ctx.told = True
    if clock:
        hour = datetime.strptime(clock[:5], "%H:%M")
        return Timex("TIME", f"{when}T{hour:%H:%M}", periods.day(when))
    return dated(periods.day(when), "")


@rule("(DOW COMMA?)? found:SLASHED")
def slashed(m: Match, ctx: Context) -> Timex | None:
    """10/24/2024, by US custom month first unless that cannot be; 24.10.2024, day first."""
    word = m.word("found")
    mark = next(c for c in word if not c.isdigit())
    first, second, third = word.split(mark)
    if len(first) == 4:
        year, month, day = int(first), int(second), int(third)
    else:
        years = numbers.year(["'", third]) if len(third) == 2 else int(third)
        assert years is not None
        year, month, day = years, int(first), int(second)
        if month > 12 or mark == ".":
            month, day = day, month
    ctx.told = True
    return dated(periods.day(date(year, month, day)), "")


@rule("dow:DOW COMMA? found:MONTHDAY")
@rule("found:MONTHDAY")
def month_slash_day(m: Match, ctx: Context) -> Timex | None:
    """10/24 after a weekday or a preposition of time; 9/11 is the day of 2001."""
    first, second = (int(n) for n in m.word("found").split("/"))
    if (first, second) == (9, 11) and ctx.before(m) not in ("on", "by", "until"):
        return dated(periods.day(date(2001, 9, 11)), "")
    if m.stop - m.first == 1 and ctx.before(m) not in ("on", "by", "until", "till", "since", "before", "after", "from"):
        return None
    month, day = (first, second) if first <= 12 else (second, first)
    date(2000, month, day)
    return ctx.recurring(m, f"XXXX-{month:02}-{day:02}", lambda y: periods.day(date(y, month, day)))


@rule("(the? dow:DOW COMMA? the?)? month:MON the? day:DAYX (COMMA? year:YEARX)?")
@rule("(dow:DOW COMMA? the?)? the? day:DAYX (day? of)? month:MON (COMMA? of? year:(YEARX | YEAR3))?")
@rule("(dow:DOW COMMA? the?)? the? day:DAYX DASH month:MON (DASH year:YEARX)?")
@rule("month:MON SLASH day:DAY (SLASH year:YEARX)?")
@rule("(dow:DOW COMMA? the?)? day:DAYX SLASH month:MON (SLASH year:YEARX)?")
def month_day(m: Match, ctx: Context) -> Timex | None:
    """October 24, 24 October 2024, Thursday, Oct. 24th."""
    day, month, year = numbers.ordinal(m.words("day")), m.integer("MONTH", "month"), year_of(m)
    plain = not (set(m.words("day")) & set(lexicon().categories["SUFFIX"]) or m.word("day").isdigit())
    if day is None or (
        plain and m.place("day") < m.place("month") and "of" not in m.tokens.words[m.first : m.stop] and year is None
    ):
        return None
    if ctx.after(m) in ("%", "percent", "million", "billion") or (year is None and "year" in m):
        return None
    if m.first == m.place("day")[0] and m.tokens.word(m.first - 1) in ("$", "£", "€"):
        return None
    date(2000, month, day)
    if year is not None:
        ctx.told = True
        return dated(periods.day(date(year, month, day)), "")
    if "dow" in m and ctx.anchor and (found := _agreeing(ctx.anchor, m.integer("WEEKDAY", "dow"), month, day)):
        return dated(found, "")
    return ctx.recurring(m, f"XXXX-{month:02}-{day:02}", lambda y: periods.day(date(y, month, day)))


@rule("month:MON first:DAYX (DASH | to | through | thru | until | till | and | AMP) last:DAYX (COMMA? year:YEARX)?")
@rule("first:DAYX (DASH | to | through | until | and | AMP) last:DAYX of? month:MON (COMMA? year:YEARX)?")
@rule("month:MON first:DAYX (DASH | to | through | thru | until | till) other:MON last:DAYX (COMMA? year:YEARX)?")
@rule("first:DAYX month:MON (DASH | to | through | until | till) last:DAYX other:MON (COMMA? year:YEARX)?")
def day_range(m: Match, ctx: Context) -> Timex | None:
    """Nov. 1-2, 24-26 October 2024, Dec. 28 to Jan. 3: one span, its value the ISO interval."""
    first, last = numbers.ordinal(m.words("first")), numbers.ordinal(m.words("last"))
    month = m.integer("MONTH", "month")
    end = m.integer("MONTH", "other") if "other" in m else month
    if first is None or last is None or (month == end and first >= last):
        return None
    if "and" in m.tokens.words[m.first : m.stop] and last != first + 1:
        return None
    year = year_of(m)

    def of_year(number: int) -> Period:
        begin = periods.day(date(number - (end < month and year is not None), month, first))
        return periods.interval(begin, periods.day(date(begin.first.year + (end < month), end, last)))

    if year is not None:
        ctx.told = True
        return dated(of_year(year), "")
    return ctx.recurring(m, f"XXXX-{month:02}-{first:02}/XXXX-{end:02}-{last:02}", of_year)


@rule("month:MON (COMMA | of | in | SLASH | DASH)? the? (year of?)? year:YEARX")
@rule("month:MON (of | in) year:YEAR3")
def month_year(m: Match, ctx: Context) -> Timex | None:
    """October 2024, May, 1750, December of 384."""
    year, month = year_of(m), m.integer("MONTH", "month")
    if year is None:
        return None
    ctx.told = True
    return dated(periods.month(year, month), "")


@rule("month:MONTH DOT? (?=(and | or | to | through | DASH | COMMA) MON ((NUM)? COMMA | of | in)? year:YEAR)")
def month_before_month_year(m: Match, ctx: Context) -> Timex | None:
    """May in "May and June 1981" takes the year of June."""
    ctx.told = True
    following = next(w for w in m.tokens.words[m.stop + 1 :] if w in lexicon().categories["MONTH"])
    later = lexicon().integer("MONTH", following)
    month, year = m.integer("MONTH", "month"), int(m.word("year"))
    return dated(periods.month(year - (month > later), month), "")


@rule("month:MONTH")
@rule("month:WEAKMONTH")
def month(m: Match, ctx: Context) -> Timex | None:
    """October; not May the person."""
    if m.word("month") in lexicon().names and not _is_month(m, ctx):
        return None
    if (
        m.tokens.surface(m.first, m.stop).islower()
        and m.word("month") in ("may", "march", "mar")
        and ctx.before(m) not in ("in", "last", "next", "since")
    ):
        return None
    number = m.integer("MONTH", "month")
    return ctx.recurring(m, f"XXXX-{number:02}", lambda y: periods.month(y, number))


@rule("(the)? day:HOLIDAY (of | COMMA)? year:YEAR")
@rule("(the)? year:YEAR day:HOLIDAY")
@rule("(the)? day:HOLIDAY (the | of)? rel:RELATION year")
@rule("(the)? rel:RELATION? day:HOLIDAY")
def holiday_of(m: Match, ctx: Context) -> Timex | None:
    """Christmas Eve, Labor Day 2021, last Easter."""
    found = holiday(m.words("day"))
    if found is None:
        return None
    if "year" in m:
        ctx.told = True
        return dated(found.of_year(int(m.word("year"))), "")
    if "rel" in m:
        step = m.integer("RELATION", "rel")
        if m.tokens.word(m.stop - 1) == "year" or step == 0:
            return dated(found.of_year(ctx.anchor.year + step) if ctx.anchor else None, found.unknown)
        return dated(_stepped(ctx.anchor, step, found.of_year), found.unknown)
    return ctx.recurring(m, found.unknown, found.of_year)


def _stepped(anchor: date | None, step: int, of_year: object) -> Period | None:
    assert callable(of_year)
    if anchor is None:
        return None
    around: list[Period] = [of_year(anchor.year + i) for i in (-1, 0, 1)]
    if step < 0:
        return [p for p in around if p.last < anchor][-1]
    return next(p for p in around if p.first > anchor)


def year_of(m: Match) -> int | None:
    """The year told in a match, None if there is none."""
    return numbers.year(m.words("year")) if "year" in m else None


def _agreeing(anchor: date, weekday: int, month: int, day: int) -> Period | None:
    """The year nearest to the article's in which that day falls on the weekday."""
    for offset in (0, -1, 1, -2, 2):
        try:
            when = date(anchor.year + offset, month, day)
        except ValueError:
            continue
        if when.isoweekday() == weekday:
            return periods.day(when)
    return None


def _is_month(m: Match, ctx: Context) -> bool:
    joined = ctx.before(m) in ("and", "or", ",") and ctx.before(m, 2) in lexicon().categories["MONTH"]
    return joined or ctx.before(m) in cues("before_month")
