"""Reads coreference corpora (GAP, GUM, LitBank) into examples: pronouns, what each may mean, and which of it is right.

A paragraph is all that the encoder sees at once, so candidates are the mentions in the pronoun's paragraph, before and
after it; none of them is right where its antecedent stands elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from attributions import held_out
from corpora import MAX_WORDS, Example, read_jsonl, tokenizer
from onrecord.actors.mentions import PRONOUNS
from onrecord.paragraphs import paragraphs

MOST = 24
"""Candidates kept for one pronoun, the nearest."""
COLUMNS = 4
"""Of a row of candidates: the pronoun's number, the mention's first and last word, whether it is right."""


def antecedent_examples(
    path: Path, *, without_genres: Iterable[str] = (), hold_out: bool = True, max_words: int = MAX_WORDS
) -> list[Example]:
    """Read a corpus of articles with "mentions" and their "cluster", of GAP's snippets with "pronoun", "A" and "B", or
    of articles with "entities" and the "speaker" of each of their "attributions".

    hold_out: whether to leave out articles that are `held_out`.

    Labels of the examples: "pronouns" (the words that are one) and "antecedents", a row a candidate: the pronoun's
    number in the example, the first and the last word of the mention (of a description: its head twice), and 1 if it is
    right, else 0.
    """
    left_out = frozenset(without_genres)
    examples = []
    for row in read_jsonl(path):
        if row.get("genre") in left_out or (hold_out and held_out(row["id"])):
            continue
        doc = tokenizer().make_doc(row["text"])
        asked = list(_gap(doc, row) if "pronoun" in row else (_chains if "mentions" in row else _speakers)(doc, row))
        for tokens in paragraphs(doc):
            for cut in range(0, len(tokens), max_words):
                example = _example(doc, tokens[cut : cut + max_words], asked)
                if len(example.labels["pronouns"]):
                    examples.append(example)
    return examples


Asked = tuple[int, list[tuple[int, int, bool]]]
"""A pronoun's token, and its candidates: first and last token, and whether it is right."""


def _gap(doc: Doc, row: dict[str, Any]) -> Iterator[Asked]:
    pronoun = doc.char_span(*row["pronoun"], alignment_mode="expand").start
    spans = [(doc.char_span(*row[key]["span"], alignment_mode="expand"), row[key]["coref"]) for key in ("A", "B")]
    yield pronoun, [(span.start, span.end - 1, right) for span, right in spans]


def _chains(doc: Doc, row: dict[str, Any]) -> Iterator[Asked]:
    mentions = []
    for mention in row["mentions"]:
        span = doc.char_span(mention["start"], mention["end"], alignment_mode="expand")
        if span is None or mention.get("cluster") is None or mention["kind"] not in ("name", "nominal", "pronoun"):
            continue
        first, last = span.start, span.end - 1
        if mention["kind"] == "nominal":
            head = doc.char_span(*mention["head"], alignment_mode="expand") if "head" in mention else None
            first = last = head.start if head is not None else _head(doc, first, last)
        mentions.append((first, last, mention["cluster"], mention["kind"]))
    for pronoun, _, cluster, kind in mentions:
        if kind == "pronoun" and doc[pronoun].lower_ in PRONOUNS:
            near = [m for m in mentions if m[0] != pronoun and (m[3] == "name" or m[0] < pronoun)]
            near.sort(key=lambda m: abs(m[0] - pronoun))
            yield pronoun, [(first, last, chain == cluster) for first, last, chain, _ in near[: 3 * MOST]]


def _speakers(doc: Doc, row: dict[str, Any]) -> Iterator[Asked]:
    """Pronouns that are sources; the names in their article are what they may mean."""
    names = [(doc.char_span(e["start"], e["end"], alignment_mode="expand"), e["label"]) for e in row["entities"]]
    mentions = [(span, label) for span, label in names if label in ("PERSON", "ORG", "GPE")]
    for attribution in row["attributions"]:
        source = doc.char_span(*attribution["source"][0], alignment_mode="expand") if attribution["source"] else None
        if source is None or len(source) != 1 or source[0].lower_ not in PRONOUNS or not attribution["speaker"]:
            continue
        last = attribution["speaker"].split()[-1]
        found = [
            (
                span.start,
                span.end - 1,
                span.text == attribution["speaker"] or (label == "PERSON" and span[-1].text == last),
            )
            for span, label in mentions
        ]
        yield source.start, sorted(found, key=lambda m: abs(m[0] - source.start))


def _head(doc: Doc, first: int, last: int) -> int:
    """A guess at a noun phrase's head without a tree: the word before the first preposition, comma or relative."""
    for i in range(first + 1, last + 1):
        if doc[i].lower_ in (",", "of", "in", "on", "at", "for", "with", "from", "to", "who", "which", "that", "by"):
            return i - 1
    return last


def _example(doc: Doc, tokens: NDArray[np.int64], asked: list[Asked]) -> Example:
    place = {int(token): i for i, token in enumerate(tokens)}
    pronouns, rows = [], []
    for pronoun, candidates in asked:
        inside = [c for c in candidates if c[0] in place and c[1] in place][:MOST]
        if pronoun not in place or not inside:
            continue
        rows += [(len(pronouns), place[first], place[last], right) for first, last, right in inside]
        pronouns.append(place[pronoun])
    table = np.array(rows, np.int64).reshape(-1, COLUMNS)
    labels = {"pronouns": np.array(pronouns, np.int64), "antecedents": table}
    return Example([doc[i].text for i in tokens.tolist()], labels)
