"""What the heads on the encoder's vectors share: their small networks, their tables, reading and writing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

import numpy as np
import onnxruntime
import srsly
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.vocab import Vocab

from onrecord.components.component import Component, Prediction

Floats = NDArray[np.float32]
ROWS = 1024
"""Words that go through a network at once, so that memory stays small on long articles."""
TABLES = "tables.json"
SLOW_FUSIONS = ["SkipLayerNormFusion"]
"""What ONNX Runtime makes of a sum and its normalisation by default takes five times as long as the two apart."""


class Head(Component[Prediction]):
    """A component with small trained networks that reads `doc.tensor`.

    tables: what is no network, the labels among it: name -> JSON-able value.
    networks: name -> ONNX model, fp32, run on one thread. Its inputs and outputs have a row an item (a word, a quote).
    """

    def __init__(self, vocab: Vocab, name: str) -> None:
        super().__init__(name)
        self.vocab = vocab
        self.tables: dict[str, Any] = {"labels": []}
        self.networks: dict[str, bytes] = {}
        self._sessions: dict[str, onnxruntime.InferenceSession] = {}

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that this component can give."""
        return tuple(self.tables["labels"])

    def vectors(self, doc: Doc) -> Floats:
        """The encoder's vectors, shape (tokens, 384). Raises ValueError if no encoder has run."""
        if doc.tensor.shape[0] != len(doc):
            raise ValueError(f"'{self.name}' needs doc.tensor: put the component 'onrecord_encoder' before it")
        tensor: Any = doc.tensor
        return tensor

    def session(self, network: str) -> onnxruntime.InferenceSession:
        """One of the networks, loaded at first use. Raises ValueError if the component was never loaded."""
        if network not in self._sessions:
            if network not in self.networks:
                raise ValueError(
                    f"'{self.name}' has no weights: load the pipeline with onrecord.load() or spacy.load(path)"
                )
            self._sessions[network] = one_thread_session(self.networks[network])
        return self._sessions[network]

    def run(self, network: str, *inputs: Floats) -> list[NDArray[Any]]:
        """Run one of the networks.

        inputs: arrays with the same number of rows, at least one.
        RETURNS: its outputs, with as many rows.
        """
        session = self.session(network)
        names = [node.name for node in session.get_inputs()]
        parts = [
            session.run(None, {name: value[i : i + ROWS] for name, value in zip(names, inputs, strict=True)})
            for i in range(0, len(inputs[0]), ROWS)
        ]
        return parts[0] if len(parts) == 1 else [np.concatenate(outputs) for outputs in zip(*parts, strict=True)]

    def set_networks(self, networks: dict[str, bytes]) -> None:
        """Put other networks in the place of these."""
        self.networks, self._sessions = networks, {}

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Tables and networks as bytes."""
        return srsly.msgpack_dumps(self._as_files())

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """Read what `to_bytes` gave."""
        return self._from_files(srsly.msgpack_loads(data))

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write tables.json and the networks into a folder."""
        write_folder(path, self._as_files())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:
        """Read tables.json and the networks from a folder."""
        return self._from_files({file.name: file.read_bytes() for file in sorted(Path(path).iterdir())})

    def _as_files(self) -> dict[str, bytes]:
        tables = json.dumps(self.tables, ensure_ascii=False, indent=0, sort_keys=True)
        return {TABLES: tables.encode("utf-8"), **{f"{name}.onnx": net for name, net in self.networks.items()}}

    def _from_files(self, files: dict[str, bytes]) -> Self:
        self.tables = json.loads(files[TABLES])
        self.networks = {name.removesuffix(".onnx"): file for name, file in files.items() if name.endswith(".onnx")}
        self._sessions = {}
        return self

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_sessions": {}}


def one_thread_session(model: bytes) -> onnxruntime.InferenceSession:
    """A network that runs on the calling thread alone: its results do not depend on the number of cores."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    return onnxruntime.InferenceSession(
        model, options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW_FUSIONS
    )


def write_folder(path: str | Path, files: dict[str, bytes]) -> None:
    """Write files into a folder, which is made if need be."""
    folder = Path(path)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
