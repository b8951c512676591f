r"""Scores quotes against a corpus of attributions (PolNeAR): spans, whole relations, and tokens of content.

Words are runs of `\w+`, so that quotation marks and commas at the edges of spans do not count, as CofeNet counts them.
Quotes with a parent are scored apart: PolNeAR marks the outermost attributions only.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc

from onrecord.attribution.assembly import kind
from onrecord.attribution.marks import quotations
from onrecord.layers import QUOTES, RECORDS
from onrecord.paragraphs import paragraphs

_WORD = re.compile(r"\w+")
LENGTHS = {"1-5 words": 5, "6-15 words": 15, "16-30 words": 30, "over 30 words": 10**9}
"""Classes of contents by their number of words, which each class may reach."""
AFTER_QUOTES = ("actors", "stance", "claims")
"""Components that nothing here depends on."""
ENOUGH = 0.8
"""Token F1 with gold's from which a content counts as found."""
Words = frozenset[int]


@dataclass(frozen=True)
class Relation:
    """An attribution as sets of words, by their number in the article; spans: (role, first word, last word)."""

    content: Words
    source: Words
    spans: frozenset[tuple[str, int, int]]
    kind: str
    confidence: float = 1.0


def quote_scores(pairs: Iterable[tuple[Doc, dict[str, Any]]], *, nested: bool = False) -> dict[str, Any]:
    """All figures over Docs with their gold rows ({"text", "attributions"}), in percent.

    nested: score the attributions inside others, not the outermost ones.
    spans: exact F1 of each role (each part of a broken content is a span).
    relations: a content with a token F1 of 0.8 and a source that overlaps gold's, one to one; "all", by kind, and by
        length of content.
    content: F1 of words of content, and Pareti's partial F1 (what share of each content is covered).
    """
    spans: dict[str, Counter[str]] = {role: Counter() for role in ("source", "cue", "content")}
    relations: dict[str, Counter[str]] = {name: Counter() for name in ("all", "direct", "mixed", "indirect", *LENGTHS)}
    tokens, partial = Counter[str](), Counter[str]()
    for doc, row in pairs:
        gold, found = list(gold_relations(doc, row, nested=nested)), list(found_relations(doc, nested=nested))
        _count_spans(spans, gold, found)
        _count_relations(relations, gold, found)
        wanted, guessed = _union(gold), _union(found)
        tokens.update(right=len(wanted & guessed), found=len(guessed), wanted=len(wanted))
        _count_partial(partial, gold, found)
    precision, recall = partial["covered"] / max(1, partial["found"]), partial["reached"] / max(1, partial["wanted"])
    return {
        "spans": {role: _prf(counts) for role, counts in spans.items()},
        "relations": {name: _prf(counts) for name, counts in relations.items()},
        "content": {
            "tokens": _prf(tokens),
            "partial": {"f": round(200 * precision * recall / max(1e-9, precision + recall), 2)},
        },
    }


def gold_relations(doc: Doc, row: dict[str, Any], *, nested: bool = False) -> Iterator[Relation]:
    """The attributions of a gold row that have content and stand in no other; if nested, those that do."""
    number = _numbering(doc.text)
    marks = _marks(doc)
    for attribution in row["attributions"]:
        parts = {role: [tuple(part) for part in attribution[role]] for role in ("source", "cue", "content")}
        if parts["content"] and (attribution.get("parent") is not None) == nested:
            yield _relation(number, parts, kind(doc.text, parts["content"], marks, nested=False))


def found_relations(doc: Doc, *, nested: bool = False) -> Iterator[Relation]:
    """The quotes of a Doc that stand in no other; if nested, those that do."""
    number = _numbering(doc.text)
    for quote in doc.spans[QUOTES].attrs[RECORDS]:
        if (quote["parent"] is not None) == nested:
            parts = {role: [quote[role]] if quote[role] else [] for role in ("source", "cue")}
            offsets = {role: [(p["start"], p["end"]) for p in found] for role, found in parts.items()}
            content = [(p["start"], p["end"]) for p in quote["content"]]
            yield _relation(number, {**offsets, "content": content}, quote["kind"], quote["confidence"])


def _marks(doc: Doc) -> list[Any]:
    spans = [(doc[int(p[0])].idx, doc[int(p[-1])].idx + len(doc[int(p[-1])])) for p in paragraphs(doc)]
    return quotations(doc.text, spans)


def _numbering(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(text)]


def _relation(
    words: list[tuple[int, int]], parts: dict[str, list[tuple[int, int]]], name: str, confidence: float = 1.0
) -> Relation:
    inside = {role: [_words(words, *part) for part in found] for role, found in parts.items()}
    return Relation(
        content=frozenset(i for part in inside["content"] for i in part),
        source=frozenset(i for part in inside["source"] for i in part),
        spans=frozenset((role, part[0], part[-1]) for role, found in inside.items() for part in found if part),
        kind=name,
        confidence=confidence,
    )


def _words(words: list[tuple[int, int]], start: int, end: int) -> range:
    first = bisect_left(words, (start, 0))
    if first and words[first - 1][1] > start:
        first -= 1
    return range(first, bisect_left(words, (end, 0)))


def _union(relations: Iterable[Relation]) -> set[int]:
    return set().union(*(relation.content for relation in relations))


def _count_spans(counts: dict[str, Counter[str]], gold: list[Relation], found: list[Relation]) -> None:
    wanted = {span for relation in gold for span in relation.spans}
    guessed = {span for relation in found for span in relation.spans}
    for key, spans in (("right", wanted & guessed), ("found", guessed), ("wanted", wanted)):
        for role, _, _ in spans:
            counts[role][key] += 1


def token_f(one: Words, other: Words) -> float:
    """F1 of two sets of words."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def matched(gold: Sequence[Relation], found: Sequence[Relation]) -> list[tuple[Relation, Relation]]:
    """Pairs of gold and found relations, one to one, the best contents first."""
    scored = [(token_f(g.content, f.content), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    taken_gold, taken_found, pairs = set(), set(), []
    for score, i, j in sorted(scored, key=lambda x: (-x[0], x[1], x[2])):
        if score > 0 and i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def is_right(gold: Relation, found: Relation) -> bool:
    """Whether the content is gold's for the most part and the source is the same, or missing in both."""
    same_source = bool(gold.source & found.source) or not (gold.source or found.source)
    return same_source and token_f(gold.content, found.content) >= ENOUGH


def _count_relations(counts: dict[str, Counter[str]], gold: list[Relation], found: list[Relation]) -> None:
    for relations, key in ((gold, "wanted"), (found, "found")):
        for relation in relations:
            for name in _classes(relation):
                counts[name][key] += 1
    for g, f in matched(gold, found):
        if is_right(g, f):
            for name in _classes(g):
                counts[name]["right"] += 1


def _classes(relation: Relation) -> tuple[str, str, str]:
    length = next(name for name, most in LENGTHS.items() if len(relation.content) <= most)
    return "all", relation.kind, length


def _count_partial(counts: Counter[str], gold: list[Relation], found: list[Relation]) -> None:
    counts["wanted"] += len(gold)
    counts["found"] += len(found)
    for g, f in matched(gold, found):
        common = len(g.content & f.content)
        counts["covered"] += common / len(f.content) if f.content else 0
        counts["reached"] += common / len(g.content) if g.content else 0


def _prf(counts: Counter[str]) -> dict[str, float]:
    def rate(a: float, b: float) -> float:
        return round(100 * a / b, 2) if b else 0.0

    right, found, wanted = counts["right"], counts["found"], counts["wanted"]
    return {
        "p": rate(right, found),
        "r": rate(right, wanted),
        "f": rate(2 * right, found + wanted),
        "n": wanted,
    }
