"""Times of day: clock times with their zone, and parts of the day."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.dates import periods
from onrecord.dates.context import Context, Timex
from onrecord.dates.grammar import Match, prefix, rule, suffix
from onrecord.dates.lexicon import cues, lexicon
from onrecord.dates.periods import Period


@rule("time:CLOCKX (in the | at)? part:PARTOFDAY? zone:ZONED?")
def clock(m: Match, ctx: Context) -> Timex | None:
    """9:30 a.m., 5 p.m. EST, noon, 1430 GMT: on the day last named in the sentence, else on the article's."""
    told = _clock(m)
    if told is None or (
        len(m.words("time")) == 1
        and ":" in m.word("time")
        and "zone" not in m
        and ctx.before(m) not in cues("before_clock")
    ):
        return None
    day = _day(ctx)
    return Timex("TIME", f"{day.value}T{told}" if day else f"T{told}", day, zone=_zone(m), named=False)


@prefix("time:CLOCKX (in the | at)? part:PARTOFDAY? zone:ZONED? (COMMA? on | COMMA | of)?")
@suffix("(COMMA? (at | around | about | from | by) | COMMA | DASH)? time:CLOCKX zone:ZONED?")
def clock_of_day(m: Match, ctx: Context, inner: Timex) -> Timex | None:
    """5 p.m. on Tuesday; Tuesday at 5 p.m."""
    told = _clock(m)
    if told is None:
        return None
    if inner.type == "SET" and inner.value[:9] in ("XXXX-WXX-", "P1D") and "T" not in inner.value:
        return replace(inner, value=f"{inner.value.replace('P1D', 'XXXX-XX-XX')}T{told}", zone=_zone(m))
    if not _is_day(inner):
        return None
    return replace(inner, type="TIME", value=f"{inner.value}T{told}", zone=_zone(m))


@rule("(this | the)? (early | late | mid)? DASH? rel:RELATION? (early | late | mid)? DASH? part:PARTOFDAY")
@rule("last night")
@rule("day:TONIGHT")
@rule("overnight")
def part_of_day(m: Match, ctx: Context) -> Timex | None:
    """This morning, last night, tonight, the following evening, in the afternoon."""
    words = m.tokens.words[m.first : m.stop]
    step, part = 0, "NI"
    if "part" in m:
        part = m.name("PARTOFDAY", "part")
        if "rel" in m:
            step = m.integer("RELATION", "rel")
            if m.word("rel") in ("current", "latest", "upcoming") or (
                m.word("rel") in ("past", "last") and part != "NI"
            ):
                return None
        elif (
            words != ["overnight"]
            and not ("the" in words and ctx.before(m) in ("in", "during", "by", "into", "through", "throughout"))
            and "this" not in words
        ):
            return None
    elif words == ["last", "night"]:
        step = -1
    modifier = next((lexicon().name("PART", w) for w in words if w in lexicon().categories["PART"]), None)
    if words[0] == "the" or (
        "rel" in m and m.word("rel") in ("following", "previous", "same", "that", "preceding", "next")
    ):
        base = ctx.origin if step or ctx.last is None or ctx.last.unit == "day" else None
        when = periods.shift(base.first, "day", step) if base else None
    else:
        when = periods.shift(ctx.anchor, "day", step) if ctx.anchor else None
    if when is None:
        return Timex("TIME", f"XXXX-XX-XXT{part}", modifier=modifier)
    return Timex("TIME", f"{when}T{part}", periods.day(when), modifier)


@suffix("(COMMA? in the | COMMA? at | DASH)? (early | late | mid)? DASH? part:PARTOFDAY")
@prefix("(the)? (early | late | mid)? DASH? part:PARTOFDAY (of | on | before)? (the)?")
def part_of_that_day(m: Match, ctx: Context, inner: Timex) -> Timex | None:
    """Tuesday night, yesterday morning, the morning of Nov. 9, mid-afternoon yesterday."""
    if not _is_day(inner):
        return None
    words = m.tokens.words[m.first : m.stop]
    modifier = next((lexicon().name("PART", w) for w in words if w in lexicon().categories["PART"]), None)
    period = inner.period
    value = inner.value
    if "before" in words and period:
        period = periods.moved(period, -1)
        value = period.value
    return replace(
        inner,
        type="TIME",
        value=f"{value}T{m.name('PARTOFDAY', 'part')}",
        period=period,
        modifier=modifier or inner.modifier,
    )


@suffix("time:CLOCKX zone:ZONED?")
@suffix("COMMA? (at | around | about) time:CLOCKX zone:ZONED?")
def clock_of_part(m: Match, ctx: Context, inner: Timex) -> Timex | None:
    """This morning at 9:30; the hour replaces the part of the day."""
    told = _clock(m)
    if told is None or inner.type != "TIME" or inner.period is None or not re.search("T[A-Z]{2}$", inner.value):
        return None
    hour = int(told[:2])
    if hour < 12 and inner.value[-2:] in ("AF", "EV", "NI") and not {"a", "am"} & set(m.words("time")):
        told = f"{hour + 12:02}{told[2:]}"
    return replace(inner, value=f"{inner.value[:-3]}T{told}", zone=_zone(m))


def _clock(m: Match) -> str | None:
    """Hours and minutes ("17:00"), 24:00 at midnight; None if there is no such time."""
    words = m.words("time")
    if words[0] in lexicon().categories["HOURNAME"]:
        return lexicon().name("HOURNAME", words[0])
    if words[0].isalpha():
        hour, minute = lexicon().integer("NUMWORD", words[0]), 0
        if not 1 <= hour <= 12:
            return None
    elif len(words) == 1 and words[0].isdigit():
        hour, minute = divmod(int(words[0]), 100)
    else:
        digits = re.split("[:.]", words[0])
        hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    half = "".join(words[1:]).replace("clock", "")
    part = m.name("PARTOFDAY", "part") if "part" in m else ""
    if "p" in half or (part in ("AF", "EV") or (part == "NI" and hour > 5)):
        hour += 12 * (hour < 12)
    elif "a" in half and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return None
    return f"{hour:02}:{minute:02}"


def _zone(m: Match) -> str | None:
    """The offset from UTC, if the zone's name is of one meaning."""
    if "zone" not in m:
        return None
    words = m.words("zone")
    category = "TIMEZONE" if words[0] in lexicon().categories["TIMEZONE"] else "ZONENAME"
    value = lexicon().value(category, words[0])
    return value if isinstance(value, str) else None


def _is_day(timex: Timex) -> bool:
    if timex.type != "DATE":
        return False
    if timex.period is not None:
        return timex.period.unit == "day" and timex.period.first == timex.period.last
    return bool(re.fullmatch(r"XXXX-(WXX-\d|XX-XX|\d\d-\d\d)", timex.value))


def _day(ctx: Context) -> Period | None:
    if ctx.day is not None and ctx.day is ctx.last and "\n" not in ctx.tokens.words[ctx.last_stop : ctx.at][:300]:
        return ctx.day
    return periods.day(ctx.anchor) if ctx.anchor else None
