"""Counts for claims: which quotes are about one proposition, and who meets whom in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from onrecord.evaluation.clusters import b_cubed, links
from onrecord.evaluation.counts import Count, Key
from onrecord.evaluation.quotes import said, same_quotes
from onrecord.evaluation.tally import Tally
from onrecord.records import Quote, Record

Clustering = dict[str, str]


def claim_counts(gold: Record, found: Record) -> Iterator[Count]:
    """links: pairs of quotes in one claim; B³ over quotes. Over all quotes, and over those that both have.

    contested: pairs of quotes in one claim of which one confirms and the other denies it.
    """
    pairs = same_quotes(said(gold), said(found))
    partner = {f.quote.id: g.quote.id for g, f in pairs}
    wanted = {quote.id: quote.claim for quote in gold.quotes if quote.claim}
    guessed = {partner.get(quote.id, f"only found: {quote.id}"): quote.claim for quote in found.quotes if quote.claim}
    both = wanted.keys() & guessed.keys()
    shared = [{quote: claim for quote, claim in side.items() if quote in both} for side in (wanted, guessed)]
    for measure, count in (("links", links), ("B³", b_cubed)):
        yield Key("claims", measure), count(wanted, guessed)
        yield Key("claims", f"{measure} of found quotes"), count(*shared)
    yield Key("claims", "contested"), _contested(gold, found, partner)


def _contested(gold: Record, found: Record, partner: dict[str, str]) -> Tally:
    wanted, guessed = (set(_opposed(record)) for record in (gold, found))
    known = {(partner.get(a, f"only found: {a}"), partner.get(b, f"only found: {b}")) for a, b in guessed}
    return Tally.of(len(wanted & known), len(guessed), len(wanted))


def _opposed(record: Record) -> Iterator[tuple[str, str]]:
    """Pairs of quotes (one that confirms, one that denies) of the same claim."""
    by_claim: dict[str, list[Quote]] = {}
    for quote in record.quotes:
        if quote.claim:
            by_claim.setdefault(quote.claim, []).append(quote)
    for quotes in by_claim.values():
        for one, other in combinations(quotes, 2):
            if {one.stance, other.stance} == {"confirm", "deny"}:
                yield (one.id, other.id) if one.stance == "confirm" else (other.id, one.id)
