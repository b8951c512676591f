"""The scorer over any two records: symmetric, and never above what is there."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.evaluation.counts import Key
from onrecord.evaluation.scores import LAYERS
from onrecord.evaluation.tally import Tally
from onrecord.records import Record
from tests.unit.evaluation.records import date, entity, quantity, quote, record

ACTORS: list[str | dict[str, Any]] = [
    "Ada Byron",
    {"name": "Byron", "aliases": ["Ada"]},
    {"name": "Oslo", "label": "GPE", "country": "NO"},
]
SPEAKERS = st.sampled_from([None, "E1", "E2", "E3"])
WORDS = st.tuples(st.integers(0, 50), st.integers(1, 8)).map(lambda pair: (pair[0], pair[0] + pair[1]))


QUOTES = st.builds(
    lambda content, more, **fields: quote(content, *more, **fields),
    WORDS,
    st.lists(st.integers(59, 59).map(lambda n: (n, n + 1)), max_size=1),
    source=st.none() | WORDS,
    cue=st.none() | WORDS,
    speaker=SPEAKERS,
    stance=st.sampled_from(["confirm", "deny", "uncertain", "none"]),
    claim=st.sampled_from(["C1", "C2", "C3"]),
    kind=st.sampled_from(["direct", "indirect", "mixed"]),
)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A record with a few items in every layer."""
    edges = sorted(draw(st.sets(st.integers(0, 59), max_size=8)))
    names = [
        entity((start, end), draw(st.sampled_from(["PERSON", "ORG"])), draw(SPEAKERS))
        for start, end in pairwise(edges)
        if draw(st.booleans())
    ]
    figures = sorted(draw(st.lists(WORDS, max_size=3)))
    quotes = sorted(draw(st.lists(QUOTES, max_size=5)), key=_place)
    seen: dict[str, str] = {}  # claims are numbered as they come
    for item in quotes:
        if item["claim"]:
            item["claim"] = seen.setdefault(item["claim"], f"C{len(seen) + 1}")
    for number, item in enumerate(quotes[1:], start=1):
        item["parent"] = f"Q{number}" if draw(st.booleans()) else None
    return record(
        entities=names,
        actors=ACTORS,
        quantities=[quantity(words, draw(st.sampled_from([1, 2]))) for words in figures],
        dates=[date(words, draw(st.sampled_from(["2024", "2025"]))) for words in figures],
        quotes=quotes,
    )


def _place(item: dict[str, Any]) -> tuple[int, int]:
    return item["content"][0]["start"], -item["content"][0]["end"]


@settings(deadline=None, max_examples=60)
@given(gold=records(), found=records())
def test_exchanging_gold_and_prediction_exchanges_precision_and_recall(gold: Record, found: Record) -> None:
    for layer, counts in LAYERS.items():
        one, other = dict(counts(gold, found)), dict(counts(found, gold))
        assert one.keys() == other.keys(), layer
        for key, tally in one.items():
            _is_turned(key, tally, other[key])


def _is_turned(key: Key, one: Tally, other: Tally) -> None:
    turned = Tally(other.right_wanted, other.wanted, other.right_found, other.found)
    if key.measure == "of found quotes" and key.layer == "speakers":
        return  # of gold's speakers: asks for one in gold
    pairs = zip((one.right_found, one.found, one.right_wanted, one.wanted),
                (turned.right_found, turned.found, turned.right_wanted, turned.wanted), strict=True)  # fmt: skip
    assert all(abs(a - b) < 1e-9 for a, b in pairs), key


@settings(deadline=None, max_examples=60)
@given(gold=records(), found=records())
def test_no_score_leaves_its_range_and_a_record_agrees_with_itself(gold: Record, found: Record) -> None:
    for counts in LAYERS.values():
        for key, tally in counts(gold, found):
            for rate in (tally.precision, tally.recall, tally.f1):
                assert rate is None or -1e-9 <= rate <= 1 + 1e-9, key
        for key, tally in counts(gold, gold):
            assert tally.f1 is None or abs(tally.f1 - 1) < 1e-9, key
