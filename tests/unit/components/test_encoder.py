"""The encoder: what it is called with, and that a vector depends on nothing but its paragraph."""

import pickle
from collections.abc import Generator, Iterator
from dataclasses import replace

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.components.encoder import MAX_PIECES, WIDTH, Encoder, Floats
from onrecord.pieces import CASE_CLASSES, MAX_WORD_PIECES, Pieces

FIRST = "“We counted nineteen boats,” Solbakk said in Ostrahavn on Monday."
SECOND = "The ministry denied it, and a U.S.-led patrol of 3,000 men was sent home."
VOCAB = spacy.blank("en").vocab
WORD = st.sampled_from(
    ["the", "Ostrahavn", "antidisestablishmentarianism", "“", "”", "zzxqzzxqzzxqzzxqzzxqzzxqzzxq", "a"]
)


class Echo(Encoder):
    """Gives each word its first piece's vocabulary id for a vector, so that one can see whose vector stands where."""

    def vectors(self, pieces: Pieces) -> NDArray[np.float32]:
        """Rows of one id, in place of the network's."""
        assert 0 < len(pieces) <= self.window
        return np.repeat(pieces.ids[pieces.first][:, None], WIDTH, 1).astype(np.float32)


def tensor(doc: Doc) -> NDArray[np.float32]:
    return np.asarray(doc.tensor)


@pytest.fixture(scope="module")
def echo(nlp: Language) -> Echo:
    """An Echo with the tokenizer that ships."""
    shipped = nlp.get_pipe("encoder")
    assert isinstance(shipped, Encoder)
    made = Echo(window=256, overlap=64, threads=1)
    made.from_bytes(shipped.to_bytes())
    return made


@settings(deadline=None, max_examples=50)
@given(words=st.lists(WORD, min_size=1, max_size=150), window=st.integers(16, 70), data=st.data())
def test_every_word_of_a_long_paragraph_has_its_own_vector(
    echo: Echo, words: list[str], window: int, data: st.DataObject
) -> None:
    echo.window, echo.overlap = window, data.draw(st.integers(0, (window - MAX_WORD_PIECES) // 2))
    doc = Doc(VOCAB, words)
    (found,) = echo.predict([doc])
    pieces = echo.pieces(words)
    assert found[:, 0].tolist() == pieces.ids[pieces.first].tolist()


def test_windows_are_as_wide_as_they_may_be(nlp: Language, encoder: Encoder) -> None:
    doc = nlp.make_doc(f"{FIRST} " * 60)
    windows = encoder.windows(doc)
    assert len(windows) > 2
    assert all(encoder.window - MAX_WORD_PIECES < len(window) <= encoder.window for window in windows[:-1])
    assert len(encoder.windows(nlp.make_doc(FIRST))) == 1
    assert len(encoder.windows(nlp.make_doc(f"{FIRST}\n{SECOND}"))) == 2


def test_neighbouring_windows_agree_with_one_wide_one(nlp: Language, encoder: Encoder) -> None:
    """A word far from the seams of either has nearly the same vector; a misplaced one would not."""
    doc = nlp.make_doc(f"{FIRST} {SECOND} " * 10)
    one = Encoder(window=MAX_PIECES, overlap=0, threads=1).from_bytes(encoder.to_bytes())
    assert (len(one.windows(doc)), len(encoder.windows(doc))) == (1, 2)
    a, b = one.predict([doc])[0], encoder.predict([doc])[0]
    likeness = (a * b).sum(1) / (np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1))
    shifted = (a[1:] * b[:-1]).sum(1) / (np.linalg.norm(a[1:], axis=1) * np.linalg.norm(b[:-1], axis=1))
    assert np.median(likeness) > 0.8 > np.median(shifted)


def test_a_paragraph_has_the_same_vectors_alone_and_beside_others(nlp: Language, encoder: Encoder) -> None:
    docs = [nlp.make_doc(text) for text in (FIRST, SECOND, f"{SECOND}\n{FIRST}\n\n{SECOND}")]
    first, second, both = encoder.predict(docs)
    n = len(second)
    assert np.array_equal(both[:n], second)
    assert np.array_equal(both[n + 1 : n + 1 + len(first)], first)
    assert np.array_equal(both[-n:], second)
    assert np.array_equal(encoder.predict([docs[0]])[0], first)


def test_a_quotation_left_open_does_not_reach_the_next_paragraph(nlp: Language, encoder: Encoder) -> None:
    (alone,) = encoder.predict([nlp.make_doc(SECOND)])
    (after,) = encoder.predict([nlp.make_doc(f"“We counted nineteen boats.\n{SECOND}")])
    assert np.array_equal(after[-len(alone) :], alone)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_threads_change_nothing(nlp: Language, encoder: Encoder, threads: int) -> None:
    doc = nlp.make_doc("\n".join([FIRST, SECOND] * 5))
    many = Encoder(window=256, overlap=64, threads=threads).from_bytes(encoder.to_bytes())
    assert np.array_equal(many.predict([doc])[0], encoder.predict([doc])[0])


def test_words_have_vectors_and_white_space_has_zeros(nlp: Language, encoder: Encoder) -> None:
    doc = encoder(nlp.make_doc(f" \n{FIRST}\n\n{SECOND}\t"))
    assert tensor(doc).shape == (len(doc), WIDTH)
    assert tensor(doc).dtype == np.float32
    assert tensor(doc).any(1).tolist() == [not token.is_space for token in doc]


def test_case_and_quotation_marks_are_visible(nlp: Language, encoder: Encoder) -> None:
    vectors = [encoder(nlp.make_doc(text)).tensor[2] for text in ("he saw may", "he saw May", "he saw MAY")]
    assert not np.allclose(vectors[0], vectors[1])
    assert not np.allclose(vectors[1], vectors[2])
    pieces = encoder.pieces(["“", "may"])
    unquoted = replace(pieces, features=pieces.features - len(CASE_CLASSES))
    assert not np.allclose(encoder.vectors(pieces)[1], encoder.vectors(unquoted)[1])


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_a_doc_without_words(nlp: Language, encoder: Encoder, text: str) -> None:
    doc = encoder(nlp.make_doc(text))
    assert tensor(doc).shape == (len(doc), WIDTH)
    assert not tensor(doc).any()


@pytest.mark.parametrize(("window", "overlap"), [(511, 64), (256, -1), (256, 121), (15, 0), (0, 0)])
def test_windows_that_cannot_work_are_refused(window: int, overlap: int) -> None:
    with pytest.raises(ValueError, match=rf"window {window}, overlap {overlap}: need .* <= window <= 510"):
        Encoder(window=window, overlap=overlap, threads=0)


def test_an_encoder_without_a_network_says_so() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord_encoder")
    with pytest.raises(ValueError, match=r"the encoder has no tokenizer\.json: load the pipeline with"):
        nlp("Oslo")


def test_it_can_be_pickled(nlp: Language, encoder: Encoder) -> None:
    doc = nlp.make_doc(FIRST)
    copy: Encoder = pickle.loads(pickle.dumps(encoder))
    assert np.array_equal(copy.predict([doc])[0], encoder.predict([doc])[0])


def test_a_stream_may_be_left_and_a_broken_one_breaks(nlp: Language, encoder: Encoder) -> None:
    docs = (nlp.make_doc(f"{FIRST} {n}") for n in range(100))
    stream = encoder.pipe(docs)
    assert isinstance(stream, Generator)
    assert tensor(next(stream)).any()
    stream.close()
    assert 1 < sum(1 for _ in docs) < 99  # it read ahead, and then no more

    def broken() -> Iterator[Doc]:
        yield nlp.make_doc(FIRST)
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(encoder.pipe(broken()))


def test_one_that_fails_is_left_to_the_handler(nlp: Language, encoder: Encoder) -> None:
    class Failing(Encoder):
        def vectors(self, pieces: Pieces) -> Floats:
            if len(pieces) > 30:
                raise RuntimeError("too long")
            return super().vectors(pieces)

    failing = Failing(window=256, overlap=64, threads=2).from_bytes(encoder.to_bytes())
    told: list[str] = []
    failing.set_error_handler(lambda name, component, docs, error: told.append(f"{docs[0][0]}: {error}"))
    docs = [nlp.make_doc(text) for text in (FIRST, f"Long {FIRST * 3}", SECOND)]
    assert [doc[0].text for doc in failing.pipe(docs)] == [docs[0][0].text, docs[2][0].text]
    assert told == ["Long: too long"]
