"""Sentence vectors of claims, and how a record keeps one: WIDTH signed bytes, in base64."""

from __future__ import annotations

import base64
from typing import Final

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
WIDTH: Final = 64
"""Numbers of a sentence vector."""
_LEVELS = 127


def encoded(vector: Vector) -> str:
    """A unit vector as text: its numbers in 8 bits, the largest of them 127 or -127."""
    largest = max(float(np.abs(vector).max()), 1e-6)
    return base64.b64encode(np.round(vector / largest * _LEVELS).astype(np.int8).tobytes()).decode("ascii")


def decoded(text: str) -> Vector:
    """The unit vector again, as near as 8 bits allow. Raises ValueError if the text holds no such vector."""
    raw = np.frombuffer(base64.b64decode(text, validate=True), np.int8).astype(np.float32)
    if len(raw) != WIDTH:
        raise ValueError(f"a sense has {WIDTH} numbers, this one {len(raw)}")
    return unit(raw)


def unit(vectors: Vector) -> Vector:
    """Vectors of length 1; zero stays zero."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-6)
