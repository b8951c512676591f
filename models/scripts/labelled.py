"""Articles with every attribution labelled: stance, claim, and the attributions inside others.

Read from PolNeAR with this project's labels (corpus/labels), and from the articles that were written to learn from
(corpus/training). `with_quotes` puts the attributions into a Doc as if the pipeline had found them.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from corpora import read_jsonl
from onrecord.attribution.assembly import kind
from onrecord.attribution.marks import quotations
from onrecord.layers import DATES, QUANTITIES, QUOTES, RECORDS

CORPUS = Path(__file__).parents[2] / "corpus"
BEFORE = ("attribution", "actors", "stance", "claims")
"""Components that are left out while the gold quotes are put in."""


@dataclass
class Article:
    """An article with its attributions: PolNeAR's fields, and "stance", "claim" and "parent" (an id, or none)."""

    id: str
    text: str
    attributions: list[dict[str, Any]]


def polnear(corpora: Path, split: str) -> Iterator[Article]:
    """The articles of a split of PolNeAR that are labelled throughout."""
    labels: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    with (CORPUS / "labels" / f"stance.{split}.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["stratum"] == "article":
                labels[row["article"]][row["attribution"]] = row
    inner = {row["article"]: row["attributions"] for row in read_jsonl(CORPUS / "labels" / f"nested.{split}.jsonl")}
    for row in read_jsonl(corpora / "polnear" / f"{split}.jsonl.gz"):
        if row["id"] in inner:
            known = labels[row["id"]]
            outer = [{**a, **_label(known[a["id"]])} for a in row["attributions"] if a["id"] in known]
            yield Article(row["id"], row["text"], outer + inner[row["id"]])


def _label(row: dict[str, str]) -> dict[str, Any]:
    return {"stance": row["stance"], "claim": row["claim"], "parent": None}


def written(split: str) -> Iterator[Article]:
    """The articles of a split of those that were written to learn from."""
    for row in read_jsonl(CORPUS / "training" / f"{split}.jsonl"):
        yield Article(row["id"], row["text"], row["attributions"])


def contrast(split: str) -> Iterator[Article]:
    """The paragraphs of a split of those that were written in contrast; their id is that of their group."""
    for row in read_jsonl(CORPUS / "training" / f"contrast.{split}.jsonl"):
        yield Article(row["group"], row["text"], row["attributions"])


def docs_with_quotes(nlp: Language, articles: list[Article]) -> Iterator[Doc]:
    """The articles as the pipeline reads them, but with the labelled attributions as their quotes."""
    with nlp.select_pipes(disable=[name for name in BEFORE if name in nlp.pipe_names]):
        docs = list(nlp.pipe(article.text for article in articles))
    for doc, article in zip(docs, articles, strict=True):
        put_quotes(doc, article.attributions)
        yield nlp.get_pipe("actors")(doc)


def put_quotes(doc: Doc, attributions: list[dict[str, Any]]) -> None:
    """Write `doc.spans["quotes"]` from attributions, in the order of the text.

    "gold" and "named" keep the label of the claim and the name of the speaker, where the corpus has them.
    """
    kept = sorted((a for a in attributions if a["content"]), key=lambda a: (a["content"][0][0], -a["content"][-1][1]))
    ids = {a["id"]: f"Q{n}" for n, a in enumerate(kept, start=1)}
    records = []
    for a in kept:
        inside = {layer: _inside(doc, layer, a["content"]) for layer in (QUANTITIES, DATES)}
        told = {"parent": ids.get(a.get("parent") or ""), "stance": a["stance"], "gold": a.get("claim") or ""}
        told["named"] = a.get("speaker")
        records.append({"id": ids[a["id"]], **as_quote(doc, a), **told, **inside})
    doc.spans[QUOTES] = SpanGroup(doc, name=QUOTES, spans=[], attrs={RECORDS: records})


def _inside(doc: Doc, layer: str, content: list[tuple[int, int]]) -> list[str]:
    records = doc.spans[layer].attrs.get(RECORDS, []) if layer in doc.spans else []
    return [r["id"] for r in records if any(s <= r["start"] and r["end"] <= e for s, e in content)]


def as_quote(doc: Doc, attribution: dict[str, Any]) -> dict[str, Any]:
    """The parts of an attribution and its kind, in the form of a record."""

    def part(spans: list[tuple[int, int]]) -> dict[str, Any] | None:
        return {"start": spans[0][0], "end": spans[-1][1]} if spans else None

    marks = quotations(doc.text, [(0, len(doc.text))])
    nested = attribution.get("parent") is not None
    return {
        "content": [{"start": start, "end": end} for start, end in attribution["content"]],
        "cue": part(attribution["cue"]),
        "source": part(attribution["source"]),
        "kind": kind(doc.text, attribution["content"], marks, nested=nested),
    }
