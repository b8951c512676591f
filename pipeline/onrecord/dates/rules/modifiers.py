"""What narrows or loosens the expression after it: early, the end of, nearly, more than."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from onrecord.dates import periods
from onrecord.dates.context import Context, Timex
from onrecord.dates.grammar import Match, prefix
from onrecord.dates.lexicon import lexicon

_JOINED = {("start", "mid"): "start/mid", ("mid", "end"): "mid/end"}


@prefix("(the)? first:PART DASH? ((to | or | and | DASH | through) DASH? second:PART DASH?)? (in | on)?")
@prefix("(the | at)? (very)? first:EDGE (of | in | DASH)?")
@prefix("(the)? first:EDGE or second:EDGE of")
@prefix("the first:(early | late) part of")
def part(m: Match, ctx: Context, inner: Timex) -> Timex | None:
    """Early to mid-October, the end of 1990, late yesterday."""
    words = m.tokens.words[m.first : m.stop]
    if inner.type not in ("DATE", "TIME") or inner.modifier is not None or inner.value.endswith("REF"):
        return None
    found = [
        lexicon().name("PART" if w in lexicon().categories["PART"] else "EDGE", w)
        for w in words
        if w in lexicon().categories["PART"] or w in lexicon().categories["EDGE"]
    ]
    if any(w in lexicon().categories["EDGE"] and w not in lexicon().categories["PART"] for w in words) and not {
        "of",
        "in",
        "-",
    } & set(words):
        return None
    modifier = found[0] if len(found) == 1 else _JOINED.get((found[0], found[1]))
    if modifier is None or (inner.type == "DATE" and inner.value.startswith("P")):
        return None
    period = periods.part(inner.period, modifier) if inner.period and inner.type == "DATE" else inner.period
    return replace(inner, modifier=modifier, period=period)


@prefix("way:(earlier | later) (on | in)?")
@prefix("the rest of")
@prefix("the (remainder | balance) of")
def within(m: Match, ctx: Context, inner: Timex) -> Timex | None:
    """Earlier this month: up to the day before the article's date; later this year: from the day after."""
    if inner.type not in ("DATE", "TIME") or inner.modifier is not None or inner.value.endswith("REF"):
        return None
    earlier = m.tokens.word(m.first) == "earlier"
    modifier = "start" if earlier else "end"
    period = inner.period
    if period is None or ctx.anchor is None or inner.type == "TIME" or period.unit == "day":
        return replace(inner, modifier=modifier)
    if not period.first <= ctx.anchor <= period.last:
        return (
            replace(inner, modifier=modifier, period=periods.part(period, modifier))
            if m.tokens.word(m.first) != "the"
            else None
        )
    if earlier:
        return replace(
            inner, modifier=modifier, period=replace(period, last=max(period.first, ctx.anchor - timedelta(1)))
        )
    return replace(inner, modifier=modifier, period=replace(period, first=min(period.last, ctx.anchor + timedelta(1))))


@prefix("(about | around | approximately | roughly | some | circa | something like | an estimated)")
@prefix("(nearly | almost | close to | just under | a little under | not quite)")
@prefix("(more than | over | longer than | just over | a little over | well over | upwards of | greater than)")
@prefix("(less than | under | fewer than | shorter than)")
@prefix("(at least | no less than | no fewer than | not less than | a minimum of | a good)")
@prefix("(at most | up to | no more than | not more than | no longer than | as many as | as much as | a maximum of)")
def loosened(m: Match, ctx: Context, inner: Timex) -> Timex | None:
    """Nearly two years, at least 30 days, more than a decade ago."""
    words = " ".join(m.tokens.words[m.first : m.stop])
    if words in ("over", "under", "around", "about") and m.tokens.word(m.stop) in (
        "the",
        "this",
        "that",
        "last",
        "past",
        "next",
        "these",
        "early",
    ):
        return None
    modifier = next(name for name, said in _SAID.items() if words in said)
    if inner.type == "DURATION":
        if words == "some" and inner.value[:2] == "PX":
            return None
        if ctx.before(m) == "just" and words == "over":
            modifier = "more_than"
        return replace(inner, modifier=modifier)
    if (
        inner.type == "SET"
        or inner.value.endswith("REF")
        or words in ("some", "up to", "as many as", "as much as", "a good")
    ):
        return None
    ago = m.tokens.word(m.stop) not in lexicon().categories["MONTH"] and inner.type == "DATE" and _counted(m)
    if modifier == "approx":
        return replace(inner, modifier="approx") if ago or words != "about" else None
    if not ago:
        return None
    return replace(
        inner,
        modifier={"more_than": "before", "at_least": "before"}.get(
            modifier, "after" if words.startswith(("less", "fewer", "under")) else modifier
        ),
    )


_SAID = {
    "approx": ("about", "around", "approximately", "roughly", "some", "circa", "something like", "an estimated"),
    "less_than": (
        "nearly",
        "almost",
        "close to",
        "just under",
        "a little under",
        "not quite",
        "less than",
        "under",
        "fewer than",
        "shorter than",
    ),
    "more_than": (
        "more than",
        "over",
        "longer than",
        "just over",
        "a little over",
        "well over",
        "upwards of",
        "greater than",
    ),
    "at_least": ("at least", "no less than", "no fewer than", "not less than", "a minimum of", "a good"),
    "at_most": (
        "at most",
        "up to",
        "no more than",
        "not more than",
        "no longer than",
        "as many as",
        "as much as",
        "a maximum of",
    ),
}


def _counted(m: Match) -> bool:
    """Whether a number of units follows ("two years ago")."""
    word = m.tokens.word(m.stop)
    return word in ("a", "an", "half") or word in lexicon().categories["NUMWORD"] or word[:1].isdigit()
