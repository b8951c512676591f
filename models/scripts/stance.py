"""Fit the stance of quotes on labelled attributions: `python stance.py MODEL CORPORA [--write]`.

Fits on the train split of polnear-stance with the attributions that its annotators marked. Prints how well that does on
dev and by cross-validation over the articles of both splits, beside the rules alone, how sure it says it is against how
often it is right, and how it does on the quotes that the model finds itself. With --write the component goes into the
model.

A paragraph with labelled attributions is read as a text of its own: it is all that the encoder sees at once.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import spacy
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from spacy.language import Language
from spacy.tokens import Doc

from corpora import read_jsonl
from onrecord.attribution.assembly import kind
from onrecord.attribution.marks import quotations
from onrecord.components.stance import inputs
from onrecord.layers import QUOTES, RECORDS
from onrecord.model import load
from onrecord.stance.features import features, pooled
from onrecord.stance.reading import read
from onrecord.stance.rules import stance_by_rules
from onrecord.stance.words import QuoteWords, Words
from quote_scores import found_relations, gold_relations, matched, token_f
from reliability import reliability

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
LABELS = ("confirm", "deny", "none", "uncertain")
ROLES = ("source", "cue", "content")
FOLDS, SEED = 5, 7
MIN_COUNT = 3
"""Quotes of train that must have a feature for it to be kept."""
SAME = 0.5
"""Token F1 of contents from which a found quote is taken for the labelled one."""
RIDGE, SHARE, RARE = 0.5, 0.35, 0.6
"""Penalty on the weights, share of the vectors beside the named features, and how much rare labels weigh (0: no more
than others, 1: so that all labels weigh the same). Chosen by cross-validation on train, where penalties from 0.2 to 1,
shares from 0.2 to 0.5 and radial instead of linear kernels changed the accuracy by less than one point."""


@dataclass
class Excerpt:
    """A paragraph with its labelled attributions, offsets into its text."""

    text: str
    article: str
    attributions: list[dict[str, Any]]


@dataclass
class Examples:
    """Labelled quotes, one entry each; `random`: whether drawn at random."""

    named: list[list[str]]
    vectors: Floats
    labels: Ints
    rules: Ints
    articles: NDArray[np.str_]
    random: NDArray[np.bool_]

    def __add__(self, other: Examples) -> Examples:
        return Examples(
            self.named + other.named,
            *(np.concatenate([getattr(self, name), getattr(other, name)])
              for name in ("vectors", "labels", "rules", "articles", "random")),
        )  # fmt: skip


@dataclass
class Fit:
    """A linear classifier: probabilities are the softmax of its scores, divided by a temperature."""

    features: list[str]
    a: Floats
    b: Floats
    bias: Floats

    def scores(self, named: Floats, vectors: Floats) -> Floats:
        """About 1 for the right label and -1 for the others, shape (quotes, labels)."""
        return named @ self.a + vectors @ self.b + self.bias


def main() -> None:
    """Read the command line, fit, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    nlp = load(arguments.model)
    if "stance" in nlp.pipe_names:
        nlp.remove_pipe("stance")
    excerpts = {split: list(labelled(arguments.corpora, split)) for split in ("train", "dev")}
    docs = {split: list(nlp.pipe(item.text for item in items)) for split, items in excerpts.items()}
    report, tables, network = fitted(excerpts, docs)
    print(json.dumps(report, indent=1))
    if arguments.write:
        write(arguments.model, tables, network, report)


def labelled(corpora: Path, split: str) -> Iterator[Excerpt]:
    """The paragraphs of a split that have labelled attributions."""
    labels: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    with (corpora / "polnear-stance" / f"{split}.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            labels[row["article"]][row["attribution"]] = row
    for article in read_jsonl(corpora / "polnear" / f"{split}.jsonl.gz"):
        found: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
        for attribution in article["attributions"]:
            if row := labels[article["id"]].get(attribution["id"]):
                start, end = _paragraph(article["text"], attribution)
                moved = {role: [(s - start, e - start) for s, e in attribution[role]] for role in ROLES}
                found[start, end].append({**moved, "stance": row["stance"], "stratum": row["stratum"]})
        for (start, end), attributions in found.items():
            yield Excerpt(article["text"][start:end], article["id"], attributions)


def _paragraph(text: str, attribution: dict[str, Any]) -> tuple[int, int]:
    """The lines that an attribution stands in."""
    spans = [span for role in ROLES for span in attribution[role]]
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    stop = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if stop < 0 else stop


def fitted(
    excerpts: dict[str, list[Excerpt]], docs: dict[str, list[Doc]]
) -> tuple[dict[str, Any], dict[str, Any], bytes]:
    """The report, and the tables and network of the component."""
    data = {split: examples(items, docs[split]) for split, items in excerpts.items()}
    train, dev, both = data["train"], data["dev"], data["train"] + data["dev"]
    crossed = cross_validated(both)
    temperature = _temperature(crossed, both.labels)
    fit = fit_on(train)
    on_dev = fit.scores(table(dev.named, fit.features), dev.vectors)
    tables = {"labels": list(LABELS), "features": fit.features}
    network = graph(fit, temperature)
    report = {
        "features": len(fit.features),
        "dev": scores(dev, on_dev.argmax(1)),
        "cross_validation": scores(both, crossed.argmax(1)),
        "rules": {"dev": scores(dev, dev.rules), "train_and_dev": scores(both, both.rules)},
        "found_on_dev": _on_found(excerpts["dev"], docs["dev"], fit),
        "temperature": round(temperature, 3),
        "reliability": {
            "all": _reliability(softmax(crossed / temperature), both.labels),
            "random": _reliability(softmax(crossed / temperature)[both.random], both.labels[both.random]),
        },
    }
    return report, tables, network


def examples(excerpts: list[Excerpt], docs: list[Doc]) -> Examples:
    """What the classifier sees of the labelled attributions, as the component would read them from records."""
    named, vectors, labels, rules, articles, random = [], [], [], [], [], []
    for item, doc in zip(excerpts, docs, strict=True):
        words = Words.of(doc)
        for attribution in item.attributions:
            quote = as_quote(doc, attribution)
            reading = read(words, QuoteWords.of(doc, quote))
            rule = stance_by_rules(words, reading)
            named.append(features(words, reading, quote["kind"], rule))
            vectors.append(pooled(reading, doc.tensor))
            labels.append(LABELS.index(attribution["stance"]))
            rules.append(LABELS.index(rule))
            articles.append(item.article)
            random.append(attribution["stratum"] == "random")
    return Examples(named, np.stack(vectors), *map(np.array, (labels, rules, articles, random)))


def as_quote(doc: Doc, attribution: dict[str, Any]) -> dict[str, Any]:
    """An attribution in the form of a record, as far as stance reads it."""

    def part(spans: list[tuple[int, int]]) -> dict[str, Any] | None:
        return {"start": spans[0][0], "end": spans[-1][1]} if spans else None

    marks = quotations(doc.text, [(0, len(doc.text))])
    return {
        "content": [{"start": start, "end": end} for start, end in attribution["content"]],
        "cue": part(attribution["cue"]),
        "source": part(attribution["source"]),
        "kind": kind(doc.text, attribution["content"], marks, nested=False),
    }


def table(named: list[list[str]], names: list[str]) -> Floats:
    """A row a quote, a column a feature, 1 where the quote has it."""
    index = {name: i for i, name in enumerate(names)}
    rows = np.zeros((len(named), len(names)), np.float32)
    for row, found in zip(rows, named, strict=True):
        row[[index[name] for name in found if name in index]] = 1
    return rows


def fit_on(data: Examples, chosen: NDArray[np.bool_] | None = None) -> Fit:
    """Ridge regression on the labels (a least-squares classifier), solved exactly.

    chosen: the quotes to fit on, all if None.
    """
    kept = np.flatnonzero(chosen if chosen is not None else np.ones(len(data.labels), bool))
    counts = Counter(name for i in kept for name in data.named[i])
    names = sorted(name for name, n in counts.items() if n >= MIN_COUNT)
    named, vectors, labels = table([data.named[i] for i in kept], names), data.vectors[kept], data.labels[kept]
    mean, spread = vectors.mean(0), vectors.std(0) + 1e-6
    by_name = np.sqrt((1 - SHARE) / named.sum(1).mean())
    by_vector = np.sqrt(SHARE / vectors.shape[1]) / spread
    x = np.hstack([named * by_name, (vectors - mean) * by_vector]).astype(np.float64)
    sizes = np.bincount(labels, minlength=len(LABELS)).clip(1)
    weight = ((len(labels) / (len(LABELS) * sizes)) ** RARE)[labels]
    wanted = 2.0 * np.eye(len(LABELS))[labels] - 1
    middle = weight @ wanted / weight.sum()
    weights = x.T @ np.linalg.solve(x @ x.T + np.diag(RIDGE / weight), wanted - middle)
    a, b = weights[: len(names)] * by_name, weights[len(names) :] * by_vector[:, None]
    return Fit(names, *(value.astype(np.float32) for value in (a, b, middle - mean @ b)))


def cross_validated(data: Examples) -> Floats:
    """Scores of each quote by a fit on the articles of the other folds."""
    names = sorted(set(data.articles.tolist()))
    np.random.default_rng(SEED).shuffle(names)
    fold = {name: i % FOLDS for i, name in enumerate(names)}
    place = np.array([fold[name] for name in data.articles.tolist()])
    found = np.zeros((len(data.labels), len(LABELS)), np.float32)
    for i in range(FOLDS):
        fit = fit_on(data, place != i)
        out = np.flatnonzero(place == i)
        found[out] = fit.scores(table([data.named[j] for j in out], fit.features), data.vectors[out])
    return found


def scores(data: Examples, found: Ints) -> dict[str, Any]:
    """Accuracy, macro-F1 and F1 of each label in percent, over all quotes and over those drawn at random."""
    return {
        name: _scores(data.labels[chosen], found[chosen])
        for name, chosen in (("all", np.ones(len(found), bool)), ("random", data.random))
    }


def _scores(gold: Ints, found: Ints) -> dict[str, Any]:
    by_label = {}
    for i, label in enumerate(LABELS):
        right = int(((gold == i) & (found == i)).sum())
        by_label[label] = round(200 * right / max(1, int((gold == i).sum() + (found == i).sum())), 1)
    accuracy = round(100 * float((gold == found).mean()), 1)
    macro = round(float(np.mean(list(by_label.values()))), 1)
    return {"n": len(gold), "accuracy": accuracy, "macro_f": macro, "f": by_label}


def _on_found(excerpts: list[Excerpt], docs: list[Doc], fit: Fit) -> dict[str, Any]:
    """Scores on the quotes that the model finds itself, where one has much the same content as a labelled one."""
    index = {name: i for i, name in enumerate(fit.features)}
    gold, guessed, wanted = [], [], 0
    for item, doc in zip(excerpts, docs, strict=True):
        wanted += len(item.attributions)
        top = [quote for quote in doc.spans[QUOTES].attrs[RECORDS] if quote["parent"] is None]
        if not top:
            continue
        labels = [attribution for attribution in item.attributions if attribution["content"]]
        ours = dict(zip(map(id, relations := list(gold_relations(doc, {"attributions": labels}))), labels, strict=True))
        theirs = dict(zip(map(id, found := list(found_relations(doc))), top, strict=True))
        pairs = [(g, f) for g, f in matched(relations, found) if token_f(g.content, f.content) >= SAME]
        if pairs:
            named, vectors = inputs(doc, [theirs[id(f)] for _, f in pairs], doc.tensor, index)
            guessed += fit.scores(named, vectors).argmax(1).tolist()
            gold += [LABELS.index(ours[id(g)]["stance"]) for g, _ in pairs]
    return {"share_found": round(100 * len(gold) / wanted, 1), **_scores(np.array(gold), np.array(guessed))}


def softmax(x: Floats) -> Floats:
    """Probabilities of scores."""
    odds = np.exp(x - x.max(1, keepdims=True))
    return odds / odds.sum(1, keepdims=True)


def _temperature(x: Floats, labels: Ints) -> float:
    """What to divide scores by so that the right labels are most likely."""
    tried = np.geomspace(0.05, 2, 101)
    rows = np.arange(len(labels))
    return float(min(tried, key=lambda t: -np.log(softmax(x / t)[rows, labels] + 1e-9).sum()))


def _reliability(probabilities: Floats, labels: Ints) -> dict[str, Any]:
    return reliability(probabilities.max(1), probabilities.argmax(1) == labels)


def graph(fit: Fit, temperature: float) -> bytes:
    """The classifier as ONNX: inputs "named" (quotes, features) and "vectors" (quotes, width), output probabilities."""
    arrays = {"a": fit.a / temperature, "b": fit.b / temperature, "bias": fit.bias / temperature}
    nodes = [
        helper.make_node("MatMul", ["named", "a"], ["from_named"]),
        helper.make_node("MatMul", ["vectors", "b"], ["from_vectors"]),
        helper.make_node("Sum", ["from_named", "from_vectors", "bias"], ["scores"]),
        helper.make_node("Softmax", ["scores"], ["probabilities"], axis=-1),
    ]
    ends = [("named", len(fit.a)), ("vectors", len(fit.b)), ("probabilities", len(LABELS))]
    ports = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["quotes", width]) for name, width in ends]
    constants = [numpy_helper.from_array(value.astype(np.float32), name) for name, value in arrays.items()]
    model = helper.make_model(
        helper.make_graph(nodes, "stance", ports[:2], ports[2:], constants),
        opset_imports=[helper.make_opsetid("", 17)],
        ir_version=8,
    )
    onnx.checker.check_model(model)
    return model.SerializeToString()


def write(path: Path, tables: dict[str, Any], network: bytes, report: dict[str, Any]) -> None:
    """Put the component at the end of the pipeline in a folder, and the report into its meta.json."""
    nlp: Language = spacy.load(path)
    component = nlp.get_pipe("stance") if "stance" in nlp.pipe_names else nlp.add_pipe("onrecord_stance", "stance")
    component.tables, component.networks = tables, {"stance": network}
    nlp.meta["stance"] = report
    nlp.to_disk(path)


if __name__ == "__main__":
    main()
