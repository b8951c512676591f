"""Counts for quotes: spans, whole attributions, speakers and stance, alone and end to end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from onrecord.evaluation.actors import PRONOUNS, names
from onrecord.evaluation.counts import Count, Key
from onrecord.evaluation.matching import Words, match, word_f1, words
from onrecord.evaluation.tally import Tally
from onrecord.records import Actor, Quote, Record, Span

ENOUGH = 0.8
"""Word F1 from which a content counts as right."""
SAME = 0.5
"""Word F1 from which two quotes are the same one, whose kind, speaker and stance are then compared."""
ANY = 1e-9
EDGE = 1e-3
"""What a like source and cue add to the likeness of contents."""
STANCES = ("confirm", "deny", "uncertain", "none")
LENGTHS = {"1-5 words": 5, "6-15 words": 15, "16-30 words": 30, "over 30 words": 10**9}
"""Classes of contents by their number of words, which each class may reach."""


@dataclass(frozen=True)
class Said:
    """A quote with what it refers to in its record."""

    quote: Quote
    actor: Actor | None

    @cached_property
    def content(self) -> Words:
        """Its words."""
        return words(self.quote.content)

    @cached_property
    def source(self) -> Words:
        """The words of its source."""
        return words(_parts(self.quote, "source"))

    @cached_property
    def cue(self) -> Words:
        """The words of its cue."""
        return words(_parts(self.quote, "cue"))

    @cached_property
    def speaker(self) -> set[str]:
        """The names of its speaker; a bare pronoun is none."""
        return names(self.actor) if self.actor else set()

    @property
    def place(self) -> tuple[int, int]:
        """From its content's start to its end."""
        return self.quote.content[0].start, self.quote.content[-1].end


def said(record: Record) -> list[Said]:
    """The quotes of a record."""
    actors = {actor.id: actor for actor in record.actors}
    return [Said(quote, actors.get(quote.speaker or "")) for quote in record.quotes]


def same_quotes(gold: Sequence[Said], found: Sequence[Said], least: float = SAME) -> list[tuple[Said, Said]]:
    """Quotes that are the same one: contents with a word F1 of `least` or more, the most alike first.

    Of contents that are as much alike, as those of a quote and another inside it, source and cue decide.
    """

    def likeness(one: Said, other: Said) -> float:
        same = word_f1(one.content, other.content)
        return same + EDGE * (word_f1(one.source, other.source) + word_f1(one.cue, other.cue)) if same >= least else 0.0

    return match(gold, found, likeness, lambda s: s.place)


def quote_counts(gold: Record, found: Record) -> Iterator[Count]:
    """All measures, over the quotes that stand in no other and those that do, and for the second alone ("nested").

    attribution: a content with a word F1 of 0.8, and a source that overlaps gold's or is missing in both.
    content, source, cue: "strict" is the same characters, all of them; "exact" the same words (CofeNet's exact match,
    for each span); "begin" the same first word; "Jaccard" credit for the share of words in common; for content also
    "words" (F1 of all words in contents) and "partial" (the share of each that is covered, Pareti 2015).
    whole quote: content, cue and source are the same words (Citron's). kind: of the quotes that both have.
    """
    sides = said(gold), said(found)
    yield from _span_counts(*sides)
    yield from _content_counts(*sides)
    yield from _whole_counts(*sides)
    pairs = same_quotes(*sides)
    yield Key("quotes", "kind"), Tally.among(sum(g.quote.kind == f.quote.kind for g, f in pairs), len(pairs))


def speaker_counts(gold: Record, found: Record) -> Iterator[Count]:
    """Of the quotes that both have and gold has a speaker for: those with a name of gold's speaker.

    quote + speaker: the same end to end, quotes missed and made up counted.
    """
    sides = said(gold), said(found)
    pairs = same_quotes(*sides)
    known = [(g, f) for g, f in pairs if g.speaker]
    right = sum(_same_speaker(g, f) for g, f in known)
    yield Key("speakers", "of found quotes"), Tally.among(right, len(known))
    wanted, guessed = (sum(bool(s.speaker) for s in side) for side in sides)
    yield Key("speakers", "quote + speaker"), Tally.of(right, guessed, wanted)


def stance_counts(gold: Record, found: Record) -> Iterator[Count]:
    """Of the quotes that both have: those with gold's stance, all (accuracy) and by stance.

    quote + stance, quote + speaker + stance: the same end to end, quotes missed and made up counted.
    """
    sides = said(gold), said(found)
    pairs = same_quotes(*sides)
    both = [g for g, _ in pairs], [f for _, f in pairs]
    yield from _by_stance("of found quotes", *both, pairs)
    yield from _by_stance("quote + stance", *sides, pairs)
    agreed = [(g, f) for g, f in pairs if _same_speaker(g, f) or not (g.speaker or f.speaker)]
    yield from _by_stance("quote + speaker + stance", *sides, agreed)


def confusion(gold: Record, found: Record) -> Counter[tuple[str, str]]:
    """How often quotes of one stance in gold were given another: (gold's, found) -> quotes."""
    pairs = same_quotes(said(gold), said(found))
    return Counter((g.quote.stance, f.quote.stance) for g, f in pairs)


def _same_speaker(gold: Said, found: Said) -> bool:
    return bool(gold.speaker & found.speaker)


def _same_stance(gold: Said, found: Said) -> bool:
    return gold.quote.stance == found.quote.stance


def _by_stance(
    measure: str, gold: Sequence[Said], found: Sequence[Said], pairs: Sequence[tuple[Said, Said]]
) -> Iterator[Count]:
    same = [g for g, f in pairs if _same_stance(g, f)]
    yield Key("stance", measure), Tally.of(len(same), len(found), len(gold))
    for name in STANCES:
        right, *rest = (sum(s.quote.stance == name for s in side) for side in (same, found, gold))
        yield Key("stance", measure, "stance", name), Tally.of(right, *rest)


# --- spans -----------------------------------------------------------------------------------------------------------


def _span_counts(gold: Sequence[Said], found: Sequence[Said]) -> Iterator[Count]:
    for role in ("content", "source", "cue"):
        sides = [_spans(side, role) for side in (gold, found)]
        wanted, guessed = ([words([span]) for span in side] for side in sides)
        strict = [{(span.start, span.end) for span in side} for side in sides]
        yield Key("quotes", f"{role} strict"), _sets(*strict)
        yield Key("quotes", f"{role} exact"), _sets({w for w in wanted if w}, {w for w in guessed if w})
        yield Key("quotes", f"{role} begin"), _sets({min(w) for w in wanted if w}, {min(w) for w in guessed if w})
        yield Key("quotes", f"{role} Jaccard"), _jaccard(wanted, guessed)


def _parts(quote: Quote, role: str) -> list[Span]:
    part = getattr(quote, role)
    return part if isinstance(part, list) else [part] if part else []


def _spans(side: Sequence[Said], role: str) -> list[Span]:
    """Each span once, though it may serve several quotes."""
    return list({(span.start, span.end): span for s in side for span in _parts(s.quote, role)}.values())


def _sets(gold: Set[object], found: Set[object]) -> Tally:
    return Tally.of(len(gold & found), len(found), len(gold))


def _jaccard(gold: list[Words], found: list[Words]) -> Tally:
    def score(one: Words, other: Words) -> float:
        return len(one & other) / len(one | other) if one or other else 0.0

    pairs = match(gold, found, score, lambda w: (min(w, default=0), max(w, default=0)))
    return Tally.of(sum(score(g, f) for g, f in pairs), len(found), len(gold))


def _content_counts(gold: Sequence[Said], found: Sequence[Said]) -> Iterator[Count]:
    wanted, guessed = (frozenset[int]().union(*(s.content for s in side)) for side in (gold, found))
    yield Key("quotes", "content words"), Tally.of(len(wanted & guessed), len(guessed), len(wanted))
    pairs = same_quotes(gold, found, ANY)
    common = [(len(g.content & f.content), g, f) for g, f in pairs]
    covered = sum(n / len(f.content) for n, _, f in common)
    reached = sum(n / len(g.content) for n, g, _ in common)
    yield Key("quotes", "content partial"), Tally(covered, len(found), reached, len(gold))


# --- whole quotes ----------------------------------------------------------------------------------------------------


def _whole_counts(gold: Sequence[Said], found: Sequence[Said]) -> Iterator[Count]:
    pairs = same_quotes(gold, found, ANY)
    right = [(g, f) for g, f in pairs if is_right(g, f)]
    yield Key("quotes", "attribution"), Tally.of(len(right), len(found), len(gold))
    for dimension, of in GROUPS.items():
        yield from _grouped(dimension, of, gold, found, right)
    exact = [(g, f) for g, f in pairs if (g.content, g.cue, g.source) == (f.content, f.cue, f.source)]
    yield Key("quotes", "whole quote"), Tally.of(len(exact), len(found), len(gold))


def is_right(gold: Said, found: Said) -> bool:
    """Whether the content is gold's for the most part and the source is the same, or missing in both."""
    same_source = bool(gold.source & found.source) or not (gold.source or found.source)
    return same_source and word_f1(gold.content, found.content) >= ENOUGH


def _grouped(
    dimension: str,
    of: Callable[[Said], str],
    gold: Sequence[Said],
    found: Sequence[Said],
    right: Sequence[tuple[Said, Said]],
) -> Iterator[Count]:
    for value in sorted({of(s) for s in (*gold, *found)}):
        tally = Tally(
            sum(of(f) == value for _, f in right),
            sum(of(f) == value for f in found),
            sum(of(g) == value for g, _ in right),
            sum(of(g) == value for g in gold),
        )
        yield Key("quotes", "attribution", dimension, value), tally


def _source_type(one: Said) -> str:
    """What stands as the source: nothing, a pronoun, or an actor of this label (of one kept anonymous: that)."""
    if one.quote.source is None:
        return "no source"
    if one.quote.source.text.casefold() in PRONOUNS:
        return "pronoun"
    if one.actor is None:
        return "unknown"
    return "anonymous" if one.actor.anonymous else one.actor.label


GROUPS: dict[str, Callable[[Said], str]] = {
    "kind": lambda s: s.quote.kind,
    "depth": lambda s: "outermost" if s.quote.parent is None else "nested",
    "length": lambda s: next(name for name, most in LENGTHS.items() if len(s.content) <= most),
    "source-type": _source_type,
}
"""What quotes can be grouped by."""
