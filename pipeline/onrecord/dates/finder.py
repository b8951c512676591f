"""Finding the time expressions of a text and what they mean, left to right, in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from onrecord.dates.context import Context, TenseOf, Timex
from onrecord.dates.grammar import Match, Rule, Tokens, first_keys, grammar, starting

#: Classes of words without which no expression is; a stretch of text with none of them is passed over.
_TRIGGERS = (
    "MONTH", "WEAKMONTH", "WEEKDAY", "WEAKWEEKDAY", "WEEKDAYS", "UNIT", "UNITS", "SEASON", "PARTOFDAY",
    "PARTSOFDAY", "HOURNAME", "DEICTIC", "TONIGHT", "DECADENAME", "FREQUENCY", "REFERENCE", "ISO", "SLASHED",
    "MONTHDAY", "CLOCK", "YEAR", "YEAR3", "CLOCK4", "AMPM", "am", "pm", "clock", "YY", "century", "centuries",
    "quarter", "half", "weekends", "past", "future", "present", "moment", "NUMWORD", "q", "h", "SUFFIX",
)  # fmt: skip
_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression: character offsets into the text, and its meaning."""

    start: int
    end: int
    timex: Timex


def no_tense(start: int, end: int) -> None:
    """The tense where nothing is known of the sentence."""


def find_dates(text: str, anchor: date | None = None, tense_of: TenseOf = no_tense) -> list[Found]:
    """The time expressions of a text, in its order, none overlapping.

    text: any text. anchor: the day that "today" is; without it nothing relative is resolved.
    tense_of: the tense of the verb that governs a stretch of the text (character offsets), asked only where it counts.
    """
    tokens = grammar().read(text)
    context = Context(tokens, anchor, tense_of)
    return [
        Found(tokens.starts[first], tokens.ends[stop - 1], timex)
        for begin, end in _windows(tokens.classes)
        for first, stop, timex in _read(context, begin, end)
    ]


def _read(context: Context, begin: int, end: int) -> Iterator[tuple[int, int, Timex]]:
    """The expressions between two tokens; what was found is what later ones can go from."""
    i = begin
    while i < end:
        context.told = False
        found = _parse(context, i, end, _DEPTH)
        if found is None:
            i += 1
            continue
        stop, timex = found
        while stop - i > 1 and context.tokens.words[stop - 1] == ".":
            stop -= 1  # of an abbreviation: most likely the sentence's end as well
        yield i, stop, timex
        if timex.named and timex.period is not None and timex.type in ("DATE", "TIME"):
            context.last, context.last_stop, context.explicit = timex.period, stop, context.told
            if timex.period.unit == "day":
                context.day = timex.period
            elif timex.period.unit == "quarter":
                context.quarter, context.quarter_stop = timex.period, stop
        i = stop


def _parse(context: Context, first: int, end: int, depth: int) -> tuple[int, Timex] | None:
    """The longest expression that starts at a token, and where it stops."""
    context.at = first
    if depth:
        for match, change in _matches("prefix", context.tokens, first, end):
            context.alone = False
            inner = _parse(context, match.stop, end, depth - 1)
            if inner is None and context.tokens.word(match.stop) == "the":
                inner = _parse(context, match.stop + 1, end, depth - 1)
            context.at, context.alone = first, depth == _DEPTH
            if inner and (made := _made(lambda m=match, c=change, t=inner[1]: c.make(m, context, t))):  # type: ignore[misc]
                return inner[0], made
    context.alone = depth == _DEPTH
    for match, rule in _matches("rule", context.tokens, first, end):
        timex = _made(lambda m=match, r=rule: r.make(m, context))  # type: ignore[misc]
        if timex is not None:
            return _extended(context, match.stop, end, timex)
    return None


def _extended(context: Context, stop: int, end: int, timex: Timex) -> tuple[int, Timex]:
    """An expression with what follows and belongs to it."""
    for _ in range(2):
        for match, change in _matches("suffix", context.tokens, stop, end):
            made = _made(lambda m=match, c=change, t=timex: c.make(m, context, t))  # type: ignore[misc]
            if made is not None:
                stop, timex = match.stop, made
                break
        else:
            break
    return stop, timex


def _matches(kind: str, tokens: Tokens, first: int, end: int) -> list[tuple[Match, Rule[Any]]]:
    """The rules of a kind whose pattern matches at a token, longest match first."""
    if first >= end:
        return []
    found = [(each, each.regex.match(tokens.classes, first)) for each in starting(kind, tokens.classes[first])]
    matches = [(Match(tokens, first, match.end(), match), each) for each, match in found if match is not None]
    return sorted(matches, key=lambda pair: -pair[0].stop)


def _made(make: Callable[[], Timex | None]) -> Timex | None:
    """A meaning, or None where the calendar has no such day (30 February, the year 10,000)."""
    try:
        return make()
    except (ValueError, OverflowError):
        return None


@cache
def _window() -> tuple[re.Pattern[str], re.Pattern[str]]:
    triggers = "".join(grammar().characters(key)[1:-1] for key in (*_TRIGGERS, *first_keys("HOLIDAY")))
    return re.compile(r"[^.]+"), re.compile(f"[{triggers}]")


def _windows(classes: str) -> Iterator[tuple[int, int]]:
    """Runs of words of time with a trigger among them, as (first token, end token exclusive)."""
    run, trigger = _window()
    for match in run.finditer(classes):
        begin, end = match.span()
        if trigger.search(classes, begin, end):
            yield begin, end
