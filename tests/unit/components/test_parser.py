"""The parser: one tree a sentence, white space in it, and sentence bounds left as they are."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from onrecord.components.parser import Parser
from onrecord.trees import best_tree
from tests.articles import SAMPLE
from tests.unit.components.conftest import run, words

TEXT = " The ships left on Monday.\n\nNobody had seen them go, Solbakk said.\n She denied it.\n"


def check_trees(doc: Doc) -> None:
    """One root a sentence, called ROOT, and every token of the sentence leads to it."""
    for sent in doc.sents:
        roots = [token for token in sent if token.head.i == token.i]
        assert [token.dep_ for token in roots] == ["ROOT"]
        assert all(token == roots[0] or roots[0].is_ancestor(token) for token in sent)
        assert all(token.dep_ not in ("", "ROOT") for token in sent if token != roots[0])


def test_every_sentence_is_one_tree_with_its_white_space(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert len(list(doc.sents)) == 3
    check_trees(doc)
    assert doc.has_annotation("DEP", require_complete=True)
    assert {token.dep_ for token in doc if token.is_space} == {"dep"}


def test_sentence_bounds_are_those_of_the_sentence_finder(nlp: Language, parser: Parser) -> None:
    for article in SAMPLE[:4]:
        doc = run(nlp, nlp.make_doc(article["text"]), until="parser")
        before = [token.is_sent_start for token in doc]
        parser(doc)
        assert [token.is_sent_start for token in doc] == before
        check_trees(doc)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(1, 25), min_size=1, max_size=4), st.integers(0, 2**32 - 1))
def test_bounds_stay_whatever_the_trees(sizes: list[int], seed: int) -> None:
    """Also where arcs cross."""
    vocab, random = Vocab(), np.random.default_rng(seed)
    heads = np.concatenate(
        [best_tree(random.normal(size=(n, n))) + sum(sizes[:i]) for i, n in enumerate(sizes)], dtype=np.int64
    )
    starts: list[bool | int | None] = [i == 0 for n in sizes for i in range(n)]
    doc = Doc(vocab, ["x"] * len(starts), sent_starts=starts)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Parser(vocab, "parser").set_annotations(doc, (heads, ["ROOT" if h == i else "x" for i, h in enumerate(heads)]))
    assert [token.head.i for token in doc] == heads.tolist()
    assert [token.is_sent_start for token in doc] == starts
    stored = Doc(vocab).from_bytes(doc.to_bytes())
    assert [token.head.i for token in stored] == heads.tolist()
    assert [token.is_sent_start for token in stored] == starts


@pytest.mark.parametrize(
    ("tokens", "starts"),
    [
        (["\n", "Go", "\n", "\n", "home", "\n"], [0]),
        (["Go", "\n", "home"], [0, 1]),
        (["Go", "\n", "\n", "home"], [0, 2]),
        (["Go", "\n"], [0, 1]),
        (["\n", "\n", "Go"], [0, 1, 2]),
        (["\n", "\n"], [0]),
        (["Go", "home", "now"], [0, 1, 2]),
    ],
)
def test_white_space_anywhere(nlp: Language, tokens: list[str], starts: list[int]) -> None:
    doc = run(nlp, Doc(nlp.vocab, tokens, sent_starts=[i in starts for i in range(len(tokens))]))
    assert [token.i for token in doc if token.is_sent_start] == starts
    check_trees(doc)


def test_the_tree_of_a_plain_sentence(nlp: Language) -> None:
    doc = run(nlp, Doc(nlp.vocab, words("The minister denied the claim .")))
    assert [(token.head.text, token.dep_) for token in doc] == [
        ("minister", "det"),
        ("denied", "nsubj"),
        ("denied", "ROOT"),
        ("claim", "det"),
        ("denied", "obj"),
        ("denied", "punct"),
    ]


def test_a_sentence_has_the_same_tree_in_any_company_of_given_sentences(nlp: Language, parser: Parser) -> None:
    """The vectors are of the paragraph; the tree is of the sentence alone."""
    text = words("The minister denied the claim . She went home .")
    one = run(nlp, Doc(nlp.vocab, text, sent_starts=[i in (0, 6) for i in range(10)]), until="parser")
    heads, labels = parser.predict(one)
    cut = run(nlp, Doc(nlp.vocab, text, sent_starts=[i in (0, 6, 8) for i in range(10)]), until="parser")
    other_heads, other_labels = parser.predict(cut)
    assert heads[:6].tolist() == other_heads[:6].tolist()
    assert labels[:6] == other_labels[:6]


@pytest.mark.parametrize(("text", "expected"), [("", []), (" ", [(0, "ROOT")]), ("Oslo", [(0, "ROOT")])])
def test_short_docs(nlp: Language, text: str, expected: list[tuple[int, str]]) -> None:
    assert [(token.head.i, token.dep_) for token in nlp(text)] == expected


def test_predicting_changes_nothing(nlp: Language, parser: Parser) -> None:
    doc = run(nlp, nlp.make_doc(TEXT), until="parser")
    before = doc.to_bytes()
    parser.predict(doc)
    assert doc.to_bytes() == before
