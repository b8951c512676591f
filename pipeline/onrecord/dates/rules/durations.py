"""Durations: how long, with no place in the calendar of their own."""

from __future__ import annotations

from dataclasses import replace

from onrecord.dates import numbers
from onrecord.dates.context import Context, Timex
from onrecord.dates.grammar import Match, rule, suffix
from onrecord.dates.lexicon import cues, lexicon
from onrecord.dates.rules.units import length, unit_name

_ARTICLE = (["a"], ["an"])
#: Before "a year" these make it a duration; after a noun it is a rate.


@rule("n:NUMBER DASH? (ADJECTIVE | ADJECTIVE ADJECTIVE)? unit:ANYUNIT")
@rule("half DASH (a | an)? DASH? unit:UNIT")
@rule("all (DASH)? unit:UNIT")
def duration(m: Match, ctx: Context) -> Timex | None:
    """Two years, a week, 10-year, half an hour; ages, "a day" as a rate and quarters as fractions are none."""
    words = m.words("n") if m.stop > m.first and "n" in m else m.tokens.words[m.first : m.first + 1]
    if words == ["all"]:
        words = ["one"] if ctx.after(m) != "-" else []
    unit = unit_name(m, "unit")
    number = numbers.count(words)
    if (
        not words
        or number is None
        or not number
        or _is_age(m, ctx)
        or (unit in ("quarter", "weekend") and number != numbers.VAGUE)
    ):
        return None
    if m.word("unit") == "second" and ("-" not in m.tokens.words[m.first : m.stop] or words in _ARTICLE):
        return None
    if (
        words[0].isdigit()
        and len(words[0]) == 4
        and "-" not in m.tokens.words[m.first : m.stop]
        and m.word("unit") in lexicon().categories["UNIT"]
    ):
        return None
    if words in _ARTICLE and (ctx.after(m) == "-" or "-" in m.tokens.words[m.first : m.stop]):
        return None
    if words in _ARTICLE and m.stop - m.first == 2 and not _lasts(ctx, unit):
        return None
    if (
        words == ["one"]
        and m.tokens.word(m.first) == "one"
        and unit in ("day", "night")
        and ctx.before(m) not in cues("lasting")
        and "-" not in m.tokens.words[m.first : m.stop]
    ):
        return None
    if words == ["some"] and m.word("unit") in lexicon().categories["UNIT"]:
        return None
    return Timex("DURATION", length(number, unit), named=False)


@rule("n:NUMBER unit:ANYUNIT and a half")
@rule("n:NUMBER unit:ANYUNIT (and | COMMA)? more:COUNT second:ANYUNIT")
def compound(m: Match, ctx: Context) -> Timex | None:
    """A year and a half, two hours and 20 minutes."""
    number, unit = numbers.count(m.words("n")), unit_name(m, "unit")
    if not isinstance(number, float | int) or _is_age(m, ctx):
        return None
    if "more" not in m:
        if unit in ("minute", "hour"):
            return Timex(
                "DURATION", f"PT{number:.10g}{unit[0].upper()}30{'S' if unit == 'minute' else 'M'}", named=False
            )
        return Timex("DURATION", length(number + 0.5, unit), named=False)
    more, second = numbers.count(m.words("more")), unit_name(m, "second")
    order = ["decade", "year", "month", "week", "day", "hour", "minute", "second"]
    if (
        not isinstance(more, float | int)
        or unit not in order
        or second not in order
        or order.index(unit) >= order.index(second)
    ):
        return None
    first, rest = length(number, unit), length(more, second)
    joined = first + (rest[2:] if "T" in first else rest[1:])
    return Timex("DURATION", joined, named=False)


@rule("low:COUNT (to | or | DASH) high:COUNT DASH? (ADJECTIVE)? unit:ANYUNIT")
@rule("low:COUNT unit:ANYUNIT (to | or) high:COUNT again:ANYUNIT")
def between(m: Match, ctx: Context) -> Timex | None:
    """Two to three weeks: at least the lower."""
    low, high, unit = numbers.count(m.words("low")), numbers.count(m.words("high")), unit_name(m, "unit")
    if not isinstance(low, float | int) or not isinstance(high, float | int) or low >= high or _is_age(m, ctx):
        return None
    if m.word("unit") == "second" or unit in ("quarter", "weekend"):
        return None
    return Timex("DURATION", length(low, unit), modifier="at_least", named=False)


@rule("unit:UNITS")
def plural(m: Match, ctx: Context) -> Timex | None:
    """For years, in months: some number of them."""
    unit = unit_name(m, "unit")
    if (
        ctx.before(m) not in cues("before_plural")
        or ctx.after(m) in (*cues("age"), "of", "later", "ago")
        or unit in ("quarter", "weekend", "second")
    ):
        return None
    if ctx.before(m) in ("of", "these", "many", "several") and ctx.before(m, 2) not in (
        "couple",
        "period",
        "course",
        "matter",
        "number",
    ):
        return None
    return Timex("DURATION", length(numbers.VAGUE, unit), named=False)


@suffix("or so")
@suffix("or more")
@suffix("or less")
@suffix("or longer")
def or_so(m: Match, ctx: Context, inner: Timex) -> Timex | None:
    """Two years or so, 30 days or more."""
    if inner.type != "DURATION":
        return None
    modifier = {"so": "approx", "more": "at_least", "longer": "at_least", "less": "at_most"}[m.tokens.word(m.stop - 1)]
    return replace(inner, modifier=modifier)


def _is_age(m: Match, ctx: Context) -> bool:
    after = [m.tokens.word(m.stop + i) for i in range(2)]
    return after[0] in cues("age") or (after[0] in ("-", "–", "‑") and after[1] in cues("age"))


def _lasts(ctx: Context, unit: str) -> bool:
    """Whether "a week" says how long: short units only after a word of lasting, others not after what is counted."""
    before = ctx.tokens.word(ctx.at - 1)
    if unit in ("second", "minute"):
        return before in ("for", "in")
    return before in cues("lasting") or (unit not in ("day", "night") and not before[:1].isalpha())
