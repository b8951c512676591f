"""A record depends on its article alone: not on the batch, its order, the threads or the workers."""

import json
import os
import subprocess
import sys

import pytest
from spacy.language import Language

import onrecord
from onrecord.components.encoder import Encoder
from onrecord.records import Record
from tests.articles import GIVEN, SAMPLE
from tests.conftest import ROOT

ARTICLES = [*SAMPLE, GIVEN]


def lines(nlp: Language, articles: list[dict[str, str]], batch_size: int) -> dict[str, str]:
    """The record of each article as it is written, by its id."""
    found = list(onrecord.extract(articles, nlp=nlp, batch_size=batch_size))
    assert all(isinstance(record, Record) for record in found)
    return {record.id: record.to_json() for record in found if isinstance(record, Record)}


@pytest.fixture(scope="module")
def alone(nlp: Language) -> dict[str, str]:
    """Each article's record, made on its own."""
    return {article["id"]: lines(nlp, [article], 1)[article["id"]] for article in ARTICLES}


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("batch_size", [1, 8, 64])
def test_batches_and_threads(
    nlp: Language, alone: dict[str, str], monkeypatch: pytest.MonkeyPatch, batch_size: int, threads: int
) -> None:
    encoder = nlp.get_pipe("encoder")
    assert isinstance(encoder, Encoder)
    monkeypatch.setattr(encoder, "threads", threads)
    assert lines(nlp, ARTICLES, batch_size) == alone


def test_order(nlp: Language, alone: dict[str, str]) -> None:
    assert lines(nlp, ARTICLES[::-1], 5) == alone


@pytest.mark.parametrize("batch_size", [1, 8, 64])
def test_a_stream_of_docs(nlp: Language, batch_size: int) -> None:
    """All that stands in the Doc, the vectors included."""
    texts = [article["text"] for article in ARTICLES[:6]]
    for text, doc in zip(texts, nlp.pipe(texts, batch_size=batch_size), strict=True):
        assert doc.to_bytes() == nlp(text).to_bytes()


def test_workers(nlp: Language) -> None:
    """nlp.pipe with two processes, begun after the pipeline has run in the first one; in a process of its own."""
    code = (
        "import sys, json, onrecord\n"
        "texts = json.load(sys.stdin)\n"
        "nlp = onrecord.load()\n"
        "here = [onrecord.record(doc).to_json() for doc in nlp.pipe(texts)]\n"
        "there = [onrecord.record(doc).to_json() for doc in nlp.pipe(texts, n_process=2, batch_size=2)]\n"
        "print(len(there), here == there)\n"
    )
    texts = [article["text"] for article in ARTICLES[:6]]
    found = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(texts),
        env={**os.environ, "PYTHONPATH": str(ROOT / "pipeline")},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (found.returncode, found.stdout.strip()) == (0, "6 True"), found.stderr
