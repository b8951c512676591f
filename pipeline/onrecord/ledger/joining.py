"""Whether claims of two articles are about the same proposition."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np

from onrecord.claims.linking import Scorer
from onrecord.claims.pairs import content_features, counts
from onrecord.claims.senses import Vector
from onrecord.errors import ModelError
from onrecord.ledger.statements import Proposition
from onrecord.model import find_model

Known = tuple[Vector, frozenset[str], frozenset[str]]
"""Sense, stems and names of a claim that is in the ledger."""


def scorer(model: Path | None = None) -> Scorer:
    """The scorer of claims across articles, of a model; None stands for the one that ships.

    Raises ModelError if there is no model, or it has no claims.
    """
    folder = find_model(model) / "claims"
    try:
        return Scorer.of(json.loads((folder / "tables.json").read_text("utf-8"))["across"])
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"the model in {folder.parent} joins no claims ({error!r}): give one that does") from error


def space(model: Path | None = None) -> str:
    """A name for a model's sentence vectors: those of two models can be compared only if it is the same."""
    path = find_model(model) / "claims" / "senses.onnx"
    try:
        return blake2b(path.read_bytes(), digest_size=8).hexdigest()
    except OSError as error:
        raise ModelError(f"the model in {path.parents[1]} has no sentence vectors: give one that has") from error


def best(proposition: Proposition, known: Sequence[Known], scorer: Scorer) -> int | None:
    """The number of the claim that a proposition is, among those given; None if it is none of them."""
    if not known or proposition.sense is None:
        return None
    fit = scorer.scores(np.array([_features(proposition, claim) for claim in known], np.float32))
    top = int(fit.argmax())
    return top if fit[top] >= scorer.threshold else None


def _features(proposition: Proposition, known: Known) -> list[float]:
    sense, stems, names = known
    cosine = 0.0 if proposition.sense is None else float(np.clip(proposition.sense @ sense, 0, 1))
    return content_features(cosine, counts(proposition.stems, stems), counts(proposition.names, names))
