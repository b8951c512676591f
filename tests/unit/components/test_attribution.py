"""The finder of quotes on plain news, its cuts through long paragraphs, and what it writes."""

import numpy as np
import pytest
from spacy.language import Language

from onrecord.attribution.decoding import Range
from onrecord.components.attribution import CUES_AT_ONCE, VIEW, AttributionFinder, _views
from onrecord.layers import QUOTES, RECORDS
from onrecord.paragraphs import paragraphs
from tests.articles import SAMPLE
from tests.unit.components.conftest import component, run

PLAIN = "“We will rebuild the bridge,” the mayor said on Monday. “It will take a year.”"


@pytest.fixture
def finder(nlp: Language) -> AttributionFinder:
    """The finder of quotes with its networks."""
    return component(nlp, "attribution", AttributionFinder)


def test_a_plain_quote(nlp: Language) -> None:
    (quote,) = nlp(PLAIN).spans[QUOTES].attrs[RECORDS]
    assert quote["source"]["text"] == "the mayor"
    assert quote["cue"]["text"] == "said"
    assert [part["text"] for part in quote["content"]] == ["“We will rebuild the bridge,”", "“It will take a year.”"]
    assert quote["kind"] == "direct"
    assert quote["confidence"] > 0.5


def test_a_confidence_that_is_asked_for(
    nlp: Language, finder: AttributionFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    doc = run(nlp, nlp.make_doc(SAMPLE[0]["text"]), until="attribution")
    everything = finder.predict(doc)
    middle = sorted(quote["confidence"] for quote in everything)[len(everything) // 2] + 0.001
    monkeypatch.setattr(finder, "min_confidence", middle)
    kept = finder.predict(doc)
    assert 0 < len(kept) < len(everything)
    assert all(quote["confidence"] >= middle - 0.001 for quote in kept)


def test_the_spans_are_those_of_the_records(nlp: Language) -> None:
    doc = nlp(SAMPLE[0]["text"])
    group = doc.spans[QUOTES]
    parts = [
        (part["text"], role)
        for quote in group.attrs[RECORDS]
        for role, found in (("content", quote["content"]), ("cue", [quote["cue"]]), ("source", [quote["source"]]))
        for part in found
        if part
    ]
    assert len(parts) > 10
    assert len(group) == len(parts)
    for span, (text, role) in zip(group, parts, strict=True):
        assert span.label_ == role
        assert text in span.text


def test_attributions_do_not_cross_paragraphs(nlp: Language, finder: AttributionFinder) -> None:
    doc = run(nlp, nlp.make_doc("\n".join(article["text"] for article in SAMPLE[:2])), until="attribution")
    place = {i: number for number, words in enumerate(paragraphs(doc)) for i in words.tolist()}
    found = list(finder.attributions(doc))
    assert len(found) > 10
    for item in found:
        ranges = [item.cue, *item.content, *([item.source] if item.source else [])]
        assert len({place[end] for start, stop in ranges for end in (start, stop - 1)}) == 1


def test_a_paragraph_is_read_alike_beside_others(nlp: Language) -> None:
    lines = [line for line in SAMPLE[0]["text"].splitlines() if line][:6]
    alone = [quote["cue"]["text"] for line in lines for quote in nlp(line).spans[QUOTES].attrs[RECORDS] if quote["cue"]]
    doc = nlp("\n\n".join(lines))
    together = [quote["cue"]["text"] for quote in doc.spans[QUOTES].attrs[RECORDS] if quote["cue"]]
    assert sorted(together) == sorted(alone)


def test_quotes_far_into_a_long_paragraph_are_found(nlp: Language) -> None:
    lines = [line for article in SAMPLE[:4] for line in article["text"].splitlines() if line]
    doc = nlp(" ".join(lines))
    places = [quote["content"][0]["start"] for quote in doc.spans[QUOTES].attrs[RECORDS]]
    assert len(list(paragraphs(doc))) == 1
    assert len(doc) > 4 * VIEW
    assert all(any(tenth <= 10 * place // len(doc.text) for place in places) for tenth in (2, 5, 8))


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_a_doc_without_words_has_no_quotes(nlp: Language, text: str) -> None:
    doc = nlp(text)
    group = doc.spans[QUOTES]
    assert (len(group), group.attrs[RECORDS]) == (0, [])


def test_predicting_changes_nothing(nlp: Language, finder: AttributionFinder) -> None:
    doc = run(nlp, nlp.make_doc(PLAIN), until="attribution")
    before = doc.to_bytes()
    assert finder.predict(doc)
    assert doc.to_bytes() == before


@pytest.mark.parametrize("words", [1, VIEW - 1, VIEW, VIEW + 1, 3 * VIEW])
def test_every_cue_is_seen_once_with_words_around_it(words: int) -> None:
    random = np.random.default_rng(words)
    starts = sorted(random.choice(words, min(words, 2 * CUES_AT_ONCE + 1), replace=False).tolist())
    cues: list[tuple[Range, float]] = [((start, min(words, start + 1 + start % 3)), 0.0) for start in starts]
    seen = []
    for begin, end, group in _views(cues, words):
        assert 0 <= begin < end <= words
        assert end - begin == min(words, VIEW)
        assert len(group) <= CUES_AT_ONCE
        for (start, stop), _ in group:
            assert begin <= start < stop <= end
            assert begin == 0 or start - begin >= VIEW // 2 or end == words
        seen += group
    assert seen == cues


def test_a_cue_longer_than_a_view_is_seen_whole() -> None:
    (view,) = _views([((300, 300 + VIEW), 0.0)], 1000)
    assert view[0] <= 300
    assert view[1] == 300 + VIEW
