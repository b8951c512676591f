"""The tokenizer's rules for news text."""

from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.tokenization import INVISIBLE, add_news_rules

NLP = spacy.blank("en")
add_news_rules(NLP)


def words(text: str) -> list[str]:
    return [token.text for token in NLP.make_doc(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S.-led forces", ["U.S.", "-", "led", "forces"]),
        ("the U.N.–backed plan", ["the", "U.N.", "–", "backed", "plan"]),
        ("Russian-led forces", ["Russian", "-", "led", "forces"]),
        ("a 19-year-old", ["a", "19", "-", "year", "-", "old"]),
        ("pre- and post-war", ["pre", "-", "and", "post", "-", "war"]),
        ("from 2019-20 on", ["from", "2019", "-", "20", "on"]),
        ("the U.S. said.", ["the", "U.S.", "said", "."]),
        ("“No,” he said.", ["“", "No", ",", "”", "he", "said", "."]),
        ("=====\n*** Note *** a--b", ["=====", "\n", "***", "Note", "***", "a", "--", "b"]),
        ("____ (AP) ----", ["____", "(", "AP", ")", "----"]),
        ("isn't South Korea’s", ["is", "n't", "South", "Korea", "’s"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("mark", INVISIBLE, ids=[f"U+{ord(mark):04X}" for mark in INVISIBLE])
def test_invisible_characters_are_no_part_of_a_word(mark: str) -> None:
    assert words(f"{mark}Oslo said{mark} no{mark}.") == [mark, "Oslo", "said", mark, "no", mark, "."]
    assert words(mark * 2) == [mark, mark]


def test_the_rules_are_saved(tmp_path: Path) -> None:
    NLP.to_disk(tmp_path)
    text = "\ufeffU.S.-led forces in 19-year-old pre- wars"
    assert [token.text for token in spacy.load(tmp_path).make_doc(text)] == words(text)


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_no_character_is_lost(text: str) -> None:
    assert NLP.make_doc(text).text == text
