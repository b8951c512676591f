"""Years, decades and centuries."""

from __future__ import annotations

from onrecord.dates import numbers, periods
from onrecord.dates.context import Context, Timex, dated
from onrecord.dates.grammar import Match, rule
from onrecord.dates.lexicon import cues, lexicon
from onrecord.dates.rules.calendar import year_of


@rule("year:YEAR")
@rule("calendar? year year:YEARX")
@rule("the year year:YEARX")
@rule("fiscal year? year:YEAR")
@rule("year:YEAR3")
@rule("year:YEAR3 (ad | ce | bc | bce)")
@rule("year:YEAR (ad | ce | bc | bce)")
@rule("ad year:NUM")
def year(m: Match, ctx: Context) -> Timex | None:
    """2024, the year 2000, 347 AD; not 2,000 soldiers. The days of a fiscal year are not told."""
    told, number = m.stop - m.first > 1, year_of(m)
    if number is None or not (told or _is_year(m, ctx, number)):
        return None
    ctx.told = True
    if m.tokens.word(m.stop - 1) in ("bc", "bce"):
        return Timex("DATE", f"BC{number:04}", named=False)
    if m.tokens.word(m.first) == "fiscal":
        return Timex("DATE", f"{number:04}", named=False)
    return dated(periods.year(number), "")


@rule("(year:NUMWORD NUMWORD DASH? NUMWORD | NUMWORD DASH? NUMWORD)")
def year_in_words(m: Match, ctx: Context) -> Timex | None:
    """Nineteen ninety-one, after a preposition of time."""
    number = numbers.year(m.tokens.words[m.first : m.stop])
    if number is None or ctx.before(m) not in ("in", "since", "until", "by", "of", "from"):
        return None
    ctx.told = True
    return dated(periods.year(number), "")


@rule("year:YEAR (DASH | SLASH) short:YY")
def short_range(m: Match, ctx: Context) -> Timex | None:
    """1914-18, 2004/05: the ISO interval of both years."""
    first = int(m.word("year"))
    last = first // 100 * 100 + int(m.word("short"))
    if (
        "-" in m.tokens.words
        and 0 < last % 100 <= 12
        and last != first + 1
        and m.tokens.word(m.stop - 1)[0] in "01"
        and m.tokens.adjacent(m.stop - 1)
    ):
        return dated(periods.month(first, last % 100), "")
    if last <= first or any(m.tokens.adjacent(i) is False for i in range(m.first + 1, m.stop)):
        return None
    ctx.told = True
    return dated(periods.interval(periods.year(first), periods.year(last)), "")


@rule("(the)? year:YEAR APOS? s")
@rule("(the)? APOS? short:YY APOS? s")
@rule("(the)? name:DECADENAME")
@rule("(the)? century:NUMWORD name:DECADENAME")
def decade(m: Match, ctx: Context) -> Timex | None:
    """The 1990s, the '80s, the nineties; not "his 80s", nor a possessive ("2024's")."""
    if ctx.before(m) in cues("possessive") or ctx.before(m) == "$":
        return None
    if "century" in m:
        first = m.integer("NUMWORD", "century") * 100 + m.integer("DECADENAME", "name")
        if not 1500 <= first <= 2000:
            return None
    elif "name" in m:
        if m.tokens.word(m.first) != "the" and ctx.before(m) not in ("early", "late", "mid", "-"):
            return None
        first = 1900 + m.integer("DECADENAME", "name")
    else:
        if not m.tokens.adjacent(m.stop - 1):
            return None
        digits = int(m.word("year" if "year" in m else "short"))
        if digits % 10:
            return None
        first = digits if "year" in m else digits + (1900 if digits >= 20 else 2000)
        marked = m.tokens.word(m.stop - 2) in ("'", "’", "‘")
        if marked and "year" in m and ctx.after(m)[:1].isalpha() and m.tokens.word(m.first) != "the":
            return None
        if (
            "short" in m
            and m.tokens.word(m.first) not in ("the", "'", "’", "‘")
            and ctx.before(m) not in ("-", "early", "late")
        ):
            return None
    ctx.told = True
    return dated(periods.decade(first), "")


@rule("(the)? nth:NTH DASH? (century | centuries) era:(ad | bc | ce | bce)?")
def century(m: Match, ctx: Context) -> Timex | None:
    """The 20th century: the hundred years that begin with 19."""
    number = numbers.ordinal(m.words("nth"))
    if number is None or number > 30:
        return None
    if m.tokens.word(m.stop - 1) in ("bc", "bce"):
        return Timex("DATE", f"BC{number - 1:02}", named=False)
    ctx.told = True
    return dated(periods.century((number - 1) * 100), "")


def _is_year(m: Match, ctx: Context, number: int) -> bool:
    """Whether a bare number is a year, by the words around it."""
    before, after = ctx.before(m), ctx.after(m)
    if before == "." and ctx.before(m, 2) in cues("never_before_year"):
        return False
    glued = m.tokens.adjacent(m.stop) if m.stop < len(m.tokens.words) else False
    if (
        before in cues("never_before_year")
        or before in cues("approximate")
        or after in ("%", "percent", "°", "$", "€")
        or (before in (".", ":", "/", "-") and m.tokens.adjacent(m.first) and before != "-")
    ):
        return False
    if glued and after[:1].isalpha():
        return False
    if after in lexicon().categories["UNITS"] or after in lexicon().categories["NUMWORD"]:
        return False
    sure = (
        before in cues("before_year")
        or before in lexicon().categories["MONTH"]
        or (before == "." and ctx.before(m, 2) in ("c", "ca"))
    )
    if not 1900 <= number <= 2099:
        return (
            sure
            and (number >= 1000 or before in ("in", "since", "until", "circa", ".") or _goes_on(m, ctx))
            and not _counts(after)
        )
    return sure or before == "the" or not _counts(after)


def _goes_on(m: Match, ctx: Context) -> bool:
    """Whether a year ends a range that a year began."""
    return ctx.last is not None and ctx.last_stop == m.first - 1 and ctx.last.unit == "year"


def _counts(after: str) -> bool:
    return after[:1].isalpha() and after.endswith("s") and after not in cues("no_plural")
