"""The bounds of contents, cues and sources."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.attribution.drafts import add, joined
from tests.unit.attribution.helpers import contents, make_doc, records, said

CONTENTS = [
    ("“We won,” he said.", "We won", "“We won,”"),
    ("“We won,” he said.", "“We won,", "“We won,”"),
    ("He said: “We won.”", ": “We won.", "“We won.”"),
    ("He said that we won.", "that we won.", "that we won"),
    ("He said , that we won, and left.", ", that we won,", "that we won"),
    ("He said the plan was “a disgrace”.", "the plan was “a disgrace”.", "the plan was “a disgrace”"),
    ("He said it was sold to Acme Inc.", "it was sold to Acme Inc.", "it was sold to Acme Inc."),
    ("He said it is in the U.S.", "it is in the U.S.", "it is in the U.S."),
    ("“Experts found it is safe,” he said.", "it is safe,”", "it is safe"),
    ("He said “the point is that we won.”", "that we won.”", "that we won"),
    ("“We won. He said so.", "“We won.", "We won"),
    ("He said ’90s music is back.", "’90s music is back", "’90s music is back"),
    ("He said -5 degrees were likely.", "-5 degrees were likely.", "-5 degrees were likely"),
    ("‘We won,’ he said.", "We won", "‘We won,’"),
    ("It is the dogs’, he said.", "It is the dogs’", "It is the dogs’"),
    ("LONDON (Reuters) - Prices rose, he said.", "LONDON (Reuters) - Prices rose", "Prices rose"),
    ("NEW YORK, N.Y. — Prices rose, he said.", "NEW YORK, N.Y. — Prices rose", "Prices rose"),
    ("Did we win? he said.", "Did we win?", "Did we win?"),
]


@pytest.mark.parametrize(("text", "given_words", "expected"), CONTENTS)
def test_contents(text: str, given_words: str, expected: str) -> None:
    doc = make_doc(text)
    (quote,) = records(doc, said(doc, "said", None, given_words))
    assert contents(quote) == [expected]


@pytest.mark.parametrize("words", ["“", ",", ".", "the", "LONDON -"])
def test_content_that_is_none(words: str) -> None:
    doc = make_doc(f"{words} he said")
    assert records(doc, said(doc, "said", "he", words)) == []


@pytest.mark.parametrize(
    ("text", "given_words", "expected"),
    [
        ("It rose, Ana Ruiz said.", "Ana Ruiz", "Ana Ruiz"),
        ("Ana Ruiz, said it rose.", "Ana Ruiz,", "Ana Ruiz"),
        ("Ana Ruiz, a doctor, said it rose.", "Ana Ruiz, a doctor", "Ana Ruiz, a doctor,"),
        ("Ana Ruiz, a doctor, said it rose.", "Ana Ruiz, a doctor,", "Ana Ruiz, a doctor,"),
        ("It rose, said Ana Ruiz, a doctor, on Monday.", "Ana Ruiz, a doctor,", "Ana Ruiz, a doctor"),
        ("Ana’s, it is said, rose.", "Ana’s", "Ana"),
        ("The parties' view said it rose.", "The parties'", "The parties"),
        ("It rose, said Sam Jones Jr.", "Sam Jones Jr.", "Sam Jones Jr."),
        ("It rose, said Ana Ruiz.", "Ana Ruiz.", "Ana Ruiz"),
        ("It rose, said “Today” host Sam.", "“Today” host Sam", "“Today” host Sam"),
        ('It rose, said Ana Ruiz. "Prices fell too."', 'Ana Ruiz. "Prices fell', "Ana Ruiz"),
    ],
)
def test_sources(text: str, given_words: str, expected: str) -> None:
    doc = make_doc(text)
    (quote,) = records(doc, said(doc, "said", given_words, "rose" if "It" not in text else "It rose"))
    assert quote["source"]["text"] == expected


def test_a_possessive_inside_a_name_stays() -> None:
    doc = make_doc("McDonald's said it rose.", ORG="McDonald's")
    (quote,) = records(doc, said(doc, "said", "McDonald's", "it rose"))
    assert quote["source"]["text"] == "McDonald's"


@pytest.mark.parametrize(("words", "expected"), [("said,", "said"), ("“said", "said"), (":", ":")])
def test_cues(words: str, expected: str) -> None:
    doc = make_doc(f"Ana {words} it rose")
    (quote,) = records(doc, said(doc, words, "Ana", "it rose"))
    assert quote["cue"]["text"] == expected


def test_a_content_broken_by_its_cue_has_two_parts() -> None:
    doc = make_doc("“We won,” he said, “and they lost.”")
    (quote,) = records(doc, said(doc, "said", "he", "“We won,”", "“and they lost.”"))
    assert contents(quote) == ["“We won,”", "“and they lost.”"]


def test_parts_with_only_white_space_between_are_one() -> None:
    assert joined("ab cd  ef,gh", [(7, 9), (0, 2), (3, 5), (10, 12)]) == [(0, 9), (10, 12)]
    assert joined("abcdef", [(0, 4), (2, 3)]) == [(0, 4)]


@given(st.text("a ", max_size=20), st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), max_size=6))
def test_adding_one_by_one_is_joining(text: str, given_parts: list[tuple[int, int]]) -> None:
    parts = [(start, start + length) for start, length in given_parts]
    one_by_one: list[tuple[int, int]] = []
    for part in sorted(parts):
        add(text, one_by_one, part)
    assert one_by_one == joined(text, parts)
    assert all(a[1] < b[0] for a, b in pairwise(one_by_one))
