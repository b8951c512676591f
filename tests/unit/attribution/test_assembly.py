"""Kinds, nesting, rivals, ids, and what stands inside a content."""

from itertools import pairwise

import pytest
from spacy.tokens import SpanGroup

from onrecord.attribution.assembly import kind, nest
from onrecord.attribution.drafts import Draft
from onrecord.attribution.marks import quotations
from onrecord.layers import DATES, QUANTITIES, RECORDS
from tests.unit.attribution.helpers import contents, make_doc, records, said


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("“We won,” he said.", "“We won,”", "direct"),
        ("‘We won,’ he said.", "‘We won,’", "direct"),
        ("“We ‘won’,” he said.", "“We ‘won’,”", "direct"),
        ("He said they “won it” fairly.", "they “won it” fairly", "mixed"),
        ("He said they won.", "they won", "indirect"),
        ("He said the boys’ game is won.", "the boys’ game is won", "indirect"),
        ("“We won. They lost.", "We won. They lost", "direct"),
        ("He said that, “We won.”", "that, “We won.”", "mixed"),
        ("« We won », he said.", "« We won »", "direct"),
    ],
)
def test_kind(text: str, content: str, expected: str) -> None:
    doc = make_doc(text)
    start = text.index(content)
    marks = quotations(text, [(0, len(text))])
    assert kind(text, [(start, start + len(content))], marks, nested=False) == expected
    if " said" in text:
        (quote,) = records(doc, said(doc, "said", None, content))
        assert quote["kind"] == expected


def test_kind_of_a_broken_content() -> None:
    doc = make_doc("“We won,” he said, and that it was over.")
    (quote,) = records(doc, said(doc, "said", "he", "“We won,”", "that it was over"))
    assert quote["kind"] == "mixed"


def test_a_nested_quote_has_marks_of_its_own() -> None:
    doc = make_doc("“Ana said ‘we won’ and Bo thinks we lost,” he told us.")
    outer, ana, bo = records(
        doc,
        said(doc, "told", "he", "“Ana said ‘we won’ and Bo thinks we lost,”"),
        said(doc, "said", "Ana", "‘we won’"),
        said(doc, "thinks", "Bo", "we lost"),
    )
    assert [outer["kind"], ana["kind"], bo["kind"]] == ["direct", "direct", "indirect"]
    assert [outer["parent"], ana["parent"], bo["parent"]] == [None, "Q1", "Q1"]


def test_the_shortest_content_around_is_the_parent() -> None:
    doc = make_doc("Ana said that Bo thinks that Cy hopes to win.")
    found = records(
        doc,
        said(doc, "hopes", "Cy", "to win"),
        said(doc, "said", "Ana", "that Bo thinks that Cy hopes to win"),
        said(doc, "thinks", "Bo", "that Cy hopes to win"),
    )
    assert [(q["id"], q["source"]["text"], q["parent"]) for q in found] == [
        ("Q1", "Ana", None),
        ("Q2", "Bo", "Q1"),
        ("Q3", "Cy", "Q2"),
    ]


@pytest.mark.parametrize(("first", "second"), [(0.9, 0.4), (0.4, 0.9), (0.5, 0.5)])
def test_contents_that_hold_each_other(first: float, second: float) -> None:
    """The surer one is the outer one."""
    doc = make_doc("Officials reported a rise, according to briefings.")
    one = said(doc, "reported", "Officials", "a rise, according to briefings", confidence=first)
    other = said(doc, "according to", "briefings", "Officials reported a rise", confidence=second)
    found = {quote["cue"]["text"]: quote for quote in records(doc, one, other)}
    tops = [cue for cue, quote in found.items() if quote["parent"] is None]
    assert len(tops) == 1
    assert first == second or tops == ["reported" if first > second else "according to"]


def test_long_circles_are_broken() -> None:
    drafts = [Draft([(10 * ((i + 1) % 9), 10 * ((i + 1) % 9) + 9)], (10 * i, 10 * i + 5), None, 0.5) for i in range(9)]
    nest(drafts)
    tops = [draft for draft in drafts if draft.parent is None]
    assert len(tops) == 1


def test_deep_nests_stay_whole() -> None:
    drafts = [Draft([(i + 1, 200 - i)], (i, i + 1), None, 0.5) for i in range(20)]
    nest(drafts)
    assert drafts[0].parent is None
    assert all(inner.parent is outer for outer, inner in pairwise(drafts))


@pytest.mark.parametrize(("first", "second", "kept"), [(0.9, 0.4, "said"), (0.4, 0.9, "in a talk")])
def test_of_two_quotes_with_one_content_the_surer_one(first: float, second: float, kept: str) -> None:
    doc = make_doc("“We won,” he said in a talk.")
    one = said(doc, "said", "he", "“We won,”", confidence=first)
    other = said(doc, "in a talk", "he", "“We won,”", confidence=second)
    (quote,) = records(doc, one, other)
    assert quote["cue"]["text"] == kept


def test_ids_count_up_by_first_offset() -> None:
    doc = make_doc("It rose, Ana said. It fell, Bo thought.\nIt ended, Cy wrote.")
    found = records(
        doc,
        said(doc, "wrote", "Cy", "It ended"),
        said(doc, "said", "Ana", "It rose"),
        said(doc, "thought", "Bo", "It fell"),
    )
    assert [(q["id"], contents(q)[0]) for q in found] == [("Q1", "It rose"), ("Q2", "It fell"), ("Q3", "It ended")]


def test_less_sure_quotes_are_left_out() -> None:
    doc = make_doc("It rose, Ana said. It fell, Bo thought.")
    found = said(doc, "said", "Ana", "It rose", confidence=0.9), said(doc, "thought", "Bo", "It fell", confidence=0.3)
    assert [q["confidence"] for q in records(doc, *found, min_confidence=0.5)] == [0.9]


def test_figures_and_dates_inside_the_content() -> None:
    doc = make_doc("On Monday he said 3 ships and 5 boats left on Friday, and 7 crews in May.")
    for key, words in ((QUANTITIES, ["3 ships", "5 boats", "7 crews"]), (DATES, ["Monday", "Friday", "May"])):
        places = [doc.text.index(word) for word in words]
        made = [
            {"id": f"{key[0]}{i}", "start": start, "end": start + len(word)}
            for i, (start, word) in enumerate(zip(places, words, strict=True))
        ]
        doc.spans[key] = SpanGroup(doc, name=key, attrs={RECORDS: made})
    (quote,) = records(doc, said(doc, "said", "he", "3 ships and 5 boats left on Friday", "7"))
    assert (quote["quantities"], quote["dates"]) == (["q0", "q1"], ["d1"])


def test_without_words_there_is_nothing() -> None:
    assert records(make_doc("")) == records(make_doc(" \n ")) == []
