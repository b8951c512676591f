"""The tagger: both tag sets, and white space."""

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.components.tagger import Tagger
from tests.unit.components.conftest import run, words


def test_every_word_has_both_tags_and_white_space_its_own(nlp: Language, tagger: Tagger) -> None:
    doc = tagger(run(nlp, nlp.make_doc(" The ships\n\nleft Oslo. "), until="tagger"))
    for token in doc:
        if token.is_space:
            assert (token.tag_, token.pos_) == ("_SP", "SPACE")
        else:
            assert token.tag_ in tagger.labels
            assert token.pos_ in tagger.tables["pos"]
    assert doc.has_annotation("TAG", require_complete=True)
    assert doc.has_annotation("POS", require_complete=True)


def test_plain_words_are_tagged_well(nlp: Language) -> None:
    doc = run(nlp, Doc(nlp.vocab, words("The three ships left the old harbour and sailed to Norway .")))
    assert [token.tag_ for token in doc] == words("DT CD NNS VBD DT JJ NN CC VBD IN NNP .")
    assert [token.pos_ for token in doc] == words("DET NUM NOUN VERB DET ADJ NOUN CCONJ VERB ADP PROPN PUNCT")


def test_predicting_changes_nothing(nlp: Language, tagger: Tagger) -> None:
    doc = run(nlp, nlp.make_doc("The ships left."), until="tagger")
    before = doc.to_bytes()
    tagger.predict(doc)
    assert doc.to_bytes() == before


@pytest.mark.parametrize("text", ["", "\n"])
def test_a_doc_without_words(nlp: Language, tagger: Tagger, text: str) -> None:
    doc = tagger(run(nlp, nlp.make_doc(text), until="tagger"))
    assert [token.tag_ for token in doc] == ["_SP"] * len(doc)


def test_it_asks_for_the_encoder(nlp: Language, tagger: Tagger) -> None:
    with pytest.raises(ValueError, match=r"'tagger' needs doc\.tensor: put the component 'onrecord_encoder' before it"):
        tagger(nlp.make_doc("The ships left."))


def test_it_asks_for_its_weights() -> None:
    blank = spacy.blank("en")
    made = Tagger(blank.vocab, "words")
    doc = blank.make_doc("Oslo")
    doc.tensor = np.zeros((1, 384), np.float32)
    with pytest.raises(ValueError, match="'words' has no weights: load the pipeline"):
        made(doc)


def test_long_docs_are_run_in_parts(nlp: Language, tagger: Tagger) -> None:
    doc = nlp.make_doc("The ships left Oslo .\n" * 500)
    tags = [token.tag_ for token in tagger(run(nlp, doc, until="tagger"))]
    assert len(tags) == 3000
    assert tags == tags[:6] * 500
