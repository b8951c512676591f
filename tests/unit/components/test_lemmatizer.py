"""The lemmatizer: rules by tag, the lexicon first, and words that no rule fits."""

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.components.lemmatizer import Lemmatizer
from onrecord.lemma_rules import apply_rule
from tests.unit.components.conftest import run, words


def lemma(lemmatizer: Lemmatizer, nlp: Language, word: str, tag: str) -> str:
    """The lemma of a word of which nothing is known but its tag."""
    doc = Doc(nlp.vocab, [word], tags=[tag])
    doc.tensor = np.zeros((1, 384), np.float32)
    return lemmatizer.predict(doc)[0]


def test_plain_words(nlp: Language) -> None:
    doc = run(nlp, Doc(nlp.vocab, words("The women were leaving the oldest ships .")))
    assert [token.lemma_ for token in doc] == words("the woman be leave the old ship .")


def test_names_keep_their_case(nlp: Language) -> None:
    doc = run(nlp, Doc(nlp.vocab, words("Ingrid Solbakk left Norway .")))
    assert [token.lemma_ for token in doc] == ["Ingrid", "Solbakk", "leave", "Norway", "."]


def test_a_word_with_one_rule_for_its_tag_has_it_whatever_the_vector(nlp: Language, lemmatizer: Lemmatizer) -> None:
    rules, lexicon = lemmatizer.tables["labels"], lemmatizer.tables["lexicon"]
    sure = [(word, tag, ids[0]) for tag, words in lexicon.items() for word, ids in words.items() if len(ids) == 1]
    assert len(sure) > 1000
    for word, tag, i in sure[:: len(sure) // 50]:
        assert lemma(lemmatizer, nlp, word, tag) == (apply_rule(rules[i], word) or word)


def test_a_word_that_was_never_seen_has_a_rule_of_its_tag(nlp: Language, lemmatizer: Lemmatizer) -> None:
    rules = {lemmatizer.tables["labels"][i] for i in lemmatizer.tables["by_tag"]["NNS"]}
    word = "Zorblings"
    assert word.lower() not in lemmatizer.tables["lexicon"]["NNS"]
    assert lemma(lemmatizer, nlp, word, "NNS") in {apply_rule(rule, word) for rule in rules}


@pytest.mark.parametrize("word", ["x", "s", "ed", "“", "", "\u200b", "-" * 200])
def test_odd_words_have_a_lemma_under_any_tag(nlp: Language, lemmatizer: Lemmatizer, word: str) -> None:
    if not word:
        return
    for tag in (*lemmatizer.tables["by_tag"], "_SP", "", "no such tag"):
        assert lemma(lemmatizer, nlp, word, tag)


def test_an_unknown_tag_leaves_the_word(nlp: Language, lemmatizer: Lemmatizer) -> None:
    assert lemma(lemmatizer, nlp, "Ships", "no such tag") == "Ships"


def test_white_space_is_its_own_lemma(nlp: Language) -> None:
    doc = nlp("\n The ships\n\nleft. ")
    assert [token.lemma_ for token in doc if token.is_space] == [token.text for token in doc if token.is_space]
    assert doc.has_annotation("LEMMA", require_complete=True)


def test_an_empty_doc(nlp: Language, lemmatizer: Lemmatizer) -> None:
    assert lemmatizer.predict(nlp.make_doc("")) == []
