"""The stream of records, and that no article is lost in it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import onrecord
from onrecord.articles import Article, Failure
from onrecord.errors import UsageError
from onrecord.records import Record


@Language.component("fails_on_boom")
def fails_on_boom(doc: Doc) -> Doc:
    """A component with a fault."""
    if "BOOM" in doc.text:
        raise RuntimeError("cannot take BOOM")
    return doc


@Language.component("writes_nonsense_on_boom")
def writes_nonsense_on_boom(doc: Doc) -> Doc:
    """A component whose layer breaks the record's rules."""
    if "BOOM" in doc.text:
        doc.spans["quantities"] = []
        doc.spans["quantities"].attrs["records"] = [{"id": "N1"}]
    return doc


def with_component(name: str) -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe(name)
    return nlp


def test_every_way_to_give_an_article(tiny: Language) -> None:
    failure = Failure(None, "p", None, "read", "broken")
    given: list[str | dict[str, str] | Article | Failure] = [
        "Ada Byron left.",
        {"text": "Oslo.", "id": "x", "date": "2024-10-24"},
        Article("y", "Norway."),
        failure,
        {},
    ]
    found = list(onrecord.extract(given, nlp=tiny))
    assert [r.id for r in found] == ["text:1", "x", "y", None, "text:5"]
    assert [type(r) for r in found] == [Record, Record, Record, Failure, Failure]
    assert isinstance(found[1], Record)
    assert (found[1].date, [e.text for e in found[1].entities]) == ("2024-10-24", ["Oslo"])


def test_the_article_is_known_to_the_components() -> None:
    seen = []

    @Language.component("looks_at_the_date")
    def looks_at_the_date(doc: Doc) -> Doc:
        seen.append(doc._.article["date"])
        return doc

    list(onrecord.extract([{"text": "x y", "date": "2024-10-24"}], nlp=with_component("looks_at_the_date")))
    assert seen == ["2024-10-24"]


@pytest.mark.parametrize("batch_size", [1, 2, 7, 100])
def test_a_record_does_not_depend_on_its_batch(tiny: Language, batch_size: int) -> None:
    texts = [f"Ada Byron left Oslo {i} times. {'Norway! ' * i}" for i in range(10)]
    alone = [onrecord.record(tiny(text)).to_dict() | {"id": f"text:{i}"} for i, text in enumerate(texts, start=1)]
    found = list(onrecord.extract(texts, nlp=tiny, batch_size=batch_size))
    assert [r.to_dict() for r in found if isinstance(r, Record)] == alone


def swallow(name: str, component: Callable[[Doc], Doc], docs: list[Doc], error: Exception) -> None:
    """An error handler that loses documents, as a user's pipeline may have one."""


@pytest.mark.parametrize("batch_size", [1, 3, 50])
def test_a_failing_component_costs_one_article(batch_size: int) -> None:
    texts = [f"BOOM {i}" if i in (0, 4, 5, 11) else f"fine {i}" for i in range(12)]
    found = list(onrecord.extract(texts, nlp=with_component("fails_on_boom"), batch_size=batch_size))
    assert [isinstance(r, Failure) for r in found] == ["BOOM" in text for text in texts]
    assert [r.id for r in found] == [f"text:{i}" for i in range(1, 13)]
    assert found[0] == Failure("text:1", None, 1, "fails_on_boom", "RuntimeError: cannot take BOOM")


def test_an_error_handler_that_swallows_loses_nothing() -> None:
    nlp = with_component("fails_on_boom")
    nlp.set_error_handler(swallow)  # type: ignore[arg-type]
    found = list(onrecord.extract(["fine", "BOOM", "fine"], nlp=nlp))
    assert [isinstance(r, Failure) for r in found] == [False, True, False]


def test_a_record_that_breaks_a_rule_costs_one_article() -> None:
    found = list(onrecord.extract(["fine", "BOOM", "fine"], nlp=with_component("writes_nonsense_on_boom")))
    assert [isinstance(r, Failure) for r in found] == [False, True, False]
    assert isinstance(found[1], Failure)
    assert found[1].stage == "record"
    assert "quantities.0.start: Field required" in found[1].message


def test_a_text_above_the_pipelines_bound_fails_alone() -> None:
    nlp = spacy.blank("en")
    nlp.max_length = 100
    found = list(onrecord.extract(["fine", "long " * 50, "fine"], nlp=nlp))
    assert [isinstance(r, Failure) for r in found] == [False, True, False]
    assert isinstance(found[1], Failure)
    assert found[1].stage == "tokenizer"


def test_the_text_can_be_left_out(tiny: Language) -> None:
    (record,) = onrecord.extract(["Ada Byron left."], nlp=tiny, text=False)
    assert isinstance(record, Record)
    assert record.text is None


def test_extraction_is_a_stream(tiny: Language) -> None:
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        while True:
            read += 1
            yield "Ada Byron left Oslo."

    records = onrecord.extract(endless(), nlp=tiny, batch_size=4)
    for _ in range(10):
        next(records)
    assert read == 12


def test_long_articles_make_small_batches(tiny: Language) -> None:
    read: list[int] = []
    long = "Ada Byron left Oslo. " * 6000
    records = onrecord.extract((read.append(i) or long for i in range(50)), nlp=tiny, batch_size=50)  # type: ignore[func-returns-value]
    next(records)
    assert len(read) == 2


def test_the_vocabulary_does_not_grow(tiny: Language) -> None:
    list(onrecord.extract(["warm up"], nlp=tiny))
    before = len(tiny.vocab.strings)
    list(onrecord.extract((f"newword{i} otherword{i}" for i in range(200)), nlp=tiny))
    assert len(tiny.vocab.strings) == before


@pytest.mark.parametrize("one", ["Oslo grew.", {"text": "Oslo grew."}, Article("a", "Oslo grew.")])
def test_one_article_is_not_many(tiny: Language, one: Any) -> None:
    with pytest.raises(UsageError, match="put a single one into a list"):
        onrecord.extract(one, nlp=tiny)


def test_no_articles(tiny: Language) -> None:
    assert list(onrecord.extract([], nlp=tiny)) == []
