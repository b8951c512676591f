"""The component `dates`: what it reads from a Doc, and what it writes there."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

import onrecord
from onrecord.components.dates import Dates, dates
from onrecord.layers import ARTICLE, DATES, RECORDS
from onrecord.records import Date
from tests.articles import SAMPLE


@pytest.fixture
def component() -> Dates:
    return Dates("dates")


def parsed(nlp: Language, text: str, day: str | None = "2021-03-17") -> Doc:
    """A text with tags, parse and names, and the day of its article."""
    doc = nlp(text)
    doc._.set(ARTICLE, {"date": day})
    return doc


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The minister resigned on Tuesday.", "2021-03-16"),
        ("The minister will resign on Tuesday.", "2021-03-23"),
        ("The minister is expected to resign on Tuesday.", "2021-03-23"),
        ("The treaty was signed at a summit in June.", "2020-06"),
        ("The work is expected to be completed by December.", "2021-12"),
        ("Officials said the plan had failed in October.", "2020-10"),
    ],
)
def test_the_verb_decides_which_tuesday(nlp: Language, text: str, value: str) -> None:
    assert [record["value"] for record in dates(parsed(nlp, text))] == [value]


def test_a_doc_that_is_not_parsed_passes(component: Dates) -> None:
    doc = spacy.blank("en")("The minister resigned on Tuesday, two days after the vote of May 3, 2020.")
    assert [record["value"] for record in component(doc).spans[DATES].attrs[RECORDS]] == [
        "XXXX-WXX-2",
        "P2D",
        "2020-05-03",
    ]


def test_records_stand_in_the_form_of_the_record(nlp: Language, component: Dates) -> None:
    for article in SAMPLE[:3]:
        doc = component(parsed(nlp, article["text"], article["date"]))
        records = doc.spans[DATES].attrs[RECORDS]
        assert records
        assert [record["id"] for record in records] == [f"D{i + 1}" for i in range(len(records))]
        assert [span.label_ for span in doc.spans[DATES]] == [record["type"] for record in records]
        for record, span in zip(records, doc.spans[DATES], strict=True):
            Date.model_validate(record)
            assert doc.text[record["start"] : record["end"]] == record["text"]
            assert span.start_char <= record["start"] < record["end"] <= span.end_char
        assert [date.id for date in onrecord.record(doc).dates] == [record["id"] for record in records]


def test_a_word_of_time_inside_a_name_is_none(component: Dates) -> None:
    doc = spacy.blank("en")("USA Today wrote on Friday that August Wilson left in August 2005.")
    doc.ents = (Span(doc, 0, 2, "ORG"), Span(doc, 6, 8, "PERSON"))
    assert [span.text for span in component(doc).spans[DATES]] == ["Friday", "August 2005"]


def test_a_span_inside_a_token_is_widened_and_the_record_is_not(component: Dates) -> None:
    doc = Doc(spacy.blank("en").vocab, words=["pre-1990s", "art"])
    component(doc)
    assert [(span.text, span.label_) for span in doc.spans[DATES]] == [("pre-1990s", "DATE")]
    assert [record["text"] for record in doc.spans[DATES].attrs[RECORDS]] == ["1990s"]


def test_predicting_changes_nothing(nlp: Language, component: Dates) -> None:
    doc = parsed(nlp, "The minister resigned on Tuesday.")
    before = doc.to_bytes()
    assert len(component.predict(doc)) == 1
    assert doc.to_bytes() == before


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ufeff"])
def test_a_doc_without_words_has_no_dates(component: Dates, text: str) -> None:
    doc = component(spacy.blank("en")(text))
    assert (len(doc.spans[DATES]), doc.spans[DATES].attrs[RECORDS]) == (0, [])
