"""The lexicon of stance, and the classes that it gives to cues."""

import pytest
from pydantic import ValidationError

from onrecord.stance.cues import LONGEST_PHRASE, Lexicon, content_kinds, cue_classes, lexicon


@pytest.mark.parametrize(
    ("lemmas", "expected"),
    [
        ("say", {"assertive"}),
        ("confirm", {"factive"}),
        ("deny", {"denial"}),
        ("vow", {"commissive"}),
        ("have push back", {"denial"}),
        ("do not immediately respond", {"silence"}),
        ("decline to comment", {"silence"}),
        ("could n't confirm", {"factive"}),
        ("xyzzy", set()),
        ("", set()),
    ],
)
def test_classes_of_cues(lemmas: str, expected: set[str]) -> None:
    assert set(cue_classes([], lemmas.split())) == expected


def test_a_phrase_stands_for_its_words() -> None:
    assert "directive" in cue_classes([], ["call", "for"])
    assert "assertive" not in cue_classes([], ["call", "for"])
    assert "assertive" in cue_classes([], ["call"])


def test_the_form_of_a_word_counts_where_its_lemma_is_unknown() -> None:
    assert cue_classes(["according"], ["accord"]) == ["assertive"]


def test_kinds_of_words_in_contents() -> None:
    assert content_kinds("false") == ("falsehood",)
    assert content_kinds("xyzzy") == ()


def test_each_class_tells_its_meaning_and_source() -> None:
    for members in lexicon().words.values():
        assert members.meaning
        assert members.source
        assert members.lemmas


def test_members_are_in_lower_case_and_can_be_found() -> None:
    phrases = [phrase for members in lexicon().phrases.values() for phrase in members]
    words = [word for members in lexicon().words.values() for word in members.lemmas]
    assert all(word == word.lower().strip() for word in (*words, *phrases))
    assert all(2 <= len(phrase.split()) <= LONGEST_PHRASE for phrase in phrases)
    assert all(cue_classes([], phrase.split()) for phrase in phrases)


def test_another_form_is_refused() -> None:
    with pytest.raises(ValidationError):
        Lexicon.model_validate({"source": "x", "words": {}, "phrases": {}, "content": {}, "more": 1})
