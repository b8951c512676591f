"""Fit the confidence of quotes on a dev split: `python calibrate.py MODEL CORPORA [--write]`.

Prints how sure the model says it is against how often it is right, measured by cross-validation over articles, and the
scores of whole relations at several values of min_confidence. With --write the fitted weights go into the model, and
the reliability table into its meta.json.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from corpora import read_jsonl
from onrecord.attribution.confidence import Calibration, features
from onrecord.layers import QUOTES, RECORDS
from onrecord.model import load
from options import model_and_corpora
from quote_scores import AFTER_QUOTES, found_relations, gold_relations, is_right, matched, quote_scores
from reliability import reliability

DEV = "polnear/dev.jsonl.gz"
FOLDS, RIDGE = 5, 1.0
Floats = NDArray[np.float64]


def main() -> None:
    """Read the command line, fit and print."""
    arguments = model_and_corpora(__doc__).parse_args()
    nlp = load(arguments.model)
    finder = nlp.get_pipe("attribution")
    finder.min_confidence = 0.0
    rows = list(read_jsonl(arguments.corpora / DEV))
    docs = list(nlp.pipe((row["text"] for row in rows), disable=AFTER_QUOTES))
    examples = [_examples(finder, doc, row) for doc, row in zip(docs, rows, strict=True)]
    table = measured(examples)
    calibration = fit(*_stacked(examples))
    finder.tables["confidence"] = calibration
    print(json.dumps({"calibration": calibration, "reliability": table}, indent=1))
    for least in (0.0, 0.1, 0.2, 0.3, 0.4):
        finder.min_confidence = least
        scores = quote_scores((finder(doc), row) for doc, row in zip(docs, rows, strict=True))
        print(least, json.dumps({**scores["spans"], "relations": scores["relations"]["all"]}))
    if arguments.write:
        path = arguments.model / "attribution" / "tables.json"
        tables = json.loads(path.read_text("utf-8"))
        tables["confidence"] = calibration
        path.write_text(json.dumps(tables, ensure_ascii=False, indent=0, sort_keys=True), "utf-8")
        meta_path = arguments.model / "meta.json"
        meta = json.loads(meta_path.read_text("utf-8"))
        meta["reliability"] = table
        meta_path.write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _examples(finder: Any, doc: Doc, row: dict[str, Any]) -> list[tuple[list[float], bool]]:
    """Features of each outermost quote with a cue, and whether it is right."""
    by_cue = {doc[item.cue[0]].idx: item for item in finder.attributions(doc)}
    gold, found = list(gold_relations(doc, row)), list(found_relations(doc))
    right = {id(f) for g, f in matched(gold, found) if is_right(g, f)}
    top = [quote for quote in doc.spans[QUOTES].attrs[RECORDS] if quote["parent"] is None]
    return [
        (features(by_cue[quote["cue"]["start"]]), id(relation) in right)
        for quote, relation in zip(top, found, strict=True)
        if quote["cue"] and quote["cue"]["start"] in by_cue
    ]


def _stacked(examples: list[list[tuple[list[float], bool]]]) -> tuple[Floats, Floats]:
    rows = [item for article in examples for item in article]
    return np.array([x for x, _ in rows]), np.array([y for _, y in rows], float)


def fit(x: Floats, y: Floats) -> Calibration:
    """Logistic regression with a ridge, by Newton's method. x: (n, features); y: (n,) of 0 and 1."""
    x = np.column_stack([np.ones(len(x)), x])
    weights, ridge = np.zeros(x.shape[1]), RIDGE * np.eye(x.shape[1])
    ridge[0, 0] = 0
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (y - p) - ridge @ weights)
        weights += step
    return {"bias": round(float(weights[0]), 4), "weights": [round(float(w), 4) for w in weights[1:]]}


def measured(examples: list[list[tuple[list[float], bool]]]) -> dict[str, Any]:
    """Reliability of the confidence, each article scored by a fit on the others."""
    said, right = [], []
    for fold in range(FOLDS):
        calibration = fit(*_stacked([a for i, a in enumerate(examples) if i % FOLDS != fold]))
        for x, y in [item for i, a in enumerate(examples) if i % FOLDS == fold for item in a]:
            z = calibration["bias"] + float(np.dot(calibration["weights"], x))
            said.append(1 / (1 + np.exp(-z)))
            right.append(y)
    return reliability(said, right)


if __name__ == "__main__":
    main()
