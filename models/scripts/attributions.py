"""Reads attribution corpora (PolNeAR) into examples: cues, and for each cue the roles of the words around it.

PolNeAR marks the outermost attributions only. Inside a marked content the absence of a cue says nothing, so these
words teach the cue tagger nothing, but for the ones beside the cue, which show where it begins and ends. To have
nested attributions to learn from all the same, some paragraphs are also shown as what somebody says: `“…,” he said`.
"""

from __future__ import annotations

import csv
import random
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from corpora import MAX_WORDS, Example, read_jsonl, tokenizer
from onrecord.attribution.tags import ROLE_TAGS
from onrecord.paragraphs import paragraphs
from onrecord.records import Stance

MISSING = -100
"""The label of a word that has none; cross entropy leaves it out."""
MAX_WRAPPED = 70
"""Longest paragraph, in words, that is shown as somebody's words."""
SPEAKERS = (
    "he", "she", "they", "officials", "the minister", "a spokeswoman", "the company", "police", "the governor",
    "a senior official", "the agency", "analysts", "the report", "the ministry", "a lawyer", "residents",
)  # fmt: skip
VERBS = ("said", "said", "said", "added", "noted", "wrote", "argued", "stated", "explained", "claimed", "insisted")
LOWERED = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "It",
        "He",
        "She",
        "They",
        "We",
        "This",
        "That",
        "These",
        "Those",
        "But",
        "And",
    ]
)
"""First words of a sentence that lose their capital inside another."""

STANCES: tuple[str, ...] = get_args(Stance)
UNLABELLED = (0.0,) * len(STANCES)
SECOND = 0.25
"""What of a label goes to the one that its annotator also considered."""

Words = list[str]
Range = tuple[int, int]


@dataclass
class Relation:
    """One attribution in a run of words: ranges of words, end exclusive."""

    cue: Range
    source: list[Range]
    content: list[Range]
    stance: tuple[float, ...] = UNLABELLED

    def shifted(self, by: int) -> Relation:
        """The same, `by` words further on."""
        return Relation(
            *_shift([self.cue], by),
            source=_shift(self.source, by),
            content=_shift(self.content, by),
            stance=self.stance,
        )


def _shift(ranges: list[Range], by: int) -> list[Range]:
    return [(start + by, end + by) for start, end in ranges]


def attribution_examples(
    path: Path,
    *,
    max_words: int = MAX_WORDS,
    wrapped: float = 0.0,
    stances: Sequence[str] = (),
    nested: Sequence[str] = (),
    complete: bool = False,
    labelled_only: bool = False,
    hold_out: bool = True,
    seed: int = 7,
) -> list[Example]:
    """Read a corpus of articles with "text" and "attributions" ({"source", "cue", "content"}, each a list of spans).

    wrapped: share of the paragraphs that are shown once more, as somebody's words.
    stances: tables with the columns "article", "attribution", "stance" and "second" (corpus/README.md), for
        attributions that have no "stance" of their own.
    nested: JSON Lines with the attributions inside others, for articles where all of them are marked.
    complete: whether the corpus marks those everywhere.
    labelled_only: whether to leave out paragraphs without a stance label.
    hold_out: whether to leave out the stance labels of articles (or of groups of short ones) that are `held_out`.

    Labels of the examples: "cues" (CUE_TAGS by word, MISSING where the corpus is silent), "relations" (a row an
    attribution: the cue's first word, the word after its last, and ROLE_TAGS by word) and "stances" (a row an
    attribution: how much each of STANCES holds; all 0 without a label).
    """
    draw = random.Random(seed)
    examples = []
    labels, inner = _stances(stances), _nested(nested)
    for row in read_jsonl(path):
        doc = tokenizer().make_doc(row["text"])
        silent = _silent(doc, row)
        row["attributions"] += inner.get(row["id"], [])
        if complete or row["id"] in inner:
            silent[:] = False
        for attribution in row["attributions"]:
            label = attribution.get("stance"), ""
            stance, second = labels.get((row["id"], attribution["id"]), label)
            is_hidden = hold_out and held_out(row.get("group", row["id"]))
            attribution["soft"] = UNLABELLED if is_hidden or not stance else _soft(stance, second or stance)
        for tokens in paragraphs(doc):
            for cut in range(0, len(tokens), max_words):
                kept = tokens[cut : cut + max_words]
                words = [doc[i].text for i in kept.tolist()]
                relations = _relations(doc, row["attributions"], kept)
                if labelled_only and not any(any(relation.stance) for relation in relations):
                    continue
                examples.append(_example(words, relations, silent[kept]))
                if relations and draw.random() < wrapped and _can_be_said(words):
                    examples.append(_said(words, relations, silent[kept], draw))
    return examples


def held_out(article: str) -> bool:
    """Whether the stance labels of an article are kept from training, to fit and to measure with: one in six."""
    return zlib.crc32(article.encode("utf-8")) % 6 == 0


def _soft(stance: str, second: str) -> tuple[float, ...]:
    return tuple((1 - SECOND) * (stance == label) + SECOND * (second == label) for label in STANCES)


def _stances(paths: Sequence[str]) -> dict[tuple[str, str], tuple[str, str]]:
    """The label, and the one that was also considered, by article and attribution."""
    found = {}
    for path in paths:
        with Path(path).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                found[row["article"], row["attribution"]] = row["stance"], row["second"]
    return found


def _nested(paths: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """The attributions inside others, by article."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for path in paths:
        for row in read_jsonl(Path(path)):
            found[row["article"]] += row["attributions"]
    return found


def _silent(doc: Doc, row: dict[str, Any]) -> NDArray[np.bool_]:
    """Words where a missing cue says nothing: inside contents, and where the annotator was unsure."""
    silent = np.zeros(len(doc), bool)
    spans = [span for attribution in row["attributions"] for span in attribution["content"]]
    for start, end in [*spans, *row.get("discuss", [])]:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            silent[span.start : span.end] = True
    return silent


def _relations(doc: Doc, attributions: list[dict[str, Any]], tokens: NDArray[np.int64]) -> list[Relation]:
    """Attributions whose cue is among the tokens."""
    relations = []
    for attribution in attributions:
        ranges = {
            role: [r for start, end in attribution[role] if (r := _range(doc, start, end, tokens))]
            for role in ("cue", "source", "content")
        }
        if ranges["cue"]:
            relations.append(Relation(ranges["cue"][0], ranges["source"], ranges["content"], attribution["soft"]))
    return relations


def _range(doc: Doc, start: int, end: int, tokens: NDArray[np.int64]) -> Range | None:
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    first, last = np.searchsorted(tokens, [span.start, span.end])
    return (int(first), int(last)) if first < last else None


def _example(words: Words, relations: list[Relation], silent: NDArray[np.bool_]) -> Example:
    cues = np.where(silent, MISSING, 0)
    rows, stances = [], []
    for relation in sorted(relations, key=_size):
        start, end = relation.cue
        cues[start:end], cues[start] = 2, 1
        roles = np.zeros(len(words), np.int64)
        _paint_roles(roles, relation)
        rows.append(np.concatenate([[start, end], roles]))
        stances.append(relation.stance)
    for start, end, *_ in rows:  # where a cue ends is known, even if the content begins there
        cues[[i for i in (start - 1, end) if 0 <= i < len(words) and cues[i] == MISSING]] = 0
    table = np.stack(rows) if rows else np.zeros((0, len(words) + 2), np.int64)
    labels = {"cues": cues, "relations": table}
    return Example(words, {**labels, "stances": np.array(stances, np.float32).reshape(-1, len(STANCES))})


def _size(relation: Relation) -> int:
    return sum(end - start for start, end in relation.content)


def _paint_roles(tags: NDArray[np.int64], relation: Relation) -> None:
    for role, ranges in (("source", relation.source), ("content", relation.content)):
        for span in ranges:
            _paint(tags, role, span)


def _paint(tags: NDArray[np.int64], role: str, span: Range) -> None:
    start, end = span
    tags[start:end] = ROLE_TAGS.index(f"I-{role}")
    tags[start] = ROLE_TAGS.index(f"B-{role}")


def _can_be_said(words: Words) -> bool:
    return 5 <= len(words) <= MAX_WRAPPED and words[-1] == "." and not {"“", "”", '"'} & set(words)


def _said(words: Words, relations: list[Relation], silent: NDArray[np.bool_], draw: random.Random) -> Example:
    """A paragraph as the content of one more attribution around it."""
    speaker, verb, clause = draw.choice(SPEAKERS).split(), draw.choice(VERBS), words[:-1]
    capital = [speaker[0].capitalize(), *speaker[1:]]
    lowered = [clause[0].lower() if clause[0] in LOWERED else clause[0], *clause[1:]]
    form = draw.choice(("quoted", "quoted", "inverted", "that", "last", "according"))
    before, said, after = {
        "quoted": ([], ["“", *clause, ",", "”"], [*speaker, verb, "."]),
        "inverted": ([], ["“", *clause, ",", "”"], [verb, *speaker, "."]),
        "that": ([*capital, verb], ["that", *lowered], ["."]),
        "last": ([], clause, [",", *speaker, verb, "."]),
        "according": (["According", "to", *speaker, ","], lowered, ["."]),
    }[form]
    whole = [*before, *said, *after]
    inner = len(before) + said.index(lowered[0] if form in ("that", "according") else clause[0])
    outer = _outer(form, before, said, len(speaker))
    hidden = np.zeros(len(whole), bool)
    hidden[inner : inner + len(clause)] = silent[:-1]
    kept = [r for r in relations if max(end for _, end in [r.cue, *r.source, *r.content]) <= len(clause)]
    for relation in relations:
        if relation not in kept:
            hidden[inner : inner + len(clause)] = True
    return _example(whole, [outer, *(r.shifted(inner) for r in kept)], hidden)


def _outer(form: str, before: Words, said: Words, speaker: int) -> Relation:
    start, end = len(before), len(before) + len(said)
    cue, source = {
        "quoted": ((end + speaker, end + speaker + 1), (end, end + speaker)),
        "inverted": ((end, end + 1), (end + 1, end + 1 + speaker)),
        "that": ((speaker, speaker + 1), (0, speaker)),
        "last": ((end + 1 + speaker, end + 2 + speaker), (end + 1, end + 1 + speaker)),
        "according": ((0, 2), (2, 2 + speaker)),
    }[form]
    return Relation(cue, [source], [(start, end)])


def described(example: Example) -> Iterator[dict[str, str]]:
    """The attributions of an example in words, to look at."""
    for row in example.labels["relations"]:
        roles = {"cue": " ".join(example.words[row[0] : row[1]])}
        for role in ("source", "content"):
            inside = [i for i, tag in enumerate(row[2:]) if ROLE_TAGS[tag].endswith(role)]
            roles[role] = " ".join(example.words[i] for i in inside)
        yield roles
