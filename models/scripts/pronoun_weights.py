"""Train the pronoun scorer: `python pronoun_weights.py CORPORA > pronoun_weights.json`.

A log-linear model over the choices of each pronoun (Denis & Baldridge 2007), trained so that the right ones have most
of the probability. CORPORA holds gap, gum-coref and litbank. Learned from: the validation part of GAP; the train part
of GUM, without its non-commercial genres; LitBank's train part. Pronouns before the one in question are resolved by the
weights of the round before.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

import onrecord
from coreference import Example, Parse, chain_examples, gap_verdict, rows
from onrecord.actors.discourse import Decide
from onrecord.actors.mentions import Mention
from onrecord.actors.pronouns import Choice, probabilities

#: File in CORPORA, and the weight of each of its pronouns.
SOURCES = {"gap/validation.jsonl.gz": 2.0, "gum-coref/coref.train.jsonl.gz": 1.0, "litbank/train.jsonl.gz": 0.3}
ROUNDS = 3
LEAST = 5
"""Times that a feature must be seen."""
PENALTY = 10.0
"""Of the squares of the weights, halved."""
SMALLEST = 0.02
"""Smaller weights are left out."""


def main() -> None:
    """Write the weights to standard output."""
    nlp = onrecord.load()
    found = {name: rows(Path(sys.argv[1]) / name) for name in SOURCES}
    json.dump(trained(found, nlp), sys.stdout, indent=0, sort_keys=True)


def trained(corpora: dict[str, list[dict[str, Any]]], parse: Parse) -> dict[str, Any]:
    """The contents of pronoun_weights.json, from the rows of each of SOURCES."""
    weights: dict[str, float] = {}
    for number in range(ROUNDS):
        decide = decider(weights) if number else None
        found: list[tuple[Example, float]] = []
        for name, articles in corpora.items():
            for row in articles:
                if "pronoun" in row:
                    example = gap_verdict(row, parse, decide or nobody)[2]
                    found += [(example, SOURCES[name])] if example else []
                else:
                    found += [(example, SOURCES[name]) for example in chain_examples(row, parse, decide)]
        weights = fit(found)
        print(f"round {number + 1}: {len(found)} pronouns, {len(weights)} weights", file=sys.stderr, flush=True)
    kept = {name: round(weight, 3) for name, weight in weights.items() if abs(weight) >= SMALLEST}
    return {"_source": f"made by models/scripts/pronoun_weights.py from {', '.join(SOURCES)}", "weights": kept}


def decider(weights: dict[str, float]) -> Decide:
    """Resolve by these weights."""

    def decide(pronoun: Mention, found: list[Choice]) -> tuple[int, float]:
        shares = probabilities(found, lambda name: weights.get(name, 0.0))
        top = max(range(len(found)), key=shares.__getitem__)
        return found[top][0], shares[top]

    return decide


def nobody(pronoun: Mention, found: list[Choice]) -> tuple[int, float]:
    """Leave a pronoun unresolved."""
    return -1, 1.0


def fit(examples: Sequence[tuple[Example, float]]) -> dict[str, float]:
    """Weights by feature: L-BFGS on the log probability of the right choices, with an L2 penalty."""
    seen = Counter(name for example, _ in examples for _, names in example.choices for name in names)
    index = {name: i for i, name in enumerate(sorted(name for name, times in seen.items() if times >= LEAST))}
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
        scores = rows_ @ weights
        shares = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        total, hit = np.add.reduceat(shares, starts), np.maximum(np.add.reduceat(shares * good, starts), 1e-30)
        slope = shares / np.repeat(total, sizes) - shares * good / np.repeat(hit, sizes)
        gradient = rows_.T @ (slope * np.repeat(worth, sizes)) + PENALTY * weights
        return float((worth * np.log(total / hit)).sum() + PENALTY / 2 * weights @ weights), gradient

    best = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return dict(zip(index, best.x.tolist(), strict=True))


if __name__ == "__main__":
    main()
