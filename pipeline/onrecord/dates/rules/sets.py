"""Sets: times that come again."""

from __future__ import annotations

from dataclasses import replace

from onrecord.dates import numbers
from onrecord.dates.context import Context, Timex
from onrecord.dates.grammar import Match, rule, suffix
from onrecord.dates.lexicon import cues, lexicon
from onrecord.dates.rules.units import length, unit_name


@rule("(every | each | any) (single)? unit:UNIT")
@rule("(every | each) n:COUNT unit:ANYUNIT")
@rule("every n:(other | ORDINAL) unit:UNIT")
@rule("every few unit:UNITS")
def every(m: Match, ctx: Context) -> Timex | None:
    """Every day, each year, every three weeks, every other month."""
    unit = unit_name(m, "unit")
    number: numbers.Count | None = 1
    words = m.tokens.words[m.first : m.stop]
    if "n" in m:
        number = 2 if m.word("n") == "other" else numbers.count(m.words("n")) or numbers.ordinal(m.words("n"))
    elif "few" in words:
        number = numbers.VAGUE
    if (
        number is None
        or (words[0] == "any" and unit in ("second", "minute", "day"))
        or (words[0] == "each" and ctx.after(m) == "of")
    ):
        return None
    value = "P1Q" if unit == "quarter" and number == 1 else length(number, unit)
    return Timex("SET", value, named=False)


@rule("(every | each | any) (other)? dow:DOW part:PARTOFDAY?")
@rule("dow:WEEKDAYS")
@rule("dow:WEEKDAY part:PARTSOFDAY")
def weekdays(m: Match, ctx: Context) -> Timex | None:
    """Every Friday, Mondays, Tuesday nights."""
    category = "WEEKDAYS" if m.word("dow") in lexicon().categories["WEEKDAYS"] else "WEEKDAY"
    value = f"XXXX-WXX-{m.integer(category, 'dow')}"
    if "part" in m:
        plural = m.word("part") in lexicon().categories["PARTSOFDAY"]
        value += f"T{m.name('PARTSOFDAY' if plural else 'PARTOFDAY', 'part')}"
    return Timex("SET", value, named=False)


@rule("(every | each) month:MONTH")
@rule("(every | each) season:SEASON")
@rule("(every | each) part:PARTOFDAY")
@rule("(every | each) (month:MONTH)? day:HOLIDAY")
def yearly(m: Match, ctx: Context) -> Timex | None:
    """Each July, every summer, every morning."""
    if "season" in m:
        return Timex("SET", f"XXXX-{m.name('SEASON', 'season')}", named=False)
    if "part" in m:
        return Timex("SET", f"XXXX-XX-XXT{m.name('PARTOFDAY', 'part')}", named=False)
    if "day" in m:
        from onrecord.dates.holidays import holiday

        found = holiday(m.words("day"))
        return Timex("SET", found.unknown, named=False) if found else None
    return Timex("SET", f"XXXX-{m.integer('MONTH', 'month'):02}", named=False)


@rule("(the)? part:PARTSOFDAY")
@rule("weekends")
def parts(m: Match, ctx: Context) -> Timex | None:
    """Mornings, weekends."""
    if "part" not in m:
        return Timex("SET", "XXXX-WXX-WE", named=False) if ctx.before(m) in ("on", "at", "and", "during") else None
    if m.word("part") == "nights" and ctx.before(m) not in ("on", "at", "most", "some", "and"):
        return None
    return Timex("SET", f"XXXX-XX-XXT{m.name('PARTSOFDAY', 'part')}", named=False)


@rule("how:FREQUENCY")
@rule("bi DASH how:FREQUENCY")
@rule("semi DASH how:FREQUENCY")
def adverb(m: Match, ctx: Context) -> Timex | None:
    """Daily, monthly, annually; adjectives of names and of rates count alike."""
    value = m.name("FREQUENCY", "how")
    first = m.tokens.word(m.first)
    if first == "bi":
        value = value.replace("1", "2").replace("3", "6")
    elif first == "semi":
        value = {"P1Y": "P6M"}.get(value, value)
    return Timex("SET", value, named=False)


@rule("(once | twice | thrice | NUM times | NUMWORD times) (a | an | every | each | per) unit:UNIT")
@rule("(a | an) unit:UNIT")
def rate(m: Match, ctx: Context) -> Timex | None:
    """Twice a week; "a year" after what is counted ("10 tons a year")."""
    unit = m.name("UNIT", "unit")
    if m.stop - m.first > 2:
        return Timex("SET", length(1, unit), named=False)
    before = ctx.before(m)
    if unit not in ("day", "week", "month", "year", "hour") or not (
        before.endswith("s") or before == "%" or before in cues("counted") or before[:1].isdigit()
    ):
        return None
    if before in ("as", "was", "is", "has", "this", "its", "his", "less", "takes", "lasts", "was", "us", "'s", "s"):
        return None
    return Timex("SET", length(1, unit), named=False)


@suffix("of? (every | each) unit:UNIT")
@suffix("(every | each) unit:UNIT")
def repeated(m: Match, ctx: Context, inner: Timex) -> Timex | None:
    """June 19 every year."""
    if inner.type not in ("DATE", "TIME") or inner.period is None or inner.period.unit not in ("day", "month"):
        return None
    return (
        replace(inner, type="SET", value="XXXX" + inner.value[4:], period=None, named=False)
        if m.word("unit") == "year"
        else None
    )
