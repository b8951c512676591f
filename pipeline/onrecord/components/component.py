"""What all components share: to decide first, then to write; and, where nothing was learned, nothing to store."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import Generic, Self, TypeVar

from spacy.tokens import Doc

Prediction = TypeVar("Prediction")


class Component(ABC, Generic[Prediction]):
    """A component without weights: all that it knows lies in the package."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations(doc, self.predict(doc))
        return doc

    @abstractmethod
    def predict(self, doc: Doc) -> Prediction:
        """Decide; the Doc is only read."""

    @abstractmethod
    def set_annotations(self, doc: Doc, prediction: Prediction) -> None:
        """Write what was decided to the Doc."""

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """What was learned, as bytes: none."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """Read what `to_bytes` gave."""
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write what was learned into a folder: there is none."""

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:
        """Read what `to_disk` wrote."""
        return self
