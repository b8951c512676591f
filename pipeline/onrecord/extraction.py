"""Articles in, records out, as a stream: the pipeline run over batches, with no article lost.

A batch goes through `nlp.pipe` at once. If a component fails, the articles of its batch are done again one by one, so
that only the one at fault is a `Failure`, which names the component.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc

import onrecord.extensions  # noqa: F401 - registers doc._.article and doc._.warnings
from onrecord.articles import Article, Failure, article_from_row
from onrecord.conversion import record
from onrecord.errors import RecordError, UsageError
from onrecord.layers import ARTICLE
from onrecord.model import load
from onrecord.records import Record

if TYPE_CHECKING:
    from spacy.language import Language

#: Articles that go through the pipeline at once.
BATCH_SIZE = 32
#: A batch is closed at this many characters, so that memory is bounded by the longest article.
BATCH_CHARACTERS = 200_000


def extract(
    articles: Iterable[str | Mapping[str, Any] | Article | Failure],
    *,
    nlp: "Language | None" = None,
    batch_size: int = BATCH_SIZE,
    text: bool = True,
) -> Iterator[Record | Failure]:
    """Extract one record an article, in the order given.

    articles: texts; mappings with `text` and if known `id`, `date`, `title`, `source`, `url`; or Articles. One
        without an id is "text:1", "text:2" and so on, by its place. A Failure among them is passed on.
    nlp: the pipeline; None stands for the trained one that ships.
    batch_size: articles that go through the pipeline at once. It changes the speed, never a record.
    text: whether the article's text is part of the record.

    Yields for each article its Record, or the Failure that tells why there is none. Articles are read as their
    records are asked for, a batch at once. Raises ModelError if there is no model, UsageError if what is given is one
    article and not several.
    """
    if isinstance(articles, str | bytes | Mapping | Article):
        raise UsageError("extract takes many articles: put a single one into a list, or use record(nlp(text))")
    return _extract(articles, nlp or load(), batch_size, text)


def _extract(
    articles: Iterable[str | Mapping[str, Any] | Article | Failure], nlp: "Language", batch_size: int, text: bool
) -> Iterator[Record | Failure]:
    for batch in _batches(map(_as_article, articles, count(1)), batch_size):
        yield from _records(nlp, batch, text)


def _as_article(given: str | Mapping[str, Any] | Article | Failure, place: int) -> Article | Failure:
    if isinstance(given, Article | Failure):
        return given
    row = {"text": given} if isinstance(given, str) else given
    return article_from_row(row, fallback_id=f"text:{place}", line=place)


def _batches(articles: Iterable[Article | Failure], size: int) -> Iterator[list[Article | Failure]]:
    batch: list[Article | Failure] = []
    characters = 0
    for article in articles:
        batch.append(article)
        characters += len(article.text) if isinstance(article, Article) else 0
        if len(batch) >= size or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _records(nlp: "Language", batch: list[Article | Failure], text: bool) -> list[Record | Failure]:
    """The results of one batch, in its order. Strings that the vocabulary learns for it are dropped at its end."""
    articles = {i: item for i, item in enumerate(batch) if isinstance(item, Article)}
    results: dict[int, Record | Failure] = {i: item for i, item in enumerate(batch) if isinstance(item, Failure)}
    with nlp.memory_zone():
        for i, doc in _annotated(nlp, articles):
            results[i] = _record(doc, articles[i], text)
        for i, article in articles.items():
            if i not in results:
                results[i] = _alone(nlp, article, text)
    return [results[i] for i in range(len(batch))]


def _annotated(nlp: "Language", articles: dict[int, Article]) -> list[tuple[int, Doc]]:
    """The batch through the pipeline; empty if anything fails, and without those that an error handler has dropped."""
    try:
        docs = [(_make_doc(nlp, article), i) for i, article in articles.items()]
        return [(i, doc) for doc, i in nlp.pipe(docs, as_tuples=True, batch_size=len(docs) or 1)]
    except Exception:
        return []


def _alone(nlp: "Language", article: Article, text: bool) -> Record | Failure:
    """One article through the pipeline, component by component, so that a failure can be named."""
    stage = "tokenizer"
    try:
        doc = _make_doc(nlp, article)
        for stage, component in nlp.pipeline:  # noqa: B007 - the name is told if it fails
            doc = component(doc)
    except Exception as error:
        return _failure(article, stage, error)
    return _record(doc, article, text)


def _make_doc(nlp: "Language", article: Article) -> Doc:
    doc = nlp.make_doc(article.text)
    doc._.set(ARTICLE, article.metadata())
    return doc


def _record(doc: Doc, article: Article, text: bool) -> Record | Failure:
    try:
        return record(doc, text=text)
    except Exception as error:
        return _failure(article, "record", error)


def _failure(article: Article, stage: str, error: Exception) -> Failure:
    message = str(error) if isinstance(error, RecordError) else f"{type(error).__name__}: {error}"
    return Failure(article.id, article.path, article.line, stage, message)
