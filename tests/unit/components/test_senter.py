"""The sentence finder: what is given stays, paragraphs are bounds, white space starts nothing."""

from itertools import pairwise

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.components.senter import MAX_WORDS, Senter
from tests.unit.components.conftest import run, words

TEXT = "The ships left on Monday. Nobody had seen them go, Solbakk said.\n\nShe denied it."


def starts(doc: Doc) -> list[int]:
    return [token.i for token in doc if token.is_sent_start]


def test_sentences_of_a_text(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [sent.text.strip() for sent in doc.sents] == [
        "The ships left on Monday.",
        "Nobody had seen them go, Solbakk said.",
        "She denied it.",
    ]
    assert "".join(sent.text_with_ws for sent in doc.sents) == TEXT


@pytest.mark.parametrize("end", ["\n", "\n\n", "\r\n", "\u2029"])
def test_a_paragraph_starts_a_sentence_whatever_it_is(nlp: Language, end: str) -> None:
    doc = nlp(f"and of the{end}of the and")
    assert [sent.text.strip() for sent in doc.sents][-1] == "of the and"


def test_white_space_goes_with_the_sentence_before_it_or_with_the_first(nlp: Language) -> None:
    doc = nlp(f"\n \n{TEXT}\n\n")
    begins = [doc[i].text for i in starts(doc)]
    assert begins == ["\n \n", "Nobody", "She"]


@pytest.mark.parametrize("given", [[0, 3], [0, 1, 2, 3, 4, 5], [0, 5], [0, 2]])
def test_given_starts_are_kept(nlp: Language, given: list[int]) -> None:
    doc = Doc(nlp.vocab, ["Go", "home", ".", "The", "end", "."], sent_starts=[i in given for i in range(6)])
    assert starts(run(nlp, doc)) == given


def test_a_doc_given_as_one_sentence_stays_one(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words("Go home . The end ."), sent_starts=[True, *[False] * 5])
    assert starts(run(nlp, doc)) == [0]


def test_given_starts_at_white_space_are_kept(nlp: Language) -> None:
    doc = Doc(nlp.vocab, ["Go", "\n", "\n", "home", "\n"], sent_starts=[True, False, True, False, True])
    assert starts(run(nlp, doc)) == [0, 2, 4]


def test_words_without_given_starts_are_divided(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words("The ships left on Monday . Nobody had seen them go ."))
    assert starts(run(nlp, doc)) == [0, 6]


def test_the_threshold_is_a_probability(nlp: Language, senter: Senter, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lower, the more starts."""
    doc = run(nlp, nlp.make_doc(TEXT), until="senter")
    found = []
    for threshold in (1e-9, 0.5, 1 - 1e-9):
        monkeypatch.setattr(senter, "threshold", threshold)
        found.append(set(senter.predict(doc).nonzero()[0].tolist()))
    assert found[0] > found[1] > found[2]
    assert {doc[i].text for i in found[2]} == {"The", "She"}


def test_what_never_ends_is_cut(nlp: Language, senter: Senter, monkeypatch: pytest.MonkeyPatch) -> None:
    """At every MAX_WORDS words, never at white space."""
    monkeypatch.setattr(senter, "threshold", 1 - 1e-9)
    doc = run(nlp, nlp.make_doc("ships\t " * (2 * MAX_WORDS + 50)))
    found = starts(doc)
    assert [sum(not token.is_space for token in doc[a:b]) for a, b in pairwise([*found, len(doc)])] == [
        MAX_WORDS,
        MAX_WORDS,
        50,
    ]
    assert not any(doc[i].is_space for i in found)


@pytest.mark.parametrize(("text", "sentences"), [("", 0), (" ", 1), ("\n\n", 1), ("Oslo", 1)])
def test_short_docs(nlp: Language, text: str, sentences: int) -> None:
    doc = nlp(text)
    assert [sent.text_with_ws for sent in doc.sents] == [text] * sentences


def test_predicting_changes_nothing(nlp: Language, senter: Senter) -> None:
    doc = run(nlp, nlp.make_doc(TEXT), until="senter")
    before = doc.to_bytes()
    senter.predict(doc)
    assert doc.to_bytes() == before
