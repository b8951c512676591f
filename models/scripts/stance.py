"""Fit the stance of quotes on labelled attributions: `python stance.py MODEL CORPORA [--write]`.

The network that reads marked quotes was trained with the encoder. This fits what stands beside it: a linear classifier
on features of the lexicon and the parse, and how much each of the two counts. The articles of train that `held_out`
names were kept from the network: the weighing is fitted on them, and half of what is printed is measured there (each
half of them with the weighing fitted on the other). With --write the component goes into the model.

A paragraph with labelled attributions is read as a text of its own: it is all that the encoder sees at once.
"""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from scipy.optimize import minimize
from spacy.language import Language
from spacy.tokens import Doc

from attributions import STANCES, held_out
from corpora import read_jsonl
from labelled import CORPUS, as_quote, contrast, polnear, written
from onrecord.components.stance import StanceClassifier
from onrecord.layers import QUOTES, RECORDS
from onrecord.model import load
from onrecord.stance.features import features
from onrecord.stance.reading import read
from onrecord.stance.rules import stance_by_rules
from onrecord.stance.words import QuoteWords, Words
from options import model_and_corpora
from quote_scores import found_relations, gold_relations, matched, token_f
from reliability import reliability

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
MIN_COUNT = 3
"""Quotes that must have a feature for it to be kept."""
SAME = 0.5
"""Token F1 of contents from which a found quote is taken for the labelled one."""
RIDGE, RARE = 0.5, 0.6
"""Penalty on the weights, and how much rare labels weigh (0: no more than others, 1: so that all labels weigh the
same)."""
WEIGHING_PENALTY = 0.3
"""On the weighing of the two classifiers."""


@dataclass
class Excerpt:
    """A paragraph with its labelled attributions, offsets into its text."""

    text: str
    article: str
    attributions: list[dict[str, Any]]


@dataclass
class Examples:
    """Labelled quotes, one entry each. marked: what the network says; stratum: how a quote was chosen for labelling."""

    named: list[list[str]]
    marked: Floats
    labels: Ints
    rules: Ints
    articles: NDArray[np.str_]
    stratum: NDArray[np.str_]

    def __getitem__(self, chosen: NDArray[np.bool_]) -> Examples:
        kept = np.flatnonzero(chosen)
        arrays = (self.marked, self.labels, self.rules, self.articles, self.stratum)
        return Examples([self.named[i] for i in kept], *(array[kept] for array in arrays))

    def __add__(self, other: Examples) -> Examples:
        names = ("marked", "labels", "rules", "articles", "stratum")
        arrays = (np.concatenate([getattr(self, name), getattr(other, name)]) for name in names)
        return Examples(self.named + other.named, *arrays)


@dataclass
class Linear:
    """A linear classifier on named features; its scores are about 1 for the right label and -1 for the others."""

    features: list[str]
    weights: Floats
    bias: Floats

    def scores(self, named: list[list[str]]) -> Floats:
        """Shape (quotes, labels)."""
        return table(named, self.features) @ self.weights + self.bias


@dataclass
class Weighing:
    """What the log probabilities of the network and the scores of the linear classifier count, by label."""

    marked: Floats
    linear: Floats
    bias: Floats

    def probabilities(self, marked: Floats, linear: Floats) -> Floats:
        """Shape (quotes, labels)."""
        return softmax(marked * self.marked + linear * self.linear + self.bias)


def main() -> None:
    """Read the command line, fit, print, and write if asked to."""
    arguments = model_and_corpora(__doc__).parse_args()
    nlp = load(arguments.model)
    classifier: StanceClassifier = nlp.get_pipe("stance")
    with nlp.select_pipes(disable=["stance", "claims"]):
        train = examples(nlp, classifier, labelled(arguments.corpora, "train"))
        excerpts = list(labelled(arguments.corpora, "dev"))
        docs = list(nlp.pipe(item.text for item in excerpts))
    dev = examples_of(classifier, excerpts, docs)
    apart = np.array([held_out(name) for name in train.articles.tolist()])
    linear = fit_on(train[~apart])
    weighing = weighed(train[apart], linear)
    report = _report(train[apart], dev, linear, weighing)
    linear = fit_on(train)
    write_component(classifier, linear, weighing)
    report["found_on_dev"] = _on_found(classifier, excerpts, docs)
    report["features"] = len(linear.features)
    print(json.dumps(report, indent=1))
    if arguments.write:
        nlp.meta["stance"] = report
        nlp.to_disk(arguments.model)


def labelled(corpora: Path, split: str) -> Iterator[Excerpt]:
    """The paragraphs of a split that have labelled attributions: those of polnear-stance, and this project's own."""
    labels: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for path in (CORPUS / "labels" / f"stance.{split}.tsv", corpora / "polnear-stance" / f"{split}.tsv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                labels[row["article"]][row["attribution"]] = row
    for row in read_jsonl(corpora / "polnear" / f"{split}.jsonl.gz"):
        known = labels[row["id"]]
        told = [{**a, **_label(known[a["id"]])} for a in row["attributions"] if a["id"] in known and a["content"]]
        yield from _excerpts(row["id"], row["text"], told)
    complete = {"written": [*polnear(corpora, split), *written(split)], "contrast": list(contrast(split))}
    for name, articles in complete.items():
        for article in articles:
            own = [{**a, "stratum": "nested" if a.get("parent") else name} for a in article.attributions]
            kept = [a for a in own if a["content"] and (a["stratum"] == "nested" or article.id not in labels)]
            yield from _excerpts(article.id, article.text, kept)


def _label(row: dict[str, str]) -> dict[str, Any]:
    return {"stance": row["stance"], "stratum": row["stratum"], "parent": None}


def _excerpts(article: str, text: str, attributions: list[dict[str, Any]]) -> Iterator[Excerpt]:
    found: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for attribution in attributions:
        start, end = _paragraph(text, attribution)
        moved = {role: [(s - start, e - start) for s, e in attribution[role]] for role in ("source", "cue", "content")}
        found[start, end].append({**attribution, **moved})
    for (start, end), group in found.items():
        yield Excerpt(text[start:end], article, group)


def _paragraph(text: str, attribution: dict[str, Any]) -> tuple[int, int]:
    """The lines that an attribution stands in."""
    spans = [span for role in ("source", "cue", "content") for span in attribution[role]]
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    stop = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if stop < 0 else stop


def examples(nlp: Language, classifier: StanceClassifier, excerpts: Iterator[Excerpt]) -> Examples:
    """What the classifiers see of the labelled attributions, as the component would read them from records."""
    items = list(excerpts)
    return examples_of(classifier, items, list(nlp.pipe(item.text for item in items)))


def examples_of(classifier: StanceClassifier, excerpts: list[Excerpt], docs: list[Doc]) -> Examples:
    """The same of excerpts that the pipeline has read."""
    named, marked, labels, rules, articles, stratum = [], [], [], [], [], []
    for item, doc in zip(excerpts, docs, strict=True):
        quotes = [as_quote(doc, attribution) for attribution in item.attributions]
        words = Words.of(doc)
        readings = [read(words, QuoteWords.of(doc, quote)) for quote in quotes]
        marked.append(classifier.marked(doc, [reading.quote for reading in readings]))
        for attribution, quote, reading in zip(item.attributions, quotes, readings, strict=True):
            rule = stance_by_rules(words, reading)
            named.append(features(words, reading, quote["kind"], rule))
            labels.append(STANCES.index(attribution["stance"]))
            rules.append(STANCES.index(rule))
            articles.append(item.article)
            stratum.append(attribution["stratum"])
    return Examples(named, np.concatenate(marked), *map(np.array, (labels, rules, articles, stratum)))


def table(named: list[list[str]], names: list[str]) -> Floats:
    """A row a quote, a column a feature, 1 where the quote has it."""
    index = {name: i for i, name in enumerate(names)}
    rows = np.zeros((len(named), len(names)), np.float32)
    for row, found in zip(rows, named, strict=True):
        row[[index[name] for name in found if name in index]] = 1
    return rows


def fit_on(data: Examples) -> Linear:
    """Ridge regression on the labels (a least-squares classifier), solved exactly."""
    counts = Counter(name for named in data.named for name in named)
    names = sorted(name for name, n in counts.items() if n >= MIN_COUNT)
    x = table(data.named, names).astype(np.float64)
    scale = 1 / np.sqrt(x.sum(1).mean())
    x *= scale
    sizes = np.bincount(data.labels, minlength=len(STANCES)).clip(1)
    weight = ((len(data.labels) / (len(STANCES) * sizes)) ** RARE)[data.labels]
    wanted = 2.0 * np.eye(len(STANCES))[data.labels] - 1
    middle = weight @ wanted / weight.sum()
    weights = x.T @ np.linalg.solve(x @ x.T + np.diag(RIDGE / weight), wanted - middle) * scale
    return Linear(names, weights.astype(np.float32), middle.astype(np.float32))


def weighed(data: Examples, linear: Linear) -> Weighing:
    """Fit the weighing: multinomial logistic regression with a weight a classifier and label, and a bias a label."""
    labels, scores, n = data.labels, linear.scores(data.named), len(STANCES)
    start = np.concatenate([np.ones(n), np.ones(n), np.zeros(n)])

    def loss(theta: Any) -> float:
        p = softmax(data.marked * theta[:n] + scores * theta[n : 2 * n] + theta[2 * n :])
        return float(
            -np.log(p[np.arange(len(labels)), labels] + 1e-9).sum() + WEIGHING_PENALTY * ((theta - start) ** 2).sum()
        )

    found = minimize(loss, start, method="L-BFGS-B").x.astype(np.float32)
    return Weighing(found[:n], found[n : 2 * n], found[2 * n :])


def _report(apart: Examples, dev: Examples, linear: Linear, weighing: Weighing) -> dict[str, Any]:
    """Scores on the held-out articles and on dev, of both classifiers together, of each alone, and of the rules."""
    probabilities = {
        "held_out": _crossed(apart, linear),
        "dev": weighing.probabilities(dev.marked, linear.scores(dev.named)),
    }
    both = apart + dev
    probabilities["held_out_and_dev"] = np.concatenate([probabilities["held_out"], probabilities["dev"]])
    data = {"held_out": apart, "dev": dev, "held_out_and_dev": both}
    report: dict[str, Any] = {}
    for name, item in data.items():
        report[name] = {
            "all": scores(item, probabilities[name].argmax(1)),
            "network": scores(item, item.marked.argmax(1)),
            "linear": scores(item, linear.scores(item.named).argmax(1)),
            "rules": scores(item, item.rules),
        }
        report[name]["strata"] = {
            stratum: scores(item[item.stratum == stratum], probabilities[name][item.stratum == stratum].argmax(1))
            for stratum in sorted(set(item.stratum.tolist()))
        }
    polnear_stance = np.isin(both.stratum, ("random", "deny", "hedge", "deny2"))
    report["polnear_stance"] = scores(both[polnear_stance], probabilities["held_out_and_dev"][polnear_stance].argmax(1))
    report["reliability"] = _reliability(probabilities["held_out_and_dev"], both.labels)
    return report


def _crossed(data: Examples, linear: Linear) -> Floats:
    """Probabilities for each half of the articles, with the weighing fitted on the other."""
    names = sorted(set(data.articles.tolist()))
    first = np.isin(data.articles, names[::2])
    found = np.zeros_like(data.marked)
    for chosen in (first, ~first):
        part = data[chosen]
        found[chosen] = weighed(data[~chosen], linear).probabilities(part.marked, linear.scores(part.named))
    return found


def scores(data: Examples, found: Ints) -> dict[str, Any]:
    """Accuracy, macro-F1 and F1 of each label in percent."""
    return _scores(data.labels, found)


def _scores(gold: Ints, found: Ints) -> dict[str, Any]:
    by_label = {}
    for i, label in enumerate(STANCES):
        right = int(((gold == i) & (found == i)).sum())
        by_label[label] = round(200 * right / max(1, int((gold == i).sum() + (found == i).sum())), 1)
    accuracy = round(100 * float((gold == found).mean()), 1) if len(gold) else None
    macro = round(float(np.mean(list(by_label.values()))), 1)
    return {"n": len(gold), "accuracy": accuracy, "macro_f": macro, "f": by_label}


def _on_found(classifier: StanceClassifier, excerpts: list[Excerpt], docs: list[Doc]) -> dict[str, Any]:
    """Scores on the quotes that the model finds itself, where one has much the same content as a labelled one."""
    gold, guessed, wanted = [], [], 0
    for item, doc in zip(excerpts, docs, strict=True):
        labels = [a for a in item.attributions if a["parent"] is None and a["stratum"] not in ("article", "nested")]
        wanted += len(labels)
        classifier(doc)
        top = [quote for quote in doc.spans[QUOTES].attrs[RECORDS] if quote["parent"] is None]
        if not top or not labels:
            continue
        ours = dict(zip(map(id, relations := list(gold_relations(doc, {"attributions": labels}))), labels, strict=True))
        theirs = dict(zip(map(id, found := list(found_relations(doc))), top, strict=True))
        for g, f in matched(relations, found):
            if token_f(g.content, f.content) >= SAME:
                guessed.append(STANCES.index(theirs[id(f)]["stance"]))
                gold.append(STANCES.index(ours[id(g)]["stance"]))
    return {"share_found": round(100 * len(gold) / wanted, 1), **_scores(np.array(gold), np.array(guessed))}


def softmax(x: Floats) -> Floats:
    """Probabilities of scores."""
    odds = np.exp(x - x.max(1, keepdims=True))
    return odds / odds.sum(1, keepdims=True)


def _reliability(probabilities: Floats, labels: Ints) -> dict[str, Any]:
    return reliability(probabilities.max(1), probabilities.argmax(1) == labels)


def write_component(classifier: StanceClassifier, linear: Linear, weighing: Weighing) -> None:
    """Put the linear classifier and the weighing into the component."""
    classifier.tables = {"labels": list(STANCES), "features": linear.features}
    networks = {name: classifier.networks[name] for name in ("words", "marked")}
    classifier.set_networks({**networks, "stance": graph(linear, weighing)})


def graph(linear: Linear, weighing: Weighing) -> bytes:
    """As ONNX: "named" (quotes, features) and "marked" (quotes, labels) to probabilities (quotes, labels)."""
    arrays = {
        "weights": linear.weights * weighing.linear,
        "bias": linear.bias * weighing.linear + weighing.bias,
        "share": weighing.marked,
    }
    nodes = [
        helper.make_node("MatMul", ["named", "weights"], ["from_named"]),
        helper.make_node("Mul", ["marked", "share"], ["from_marked"]),
        helper.make_node("Sum", ["from_named", "from_marked", "bias"], ["scores"]),
        helper.make_node("Softmax", ["scores"], ["probabilities"], axis=-1),
    ]
    ends = [("named", len(linear.weights)), ("marked", len(STANCES)), ("probabilities", len(STANCES))]
    ports = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["quotes", width]) for name, width in ends]
    constants = [numpy_helper.from_array(value.astype(np.float32), name) for name, value in arrays.items()]
    model = helper.make_model(
        helper.make_graph(nodes, "stance", ports[:2], ports[2:], constants),
        opset_imports=[helper.make_opsetid("", 17)],
        ir_version=8,
    )
    onnx.checker.check_model(model)
    return model.SerializeToString()


if __name__ == "__main__":
    main()
