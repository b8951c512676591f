"""Who goes on speaking, and who speaks without a cue."""

import pytest

from tests.unit.attribution.helpers import contents, make_doc, records, said

GOES_ON = [
    ("“We won,” he said. “They lost it.”", ["“We won,”", "“They lost it.”"]),
    ("“We won,” he said. “They lost it.” “It is over.”", ["“We won,”", "“They lost it.” “It is over.”"]),
    ("“We won,” he said in a talk to the U.S. Senate. “They lost it.”", ["“We won,”", "“They lost it.”"]),
    ("“We won,” he said.\n“They lost it.”", ["“We won,”", "“They lost it.”"]),
    ("“We won,” he said.\n“They lost it.\n“It is over.”", ["“We won,”", "“They lost it.\n“It is over.”"]),
    ('"We won," he said.\n"They lost it.\n"It is over."', ['"We won,"', '"They lost it.\n"It is over."']),
    ("‘We won,’ he said.\n‘They lost it.\n‘It is over.’", ["‘We won,’", "‘They lost it.\n‘It is over.’"]),
    ("“We won,” he said. “They lost it.\n“It is over.”", ["“We won,”", "“They lost it.\n“It is over.”"]),
]
STOPS = [
    "“We won,” he said. The crowd cheered. “They lost it.”",
    "“We won,” he said. “Big deal” is his word.",
    "“We won,” he said. “The Art of the Deal” sold well.",
    "“We won,” he said. “No.”",
    "“We won,” he said.\nThe crowd cheered.\n“They lost it.”",
    "“We won,” he said.\n“They lost it,” the paper wrote.",
    "“We won,” he said.\n“No.”",
    "“We won,” he said and smiled “They lost it.”",
]


@pytest.mark.parametrize(("text", "expected"), GOES_ON)
def test_quoted_words_go_on(text: str, expected: list[str]) -> None:
    doc = make_doc(text)
    first = next(mark for mark in ("“We won,”", '"We won,"', "‘We won,’") if mark in text)
    (quote,) = records(doc, said(doc, "said", "he", first))
    assert contents(quote) == expected
    assert quote["kind"] == "direct"


@pytest.mark.parametrize("text", STOPS)
def test_quoted_words_do_not_go_on(text: str) -> None:
    doc = make_doc(text)
    (quote,) = records(doc, said(doc, "said", "he", "“We won,”"))
    assert contents(quote) == ["“We won,”"]


def test_a_sentence_with_a_cue_of_its_own_is_another_quote() -> None:
    doc = make_doc("“We won,” he said. “They lost it,” she added.\n“All is over now.”")
    first, second = records(doc, said(doc, "said", "he", "“We won,”"), said(doc, "added", "she", "“They lost it,”"))
    assert contents(first) == ["“We won,”"]
    assert contents(second) == ["“They lost it,”", "“All is over now.”"]


@pytest.mark.parametrize("content", [(), ("more",)])
def test_a_colon_opens_the_next_paragraphs(content: tuple[str, ...]) -> None:
    doc = make_doc("Ruiz continued with more:\n“We have won it.\n“They lost.”\nNobody spoke.")
    (quote,) = records(doc, said(doc, "continued", "Ruiz", *content))
    assert contents(quote) == [*content, "“We have won it.\n“They lost.”"]


def test_words_inside_marks_do_not_take_a_paragraph() -> None:
    doc = make_doc("“We won,” he said.\n“Experts think it is over.”")
    outer, inner = records(doc, said(doc, "said", "he", "“We won,”"), said(doc, "think", "Experts", "it is over"))
    assert contents(outer) == ["“We won,”", "“Experts think it is over.”"]
    assert inner["parent"] == outer["id"]
    assert inner["kind"] == "indirect"


@pytest.mark.parametrize(
    ("text", "name", "source", "content"),
    [
        ("Ruiz: We will win it", "Ruiz", "Ruiz", "We will win it"),
        ("Ruiz: ‘We will win’", "Ruiz", "Ruiz", "‘We will win’"),
        ("Mayor Ana Ruiz (centre): We will win", "Ana Ruiz", "Mayor Ana Ruiz", "We will win"),
        ("We will win it: Ruiz", "Ruiz", "Ruiz", "We will win it"),
        ("“We have won it.” — Ana Ruiz", "Ana Ruiz", "Ana Ruiz", "“We have won it.”"),
        ("“We have won it.” – Ana Ruiz, a doctor.", "Ana Ruiz", "Ana Ruiz, a doctor", "“We have won it.”"),
    ],
)
def test_colon_and_dash(text: str, name: str, source: str, content: str) -> None:
    doc = make_doc(text, PERSON=name)
    (quote,) = records(doc)
    assert (quote["source"]["text"], quote["cue"], contents(quote)) == (source, None, [content])
    assert records(doc, min_confidence=0.9) == []


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        ("Oslo: Prices rose again on Monday.", "GPE", "Oslo"),
        ("OSLO (Reuters) - Prices rose again on Monday.", "ORG", "Reuters"),
        ("Ruiz: Yes", "PERSON", "Ruiz"),
        ("Prices rose again.\nAcme: A company in the north.", "ORG", "Acme"),
        ("“Big deal” — Ana Ruiz", "PERSON", "Ana Ruiz"),
        ("Prices rose again - Ana Ruiz", "PERSON", "Ana Ruiz"),
        ("Note: Prices rose again on Monday", "ORG", "Monday"),
    ],
)
def test_no_quote(text: str, label: str, name: str) -> None:
    assert records(make_doc(text, **{label: name})) == []


def test_turns_of_a_transcript() -> None:
    text = "RUIZ: Why did you go?\nBERG: I could not stay.\nRUIZ: Is that all you say?\nBERG: They told me to go now."
    doc = make_doc(text)
    found = records(doc, said(doc, "told", "They", "me to go now"))
    assert [quote["source"]["text"] for quote in found] == ["RUIZ", "BERG", "RUIZ", "BERG", "They"]
    assert found[-1]["parent"] == found[-2]["id"]


def test_turns_of_an_interview_name_nobody() -> None:
    doc = make_doc("Q: Why did you go?\nA: I could not stay.\nQ: Is that all you say?\nA: That is all there is.")
    assert [(quote["source"], *contents(quote)) for quote in records(doc)] == [
        (None, "Why did you go?"),
        (None, "I could not stay."),
        (None, "Is that all you say?"),
        (None, "That is all there is."),
    ]
