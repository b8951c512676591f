"""Words to word pieces: what the encoder is fed.

The encoder is an uncased MiniLM. Case and quotation marks come back in as a feature beside each piece: the word's case
class, times whether the word stands inside quotation marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

CASE_CLASSES = ("other", "lower", "title", "upper", "initial", "mixed", "number", "alphanumeric")
"""How a word is written: "said", "Oslo", "NATO", "A", "iPhone", "600,000", "F-16"; "other" is all marks."""
FEATURES = 2 * len(CASE_CLASSES)
"""Rows of the feature embedding: case class, plus len(CASE_CLASSES) inside quotation marks."""
MAX_WORD_PIECES = 16
"""Pieces kept of one word; what is longer (a URL, a line of dashes) says no more."""

_OPEN, _CLOSE, _TOGGLE = frozenset("“„«"), frozenset("”»"), frozenset('"')
_CACHE_SIZE = 200_000

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Pieces:
    """Word pieces of a run of words, without the encoder's special tokens.

    ids, features: int64 arrays of shape (pieces,): vocabulary ids and rows of the feature embedding.
    first, last: int64 arrays of shape (words,): each word's first and last piece.
    """

    ids: Ints
    features: Ints
    first: Ints
    last: Ints

    def __len__(self) -> int:
        return len(self.ids)


class WordPieces:
    """Splits words into the encoder's word pieces. Every word gets at least one piece."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self.cls = _token_id(tokenizer, "[CLS]")
        self.sep = _token_id(tokenizer, "[SEP]")
        self.unknown = _token_id(tokenizer, "[UNK]")
        self._cache: dict[str, list[int]] = {}

    def __call__(self, words: Sequence[str]) -> Pieces:
        ids: list[int] = []
        features: list[int] = []
        first, last = np.empty(len(words), np.int64), np.empty(len(words), np.int64)
        for i, (word, feature) in enumerate(zip(words, word_features(words), strict=True)):
            pieces = self._word(word)
            first[i] = len(ids)
            ids += pieces
            features += [feature] * len(pieces)
            last[i] = len(ids) - 1
        return Pieces(np.array(ids, np.int64), np.array(features, np.int64), first, last)

    def _word(self, word: str) -> list[int]:
        pieces = self._cache.get(word)
        if pieces is None:
            encoded = self.tokenizer.encode(word[:1000], add_special_tokens=False).ids[:MAX_WORD_PIECES]
            pieces = encoded or [self.unknown]
            if len(self._cache) >= _CACHE_SIZE:
                self._cache.clear()
            self._cache[word] = pieces
        return pieces


def _token_id(tokenizer: Tokenizer, token: str) -> int:
    found: int | None = tokenizer.token_to_id(token)
    if found is None:
        raise ValueError(f"the encoder's tokenizer has no {token}: it is not the one that the model was trained with")
    return found


def word_features(words: Sequence[str]) -> list[int]:
    """Row of the feature embedding for each word of one paragraph, in order.

    Double quotation marks, straight or curly, and guillemets open and close; single ones do not, since an apostrophe
    looks the same. A mark counts as inside. What is still open at the end of the paragraph ends there.
    """
    inside = False
    rows: list[int] = []
    for word in words:
        opens = word in _OPEN or (word in _TOGGLE and not inside)
        closes = word in _CLOSE or (word in _TOGGLE and inside)
        rows.append(case_class(word) + len(CASE_CLASSES) * (inside or opens))
        inside = (inside or opens) and not closes
    return rows


def case_class(word: str) -> int:
    """Index in CASE_CLASSES of the way a word is written."""
    letters = [char for char in word if char.isalpha()]
    has_digit = any(char.isdigit() for char in word)
    if not letters:
        return 6 if has_digit else 0
    if has_digit:
        return 7
    if all(char.islower() for char in letters):
        return 1
    if all(char.isupper() for char in letters):
        return 4 if len(letters) == 1 else 3
    if letters[0].isupper() and all(char.islower() for char in letters[1:]):
        return 2
    return 5
