"""Actors and claims."""

from onrecord.evaluation.actors import actor_counts
from onrecord.evaluation.claims import claim_counts
from onrecord.evaluation.counts import Key
from onrecord.evaluation.tally import Tally
from tests.unit.evaluation.records import entity, quote, record


def test_actors() -> None:
    names = [((0, 1), "E1"), ((2, 3), "E1"), ((4, 5), "E2")]
    gold = record(
        actors=[{"name": "Ada Byron", "role": "Minister", "country": "NO"}, "Oslo"],
        entities=[entity(words, ref=ref) for words, ref in names],
    )
    found = record(
        actors=[{"name": "The Ada Byron", "role": "the minister", "label": "ORG"}, "Byron", "Oslo"],
        entities=[
            entity(words, ref=ref) for words, ref in zip([(0, 1), (2, 3), (4, 5)], ["E1", "E2", "E3"], strict=True)
        ],
    )
    counts = dict(actor_counts(gold, found))
    assert counts[Key("actors", "B³")] == Tally(3, 3, 0.5 + 0.5 + 1, 3)
    assert counts[Key("actors", "found")] == Tally.of(2, 3, 2)
    assert counts[Key("actors", "name")] == Tally.among(2, 2)
    assert counts[Key("actors", "label")] == Tally.among(1, 2)
    assert counts[Key("actors", "role")] == Tally.of(1, 1, 1)
    assert counts[Key("actors", "country")] == Tally.of(0, 0, 1)


def test_sources_of_quotes_are_mentions_of_their_speakers() -> None:
    gold = record(
        actors=["Ada"], entities=[entity((0, 1), ref="E1")], quotes=[quote((4, 6), source=(2, 3), speaker="E1")]
    )
    found = record(
        actors=["Ada", "Bo"], entities=[entity((0, 1), ref="E1")], quotes=[quote((4, 6), source=(2, 3), speaker="E2")]
    )
    assert dict(actor_counts(gold, found))[Key("actors", "LEA")] == Tally(0, 2, 0, 2)


def test_claims() -> None:
    gold = record(
        quotes=[
            quote((0, 2), claim="C1"),
            quote((4, 6), claim="C1", stance="deny"),
            quote((8, 10), claim="C1"),
            quote((12, 14), claim="C2"),
        ]
    )
    found = record(
        quotes=[
            quote((0, 2), claim="C1"),
            quote((4, 6), claim="C1", stance="deny"),
            quote((12, 14), claim="C1"),
            quote((20, 22), claim="C1", stance="deny"),
        ]
    )
    counts = dict(claim_counts(gold, found))
    # gold: 0–1, 0–2, 1–2. found: all six pairs of 0, 1, 3 and one that gold lacks.
    assert counts[Key("claims", "links")] == Tally.of(1, 6, 3)
    assert counts[Key("claims", "links of found quotes")] == Tally.of(1, 3, 1)
    assert counts[Key("claims", "B³")] == Tally(2 / 4 + 2 / 4 + 1 / 4, 4, 2 / 3 + 2 / 3 + 1, 4)
    # gold: 0–1, 2–1. found: 0–1, 3–1, 0–x, 3–x.
    assert counts[Key("claims", "contested")] == Tally.of(1, 4, 2)
