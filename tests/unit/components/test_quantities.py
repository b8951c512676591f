"""The quantities of a Doc: what is counted, and how it is bounded."""

from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.components.quantities import Quantities
from onrecord.layers import QUANTITIES, RECORDS
from onrecord.records import Quantity
from tests.articles import SAMPLE

COMPONENT = Quantities("quantities")
PARTS = st.sampled_from(
    [
        "3,000",
        "at least",
        "soldiers",
        "$",
        "5.2 billion",
        "to",
        "%",
        "2014",
        "-",
        "half",
        "a",
        "of",
        "the",
        "dozens",
        "km",
        "year-old",
        "more than",
        "between",
        "and",
        "\n",
        "“",
        "A$",
        "one",
        "in",
        "twice",
        "Ada Berg",
        ",",
        "65",
        ".",
        "😀",
        "İ",
        "5m",
        "10-15",
        "or more",
    ]
)


def read(nlp: Language, text: str) -> list[dict[str, Any]]:
    return COMPONENT.predict(nlp(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "At least 3,000 soldiers left.",
            ("At least 3,000 soldiers", "count", 3000, 3000, None, "at_least", "soldier"),
        ),
        ("No fewer than 40 boats sank.", ("No fewer than 40 boats", "count", 40, 40, None, "at_least", "boat")),
        ("Up to 400 jobs will go.", ("Up to 400 jobs", "count", 400, None, 400, "at_most", "job")),
        (
            "Over 600,000 Chilean miners struck.",
            ("Over 600,000 Chilean miners", "count", 600_000, 600_000, None, "more_than", "miner"),
        ),
        ("Nearly 80 houses burned.", ("Nearly 80 houses", "count", 80, 80, 80, "approximately", "house")),
        ("Dozens of people fled.", ("Dozens of people", "count", 12, 24, None, "vague", "person")),
        ("It sold three fishing boats.", ("three fishing boats", "count", 3, 3, 3, None, "boat")),
        ("It cost $5.2 billion.", ("$5.2 billion", "money", 5_200_000_000, 5_200_000_000, 5_200_000_000, None, "USD")),
        ("Prices rose about 12%.", ("about 12%", "percent", 12, 12, 12, "approximately", "percent")),
        ("They walked 5 to 10 miles.", ("5 to 10 miles", "measure", 7.5, 5, 10, "range", "mile")),
        ("A 43-year-old was held.", ("43-year-old", "measure", 43, 43, 43, None, "year")),
        ("She left three years ago.", ("three years", "measure", 3, 3, 3, None, "year")),
        (
            "A third of the crew stayed.",
            ("A third", "ratio", 0.333333333333333, 0.333333333333333, 0.333333333333333, None, "times"),
        ),
        ("It sold three times as many boats.", ("three times", "ratio", 3, 3, 3, None, "times")),
        ("They met three times.", ("three times", "count", 3, 3, 3, None, "time")),
        ("He has 500 or more boats.", ("500 or more boats", "count", 500, 500, None, "at_least", "boat")),
        ("Two of the boats sank.", ("Two", "count", 2, 2, 2, None, "boat")),
    ],
)
def test_one_quantity(nlp: Language, text: str, expected: tuple[object, ...]) -> None:
    (found,) = read(nlp, text)
    assert tuple(found[key] for key in ("text", "kind", "value", "low", "high", "modifier", "unit")) == expected


def test_lists_and_ellipses(nlp: Language) -> None:
    found = read(nlp, "They lost 12 men and 8 women. 3,000 soldiers were sent, 1,500 returned.")
    assert [(q["value"], q["unit"]) for q in found] == [(12, "man"), (8, "woman"), (3000, "soldier"), (1500, "soldier")]


@pytest.mark.parametrize(
    "text",
    [
        "It began in 2018.",
        "No one came.",
        "One of them left.",
        "The first came second.",
        "They won 2-1.",
        "Several left, and both men.",
        "He called 555-1234.",
        "On May 5 they met.",
        "The 2020 season began.",
    ],
)
def test_no_quantities(nlp: Language, text: str) -> None:
    assert read(nlp, text) == []


def test_a_letter_that_is_a_scale_scales_both_ends_of_a_range(nlp: Language) -> None:
    ends = [(q["low"], q["high"]) for q in read(nlp, "They sold 5-10m tickets.")]
    assert ends == [(5_000_000, 10_000_000)]


def test_spans_and_records_belong_together(nlp: Language) -> None:
    doc = COMPONENT(nlp(SAMPLE[0]["text"]))
    group = doc.spans[QUANTITIES]
    records = group.attrs[RECORDS]
    assert [record["id"] for record in records] == [f"N{i + 1}" for i in range(len(records))]
    assert len(group) == len(records) > 3
    for span, record in zip(group, records, strict=True):
        assert span.label_ == record["kind"]
        assert span.start_char <= record["start"] < record["end"] <= span.end_char


@settings(deadline=None, max_examples=150)
@given(st.lists(PARTS, max_size=12).map(" ".join) | st.lists(PARTS, max_size=12).map("".join) | st.text(max_size=60))
def test_any_text_gives_valid_records(nlp: Language, text: str) -> None:
    """With the parse and without it; offsets lie in the text, and a value lies between its bounds."""
    for doc in (nlp(text), nlp.make_doc(text)):
        before = doc.to_bytes()
        found = COMPONENT.predict(doc)
        assert doc.to_bytes() == before
        assert [q["start"] for q in found] == sorted(q["start"] for q in found)
        for q in found:
            Quantity.model_validate(q)
            assert text[q["start"] : q["end"]] == q["text"] == q["text"].strip()
            if q["low"] is not None and q["high"] is not None:
                assert q["low"] <= q["value"] <= q["high"]
        assert len(COMPONENT(doc).spans[QUANTITIES]) == len(found)


def test_without_tags_numbers_keep_their_values() -> None:
    doc = spacy.blank("en")("At least 3,000 soldiers paid $5 each.")
    assert [(q["value"], q["unit"]) for q in COMPONENT.predict(doc)] == [(3000, None), (5, "USD")]


def test_with_tags_alone_the_noun_is_found() -> None:
    words, tags = ["3,000", "young", "soldiers", "left"], ["CD", "JJ", "NNS", "VBD"]
    doc = Doc(spacy.blank("en").vocab, words, tags=tags, pos=["NUM", "ADJ", "NOUN", "VERB"])
    assert [(q["text"], q["unit"]) for q in COMPONENT.predict(doc)] == [("3,000 young soldiers", "soldier")]
