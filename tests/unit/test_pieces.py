"""Word pieces, how a word is written, and whether it stands inside quotation marks."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from onrecord.components.encoder import Encoder
from onrecord.pieces import CASE_CLASSES, FEATURES, MAX_WORD_PIECES, Pieces, WordPieces, case_class, word_features

ODD = [
    "",
    " ",
    "\n\n",
    "\u200b",
    "\ufeff",
    "\x00",
    "\ufffd",
    "😀",
    "👩\u200d👧",
    "北京",
    "ﷺ",
    "-" * 3000,
    "x" * 20_000,
    "É" * 40,
]


@pytest.fixture(scope="module")
def split(nlp: Language) -> WordPieces:
    """The splitter of the encoder that ships."""
    encoder = nlp.get_pipe("encoder")
    assert isinstance(encoder, Encoder)
    return encoder.pieces


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("said", "lower"),
        ("Merkel", "title"),
        ("NATO", "upper"),
        ("U.S.", "upper"),
        ("A", "initial"),
        ("J.", "initial"),
        ("iPhone", "mixed"),
        ("McDonald", "mixed"),
        ("600,000", "number"),
        ("’24", "number"),
        ("F-16", "alphanumeric"),
        ("3rd", "alphanumeric"),
        ("’s", "lower"),
        ("Élan", "title"),
        ("ÅLAND", "upper"),
        ("北京", "mixed"),
        ("—", "other"),
        ("“", "other"),
        ("😀", "other"),
        ("", "other"),
    ],
)
def test_case_classes(word: str, name: str) -> None:
    assert CASE_CLASSES[case_class(word)] == name


@pytest.mark.parametrize(
    ("words", "inside"),
    [
        ("“ Yes , ” he said", "111100"),
        ('" Yes , " he said', "111100"),
        ("« Oui » dit -il", "11100"),
        ("„ Ja ” sagt sie", "11100"),
        ("He said : “ No", "00011"),
        ("” he said", "000"),
        ("' No ' he ’s gone", "000000"),
        ("“ A “ B ” C ” D", "11111000"),
        ('" A " " B " C', "1111110"),
        ("It ’s 5 o’clock", "0000"),
    ],
)
def test_quotation_marks_open_and_close(words: str, inside: str) -> None:
    found = "".join("01"[row >= len(CASE_CLASSES)] for row in word_features(words.split()))
    assert found == inside


def test_a_feature_is_case_class_and_quotation() -> None:
    title, quoted = CASE_CLASSES.index("title"), len(CASE_CLASSES)
    assert word_features(["Oslo", "“", "Oslo"]) == [title, quoted, title + quoted]
    assert max(word_features(["“", "F-16"])) == FEATURES - 1


def check(words: list[str], pieces: Pieces, vocabulary: int) -> None:
    """What holds for the pieces of any words."""
    lengths = pieces.last - pieces.first + 1
    assert len(pieces.first) == len(pieces.last) == len(words)
    assert ((lengths >= 1) & (lengths <= MAX_WORD_PIECES)).all()
    assert pieces.first.tolist() == np.concatenate(([0], pieces.last + 1))[: len(words)].tolist()
    assert len(pieces) == len(pieces.ids) == len(pieces.features) == lengths.sum()
    assert pieces.features.tolist() == np.repeat(np.array(word_features(words), np.int64), lengths).tolist()
    assert ((pieces.ids >= 0) & (pieces.ids < vocabulary)).all()
    assert ((pieces.features >= 0) & (pieces.features < FEATURES)).all()


@pytest.mark.parametrize("word", ODD, ids=range(len(ODD)))
def test_every_word_has_a_piece(split: WordPieces, word: str) -> None:
    words = ["said", word, "Oslo"]
    check(words, split(words), split.tokenizer.get_vocab_size())


def test_no_words_have_no_pieces(split: WordPieces) -> None:
    check([], split([]), 1)


def test_pieces_spell_the_word_in_lower_case(split: WordPieces) -> None:
    ids = split(["Deployments"]).ids.tolist()
    assert split.tokenizer.decode(ids) == "deployments"
    assert ids == split(["deployments"]).ids.tolist()


def test_a_word_has_the_same_pieces_wherever_it_stands(split: WordPieces) -> None:
    alone = split(["Merkelsdóttir"])
    beside = split(["Angela", "Merkelsdóttir", "said"])
    assert beside.ids[beside.first[1] : beside.last[1] + 1].tolist() == alone.ids.tolist()


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=8))
def test_any_words(split: WordPieces, words: list[str]) -> None:
    check(words, split(words), split.tokenizer.get_vocab_size())
