"""Quotes, speakers and stance."""

import pytest

from onrecord.evaluation.counts import Key
from onrecord.evaluation.quotes import confusion, quote_counts, speaker_counts, stance_counts
from onrecord.evaluation.tally import Tally
from tests.unit.evaluation.records import quote, record

GOLD = record(
    actors=["Ada Byron", {"name": "Byron Ltd", "label": "ORG"}],
    quotes=[
        quote((3, 13), source=(0, 1), cue=(1, 2), speaker="E1", claim="C1"),
        quote((16, 18), source=(14, 15), cue=(15, 16), speaker="E2", stance="deny", claim="C1"),
        quote((20, 25), source=(18, 19), cue=(19, 20), speaker="E1", stance="none"),
    ],
)
FOUND = record(
    actors=[{"name": "Byron", "aliases": ["the Ada Byron"]}, "it"],
    quotes=[
        quote((2, 12), source=(0, 1), cue=(1, 2), speaker="E1", claim="C1"),
        quote((16, 18), source=(13, 15), cue=(15, 16), speaker="E2", claim="C2"),
        quote((30, 33), source=(28, 29), cue=(29, 30), speaker="E1", stance="none"),
    ],
)


@pytest.fixture(scope="module")
def counts() -> dict[Key, Tally]:
    return dict(quote_counts(GOLD, FOUND))


def test_spans(counts: dict[Key, Tally]) -> None:
    assert counts[Key("quotes", "content exact")] == Tally.of(1, 3, 3)
    assert counts[Key("quotes", "content strict")] == Tally.of(1, 3, 3)
    assert counts[Key("quotes", "content begin")] == Tally.of(1, 3, 3)
    assert counts[Key("quotes", "content Jaccard")].right_found == pytest.approx(9 / 11 + 1)
    assert counts[Key("quotes", "source exact")] == Tally.of(1, 3, 3)
    assert counts[Key("quotes", "cue exact")] == Tally.of(2, 3, 3)


def test_words_and_parts(counts: dict[Key, Tally]) -> None:
    assert counts[Key("quotes", "content words")] == Tally.of(9 + 2, 15, 17)
    assert counts[Key("quotes", "content partial")] == Tally(0.9 + 1, 3, 0.9 + 1, 3)


def test_partial_credit_weighs_what_is_too_long_and_what_is_too_short() -> None:
    gold, found = (record(quotes=[quote(words)]) for words in ((0, 4), (0, 8)))
    assert dict(quote_counts(gold, found))[Key("quotes", "content partial")] == Tally(0.5, 1, 1.0, 1)


def test_whole_attributions(counts: dict[Key, Tally]) -> None:
    assert counts[Key("quotes", "attribution")] == Tally.of(2, 3, 3)  # 9 of 10 words are a word F1 of 0.9
    assert counts[Key("quotes", "whole quote")] == Tally.of(0, 3, 3)
    assert counts[Key("quotes", "attribution", "length", "1-5 words")] == Tally.of(1, 2, 2)


def test_a_source_that_one_side_lacks_makes_an_attribution_wrong() -> None:
    gold, found = record(quotes=[quote((4, 9), source=(0, 1))]), record(quotes=[quote((4, 9))])
    assert dict(quote_counts(gold, found))[Key("quotes", "attribution")] == Tally.of(0, 1, 1)
    assert dict(quote_counts(found, found))[Key("quotes", "attribution")] == Tally.of(1, 1, 1)


def test_groups_are_each_sides_own() -> None:
    gold, found = record(quotes=[quote((4, 9), kind="direct")]), record(quotes=[quote((4, 9), kind="mixed")])
    counts = dict(quote_counts(gold, found))
    assert counts[Key("quotes", "attribution", "kind", "direct")] == Tally(0, 0, 1, 1)
    assert counts[Key("quotes", "attribution", "kind", "mixed")] == Tally(1, 1, 0, 0)
    assert counts[Key("quotes", "kind")] == Tally.among(0, 1)


def test_a_quote_and_one_inside_it_with_the_same_words_find_their_own() -> None:
    both = [quote((4, 9), source=(0, 1), cue=(1, 2)), quote((4, 9), source=(9, 10), cue=(10, 11), parent="Q1")]
    gold = record(quotes=both)
    found = record(quotes=[both[1] | {"parent": None, "stance": "deny"}])
    assert confusion(gold, found) == {("confirm", "deny"): 1}
    assert dict(quote_counts(gold, found))[Key("quotes", "attribution")] == Tally.of(1, 1, 2)
    assert dict(quote_counts(gold, found))[Key("quotes", "attribution", "depth", "nested")] == Tally(0, 0, 1, 1)


def test_a_speaker_is_right_by_one_of_its_names_and_a_pronoun_never() -> None:
    counts = dict(speaker_counts(GOLD, FOUND))
    assert counts[Key("speakers", "of found quotes")] == Tally.among(1, 2)
    assert counts[Key("speakers", "quote + speaker")] == Tally.of(1, 2, 3)  # "it" is no speaker


def test_stance() -> None:
    counts = dict(stance_counts(GOLD, FOUND))
    assert counts[Key("stance", "of found quotes")] == Tally.of(1, 2, 2)
    assert counts[Key("stance", "of found quotes", "stance", "confirm")] == Tally.of(1, 2, 1)
    assert counts[Key("stance", "of found quotes", "stance", "deny")] == Tally.of(0, 0, 1)
    assert counts[Key("stance", "quote + stance")] == Tally.of(1, 3, 3)
    assert counts[Key("stance", "quote + speaker + stance")] == Tally.of(1, 3, 3)
    assert confusion(GOLD, FOUND) == {("confirm", "confirm"): 1, ("deny", "confirm"): 1}
