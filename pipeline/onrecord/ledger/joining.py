"""Whether claims of two articles are about the same proposition."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from onrecord.claims.linking import Scorer
from onrecord.claims.pairs import CONTENT_FEATURES, content_features
from onrecord.claims.senses import Vector
from onrecord.ledger.statements import Proposition
from onrecord.model import find_model

Known = tuple[Vector, frozenset[str], frozenset[str]]
"""Sense, stems and names of a claim that is in the ledger."""


def scorer(model: Path | None = None) -> Scorer:
    """The scorer of claims across articles, of a model; None stands for the one that ships."""
    tables = json.loads((find_model(model) / "claims" / "tables.json").read_text("utf-8"))
    return Scorer.of(tables["across"])


def best(proposition: Proposition, known: Sequence[Known], scorer: Scorer) -> int | None:
    """The number of the claim that a proposition is, among those given; None if it is none of them."""
    if not known or proposition.sense is None:
        return None
    rows = np.stack([_features(proposition, claim) for claim in known])
    fit = scorer.scores(rows)
    top = int(fit.argmax())
    return top if fit[top] >= scorer.threshold else None


def _features(proposition: Proposition, known: Known) -> Vector:
    sense, stems, names = known
    assert proposition.sense is not None
    shared = (len(proposition.stems & stems), len(proposition.stems), len(stems))
    named = (len(proposition.names & names), len(proposition.names), len(names))
    found = content_features(float(np.clip(proposition.sense @ sense, 0, 1)), shared, named)
    assert len(found) == len(CONTENT_FEATURES)
    return np.array(found, np.float32)
