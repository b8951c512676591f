"""What each content means, as a sentence encoder sees it by itself: the vectors that the `senses` head learns to give.

The teacher is the pretrained encoder as it came (all-MiniLM-L6-v2: mean of the word pieces, normalised), which was
trained to put sentences of like meaning near each other (Reimers & Gurevych 2019). The head gives the same from the
vectors that the pipeline has anyway, and sees the words around the content.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import torch
from numpy.typing import NDArray

from corpora import Example
from network import BFLOAT16, WIDTH, Encoder
from onrecord.attribution.tags import ROLE_TAGS
from onrecord.pieces import Pieces, WordPieces

LEAST, MOST = 3, 100
"""Words of a content that is given a vector, and how many of them are read."""
MARKS = frozenset(("“", "”", '"', "''", "``", "‘", "’", "«", "»"))
AT_ONCE = 32
IS_CONTENT = np.array([tag.endswith("content") for tag in ROLE_TAGS])


def add_senses(corpora: Iterable[list[Example]], teacher: Encoder, pieces: WordPieces) -> None:
    """Put "senses" beside the "relations" of examples: (relations, WIDTH) float32, a row of 0 where there is none."""
    tables = [(example, [_content(example, row) for row in example.labels["relations"]])
              for examples in corpora for example in examples if "relations" in example.labels]  # fmt: skip
    texts = sorted({text for _, found in tables for text in found if text}, key=len)
    vectors = dict(zip(texts, _encoded(texts, teacher, pieces), strict=True))
    nothing = np.zeros(WIDTH, np.float32)
    for example, found in tables:
        example.labels["senses"] = np.stack([vectors.get(text, nothing) for text in found] or [nothing])[: len(found)]


def _content(example: Example, row: NDArray[np.int64]) -> tuple[str, ...]:
    chosen = np.flatnonzero(IS_CONTENT[row[2:]])
    words = [example.words[i] for i in chosen if example.words[i] not in MARKS]
    return tuple(words[:MOST]) if len(words) >= LEAST else ()


@torch.no_grad()
def _encoded(texts: list[tuple[str, ...]], teacher: Encoder, pieces: WordPieces) -> list[NDArray[np.float32]]:
    teacher.eval()
    found: list[NDArray[np.float32]] = []
    for i in range(0, len(texts), AT_ONCE):
        cut = [pieces(list(words)) for words in texts[i : i + AT_ONCE]]
        ids, mask = _padded(cut, pieces)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=BFLOAT16):
            x = teacher(ids, torch.zeros_like(ids), mask).float()
        mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        found += list(torch.nn.functional.normalize(mean, dim=-1).numpy())
    return found


def _padded(cut: list[Pieces], pieces: WordPieces) -> tuple[torch.Tensor, torch.Tensor]:
    rows = [[pieces.cls, *p.ids, pieces.sep] for p in cut]
    width = max(map(len, rows))
    ids = torch.tensor([row + [0] * (width - len(row)) for row in rows])
    mask = torch.tensor([[True] * len(row) + [False] * (width - len(row)) for row in rows])
    return ids, mask
