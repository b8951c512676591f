"""Write what an earlier model says of news text, as a treebank to train on: `python teach.py TEACHER CORPORA OUTPUT`.

TEACHER is a model whose tags and trees are good on news; OUTPUT a CoNLL-U file (.conllu.gz). The treebanks hold little
news, so where the encoder learns other tasks on news, tags and trees drift there unseen; with these labels among the
corpora they do not (learning without forgetting, Li & Hoiem 2016).
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

import spacy
from spacy.tokens import Doc, Span, Token

import onrecord.components  # noqa: F401 - registers the factories
from corpora import MAX_WORDS, read_jsonl
from data import path_of
from onrecord.paragraphs import paragraphs

OTHERS = ("ner", "quantities", "dates", "attribution", "actors", "stance", "claims")
TEXTS = {"polnear/train.jsonl.gz": 320, "../corpus/training/train.jsonl": None}
"""Files of articles, and how many of each are read."""


def main(teacher: Path, corpora: Path, output: Path) -> None:
    """Write the file."""
    nlp = spacy.load(teacher, exclude=OTHERS)
    rows = chain.from_iterable(islice(read_jsonl(path_of(corpora, path)), most) for path, most in TEXTS.items())
    output.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(output, "wt", encoding="utf-8") as file:
        for number, doc in enumerate(nlp.pipe(row["text"] for row in rows)):
            file.write(f"# newdoc id = {number}\n")
            for sentences in _paragraphs(doc):
                file.write("# newpar\n" + "".join(map(_conllu, sentences)))


def _paragraphs(doc: Doc) -> Iterator[list[Span]]:
    """The sentences of each paragraph that is short enough to train on."""
    last = [int(tokens[-1]) for tokens in paragraphs(doc)]
    sentences = list(doc.sents)
    for end in last:
        paragraph = []
        while sentences and sentences[0].start <= end:
            paragraph.append(sentences.pop(0))
        if paragraph and sum(map(len, paragraph)) <= MAX_WORDS:
            yield paragraph


def _conllu(sentence: Span) -> str:
    words = [word for word in sentence if not word.is_space]
    place = {word.i: i for i, word in enumerate(words, 1)}
    rows = [
        (str(i), word.text, word.lemma_, word.pos_, word.tag_, "_", *_head(word, place), "_", _space(word))
        for i, word in enumerate(words, 1)
    ]
    return "".join("\t".join(row) + "\n" for row in rows) + "\n" if rows else ""


def _head(word: Token, place: dict[int, int]) -> tuple[str, str]:
    head = 0 if word.head.i == word.i else place.get(word.head.i, 0)
    return str(head), word.dep_ if head else "root"


def _space(word: Token) -> str:
    return "_" if word.whitespace_ else "SpaceAfter=No"


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
