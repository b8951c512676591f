"""References to the present, the past and the future, without bounds."""

from __future__ import annotations

from onrecord.dates.context import Context, Timex
from onrecord.dates.grammar import Match, rule
from onrecord.dates.lexicon import cues


@rule("(right | just)? word:REFERENCE")
@rule("(more | most | the most)? word:recent (UNITS (and UNITS)?)?")
@rule("(more | most)? word:recently")
@rule("(in | over | during)? word:recent UNITS")
def reference(m: Match, ctx: Context) -> Timex | None:
    """Now, currently, current, recent years."""
    word = m.word("word")
    if word == "now" and (ctx.after(m) == "that" or m.tokens.word(m.first) == "just"):
        return None
    if m.tokens.word(m.first) in ("in", "over", "during", "just", "the"):
        return None
    return Timex("DATE", m.name("REFERENCE", "word"), named=False)


@rule("the (near | distant | foreseeable | immediate | not DASH too DASH distant)? future")
@rule("(near | foreseeable)? future")
@rule("(the)? (coming | upcoming) (UNITS) (and UNITS)?")
@rule("the (near | short | long) term")
@rule("the UNITS ahead")
def future(m: Match, ctx: Context) -> Timex | None:
    """The future, in the coming months."""
    words = m.tokens.words[m.first : m.stop]
    if (
        "future" in words
        and words[0] != "the"
        and ctx.before(m) in ("a", "no", "s", "his", "her", "their", "its", "our", "my", "your", "bright", "of")
    ):
        return None
    return Timex("DATE", "FUTURE_REF", named=False)


@rule("the (recent | distant)? past")
@rule("past UNITS")
def past(m: Match, ctx: Context) -> Timex | None:
    """The past; not "the past president"."""
    words = m.tokens.words[m.first : m.stop]
    if words[0] == "past" and ctx.before(m) in ("the", "this", "half", "quarter"):
        return None
    if words[-1] == "past" and ctx.after(m)[:1].isalpha() and ctx.after(m) not in cues("after_past"):
        return None
    return Timex("DATE", "PAST_REF", named=False)


@rule("(the)? word:present")
@rule("these days")
@rule("the (moment)")
def present(m: Match, ctx: Context) -> Timex | None:
    """At present, these days, at the moment."""
    words = m.tokens.words[m.first : m.stop]
    if words[-1] in ("present", "moment") and (
        ctx.before(m) not in ("at", "for", "until", "to", "in")
        or (ctx.after(m) in ("of", "when", "day", "in") and words[-1] == "moment")
    ):
        return None
    if words == ["present"] and ctx.before(m) not in ("at",):
        return None
    return Timex("DATE", "PRESENT_REF", named=False)
