"""Paragraphs: blank lines, line breaks, and lines that were only wrapped."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from onrecord.paragraphs import line_breaks, paragraphs

NLP = spacy.blank("en")

WRAPPED = """\
The harbour master said on Monday that the ferry had left the quay
with its bow doors open, and that nobody on the bridge had noticed
until the water was already standing ankle deep in the car deck of
the ship."""


def texts(text: str) -> list[str]:
    """Each paragraph's words, with single spaces."""
    doc = NLP.make_doc(text)
    return [" ".join(doc[i].text for i in words.tolist()) for words in paragraphs(doc)]


@pytest.mark.parametrize(
    "end", ["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\u2028", "\u2029", "\n \n", "\n\n\n\n", " \n\t\n "]
)
def test_every_line_end_divides(end: str) -> None:
    assert texts(f"One two{end}Three{end}Four") == ["One two", "Three", "Four"]


@pytest.mark.parametrize("space", [" ", "  ", "\t", "\u00a0", "\u3000", " \t "])
def test_other_white_space_does_not(space: str) -> None:
    assert texts(f"One{space}two") == ["One two"]


@pytest.mark.parametrize("edge", ["\n", "\n\n \n", " ", "\r\n", "\u2029\t"])
def test_white_space_at_the_edges_is_in_no_paragraph(edge: str) -> None:
    assert texts(f"{edge}One\nTwo{edge}") == ["One", "Two"]


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\r\n", "\u2028\u2029 \t"])
def test_white_space_alone_is_no_paragraph(text: str) -> None:
    assert texts(text) == []


def test_wrapped_lines_are_one_paragraph() -> None:
    (whole,) = texts(WRAPPED)
    assert whole.split() == [token.text for line in WRAPPED.split("\n") for token in NLP.make_doc(line)]


def test_wrapped_blocks_are_told_apart_by_a_blank_line() -> None:
    assert len(texts(f"{WRAPPED}\n\n{WRAPPED}")) == 2
    assert len(texts(f"{WRAPPED}\r\n \r\n{WRAPPED}".replace("\n", "\r\n"))) == 2
    assert len(texts(f"{WRAPPED}\u2029{WRAPPED}")) == 2


def test_two_lines_are_too_few_to_be_wrapped() -> None:
    lines = WRAPPED.split("\n")
    assert len(texts("\n".join(lines[:2]))) == 2
    assert len(texts("\n".join(lines[:3]))) == 1


def test_a_short_line_in_the_middle_ends_a_paragraph() -> None:
    lines = WRAPPED.split("\n")
    assert len(texts("\n".join([lines[0], "A short line.", lines[1], lines[2]]))) == 4


def test_long_lines_are_paragraphs() -> None:
    line = "The harbour master said on Monday that the ferry had left the quay with its bow doors wide open once more."
    assert len(line) > 100
    assert texts("\n".join([line] * 4)) == [" ".join(token.text for token in NLP.make_doc(line))] * 4


def test_a_list_of_short_lines_is_not_wrapped() -> None:
    assert texts("\n".join(["Oslo 3", "Lima 4", "Bern 5", "Rome 6"])) == ["Oslo 3", "Lima 4", "Bern 5", "Rome 6"]


def test_a_doc_of_words_without_line_ends_is_one_paragraph() -> None:
    doc = Doc(NLP.vocab, ["One", ".", "Two", "."])
    assert [words.tolist() for words in paragraphs(doc)] == [[0, 1, 2, 3]]


@pytest.mark.parametrize(
    ("space", "number"),
    [(" ", 0), ("\n", 1), ("\r\n", 1), ("\r", 1), ("\n\r", 2), ("\u2028", 1), ("\u2029", 2), ("\r\n \n", 2)],
)
def test_line_breaks(space: str, number: int) -> None:
    assert line_breaks(space) == number


@settings(deadline=None, max_examples=50)
@given(st.text(st.sampled_from("ab.\n\r\t \u00a0\u2028\u2029\u200b"), max_size=80))
def test_each_word_is_in_one_paragraph_in_order(text: str) -> None:
    doc = NLP.make_doc(text)
    found = paragraphs(doc)
    assert [i for words in found for i in words.tolist()] == [token.i for token in doc if not token.is_space]
    assert all(len(words) for words in found)
