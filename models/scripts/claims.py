"""Fit the scorer of claims: `python claims.py MODEL CORPORA [--write]`.

Learns from pairs of quotes of the articles that are labelled throughout: PolNeAR's train part with this project's
labels, and those of the written articles' train part whose claims the sentence vectors were not trained on; measured
on the dev parts of both. Quotes, sources and stance are given; names, speakers and vectors are the model's own.
With --write the component goes into the model.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from spacy.tokens import Doc

from alike import left_for_claims
from labelled import docs_with_quotes, polnear, written
from onnx_graph import classifier_graph
from onrecord.claims.layer import senses
from onrecord.claims.linking import WINDOW, Scorer, linked
from onrecord.claims.pairs import content_features, counts, pair_features
from onrecord.claims.said import Floats, Said
from onrecord.claims.senses import WIDTH
from onrecord.components.claims import ClaimFinder
from onrecord.layers import ACTORS, RECORDS
from onrecord.ledger.statements import name_key, stems
from onrecord.model import load
from options import model_and_corpora

HIDDEN, DROPOUT, PENALTY, ROUNDS, RATE, SEED = 16, 0.4, 0.05, 500, 0.01, 7
PRECISION = 0.9
THRESHOLDS = np.arange(-1.5, 1.01, 0.25)


@dataclass
class Labelled:
    """The quotes of an article that make a claim, one entry each; gold: the claim's label.

    words: what the ledger sees of each content, its stems and its names.
    """

    said: Said
    vectors: Floats
    gold: list[str]
    words: list[tuple[frozenset[str], frozenset[str]]]


Set = list[Labelled]


def main() -> None:
    """Read the command line, fit, print, and write if asked to."""
    arguments = model_and_corpora(__doc__).parse_args()
    nlp = load(arguments.model)
    finder: ClaimFinder = nlp.get_pipe("claims")
    articles = {
        "train": [*polnear(arguments.corpora, "train"), *(a for a in written("train") if left_for_claims(a.id))],
        "PolNeAR dev": list(polnear(arguments.corpora, "dev")),
        "written dev": list(written("dev")),
    }
    docs = {name: list(docs_with_quotes(nlp, items)) for name, items in articles.items()}
    narrow(finder, docs["train"])
    sets = {name: read(finder, items) for name, items in docs.items()}
    scorer, across = fit(sets["train"]), fit_across(sets["train"])
    report: dict[str, Any] = {name: scores(test, scorer) for name, test in sets.items() if test}
    report["across"] = {"threshold": across.threshold, "pairs": _pair_scores(sets["PolNeAR dev"], across)}
    report["threshold"] = scorer.threshold
    print(json.dumps(report, indent=1))
    if arguments.write:
        finder.tables = {**finder.tables, "scorer": scorer.table(), "across": across.table()}
        nlp.meta["claims"] = report
        nlp.to_disk(arguments.model)


def narrow(finder: ClaimFinder, docs: Sequence[Doc]) -> None:
    """Make the sentence vectors as narrow as records keep them: the directions that matter most over the contents."""
    constants = onnx.load_from_string(finder.networks["senses"]).graph.initializer
    arrays = {item.name.removeprefix("senses."): numpy_helper.to_array(item) for item in constants}
    if len(arrays["bias"]) == WIDTH:
        return
    vectors = np.concatenate(
        [senses(said, finder.vectors(doc), finder.sense) for doc in docs if len(said := said_of(doc))]
    )
    basis = np.linalg.svd(vectors, full_matrices=False)[2][:WIDTH]
    layer = {"out.weight": basis @ arrays["weight"], "out.bias": basis @ arrays["bias"]}
    finder.set_networks({"senses": classifier_graph({"senses": layer}).SerializeToString()})


def read(finder: ClaimFinder, docs: Sequence[Doc]) -> Set:
    """What the scorer sees of the articles."""
    found = []
    for doc in docs:
        said = said_of(doc)
        if len(said):
            vectors = senses(said, finder.vectors(doc), finder.sense)
            found.append(Labelled(said, vectors, [r["gold"] for r in said.records], list(_words(doc, said))))
    return found


def _words(doc: Doc, said: Said) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The contents as the ledger sees those of records."""
    keys = {actor["id"]: name_key(actor) for actor in doc.spans[ACTORS].attrs[RECORDS]}
    for record, named in zip(said.records, said.named, strict=True):
        texts = [doc.text[part["start"] : part["end"]] for part in record["content"]]
        yield stems(texts), frozenset(keys.get(name, name) for name in named)


def said_of(doc: Doc) -> Said:
    """The quotes of a Doc that make a claim."""
    return Said.of(doc, doc.spans["quotes"].attrs["records"])


def fit(train: Set) -> Scorer:
    """Train on all quotes of train; choose the threshold by two halves of it, each scored by what the other taught.

    The best threshold is that of the highest sum of pairwise F1, which wants links, and B³, which punishes wrong ones.
    """
    halves = [train[0::2], train[1::2]]
    by_half = [(_ranked(halves[1 - i]), half) for i, half in enumerate(halves)]
    best = max(THRESHOLDS, key=lambda t: sum(_pairwise(h, _at(s, t))["f"] + _b3(h, _at(s, t)) for s, h in by_half))
    return _at(_ranked(train), round(float(best), 2))


def _ranked(train: Set) -> Scorer:
    """Learn to rank: all earlier quotes of its claim together, or "a new claim" (0), are to be the most probable."""
    groups = []
    for item in train:
        for row in range(1, len(item.said)):
            first = max(0, row - WINDOW)
            right_ones = [label == item.gold[row] for label in item.gold[first:row]]
            groups.append((pair_features(item.said, item.vectors, row, first), right_ones))
    x = torch.from_numpy(np.concatenate([features for features, _ in groups]))
    right = torch.tensor([r for _, found in groups for r in found])
    group = torch.from_numpy(np.repeat(np.arange(len(groups)), [len(found) for _, found in groups]))
    none = torch.zeros(len(groups)).index_add(0, group, right.float()) == 0

    def loss(scores: torch.Tensor) -> torch.Tensor:
        odds = scores.clamp(-15, 15).exp()
        total = torch.zeros(len(groups)).index_add(0, group, odds) + 1
        hit = torch.zeros(len(groups)).index_add(0, group, odds * right)
        return (total.log() - torch.where(none, torch.ones(len(groups)), hit).clamp(min=1e-9).log()).mean()

    return _trained(x, loss)


def fit_across(train: Set) -> Scorer:
    """The scorer of pairs without what only quotes of one article have, for claims of different articles.

    The threshold is the one at which nine of ten links between contents of train are right: claims of a batch are many,
    and a wrong link is worse there than a missing one.
    """
    x, y = _pairs(train)
    scorer = _trained(x, lambda scores: torch.nn.functional.binary_cross_entropy_with_logits(scores, y))
    fit = scorer.scores(x.numpy())
    order = np.argsort(-fit)
    precision = np.cumsum(y.numpy()[order]) / np.arange(1, len(fit) + 1)
    enough = np.flatnonzero(precision >= PRECISION)
    return _at(scorer, round(float(fit[order[enough[-1]]]) if len(enough) else float(fit.max()), 3))


def _pair_scores(test: Set, scorer: Scorer) -> dict[str, float]:
    x, y = _pairs(test)
    found = scorer.scores(x.numpy()) >= scorer.threshold
    right = float((found * y.numpy()).sum())
    return {"p": round(100 * right / max(1, found.sum()), 1), "r": round(100 * right / max(1.0, float(y.sum())), 1)}


def _pairs(train: Set) -> tuple[torch.Tensor, torch.Tensor]:
    """CONTENT_FEATURES of all pairs of quotes of one article, and whether they are one claim."""
    xs, ys = [], []
    for item in train:
        cosines = np.clip(item.vectors @ item.vectors.T, 0, 1)
        for i, j in combinations(range(len(item.said)), 2):
            (stems_i, names_i), (stems_j, names_j) = item.words[i], item.words[j]
            xs.append(content_features(float(cosines[i, j]), counts(stems_i, stems_j), counts(names_i, names_j)))
            ys.append(float(item.gold[i] == item.gold[j]))
    return torch.tensor(xs), torch.tensor(ys)


def _trained(x: torch.Tensor, loss_of: Callable[[torch.Tensor], torch.Tensor]) -> Scorer:
    torch.manual_seed(SEED)
    network = torch.nn.Sequential(
        torch.nn.Linear(x.shape[1], HIDDEN), torch.nn.ReLU(), torch.nn.Dropout(DROPOUT), torch.nn.Linear(HIDDEN, 1)
    )
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=PENALTY)
    for step in range(ROUNDS):
        optimiser.param_groups[0]["lr"] = RATE * (1 - step / ROUNDS)
        loss = loss_of(network(x).squeeze(1))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    up, out = network[0], network[3]
    arrays = (up.weight.detach().numpy().T, up.bias.detach().numpy(), out.weight.detach().numpy()[0])
    return Scorer(*arrays, bias=float(out.bias.detach()), threshold=0.0)


def _at(scorer: Scorer, threshold: float) -> Scorer:
    return Scorer(scorer.up, scorer.up_bias, scorer.out, scorer.bias, threshold)


def scores(test: Set, scorer: Scorer) -> dict[str, Any]:
    """Pairwise precision, recall and F1 of the links, and B³, in percent."""
    return {"articles": len(test), "quotes": sum(len(item.said) for item in test), **_pairwise(test, scorer),
            "b3": _b3(test, scorer)}  # fmt: skip


def _pairwise(test: Set, scorer: Scorer) -> dict[str, float]:
    right = found = wanted = 0
    for item in test:
        claims, gold = linked(item.said, item.vectors, scorer), item.gold
        ours, theirs = _together(claims), _together(gold)
        right, found, wanted = right + len(ours & theirs), found + len(ours), wanted + len(theirs)
    p, r = 100 * right / max(1, found), 100 * right / max(1, wanted)
    return {"p": round(p, 1), "r": round(r, 1), "f": round(2 * p * r / max(1e-9, p + r), 1), "links": wanted}


def _together(claims: Sequence[Any]) -> set[tuple[int, int]]:
    return {(i, j) for i, j in combinations(range(len(claims)), 2) if claims[i] == claims[j]}


def _b3(test: Set, scorer: Scorer) -> float:
    """B³ (Bagga & Baldwin 1998), over the quotes of all articles."""
    precision = recall = 0.0
    total = 0
    for item in test:
        claims, gold = linked(item.said, item.vectors, scorer), item.gold
        both, ours, theirs = Counter(zip(claims, gold, strict=True)), Counter(claims), Counter(gold)
        for claim, label in zip(claims, gold, strict=True):
            precision += both[claim, label] / ours[claim]
            recall += both[claim, label] / theirs[label]
            total += 1
    return round(200 * precision * recall / max(1e-9, total * (precision + recall)), 1)


if __name__ == "__main__":
    main()
