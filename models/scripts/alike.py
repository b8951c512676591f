"""Reads texts of which some say the same, to learn sentence vectors from (the `senses` head).

Two sources: ECB+ (sentences of many articles that tell of the same event) and articles with labelled claims (contents
of quotes about one proposition). Examples of one topic or article stand together in a batch, so that what is like a
text and still not the same is what it is set against.
"""

from __future__ import annotations

import zlib
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpora import MAX_WORDS, Example, read_jsonl, tokenizer
from onrecord.paragraphs import paragraphs

NOT_EVENTS = frozenset(("ACTION_REPORTING", "NEG_ACTION_REPORTING"))


def left_for_claims(article: str) -> bool:
    """Whether the claims of an article are kept from this, for `claims.py` to learn from: one in three."""
    return zlib.crc32(article.encode("utf-8")) % 3 == 0


def event_examples(path: Path) -> list[Example]:
    """The annotated sentences of ECB+, one example each.

    Labels: "told", a row (class, then 1 for each word). The class is the sentence's event that most sentences of its
    topic tell of; a sentence without one has a class of its own.
    """
    sentences = [
        (row["topic"], row["text"][s["start"] : s["end"]], _events(row, s))
        for row in read_jsonl(path)
        for s in row["sentences"]
        if s["annotated"]
    ]
    counts = Counter(event for _, _, events in sentences for event in events)
    classes: dict[str, int] = {}
    examples = []
    for number, (topic, text, events) in enumerate(sentences):
        main = max(events, key=lambda event: (counts[event], event), default=f"alone {number}")
        words = [token.text for token in tokenizer().make_doc(text) if not token.is_space][:MAX_WORDS]
        told = np.ones((1, len(words) + 1), np.int64)
        told[0, 0] = classes.setdefault(main, len(classes))
        examples.append(Example(words, {"told": told}, group=f"topic {topic}"))
    return [example for example in examples if example.words]


def _events(row: dict[str, Any], sentence: dict[str, Any]) -> set[str]:
    return {
        m["cluster"]
        for m in row["mentions"]
        if m.get("cross_doc") and "ACTION" in m["type"] and m["type"] not in NOT_EVENTS
        and sentence["start"] <= m["start"] < sentence["end"]
    }  # fmt: skip


def claim_examples(path: Path) -> list[Example]:
    """The paragraphs of articles with labelled claims, but for those `left_for_claims`.

    Labels: "told", a row for each content that makes a claim (the claim's number, then 1 for each of its words).
    """
    examples = []
    classes: dict[tuple[str, str], int] = {}
    for row in read_jsonl(path):
        if left_for_claims(row["id"]):
            continue
        doc = tokenizer().make_doc(row["text"])
        for tokens in paragraphs(doc):
            kept = tokens[:MAX_WORDS]
            rows = []
            for attribution in row["attributions"]:
                mask = _mask(doc, attribution["content"], kept)
                if attribution["claim"] and mask.any():
                    number = classes.setdefault((row["id"], attribution["claim"]), len(classes))
                    rows.append(np.concatenate([[number], mask]))
            if rows:
                words = [doc[i].text for i in kept.tolist()]
                examples.append(Example(words, {"told": np.stack(rows)}, group=row["id"]))
    return examples


def _mask(doc: Any, content: list[list[int]], tokens: NDArray[np.int64]) -> NDArray[np.int64]:
    inside = np.zeros(len(tokens), np.int64)
    for start, end in content:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            inside[(tokens >= span.start) & (tokens < span.end)] = 1
    return inside
