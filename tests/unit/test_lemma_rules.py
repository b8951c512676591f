"""Lemma rules: from a word to its lemma and back."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.lemma_rules import apply_rule, lemma_rule

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("word", "lemma", "rule"),
    [
        ("troops", "troop", "l1|"),
        ("Troops", "troop", "l1|"),
        ("said", "say", "l2|y"),
        ("Oslo", "Oslo", "k0|"),
        ("Koreas", "Korea", "k1|"),
        ("n't", "not", "l2|ot"),
        ("was", "be", "=be"),
        ("OSLO", "Oslo", "k3|slo"),
        ("a|b", "a|c", "l1|c"),
        ("==", "=", "l1|"),
    ],
)
def test_rules(word: str, lemma: str, rule: str) -> None:
    assert lemma_rule(word, lemma) == rule
    assert apply_rule(rule, word) == lemma


@pytest.mark.parametrize(
    ("rule", "word", "lemma"), [("l1|", "Ships", "ship"), ("l3|y", "carried", "carry"), ("k0|", "A", "A")]
)
def test_a_rule_serves_other_words(rule: str, word: str, lemma: str) -> None:
    assert apply_rule(rule, word) == lemma


@pytest.mark.parametrize(("rule", "word"), [("l1|", "s"), ("l3|y", "ied"), ("k5|x", "Oslo")])
def test_a_rule_that_would_leave_nothing_does_not_fit(rule: str, word: str) -> None:
    assert apply_rule(rule, word) is None


@settings(deadline=None, max_examples=50)
@given(WORDS, WORDS)
@example("İ", "i̇")
@example("ẞ", "ss")
@example("=be", "=be")
@example("k|l", "K|L")
def test_the_rule_of_a_pair_gives_its_lemma(word: str, lemma: str) -> None:
    assert apply_rule(lemma_rule(word, lemma), word) == lemma


@settings(deadline=None, max_examples=50)
@given(WORDS, WORDS, WORDS)
def test_any_rule_gives_a_lemma_or_none_for_any_word(word: str, lemma: str, other: str) -> None:
    assert apply_rule(lemma_rule(word, lemma), other) != ""
