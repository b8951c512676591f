"""`encoder`: one pass over each paragraph; every later component reads the vectors that it leaves.

The network is an int8 MiniLM in ONNX form. Its activations are quantised with a scale taken from all that is in one
call, so each call holds exactly one window of one paragraph: a record never depends on what else is in its batch, nor
on the number of workers. Calls run side by side in threads, each on one core.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import srsly
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import raise_error
from tokenizers import Tokenizer

from onrecord.components.head import one_thread_session, write_folder
from onrecord.paragraphs import paragraphs
from onrecord.pieces import MAX_WORD_PIECES, Pieces, WordPieces

WIDTH = 384
"""Length of a vector."""
MAX_PIECES = 510
"""Longest window that the network reads, without its two special tokens."""
AHEAD = 4
"""Docs a thread that are read before the later components ask for them."""

Floats = NDArray[np.float32]
DEFAULT_CONFIG = {"window": 256, "overlap": 64, "threads": 0}


@Language.factory("onrecord_encoder", assigns=["doc.tensor"], default_config=DEFAULT_CONFIG)
def make_encoder(nlp: Language, name: str, window: int, overlap: int, threads: int) -> Encoder:
    """Make an encoder without a network; `from_disk` brings it.

    window: word pieces read at once, at most 510 and at least 2 × overlap + 16; a longer paragraph is read in several
        windows.
    overlap: word pieces that two neighbouring windows share. Each word's vector is taken from the window in which it
        stands farther from the edge.
    threads: calls of the network that run side by side; 0 is one for each core that the process may use.
    """
    return Encoder(name, window=window, overlap=overlap, threads=threads)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Vectors that are being computed: the calls of the network that fill them, or what was raised before."""

    tensor: Floats
    calls: list[Future[None]]
    error: Exception | None = None

    def result(self) -> Floats:
        if self.error:
            raise self.error
        for call in self.calls:
            call.result()
        return self.tensor


class Encoder:
    """Writes `doc.tensor`: float32 of shape (tokens, 384), zeros for white space."""

    def __init__(self, name: str = "encoder", *, window: int, overlap: int, threads: int) -> None:
        if overlap < 0 or not 2 * overlap + MAX_WORD_PIECES <= window <= MAX_PIECES:
            need = f"need overlap >= 0 and 2 × overlap + {MAX_WORD_PIECES} <= window <= {MAX_PIECES}"
            raise ValueError(f"window {window}, overlap {overlap}: {need}")
        self.name = name
        self.window, self.overlap, self.threads = window, overlap, threads
        self._files: dict[str, bytes] = {}
        self._session: onnxruntime.InferenceSession | None = None
        self._pieces: WordPieces | None = None
        self._handle_error: Any = raise_error

    def __call__(self, doc: Doc) -> Doc:
        self.set_annotations([doc], self.predict([doc]))
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Read many Docs, up to `AHEAD` a thread of them before they are asked for.

        The network then reads the next ones while the later components, which run on the calling thread, are busy with
        this one. The vectors do not depend on it.
        """
        begun: deque[tuple[Doc, _Reading]] = deque()
        threads = self.threads or cores()
        with ThreadPoolExecutor(threads) as pool:  # one that lives on would be dead in a forked process
            try:
                for doc in stream:
                    begun.append((doc, self._begin(doc, pool)))
                    if len(begun) > AHEAD * threads:
                        yield from self._end(*begun.popleft())
                while begun:
                    yield from self._end(*begun.popleft())
            finally:
                pool.shutdown(cancel_futures=True)

    def predict(self, docs: Sequence[Doc]) -> list[Floats]:
        """Vectors of each Doc's tokens, shape (tokens, 384)."""
        with ThreadPoolExecutor(self.threads or cores()) as pool:
            return [reading.result() for reading in [self._begin(doc, pool) for doc in docs]]

    def _begin(self, doc: Doc, pool: ThreadPoolExecutor) -> _Reading:
        """Have the network called for each window of a Doc."""
        tensor = np.zeros((len(doc), WIDTH), np.float32)
        try:
            windows = list(self._windows(doc))
            _ = self.session  # loaded here, not by each thread
            return _Reading(tensor, [pool.submit(self._fill, tensor, *window) for window in windows])
        except Exception as error:  # raised where the vectors are asked for
            return _Reading(tensor, [], error)

    def _end(self, doc: Doc, reading: _Reading) -> Iterator[Doc]:
        """The Doc with its vectors; nothing if reading it failed and the handler does not raise."""
        try:
            self.set_annotations([doc], [reading.result()])
        except Exception as error:  # the handler decides; spaCy's default raises
            self._handle_error(self.name, self, [doc], error)
            return
        yield doc

    def set_annotations(self, docs: Iterable[Doc], tensors: Iterable[Floats]) -> None:
        """Write the vectors to the Docs."""
        for doc, tensor in zip(docs, tensors, strict=True):
            doc.tensor = tensor  # type: ignore[assignment]

    def vectors(self, pieces: Pieces) -> Floats:
        """The network's output for one window: a vector a word, the mean of its first and its last piece's."""
        (hidden,) = self.session.run(None, self.inputs(pieces))
        return (hidden[0, pieces.first + 1] + hidden[0, pieces.last + 1]) / 2

    def inputs(self, pieces: Pieces) -> dict[str, NDArray[np.int64]]:
        """What the network is called with for one window: int64 arrays of shape (1, pieces + 2)."""
        ids = np.concatenate(([self.pieces.cls], pieces.ids, [self.pieces.sep]))[None]
        return {"ids": ids, "features": np.concatenate(([0], pieces.features, [0]))[None]}

    def windows(self, doc: Doc) -> list[Pieces]:
        """The windows that this Doc is read in, a call of the network each."""
        return [pieces for _, pieces, _, _ in self._windows(doc)]

    def _fill(self, tensor: Floats, tokens: NDArray[np.int64], pieces: Pieces, start: int, end: int) -> None:
        tensor[tokens[start:end]] = self.vectors(pieces)[start:end]

    def _windows(self, doc: Doc) -> Iterator[tuple[NDArray[np.int64], Pieces, int, int]]:
        """Yield (tokens, their pieces, first and last word to keep of them) for each call of the network."""
        for tokens in paragraphs(doc):
            pieces = self.pieces([doc[i].text for i in tokens.tolist()])
            if len(pieces) <= self.window:
                yield tokens, pieces, 0, len(tokens)
            else:
                yield from self._cut(tokens, pieces)

    def _cut(self, tokens: NDArray[np.int64], pieces: Pieces) -> Iterator[tuple[NDArray[np.int64], Pieces, int, int]]:
        """Windows of a paragraph that is too long for one; neighbours meet in the middle of what they share."""
        begin = keep_from = 0
        while True:
            offset = int(pieces.first[begin])
            stop = int(np.searchsorted(pieces.last, offset + self.window))
            end = int(pieces.last[stop - 1]) + 1
            part = Pieces(
                pieces.ids[offset:end],
                pieces.features[offset:end],
                pieces.first[begin:stop] - offset,
                pieces.last[begin:stop] - offset,
            )
            if stop == len(tokens):
                yield tokens[begin:stop], part, keep_from - begin, stop - begin
                return
            keep_to = int(np.searchsorted(pieces.first, end - self.overlap // 2))
            yield tokens[begin:stop], part, keep_from - begin, keep_to - begin
            begin, keep_from = int(np.searchsorted(pieces.first, end - self.overlap)), keep_to

    # --- the network and its tokenizer ---

    @property
    def session(self) -> onnxruntime.InferenceSession:
        """The network, loaded at first use."""
        if self._session is None:
            self._session = one_thread_session(self._file("encoder.onnx"))
        return self._session

    @property
    def pieces(self) -> WordPieces:
        """The word piece tokenizer, loaded at first use."""
        if self._pieces is None:
            self._pieces = WordPieces(Tokenizer.from_str(self._file("tokenizer.json").decode("utf-8")))
        return self._pieces

    def _file(self, name: str) -> bytes:
        if name not in self._files:
            raise ValueError(f"the encoder has no {name}: load the pipeline with onrecord.load() or spacy.load(path)")
        return self._files[name]

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_session": None, "_pieces": None}

    def set_error_handler(self, handler: Any) -> None:
        """Let `handler(name, component, docs, error)` decide what becomes of a batch that fails."""
        self._handle_error = handler

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The network and the tokenizer as bytes."""
        return srsly.msgpack_dumps(self._files)

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Encoder:
        """Read what `to_bytes` gave."""
        self._files = srsly.msgpack_loads(data)
        self._session = self._pieces = None
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write encoder.onnx and tokenizer.json into a folder."""
        write_folder(path, self._files)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Encoder:
        """Read encoder.onnx and tokenizer.json from a folder. Raises ValueError if one of them is damaged."""
        self._files = {name: (Path(path) / name).read_bytes() for name in ("encoder.onnx", "tokenizer.json")}
        self._session = self._pieces = None
        try:
            _ = self.session, self.pieces
        except Exception as error:  # what ONNX Runtime and tokenizers raise has no common base
            raise ValueError(f"encoder.onnx or tokenizer.json in {path} is damaged: {error}") from error
        return self


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
