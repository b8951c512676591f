"""Train the pronoun scorer: `python pronoun_weights.py MODEL CORPORA`; it goes into the model.

A log-linear model over the choices of each pronoun (Denis & Baldridge 2007), trained so that the right ones have most
of the probability. CORPORA holds gap, gum-coref and litbank. Learned from: the validation part of GAP; the train part
of GUM, without its non-commercial genres; LitBank's train part. Pronouns before the one in question are resolved by the
weights of the round before.

The network that sees how well a mention fits was trained on the same corpora, but for one article in six
(`attributions.held_out`). What it counts beside the other features is therefore fitted on those alone, and the other
features on the rest.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from spacy.tokens import Doc

from attributions import held_out
from coreference import Example, LinksOf, Parse, chain_examples, gap_verdict, rows
from onrecord.actors.pronouns import decider, nobody, probabilities
from onrecord.model import load

#: File in CORPORA, and the weight of each of its pronouns.
SOURCES = {"gap/validation.jsonl.gz": 2.0, "gum-coref/coref.train.jsonl.gz": 1.0, "litbank/train.jsonl.gz": 0.3}
ROUNDS = 3
LEAST = 5
"""Times that a feature must be seen."""
PENALTY = 10.0
"""Of the squares of the weights, halved."""
LINK = "link"
"""How the names of the network's features begin."""
SCALES = (0.3, 0.45, 0.6, 0.75, 0.9, 1.05)
"""Tried for the other features, beside those of the network."""
SMALLEST = 0.02
"""Smaller weights are left out."""


def main() -> None:
    """Fit, and write the weights into the model."""
    model, corpora = Path(sys.argv[1]), Path(sys.argv[2])
    nlp = load(model)
    nlp.max_length = 10**7
    with nlp.select_pipes(enable=["encoder", "tagger", "senter", "parser", "lemmatizer", "ner"]):
        found = {name: rows(corpora / name) for name in SOURCES}
        texts = [row["text"] for articles in found.values() for row in articles]
        parsed = dict(zip(texts, (doc.to_bytes() for doc in nlp.pipe(texts)), strict=True))
    finder = nlp.get_pipe("actors")
    finder.tables = {
        **finder.tables,
        "pronouns": trained(found, lambda text: Doc(nlp.vocab).from_bytes(parsed[text]), finder.links),
    }
    nlp.to_disk(model)


def trained(corpora: dict[str, list[dict[str, Any]]], parse: Parse, links_of: LinksOf) -> dict[str, float]:
    """Weights by feature, from the rows of each of SOURCES."""
    weights: dict[str, float] = {}
    for number in range(ROUNDS):
        decide = decider(weights) if number else None
        found: list[tuple[Example, float]] = []
        apart: list[tuple[Example, float]] = []
        for name, articles in corpora.items():
            for row in articles:
                part = apart if held_out(row["id"]) else found
                if "pronoun" in row:
                    example = gap_verdict(row, parse, links_of, decide or nobody)[2]
                    part += [(example, SOURCES[name])] if example else []
                else:
                    part += [(example, SOURCES[name]) for example in chain_examples(row, parse, links_of, decide)]
        weights = fit(found, lambda name: not name.startswith(LINK))
        weights = max((_with_links(apart, weights, scale) for scale in SCALES), key=lambda fitted: fitted[1])[0]
        print(f"round {number + 1}: {len(found)} and {len(apart)} pronouns, {len(weights)} weights", flush=True)
    return {name: round(weight, 3) for name, weight in weights.items() if abs(weight) >= SMALLEST}


def _with_links(
    apart: Sequence[tuple[Example, float]], weights: dict[str, float], scale: float
) -> tuple[dict[str, float], float]:
    """The weights, scaled, with those of the network's features beside them, and how probable the right choices are."""
    scaled = {name: scale * weight for name, weight in weights.items()}
    linked = fit(apart, lambda name: name.startswith(LINK), scaled, least=1, penalty=1.0)
    both = {**scaled, **linked}
    total = 0.0
    for example, worth in apart:
        shares = probabilities(example.choices, lambda name: both.get(name, 0.0))
        total += worth * math.log(max(1e-9, sum(shares[i] for i in example.right)))
    return both, total


def fit(
    examples: Sequence[tuple[Example, float]],
    chosen: Callable[[str], bool],
    given: dict[str, float] | None = None,
    *,
    least: int = LEAST,
    penalty: float = PENALTY,
) -> dict[str, float]:
    """Weights by feature: L-BFGS on the log probability of the right choices, with an L2 penalty.

    chosen: whether a feature is fitted. given: weights that stay as they are.
    """
    seen = Counter(name for example, _ in examples for _, names in example.choices for name in names if chosen(name))
    index = {name: i for i, name in enumerate(sorted(name for name, times in seen.items() if times >= least))}
    base = [
        sum((given or {}).get(name, 0.0) for name in names) for example, _ in examples for _, names in example.choices
    ]
    offset = np.array(base)
    columns: list[int] = []
    ends, starts, right = [0], [], []
    for example, _ in examples:
        starts.append(len(ends) - 1)
        for i, (_, names) in enumerate(example.choices):
            columns += [index[name] for name in names if name in index]
            ends.append(len(columns))
            right.append(i in example.right)
    rows_ = csr_matrix((np.ones(len(columns)), np.array(columns), np.array(ends)), (len(ends) - 1, len(index)))
    good = np.array(right, float)
    sizes = np.diff([*starts, len(ends) - 1])
    worth = np.array([weight for _, weight in examples])

    def loss(weights: Any) -> tuple[float, Any]:
        scores = rows_ @ weights + offset
        shares = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        total, hit = np.add.reduceat(shares, starts), np.maximum(np.add.reduceat(shares * good, starts), 1e-30)
        slope = shares / np.repeat(total, sizes) - shares * good / np.repeat(hit, sizes)
        gradient = rows_.T @ (slope * np.repeat(worth, sizes)) + penalty * weights
        return float((worth * np.log(total / hit)).sum() + penalty / 2 * weights @ weights), gradient

    best = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return dict(zip(index, best.x.tolist(), strict=True))


if __name__ == "__main__":
    main()
